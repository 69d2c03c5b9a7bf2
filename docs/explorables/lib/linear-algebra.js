/**
 * Small dense matrices: { rows, columns, data } with data a Float64Array, row after row.
 * @typedef {{ rows: number, columns: number, data: Float64Array }} Matrix
 * @typedef {ArrayLike<number>} Vector
 */

/** @param {number} rows @param {number} columns @param {(i: number, j: number) => number} [entry] */
export function matrix(rows, columns, entry) {
  const data = new Float64Array(rows * columns)
  if (entry) for (let k = 0; k < data.length; k++) data[k] = entry(Math.floor(k / columns), k % columns)
  return { rows, columns, data }
}

/** @param {Vector[]} rows */
export const fromRows = (rows) => matrix(rows.length, rows[0].length, (i, j) => rows[i][j])

/** @param {number} n */
export const identity = (n) => matrix(n, n, (i, j) => (i === j ? 1 : 0))

/** @param {Matrix} a */
export const transpose = (a) => matrix(a.columns, a.rows, (i, j) => a.data[j * a.columns + i])

/** @param {Matrix} a @param {number} i a view of row i, not a copy */
export const row = (a, i) => a.data.subarray(i * a.columns, (i + 1) * a.columns)

/** @param {Vector} x @param {Vector} y */
export function dot(x, y) {
  let sum = 0
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i]
  return sum
}

/** @param {Vector} x */
export const norm = (x) => Math.sqrt(dot(x, x))

/** @param {Vector} x @param {Vector} y cosine of the angle; 0 if either vector is zero */
export function cosine(x, y) {
  const lengths = norm(x) * norm(y)
  return lengths === 0 ? 0 : dot(x, y) / lengths
}

/** a + scale · b, entry by entry. @param {Vector} a @param {Vector} b @param {number} [scale] */
export const addScaled = (a, b, scale = 1) => Float64Array.from(a, (x, i) => x + scale * b[i])

/** @param {Matrix} a @param {Matrix} b */
export function multiply(a, b) {
  const out = matrix(a.rows, b.columns)
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = a.data[i * a.columns + k]
      for (let j = 0; j < b.columns; j++) out.data[i * b.columns + j] += factor * b.data[k * b.columns + j]
    }
  }
  return out
}

/** @param {Matrix} a @param {Vector} x */
export function apply(a, x) {
  const out = new Float64Array(a.rows)
  for (let i = 0; i < a.rows; i++) out[i] = dot(row(a, i), x)
  return out
}

/**
 * Solves a · x = b by elimination with row exchange.
 * @param {Matrix} a square @param {Vector} b
 * @throws {RangeError} if the matrix is singular
 */
export function solve(a, b) {
  const n = a.rows
  const m = Float64Array.from(a.data)
  const x = Float64Array.from(b)
  for (let c = 0; c < n; c++) {
    let p = c
    for (let r = c + 1; r < n; r++) if (Math.abs(m[r * n + c]) > Math.abs(m[p * n + c])) p = r
    if (m[p * n + c] === 0) throw new RangeError('The matrix is singular.')
    if (p !== c) {
      for (let j = 0; j < n; j++) [m[c * n + j], m[p * n + j]] = [m[p * n + j], m[c * n + j]]
      ;[x[c], x[p]] = [x[p], x[c]]
    }
    for (let r = c + 1; r < n; r++) {
      const factor = m[r * n + c] / m[c * n + c]
      for (let j = c; j < n; j++) m[r * n + j] -= factor * m[c * n + j]
      x[r] -= factor * x[c]
    }
  }
  for (let r = n - 1; r >= 0; r--) {
    for (let j = r + 1; j < n; j++) x[r] -= m[r * n + j] * x[j]
    x[r] /= m[r * n + r]
  }
  return x
}

/** Least squares with a penalty on the squared weights. @param {Matrix} a @param {Vector} b @param {number} [penalty] */
export function leastSquares(a, b, penalty = 0) {
  const t = transpose(a)
  const normal = multiply(t, a)
  for (let i = 0; i < a.columns; i++) normal.data[i * a.columns + i] += penalty
  return solve(normal, apply(t, b))
}

/**
 * Eigenvalues, largest first, and eigenvectors (as rows) of a symmetric matrix, by Jacobi rotations.
 * @param {Matrix} a
 */
export function symmetricEigen(a) {
  const n = a.rows
  const m = Float64Array.from(a.data)
  const v = identity(n).data
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        const apq = m[p * n + q]
        off += apq * apq
        if (Math.abs(apq) < 1e-300) continue
        const theta = (m[q * n + q] - m[p * n + p]) / (2 * apq)
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
        const c = 1 / Math.sqrt(t * t + 1)
        const s = t * c
        const turn = (d, i, j) => {
          const [x, y] = [d[i], d[j]]
          d[i] = c * x - s * y
          d[j] = s * x + c * y
        }
        for (let k = 0; k < n; k++) turn(m, k * n + p, k * n + q)
        for (let k = 0; k < n; k++) turn(m, p * n + k, q * n + k)
        for (let k = 0; k < n; k++) turn(v, p * n + k, q * n + k)
      }
    }
    if (off < 1e-24) break
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => m[j * n + j] - m[i * n + i])
  return {
    values: order.map((i) => m[i * n + i]),
    vectors: order.map((i) => v.slice(i * n, (i + 1) * n)),
  }
}
