/** A task is a curve, of which five points are known. @typedef {ReturnType<typeof drawTask>} Task */
import { Network } from '../lib/network.js'
import { Random } from '../lib/random.js'

/** Draws a curve. The training family is the sine of frequency 1. */
export const drawTask = (/** @type {Random} */ random, shape = 'sine', frequency = 1) => ({
  shape,
  frequency,
  amplitude: 0.1 + 4.9 * random.uniform(),
  phase: Math.PI * random.uniform(),
})

/** @param {Task} task @param {number} x */
export const height = ({ shape, frequency, amplitude, phase }, x) =>
  amplitude * (shape === 'line' ? ((2 * phase) / Math.PI - 1) * (x / 5) : Math.sin(frequency * x - phase))

/** Points [x, y] of a curve. @param {Random} random @param {Task} task @param {number} count */
export const drawPoints = (random, task, count) =>
  Array.from({ length: count }, () => {
    const x = 10 * random.uniform() - 5
    return [x, height(task, x)]
  })

export const network = (/** @type {Random} */ random) => new Network([1, 32, 32, 1], { random, output: 'linear' })

/** A gradient step on half the mean squared error. @param {Network} net @param {number[][]} points @param {number} rate */
export function step(net, points, rate) {
  const { gradient } = net.gradient(
    points.map((p) => [p[0]]),
    points.map((p) => [p[1]]),
  )
  gradient.forEach((g, k) => (net.parameters[k] -= rate * g))
}
