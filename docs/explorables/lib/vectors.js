/** Vectors, as lists of numbers. */

/** Written as a loop, since the models spend most of their time here. @param {ArrayLike<number>} a @param {ArrayLike<number>} b */
export function dot(a, b) {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i]
  return sum
}
export const length = (v) => Math.sqrt(dot(v, v))
export function unit(v) {
  const size = length(v)
  return v.map((x) => x / size)
}
