import { define } from '../lib/explorable.js'
import { load } from '../lib/markup.js'
import { percent, points, whole } from '../lib/numbers.js'
import { figure } from '../lib/plot.js'
import { beside, cross, framed, keys, label, legend, marker, MUTED, n } from '../lib/plot-parts.js'
import { experiment, MARGIN } from './model.js'

const definition = await load('definition.json', import.meta.url)
const { text } = definition
const NAMES = text.names

/** Accuracy on the first task while all are learned. */
function course(methods, tasks, width) {
  const joint = methods[3].matrix[0][0]
  const all = [...methods.slice(0, 3), { name: 'joint', first: [joint, joint] }]
  return figure({
    title: text.course,
    description: all.map((m) => `${NAMES[m.name]} ends at ${percent(m.first.at(-1))}`).join(', '),
    width,
    height: 300,
    x: { label: 'tasks learned', min: 0, max: tasks, format: (x) => (Number.isInteger(x) ? String(x) : '') },
    y: { label: 'accuracy', min: 0, max: 1, format: percent },
    layers: all.map((m, i) => ({
      kind: 'line',
      series: i + 1,
      label: NAMES[m.name],
      values: m.first.map((share, k) => [(tasks * k) / (m.first.length - 1), share]),
    })),
  })
}

/** The plane with every task's test points, crossed out if wrong after naive training. */
function map(tasks, width) {
  const all = tasks.flatMap(({ shown }) => shown)
  const reach = Math.max(...all.flatMap(([x, y]) => [Math.abs(x), Math.abs(y)])) + 1.5
  const at = (x, y) => [n((width / 2) * (1 + x / reach)), n((width / 2) * (1 - y / reach))]
  const wrong = all.filter((p) => p[2] !== p[3])
  let body =
    all.map((p) => marker(...at(p[0], p[1]), 1 + p[2])).join('') + wrong.map((p) => cross(...at(p[0], p[1]))).join('')
  tasks.forEach(({ center, around, angle }, t) => {
    const off = (a, r) => at(center[0] + r * Math.cos(a), center[1] + r * Math.sin(a))
    body += `<path d="M${off(angle + Math.PI / 2, 1)}L${off(angle - Math.PI / 2, 1)}" stroke="${MUTED}" stroke-dasharray="4 3"/>`
    const [x, y] = off(around, 1.8)
    body += label(x, y + 4, `Task ${t + 1}`, 'text-anchor="middle"')
  })
  const count = `wrong after naive training, ${wrong.length} of ${all.length}`
  return framed({
    title: text.map,
    description: count,
    width,
    height: Math.ceil(width),
    body,
    legend: legend([
      [keys.points(1), 'class 0'],
      [keys.points(2), 'class 1'],
      [cross(12, 6), count],
    ]),
  })
}

/** An accuracy matrix with shaded cells; the diagonal is bold. */
function matrix({ name, matrix }) {
  const cell = (x, t, i) => {
    const shade = Math.round(Math.max(0, 22 * x - 11))
    const strong = t === i && matrix[1] ? ' ex-strong' : ''
    return `<td class="ex-shade-${shade}${strong}">${Math.round(100 * x)}</td>`
  }
  const head = matrix[0].map((_, i) => `<th scope="col">Task ${i + 1}</th>`).join('')
  const rows = matrix.map(
    (row, t) =>
      `<tr><th scope="row">${matrix[1] ? `task ${t + 1}` : 'all at once'}</th>${row.map((x, i) => cell(x, t, i)).join('')}</tr>`,
  )
  return (
    `<figure class="ex-plot ex-matrix"><figcaption>${NAMES[name]}: accuracy, %</figcaption>` +
    `<table class="ex-numbers"><thead><tr><th scope="col">After</th>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></figure>`
  )
}

define(
  definition,
  experiment,
  {
    name: 'continual-learning',
    counts: ({ examples }, { tasks, steps }) =>
      `${tasks} tasks, ${steps} steps each, ${whole(examples)} examples in each of four trainings`,
    describe({ methods: [naive, replay, ewc, joint] }, { kept, share, lambda }) {
      const lost = ({ forgetting: x }) => (x < 0 ? `gains ${points(-x)} points` : `forgets ${points(x)} points`)
      const stiff = ewc.learned < naive.learned - 0.15 && ewc.forgetting < naive.forgetting
      return (
        `On the earlier tasks, naive training ${lost(naive)}; replay (${kept} examples per old task, ${share}% ` +
        `of a batch) ${lost(replay)}; EWC (λ = ${lambda}) ${lost(ewc)}. ` +
        `On all tasks they end at ${percent(naive.average)}, ${percent(replay.average)} and ` +
        `${percent(ewc.average)}; joint training reaches ${percent(joint.average)}. ` +
        (naive.forgetting < MARGIN
          ? text.alike
          : stiff
            ? `${text.stiff} ${percent(ewc.learned)} (naive training: ${percent(naive.learned)}).`
            : '')
      )
    },
    table: ({ methods }) => ({
      ...text.table,
      rows: methods.map((m) => [
        NAMES[m.name],
        percent(m.average),
        ...(m.transfer === undefined
          ? ['–', '–', '–']
          : [percent(m.learned), points(m.forgetting), points(m.transfer)]),
      ]),
    }),
    draw({ methods, plane }, { tasks }, width) {
      const half = beside(width)
      return course(methods, tasks, half) + map(plane, Math.min(half, 300)) + methods.map(matrix).join('')
    },
  },
  import.meta.url,
)
