/**
 * An experiment: the model run once for each of several seeds, a few numbers kept of each run, and
 * a verdict in words.
 * @import { Experiment, Measure, Progress, Values, Verdict } from './types'
 */

/**
 * Runs the model for each seed; yields progress like a run does.
 * @param {{ run: (values: Values) => Generator<Progress, any>, experiment: Experiment }} model
 * @param {Values} values
 */
export function* trials({ run, experiment }, values) {
  const count = experiment.seeds ?? 10
  /** @type {Measure[]} */
  const measures = []
  for (let i = 0; i < count; i++) {
    const generator = run({ ...values, seed: values.seed + i })
    let step = generator.next()
    for (; !step.done; step = generator.next()) {
      yield { fraction: (i + (step.value?.fraction ?? 0)) / count }
    }
    measures.push({ seed: values.seed + i, ...experiment.measure(step.value, values) })
    yield { fraction: (i + 1) / count }
  }
  return measures
}

/** The rule that `byCount` applies, in words. */
export const COUNT_RULE =
  'Held if at least nine in ten seeds agree; did not hold if at most half do; otherwise inconclusive.'

/** A verdict from the number of seeds that agree. @param {number} agreeing @param {number} total @returns {Verdict} */
export function byCount(agreeing, total) {
  if (agreeing >= 0.9 * total) return 'held'
  return agreeing <= 0.5 * total ? 'did not hold' : 'inconclusive'
}
