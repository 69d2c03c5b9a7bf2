/**
 * Claim: trends/multimodality/#visual-perception
 *
 * Two towers trained by a contrastive loss. The harder test: combinations that training withheld
 * or, of two objects, a second caption with the same words.
 */
import { byCount } from '../lib/experiment.js'
import { Network } from '../lib/network.js'
import { Random } from '../lib/random.js'
import { mean } from '../lib/statistics.js'
import { Adam } from '../lib/adam.js'
import { dot, length, unit } from '../lib/vectors.js'
import { caption, picture, scenes, SIDE, WORDS } from './scenes.js'

const SIZE = 12 // of a vector
const HIDDEN = 32
const RATE = 0.01
const PAIRS = 18 // in a batch, of two objects
const KEPT = 0.9 // of the skill

const blend = (list, factor) => list[0].map((_, k) => list.reduce((sum, v, j) => sum + factor(j) * v[k], 0))
const middle = (list) => blend(list, () => 1 / list.length)

/** The loss of pairs of unit vectors in both directions, and its slope by each similarity. */
export function contrast(images, captions, temperature) {
  const odds = images.map((a) => captions.map((b) => Math.exp((dot(a, b) - 1) / temperature)))
  const rows = odds.map((row) => row.reduce((a, b) => a + b))
  const columns = blend(odds, () => 1)
  return {
    loss: -mean(odds.map((row, i) => Math.log((row[i] / rows[i]) * (row[i] / columns[i])) / 2)),
    slopes: odds.map((row, i) =>
      row.map((o, j) => (o / rows[i] + o / columns[j] - (i === j ? 2 : 0)) / (2 * odds.length * temperature)),
    ),
  }
}

/** Both towers, untrained. */
export function towers({ scene, order, seed }) {
  const objects = scene === 'one' ? 1 : 2
  const random = new Random(seed, 1)
  const made = (...sizes) => new Network(sizes, { random, output: 'linear' })
  return {
    eye: made(3 * SIDE * SIDE * objects, HIDDEN, SIZE),
    reader: order ? made(2 * WORDS * objects, HIDDEN, SIZE) : made(WORDS, SIZE),
  }
}

/** The loss of a batch and both towers' gradients. */
export function gradients({ eye, reader }, pixels, captions, temperature) {
  // the values of all layers are kept for the way back; the next input takes their place
  const through = (network) => (input) => ({
    raw: network.forward(input),
    values: network.values.map((v) => v.slice()),
  })
  const [a, b] = [pixels.map(through(eye)), captions.map(through(reader))]
  const [images, texts] = [a, b].map((list) => list.map(({ raw }) => unit(raw)))
  const { loss, slopes } = contrast(images, texts, temperature)
  const back = (network, passed, own, other, slope) => {
    const gradient = new Float64Array(network.parameters.length)
    passed.forEach(({ raw, values }, i) => {
      const pull = blend(other, (j) => slope(i, j))
      const along = dot(pull, own[i])
      const size = length(raw)
      network.values = values
      network.backward(
        pull.map((p, k) => (p - along * own[i][k]) / size),
        gradient,
      )
    })
    return gradient
  }
  return {
    loss,
    eye: back(eye, a, images, texts, (i, j) => slopes[i][j]),
    reader: back(reader, b, texts, images, (i, j) => slopes[j][i]),
  }
}

/** A batch: no caption twice and, without `swaps`, no two of the same words. */
export function batch(seen, { scene, swaps }, random) {
  if (scene === 'one') return seen
  const sets = random.shuffle([...Array(seen.length / 2).keys()])
  if (swaps) return sets.slice(0, PAIRS / 2).flatMap((k) => [seen[2 * k], seen[2 * k + 1]])
  return sets.slice(0, PAIRS).map((k) => seen[2 * k + random.integer(2)])
}

/** New pictures against all captions; `swap` is one half for a tie. */
export function examine({ eye, reader }, kinds, { scene, order, seed }) {
  const random = new Random(seed, 4)
  const texts = kinds.map((k) => unit(reader.forward(caption(k, order))))
  const tests = kinds.flatMap((kind, k) =>
    Array.from({ length: scene === 'one' ? 12 : 3 }, () => {
      const { pixels } = picture(kind, random)
      const vector = unit(eye.forward(pixels))
      const close = texts.map((t) => dot(vector, t))
      const picked = close.indexOf(Math.max(...close))
      const lead = close[k] - close[k ^ 1]
      return {
        k,
        vector,
        close,
        pixels,
        picked,
        usual: +(scene === 'one' ? picked === k : picked >> 1 === k >> 1),
        swap: Math.abs(lead) < 1e-9 ? 0.5 : +(lead > 0),
      }
    }),
  )
  return { texts, tests }
}

