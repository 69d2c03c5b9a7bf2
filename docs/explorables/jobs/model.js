/**
 * From assumptions about tasks to a change in hours, for many draws from the reader's ranges.
 *
 * A unit of output needs `saved` = exposed × adopted × time fewer hours. Its price falls by labor's
 * share of that, and the amount sold grows with constant elasticity:
 *
 *   hours = (1 - saved) × (1 - labor × saved)^(-elasticity)
 *
 * To first order that is (labor × elasticity - 1) × saved.
 */
import { byCount } from '../lib/experiment.js'
import { tenth } from '../lib/numbers.js'
import { quantile } from '../lib/quantile.js'
import { Random } from '../lib/random.js'
import { mean, sum } from '../lib/statistics.js'

export const ASSUMPTIONS = ['exposed', 'adopted', 'time', 'labor', 'elasticity']
const BINS = 40
const SETTLED = 0.1 // of draws: with fewer of one sign, the ranges settle the other
const BATCH = 2000 // draws between yields

/** The reader's range of an assumption. @param {any} values @param {string} key @returns {[number, number]} */
export function limits(values, key) {
  const unit = key === 'elasticity' ? 1 : 100
  return [values[`${key}Low`] / unit, values[`${key}High`] / unit]
}

/** The middle of every range. @param {any} values */
export const middle = (values) => Object.fromEntries(ASSUMPTIONS.map((key) => [key, mean(limits(values, key))]))

export const saved = (exposed, adopted, time) => exposed * adopted * time

/** Relative change in hours. @param {number} part saved @param {number} labor @param {number} elasticity */
export const hours = (part, labor, elasticity) => (1 - part) * (1 - labor * part) ** -elasticity - 1

/** Elasticity at which hours do not change. @param {number} part saved @param {number} labor */
export const even = (part, labor) => Math.log(1 - part) / Math.log(1 - labor * part)

/** A draw from a range, from a uniform number; the triangle has its peak in the middle. */
export function place(u, [low, high], shape) {
  if (shape === 'uniform') return low + u * (high - low)
  const half = (high - low) / 2
  return u < 0.5 ? low + half * Math.sqrt(2 * u) : high - half * Math.sqrt(2 - 2 * u)
}

/** @param {Float64Array} x */
export function spread(x) {
  const sorted = x.slice().sort()
  const [low, median, high] = [0.1, 0.5, 0.9].map((q) => quantile(sorted, q))
  return { mean: mean(x), low, median, high, least: sorted[0], most: sorted[sorted.length - 1] }
}

/** Ranks from 1; equal numbers share the mean of theirs. @param {Float64Array} x */
export function ranks(x) {
  const sorted = x.slice().sort()
  const first = (value, beyond) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const half = (low + high) >> 1
      if (sorted[half] < value || (beyond && sorted[half] === value)) low = half + 1
      else high = half
    }
    return low
  }
  return x.map((value) => (first(value, false) + 1 + first(value, true)) / 2)
}

/** Correlation of two lists of ranks; 0 if all of one are equal. @param {Float64Array} x @param {Float64Array} y */
export function correlation(x, y) {
  const middle = (x.length + 1) / 2
  let [xy, xx, yy] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i] - middle, y[i] - middle]
    xy += a * b
    xx += a * a
    yy += b * b
  }
  return xy / Math.sqrt(xx * yy) || 0
}

/** How many draws fall into each of equal steps, of which one begins at zero. */
function histogram(hourly, heads, { least, most }) {
  const step = (most - least) / BINS || 0.001
  const from = Math.floor(least / step)
  const count = Math.floor(most / step) - from + 1
  const counts = [hourly, heads].map((x) => {
    const bins = new Array(count).fill(0)
    for (const value of x) bins[Math.max(0, Math.min(count - 1, Math.floor(value / step) - from))]++
    return bins
  })
  return { from: from * step, step, hours: counts[0], heads: counts[1] }
}

/** @param {any} values */
export function* run(values) {
  const n = values.draws
  const random = new Random(values.seed)
  const ranges = ASSUMPTIONS.map((key) => limits(values, key))
  const drawn = ASSUMPTIONS.map(() => new Float64Array(n))
  const [exposed, adopted, time, labor, elasticity] = drawn
  const [hourly, heads, gain] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < drawn.length; k++) drawn[k][i] = place(random.uniform(), ranges[k], values.shape)
    const part = saved(exposed[i], adopted[i], time[i])
    hourly[i] = hours(part, labor[i], elasticity[i])
    heads[i] = (1 + hourly[i]) ** (values.jobs / 100) - 1
    gain[i] = part * labor[i]
    if (i % BATCH === 0) yield { fraction: (0.3 * i) / n }
  }
  const all = { hours: spread(hourly), heads: spread(heads), gain: spread(gain) }
  yield { fraction: 0.35 }

  const order = ranks(hourly)
  const without = new Float64Array(n)
  const drivers = []
  for (const [k, key] of ASSUMPTIONS.entries()) {
    yield { fraction: 0.4 + 0.12 * k }
    const fixed = ranges[k][0] === ranges[k][1]
    const own = fixed ? null : ranks(drawn[k])
    yield
    // The same draws with this one assumption known: in the middle of its range.
    const known = new Float64Array(n).fill(mean(ranges[k]))
    const [e, a, t, l, d] = drawn.map((x, other) => (other === k ? known : x))
    for (let i = 0; i < n; i++) {
      without[i] = hours(saved(e[i], a[i], t[i]), l[i], d[i])
      if (i % BATCH === 0) yield
    }
    const { low, high } = spread(without)
    drivers.push({ key, fixed, rank: own ? correlation(own, order) : 0, low, high })
  }
  const [fewer, more] = [-1, 1].map((sign) => hourly.filter((x) => x * sign > 0).length / n)
  return { draws: n, ...all, fewer, more, drivers, bins: histogram(hourly, heads, all.hours) }
}

export const experiment = {
  seeds: 20,
  measure: ({ fewer, more, hours, heads }) => ({ fewer, more, low: hours.low, high: hours.high, heads: heads.median }),
  judge(measures) {
    const total = measures.length
    const agreeing = measures.filter((m) => Math.min(m.fewer, m.more) >= SETTLED).length
    const [less, more] = ['fewer', 'more'].map((key) => sum(measures.map((m) => m[key])) / total)
    return {
      verdict: byCount(agreeing, total),
      sentence:
        `Both signs have their 10% in ${agreeing} of ${total} seeds. On average hours are fewer in ${tenth(less)} ` +
        `of the draws and more in ${tenth(more)}. ` +
        'The seeds share your ranges and this one formula, so they test the ranges, not the economy.',
    }
  },
}
