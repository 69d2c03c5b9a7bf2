/**
 * Claim: trends/continual-learning/#no-complete-retraining
 *
 * A small network learns tasks in turn, in three ways, and all at once for comparison. A task is a
 * disk in the plane, cut in two through its center. The more similar the tasks, the nearer the
 * disks and the directions of the cuts; at 100% they are one. All ways start from the same network;
 * naive and EWC see the same batches, and replay puts old examples into some of their places.
 */
import { byCount } from '../lib/experiment.js'
import { fisher } from '../lib/fisher.js'
import { Network } from '../lib/network.js'
import { points } from '../lib/numbers.js'
import { Random } from '../lib/random.js'
import { mean } from '../lib/statistics.js'
import { Adam } from '../lib/adam.js'

const METHODS = ['naive', 'replay', 'ewc', 'joint']
const UNITS = 16
const BATCH = 10
const TRAIN = 120 // examples per task
const TEST = 80
const RATE = 0.02
const FAR = 2.5 // from the middle to each disk when nothing is similar
const TURN = 2 * Math.PI
const EVERY = 10 // steps between looks at the first task
export const MARGIN = 0.1

/** The tasks of a seed. @param {any} values */
export function makeTasks({ tasks, similarity, seed }) {
  const random = new Random(seed)
  const apart = 1 - similarity / 100
  const places = random.shuffle([...Array(tasks).keys()])
  const cuts = random.shuffle([...Array(tasks).keys()])
  const [turn, tilt] = [random.uniform(), random.uniform()]
  return places.map((place, t) => {
    const around = TURN * (turn + place / tasks)
    const angle = TURN * (tilt + (apart * cuts[t]) / tasks)
    const center = [apart * FAR * Math.cos(around), apart * FAR * Math.sin(around)]
    const example = () => {
      const [r, a] = [Math.sqrt(random.uniform()), TURN * random.uniform()]
      return {
        input: [center[0] + r * Math.cos(a), center[1] + r * Math.sin(a)],
        target: Math.cos(a - angle) > 0 ? 1 : 0,
      }
    }
    return {
      center,
      around,
      angle,
      train: Array.from({ length: TRAIN }, example),
      test: Array.from({ length: TEST }, example),
    }
  })
}

/** @param {Network} network @param {any[]} examples */
const accuracy = (network, examples) =>
  mean(examples.map(({ input, target }) => (network.classify(input) === target ? 1 : 0)))

/** What is kept of a task. @param {any[]} train @param {number} kept @param {Random} random */
export const remember = (train, kept, random) => random.shuffle([...train]).slice(0, kept)

/**
 * A batch, its first `old` places from the buffer.
 * @param {any[]} train @param {any[]} buffer @param {number} old @param {Random} draw @param {Random} recall
 */
export const makeBatch = (train, buffer, old, draw, recall) =>
  Array.from({ length: BATCH }, (_, b) => {
    const fresh = draw.pick(train)
    return b < old ? recall.pick(buffer) : fresh
  })

/**
 * EWC's penalty, one spring for each old task and weight; adds its gradient.
 * @param {Float64Array} parameters @param {any[]} springs
 * @param {number} lambda @param {Float64Array} gradient
 */
export function penalty(parameters, springs, lambda, gradient) {
  let total = 0
  for (const { anchor, stiffness } of springs) {
    for (let k = 0; k < gradient.length; k++) {
      const way = parameters[k] - anchor[k]
      total += (lambda / 2) * stiffness[k] * way ** 2
      gradient[k] += lambda * stiffness[k] * way
    }
  }
  return total
}

/**
 * Accuracy at the end, backward transfer, forgetting (against the best earlier accuracy), and how
 * well each task was known just after it. Row t: accuracies after task t.
 * @param {number[][]} matrix
 */
export function summarize(matrix) {
  const last = matrix[matrix.length - 1]
  const earlier = matrix.slice(0, -1)
  const average = mean(last)
  if (!earlier.length) return { average }
  return {
    average,
    transfer: mean(earlier.map((row, i) => last[i] - row[i])),
    forgetting: mean(earlier.map((_, i) => Math.max(...earlier.map((row) => row[i])) - last[i])),
    learned: mean(matrix.map((row, t) => row[t])),
  }
}

/** One way to learn the tasks. @param {string} name @param {any} tasks @param {any} values */
export function* learn(name, tasks, { steps, seed, share, kept, lambda }) {
  const network = new Network([2, UNITS, 2], { random: new Random(seed, 1) })
  const quick = new Network(network.sizes, { output: 'linear' }) // the same classes without the exponentials
  quick.parameters = network.parameters
  const [draw, recall] = [new Random(seed, 2), new Random(seed, 3)]
  const stages = name === 'joint' ? [tasks.flatMap(({ train }) => train)] : tasks.map(({ train }) => train)
  const length = (steps * tasks.length) / stages.length
  const look = () => accuracy(quick, tasks[0].test)
  /** @type {any[][]} */
  const [buffer, springs, matrix, first] = [[], [], [], [look()]]
  for (const [t, train] of stages.entries()) {
    const optimizer = new Adam({ rate: RATE })
    const old = buffer.length ? Math.round((BATCH * share) / 100) : 0
    for (let s = 1; s <= length; s++) {
      const batch = makeBatch(train, buffer, old, draw, recall)
      const { gradient } = network.gradient(
        batch.map((e) => e.input),
        batch.map((e) => e.target),
      )
      penalty(network.parameters, springs, Number(lambda), gradient)
      optimizer.step(network.parameters, gradient)
      if (s % EVERY) continue
      if (stages[1]) first.push(look())
      yield { fraction: (METHODS.indexOf(name) + (t + s / length) / stages.length) / METHODS.length }
    }
    matrix.push(tasks.map(({ test }) => accuracy(quick, test)))
    if (name === 'replay') buffer.push(...remember(train, kept, recall))
    if (name === 'ewc')
      springs.push({
        anchor: network.parameters.slice(),
        stiffness: fisher(
          network,
          train.map((e) => e.input),
        ),
      })
  }
  return { network, matrix, first, buffer, springs }
}

/** @param {any} values */
export function* run(values) {
  const tasks = makeTasks(values)
  const methods = []
  let plane = []
  for (const name of METHODS) {
    const { network, matrix, first } = yield* learn(name, tasks, values)
    methods.push({ name, matrix, first, ...summarize(matrix) })
    if (name !== 'naive') continue
    plane = tasks.map(({ train, test, ...place }) => ({
      ...place,
      shown: test.slice(0, 32).map(({ input, target }) => [...input, target, network.classify(input)]),
    }))
  }
  return { methods, plane, examples: values.tasks * values.steps * BATCH }
}

export const experiment = {
  measure({ methods: [naive, replay, ewc, joint] }) {
    const [a, b] = [naive.forgetting, replay.forgetting]
    return { naive: a, replay: b, gap: a - b, ewc: ewc.forgetting, end: replay.average, joint: joint.average }
  },
  judge(measures) {
    const agreeing = measures.filter((m) => m.gap >= MARGIN - 1e-9).length
    const of = (key) => points(mean(measures.map((m) => m[key])))
    return {
      verdict: byCount(agreeing, measures.length),
      sentence:
        `The gap reaches ${100 * MARGIN} points in ${agreeing} of ${measures.length} seeds. On average naive ` +
        `training forgets ${of('naive')} points, replay ${of('replay')}, EWC ${of('ewc')}. ` +
        `At the end replay gets ${of('end')}% of all tasks’ test points right, joint training ${of('joint')}%.`,
    }
  },
}
