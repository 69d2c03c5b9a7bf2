import { bars } from '../lib/bars.js'
import { define } from '../lib/explorable.js'
import { load } from '../lib/markup.js'
import { brief, one, percent, whole } from '../lib/numbers.js'
import { beside, escape } from '../lib/plot-parts.js'
import { figure } from '../lib/plot.js'
import { day } from './engine.js'
import { experiment, factsOf, fall, rules } from './model.js'

const definition = await load('definition.json', import.meta.url)
const { region: place, role } = definition.parameters
const RULES = Object.fromEntries(rules.map((rule) => [rule.id, rule]))
const SIGNS = { applies: '✓', 'cannot tell': '?', 'does not apply': '✗' }
const raised = (exponent) => `10${[...String(exponent)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[digit]).join('')}`
const power = (x) => raised(Math.round(Math.log10(x)))
const operations = (x) => {
  const exponent = Math.floor(Math.log10(x) + 1e-9)
  return `${one(x / 10 ** exponent)} × ${raised(exponent)}`
}
const span = ([low, high]) => (low === high ? operations(low) : `${operations(low)} to ${operations(high)}`)
const time = (date) =>
  Number(date.slice(0, 4)) + (Number(date.slice(5, 7)) - 1) / 12 + (Number(date.slice(8)) - 1) / 365
const tell = (list) => list.map(({ label, text }) => `${label}: ${text}`).join('; ')
const having = (verdicts, wanted) => verdicts.filter(({ verdict }) => verdict === wanted)

/** The verdicts of one kind with the path of each. */
function entries(verdicts, wanted, title, folded) {
  const found = having(verdicts, wanted)
  const items = found.map(({ id, path }) => {
    const { name, duty, status, source } = RULES[id]
    return (
      `<li><details data-fold="${id}"><summary>${escape(name)}</summary><p>${escape(duty)}. <em>Why:</em> ` +
      `${escape(path)}. <small>Status: ${escape(status)}. <a href="../../sources/#${source}">Source</a></small></p>` +
      '</details></li>'
    )
  })
  if (!found.length) return `<p>${title}: none</p>`
  return (
    `<details data-fold="${wanted}"${folded ? '' : ' open'}><summary><strong>${SIGNS[wanted]} ` +
    `${title}</strong>: ${found.length} of ${verdicts.length}</summary><ul class="ex-entries">` +
    `${items.join('')}</ul></details>`
  )
}

define(
  definition,
  experiment,
  {
    name: 'regulation',
    constrain(values) {
      const notes = []
      for (const [key, what] of [
        ['parameters', 'Parameters'],
        ['tokens', 'Training tokens'],
      ]) {
        const [low, high] = [values[`${key}Low`], values[`${key}High`]]
        if (low <= high) continue
        values[`${key}High`] = low
        notes.push(`${what}: ${high} is below ${low}; ${low} is used for both ends.`)
      }
      const last = new Date(Date.UTC(Number(values.year), Number(values.month), 0)).getUTCDate()
      if (values.day > last) {
        notes.push(`The month has no day ${values.day}; ${last} is used.`)
        values.day = last
      }
      return notes
    },
    counts: ({ draws, evaluations }) =>
      `${whole(draws)} draws of training compute, ${whole(evaluations)} evaluations of a rule`,
    describe({ verdicts, compute }, values) {
      const number = (wanted) => having(verdicts, wanted).length
      return (
        `${place.options[values.region]}, ${day(factsOf(values).date)}, “${role.options[values.role]}”. Of ` +
        `${verdicts.length} listed entries: ` +
        `applies ${number('applies')}, cannot tell ${number('cannot tell')}, does not apply ${number('does not apply')}. ` +
        `Training compute ${span(compute)} operations.`
      )
    },
    explain({ above }) {
      const shares = above.slice(1).map(({ line, share }) => `above ${power(line)} in ${percent(share)}`)
      return `Training compute lies ${shares.join(', ')} of the draws. Not legal advice; only the rules listed.`
    },
    table: ({ verdicts, places }, values) => ({
      caption: `Entries of each place on ${day(factsOf(values).date)}, and the mean count of duties and bans`,
      columns: [
        'Place',
        'Listed',
        'Apply',
        'Cannot tell',
        'Do not apply',
        `January ${values.from}`,
        'End of 2026',
        'Deepest fall',
      ],
      rows: places.map(({ name, counts: c }) => {
        const here = verdicts.filter(({ id }) => RULES[id].region === name)
        return [
          place.options[name],
          here.length,
          ...Object.keys(SIGNS).map((one) => having(here, one).length),
          ...[c[0], c[c.length - 1], fall(c)].map(brief),
        ]
      }),
    }),
    draw({ verdicts, above, counts, models }, values, width) {
      const each = beside(width)
      const lines = counts.map(({ date, mean }) => [time(date), mean])
      const now = time(factsOf(values).date)
      const change = (c) => `${brief(c[0])} → ${brief(c[c.length - 1])}, deepest fall ${brief(fall(c))}`
      const year = (x) => (Number.isInteger(x) ? String(x) : '')
      const chart = figure({
        title: `${place.options[values.region]}: duties and bans that apply`,
        description: `Mean of ${models} drawn models, start of ${values.from} → end of 2026: ${change(counts.map(({ mean }) => mean))}.`,
        width: each,
        x: { label: 'first day of each month', format: year },
        y: { label: 'duties and bans', min: 0, max: Math.max(2, ...counts.map(({ high }) => high)), format: year },
        layers: [
          {
            kind: 'band',
            values: counts.map(({ date, low, high }) => [time(date), low, high]),
            label: 'lowest to highest',
          },
          { kind: 'line', values: lines, label: 'mean' },
        ],
        marks: now >= lines[0][0] && now <= lines[lines.length - 1][0] ? [{ x: now, label: 'chosen day' }] : [],
      })
      const list = above.map(({ line, share, closed }) => ({
        label: `Above ${power(line)}`,
        value: share,
        text: `${percent(share)} (exactly ${percent(closed)})`,
        series: 2,
      }))
      const compute = bars({
        title: 'Training compute above the legal lines, share of draws',
        description: tell(list),
        width: each,
        max: 1,
        bars: list,
      })
      const paths =
        entries(verdicts, 'applies', 'Applies') +
        entries(verdicts, 'cannot tell', 'Cannot tell') +
        entries(verdicts, 'does not apply', 'Does not apply', true)
      return `${chart}${compute}<div class="ex-whole">${paths}</div>`
    },
  },
  import.meta.url,
)
