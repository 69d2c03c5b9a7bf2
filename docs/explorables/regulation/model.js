/**
 * The listed rules (rules.json) on one day, training compute against their lines, and a count of
 * duties by month.
 *
 * Compute is 6 × parameters × tokens, both drawn log-uniformly from their ranges. The verdicts use
 * the ends of the range, so a line within it cannot be told. In the count of each month every drawn
 * model has its own compute, so every line is decided.
 */
import { byCount } from '../lib/experiment.js'
import { load } from '../lib/markup.js'
import { brief } from '../lib/numbers.js'
import { Random } from '../lib/random.js'
import { range, sum } from '../lib/statistics.js'
import { evaluate, holds } from './engine.js'

export const { terms, rules, roles, lines } = await load('rules.json', import.meta.url)

const DRAWS = 10000
const MODELS = 150 // of the draws, for the count of each month
const LAST = 2026 // the grid's last year
const COUNTED = ['duty', 'ban'] // no classes, powers, voluntary texts or acts against one company

/** Operations at both ends of the ranges. @param {any} values @returns {[number, number]} */
export const ends = ({ parametersLow, parametersHigh, tokensLow, tokensHigh }) => [
  6 * parametersLow * 1e9 * tokensLow * 1e12,
  6 * parametersHigh * 1e9 * tokensHigh * 1e12,
]

const two = (x) => String(x).padStart(2, '0')

/** @param {any} values @returns {any} */
export const factsOf = (values) => ({
  ...values,
  open: values.open ? 'yes' : 'no',
  date: `${values.year}-${two(values.month)}-${two(values.day)}`,
  compute: ends(values),
})

/** Rules of a place. @param {string} region */
export const listed = (region) => rules.filter((rule) => region === 'all' || rule.region === region)

/** Training compute of drawn models. @param {any} values @param {Random} random @param {number} count */
export function draw({ parametersLow, parametersHigh, tokensLow, tokensHigh }, random, count) {
  const within = (low, high) => low * (high / low) ** random.uniform()
  return Float64Array.from(
    { length: count },
    () => 6 * within(parametersLow, parametersHigh) * 1e9 * within(tokensLow, tokensHigh) * 1e12,
  )
}

/**
 * Share above a line in closed form. The logarithm of compute is a sum of two uniform numbers, so
 * its tail is a sum of squares; rounding can leave that a hair above one.
 * @param {any} values @param {number} line
 */
export function closed(values, line) {
  const { parametersLow, parametersHigh, tokensLow, tokensHigh } = values
  const a = Math.log(parametersHigh / parametersLow)
  const b = Math.log(tokensHigh / tokensLow)
  const left = Math.log(ends(values)[1] / line)
  if (left <= 0) return 0
  if (left > a + b) return 1
  if (!a || !b) return left / (a + b)
  const square = (x) => Math.max(0, x) ** 2
  return Math.min(1, (square(left) - square(left - a) - square(left - b) + square(left - a - b)) / (2 * a * b))
}

/** @param {any} values */
export function* run(values) {
  const random = new Random(values.seed)
  const computes = draw(values, random, DRAWS)
  yield { fraction: 0.05 }
  const above = lines.map((line) => {
    let count = 0
    for (const x of computes) if (x > line) count++
    return { line, share: count / DRAWS, closed: closed(values, line) }
  })
  const facts = factsOf(values)
  const verdicts = listed(values.region).map((rule) => evaluate(rule, facts, terms, roles))
  yield { fraction: 0.1 }

  const months = []
  for (let year = Number(values.from); year <= LAST; year++)
    for (let m = 1; m <= 12; m++) months.push(`${year}-${two(m)}-01`)
  months.push(`${LAST}-12-31`)
  const counted = listed(values.region).filter(
    ({ kind, binds }) => COUNTED.includes(kind) && binds.includes(values.role),
  )
  const names = [...new Set(listed(values.region).map(({ region }) => region))]
  const places = names.map((name) => ({
    name,
    counts: /** @type {number[]} */ ([]),
    rules: counted.filter(({ region }) => region === name),
  }))
  const counts = []
  const given = { ...facts }
  for (const [m, date] of months.entries()) {
    given.date = date
    const each = new Float64Array(MODELS)
    for (const place of places) {
      let total = 0
      for (let i = 0; i < MODELS; i++) {
        given.compute = [computes[i], computes[i]]
        for (const rule of place.rules) {
          if (holds(rule, given, terms) < 1) continue
          each[i]++
          total++
        }
      }
      place.counts.push(total / MODELS)
    }
    const [low, high] = range(each)
    counts.push({ date, mean: sum(each) / MODELS, low, high })
    yield { fraction: 0.1 + (0.9 * (m + 1)) / months.length }
  }
  return {
    draws: DRAWS,
    models: MODELS,
    evaluations: counted.length * MODELS * months.length + verdicts.length,
    compute: facts.compute,
    above,
    verdicts,
    counts,
    places: places.map(({ name, counts, rules }) => ({ name, counts, rules: rules.length })),
  }
}

/** The deepest drop below an earlier month. @param {number[]} counts */
export function fall(counts) {
  let [top, most] = [-Infinity, -Infinity]
  for (const x of counts) {
    top = Math.max(top, x)
    most = Math.max(most, top - x)
  }
  return most
}

export const experiment = {
  measure({ counts, places, above }) {
    const means = counts.map(({ mean }) => mean)
    const grew = places.filter(({ counts: c }) => c[c.length - 1] > c[0]).length
    return {
      first: means[0],
      last: means[means.length - 1],
      peak: Math.max(...means),
      fall: fall(means),
      grew,
      places: places.length,
      above: above[2].share,
    }
  },
  judge(measures, { from }) {
    const total = measures.length
    const agreeing = measures.filter((m) => m.last > m.first).length
    const falls = measures.filter((m) => m.fall > 0).length
    const span = (key) => [...new Set(range(measures.map((m) => m[key])).map(brief))].join(' to ')
    return {
      verdict: byCount(agreeing, total),
      sentence:
        `The count is higher at the end in ${agreeing} of ${total} seeds: ${span('first')} on 1 January ${from}, ` +
        `${span('last')} on 31 December ${LAST}. ` +
        `It fell on the way in ${falls} of ${total} seeds, by ${span('fall')} at most. ` +
        `It grew in ${span('grew')} of the ${measures[0].places} place${measures[0].places === 1 ? '' : 's'} ` +
        'counted. This is about the rules in the list, not about all law.',
    }
  },
}
