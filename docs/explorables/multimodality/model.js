/**
 * Claim: trends/multimodality/#visual-perception
 *
 * A tower for pictures and a tower for captions, trained by a contrastive loss. The harder test has
 * one object, in combinations that training withheld, or two, and a caption with exchanged colors.
 */
import { byCount } from '../lib/experiment.js'
import { Network } from '../lib/network.js'
import { Random } from '../lib/random.js'
import { mean } from '../lib/statistics.js'
import { Adam } from '../lib/training.js'
import { dot, length, unit } from '../lib/vectors.js'
import { caption, picture, scenes, SIDE, WORDS } from './scenes.js'

const SIZE = 12 // of both towers' vectors
const HIDDEN = 32
const RATE = 0.01
const PAIRS = 18 // in a batch
const KEPT = 0.5 // of the skill, for a seed to agree

const sum = (list) => list.reduce((total, v) => total.map((x, k) => x + v[k]))

/** The loss of pairs of unit vectors in both directions, and its slope by each similarity. */
export function contrast(images, captions, temperature) {
  const odds = images.map((a) => captions.map((b) => Math.exp((dot(a, b) - 1) / temperature)))
  const rows = odds.map((row) => row.reduce((a, b) => a + b))
  const columns = sum(odds)
  return {
    loss: -mean(odds.map((row, i) => Math.log((row[i] / rows[i]) * (row[i] / columns[i])) / 2)),
    slopes: odds.map((row, i) => row.map((o, j) => (o / rows[i] + o / columns[j] - (i === j ? 2 : 0)) / (2 * odds.length * temperature))),
  }
}

/** Both towers, untrained. */
export function towers({ scene, order, seed }) {
  const objects = scene === 'one' ? 1 : 2
  const random = new Random(seed, 1)
  const made = (...sizes) => new Network(sizes, { random, output: 'linear' })
  return { eye: made(3 * SIDE * SIDE * objects, HIDDEN, SIZE), reader: order ? made(2 * WORDS * objects, HIDDEN, SIZE) : made(WORDS, SIZE) }
}

/** The loss of a batch and both towers' gradients. */
export function gradients({ eye, reader }, pixels, captions, temperature) {
  const [a, b] = [pixels.map((x) => eye.forward(x)), captions.map((x) => reader.forward(x))]
  const [images, texts] = [a.map(unit), b.map(unit)]
  const { loss, slopes } = contrast(images, texts, temperature)
  const back = (network, inputs, raw, own, other, slope) => {
    const gradient = new Float64Array(network.parameters.length)
    inputs.forEach((input, i) => {
      const pull = sum(other.map((v, j) => v.map((x) => slope(i, j) * x)))
      const along = dot(pull, own[i])
      network.forward(input)
      network.backward(pull.map((p, k) => (p - along * own[i][k]) / length(raw[i])), gradient)
    })
    return gradient
  }
  return {
    loss,
    eye: back(eye, pixels, a, images, texts, (i, j) => slopes[i][j]),
    reader: back(reader, captions, b, texts, images, (i, j) => slopes[j][i]),
  }
}

/** A batch: no caption twice and, without `swaps`, no two of the same words. */
export function batch(seen, { scene, swaps }, random) {
  if (scene === 'one') return seen
  const sets = random.shuffle([...Array(seen.length / 2).keys()])
  if (swaps) return sets.slice(0, PAIRS / 2).flatMap((k) => [seen[2 * k], seen[2 * k + 1]])
  return sets.slice(0, PAIRS).map((k) => seen[2 * k + random.integer(2)])
}

/** The right caption's point, shared with its equals. */
function score(close, own, among) {
  const best = Math.max(...among.map((i) => close[i]))
  const equal = among.filter((i) => close[i] > best - 1e-9)
  return equal.includes(own) ? 1 / equal.length : 0
}

