/** Three starts adapt to the five points that are shown and, to measure errors, to those of new curves. */
import { byCount } from '../lib/experiment.js'
import { load } from '../lib/markup.js'
import { Random } from '../lib/random.js'
import { mean } from '../lib/statistics.js'
import { drawPoints, drawTask, height, network, step } from './curves.js'

const { reptile, averaged } = await load('starts.json', import.meta.url)
const TASKS = 12
export const GRID = Array.from({ length: 41 }, (_, i) => (i - 20) / 4)
const KEYS = ['reptile', 'averaged', 'random'] // the starts

/** A network at each start. */
const starts = ({ seed }) =>
  [reptile, averaged, null].map((parameters) => {
    const net = network(new Random(seed, 1))
    if (parameters) net.parameters.set(parameters)
    return net
  })
const curve = (net) => GRID.map((x) => net.forward([x])[0])
const gap = (a, b) => mean(a.map((y, i) => (y - b[i]) ** 2))

/** A new curve and five of its points. */
function fresh({ seed, shape, frequency }, stream) {
  const random = new Random(seed, stream)
  const task = drawTask(random, shape, frequency)
  return { task, points: drawPoints(random, task, 5), truth: GRID.map((x) => height(task, x)) }
}

/** Least squares by a sin x + b cos x, over the grid; null if it is not unique. @param {number[][]} points */
export function nearestSine(points) {
  const [s, c, y] = [([x]) => Math.sin(x), ([x]) => Math.cos(x), (p) => p[1]]
  const over = (f, g) => mean(points.map((p) => f(p) * g(p)))
  const [ss, sc, cc, sy, cy] = [over(s, s), over(s, c), over(c, c), over(s, y), over(c, y)]
  const d = ss * cc - sc * sc
  return d < 1e-6 ? null : GRID.map((x) => ((sy * cc - cy * sc) * Math.sin(x) + (cy * ss - sy * sc) * Math.cos(x)) / d)
}

export const shownPoints = (values) =>
  fresh(values, 4).points.map((p, i) => (values.points === 'own' ? [values[`x${i}`], values[`y${i}`]] : p))

/** The shown curves. */
export function show(values) {
  const points = shownPoints(values)
  const truth = values.points === 'own' ? nearestSine(points) : fresh(values, 4).truth
  const fits = starts(values).map((net) => {
    for (let s = 0; s < values.steps; s++) step(net, points, values.rate)
    return curve(net)
  })
  return { points, truth, fits, errors: truth && fits.map((ys) => gap(ys, truth)) }
}

/** @returns {Generator<any, any>} */
export function* run(values) {
  const { steps, rate } = values
  const checkpoints = [0, 1, 2, 5, 10, 20].filter((k) => k < steps).concat(steps)
  const tasks = []
  for (let t = 0; t < TASKS; t++) {
    const { task, points, truth } = fresh(values, 10 + t)
    const errors = []
    for (const net of starts(values)) {
      const found = []
      for (let s = 0; s <= steps; s++) {
        if (checkpoints.includes(s)) found.push(gap(curve(net), truth))
        if (s < steps) step(net, points, rate)
      }
      errors.push(found)
      yield { fraction: t / TASKS }
    }
    tasks.push({ task, points, errors })
  }
  const means = KEYS.map((_, i) => checkpoints.map((_, c) => mean(tasks.map((t) => t.errors[i][c]))))
  return { ...show(values), checkpoints, tasks, means }
}

export const experiment = {
  measure: ({ means }) => Object.fromEntries(KEYS.map((key, i) => [key, means[i].at(-1)])),
  judge(measures) {
    const below = (...others) => measures.filter((m) => others.every((o) => m.reptile < m[o])).length
    const both = below('averaged', 'random')
    return {
      verdict: byCount(both, measures.length),
      sentence:
        `The Reptile start has the lowest error in ${both} of ${measures.length} seeds: lower than the averaged ` +
        `start in ${below('averaged')}, ` +
        `than the random start in ${below('random')}. This says nothing beyond these curves and this network.`,
    }
  },
}
