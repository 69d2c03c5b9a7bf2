/**
 * One reader, a catalogue, and what a learner shows after nothing but clicks. In every round the
 * learner and random recommendations meet the same four random numbers: whether chance decides,
 * which item it would show, whether the reader clicks, and the noise.
 */
import { byCount } from '../lib/experiment.js'
import { points } from '../lib/numbers.js'
import { Random } from '../lib/random.js'
import { mean, range, sum } from '../lib/statistics.js'
import { dot } from '../lib/vectors.js'
import { argmax, factorize, folding, predict, READER, start } from './factors.js'

export const TOPICS = 20
const EACH = 3 // items of a topic
const ITEMS = TOPICS * EACH
const OTHERS_STRENGTH = 2.5
const FULL = 4 // strength of taste of a drifting reader who sees one item only
const REPLAYS = 8
const BINS = 10
const LEAST = 0.05 // gain in both that the rule asks for

const times = (count, make) => Array.from({ length: count }, (_, i) => make(i))
export const topicOf = (item) => Math.floor(item / EACH)

/** e^H: as many equally frequent topics would be as varied. @param {number[]} counts */
export function effective(counts) {
  const total = sum(counts)
  return Math.exp(-sum(counts.map((c) => (c > 0 ? (c / total) * Math.log(c / total) : 0))))
}

/** Chance of each topic to be shown, the favorite first. @param {number} epsilon */
export const exploring = (epsilon, topics = TOPICS) => times(topics, (k) => (k ? 0 : 1 - epsilon) + epsilon / topics)

/** Noise of the Laplace mechanism. @param {number} u uniform @param {number} scale sensitivity / budget */
export function laplace(u, scale) {
  const v = u - 0.5 + 2 ** -54
  return -scale * Math.sign(v) * Math.log(1 - 2 * Math.abs(v))
}

/** That a reader with this taste clicks. */
export const chance = ({ place, appeal }, taste) => 1 / (1 + Math.exp(-appeal - dot(place, taste)))

/** The catalogue, the reader's taste, and the others' clicks as cells [reader, item, click]. @param {any} values */
export function world({ seed, strength }) {
  const random = new Random(seed)
  const direction = (length) => Array.from(random.direction(3), (x) => length * x)
  const places = times(TOPICS, () => direction(1))
  const items = times(ITEMS, (i) => ({
    place: places[topicOf(i)].map((x) => x + 0.25 * random.normal()),
    appeal: 0.3 * random.normal() - 1.5,
  }))
  const taste = direction(strength)
  // Share of the others who have met an item: from 60% down to 2%.
  const known = random.shuffle(times(ITEMS, (i) => 0.6 * 30 ** (-i / (ITEMS - 1))))
  const cells = []
  for (let user = 0; user < READER; user++) {
    const theirs = direction(OTHERS_STRENGTH)
    items.forEach((item, i) => {
      if (random.uniform() < known[i]) cells.push([user, i, random.uniform() < chance(item, theirs) ? 1 : 0])
    })
  }
  return { items, taste, cells }
}

/** Mean chance of a click by topic. */
const byTopic = (items, taste) => times(TOPICS, (k) => mean(times(EACH, (j) => chance(items[k * EACH + j], taste))))

/** A bandit over topics: each once, then the best by its mean or, with a width, its upper confidence index. */
export function bandit(width) {
  const [counts, sums] = [new Array(TOPICS).fill(0), new Array(TOPICS).fill(0)]
  return {
    best(/** from 1 @type {number} */ round, /** by chance @type {number} */ drawn) {
      const index = counts.map((n, k) => (n ? sums[k] / n + width * Math.sqrt(Math.log(round) / n) : Infinity))
      return argmax(index) * EACH + (drawn % EACH)
    },
    learn(item, value) {
      counts[topicOf(item)]++
      sums[topicOf(item)] += value
    },
  }
}

/** @param {any} world @param {any} values @param {any} learner null: at random @param {Random} random */
export function* replay({ items, taste }, { rounds, learner: kind, epsilon, privacy, drift }, learner, random) {
  const explore = kind === 'ucb' ? 0 : epsilon / 100
  const noise = privacy === 'off' ? 0 : 1 / privacy // a reaction of 0 or 1 differs by at most 1
  const pull = drift / 100
  const now = [...taste]
  const found = /** @type {any} */ ({ shown: [], clicks: [], heard: [], fit: [], own: [], favorite: 0 })
  for (let t = 1; t <= rounds; t++) {
    const [lot, u, reaction, disturbance] = times(4, () => random.uniform())
    const drawn = Math.floor(u * ITEMS)
    const choice = learner ? learner.best(t, drawn) : drawn
    const item = lot < explore ? drawn : choice
    const click = reaction < chance(items[item], now) ? 1 : 0
    const heard = click + laplace(disturbance, noise)
    learner?.learn(item, heard)
    found.shown.push(item)
    found.clicks.push(click)
    found.heard.push(heard)
    found.fit.push(chance(items[item], taste))
    if (topicOf(item) === topicOf(choice)) found.favorite += 1 / rounds
    now.forEach((x, d) => (now[d] += pull * (FULL * items[item].place[d] - x)))
    if (t % (rounds / BINS) === 0) found.own.push(effective(byTopic(items, now)))
    if (t % 100 === 0) yield
  }
  return { ...found, end: byTopic(items, now) }
}

