/**
 * Two groups of applicants, one threshold for each, and three definitions of a fair selection.
 *
 * In each group an exact share p is qualified. A score is normal around a mean that lies higher for
 * the qualified; selected is who reaches the group's threshold. Of a group, s is the share selected,
 * t the share of the qualified who are selected, v the share of the selected who are qualified.
 * A criterion is met if its share differs by at most the tolerance between the groups.
 */
import { byCount, stage } from '../lib/experiment.js'
import { points } from '../lib/numbers.js'
import { quantile } from '../lib/quantile.js'
import { Random } from '../lib/random.js'
import { mean, range } from '../lib/statistics.js'

const MIDDLE = 50
const SPREAD = 10 // standard deviation of the scores of the qualified, and of the others
const REPEATS = 300 // resamples of the bootstrap
const LEVEL = 0.95
const PLACES = 50 // along the figure's axis
const EXACT = 1e-9 // so that a gap equal to the tolerance counts as met

/** The criteria, by the share that must be equal. */
const SHARES = /** @type {const} */ (['s', 't', 'v'])
/** The sets of criteria searched for, as bits: 1 for s, 2 for t, 4 for v. */
const SETS = [3, 5, 6, 7]

/**
 * @typedef {{ scores: Float64Array, qualified: Uint8Array }} Group by applicant
 * @typedef {ReturnType<typeof ladder>} Ladder
 */

/** One group; `quality` is the distance of the means in standard deviations. @returns {Group} */
export function applicants(size, base, quality, random) {
  const number = Math.round(base * size)
  const qualified = Uint8Array.from({ length: size }, (_, i) => (i < number ? 1 : 0))
  const scores = Float64Array.from(qualified, (q) => MIDDLE + SPREAD * ((q - 0.5) * quality + random.normal()))
  return { scores, qualified }
}

/** Both groups of a run. @param {any} values */
export const groups = ({ seed, size, baseA, baseB, qualityA, qualityB }) => [
  applicants(size, baseA / 100, qualityA, new Random(seed, 0)),
  applicants(size, baseB / 100, qualityB, new Random(seed, 1)),
]

/**
 * How the people of a group fall out at a threshold.
 * @param {Group} group @param {number} threshold
 * @param {ArrayLike<number>} [drawn] only these
 */
export function count({ scores, qualified }, threshold, drawn) {
  const total = drawn ? drawn.length : scores.length
  const cells = new Int32Array(4) // neither, qualified only, selected only, both
  for (let k = 0; k < total; k++) {
    const i = drawn ? drawn[k] : k
    cells[(scores[i] >= threshold ? 2 : 0) | qualified[i]]++
  }
  return { selected: cells[2] + cells[3], qualified: cells[1] + cells[3], both: cells[3], count: total }
}

/** A share; null if there is nobody to share. */
const over = (part, whole) => (whole ? part / whole : null)

/** @param {ReturnType<typeof count>} counts */
export function shares({ selected, qualified, both, count }) {
  return { p: over(qualified, count), s: over(selected, count), t: over(both, qualified), v: over(both, selected) }
}

/** A minus B for s, t and v; null where a share is not defined. @returns {(number | null)[]} */
export const gaps = (a, b) => SHARES.map((key) => (a[key] === null || b[key] === null ? null : a[key] - b[key]))

/** People drawn with replacement, as many as there are. */
export function resample(size, random) {
  const drawn = new Int32Array(size)
  for (let i = 0; i < size; i++) drawn[i] = random.integer(size)
  return drawn
}

/**
 * The three gaps with percentile bands over resampled people; thresholds stay.
 */
export function* bands(both, thresholds, random, repeats = REPEATS) {
  const drawn = SHARES.map(() => /** @type {number[]} */ ([]))
  for (let r = 0; r < repeats; r++) {
    const [a, b] = both.map((group, g) => shares(count(group, thresholds[g], resample(group.scores.length, random))))
    gaps(a, b).forEach((gap, c) => gap !== null && drawn[c].push(gap))
    if (r % 8 === 7) yield { fraction: r / repeats }
  }
  const [a, b] = both.map((group, g) => shares(count(group, thresholds[g])))
  return gaps(a, b).map((gap, c) => {
    const sorted = Float64Array.from(drawn[c]).sort()
    const edge = (q) => (gap === null || !sorted.length ? null : quantile(sorted, q))
    return { gap, low: edge((1 - LEVEL) / 2), high: edge((1 + LEVEL) / 2), defined: drawn[c].length }
  })
}

/** The shares of a group for every threshold that selects at least `least` of its people. @param {Group} group */
export function ladder({ scores, qualified }, least) {
  const order = Array.from(scores.keys()).sort((i, j) => scores[j] - scores[i])
  const number = qualified.reduce((sum, q) => sum + q, 0)
  const steps = []
  for (let k = 1, both = 0; k <= order.length; k++) {
    both += qualified[order[k - 1]]
    if (k >= least) {
      steps.push({
        k,
        threshold: scores[order[k - 1]],
        s: k / order.length,
        t: both / number,
        v: both / k,
        wrong: k + number - 2 * both,
      })
    }
  }
  return steps
}

