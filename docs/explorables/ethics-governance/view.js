import { define } from '../lib/explorable.js'
import { load } from '../lib/markup.js'
import { fixed, points, tenth, whole } from '../lib/numbers.js'
import { beside } from '../lib/plot-parts.js'
import { figure } from '../lib/plot.js'
import { experiment } from './model.js'

const definition = await load('definition.json', import.meta.url)
const { text } = definition
const { names: NAMES, shares: SHARES, sets: SETS } = text

const share = (x) => (x === null ? 'none' : tenth(x))
const within = ({ gap }, /** @type {any} */ { tolerance }) => gap !== null && Math.abs(gap) <= tolerance / 100 + 1e-9
const list = (names) => names.join(', ').replace(/, ([^,]*)$/, ' and $1')

const bandText = ({ gap, low, high }) =>
  gap === null ? 'not defined' : `${points(gap)} (${points(low)} to ${points(high)})`

/** Each gap with its band, on one scale. */
function intervals({ gaps, repeats }, values, width) {
  const tolerance = values.tolerance / 100
  const reach = Math.max(tolerance, 0.1, ...gaps.flatMap(({ low, high }) => [-low, high])) * 1.1
  const least = Math.min(...gaps.map(({ defined }) => defined))
  const layers = gaps.flatMap(({ gap, low, high }, i) => {
    const [y, series] = [3 - i, i + 1]
    const label = `${within(gaps[i], values) ? '✓' : '✗'} ${NAMES[i]}: ${bandText(gaps[i])}`
    const there = gap !== null
    return [
      {
        kind: 'line',
        values: there
          ? [
              [low, y],
              [high, y],
            ]
          : [[0, y]],
        series,
        label,
      },
      { kind: 'points', values: there ? [[gap, y]] : [], series },
    ]
  })
  return figure({
    title: 'The three gaps at your thresholds',
    description:
      `A minus B in points, with 95% bands from ${repeats} resamples: ` +
      `${gaps.map((g, i) => `${NAMES[i]} ${bandText(g)}`).join('; ')}.` +
      (least < repeats ? ` In some resamples a share has nobody to count; at least ${least} remain.` : ''),
    width,
    height: 262,
    x: { label: 'A minus B, points (line: 95% band)', min: -reach, max: reach, format: (x) => fixed(100 * x) },
    y: { label: '', min: 0.5, max: 3.5, format: (y) => text.short[3 - y] },
    layers: [
      {
        kind: 'band',
        values: [-tolerance, tolerance].map((x) => [x, 0.5, 3.5]),
        series: 4,
        label: 'within the tolerance',
      },
      ...layers,
    ],
    marks: [{ x: 0, label: 'equal' }],
  })
}

/** For each share of A the shares of B that meet a criterion. */
function map({ curves, chosen, closest }, width) {
  const [a, b] = chosen
  const layers = curves.flatMap(({ line, band }, i) =>
    line.length
      ? [
          { kind: 'band', values: band, series: i + 1 },
          { kind: 'line', values: line, series: i + 1, label: NAMES[i] },
        ]
      : [],
  )
  layers.push({ kind: 'points', values: [[a.s, b.s]], series: 4, label: 'your thresholds' })
  layers.push({ kind: 'points', values: [[closest.a.s, closest.b.s]], series: 5, label: 'closest to all three' })
  const axis = { min: 0, max: 1, format: (x) => String(Math.round(100 * x)) }
  return figure({
    title: 'Which share of B equals it out',
    description:
      `${text.map} Your thresholds select ${share(a.s)} of A and ${share(b.s)} of B; the closest pair ` +
      `selects ${share(closest.a.s)} and ${share(closest.b.s)}.`,
    width,
    height: 262,
    x: { label: 'selected of A, %', ...axis },
    y: { label: 'selected of B, %', ...axis },
    layers,
  })
}

define(
  definition,
  experiment,
  {
    name: 'ethics-governance',
    counts: ({ pairs, repeats }, { size }) =>
      `${whole(size)} applicants per group, ${whole(pairs)} pairs of thresholds, ${repeats} resamples`,
    describe({ chosen: [a, b], gaps, sets, closest, pairs }, values) {
      const naming = (test) => NAMES.filter((_, i) => test(gaps[i])).map((name) => name.toLowerCase())
      const met = naming((gap) => within(gap, values))
      const all = sets[3].pairs
      const unsure = naming(({ gap, low, high }) => gap !== null && low <= 0 && high >= 0)
      const free = sets.slice(0, 3).filter((s) => s.pairs).length
      return (
        `Your thresholds select ${share(a.s)} of A and ${share(b.s)} of B. ` +
        `Within the tolerance: ${met.length ? list(met) : 'no criterion'}. ` +
        (unsure.length ? `A gap of zero lies within the 95% band of ${list(unsure)}. ` : '') +
        (a.s && b.s ? '' : 'Where nobody is selected, predictive parity is not defined. ') +
        `Of ${whole(pairs)} pairs of thresholds, ` +
        (all
          ? `${whole(all)} meet all three; ` +
            (values.baseA === values.baseB
              ? 'the groups have equal base rates.'
              : `the closest leaves gaps of at most ${points(closest.gap)} points.`)
          : `none meets all three; the closest (${share(closest.a.s)} of A, ${share(closest.b.s)} of B selected) ` +
            `leaves a gap of ${points(closest.gap)} points. ` +
            `${text.free[free]}`)
      )
    },
    table({ chosen, gaps, sets, closest }) {
      const row = (name, number, pair) =>
        pair
          ? [
              name,
              number,
              ...[(x) => x.threshold.toFixed(1), ...['s', 't', 'v'].map((key) => (x) => share(x[key]))].map(
                (text) => `${text(pair.a)} | ${text(pair.b)}`,
              ),
              whole(pair.a.wrong + pair.b.wrong),
            ]
          : [name, number, ...Array(5).fill('–')]
      return {
        caption: text.caption,
        columns: ['', 'Pairs', 'Threshold', ...SHARES, 'Wrong decisions'],
        rows: [
          row('Your thresholds', '–', { a: chosen[0], b: chosen[1] }),
          ['Gaps, 95% bands', '–', '–', ...gaps.map(bandText), '–'],
          ...sets.map(({ set, pairs, best }) => row(SETS[set], whole(pairs), best)),
          row('Closest to all three', '–', closest),
        ],
      }
    },
    draw(result, values, width) {
      const each = beside(width)
      return intervals(result, values, each) + map(result, each)
    },
  },
  import.meta.url,
)
