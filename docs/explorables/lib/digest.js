/**
 * A short fingerprint of a result, to tell later whether a run gave the same one. Numbers count to
 * six digits, since browsers may differ in the last ones; measured times (any key named
 * `milliseconds`) do not count.
 */

/** The value without its measured times. @returns {any} */
export function withoutTimes(/** @type {any} */ value) {
  if (ArrayBuffer.isView(value)) return [.../** @type {any} */ (value)]
  if (Array.isArray(value)) return value.map(withoutTimes)
  if (value === null || typeof value !== 'object') return value
  const kept = Object.keys(value).filter((key) => key !== 'milliseconds')
  return Object.fromEntries(kept.map((key) => [key, withoutTimes(value[key])]))
}

/** @param {any} value @returns {string} about seven letters and digits */
export function digest(value) {
  const text = JSON.stringify(withoutTimes(value), (_, x) => {
    if (typeof x === 'number') return Number.isFinite(x) ? Number(x.toPrecision(6)) + 0 : String(x)
    if (x === null || typeof x !== 'object' || Array.isArray(x)) return x
    return Object.fromEntries(Object.entries(x).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
  let hash = 0x811c9dc5 // FNV-1a, 32 bits
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}
