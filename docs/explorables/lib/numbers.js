/** Numbers as the whole site writes them: a true minus, no space before a percent sign. */

/** A number's text with a true minus. @param {number | string} x */
export const minus = (x) => String(x).replace('-', '−')

/** So many digits after the point, and no sign before a zero. @param {number} x @param {number} [digits] */
export function fixed(x, digits = 0) {
  const text = x.toFixed(digits)
  return Number(text) === 0 ? text.replace('-', '') : minus(text)
}

/** A whole number with separators. @param {number} x */
export const whole = (x) => Math.round(x).toLocaleString('en-US')

/** With one digit after the point. @param {number} x */
export const one = (x) => fixed(x, 1)

/** With two digits after the point. @param {number} x */
export const two = (x) => fixed(x, 2)

/** With at most two digits after the point. @param {number} x */
export const brief = (x) => minus(Number(x.toFixed(2)))

/** A share of one as a percentage of two or three digits. @param {number} x */
export const percent = (x) => `${minus(Number((100 * x).toPrecision(x >= 0.1 ? 3 : 2)))}%`

/** A share of one as a percentage with one digit after the point. @param {number} x */
export const tenth = (x) => `${one(100 * x)}%`

/** A difference of shares in percentage points, without the word. @param {number} x */
export const points = (x) => one(100 * x)

/** A relative change as a percentage with its sign. @param {number} x */
export const signed = (x) => `${x > 0 ? '+' : ''}${minus(Number((100 * x).toFixed(Math.abs(x) < 0.01 ? 2 : 1)))}%`

/** The formats that a definition.json can name. */
export const FORMATS = { whole, one, two, brief, percent, tenth, points, signed }
