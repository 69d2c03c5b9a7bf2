import { correct } from '../lib/address.js'
import { define } from '../lib/explorable.js'
import { load } from '../lib/markup.js'
import { minus, two } from '../lib/numbers.js'
import { figure, plane } from '../lib/plot.js'
import { INK, PAPER, label, n } from '../lib/plot-parts.js'
import { range } from '../lib/statistics.js'
import { experiment, GRID, show, shownPoints } from './model.js'

const definition = await load('definition.json', import.meta.url)
const { text } = definition
const names = Object.values(text.names)
const TAG = 'llm-explorable-generalization'
const [HIGH, TALL] = [6, 320] // largest y drawn, height of the drawing
const shown = (width) => plane({ ...text.plane, width, height: TALL })
const line = (ys, series, label) => ({
  kind: 'line',
  series,
  label,
  values: GRID.map((x, i) => [x, Math.min(HIGH, Math.max(-HIGH, ys[i]))]),
})

/** The curves, and the points to move. @param {any} result @param {any} values */
function drawing({ points, truth, fits }, { points: whose, steps }, width) {
  const layers = fits.map((ys, i) => line(ys, i + 1, names[i]))
  if (truth) layers.unshift(line(truth, 5, text.truth[whose]))
  if (!steps)
    layers.unshift(
      line(
        GRID.map((x) => -1.62 * Math.cos(x)),
        4,
        text.mean,
      ),
    )
  const said = points.map(([x, y], i) => `Point ${i + 1}: x ${minus(n(x))}, y ${minus(n(y))}.`)
  const { place } = shown(width)
  const handles = points.map(
    ([x, y], i) =>
      `<g data-at="p${i}" tabindex="0" role="button" aria-label="${said[i]} ${text.keys}" ` +
      `transform="translate(${place(x, y).map(n).join(' ')})">` +
      `<circle r="12" fill="${PAPER}" fill-opacity=".7" stroke="${INK}" cursor="grab"/>` +
      `${label(0, 4, i + 1, 'text-anchor="middle" pointer-events="none"')}</g>`,
  )
  const row = (c, k) =>
    `<tr><th scope="row" width="16">${c}</th>` +
    points
      .map(
        (p, i) =>
          `<td><input type="number" data-at="${c}${i}" min="-5" max="5" step="0.1" value="${n(p[k])}" aria-label="Point ${i + 1}, ${c}">`,
      )
      .join('')
  return (
    figure({
      title: `Five points, and the starts after ${steps} ${steps === 1 ? 'step' : 'steps'}`,
      description: said.join(' '),
      width,
      height: TALL,
      ...text.plane,
      layers,
      overlay: handles.join(''),
    }) + `<table class="ex-numbers ex-even">${row('x', 0)}${row('y', 1)}</table>`
  )
}

const focus = (host, at) => host.querySelector(`[data-at=${at}]`)?.focus({ preventScroll: true })

define(
  definition,
  experiment,
  {
    name: 'generalization',
    counts: ({ tasks }, { steps }) =>
      `${tasks.length} new curves, three starts, ${3 * steps * tasks.length} steps on five points each; ${text.stored}`,
    describe({ means, errors }, { points, shape, frequency }) {
      const ends = means.map((m) => m.at(-1))
      const family = shape === 'sine' && frequency === 1 ? 'of' : 'outside'
      return (
        `Mean squared error against ${text.truth[points]}: ` +
        `${errors ? errors.map((e, i) => `${names[i]} ${two(e)}`).join(', ') : text.none}. ` +
        `Mean over 12 new curves ${family} the training family: ${ends.map(two).join(', ')}. Nearest: ` +
        `${names[ends.indexOf(range(ends)[0])]}.`
      )
    },
    table: ({ tasks, checkpoints, means }) => ({
      caption: text.caption,
      columns: ['', ...checkpoints.map((k) => (k ? `After ${k}` : 'Before')), 'Range'],
      rows: means.map((m, i) => [
        names[i],
        ...m.map(two),
        range(tasks.map((t) => t.errors[i].at(-1)))
          .map(two)
          .join(' to '),
      ]),
    }),
    draw(result, values, width) {
      const { checkpoints, means } = result
      const focused = /** @type {any} */ (document.activeElement)
      const { at } = focused.dataset
      if (at) queueMicrotask(focus.bind(null, focused.closest(TAG), at))
      return (
        `<div data-five class="ex-fit">${drawing(result, values, width)}</div>` +
        figure({
          title: text.errors,
          description: means.map((m, i) => `${names[i]}: ${m.map(two).join(', ')}`).join('. '),
          width,
          height: TALL,
          ...text.axes,
          layers: means.map((m, i) => ({
            kind: 'line',
            series: i + 1,
            label: names[i],
            values: m.map((y, c) => [checkpoints[c], y]),
          })),
        })
      )
    },
  },
  import.meta.url,
)

/** Moves a point and shows the curves at once; when done, the run follows. */
function move(five, at, to, done = true) {
  const host = five.closest(TAG)
  const now = { ...host.values, points: 'own' }
  let said
  shownPoints(host.values).forEach((p, i) => {
    for (const [k, x] of (i === Number(at[1]) ? to(p) : p).entries()) {
      const key = 'xy'[k] + i
      const { value, note } = correct(definition.parameters[key], x)
      now[key] = value
      if (key === at) said = note
    }
  })
  const fresh = document.createElement('div')
  fresh.innerHTML = drawing(show(now), now, five.querySelector('svg').viewBox.baseVal.width)
  // A touched part must stay where it is, or the touch would end.
  const parts = (root) => root.querySelectorAll('svg > g, input')
  parts(fresh).forEach((part, i) => {
    const old = parts(five)[i]
    for (const { name, value } of part.attributes) old.setAttribute(name, value)
    old.value = part.value
    if (!i) old.innerHTML = part.innerHTML
  })
  if (done) host.set(now, said)
}

/** Listens on the page, since drawings come and go. */
const listen = (type, what, act) =>
  document.addEventListener(
    type,
    (event) => {
      const part = event.target.closest?.(`${TAG} ${what}[data-at]`)
      if (part) act(event, part.closest('[data-five]'), part.dataset.at)
    },
    { passive: false },
  )

listen('change', 'input', ({ target }, five, at) =>
  move(five, at, ([x, y]) => (at[0] === 'x' ? [target.value, y] : [x, target.value])),
)
listen('keydown', 'g', (event, five, at) => {
  const way = text.ways[event.key]
  if (!way) return
  event.preventDefault()
  move(five, at, (p) => p.map((x, k) => x + way[k]))
})
listen('touchstart', 'g', (event) => event.preventDefault()) // no scrolling
listen('pointerdown', 'g', (event, five, at) => {
  event.preventDefault()
  focus(five, at)
  five.setPointerCapture(event.pointerId)
  let to
  five.onpointermove = ({ clientX, clientY }) => {
    const svg = five.querySelector('svg')
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse())
    to = () => shown(svg.viewBox.baseVal.width).point(x, y)
    move(five, at, to, false)
  }
  five.onpointerup = five.onpointercancel = () => {
    five.onpointermove = null
    if (to) move(five, at, to)
    to = null
  }
})
