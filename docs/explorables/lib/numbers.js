/** Numbers as the whole site writes them: a true minus, no space before a percent sign. */

/** A number's text with a true minus. @param {number | string} x */
export const minus = (x) => String(x).replace('-', '−')

/** So many digits after the point, and no sign before a zero. @param {number} x @param {number} [digits] */
export function fixed(x, digits = 0) {
  const text = x.toFixed(digits)
  return Number(text) === 0 ? text.replace('-', '') : minus(text)
}
