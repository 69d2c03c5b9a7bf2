/**
 * The share of draws that succeed.
 * Claim: trends/TREND/#CLAIM
 */
import { byCount } from '../lib/experiment.js'
import { Random } from '../lib/random.js'

/** Yields after every hundred draws. @param {any} values @returns {Generator<any, any>} */
export function* run({ chance, draws, seed }) {
  const random = new Random(seed)
  let found = 0
  const course = []
  for (let i = 1; i <= draws; i++) {
    if (random.uniform() < chance) found++
    if (i % 100) continue
    course.push([i, found / i])
    yield { fraction: i / draws }
  }
  return { found, share: found / draws, course }
}

export const experiment = {
  measure: ({ share }) => ({ share }),
  judge(measures) {
    const agreeing = measures.filter(({ share }) => share > 0.5).length
    const sentence = `The share is above one half in ${agreeing} of ${measures.length} seeds.`
    return { verdict: byCount(agreeing, measures.length), sentence }
  },
}
