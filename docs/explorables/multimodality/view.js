import { bars } from '../lib/bars.js'
import { define } from '../lib/explorable.js'
import { heat } from '../lib/heat.js'
import { load } from '../lib/markup.js'
import { percent, two, whole } from '../lib/numbers.js'
import { figure } from '../lib/plot.js'
import { beside, framed, label, MUTED, marker } from '../lib/plot-parts.js'
import { experiment } from './model.js'
import { SIDE } from './scenes.js'

const definition = await load('definition.json', import.meta.url)
const { text } = definition
const { titles } = text
const said = (scene) => scene.map(([c, s]) => `${text.colors[c]} ${text.shapes[s]}`).join(', ')
const named = (scene, withheld) => [text[scene][0], withheld || scene === 'two' ? text[scene][1] : text.none]

function rates({ right, choices }, names, width) {
  const list = right.map((x, i) => ({ label: names[i], value: x, text: percent(x), mark: 1 / choices[i] }))
  return bars({
    title: titles.rates,
    description: list.map((b) => `${b.label}: ${b.text}`).join(', '),
    width,
    max: 1,
    bars: list,
  })
}

/** Pictures, and the captions picked. */
function pictures(shown) {
  const cell = 11
  const rows = shown.map(({ pixels, picked, right, held }, i) => {
    const wide = pixels.length / (3 * SIDE)
    const top = i * 7 * cell
    const dots = Array.from(
      { length: wide * SIDE },
      (_, p) =>
        `<path d="M${p % wide} ${Math.floor(p / wide)}h1v1h-1z" fill="rgb(${[0, 1, 2].map((k) => Math.round(255 * pixels[3 * p + k]))})"/>`,
    )
    const lines = [
      ...said(picked).split(', '),
      `${right ? '✓ right' : right === null ? '= a tie' : '✗ wrong'}${held ? ', never seen' : ''}`,
    ]
    return (
      `<g transform="translate(0 ${top}) scale(${cell})">${dots.join('')}</g>` +
      lines.map((line, k) => label(wide * cell + 10, top + 15 + 17 * k, line)).join('')
    )
  })
  return framed({
    title: titles.pictures,
    description: shown.map(({ scene, picked }) => `${said(scene)}: ${said(picked)}`).join('; '),
    width: 280,
    height: shown.length * 7 * cell,
    body: rows.join(''),
  })
}

/** Both towers' points, on the plane in which they spread most. */
function clouds(key, points, gap, width) {
  const at = (x) => (1.05 + x) * (width / 2.1)
  return framed({
    title: titles[key],
    description: `The middles are ${two(gap)} apart.`,
    width,
    height: Math.ceil(width),
    body:
      points.flatMap((cloud, c) => cloud.map(([x, y]) => marker(at(x), at(-y), c + 1))).join('') +
      `<path d="M0 0h${width}v${width}H0z" fill="none" stroke="${MUTED}"/>`,
  })
}

/** The loss, and what guessing gives. */
function course(losses, batch, width) {
  const guess = Math.log(batch)
  return figure({
    title: titles.loss,
    description: two(losses.at(-1)[1]),
    width,
    x: { label: 'steps' },
    y: { label: '', min: 0, max: Math.max(guess * 1.2, ...losses.map((l) => l[1])) },
    layers: [{ kind: 'line', values: losses }],
    marks: [{ y: guess, label: `guessing: ln ${batch} = ${two(guess)}` }],
  })
}

define(
  definition,
  experiment,
  {
    name: 'multimodality',
    counts: ({ batch }, { steps }) => `${whole(batch * steps)} pairs of picture and caption, ${batch} in each batch`,
    describe({ right, skills: [a, b], choices, gaps }, { scene, withheld }) {
      const parts = named(scene, withheld)
        .map((name, i) => `${name}: ${percent(right[i])} right, of ${choices[i]} possible`)
        .join('. ')
      return (
        `${parts}. That keeps ${percent(b / a)} of the skill. The middles of the two clouds were ` +
        `${two(gaps[0])} apart before training and are ${two(gaps[1])} apart now.`
      )
    },
    table: ({ right, skills, choices }, { scene, withheld }) => ({
      ...text.table,
      rows: named(scene, withheld).map((name, i) => [
        name,
        percent(right[i]),
        percent(1 / choices[i]),
        percent(skills[i]),
      ]),
    }),
    draw(result, { scene, withheld }, width) {
      const { losses, batch, clouds: points, gaps, shown, matrix: rows } = result
      const half = beside(width)
      const small = Math.min(half, 280)
      const alike = heat({
        title: titles[scene],
        description: text.shades,
        width: small,
        values: rows,
        x: 'caption',
        y: 'picture',
        key: ['unlike', 'alike'],
      })
      const both = ['before', 'after'].map((key, i) => clouds(key, points[i], gaps[i], small))
      return (
        rates(result, named(scene, withheld), half) +
        course(losses, batch, half) +
        pictures(shown) +
        alike +
        both.join('')
      )
    },
  },
  import.meta.url,
)
