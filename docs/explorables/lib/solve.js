/**
 * Solves a · x = b by elimination, without exchange of rows: for symmetric, positive definite
 * matrices, as in ridge fits.
 * @param {number[][]} a @param {number[]} b
 */
export function solve(a, b) {
  const size = b.length
  const m = a.map((line, i) => [...line, b[i]])
  for (let c = 0; c < size; c++) {
    for (let r = 0; r < size; r++) {
      const factor = r === c ? 0 : m[r][c] / m[c][c]
      for (let j = c; factor && j <= size; j++) m[r][j] -= factor * m[c][j]
    }
  }
  return m.map((line, i) => line[size] / line[i])
}
