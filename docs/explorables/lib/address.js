/**
 * The state of an explorable in the page's address: `?name.parameter=value`, only what differs from
 * the defaults. What is malformed or out of range is corrected, and a sentence says how.
 * @import { Digests, Parameter, Parameters, Values } from './types'
 */
import { minus } from './numbers.js'

/** @param {Parameters} parameters @returns {Values} */
export const defaults = (parameters) =>
  Object.fromEntries(Object.entries(parameters).map(([key, p]) => [key, p.default]))

/**
 * The nearest allowed value to a value or its text, and what was wrong.
 * @param {Parameter} parameter @param {any} raw @returns {{ value: any, note?: string }}
 */
export function correct(parameter, raw) {
  const say = (/** @type {any} */ x) => shown(parameter, x)
  const { label, kind, min = -Infinity, max = Infinity, step = kind === 'integer' ? 1 : 0 } = parameter
  const fallback = (why) => ({
    value: parameter.default,
    note: `${label}: “${String(raw).slice(0, 40)}” ${why}; ${say(parameter.default)} is used.`,
  })
  if (kind === 'flag') {
    if (raw === true || raw === 'yes') return { value: true }
    return raw === false || raw === 'no' ? { value: false } : fallback('is neither yes nor no')
  }
  if (kind === 'choice') {
    const known = Object.hasOwn(parameter.options ?? {}, String(raw))
    return known ? { value: String(raw) } : fallback('is not one of the choices')
  }
  const number = typeof raw === 'string' && raw.trim() === '' ? NaN : Number(raw)
  if (!Number.isFinite(number)) return fallback('is not a number')
  let value = Math.min(max, Math.max(min, number))
  if (step) {
    const origin = Number.isFinite(min) ? min : 0
    let steps = Math.round((value - origin) / step)
    if (origin + steps * step > max + 1e-9) steps-- // 0.1 + 14 × 0.1 is more than 1.5
    value = Number((origin + steps * step).toPrecision(12))
  }
  if (Math.abs(value - number) < 1e-9) return { value }
  const why = number < min || number > max ? `is outside ${say(min)} to ${say(max)}` : 'is between two steps'
  return { value, note: `${label}: ${say(number)} ${why}; ${say(value)} is used.` }
}

/** The value as the reader sees it. @param {Parameter} parameter @param {any} value */
export function shown(parameter, value) {
  if (parameter.kind === 'flag') return value ? 'yes' : 'no'
  if (parameter.kind === 'choice') return parameter.options?.[value] ?? String(value)
  const { unit } = parameter
  const text = minus(value.toLocaleString('en-US', { maximumFractionDigits: 6 }))
  if (!unit) return text
  return unit === '%' ? `${text}%` : `${text} ${unit}`
}

/**
 * @param {string} name @param {Parameters} parameters @param {string} [search]
 * @returns {{ values: Values, notes: string[], expected: Digests }}
 */
export function readState(name, parameters, search = location.search) {
  const [values, notes, expected] = [defaults(parameters), /** @type {string[]} */ ([]), /** @type {Digests} */ ({})]
  for (const [full, raw] of new URLSearchParams(search)) {
    if (!full.startsWith(`${name}.`)) continue
    const key = full.slice(name.length + 1)
    if (key === '_run' || key === '_experiment') {
      expected[key === '_run' ? 'run' : 'experiment'] = raw
    } else if (Object.hasOwn(parameters, key)) {
      const { value, note } = correct(parameters[key], raw)
      values[key] = value
      if (note) notes.push(note)
    } else {
      notes.push(`The address names “${key.slice(0, 40)}”, which does not exist here; it is ignored.`)
    }
  }
  return { values, notes, expected }
}

/**
 * The address with this state in it; everything else in it is kept.
 * @param {string} name @param {Parameters} parameters @param {Values} values @param {Digests} [digests]
 */
export function stateAddress(name, parameters, values, digests = {}) {
  const url = new URL(location.href)
  for (const key of [...url.searchParams.keys()]) {
    if (key.startsWith(`${name}.`)) url.searchParams.delete(key)
  }
  for (const [key, parameter] of Object.entries(parameters)) {
    if (values[key] === parameter.default) continue
    const value = parameter.kind === 'flag' ? (values[key] ? 'yes' : 'no') : String(values[key])
    url.searchParams.set(`${name}.${key}`, value)
  }
  if (digests.run) url.searchParams.set(`${name}._run`, digests.run)
  if (digests.experiment) url.searchParams.set(`${name}._experiment`, digests.experiment)
  return url
}

/** Puts the state in the address bar without a new history entry. @type {typeof stateAddress} */
export function writeState(...state) {
  const url = stateAddress(...state)
  history.replaceState(history.state, '', url)
  return url
}
