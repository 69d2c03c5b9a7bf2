import { define } from '../lib/explorable.js'
import { load } from '../lib/markup.js'
import { FORMATS, percent, tenth } from '../lib/numbers.js'
import { figure } from '../lib/plot.js'
import { beside } from '../lib/plot-parts.js'
import { sum } from '../lib/statistics.js'
import { READER } from './factors.js'
import { effective, experiment, exploring } from './model.js'

const definition = await load('definition.json', import.meta.url)
const { says, catalogue, table, counts, ...plots } = definition.text
const NAMES = Object.keys(catalogue)

/** A text with its places filled: {value} or {value.format}, a name of FORMATS. @param {string} text @param {any} values */
const fill = (text, values) =>
  text.replace(/\{(\w+)\.?(\w*)\}/g, (_, key, format) => FORMATS[format]?.(values[key]) ?? values[key])
/** Topics by the taste at the start. */
const order = ({ topics }) => [...topics.keys()].sort((a, b) => topics[b] - topics[a])

/** Some of the sentences on a result. @param {string[]} parts @param {any} result @param {any} values */
function tell(parts, { feeds: [a, b], forget, ...result }, { epsilon, privacy, rounds }) {
  const shares = exploring(epsilon / 100)
  const [now, , later, last] = forget.stages
  return fill(parts.map((part) => says[part]).join(' '), {
    ...result,
    ...a.late,
    random: b.late.clicks,
    fitRandom: b.late.fit,
    variedRandom: b.late.varied,
    favorite: a.favorite,
    favored: shares[0],
    steady: effective(shares),
    own: a.own.at(-1),
    ownRandom: b.own.at(-1),
    deviation: Math.SQRT2 / privacy,
    total: privacy * rounds,
    rounds,
    others: now.others,
    laterOthers: later.others,
    lastOthers: last.others,
  })
}

/** @param {any} result @param {any} values @param {number} space */
function draw(result, { rounds, ridge }, space) {
  const { feeds, topics, forget } = result
  const width = beside(space)
  const plot = (key, layers, { x = {}, y = {} } = {}) =>
    figure({
      ...plots[key],
      x: { ...plots[key].x, ...x },
      y: { ...plots[key].y, ...y },
      width,
      layers: layers.map((layer, i) => ({ kind: 'line', label: plots[key].layers[i], ...layer })),
    })
  const course = { min: 0, max: rounds }
  const shares = { format: percent }
  const along = (list) => list.map((y, i) => [((i + 0.5) * rounds) / list.length].concat(y))
  const ranked = order(result)
  const listed = (list) => ranked.map((k, r) => [r + 1, list[k]])
  const met = forget.items.map(({ known, moved }) => [known + ridge, moved]).sort((a, b) => a[0] - b[0])
  const slope = sum(met.map(([n, y]) => y / n)) / sum(met.map(([n]) => n ** -2))
  const stages = (of) => forget.stages.map((stage, s) => [s, of(stage)])
  return (
    plot(
      'clicks',
      [
        ...feeds.map(({ clicks }, f) => ({ values: along(clicks.map((c) => c[0])), series: f + 1 })),
        ...feeds.map(({ clicks }, f) => ({
          kind: 'band',
          values: along(clicks.map((c) => c.slice(1))),
          series: f + 1,
        })),
      ],
      { x: course, y: shares },
    ) +
    plot(
      'varied',
      ['varied', 'own'].flatMap((key, k) =>
        feeds.map((feed, f) => ({ values: along(feed[key]), series: 1 + f + 2 * k })),
      ),
      { x: course },
    ) +
    plot(
      'topics',
      [
        { values: listed(topics), series: 3 },
        ...feeds.map(({ shares }, f) => ({ kind: 'points', values: listed(shares), series: f + 1 })),
      ],
      { y: shares },
    ) +
    plot('items', [
      { kind: 'points', values: met },
      { values: met.map(([n]) => [n, slope / n]), series: 2 },
    ]) +
    plot(
      'stages',
      [{ values: stages(({ moved }) => moved) }, { values: stages(({ others }) => others / READER), series: 2 }],
      { x: { format: (s) => plots.stages.steps[s] }, y: shares },
    )
  )
}

define(
  definition,
  experiment,
  {
    name: 'personalization',
    counts: ({ cells }, { rounds }) => fill(counts, { rounds, cells }),
    describe: (result, values) => tell(['clicks'], result, values),
    explain(result, values) {
      const { learner, drift, privacy } = values
      const parts = [
        'fit',
        ...(learner === 'ucb' ? [] : ['formula']),
        drift ? 'drift' : 'fixed',
        ...(privacy === 'off' ? [] : ['privacy']),
        'forget',
      ]
      return tell(parts, result, values)
    },
    table: (result) => ({
      ...table,
      rows: order(result).map((k) => {
        const [a, b] = result.feeds
        return [
          NAMES[k],
          ...[result.topics, a.end, b.end, a.shares, b.shares].map((list) => tenth(list[k])),
          catalogue[NAMES[k]],
        ]
      }),
    }),
    draw,
  },
  import.meta.url,
)
