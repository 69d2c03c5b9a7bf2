/**
 * Attention over n tokens, exact and with skipped pairs, and one fact to find.
 *
 * A token's state is a key (32 numbers) and a value (16). One token, the needle, carries the key
 * that the last query asks for, and as its value the code of one of 16 answers. Every other token
 * has a random key and the code of a random answer; the distractors' keys resemble the needle's.
 * In each layer every token asks the same question, with its own noise, and becomes the average of
 * the states that it attends to, so a fact can travel on from layer to layer.
 */
import { byCount } from '../lib/experiment.js'
import { Random } from '../lib/random.js'
import { sum } from '../lib/statistics.js'

const KEY = 32
const VALUE = 16
const STATE = KEY + VALUE
const ANSWERS = 16
const INDEX = 8 // numbers of the key that the top-k indexer reads
const SHARPNESS = 24
const LIKENESS = 0.8 // cosine of a distractor's key with the needle's
const NOISE = 0.1
const HAYSTACKS = 8 // per run
const CELLS = 32 // rows and columns of the map of pairs

const PATTERNS = ['exact', 'window', 'strided', 'global', 'topk']

/** Calls `visit` with each earlier token that token i attends to, for patterns that go by place. */
function visible(pattern, i, { window, stride, globals }, visit) {
  if (pattern === 'strided') {
    for (let j = i; j >= 0; j -= stride) visit(j)
    return
  }
  const from = pattern === 'exact' ? 0 : Math.max(0, i - window + 1)
  if (pattern === 'global') for (let j = 0; j < Math.min(globals, from); j++) visit(j)
  for (let j = from; j <= i; j++) visit(j)
}

/** How many tokens' states must be kept for the next query. */
function kept(pattern, { length, window, globals }) {
  if (pattern === 'window') return Math.min(length, window)
  return pattern === 'global' ? Math.min(length, window + globals) : length
}

/**
 * One layer. Skipped pairs are not computed; multiplications are counted row by row as they are done.
 * @param {string} pattern @param {Float64Array} states n × 48 @param {Float64Array} queries n × 32
 * @param {any} values @param {{ multiplications: number, pairs: number, map?: Float64Array }} tally
 * @returns {Generator<void, Float64Array>} the next states
 */
export function* layer(pattern, states, queries, values, tally) {
  const n = values.length
  const next = new Float64Array(n * STATE)
  const chosen = new Int32Array(n)
  const scores = new Float64Array(n)
  const cell = (place) => Math.floor((place * CELLS) / n)
  for (let i = 0; i < n; i++) {
    let count = 0
    if (pattern === 'topk') {
      for (let j = 0; j <= i; j++) {
        const score = product(queries, i, states, j, INDEX)
        if (count === values.k && score <= scores[count - 1]) continue
        let place = count < values.k ? count++ : count - 1
        for (; place > 0 && scores[place - 1] < score; place--) {
          scores[place] = scores[place - 1]
          chosen[place] = chosen[place - 1]
        }
        scores[place] = score
        chosen[place] = j
      }
      tally.multiplications += (i + 1) * INDEX
    } else visible(pattern, i, values, (j) => (chosen[count++] = j))

    let top = -Infinity
    for (let c = 0; c < count; c++) {
      scores[c] = SHARPNESS * product(queries, i, states, chosen[c], KEY)
      if (scores[c] > top) top = scores[c]
    }
    let total = 0
    for (let c = 0; c < count; c++) total += scores[c] = Math.exp(scores[c] - top)
    for (let c = 0; c < count; c++) add(next, i, states, chosen[c], scores[c] / total)
    tally.multiplications += count * (KEY + STATE)
    tally.pairs += count
    if (tally.map) for (let c = 0; c < count; c++) tally.map[cell(i) * CELLS + cell(chosen[c])]++
    if (i % 32 === 31) yield
  }
  return next
}

function product(queries, i, states, j, width) {
  let total = 0
  for (let a = i * KEY, b = j * STATE, end = a + width; a < end; a += 4, b += 4) {
    total +=
      queries[a] * states[b] +
      queries[a + 1] * states[b + 1] +
      queries[a + 2] * states[b + 2] +
      queries[a + 3] * states[b + 3]
  }
  return total
}

function add(next, i, states, j, weight) {
  for (let a = i * STATE, b = j * STATE, end = a + STATE; a < end; a++, b++) next[a] += weight * states[b]
}

