/**
 * One log of keystrokes, sent through three merges over the same bad network. A keystroke types or
 * deletes a letter at the writer's cursor, in that writer's copy as it is then; a click puts the
 * cursor after a letter of the starting text. An interleaving is one draw of the network.
 */
import { byCount } from '../lib/experiment.js'
import { Random } from '../lib/random.js'
import { mean, range, sum } from '../lib/statistics.js'
import { client, peer, register, sequence, server } from './merges.js'

/** @typedef {{ time: number, writer: number, click: number | null, letter: string }} Key no letter: a deletion */
/** @typedef {{ start: string, writers: number, keys: Key[] }} Log */

const TEXT = 'the cat sat on the mat'
const WORDS = 'soft old blue very warm tiny one red just now then big'.split(' ')
const DELETES = 0.3 // share of the writers' turns
const RESEND = 1000 // milliseconds until a lost message is sent again
const MERGES = { lww: register, ot: client, peers: peer, crdt: sequence }
export const METHODS = ['lww', 'ot', 'crdt']

const fixed = (start, ...keys) => ({
  start,
  writers: keys.length,
  keys: keys.map(([click, letter], writer) => ({ time: writer, writer, click, letter })),
})
const FIXED = { cat: fixed('cat', [1, 'h'], [3, 's']), puzzle: fixed('abc', [2, 'x'], [2, ''], [1, 'y']) }

/** @param {any} values @returns {Log} */
export function keystrokes({ log, seed, writers, keys: count, spread }) {
  if (log !== 'drawn') return FIXED[log]
  const random = new Random(seed)
  const from = Math.floor((TEXT.length - spread) / 2) + 1
  const keys = /** @type {Key[]} */ ([])
  for (let writer = 0; writer < writers; writer++) {
    let time = random.integer(800)
    for (let left = count; left > 0; time += 300 + random.integer(1000)) {
      const turn = random.uniform() < DELETES ? Array(1 + random.integer(3)).fill('') : [...random.pick(WORDS)]
      let click = /** @type {number | null} */ (from + random.integer(spread))
      for (const letter of turn.slice(0, left)) {
        keys.push({ time, writer, click, letter })
        time += 80 + random.integer(170)
        click = null
        left--
      }
    }
  }
  keys.sort((a, b) => a.time - b.time || a.writer - b.writer)
  for (let k = 1; k < keys.length; k++) keys[k].time = Math.max(keys[k].time, keys[k - 1].time + 1)
  return { start: TEXT, writers, keys }
}

/** How long each message travels, and when each writer is offline. @param {any} values @param {Log} log */
export function network({ seed, delay, loss, offline }, { writers, keys }, number) {
  const random = new Random(seed, number)
  const travel = (mean) => {
    let time = 0
    while (random.uniform() < loss / 100) time += RESEND
    return time + Math.round(-mean * Math.log(1 - random.uniform()))
  }
  const all = (make) => Array.from({ length: writers }, make)
  const span = keys[keys.length - 1].time + 1
  const windows = all(() => random.integer(span)).map((from) => [from, from + 1000 * offline])
  // Straight to each other writer, or in two legs of half the delay over a server.
  const messages = keys.map(() => ({
    straight: all(() => travel(delay)),
    up: travel(delay / 2),
    down: all(() => travel(delay / 2)),
  }))
  return { windows, messages }
}

