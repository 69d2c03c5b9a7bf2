import { define } from '../lib/explorable.js'
import { load } from '../lib/markup.js'
import { percent, whole } from '../lib/numbers.js'
import { beside, INK, LINE, MUTED, color, escape, framed, label, marker, n } from '../lib/plot-parts.js'
import { answer, ANSWERS, questions } from './licenses.js'
import { COMPONENTS, covers, experiment, kind, licenses, matrix, models, sources as titles } from './model.js'

const definition = await load('definition.json', import.meta.url)
const names = Object.fromEntries(models.map(({ key, name }) => [key, name]))
definition.parameters.model.options = definition.parameters.rival.options = names

const KINDS = { full: 'fully open', weights: 'weights-only', mixed: 'in between' }
const SERIES = { full: 1, weights: 2, mixed: 3 }
const SHORT = {
  weights: 'Weights',
  architecture: 'Architecture',
  inference: 'Inference code',
  training: 'Training code',
  data: 'Training data',
  datasheet: 'Data docs',
  paper: 'Paper',
  license: 'License',
}

// Numbers for the sources, in the order of their first use.
const cited = [...new Set(models.flatMap(({ cells }) => COMPONENTS.map((c) => cells[c][1])).filter(Boolean))]
const link = (key) => `<a href="#ref-${key}">${escape(titles[key])}</a>`
const place = (key) => models.findIndex((model) => model.key === key)
const count = (x, one) => `${whole(x)} ${x === 1 ? one : `${one}s`}`

/** Models in the order of the reader's weights. */
const ordered = ({ own, scores }) =>
  models.map((_, i) => i).sort((a, b) => own[a] - own[b] || scores[b] - scores[a] || a - b)

/** The rank that a share of the weightings does not exceed. @param {number[]} counts @param {number} share */
function quantile(counts, share) {
  const total = counts.reduce((sum, x) => sum + x, 0)
  let seen = 0
  return (
    1 +
    counts.findIndex((x) => {
      seen += x
      return seen >= share * total && seen > 0
    })
  )
}
const spread = (counts) => ({
  low: quantile(counts, 0),
  from: quantile(counts, 0.05),
  to: quantile(counts, 0.95),
  high: quantile(counts, 1),
})
const between = (a, b) => (a === b ? String(a) : `${a} to ${b}`)

const [ROW, TOP] = [20, 96]
const TALL = ROW * models.length + 4
const left = 136

function named(order, { model, rival }, top = TOP) {
  const list = order
    .map((i, r) => {
      const y = top + r * ROW
      const { key, name } = models[i]
      const strong = key === model || key === rival ? 'font-weight="700"' : ''
      return `${marker(6, y + 10, SERIES[kind(models[i])])}<text x="15" y="${y + 14}" ${strong}>${escape(name)}</text>`
    })
    .join('')
  return `<g fill="${INK}" font-size="12">${list}</g>`
}

/** Cells as two paths, frames and fillings: full, half, or empty. @param {[number, number, string][]} list */
function cells(list, ink) {
  const known = list.filter(([, , value]) => value !== 'unknown')
  const corner = (/** @type {[number, number, string]} */ [x, y]) => `M${n(x - 6)} ${n(y - 6)}`
  const frames = known.map((one) => `${corner(one)}h12v12h-12z`).join('')
  const fills = known
    .map((one) => (one[2] === 'no' ? '' : `${corner(one)}${one[2] === 'yes' ? 'h12v12h-12z' : 'v12h12z'}`))
    .join('')
  const asks = list
    .map(([x, y, value]) => (value === 'unknown' ? `<text x="${n(x)}" y="${n(y + 4)}">?</text>` : ''))
    .join('')
  return (
    `<path d="${frames}" fill="none" stroke="${ink}"/><path d="${fills}" fill="${ink}"/><g fill="${MUTED}" ` +
    `font-size="12" text-anchor="middle">${asks}</g>`
  )
}

const sign = (value) =>
  `<svg width="14" height="14" aria-hidden="true">${cells([[7, 7, value]], color(0))}</svg> ${value}`
const shape = (key) => `<svg width="12" height="14" aria-hidden="true">${marker(6, 7, SERIES[key])}</svg> ${KINDS[key]}`
const legend = (...entries) => `<p class="ex-legend">${entries.map((e) => `<span>${e}</span>`).join(' ')}</p>`

