/**
 * A small rule engine with three answers: yes, no, and cannot tell (1, 0 and ½). All that it knows
 * of law is in rules.json. An expression is the name of a term there, or one of
 *
 * - `{ all: [...] }`, `{ any: [...] }`, `{ not: ... }` of expressions,
 * - `{ fact, is: [...] }`: the fact has one of these values; nobody can tell of `unknown`,
 * - `{ amount, above }`: the amount is larger; 0 means not known,
 * - `{ compute, equal? }`: training compute, [low, high], is above, or at least, this many operations,
 * - `{ since }`: the date is this day or later,
 * - `{ unsure }`: the facts do not tell;
 *
 * `say` puts any of them into words. A rule's `from` is its first day, null if it never applied;
 * `until` is the first day on which it no longer does.
 */

/** @typedef {any} Expression */
/** @typedef {{ date: string, compute: [number, number], [fact: string]: any }} Facts */

/** @param {Expression} given @param {Facts} facts @param {Record<string, Expression>} terms @returns {number} 1, 0 or ½ */
export function truth(given, facts, terms) {
  const e = typeof given === 'string' ? terms[given] : given
  if (e.all) {
    let least = 1
    for (const part of e.all) least = Math.min(least, truth(part, facts, terms))
    return least
  }
  if (e.any) {
    let most = 0
    for (const part of e.any) most = Math.max(most, truth(part, facts, terms))
    return most
  }
  if (e.not) return 1 - truth(e.not, facts, terms)
  if (e.unsure) return 0.5
  if (e.since) return facts.date >= e.since ? 1 : 0
  if (e.compute) {
    const [low, high] = facts.compute
    const above = (x) => (e.equal ? x >= e.compute : x > e.compute)
    return above(low) ? 1 : above(high) ? 0.5 : 0
  }
  if (e.amount) return facts[e.amount] === 0 ? 0.5 : facts[e.amount] > e.above ? 1 : 0
  return facts[e.fact] === 'unknown' ? 0.5 : e.is.includes(facts[e.fact]) ? 1 : 0
}

const ANSWERS = { 1: '', 0.5: 'cannot tell whether ', 0: 'not the case that ' }

/** The parts that decide an expression, in words. @param {Expression} given @param {Facts} facts @param {any} terms @returns {string[]} */
export function reasons(given, facts, terms) {
  const e = typeof given === 'string' ? terms[given] : given
  if (e.not) return reasons(e.not, facts, terms)
  const parts = e.all ?? e.any
  const answer = truth(e, facts, terms)
  if (parts?.length) {
    return parts.filter((part) => truth(part, facts, terms) === answer).flatMap((part) => reasons(part, facts, terms))
  }
  return [ANSWERS[answer] + (e.say ?? `the date is ${day(e.since)} or later`)]
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ')
/** @param {string} date */
export const day = (date) => `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`

/** Whom and when, before any condition: an empty text if both fit. @param {any} rule @param {Facts} facts */
function barred({ binds, from, until, status }, { role, date }, roles) {
  if (!binds.includes(role)) return `it addresses ${binds.map((b) => roles[b]).join(', ')}`
  if (!from) return status
  if (date < from) return `it starts on ${day(from)}`
  return until && date >= until ? `it ended on ${day(until)}` : ''
}

/** 1, 0 or ½ for one rule, without words. @param {any} rule @param {Facts} facts @param {any} terms */
export function holds({ binds, from, until, when }, facts, terms) {
  const { role, date } = facts
  if (!binds.includes(role) || !from || date < from || (until && date >= until)) return 0
  return truth(when, facts, terms)
}

export const VERDICTS = { 1: 'applies', 0.5: 'cannot tell', 0: 'does not apply' }

/** The verdict on one rule with its path in words. @param {any} rule @param {Facts} facts @param {any} terms @param {any} roles */
export function evaluate(rule, facts, terms, roles) {
  const why = barred(rule, facts, roles)
  const verdict = VERDICTS[holds(rule, facts, terms)]
  const since = `it addresses ${roles[facts.role]}; it runs from ${rule.from && day(rule.from)}`
  const path = why || [since, ...reasons(rule.when, facts, terms)].join('; ')
  return { id: rule.id, verdict, path }
}