/** A haystack with its needle. @param {any} values @param {Random} random */
export function haystack({ length, distance, distractors }, random) {
  const codes = Array.from({ length: ANSWERS }, () => random.direction(VALUE))
  const needle = random.direction(KEY)
  const place = length - 1 - distance
  const answer = random.integer(ANSWERS)
  const states = new Float64Array(length * STATE)
  const others = []
  for (let j = 0; j < length; j++) {
    if (j !== place) others.push(j)
    states.set(j === place ? needle : random.direction(KEY), j * STATE)
    states.set(codes[j === place ? answer : random.integer(ANSWERS)], j * STATE + KEY)
  }
  for (const j of random.shuffle(others).slice(0, distractors)) {
    const other = random.direction(KEY)
    const along = product(other, 0, needle, 0, KEY)
    const across = Math.sqrt((1 - LIKENESS ** 2) / (1 - along ** 2))
    for (let c = 0; c < KEY; c++) states[j * STATE + c] = LIKENESS * needle[c] + across * (other[c] - along * needle[c])
  }
  const queries = new Float64Array(length * KEY)
  for (let k = 0; k < queries.length; k++) queries[k] = needle[k % KEY] + (NOISE / Math.sqrt(KEY)) * random.normal()
  return { states, queries, codes, answer, place }
}

/** The answer whose code is nearest to a value. */
function read(value, codes) {
  const fits = codes.map((code) => sum(code.map((x, c) => x * value[c])))
  return fits.indexOf(Math.max(...fits))
}

/** In each of eight haystacks every pattern looks for the needle. @param {any} values */
export function* run(values) {
  const patterns = PATTERNS.map((name) => ({
    name,
    pairs: 0,
    multiplications: 0,
    found: 0,
    kept: kept(name, values),
    milliseconds: 0,
  }))
  const map = new Float64Array(CELLS * CELLS)
  for (let h = 0; h < HAYSTACKS; h++) {
    const { states, queries, codes, answer } = haystack(values, new Random(values.seed, h))
    for (const [p, pattern] of patterns.entries()) {
      const tally = { multiplications: 0, pairs: 0, map: h === 0 && pattern.name === values.pattern ? map : undefined }
      /** @type {Float64Array} */ let current = states
      for (let l = 0; l < values.layers; l++) {
        const steps = layer(pattern.name, current, queries, values, tally)
        for (;;) {
          const began = performance.now()
          const step = steps.next()
          pattern.milliseconds += performance.now() - began
          if (step.done) {
            current = step.value
            break
          }
          yield { fraction: (h + (p + l / values.layers) / patterns.length) / HAYSTACKS }
        }
      }
      pattern.multiplications += tally.multiplications / HAYSTACKS
      pattern.pairs += tally.pairs / HAYSTACKS
      pattern.found += read(current.slice(-VALUE), codes) === answer ? 1 : 0
    }
  }
  // The map's cells as shares of their pairs, all layers together.
  const pairs = (values.length / CELLS) ** 2 * values.layers
  const shares = Array.from({ length: CELLS }, (_, r) =>
    Array.from(map.slice(r * CELLS, (r + 1) * CELLS), (x) => x / pairs),
  )
  return { haystacks: HAYSTACKS, patterns, map: shares }
}

export const experiment = {
  measure({ patterns }, values) {
    const exact = patterns[0]
    const chosen = patterns.find(({ name }) => name === values.pattern)
    return {
      work: chosen.multiplications / exact.multiplications,
      memory: chosen.kept / exact.kept,
      found: chosen.found,
      exact: exact.found,
    }
  },
  judge(measures) {
    const total = measures.length
    const tests = [(m) => m.work < 1, (m) => m.memory < 1, (m) => m.found >= m.exact - 1]
    const [less, fewer, finds] = tests.map((test) => measures.filter(test).length)
    const agreeing = measures.filter((m) => tests.every((test) => test(m))).length
    const needles = (key) => `${sum(measures.map((m) => m[key]))} of ${total * HAYSTACKS}`
    return {
      verdict: byCount(agreeing, total),
      sentence:
        `All three parts agree in ${agreeing} of ${total} seeds: fewer multiplications in ${less}, fewer tokens ` +
        `kept in ${fewer}, the needle found at most once less often in ${finds}. ` +
        `The pattern found ${needles('found')} needles, exact attention ${needles('exact')}.`,
    }
  },
}
