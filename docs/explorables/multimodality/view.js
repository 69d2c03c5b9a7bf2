import { COUNT_RULE } from '../lib/experiment.js'
import { define } from '../lib/explorable.js'
import { load, percent, whole } from '../lib/markup.js'
import { color, framed, label, MUTED, marker, n } from '../lib/plot-parts.js'
import { experiment } from './model.js'
import { COLORS, SHAPES, SIDE } from './scenes.js'

const { text, ...words } = await load('definition.json', import.meta.url)
const hundredths = (x) => x.toFixed(2).replace('-', '−')
const said = (scene) => scene.map(([c, s]) => `${text.colors[c]} ${text.shapes[s]}`).join(', ')

/** Pictures without their noise, and the captions picked. */
function pictures(shown) {
  const cell = 11
  const wide = shown[0].scene.length * SIDE
  const row = ({ scene, places, picked, right, held }, i) => {
    const top = i * (SIDE + 1) * cell
    const object = ([c, s], k) => {
      const dots = [...SHAPES[s]].map((on, p) => (on === '1' ? `M${places[k][0] + (p % 5)} ${places[k][1] + Math.floor(p / 5)}h1v1h-1z` : ''))
      return `<path d="${dots.join('')}" fill="rgb(${COLORS[c].map((x) => Math.round(255 * x))})"/>`
    }
    const lines = [...said(picked).split(', '), `${right ? '✓ right' : '✗ wrong'}${held ? ', never seen' : ''}`]
    return `<g transform="translate(0 ${top}) scale(${cell})"><path d="M0 0h${wide}v${SIDE}H0z" fill="#111"/>${scene.map(object).join('')}</g>` + lines.map((line, k) => label(wide * cell + 10, top + 15 + 17 * k, line)).join('')
  }
  const description = shown.map(({ scene, picked, right }) => `${said(scene)}: ${right ? 'right' : said(picked)}`).join('; ')
  return framed({ title: text.pictures, description, width: 280, height: shown.length * (SIDE + 1) * cell, body: shown.map(row).join('') })
}

/** Both axes from −1 to 1. */
function clouds(points, gap, width) {
  const at = (x) => (1 + x) * (width / 2)
  const body = points.map((cloud, c) => cloud.map(([x, y]) => marker(at(x), at(-y), c + 1)).join('')).join('')
  const frame = `<rect width="${n(width)}" height="${n(width)}" fill="none" stroke="${MUTED}"/>`
  const key = (i, name) => `<span><svg width="24" height="12" aria-hidden="true">${marker(12, 6, i)}</svg> ${name}</span>`
  return framed({ title: text.clouds, description: `Their middles are ${hundredths(gap)} apart.`, width, height: Math.ceil(width), body: frame + body, legend: `<p class="ex-legend">${key(1, 'pictures')} ${key(2, 'captions')}</p>` })
}

/** The loss, and what guessing gives. */
function course(losses, batch, width) {
  const guess = Math.log(batch)
  const most = Math.max(guess * 1.2, ...losses.map((l) => l[1]))
  const y = (loss) => n(170 - (loss / most) * 160)
  const path = losses.map(([, loss], i) => `${n((i / losses.length) * width)} ${y(loss)}`).join('L')
  return framed({
    title: text.loss,
    description: `From ${hundredths(losses[0][1])} to ${hundredths(losses.at(-1)[1])}; guessing gives ${hundredths(guess)}.`,
    width,
    height: 190,
    body: `<path d="M0 ${y(guess)}H${width}M0 170H${width}" stroke="${MUTED}" stroke-dasharray="3 3"/><path d="M${path}" fill="none" stroke="${color(1)}" stroke-width="2"/>` + label(width, y(guess) - 4, `guessing: ln ${batch} = ${hundredths(guess)}`, 'text-anchor="end"') + label(0, 186, `0, after ${losses.length * 5} steps ${hundredths(losses.at(-1)[1])}`),
  })
}

define(
  {
    ...words,
    name: 'multimodality',
    experiment: {
      ...experiment,
      ...words.experiment,
      rule: `${words.experiment.rule} ${COUNT_RULE}`,
      columns: words.experiment.columns.map((c, i) => ({ ...c, format: i < 2 ? percent : hundredths })),
    },
    counts: ({ pairs, batch }) => `${whole(pairs)} pairs of picture and caption, ${batch} in each batch`,
    describe({ right, skills: [a, b], choices, gaps }, { scene }) {
      const kept = b < 0.05 ? 0 : b < a / 2 ? 1 : b < 0.9 * a ? 2 : 3
      const parts = text[scene].map((name, i) => `${name}: ${percent(right[i])} right, from ${choices[i]} captions`)
      return `${parts.join('. ')}, ${text.kept[kept]}. The middles of the two clouds were ${hundredths(gaps[0])} apart before training and are ${hundredths(gaps[1])} apart now.`
    },
    table: ({ right, skills, choices, grid }, { scene }) => ({
      ...text.tables[scene],
      rows:
        scene === 'two'
          ? text.two.map((name, i) => [name, percent(right[i]), percent(1 / choices[i]), hundredths(skills[i])])
          : text.colors.map((name, c) => [name, ...grid.slice(4 * c, 4 * c + 4).map(({ share, held }) => percent(share) + (held ? ' †' : ''))]),
    }),
    draw({ losses, batch, clouds: points, gaps, shown }, _, width) {
      const half = width >= 620 ? (width - 32) / 2 : width
      return pictures(shown) + clouds(points, gaps[1], Math.min(half, 280)) + course(losses, batch, half)
    },
  },
  import.meta.url,
)