function released(order, values, width) {
  const wide = (width - left) / COMPONENTS.length
  let body = named(order, values)
  COMPONENTS.forEach((c, k) => {
    const x = left + (k + 0.5) * wide
    body +=
      `<text transform="translate(${n(x + 4)} ${TOP - 6}) rotate(-90)" fill="${values[c] ? INK : MUTED}" ` +
      `font-size="12">${SHORT[c]}</text>`
    body += cells(
      order.map((i, r) => [x, TOP + r * ROW + 10, models[i].cells[c][0]]),
      values[c] ? color(0) : MUTED,
    )
  })
  return framed({
    title: 'What came with the model, by your ranking',
    description:
      'One row per model, one column per part. The table “Every cell with its source” has the same in words.',
    width,
    height: TOP + TALL,
    body,
    legend: legend(
      ...['yes', 'partly', 'no', 'unknown'].map((v) => (v === 'unknown' ? '? unknown' : sign(v))),
      'gray: not counted',
      ...Object.keys(KINDS).map(shape),
    ),
  })
}

function ranges(order, result, values, width, top) {
  const right = width - 12
  const at = (rank) => left + 8 + ((rank - 1) / (models.length - 1)) * (right - left - 8)
  let body = named(order, values, top)
  for (const rank of [1, 6, 12, 18, 24]) {
    body +=
      `<path d="M${n(at(rank))} ${top}V${top + TALL - 4}" stroke="${LINE}" stroke-opacity=".6"/>` +
      label(at(rank), top - 6, String(rank), 'text-anchor="middle"')
  }
  body += label((left + right) / 2, top - 24, 'rank', 'text-anchor="middle"')
  let [all, mine] = ['', '']
  const middle = { full: '', weights: '', mixed: '' }
  order.forEach((i, r) => {
    const y = top + r * ROW + 10
    const { low, from, to, high } = spread(result.ranks[i])
    all += `M${n(at(low))} ${y}H${n(at(high))}`
    middle[kind(models[i])] += `M${n(at(from) - 2)} ${y}H${n(at(to) + 2)}`
    mine += `M${n(at(result.own[i]))} ${y - 6}v12`
  })
  body += `<path d="${all}" stroke="${MUTED}"/>`
  for (const key in middle)
    body += `<path d="${middle[key]}" stroke="${color(SERIES[key])}" stroke-width="7" stroke-opacity=".45"/>`
  body += `<path d="${mine}" stroke="${INK}" stroke-width="2"/>`
  return framed({
    title: `Ranks in ${whole(result.draws)} random weightings`,
    description:
      'One row per model: all ranks, the middle 90% of them, and the rank by your weights. The table below has the numbers.',
    width,
    height: top + TALL,
    body,
    legend: legend('▬ middle 90%', '─ all', '│ by your weights'),
  })
}

/** Every cell with the number of its source, and the sources. */
function sources() {
  const text = ([value, key]) => (key ? `${value} [${cited.indexOf(key) + 1}]` : value)
  const rows = models.map(
    ({ name, date, license, cells }) =>
      `<tr><th scope="row">${escape(name)}, ${date}</th>` +
      `${COMPONENTS.map((c) => `<td>${text(cells[c])}${c === 'license' ? `, ${escape(license)}` : ''}</td>`).join('')}</tr>`,
  )
  return (
    '<div class="ex-whole"><details data-fold="sources"><summary>Every cell with its source</summary>' +
    '<div class="ex-scroll ex-low" tabindex="0" role="region" aria-label="Every cell with its source"><table class="ex-numbers">' +
    '<thead><tr><th scope="col">Model</th>' +
    `${COMPONENTS.map((c) => `<th scope="col">${SHORT[c]}</th>`).join('')}</tr></thead><tbody>` +
    `${rows.join('')}</tbody></table></div>` +
    `<p class="ex-fine">Sources: ${cited.map((key, i) => `[${i + 1}] ${link(key)}`).join(', ')}. The license is ` +
    'that of the weights.</p></details></div>'
  )
}

const MEANING = {
  allowed: ['✓', 'allowed'],
  do: ['✓', 'allowed, with a duty'],
  unknown: ['?', 'not known'],
  ask: ['!', 'only with permission'],
  no: ['✗', 'not allowed'],
}
const verdictOf = (effect) => MEANING[effect].join(' ')
const TOPICS = {
  commercial: 'Commerce',
  users: 'Users',
  revenue: 'Revenue',
  offer: 'Service',
  outputs: 'Outputs',
  eu: 'EU, multimodal',
  military: 'Military',
}