/** Two clouds along the line between their middles and across it, toward the first vector. */
export function flatten(...clouds) {
  const [a, b] = clouds.map(middle)
  const between = b.map((x, k) => x - a[k])
  const first = unit(between)
  const [v] = clouds[0]
  const second = unit(v.map((x, k) => x - dot(v, first) * first[k]))
  return { gap: length(between), points: clouds.map((list) => list.map((v) => [dot(v, first), dot(v, second)])) }
}

/** @param {any} given */
export function* run(given) {
  const { scene, withheld, order, steps, seed, temperature } = given
  const one = scene === 'one'
  const kinds = scenes(scene)
  const turn = new Random(seed, 2).integer(5)
  const away = (most) => kinds.map(([[c, s]]) => one && (c + s + turn) % 5 < most)
  const held = away(withheld)
  const tested = away(withheld || 1) // if nothing is withheld, what would be the first to go
  const seen = kinds.filter((_, k) => !held[k])
  const networks = towers(given)
  const show = (all) =>
    flatten(
      all.tests.filter((_, i) => i % (one ? 4 : 3) === 0).map((t) => t.vector),
      all.texts,
    )
  const before = show(examine(networks, kinds, given))
  const random = new Random(seed, 3)
  const adams = { eye: new Adam({ rate: RATE }), reader: new Adam({ rate: RATE }) }
  const losses = []
  for (let step = 0; step < steps; step++) {
    const now = batch(seen, given, random)
    const pixels = now.map((s) => picture(s, random).pixels)
    // named in any order, whichever lies left
    const captions = now.map((s) => caption(random.uniform() < 0.5 ? s : [...s].reverse(), order))
    const found = gradients(networks, pixels, captions, temperature)
    if (step % 5 === 0) losses.push([step, found.loss])
    for (const name of ['eye', 'reader']) adams[name].step(networks[name].parameters, found[name])
    yield { fraction: step / steps }
  }
  const all = examine(networks, kinds, given)
  const { tests } = all
  const after = show(all)
  const share = (key, which) => mean(tests.filter(which).map((t) => t[key]))
  const right = [
    share('usual', (t) => !tested[t.k]),
    one ? share('usual', (t) => tested[t.k]) : share('swap', () => true),
  ]
  const choices = one ? [25, 25] : [36, 2]
  // of two objects, every fourth pair
  const listed = kinds
    .map((_, k) => k)
    .filter((k) => one || k % 8 < 2)
    .sort((a, b) => +held[a] - +held[b])
  return {
    losses,
    batch: one ? seen.length : PAIRS,
    right,
    choices,
    skills: right.map((x, i) => (x - 1 / choices[i]) / (1 - 1 / choices[i])),
    gaps: [before.gap, after.gap],
    clouds: [before.points, after.points],
    matrix: listed.map((k) => middle(tests.filter((t) => t.k === k).map((t) => listed.map((j) => t.close[j])))),
    shown: tests
      .filter((_, i) => i % (one ? 12 : 43) === 0)
      .sort((x, y) => +held[y.k] - +held[x.k])
      .slice(0, 5)
      .map(({ k, pixels, picked, swap }) => ({
        scene: kinds[k],
        held: held[k],
        pixels,
        picked: kinds[picked],
        right: swap % 1 ? null : k === picked,
      })),
  }
}

export const experiment = {
  measure: ({ right: [usual, hard], skills: [a, b] }) => ({ usual, hard, kept: b / a }),
  judge(measures) {
    const agreeing = measures.filter((m) => m.kept >= KEPT && m.usual >= 0.5).length
    const of = (key) => `${Math.round(100 * mean(measures.map((m) => m[key])))}%`
    return {
      verdict: byCount(agreeing, measures.length),
      sentence:
        `The usual test is at least half right and nine tenths of its skill are left in ${agreeing} ` +
        `of ${measures.length} seeds. On average ${of('usual')} of the captions are right in the ` +
        `usual test and ${of('hard')} in the harder one.`,
    }
  },
}
