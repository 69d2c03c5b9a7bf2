import { define } from '../lib/explorable.js'
import { load, percent, whole } from '../lib/markup.js'
import { fixed } from '../lib/numbers.js'
import { color, framed, INK, label, MUTED, marker, n } from '../lib/plot-parts.js'
import { experiment } from './model.js'
import { SIDE } from './scenes.js'

const { text, ...words } = await load('definition.json', import.meta.url)
const hundredths = (x) => fixed(x, 2)
const said = (scene) => scene.map(([c, s]) => `${text.colors[c]} ${text.shapes[s]}`).join(', ')
const named = (scene, withheld) => [text[scene][0], withheld || scene === 'two' ? text[scene][1] : text.none]
const line = (d, stroke = MUTED, more = 'stroke-width="2"') => `<path d="${d}" fill="none" stroke="${stroke}" ${more}/>`
const box = (side) => line(`M0 0h${side}v${side}H0z`)
const square = (x, y) => `M${x} ${y}h1v1h-1z`
const plot = (key, description, width, height, body) => framed({ title: text.titles[key], description, width, height: Math.ceil(height), body: body.join('') })

function rates({ right, choices }, names, width) {
  const rows = right.map((x, i) => {
    const y = 28 + 44 * i
    return label(0, y - 10, `${names[i]}: ${percent(x)}`) + line(`M0 ${y}h${n(x * width)}`, color(1), 'stroke-width="10"') + line(`M${n(width / choices[i])} ${y - 8}v16`, INK)
  })
  return plot('rates', names, width, 82, rows)
}

/** Pictures, and the captions picked. */
function pictures(shown) {
  const cell = 11
  const rows = shown.map(({ pixels, picked, right, held }, i) => {
    const wide = pixels.length / (3 * SIDE)
    const top = i * 7 * cell
    const dots = Array.from({ length: wide * SIDE }, (_, p) => `<path d="${square(p % wide, Math.floor(p / wide))}" fill="rgb(${[0, 1, 2].map((k) => Math.round(255 * pixels[3 * p + k]))})"/>`)
    const lines = [...said(picked).split(', '), `${right ? '✓ right' : right === null ? '= a tie' : '✗ wrong'}${held ? ', never seen' : ''}`]
    return `<g transform="translate(0 ${top}) scale(${cell})">${dots.join('')}</g>` + lines.map((words, k) => label(wide * cell + 10, top + 15 + 17 * k, words)).join('')
  })
  return plot('pictures', shown.map(({ scene, picked }) => `${said(scene)}: ${said(picked)}`).join('; '), 280, shown.length * 7 * cell, rows)
}

/** In five shades. */
function matrix(rows, key, width) {
  const shades = [1, 2, 3, 4, 5].map((shade) => {
    const cells = rows.flatMap((row, r) => row.map((x, c) => (Math.ceil(5 * x) === shade ? square(c, r) : '')))
    return `<path d="${cells.join('')}" transform="scale(${width / rows.length})" fill="${color(1)}" fill-opacity="${shade / 5}"/>`
  })
  return plot(key, text.shades, width, width, [...shades, box(width)])
}

function clouds(key, points, gap, width) {
  const at = (x) => (1.05 + x) * (width / 2.1)
  return plot(key, `The middles are ${hundredths(gap)} apart.`, width, width, [...points.flatMap((cloud, c) => cloud.map(([x, y]) => marker(at(x), at(-y), c + 1))), box(width)])
}

/** The loss, and what guessing gives. */
function course(losses, batch, width) {
  const guess = Math.log(batch)
  const most = Math.max(guess * 1.2, ...losses.map((l) => l[1]))
  const y = (loss) => n(170 - (loss / most) * 160)
  const path = losses.map((l, i) => `${n((i / losses.length) * width)} ${y(l[1])}`)
  return plot('loss', hundredths(losses.at(-1)[1]), width, 174, [
    line(`M0 ${y(guess)}H${width}M0 170H${width}`, MUTED, 'stroke-dasharray="3 3"'),
    line(`M${path.join('L')}`, color(1)),
    label(width, y(guess) - 4, `guessing: ln ${batch} = ${hundredths(guess)}`, 'text-anchor="end"'),
  ])
}

define(
  {
    ...words,
    name: 'multimodality',
    experiment: {
      ...experiment,
      ...words.experiment,
      columns: words.experiment.columns.map((c) => ({ ...c, format: percent })),
    },
    counts: ({ batch }, { steps }) => `${whole(batch * steps)} pairs of picture and caption, ${batch} in each batch`,
    describe({ right, skills: [a, b], choices, gaps }, { scene, withheld }) {
      const parts = named(scene, withheld).map((name, i) => `${name}: ${percent(right[i])} right, of ${choices[i]} possible`).join('. ')
      return `${parts}. That keeps ${percent(b / a)} of the skill. The middles of the two clouds were ${hundredths(gaps[0])} apart before training and are ${hundredths(gaps[1])} apart now.`
    },
    table: ({ right, skills, choices }, { scene, withheld }) => ({
      ...text.table,
      rows: named(scene, withheld).map((name, i) => [name, percent(right[i]), percent(1 / choices[i]), percent(skills[i])]),
    }),
    draw(result, { scene, withheld }, width) {
      const { losses, batch, clouds: points, gaps, shown, matrix: rows } = result
      const half = width >= 620 ? (width - 32) / 2 : width
      const small = Math.min(half, 280)
      const both = ['before', 'after'].map((key, i) => clouds(key, points[i], gaps[i], small))
      return rates(result, named(scene, withheld), half) + course(losses, batch, half) + pictures(shown) + matrix(rows, scene, small) + both.join('')
    },
  },
  import.meta.url,
)
