/**
 * An experiment: the model run once for each of several seeds, a few numbers kept of each run, and
 * a verdict in words.
 * @import { Experiment, Measure, Progress, Test, Values, Verdict, Wording } from './types'
 */
import { FORMATS } from './numbers.js'

/**
 * Runs the model for each seed; yields progress like a run does.
 * @param {{ run: (values: Values) => Generator<Progress, any>, experiment: Test }} model
 * @param {Values} values
 */
export function* trials({ run, experiment }, values) {
  const count = experiment.seeds ?? 10
  /** @type {Measure[]} */
  const measures = []
  for (let i = 0; i < count; i++) {
    const result = yield* stage(run({ ...values, seed: values.seed + i }), i / count, 1 / count)
    measures.push({ seed: values.seed + i, ...experiment.measure(result, values) })
    yield { fraction: (i + 1) / count }
  }
  return measures
}

/**
 * A part of a longer run: its progress, from 0 to 1, fills a `share` of the whole after `from`.
 * @template T @param {Generator<Progress | undefined, T>} part @param {number} from @param {number} share
 * @returns {Generator<Progress, T>}
 */
export function* stage(part, from, share) {
  let step = part.next()
  for (; !step.done; step = part.next()) yield { fraction: from + share * (step.value?.fraction ?? 0) }
  return step.value
}

/** A model's test in the words of definition.json. @param {Test} test @param {Wording} wording @returns {Experiment} */
export const worded = (test, { claim, rule, columns }) => ({
  ...test,
  claim,
  rule: `${rule} ${COUNT_RULE}`,
  columns: columns.map(({ format, ...column }) => (format ? { ...column, format: FORMATS[format] } : column)),
})

/** The rule that `byCount` applies, in words. */
const COUNT_RULE = 'Held if at least nine in ten seeds agree; did not hold if at most half do; otherwise inconclusive.'

/** A verdict from the number of seeds that agree. @param {number} agreeing @param {number} total @returns {Verdict} */
export function byCount(agreeing, total) {
  if (agreeing >= 0.9 * total) return 'held'
  return agreeing <= 0.5 * total ? 'did not hold' : 'inconclusive'
}
