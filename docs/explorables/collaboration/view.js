import { define } from '../lib/explorable.js'
import { load } from '../lib/markup.js'
import { one, two, whole } from '../lib/numbers.js'
import { INK, LINE, MUTED, color, framed, keys as samples, label, legend, n, stroke } from '../lib/plot-parts.js'
import { experiment, METHODS } from './model.js'

const definition = await load('definition.json', import.meta.url)
const { text, parameters } = definition
const WRITERS = ['Ana', 'Ben', 'Cleo']
const NAMES = { ...parameters.method.options, ...text.names }
const CELL = 9
const LEFT = 44

const seconds = (time) => `${one(time / 1000)} s`
const count = (number) => (number === 1 ? '1 letter' : `${number || 'no'} letters`)
const outcome = ({ diverged, lost, returned }) =>
  `${diverged ? 'different texts' : 'one text'}, ${count(lost.length)} ` +
  `lost${returned.length ? `, ${count(returned.length)} back after deletion` : ''}`

/** The final texts, and how often the hunt failed. */
function copies({ shown, hunt, done, log: { start, keys, writers } }, values, width) {
  const columns = Math.floor((width - LEFT) / CELL)
  let y = 0
  let body = ''
  const write = (name, list, more = '') => {
    body += label(0, y + 14, name)
    for (let from = 0; from < list.length || !from; from += columns) {
      const row = list
        .slice(from, from + columns)
        .map((j, i) => ({ x: LEFT + i * CELL, letter: start[j], writer: -1, ...keys[j - start.length] }))
      for (let w = -1; w < writers; w++) {
        const mine = row.filter(({ letter, writer }) => writer === w && letter !== ' ')
        if (!mine.length) continue
        body +=
          `<text x="${mine.map(({ x }) => x).join(' ')}" y="${y + 14}" font-family="monospace" ` +
          `font-size="14" fill="${w < 0 ? INK : color(w + 1)}" ${more}>` +
          `${mine.map(({ letter }) => letter).join('')}</text>`
        if (w >= 0)
          body += stroke(
            mine.map(({ x }, i) => (mine[i - 1]?.x === x - CELL ? 'h9' : `M${x} ${y + 18.5}h9`)).join(''),
            w + 1,
          )
      }
      y += 22
    }
  }
  shown.forEach((one, m) => {
    const { failed } = hunt[m]
    body +=
      `<text x="0" y="${y + 14}" fill="${INK}" font-size="13" font-weight="700">` +
      `${NAMES[one.method]}${METHODS[m] === values.method ? ' (under test)' : ''}</text>`
    body += label(0, y + 32, `${one.diverged || one.lost.length ? '✗' : '✓'} ${outcome(one)}`)
    y += 38
    one.texts.forEach((text, w) => write(WRITERS[w], text))
    if (one.lost.length) write('Lost', one.lost, 'text-decoration="line-through"')
    body += label(0, y + 16, `Hunt: ${whole(failed)} of ${whole(done)} failed`)
    body +=
      `<g stroke-width="9"><path d="M170 ${y + 12}H${width}" stroke="${LINE}"/><path d="M170 ` +
      `${y + 12}h${n((failed / done) * (width - 170))}" stroke="${color(0)}"/></g>`
    y += 44
  })
  return framed({
    title: `What each writer ends with, interleaving ${values.shown}`,
    description: shown
      .map(
        (one) =>
          `${NAMES[one.method]}: ${one.words.map((text, w) => `${WRITERS[w]} “${text}”`).join(', ')}; ${outcome(one)}`,
      )
      .join('. '),
    width,
    height: y - 20,
    body,
    legend: legend([
      ...WRITERS.slice(0, writers).map(
        (name, w) => /** @type {[string, string]} */ ([samples.line(w + 1), `typed by ${name}`]),
      ),
      ['', 'not underlined: the starting text'],
    ]),
  })
}

/** Keystrokes and offline times. */
function times({ shown, log: { writers, keys }, windows }, width) {
  const end = Math.max(1, ...shown.map((one) => one.settled))
  const at = (time) => n(LEFT + (Math.min(time, end) / end) * (width - LEFT - 8))
  let body = ''
  const parts = WRITERS.slice(0, writers).map((name, w) => {
    const y = 14 + w * 26
    const [from, to] = windows[w] ?? [0, 0]
    body += label(0, y + 4, name) + `<path d="M${LEFT} ${y}H${width - 8}" stroke="${LINE}"/>`
    if (to)
      body +=
        `<path d="M${at(from)} ${y - 8}H${at(to)}v16H${at(from)}z" fill="${MUTED}" fill-opacity=".25" ` +
        `stroke="${MUTED}" stroke-dasharray="3 2"/>`
    const mine = keys.filter(({ writer }) => writer === w)
    const marks = mine.map(({ time, letter }) => `M${at(time)} ${y}${letter ? 'm0-6v12' : 'm-3-3l6 6m0-6l-6 6'}`)
    body += `<path d="${marks.join('')}" stroke="${color(w + 1)}" stroke-width="2"/>`
    return `${name}: ${mine.length} keystrokes${to ? `, offline from ${seconds(from)} to ${seconds(to)}` : ''}`
  })
  const bottom = writers * 26 + 16
  body += label(LEFT, bottom, '0 s') + label(width - 8, bottom, `last message in: ${seconds(end)}`, 'text-anchor="end"')
  return framed({ title: text.times, description: parts.join('; '), width, height: bottom + 6, body })
}

define(
  definition,
  experiment,
  {
    name: 'collaboration',
    counts: ({ log, typed, done, hunt }) =>
      `${log.keys.length} keystrokes (${typed} letters, ${log.keys.length - typed} deletions), ${whole(done)} interleavings, ` +
      `${whole(hunt.reduce((sum, { sent }) => sum + sent, 0))} messages`,
    describe({ shown, hunt, done, typed }, values) {
      const m = METHODS.indexOf(values.method)
      const { first, diverged, losing, mean, range } = hunt[m]
      const found = first
        ? `copies differ in ${whole(diverged)} and letters are lost in ${whole(losing)} (mean ${one(mean)} of ` +
          `${typed} typed, range ${range.join(' to ')}), first in number ${first}`
        : 'copies never differ and no letter is lost'
      return (
        `${NAMES[shown[m].method]}, interleaving ${values.shown}: ${outcome(shown[m])}. In ${whole(done)} ` +
        `interleavings ${found}. ${text.limit}`
      )
    },
    table: ({ hunt, done, typed }) => ({
      caption: `The hunt through ${whole(done)} interleavings; ${typed} letters typed`,
      columns: text.columns,
      rows: hunt.map((merge) => [
        NAMES[merge.method],
        whole(merge.diverged),
        whole(merge.losing),
        two(merge.mean),
        merge.range.join(' to '),
        two(merge.returned / done),
      ]),
    }),
    draw: (result, values, width) => copies(result, values, width) + times(result, width),
  },
  import.meta.url,
)
