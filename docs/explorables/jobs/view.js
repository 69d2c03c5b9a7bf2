import { bars } from '../lib/bars.js'
import { define } from '../lib/explorable.js'
import { load } from '../lib/markup.js'
import { percent, signed, two, whole } from '../lib/numbers.js'
import { figure } from '../lib/plot.js'
import { beside } from '../lib/plot-parts.js'
import { ACEMOGLU, BAILY, costSaved, hulten } from './hulten.js'
import { ASSUMPTIONS, even, experiment, limits, middle, saved } from './model.js'

const definition = await load('definition.json', import.meta.url)
const { names, aggregate: about, sources, tables } = definition.text

const between = (low, high) => `${signed(low)} to ${signed(high)}`
const share = (x) => `${Number((100 * x).toFixed(1))}%`
/** A rank correlation. */
const rank = ({ rank, fixed }) => (fixed ? 'fixed' : `${rank < 0 ? '' : '+'}${two(rank)}`)

const strongest = (drivers) => drivers.filter((d) => !d.fixed).sort((a, b) => Math.abs(b.rank) - Math.abs(a.rank))[0]

/** @param {string} title @param {number} width @param {any[]} list @param {number} [max] */
const chart = (title, width, list, max) =>
  bars({ title, description: list.map((b) => `${b.label} ${b.text}`).join(', '), width, max, bars: list })

/** The reader's estimate, the published ones, and the second without its shortcut. */
function estimates(values) {
  const { exposed, adopted, time, labor } = middle(values)
  return [
    {
      label: 'Middle of your ranges',
      inputs: { share: exposed, adopted, saving: time * labor },
      series: 1,
      strong: true,
    },
    { label: 'Acemoglu 2025', inputs: ACEMOGLU, series: 2 },
    { label: 'Baily, Brynjolfsson, Korinek 2023', inputs: BAILY, series: 3 },
    { label: 'The latter, with cost saved', inputs: { ...BAILY, saving: costSaved(BAILY.saving) }, series: 4 },
  ].map((e) => ({ ...e, product: hulten(e.inputs) }))
}

const aggregate = {
  key: 'aggregate',
  ...about,
  describe(values) {
    const [own, acemoglu, baily, corrected] = estimates(values)
    return (
      `The middle of your ranges gives ${percent(own.product)}. Acemoglu’s published inputs give ` +
      `${percent(acemoglu.product)} over ten years; ` +
      `those of Baily, Brynjolfsson and Korinek give ${percent(baily.product)}, ` +
      `${Math.round(baily.product / acemoglu.product)} times as much. ` +
      `Work that is 30% more productive costs ${Math.round(100 * corrected.inputs.saving)}% less; with that, their ` +
      `product would be ${Math.round(100 * corrected.product)}%.`
    )
  },
  table: (values) => ({
    ...tables.aggregate,
    rows: estimates(values).map(({ label, inputs, product }) => [
      label,
      ...Object.values(inputs).map(share),
      percent(product),
    ]),
  }),
  draw(values, width) {
    const list = estimates(values).map(({ product, ...e }) => ({ ...e, value: product, text: percent(product) }))
    return `${chart('Hulten’s aggregate', Math.min(width, 560), list)}<p class="ex-note">${sources}</p>`
  },
}

define(
  definition,
  experiment,
  {
    name: 'jobs',
    constrain(values) {
      const notes = []
      for (const key of ASSUMPTIONS) {
        const [low, high] = [values[`${key}Low`], values[`${key}High`]]
        if (high >= low) continue
        values[`${key}High`] = low
        notes.push(`${names[key]}: the highest value, ${high}, is below the lowest, ${low}; ${low} is used for both.`)
      }
      return notes
    },
    counts: ({ draws }, { shape }) =>
      `${whole(draws)} draws of five assumptions (${definition.parameters.shape.options[shape]}), each computed ` +
      'once as drawn and five times with one assumption known',
    describe({ hours, heads, fewer, more }) {
      if (hours.least === hours.most)
        return `All draws are the same: hours change by ${signed(hours.mean)}, headcount by ${signed(heads.mean)}.`
      return (
        `In the middle eight of ten draws hours change by ${between(hours.low, hours.high)} and headcount by ` +
        `${between(heads.low, heads.high)}. ` +
        `Hours fall in ${percent(fewer)} of the draws and rise in ${percent(more)}.`
      )
    },
    explain({ hours, drivers }, values) {
      const { exposed, adopted, time, labor } = middle(values)
      const part = saved(exposed, adopted, time)
      const balance = part > 0 ? ` Demand makes up for that if its elasticity is ${two(even(part, labor))}.` : ''
      const start =
        `In the middle of your ranges ${share(exposed)} of tasks are exposed, and a unit of output ` +
        `takes ${percent(part)} fewer hours.${balance}`
      if (hours.least === hours.most) return start
      const first = strongest(drivers)
      return (
        `${start} Hours follow one assumption most closely, “${names[first.key]}” ` +
        `(rank correlation ${rank(first)}). If it were known, ` +
        (first.low === first.high
          ? `hours would change by ${signed(first.low)}.`
          : `the middle eight of ten draws would change hours by ${between(first.low, first.high)}.`)
      )
    },
    table: ({ hours, heads, gain, drivers }, values) => ({
      ...tables.run,
      rows: [
        ...[
          ['Hours', hours],
          ['Headcount', heads],
        ].map(([name, x]) => [name, '', signed(x.mean), signed(x.median), between(x.low, x.high), '']),
        [
          'Product (Hulten)',
          '',
          percent(gain.mean),
          percent(gain.median),
          `${percent(gain.low)} to ${percent(gain.high)}`,
          '',
        ],
        ...drivers.map((d) => {
          const [low, high] = limits(values, d.key).map((x) => (d.key === 'elasticity' ? String(x) : share(x)))
          return [
            `${names[d.key]}, known`,
            d.fixed ? low : `${low} to ${high}`,
            '',
            '',
            between(d.low, d.high),
            rank(d),
          ]
        }),
      ],
    }),
    draw({ bins, draws, fewer, more, drivers }, _values, width) {
      const each = beside(width)
      /** The outline of a histogram, in percent of draws. @param {number[]} counts */
      const outline = (counts) =>
        counts.flatMap((count, i) =>
          [0, 1].map((side) => [100 * (bins.from + (i + side) * bins.step), (100 * count) / draws]),
        )
      // Room above the bars for the mark's words.
      const top = (120 * Math.max(...bins.hours, ...bins.heads)) / draws
      const list = drivers.map((d) => ({
        label: names[d.key],
        value: Math.abs(d.rank),
        text: rank(d),
        series: 1,
        strong: d === strongest(drivers),
      }))
      return (
        figure({
          title: 'Net change in hours and headcount',
          description: `Hours are fewer in ${percent(fewer)} of the draws, left of zero, and more in ${percent(more)}, right of it.`,
          width: each,
          x: { label: 'change, %' },
          y: { label: '% of draws', min: 0, max: top },
          layers: [
            { kind: 'band', series: 1, values: outline(bins.hours).map(([x, y]) => [x, 0, y]) },
            { kind: 'line', series: 1, label: 'hours', values: outline(bins.hours) },
            { kind: 'line', series: 2, label: 'headcount', values: outline(bins.heads) },
          ],
          marks: fewer && more ? [{ x: 0, label: 'no change' }] : [],
        }) + chart('Which assumption moves hours: rank correlation', each, list, 1)
      )
    },
    asides: [aggregate],
  },
  import.meta.url,
)
