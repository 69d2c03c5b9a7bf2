/**
 * What all figures share. They are SVG text colored by the site's tokens; every series has its own
 * color, dash and marker, every figure a caption and a description. Nothing here touches the page,
 * so the same figure can be stored.
 * @import { Common } from './types'
 */
import { minus } from './numbers.js'

const COLORS = [
  'var(--c-accent, #4a7fc1)',
  'var(--c-1, #4a7fc1)',
  'var(--c-2, #c2662d)',
  'var(--c-3, #3a8f68)',
  'var(--c-4, #a65fb5)',
  'var(--c-5, #8a7a30)',
]
export const DASHES = ['', '', '7 3', '2 3', '8 3 2 3', '12 4']
export const MUTED = 'var(--c-muted, var(--md-default-fg-color--light, #767676))'
export const LINE = 'var(--c-line, var(--md-default-fg-color--lighter, #9996))'
export const PAPER = 'var(--md-default-bg-color, Canvas)'
export const INK = 'var(--md-default-fg-color, currentColor)'

/** The color of a series, 1 to 5, or the accent, 0. @param {number} series */
export const color = (series) => COLORS[series] ?? COLORS[0]

/** @param {unknown} text */
export const escape = (text) =>
  String(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c)

/** A number short enough for an axis. @param {number} x */
export function short(x) {
  const size = Math.abs(x)
  for (const [scale, unit] of /** @type {[number, string][]} */ ([
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ])) {
    if (size >= scale) return minus(Number((x / scale).toPrecision(3))) + unit
  }
  return minus(Number(x.toPrecision(3)))
}

/** A coordinate, short. @param {number} x */
export const n = (x) => Number(x.toFixed(1))

export const label = (x, y, text, more = '') =>
  `<text x="${n(x)}" y="${n(y)}" fill="${MUTED}" font-size="12" ${more}>${escape(text)}</text>`

export function marker(x, y, series) {
  const shapes = [
    'm-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0',
    'm-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0',
    'm-3-3h6v6h-6z',
    'm0-4l4 7h-8z',
    'm0-4.5l4 4.5l-4 4.5l-4-4.5z',
    'm0 4l4-7h-8z',
  ]
  return `<path d="M${n(x)} ${n(y)}${shapes[series] ?? shapes[0]}" fill="${color(series)}"/>`
}

/** Round positions for ticks. @param {number} min @param {number} max @param {number} [count] */
export function ticks(min, max, count = 5) {
  const raw = (max - min) / count || 1
  const power = 10 ** Math.floor(Math.log10(raw))
  const step = ([1, 2, 5].find((k) => k * power >= raw) ?? 10) * power
  const found = []
  for (let k = Math.ceil(min / step - 1e-9); k * step <= max + step * 1e-9; k++)
    found.push(Number((k * step).toPrecision(12)))
  return found
}

/** A line in the color and dash of a series. @param {string} d @param {number} series */
export const stroke = (d, series) =>
  `<path d="${d}" fill="none" stroke="${color(series)}" stroke-width="2" stroke-dasharray="${DASHES[series]}"/>`

/** A cross over a mark that is wrong. */
export const cross = (x, y) => `<path d="M${n(x)} ${n(y)}m-4.5-4.5l9 9m0-9l-9 9" stroke="${INK}" stroke-width="2"/>`

/** What stands for a series in a legend, 24 by 12. */
export const keys = {
  /** @param {number} series */ line: (series) => stroke('M0 6h24', series),
  /** @param {number} series */ points: (series) => marker(12, 6, series),
  /** @param {number} series */ band: (series) =>
    `<path d="M0 6h24" stroke="${color(series)}" stroke-width="9" stroke-opacity=".3"/>`,
}

/** @param {[string, string]} entry */
const entry = ([mark, words]) =>
  `<span>${mark && `<svg width="24" height="12" aria-hidden="true">${mark}</svg> `}${escape(words)}</span>`

/** Marks with their words, below a drawing; none is no legend. @param {[string, string][]} entries */
export const legend = (entries) => (entries.length ? `<p class="ex-legend">${entries.map(entry).join(' ')}</p>` : '')

/** The width of a figure beside which there is room for another, if there is. @param {number} width of both */
export const beside = (width) => (width >= 620 ? (width - 32) / 2 : width)

/**
 * A caption over a drawing. What can be moved lies in `overlay`, above the rest.
 * @param {Common & { body: string, legend?: string, overlay?: string }} parts
 */
export function framed({ title, description, width, height = 240, body, legend = '', overlay }) {
  const id = 'figure-' + title.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const drawing = `<desc id="${id}">${escape(title)}. ${escape(description)}</desc>${body}`
  return (
    `<figure class="ex-plot"><figcaption>${escape(title)}</figcaption>` +
    `<svg viewBox="0 0 ${n(width)} ${height}" width="${n(width)}" height="${height}" ` +
    `role="${overlay ? 'group' : 'img'}" aria-labelledby="${id}"` +
    ` font-family="inherit">${overlay ? `<g>${drawing}</g>${overlay}` : drawing}</svg>${legend}</figure>`
  )
}
