import { INK, LINE, color, escape, framed, label, n } from './plot-parts.js'

/** @import { Common } from './types' */

/**
 * Horizontal bars, each with its name and value in words. A mark stands across all of them, or a
 * bar has one of its own.
 * @param {Common & {
 *   bars: { label: string, value: number, text: string, series?: number, strong?: boolean, mark?: number }[],
 *   max?: number,
 *   mark?: { value: number, label: string },
 * }} options
 */
export function bars({ bars: list, max, mark, ...common }) {
  const { width } = common
  const top = mark ? 20 : 4
  const height = top + list.length * 38
  const full = max ?? Math.max(...list.map((b) => b.value), mark?.value ?? 0, 1e-12)
  const at = (v) => (v / full) * (width - 4)
  let body = ''
  list.forEach((bar, i) => {
    const y = top + i * 38
    const weight = bar.strong ? 'font-weight="700"' : ''
    body += `<text x="0" y="${y + 13}" fill="${INK}" font-size="13" ${weight}>${escape(bar.label)}</text>`
    body += label(width - 2, y + 13, bar.text, 'text-anchor="end"')
    body += `<rect x="0" y="${y + 19}" width="${width}" height="9" rx="2" fill="${LINE}" fill-opacity=".5"/>`
    body +=
      `<rect x="0" y="${y + 19}" ` +
      `width="${n(Math.min(width, Math.max(at(bar.value), bar.value > 0 ? 1 : 0)))}" height="9" rx="2" ` +
      `fill="${color(bar.series ?? 1)}"/>`
    if (bar.mark !== undefined) body += `<path d="M${n(at(bar.mark))} ${y + 16}v15" stroke="${INK}" stroke-width="2"/>`
  })
  if (mark) {
    const x = at(mark.value)
    body += `<path d="M${n(x)} 15v4${list.map((_, i) => `M${n(x)} ${top + i * 38 + 16}v15`).join('')}" stroke="${INK}" stroke-width="2"/>`
    body += label(x + (x > width / 2 ? -4 : 4), 12, mark.label, x > width / 2 ? 'text-anchor="end"' : '')
  }
  return framed({ ...common, height, body })
}
