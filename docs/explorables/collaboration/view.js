import { define } from '../lib/explorable.js'
import { load, whole } from '../lib/markup.js'
import { DASHES, INK, LINE, MUTED, color, framed, label, n } from '../lib/plot-parts.js'
import { experiment, METHODS } from './model.js'

const words = await load('definition.json', import.meta.url)
const WRITERS = ['Ana', 'Ben', 'Cleo']
const NAMES = { ...words.parameters.method.options, ...words.names }
const CELL = 9
const LEFT = 44

const seconds = (time) => `${(time / 1000).toFixed(1)} s`
const count = (number) => (number === 1 ? '1 letter' : `${number || 'no'} letters`)
const outcome = ({ diverged, lost, returned }) =>
  `${diverged ? 'different texts' : 'one text'}, ${count(lost.length)} lost${returned.length ? `, ${count(returned.length)} back after deletion` : ''}`
/** A line in the color and dash of a writer. */
const line = (writer, path) => `<path d="${path}" stroke="${color(writer + 1)}" stroke-width="2" stroke-dasharray="${DASHES[writer + 1]}"/>`

/** The final texts, and how often the hunt failed. */
function copies({ shown, hunt, done, log: { start, keys, writers } }, values, width) {
  const columns = Math.floor((width - LEFT) / CELL)
  let y = 0
  let body = ''
  const write = (name, list, more = '') => {
    body += label(0, y + 14, name)
    for (let from = 0; from < list.length || !from; from += columns) {
      const row = list.slice(from, from + columns).map((j, i) => ({ x: LEFT + i * CELL, letter: start[j], writer: -1, ...keys[j - start.length] }))
      for (let w = -1; w < writers; w++) {
        const mine = row.filter(({ letter, writer }) => writer === w && letter !== ' ')
        if (!mine.length) continue
        body += `<text x="${mine.map(({ x }) => x).join(' ')}" y="${y + 14}" font-family="monospace" font-size="14" fill="${w < 0 ? INK : color(w + 1)}" ${more}>${mine.map(({ letter }) => letter).join('')}</text>`
        if (w >= 0) body += line(w, mine.map(({ x }, i) => (mine[i - 1]?.x === x - CELL ? 'h9' : `M${x} ${y + 18.5}h9`)).join(''))
      }
      y += 22
    }
  }
  shown.forEach((one, m) => {
    const { failed } = hunt[m]
    body += `<text x="0" y="${y + 14}" fill="${INK}" font-size="13" font-weight="700">${NAMES[one.method]}${METHODS[m] === values.method ? ' (under test)' : ''}</text>`
    body += label(0, y + 32, `${one.diverged || one.lost.length ? '✗' : '✓'} ${outcome(one)}`)
    y += 38
    one.texts.forEach((text, w) => write(WRITERS[w], text))
    if (one.lost.length) write('Lost', one.lost, 'text-decoration="line-through"')
    body += label(0, y + 16, `Hunt: ${whole(failed)} of ${whole(done)} failed`)
    body += `<g stroke-width="9"><path d="M170 ${y + 12}H${width}" stroke="${LINE}"/><path d="M170 ${y + 12}h${n((failed / done) * (width - 170))}" stroke="${color(0)}"/></g>`
    y += 44
  })
  return framed({
    title: `What each writer ends with, interleaving ${values.shown}`,
    description: shown.map((one) => `${NAMES[one.method]}: ${one.words.map((text, w) => `${WRITERS[w]} “${text}”`).join(', ')}; ${outcome(one)}`).join('. '),
    width,
    height: y - 20,
    body,
    legend: `<p class="ex-legend">Typed by ${WRITERS.slice(0, writers).map((name, w) => `<span><svg width="24" height="12" aria-hidden="true">${line(w, 'M0 6h24')}</svg> ${name}</span>`).join('')} <span>not underlined: the starting text</span></p>`,
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
    if (to) body += `<path d="M${at(from)} ${y - 8}H${at(to)}v16H${at(from)}z" fill="${MUTED}" fill-opacity=".25" stroke="${MUTED}" stroke-dasharray="3 2"/>`
    const mine = keys.filter(({ writer }) => writer === w)
    const marks = mine.map(({ time, letter }) => `M${at(time)} ${y}${letter ? 'm0-6v12' : 'm-3-3l6 6m0-6l-6 6'}`)
    body += `<path d="${marks.join('')}" stroke="${color(w + 1)}" stroke-width="2"/>`
    return `${name}: ${mine.length} keystrokes${to ? `, offline from ${seconds(from)} to ${seconds(to)}` : ''}`
  })
  const bottom = writers * 26 + 16
  body += label(LEFT, bottom, '0 s') + label(width - 8, bottom, `last message in: ${seconds(end)}`, 'text-anchor="end"')
  return framed({ title: words.times, description: parts.join('; '), width, height: bottom + 6, body })
}

define(
  {
    ...words,
    name: 'collaboration',
    experiment: { ...experiment, ...words.experiment },
    counts: ({ log, typed, done, hunt }) =>
      `${log.keys.length} keystrokes (${typed} letters, ${log.keys.length - typed} deletions), ${whole(done)} interleavings, ` +
      `${whole(hunt.reduce((sum, one) => sum + one.sent, 0))} messages`,
    describe({ shown, hunt, done, typed }, values) {
      const m = METHODS.indexOf(values.method)
      const { first, diverged, losing, mean, range } = hunt[m]
      const found = first
        ? `copies differ in ${whole(diverged)} and letters are lost in ${whole(losing)} (mean ${mean.toFixed(1)} of ${typed} typed, range ${range.join(' to ')}), first in number ${first}`
        : 'copies never differ and no letter is lost'
      return `${NAMES[shown[m].method]}, interleaving ${values.shown}: ${outcome(shown[m])}. In ${whole(done)} interleavings ${found}. ${words.limit}`
    },
    table: ({ hunt, done, typed }) => ({
      caption: `The hunt through ${whole(done)} interleavings; ${typed} letters typed`,
      columns: words.columns,
      rows: hunt.map((one) => [
        NAMES[one.method],
        whole(one.diverged),
        whole(one.losing),
        one.mean.toFixed(2),
        one.range.join(' to '),
        (one.returned / done).toFixed(2),
      ]),
    }),
    draw: (result, values, width) => copies(result, values, width) + times(result, width),
  },
  import.meta.url,
)