const use = {
  key: 'use',
  title: 'May I? What each license allows',
  lead:
    'Your use, held against each license version. The answer is the strictest of its clauses. This is a ' +
    'reading of the texts, not legal advice.',
  describe(values) {
    if (!questions(values).length) return 'Private use by few people raises none of these questions.'
    const found = licenses.map((one) => answer(one, values).overall)
    const parts = ANSWERS.map((a) => [a, found.filter((f) => f === a).length]).filter(([, k]) => k)
    return `Of ${licenses.length} licenses: ${parts.map(([a, k]) => `${k} ${MEANING[a][1]}`).join('; ')}.`
  },
  table: (values) => ({
    caption: 'License versions and what decides; the clauses stand above',
    columns: ['License', 'From', 'Answer', 'Decided by'],
    rows: licenses.map((one) => {
      const { overall, answers } = answer(one, values)
      const deciding = answers.filter(({ effect }) => effect === overall && effect !== 'allowed')
      return [one.name, one.date, verdictOf(overall), deciding.map(({ on }) => TOPICS[on]).join(', ') || '–']
    }),
  }),
  draw(values) {
    const found = licenses.map((one) => ({ one, ...answer(one, values) }))
    const folds = ANSWERS.map((effect) => {
      const these = found.filter(({ overall }) => overall === effect)
      const list = these.map(({ one, answers }) => `<li>${clauses(one, answers)}</li>`).join('')
      return these.length
        ? `<details data-fold="${effect}"><summary><strong>${verdictOf(effect)}</strong>: ${these.length} of ` +
            `${licenses.length}</summary><ul class="ex-entries">${list}</ul></details>`
        : ''
    })
    return `<div class="ex-whole">${folds.join('')}</div>`
  },
}

/** A license with what each of its clauses says to the use. */
function clauses({ key, name, source }, answers) {
  const items = answers.map(
    ({ on, effect, say, at }) =>
      `<li><strong>${TOPICS[on]}: ${verdictOf(effect)}.</strong> ${escape(say)}${at ? ` (${escape(at)})` : ''}</li>`,
  )
  return (
    `<details data-fold="${key}"><summary>${escape(name)}</summary><ul>${items.join('')}<li>Source: ` +
    `${link(source)}</li></ul></details>`
  )
}

define(
  definition,
  experiment,
  {
    name: 'open-source',
    constrain(values) {
      const notes = []
      if (COMPONENTS.every((c) => !values[c])) {
        values.weights = 1
        notes.push('Something must count; the weights do, with 1.')
      }
      if (values.model === values.rival) {
        values.rival = values.model === 'amber' ? 'phi-4' : 'amber'
        notes.push(`A model is not compared with itself; ${names[values.rival]} is used.`)
      }
      return notes
    },
    counts: ({ draws }, values) =>
      `${whole(draws)} weightings of ${count(COMPONENTS.filter((c) => values[c]).length, 'part')}, ` +
      `${models.length} models, ${whole((draws * models.length * (models.length - 1)) / 2)} comparisons`,
    describe(result, values) {
      const { draws, above, own, top } = result
      const [a, b] = [place(values.model), place(values.rival)]
      const first = models.filter((_, i) => own[i] === 1).map(({ name }) => name)
      const [up, down] = [above[a][b], above[b][a]]
      const { low, high } = spread(result.ranks[a])
      const weights = COMPONENTS.map((c) => values[c])
      const rows = matrix(values)
      const never = (x, y) =>
        `No weighting of these parts can put ${names[y]} above ${names[x]}: on each of them ${names[x]} has as much or more.`
      const sure = covers(rows, weights, a, b)
        ? never(values.model, values.rival)
        : covers(rows, weights, b, a)
          ? never(values.rival, values.model)
          : ''
      const many = first.length > 4 ? `${first.length} models` : first.join(', ')
      return (
        `By your weights ${many} ${first.length > 1 ? 'share' : 'has'} the first rank. ` +
        `${names[values.model]} ranks ${own[a]} of ${models.length}, and ${between(low, high)} in random ` +
        `weightings; there it is above ${names[values.rival]} in ${percent(up / draws)}, level in ` +
        `${percent((draws - up - down) / draws)}, below in ${percent(down / draws)}. ${sure && `${sure} `}` +
        (top
          ? `In ${whole(top)} of the ${whole(draws)} weightings a weights-only model comes`
          : 'In none of them does a weights-only model come') +
        ' level with or above all fully open ones.'
      )
    },
    table(result, { rival }) {
      const other = place(rival)
      return {
        caption: `By your weights, and in ${whole(result.draws)} random weightings`,
        columns: [
          'Model',
          'Kind',
          'Rank',
          'Score, of 100',
          'Middle 90% of ranks',
          'All ranks',
          `Above ${names[rival]}`,
        ],
        rows: ordered(result).map((i) => {
          const { low, from, to, high } = spread(result.ranks[i])
          return [
            models[i].name,
            KINDS[kind(models[i])],
            result.own[i],
            (100 * result.scores[i]).toFixed(0),
            between(from, to),
            between(low, high),
            i === other ? '–' : percent(result.above[i][other] / result.draws),
          ]
        }),
      }
    },
    draw(result, values, width) {
      const each = beside(width)
      const order = ordered(result)
      return released(order, values, each) + ranges(order, result, values, each, each < width ? TOP : 34) + sources()
    },
    asides: [use],
  },
  import.meta.url,
)
