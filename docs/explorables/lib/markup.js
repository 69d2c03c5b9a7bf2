/**
 * HTML text for tables, verdicts and stored runs.
 * @import { Experiment, Measure, Table, Values } from './types'
 */
import { minus } from './numbers.js'
import { escape } from './plot-parts.js'
import { mean, range } from './statistics.js'

/** A time in milliseconds for a cell; a stored run has none. @param {number | undefined} x */
export const time = (x) => (x === undefined ? 'not stored' : `${x < 10 ? x.toFixed(1) : Math.round(x)} ms`)

/** The address of an aside within its page. @param {{ name: string }} definition @param {{ key: string }} aside */
export const asideId = ({ name }, { key }) => `${name}-${key}`

/** @param {Table} table first column: the names of the rows */
export function table({ caption, columns, rows }) {
  const cell = (value, i) => (i === 0 ? `<th scope="row">${escape(value)}</th>` : `<td>${escape(value)}</td>`)
  return (
    `<div class="ex-scroll" tabindex="0" role="region" aria-label="${escape(caption)}"><table class="ex-numbers">` +
    `<caption>${escape(caption)}</caption>` +
    `<thead><tr>${columns.map((c) => (c ? `<th scope="col">${escape(c)}</th>` : '<td></td>')).join('')}</tr></thead>` +
    `<tbody>${rows.map((r) => `<tr>${r.map(cell).join('')}</tr>`).join('')}</tbody></table></div>`
  )
}

/** The content of a JSON file that lies beside a module. @param {string} file @param {string} base */
export const load = async (file, base) => (await fetch(new URL(file, base))).json()

const SIGNS = { held: '✓', 'did not hold': '✗', inconclusive: '?' }

/**
 * The verdict of an experiment with its rule and its table: seeds, mean and range.
 * @param {Experiment} experiment @param {Measure[]} measures @param {Values} values
 */
export function verdict(experiment, measures, values) {
  const { verdict: word, sentence } = experiment.judge(measures, values)
  const { columns } = experiment
  const plain = (x) => minus(Number(x.toPrecision(3)))
  const line = (name, cell) => [name, ...columns.map(({ key, format = plain }) => cell(key, format))]
  const all = (key) => measures.map((m) => m[key])
  const rows = [
    line('Mean', (key, format) => format(mean(all(key)))),
    line('Range', (key, format) => [...new Set(range(all(key)).map(format))].join(' to ')),
    ...measures.map((m) => line(`Seed ${m.seed}`, (key, format) => format(m[key]))),
  ]
  const name = { held: 'Held', 'did not hold': 'Did not hold', inconclusive: 'Inconclusive' }[word]
  return {
    word,
    said: `${name}. ${sentence}`,
    html:
      `<p class="ex-verdict"><strong><span aria-hidden="true">${SIGNS[word]}</span> ${name}.</strong> ${escape(sentence)}</p>` +
      `<p class="ex-rule">Rule: ${escape(experiment.rule)}</p>` +
      table({
        caption: `The experiment, ${measures.length} seeds`,
        columns: ['', ...columns.map((c) => c.label)],
        rows,
      }),
  }
}
