/** Spread, how two lists go together, and how sure a mean or a share is. */
import { mean, range } from './statistics.js'

/** @typedef {ArrayLike<number>} Numbers */

/** Sample variance (divided by n - 1); 0 for a single number. @param {Numbers} x */
export function variance(x) {
  if (x.length < 2) return 0
  const m = mean(x)
  let total = 0
  for (let i = 0; i < x.length; i++) total += (x[i] - m) ** 2
  return total / (x.length - 1)
}

export const deviation = (/** @type {Numbers} */ x) => Math.sqrt(variance(x))

/** Quantile with linear interpolation (type 7, NumPy's default). @param {Numbers} x @param {number} q from 0 to 1 */
export function quantile(x, q) {
  const sorted = Float64Array.from(x).sort()
  const place = q * (sorted.length - 1)
  const below = Math.floor(place)
  const above = Math.min(below + 1, sorted.length - 1)
  return sorted[below] + (place - below) * (sorted[above] - sorted[below])
}

export const median = (/** @type {Numbers} */ x) => quantile(x, 0.5)

/** @param {Numbers} x */
export function summary(x) {
  const [low, high] = range(x)
  return { count: x.length, mean: mean(x), deviation: deviation(x), low, high, median: median(x) }
}

/** Pearson's correlation; NaN if one list is constant. @param {Numbers} x @param {Numbers} y */
export function correlation(x, y) {
  const [mx, my] = [mean(x), mean(y)]
  let [xy, xx, yy] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - mx) * (y[i] - my)
    xx += (x[i] - mx) ** 2
    yy += (y[i] - my) ** 2
  }
  return xy / Math.sqrt(xx * yy)
}

/**
 * Percentile bootstrap interval of a statistic.
 * @param {Numbers} x @param {import('./random.js').Random} random
 * @param {{ statistic?: (x: Numbers) => number, level?: number, repeats?: number }} [options]
 * @returns {[number, number]}
 */
export function bootstrapInterval(x, random, { statistic = mean, level = 0.95, repeats = 1000 } = {}) {
  const drawn = new Float64Array(x.length)
  const found = new Float64Array(repeats)
  for (let r = 0; r < repeats; r++) {
    for (let i = 0; i < x.length; i++) drawn[i] = random.pick(x)
    found[r] = statistic(drawn)
  }
  return [quantile(found, (1 - level) / 2), quantile(found, (1 + level) / 2)]
}

/** Wilson's interval for a share of successes. @param {number} successes @param {number} count @param {number} [z] */
export function wilsonInterval(successes, count, z = 1.959963984540054) {
  const p = successes / count
  const scale = 1 + z ** 2 / count
  const middle = (p + z ** 2 / (2 * count)) / scale
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / count + z ** 2 / (4 * count ** 2))
  return /** @type {[number, number]} */ ([Math.max(0, middle - half), Math.min(1, middle + half)])
}
