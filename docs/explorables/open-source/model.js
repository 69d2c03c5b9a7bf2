/**
 * What openness of a model is worth, by weights on its released components.
 *
 * A cell is yes (1), no (0), partly or unknown (both as chosen). A model's score is the average of
 * its cells by weight. Random weightings come from a Dirichlet distribution over the components that
 * count (weight above 0): uniform, or with the reader's weights as its parameters.
 */
import { byCount } from '../lib/experiment.js'
import { tenth } from '../lib/numbers.js'
import { load } from '../lib/markup.js'
import { Random } from '../lib/random.js'
import { mean } from '../lib/statistics.js'

export const { models, licenses, sources } = await load('data.json', import.meta.url)
export const COMPONENTS = ['weights', 'architecture', 'inference', 'training', 'data', 'datasheet', 'paper', 'license']

const DRAWS = 10_000
const EQUAL = 1e-9 // scores that differ by less are level

/** Fully open: weights, training code, data and license all yes. Weights-only: no training data. */
export function kind({ cells }) {
  if (['weights', 'training', 'data', 'license'].every((c) => cells[c][0] === 'yes')) return 'full'
  return cells.data[0] === 'no' ? 'weights' : 'mixed'
}

/** The cells as numbers, one row per model. @param {any} values @returns {number[][]} */
export function matrix({ partly, unknown }) {
  const half = partly / 100
  const worth = { yes: 1, partly: half, no: 0, unknown: { no: 0, partly: half, yes: 1 }[unknown] }
  return models.map(({ cells }) => COMPONENTS.map((c) => worth[cells[c][0]]))
}

/** One random weighting, a Dirichlet draw; zeros stay zero. @param {number[]} alpha whole numbers @param {Random} random */
export function weighting(alpha, random) {
  const parts = alpha.map((a) => {
    let product = 1
    for (let k = 0; k < a; k++) product *= 1 - random.uniform()
    return a ? -Math.log(product) : 0
  })
  const total = parts.reduce((sum, x) => sum + x, 0)
  return parts.map((x) => x / total)
}

/** @param {number[][]} rows @param {number[]} weights @returns {number[]} from 0 to 1 */
export function scores(rows, weights) {
  const total = weights.reduce((sum, x) => sum + x, 0)
  return rows.map((row) => {
    let score = 0
    for (let c = 0; c < row.length; c++) score += row[c] * weights[c]
    return score / total
  })
}

/** One plus the number of models above; level models share a rank. @param {number[]} list */
export const ranks = (list) => list.map((a) => 1 + list.reduce((count, b) => count + (b > a + EQUAL ? 1 : 0), 0))

/**
 * Counts over weightings, for any rows and any two groups of them.
 * @param {number[][]} rows @param {number[]} full @param {number[]} only
 */
export function tally(rows, full, only) {
  const [size, parts] = [rows.length, rows[0].length]
  const flat = Float64Array.from(rows.flat())
  const list = new Float64Array(size)
  const rank = new Uint8Array(size)
  const above = new Float64Array(size * size) // [a × size + b]: a above b
  const placed = new Float64Array(size * size) // [a × size + rank - 1]
  const counts = { draws: 0, top: 0, swapped: 0, level: 0, pairs: 0 }
  const square = (values) => rows.map((_, a) => [...values.slice(a * size, (a + 1) * size)])
  return {
    add(/** @type {number[]} */ weights) {
      for (let a = 0, k = 0; a < size; a++) {
        let score = 0
        for (let c = 0; c < parts; c++) score += flat[k++] * weights[c]
        list[a] = score
      }
      counts.draws++
      rank.fill(0)
      for (let a = 0; a < size; a++) {
        for (let b = 0; b < a; b++) {
          const gap = list[a] - list[b]
          if (gap > EQUAL) {
            rank[b]++
            above[a * size + b]++
          } else if (gap < -EQUAL) {
            rank[a]++
            above[b * size + a]++
          }
        }
      }
      for (let a = 0; a < size; a++) placed[a * size + rank[a]]++
      let [best, swapped, level, top] = [0, 0, 0, false]
      for (const f of full) best = Math.max(best, list[f])
      for (const o of only) {
        top ||= list[o] >= best - EQUAL
        for (const f of full) {
          if (list[o] > list[f] + EQUAL) swapped++
          else if (list[o] >= list[f] - EQUAL) level++
        }
      }
      if (top) counts.top++
      if (swapped) counts.swapped++
      else if (level) counts.level++
      counts.pairs += swapped
    },
    counts: () => ({ ...counts, above: square(above), ranks: square(placed) }),
  }
}

/** Whether a has, on every component that counts, at least as much as b. */
export const covers = (rows, weights, a, b) => rows[a].every((x, c) => !weights[c] || x >= rows[b][c])

/** The indices of a kind. */
export const members = (name) => models.flatMap((model, i) => (kind(model) === name ? [i] : []))

/** @param {any} values */
export function* run(values) {
  const own = COMPONENTS.map((c) => values[c])
  const rows = matrix(values)
  const alpha = values.around === 'mine' ? own : own.map((w) => (w ? 1 : 0))
  const random = new Random(values.seed)
  const { counts, add } = tally(rows, members('full'), members('weights'))
  for (let draw = 1; draw <= DRAWS; draw++) {
    add(weighting(alpha, random))
    if (draw % 100 === 0) yield { fraction: draw / DRAWS }
  }
  const list = scores(rows, own)
  return { ...counts(), scores: list, own: ranks(list) }
}

const [FULL, ONLY] = [members('full').length, members('weights').length]

export const experiment = {
  seeds: 20,
  measure: ({ draws, top, swapped, level, pairs }) => ({
    top: top / draws,
    swapped: swapped / draws,
    level: level / draws,
    pairs: pairs / draws / FULL / ONLY,
  }),
  judge(measures) {
    const agreeing = measures.filter((m) => m.top === 0).length
    const all = (key) => tenth(mean(measures.map((m) => m[key])))
    const verdict = byCount(agreeing, measures.length)
    return {
      verdict,
      sentence:
        `In ${agreeing} of ${measures.length} seeds no weights-only model came level with the best fully open one ` +
        `in any weighting; on average one did in ${all('top')} of the weightings. ` +
        `Single pairs are less firm: in ${all('swapped')} of the weightings some weights-only model ranks above some fully open one` +
        (measures.some((m) => m.level) ? `, and in another ${all('level')} some pair is level.` : '.') +
        (verdict === 'held'
          ? ' So the two kinds stay in order at the top, not pair by pair.'
          : ' So what the word says depends on what one counts.'),
    }
  },
}
