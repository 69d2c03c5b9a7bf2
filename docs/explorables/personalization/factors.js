/**
 * Matrix factorization by alternating ridge fits: mu + b_u + b_i + p_u · q_i, from cells
 * [reader, item, reaction]. A vector is [b, ...p]; without cells it is zero.
 */
import { Random } from '../lib/random.js'
import { solve } from '../lib/solve.js'
import { mean } from '../lib/statistics.js'

/** The others have the numbers below. */
export const READER = 150
const SIZE = 4 // bias and three factors
const SWEEPS = 15

export const argmax = (list) => list.reduce((best, x, i) => (x > list[best] ? i : best), 0)

export const predict = (u, i) => u[0] + i[0] + u[1] * i[1] + u[2] * i[2] + u[3] * i[3]

/** One ridge fit of a vector to vectors of the other side. @param {number} penalty */
export function fitting(penalty) {
  const a = Array.from({ length: SIZE }, (_, i) => Array.from({ length: SIZE }, (_, j) => (i === j ? penalty : 0)))
  const b = new Array(SIZE).fill(0)
  return {
    add(other, value) {
      for (let i = 0; i < SIZE; i++) {
        const x = i ? other[i] : 1
        b[i] += x * (value - other[0])
        for (let j = 0; j < SIZE; j++) a[i][j] += x * (j ? other[j] : 1)
      }
    },
    solve: () => solve(a, b),
  }
}

/** All vectors of one side (0 readers, 1 items), given the other's. */
export function half(cells, side, fixed, count, mu, penalty) {
  const fits = Array.from({ length: count }, () => fitting(penalty))
  for (const cell of cells) fits[cell[side]].add(fixed[cell[1 - side]], cell[2] - mu)
  return fits.map((fit) => fit.solve())
}

/** An untrained model. @param {number[][]} cells @param {number} count of items @param {number} seed */
export function start(cells, count, seed) {
  const random = new Random(seed, 1)
  const items = Array.from({ length: count }, () =>
    Array.from({ length: SIZE }, (_, k) => (k ? 0.3 * random.normal() : 0)),
  )
  return { mu: mean(cells.map((cell) => cell[2])), items, users: [] }
}

/** Trains on from a model. */
export function* factorize(cells, { mu, items, users }, penalty, sweeps = SWEEPS) {
  for (let s = 0; s < sweeps; s++) {
    users = half(cells, 0, items, READER + 1, mu, penalty)
    items = half(cells, 1, users, items.length, mu, penalty)
    yield
  }
  return { mu, items, users }
}

/** A learner that fits only the reader's vector, after every reaction. */
export function folding({ mu, items }, penalty) {
  const fit = fitting(penalty)
  let own = new Array(SIZE).fill(0)
  return {
    best: () => argmax(items.map((item) => predict(own, item))),
    learn(item, value) {
      fit.add(items[item], value - mu)
      own = fit.solve()
    },
  }
}