/** Sends a log through one merge. @param {string} method @param {Log} log @param {any} net */
export function simulate(method, { start, writers, keys }, { windows, messages }) {
  const copies = Array.from(
    { length: writers },
    (_, w) => /** @type {any} */ (MERGES[method](start.length, w, writers)),
  )
  const serve = method === 'ot' && server(writers)
  const cursors = Array(writers).fill(0)
  const deleted = new Set()
  const last = Array(2 * writers).fill(0) // the lines to and from the server keep the order
  const queue = keys.map(({ time }, k) => /** @type {any} */ ({ time, k }))
  let [sent, settled] = [0, 0]

  const online = (w, time) => (time >= windows[w][0] && time < windows[w][1] ? windows[w][1] : time)
  const send = (event) => {
    let at = queue.length
    while (at > 0 && queue[at - 1].time > event.time) at--
    queue.splice(at, 0, event)
    sent++
  }
  const inOrder = (line, time) => (last[line] = Math.max(last[line], time))

  const press = (k) => {
    const { time, writer, click, letter } = keys[k]
    const copy = copies[writer]
    let at = cursors[writer]
    if (click !== null) {
      at = 0
      for (let j = click - 1; j >= 0 && !at; j--) at = copy.text.indexOf(j) + 1
    }
    cursors[writer] = letter ? at + 1 : Math.max(0, at - 1)
    if (!letter && !at) return // nothing to delete
    if (!letter) deleted.add(copy.text[at - 1])
    const message = copy.edit(letter ? at : at - 1, letter ? start.length + k : null, time)
    const leaves = online(writer, time)
    if (serve) return send({ time: inOrder(writer, leaves + messages[k].up), k, message })
    for (let to = 0; to < writers; to++) {
      if (to !== writer) send({ time: online(to, leaves + messages[k].straight[to]), k, to, message })
    }
  }

  const receive = (to, message) => {
    const copy = copies[to]
    const old = copy.text
    copy.receive(message)
    // The cursor stays behind the nearest letter on its left that is still there.
    let i = cursors[to]
    while (i > 0 && !copy.text.includes(old[i - 1])) i--
    cursors[to] = copy.text.indexOf(old[i - 1]) + 1
  }

  while (queue.length) {
    const { time, k, to, message } = queue.shift()
    if (!message) press(k)
    else if (serve && to === undefined) {
      serve(message, keys[k].writer).forEach((one, w) => {
        if (one) send({ time: inOrder(writers + w, online(w, time + messages[k].down[w])), k, to: w, message: one })
      })
    } else {
      receive(to, message)
      settled = time
    }
  }

  const texts = copies.map((copy) => copy.text)
  const words = texts.map((text) => text.map((j) => start[j] ?? keys[j - start.length].letter).join(''))
  const typed = keys.flatMap(({ letter }, k) => (letter ? [start.length + k] : []))
  return {
    method,
    texts,
    words,
    diverged: words.some((word) => word !== words[0]),
    /** typed, deleted by nobody, missing in a final text */
    lost: typed.filter((j) => !deleted.has(j) && !texts.every((text) => text.includes(j))),
    /** deleted, and in a final text again */
    returned: [...deleted].filter((j) => texts.some((text) => text.includes(j))),
    sent,
    settled,
  }
}

/** @param {any} values */
export function* run(values) {
  const log = keystrokes(values)
  const methods = METHODS.map((name) => (name === 'ot' && values.order === 'peers' ? 'peers' : name))
  const chosen = network(values, log, values.shown)
  const shown = methods.map((method) => simulate(method, log, chosen))
  const found = methods.map((method) => ({
    method,
    failed: 0,
    diverged: 0,
    losing: 0,
    lost: /** @type {number[]} */ ([]),
    returned: 0,
    first: 0,
    sent: 0,
  }))
  const result = (done) => ({
    log,
    windows: values.offline ? chosen.windows : [],
    shown,
    typed: log.keys.filter((key) => key.letter).length,
    done,
    hunt: found.map(({ lost, ...rest }) => ({ ...rest, mean: mean(lost), range: range(lost) })),
  })
  for (let i = 1; i <= values.hunt; i++) {
    const net = network(values, log, i)
    for (const all of found) {
      const { diverged, lost, returned, sent } = simulate(all.method, log, net)
      if (diverged || lost.length) {
        all.failed++
        all.first ||= i
      }
      all.diverged += Number(diverged)
      all.losing += Number(lost.length > 0)
      all.lost.push(lost.length)
      all.returned += returned.length
      all.sent += sent
    }
    yield { fraction: i / values.hunt, partial: i % 50 === 1 ? result(i) : undefined }
  }
  return result(values.hunt)
}

// Its words are in definition.json.
export const experiment = {
  measure({ hunt, done, typed }, { method }) {
    const { diverged, losing, mean, range } = hunt[METHODS.indexOf(method)]
    return { done, typed, diverged, losing, mean, most: range[1] }
  },
  judge(measures) {
    const agreeing = measures.filter((m) => !m.diverged && !m.losing).length
    const total = (key) => sum(measures.map((m) => m[key])).toLocaleString('en-US')
    return {
      verdict: byCount(agreeing, measures.length),
      sentence:
        `${agreeing} of ${measures.length} seeds came through all interleavings. Of ${total('done')} ` +
        `interleavings, ${total('diverged')} ended with different texts ` +
        `and ${total('losing')} with lost letters (at most ${range(measures.map((m) => m.most))[1]} in one).`,
    }
  },
}