/**
 * Every pair of thresholds: how many meet two or all three criteria, of these the pair with the
 * fewest wrong decisions, and the pair whose largest gap is smallest.
 * @param {Ladder} a @param {Ladder} b
 */
export function* search(a, b, tolerance) {
  const limit = tolerance + EXACT
  const column = (key) => Float64Array.from(b, (step) => step[key])
  const [sb, tb, vb, wb] = [column('s'), column('t'), column('v'), column('wrong')]
  const met = new Float64Array(8) // pairs by the bits of the criteria that they meet
  const best = SETS.map(() => ({ wrong: Infinity, i: -1, j: -1 }))
  const closest = { gap: Infinity, i: -1, j: -1 }
  for (let i = 0; i < a.length; i++) {
    const { s, t, v, wrong } = a[i]
    for (let j = 0; j < b.length; j++) {
      const ds = Math.abs(s - sb[j])
      const dt = Math.abs(t - tb[j])
      const dv = Math.abs(v - vb[j])
      const bits = (ds <= limit ? 1 : 0) | (dt <= limit ? 2 : 0) | (dv <= limit ? 4 : 0)
      met[bits]++
      const worst = Math.max(ds, dt, dv)
      if (worst < closest.gap) {
        closest.gap = worst
        closest.i = i
        closest.j = j
      }
      if (bits < 3 || bits === 4) continue
      for (let k = 0; k < SETS.length; k++) {
        const found = best[k]
        if ((bits & SETS[k]) !== SETS[k] || wrong + wb[j] >= found.wrong) continue
        found.wrong = wrong + wb[j]
        found.i = i
        found.j = j
      }
    }
    if (i % 16 === 15) yield { fraction: i / a.length }
  }
  const pair = ({ i, j }) => (i < 0 ? null : { a: a[i], b: b[j] })
  return {
    pairs: a.length * b.length,
    sets: SETS.map((set, k) => ({
      set,
      pairs: met.reduce((sum, x, bits) => sum + ((bits & set) === set ? x : 0), 0),
      best: pair(best[k]),
    })),
    closest: { gap: closest.gap, ...pair(closest) },
  }
}

/**
 * For the figure: for shares selected of A, the share of B at which a criterion is met best (the
 * middle, if several do), and the lowest and highest at which it is met within the tolerance.
 * @param {'s' | 't' | 'v'} key @param {Ladder} a @param {Ladder} b @param {number} tolerance
 */
function curve(key, a, b, tolerance) {
  const line = []
  const band = []
  for (let p = 0; p <= PLACES; p++) {
    const step = a[Math.round((p / PLACES) * (a.length - 1))]
    const off = b.map((other) => Math.abs(other[key] - step[key]))
    const within = b.filter((_, j) => off[j] <= tolerance + EXACT)
    if (!within.length) continue
    const least = Math.min(...off)
    line.push([step.s, (b[off.indexOf(least)].s + b[off.lastIndexOf(least)].s) / 2])
    band.push([step.s, within[0].s, within[within.length - 1].s])
  }
  return { line, band }
}

/** @param {any} values */
export function* run(values) {
  const both = groups(values)
  const thresholds = [values.thresholdA, values.thresholdB]
  const [a, b] = both.map((group) => ladder(group, Math.max(1, Math.ceil((values.least / 100) * values.size - EXACT))))
  yield { fraction: 0.05 }
  const tolerance = values.tolerance / 100
  const searched = yield* stage(search(a, b, tolerance), 0, 0.6)
  const curves = []
  for (const key of SHARES) {
    curves.push(curve(key, a, b, tolerance))
    yield { fraction: 0.6 }
  }
  const gaps = yield* stage(bands(both, thresholds, new Random(values.seed, 2)), 0.6, 0.4)
  return {
    chosen: both.map((group, g) => {
      const found = count(group, thresholds[g])
      return { ...shares(found), threshold: thresholds[g], wrong: found.selected + found.qualified - 2 * found.both }
    }),
    gaps,
    repeats: REPEATS,
    curves,
    ...searched,
  }
}

export const experiment = {
  measure: ({ closest, sets }) => ({
    closest: closest.gap,
    st: sets[0].pairs,
    sv: sets[1].pairs,
    tv: sets[2].pairs,
    all: sets[3].pairs,
  }),
  judge(measures, values) {
    const total = measures.length
    const none = measures.filter((m) => m.all === 0).length
    const some = (key) => measures.filter((m) => m[key] > 0).length
    const near = measures.map((m) => m.closest)
    const [low, high] = range(near)
    return {
      verdict: byCount(none, total),
      sentence:
        `With ${values.baseA}% and ${values.baseB}% qualified and at least ${values.least}% of each group ` +
        `selected, no pair met all three criteria in ${none} of ${total} draws. ` +
        `Two were met by some pair: parity and opportunity in ${some('st')}, both parities in ${some('sv')}, ` +
        `opportunity and predictive parity in ${some('tv')}. ` +
        `The largest gap of the closest pair was ${points(mean(near))} points on average (${points(low)} to ` +
        `${points(high)}), the tolerance ${values.tolerance} points.`,
    }
  },
}
