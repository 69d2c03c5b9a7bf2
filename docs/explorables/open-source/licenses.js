/** What a license says to a use, clause by clause. */

/** From best to worst. */
export const ANSWERS = ['allowed', 'do', 'unknown', 'ask', 'no']

const USERS = { low: 50, middle: 400, high: 800 } // millions, one number for each choice

/** The questions that a use raises. @param {any} use */
export const questions = (use) =>
  ['commercial', 'users', 'revenue', 'offer', 'outputs', 'eu', 'military'].filter((q) =>
    q === 'users' ? use.users !== 'low' : use[q],
  )

/** Whether a clause applies. */
function applies({ on, when = {} }, use) {
  if (on !== 'users' && !use[on]) return false
  return Object.entries(when).every(([key, value]) => (key === 'users' ? USERS[use.users] > value : use[key] === value))
}

/**
 * One answer per question, and the worst of them. Where no clause applies, the use is allowed if the
 * license was read in full, and unknown if not.
 * @param {any} license an entry of data.json @param {any} use
 */
export function answer(license, use) {
  const answers = questions(use).flatMap((on) => {
    const found = license.clauses.filter((clause) => clause.on === on && applies(clause, use))
    if (found.length) return found
    return license.complete
      ? [{ on, effect: 'allowed', say: 'No clause against it.', at: 'whole text' }]
      : [{ on, effect: 'unknown', say: 'Not known; we did not read the full text on this.', at: '' }]
  })
  const worst = Math.max(0, ...answers.map(({ effect }) => ANSWERS.indexOf(effect)))
  return { overall: ANSWERS[worst], answers }
}
