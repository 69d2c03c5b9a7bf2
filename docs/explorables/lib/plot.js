/**
 * Lines, points and bands over two axes.
 * @import { Axis, Common, Layer } from './types'
 */
import { INK, LINE, MUTED, color, framed, keys, label, legend, marker, n, short, stroke, ticks } from './plot-parts.js'

/** Ticks of an axis by powers that holds fewer than two of them: 1, 2 and 5 times each. @param {number} min @param {number} max */
function between(min, max) {
  const powers = [Math.floor(Math.log10(min)), Math.floor(Math.log10(max))]
  const found = [...new Set(powers)]
    .flatMap((p) => [1, 2, 5].map((k) => k * 10 ** p))
    .filter((x) => x >= min && x <= max)
  return found.length > 1 ? found : [min, max]
}

/** @param {Axis} axis @param {number[]} data @param {number} from @param {number} to */
function scale(axis, data, from, to) {
  let min = axis.min ?? Math.min(...data)
  let max = axis.max ?? Math.max(...data)
  if (!(max > min)) [min, max] = axis.log ? [min / 2, min * 2] : [min - 0.5, min + 0.5]
  const way = axis.log ? Math.log : (x) => x
  const at = (x) => from + ((way(x) - way(min)) / (way(max) - way(min))) * (to - from)
  let marks = ticks(min, max, Math.max(3, Math.round(Math.abs(to - from) / 80)))
  if (axis.log) {
    const powers = ticks(Math.ceil(Math.log10(min)), Math.floor(Math.log10(max)), 6).filter(Number.isInteger)
    marks = powers.length > 1 ? powers.map((p) => 10 ** p) : between(min, max)
  }
  return { at, marks, format: axis.format ?? short }
}

/** Where the axes lie in a drawing. @param {number} width @param {number} height */
const edges = (width, height) => ({ left: 46, right: width - 10, top: 22, bottom: height - 40 })

/**
 * From points of a figure whose axes have fixed ends to places in its drawing, and back.
 * @param {{ x: { min: number, max: number }, y: { min: number, max: number }, width: number, height: number }} options
 */
export function plane({ x, y, width, height }) {
  const { left, right, top, bottom } = edges(width, height)
  const [wide, tall] = [(right - left) / (x.max - x.min), (bottom - top) / (y.max - y.min)]
  return {
    place: (a, b) => [left + (a - x.min) * wide, bottom - (b - y.min) * tall],
    point: (across, down) => [x.min + (across - left) / wide, y.min + (bottom - down) / tall],
  }
}

/**
 * @param {Common & { x: Axis, y: Axis, layers: Layer[], marks?: { x?: number, y?: number, label: string }[], overlay?: string }} options
 */
export function figure({ x, y, layers, marks = [], height = 240, ...common }) {
  const { width } = common
  const { left, right, top, bottom } = edges(width, height)
  const all = layers.flatMap((layer) => layer.values)
  const sx = scale(
    x,
    all.map((v) => v[0]),
    left,
    right,
  )
  const sy = scale(
    y,
    all.flatMap((v) => v.slice(1)),
    bottom,
    top,
  )
  let body = label(2, 12, y.label) + label((left + right) / 2, height - 4, x.label, 'text-anchor="middle"')
  for (const t of sy.marks) {
    body += `<path d="M${left} ${n(sy.at(t))}H${right}" stroke="${LINE}"/>`
    body += label(left - 6, sy.at(t) + 4, sy.format(t), 'text-anchor="end"')
  }
  for (const t of sx.marks) {
    body += `<path d="M${n(sx.at(t))} ${bottom}v4" stroke="${MUTED}"/>`
    body += label(sx.at(t), bottom + 17, sx.format(t), 'text-anchor="middle"')
  }
  body += `<path d="M${left} ${bottom}H${right}" stroke="${MUTED}"/>`
  layers.forEach(({ kind, values, series = 1 }) => {
    const point = (a, b) => `${n(sx.at(a))} ${n(sy.at(b))}`
    if (kind === 'band') {
      const edge = [...values.map((v) => point(v[0], v[1])), ...values.map((v) => point(v[0], v[2])).reverse()]
      body += `<path d="M${edge.join('L')}z" fill="${color(series)}" fill-opacity=".18"/>`
    } else if (kind === 'line') {
      body += stroke(`M${values.map((v) => point(v[0], v[1])).join('L')}`, series)
    } else {
      for (const v of values) body += marker(sx.at(v[0]), sy.at(v[1]), series)
    }
  })
  for (const mark of marks) {
    const vertical = mark.x !== undefined
    const at = vertical ? sx.at(mark.x ?? 0) : sy.at(mark.y ?? 0)
    body += `<path d="${vertical ? `M${n(at)} ${top}V${bottom}` : `M${left} ${n(at)}H${right}`}" stroke="${INK}" stroke-dasharray="3 3"/>`
    const far = vertical && at > (left + right) / 2
    body += label(
      vertical ? at + (far ? -4 : 4) : right,
      vertical ? top + 10 : at - 4,
      mark.label,
      vertical && !far ? '' : 'text-anchor="end"',
    )
  }
  const named = layers
    .filter((layer) => layer.label)
    .map(({ kind, series = 1, label = '' }) => /** @type {[string, string]} */ ([keys[kind](series), label]))
  return framed({ ...common, height, body, legend: legend(named) })
}
