/** How the stored starts are trained. The page does not load this. */
import { Random } from '../lib/random.js'
import { drawPoints, drawTask, network, step } from './curves.js'

/** Steps per curve, points per step, step size, and Reptile's move (falling to 0). */
export const TRAINING = { inner: 10, batch: 10, rate: 0.02, move: 0.5 }

/** Trains a copy on each curve and moves the start toward it. @param {number} curves @param {number} seed */
export function reptile(curves, seed) {
  const net = network(new Random(seed, 1))
  const random = new Random(seed, 2)
  for (let i = 0; i < curves; i++) {
    const task = drawTask(random)
    const copy = net.clone()
    for (let s = 0; s < TRAINING.inner; s++) step(copy, drawPoints(random, task, TRAINING.batch), TRAINING.rate)
    const move = TRAINING.move * (1 - i / curves)
    copy.parameters.forEach((x, k) => (net.parameters[k] += move * (x - net.parameters[k])))
  }
  return net.parameters
}

/** As many steps and points, each point from its own curve. @param {number} curves @param {number} seed */
export function averaged(curves, seed) {
  const net = network(new Random(seed, 1))
  const random = new Random(seed, 3)
  const steps = curves * TRAINING.inner
  for (let i = 0; i < steps; i++) {
    const points = Array.from({ length: TRAINING.batch }, () => drawPoints(random, drawTask(random), 1)[0])
    step(net, points, TRAINING.rate * (1 - i / steps))
  }
  return net.parameters
}