/** New pictures against the captions. */
function examine({ eye, reader }, kinds, { scene, order, seed }) {
  const random = new Random(seed, 4)
  const texts = kinds.map((k) => unit(reader.forward(caption(k, order))))
  const every = kinds.map((_, i) => i)
  const tests = kinds.flatMap((kind, k) =>
    Array.from({ length: scene === 'one' ? 12 : 3 }, () => {
      const { pixels, places } = picture(kind, random)
      const vector = unit(eye.forward(pixels))
      const close = texts.map((t) => dot(vector, t))
      const swap = [k, k ^ 1]
      const usual = scene === 'one' ? every : every.filter((i) => i === k || (i % 2 === 0 && i !== swap[1]))
      const picked = (scene === 'one' ? every : swap).reduce((best, i) => (close[i] > close[best] + 1e-9 ? i : best))
      return { k, vector, places, picked, usual: score(close, k, usual), swap: score(close, k, swap) }
    }),
  )
  return { texts, tests }
}

/** Two clouds along the line between their middles and across it, toward the first vector. */
export function flatten(...clouds) {
  const middles = clouds.map((list) => sum(list).map((x) => x / list.length))
  const between = middles[1].map((x, k) => x - middles[0][k])
  const first = unit(between)
  const [v] = clouds[0]
  const second = unit(v.map((x, k) => x - dot(v, first) * first[k]))
  return { gap: length(between), points: clouds.map((list) => list.map((v) => [dot(v, first), dot(v, second)])) }
}

/** @param {any} given */
export function* run(given) {
  const { scene, withheld, steps, seed, temperature } = given
  const one = scene === 'one'
  const values = { ...given, order: !one && given.order } // the order of two words says nothing
  const kinds = scenes(scene)
  const turn = new Random(seed, 2).integer(4)
  const held = kinds.map(([[c, s]]) => one && (c + s + turn) % 4 < withheld)
  const seen = kinds.filter((_, k) => !held[k])
  const networks = towers(values)
  const show = (all) => flatten(all.tests.filter((_, i) => i % 3 === 0).map((t) => t.vector), all.texts)
  const before = show(examine(networks, kinds, values))
  const random = new Random(seed, 3)
  const adams = { eye: new Adam({ rate: RATE }), reader: new Adam({ rate: RATE }) }
  const losses = []
  let pairs = 0
  for (let step = 0; step < steps; step++) {
    const now = batch(seen, values, random)
    const pixels = now.map((s) => picture(s, random).pixels)
    // named in any order, whichever lies left
    const captions = now.map((s) => caption(random.uniform() < 0.5 ? s : [...s].reverse(), values.order))
    const found = gradients(networks, pixels, captions, temperature)
    if (step % 5 === 0) losses.push([step, found.loss])
    for (const name of ['eye', 'reader']) adams[name].step(networks[name].parameters, found[name])
    pairs += now.length
    yield { fraction: step / steps }
  }
  const after = examine(networks, kinds, values)
  const { gap, points } = show(after)
  const share = (key, which) => mean(after.tests.filter(which).map((t) => t[key]))
  const usual = share('usual', (t) => !held[t.k])
  const hard = one ? share('usual', (t) => held[t.k]) : share('swap', () => true)
  const choices = one ? [16, 16] : [36, 2]
  return {
    losses,
    pairs,
    batch: pairs / steps,
    right: [usual, hard],
    choices,
    skills: [usual, hard].map((x, i) => (x - 1 / choices[i]) / (1 - 1 / choices[i])),
    gaps: [before.gap, gap],
    clouds: points,
    grid: one ? kinds.map((_, k) => ({ held: held[k], share: share('usual', (t) => t.k === k) })) : [],
    shown: after.tests
      .filter((_, i) => i % (one ? 12 : 43) === 0)
      .sort((x, y) => +held[y.k] - +held[x.k])
      .slice(0, 5)
      .map(({ k, places, picked }) => ({ scene: kinds[k], held: held[k], places, picked: kinds[picked], right: k === picked })),
  }
}

export const experiment = {
  measure: ({ right: [usual, hard], skills: [a, b] }) => ({ usual, hard, kept: b / a }),
  judge(measures) {
    const agreeing = measures.filter((m) => m.kept >= KEPT).length
    const of = (key) => `${Math.round(100 * mean(measures.map((m) => m[key])))}%`
    return {
      verdict: byCount(agreeing, measures.length),
      sentence: `At least half of the skill is left in ${agreeing} of ${measures.length} seeds. On average the towers pick the right caption in ${of('usual')} of the usual tests and ${of('hard')} of the harder ones.`,
    }
  },
}
