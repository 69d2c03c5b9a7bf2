import { INK, MUTED, PAPER, color, escape, framed, label, marker, n } from './plot-parts.js'

/** @import { Common } from './types' */

/** One of five steps, or 0 for nothing. @param {number} x */
const shade = (x) => Math.ceil(Math.max(0, Math.min(1, x)) * 5)

/**
 * A grid of shaded cells, values from 0 (empty) to 1 (full), in five steps.
 * @param {Common & {
 *   values: ArrayLike<number>[],
 *   x: string,
 *   y: string,
 *   points?: { row: number, column: number, label: string, series: number }[],
 *   key?: [string, string],
 * }} options
 */
export function heat({ values, x, y, points = [], key, ...common }) {
  const { width } = common
  const [left, top] = [22, 6]
  const wide = (width - left - 2) / values[0].length
  const tall = Math.min(wide, 320 / values.length)
  const bottom = top + tall * values.length
  const paths = ['', '', '', '', '', '']
  values.forEach((row, r) => {
    for (let c = 0; c < row.length; ) {
      const level = shade(row[c])
      const from = c
      while (c < row.length && shade(row[c]) === level) c++
      paths[level] +=
        `M${n(left + from * wide)} ${n(top + r * tall)}h${n((c - from) * wide)}v${n(tall)}h${n((from - c) * wide)}z`
    }
  })
  let body = paths
    .slice(1)
    .map((d, i) => (d ? `<path d="${d}" fill="${color(0)}" fill-opacity="${(i + 1) / 5}"/>` : ''))
    .join('')
  body += `<rect x="${left}" y="${top}" width="${n(width - left - 2)}" height="${n(bottom - top)}" fill="none" stroke="${MUTED}"/>`
  body += label((left + width) / 2, bottom + 16, x, 'text-anchor="middle"')
  const middle = (top + bottom) / 2
  body += label(14, middle, y, `text-anchor="middle" transform="rotate(-90 14 ${n(middle)})"`)
  for (const p of points) {
    const [px, py] = [left + (p.column + 0.5) * wide, top + (p.row + 0.5) * tall]
    body += `<circle cx="${n(px)}" cy="${n(py)}" r="6" fill="${PAPER}" stroke="${color(p.series)}" stroke-width="2"/>`
    body += marker(px, py, p.series)
    const far = px > width * 0.6
    body +=
      `<text x="${n(px + (far ? -10 : 10))}" y="${n(Math.max(top + 12, py - 8))}" fill="${INK}" ` +
      `font-size="12" paint-order="stroke" stroke="${PAPER}" stroke-width="4" stroke-linejoin="round" ` +
      `${far ? 'text-anchor="end"' : ''}>${escape(p.label)}</text>`
  }
  const steps = [0.2, 0.6, 1].map(
    (o) =>
      `<svg width="14" height="12" aria-hidden="true"><rect width="14" height="12" fill="${color(0)}" fill-opacity="${o}"/></svg>`,
  )
  const legend = key
    ? `<p class="ex-legend"><span>${escape(key[0])} ${steps.join('')} ${escape(key[1])}</span></p>`
    : ''
  return framed({ ...common, height: Math.ceil(bottom + 22), body, legend })
}
