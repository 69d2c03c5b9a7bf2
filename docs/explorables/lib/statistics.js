/** The plain statistics that every explorable needs. */

/** @typedef {ArrayLike<number>} Numbers */

/** @param {Numbers} x */
export function sum(x) {
  let total = 0
  for (let i = 0; i < x.length; i++) total += x[i]
  return total
}

export const mean = (/** @type {Numbers} */ x) => sum(x) / x.length

/** Smallest and largest. @param {Numbers} x @returns {[number, number]} */
export function range(x) {
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < x.length; i++) {
    if (x[i] < low) low = x[i]
    if (x[i] > high) high = x[i]
  }
  return [low, high]
}