function tally(shown) {
  const counts = new Array(TOPICS).fill(0)
  for (const item of shown) counts[topicOf(item)]++
  return counts
}
const part = (list, b, count = BINS) => list.slice((b * list.length) / count, ((b + 1) * list.length) / count)

/** @param {any[]} replays of one feed */
function together(replays) {
  const all = (of) => mean(replays.map(of))
  return {
    clicks: times(BINS, (b) => {
      const list = replays.map((r) => mean(part(r.clicks, b)))
      return [mean(list), ...range(list)]
    }),
    varied: times(BINS, (b) => all((r) => effective(tally(part(r.shown, b))))),
    own: times(BINS, (b) => all((r) => r.own[b])),
    shares: times(TOPICS, (k) => all((r) => tally(r.shown)[k] / r.shown.length)),
    end: times(TOPICS, (k) => all((r) => r.end[k])),
    favorite: all((r) => r.favorite),
    late: {
      clicks: all((r) => mean(part(r.clicks, 1, 2))),
      fit: all((r) => mean(part(r.fit, 1, 2))),
      varied: all((r) => effective(tally(part(r.shown, 1, 2)))),
    },
  }
}

/** How far each item's vector differs, and for how many others the first item does. */
export function apart(a, b) {
  const moved = a.items.map((vector, i) => Math.hypot(...vector.map((x, k) => x - b.items[i][k])))
  const first = ({ users, items }) => users.slice(0, READER).map((u) => argmax(items.map((i) => predict(u, i))))
  const other = first(b)
  return { moved, others: first(a).filter((item, u) => item !== other[u]).length }
}

/** One cell per item that the reader has seen: the mean of what was heard. */
export function row({ shown, heard }) {
  return [...new Set(shown)].map((item) => [READER, item, mean(heard.filter((_, t) => shown[t] === item))])
}

/**
 * The reader's row joins the training for one sweep and is deleted; a twin has the same sweeps
 * without the row. What is apart afterwards is what remains.
 */
export function* forget(cells, own, never, seed, ridge) {
  const all = [...cells, ...own]
  const rest = all.filter(([user]) => user !== READER)
  let twin = yield* factorize(cells, never, ridge, 1)
  let model = yield* factorize(all, never, ridge, 1)
  const stages = [apart(twin, model)]
  for (const sweeps of [1, 4]) {
    twin = yield* factorize(cells, twin, ridge, sweeps)
    model = yield* factorize(rest, model, ridge, sweeps)
    stages.push(apart(twin, model))
  }
  stages.push(apart(never, yield* factorize(rest, start(rest, ITEMS, seed), ridge)))
  const length = mean(never.items.map((q) => Math.hypot(...q)))
  return {
    items: own.map(([, item]) => ({
      known: cells.filter((cell) => cell[1] === item).length,
      moved: stages[0].moved[item],
    })),
    stages: stages.map(({ moved, others }) => ({ moved: mean(moved) / length, others })),
  }
}

/** @param {any} values */
export function* run(values) {
  const { seed, learner: kind, ridge, width } = values
  const w = world(values)
  const never = yield* factorize(w.cells, start(w.cells, ITEMS, seed), ridge)
  const replays = /** @type {any[][]} */ ([[], []])
  for (let r = 0; r < REPLAYS; r++) {
    const learner = kind === 'factors' ? folding(never, ridge) : bandit(kind === 'ucb' ? width : 0)
    for (const [feed, one] of [learner, null].entries()) {
      replays[feed].push(yield* replay(w, values, one, new Random(seed, 10 + r)))
    }
    yield { fraction: (0.9 * (r + 1)) / REPLAYS }
  }
  const begin = byTopic(w.items, w.taste)
  return {
    topics: begin,
    start: effective(begin),
    feeds: replays.map(together),
    popular: chance(w.items[argmax(never.items.map((q) => q[0]))], w.taste),
    cells: w.cells.length,
    forget: yield* forget(w.cells, row(replays[0][0]), never, seed, ridge),
  }
}

export const experiment = {
  measure: ({ feeds: [a, b], popular }) => ({
    clicks: a.late.clicks,
    random: b.late.clicks,
    gain: a.late.clicks - b.late.clicks,
    fit: a.late.fit - b.late.fit,
    popular: popular - b.late.fit,
    varied: a.late.varied,
  }),
  judge(measures) {
    const total = measures.length
    const agreeing = measures.filter(({ gain, fit }) => Math.min(gain, fit) >= LEAST).length
    const span = (key) => {
      const all = measures.map((m) => m[key])
      return `${points(mean(all))} points (${range(all).map(points).join(' to ')})`
    }
    return {
      verdict: byCount(agreeing, total),
      sentence:
        `Both gains reach ${100 * LEAST} points in ${agreeing} of ${total} seeds. Clicks gained ${span('gain')}, ` +
        `the taste at the start ${span('fit')}. ` +
        `One and the same well-liked item for everybody would have gained ${span('popular')} by the taste at the start.`,
    }
  },
}
