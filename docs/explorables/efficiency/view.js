import { bars } from '../lib/bars.js'
import { define } from '../lib/explorable.js'
import { heat } from '../lib/heat.js'
import { load, time } from '../lib/markup.js'
import { percent, whole } from '../lib/numbers.js'
import { beside } from '../lib/plot-parts.js'
import { cacheBytes, weightBytes } from './memory.js'
import { experiment } from './model.js'

const definition = await load('definition.json', import.meta.url)
const { models } = await load('models.json', import.meta.url)
const NAMES = { exact: 'Exact', ...definition.parameters.pattern.options }

/** Whether the needle's place lets the last query reach it. @param {any} values */
function reach({ pattern, length, distance, window, stride, globals, layers }) {
  if (pattern === 'topk') return 'Whether it is among the k best depends on its content, not on its place.'
  if (pattern === 'strided')
    return `Its distance is ${distance % stride ? 'not ' : ''}a multiple of the stride ${stride}.`
  if (pattern === 'global' && length - 1 - distance < globals) return 'It is one of the global tokens.'
  const far = layers * (window - 1)
  return `The pattern reaches back ${distance <= far ? '' : 'only '}${far} tokens in ${layers === 1 ? 'one layer' : `${layers} layers`}.`
}

const gigabytes = (bytes) => `${(bytes / 1e9).toFixed(bytes < 1e10 ? 2 : 1)} GB`
const billions = (count) => Number((count / 1e9).toPrecision(3))

function sizes(model, { context, weightBits, cacheBits, device }) {
  const weights = weightBytes(model, Number(weightBits))
  const cache = cacheBytes(model, 1024 * context, Number(cacheBits))
  return { weights, cache, total: weights + cache, fits: weights + cache <= device * 1e9 }
}

const memory = {
  key: 'memory',
  title: 'What fits into a device',
  lead:
    'Weights and KV cache of published models for one user, from their configurations. Nothing else is ' +
    'counted: a running system needs more.',
  describe(values) {
    const model = models.find(({ key }) => key === values.model)
    const { weights, cache, total, fits } = sizes(model, values)
    const tokens = 1024 * values.context
    return (
      `${model.name} with ${whole(tokens)} tokens needs ${gigabytes(weights)} for weights and ${gigabytes(cache)} for the cache, ` +
      `${gigabytes(total)} together. It ${fits ? 'fits' : 'does not fit'} into ${values.device} GB.` +
      (tokens > model.maxContext ? ` Its published limit is ${whole(model.maxContext)} tokens.` : '') +
      (model.active
        ? ` Per token it uses ${billions(model.active)} billion of its ${billions(model.parameters)} billion ` +
          'parameters; all of them take memory.'
        : '') +
      (model.window ? ` Half of its layers keep only the last ${whole(model.window)} tokens.` : '')
    )
  },
  table: (values) => ({
    caption:
      `${whole(1024 * values.context)} tokens, ${values.weightBits}-bit weights, ${values.cacheBits}-bit ` +
      'cache (*: more tokens than the published limit)',
    columns: ['Model', 'Weights', 'Cache', 'Together', `Fits ${values.device} GB`],
    rows: models.map((model) => {
      const { weights, cache, total, fits } = sizes(model, values)
      const mark = 1024 * values.context > model.maxContext ? ' *' : ''
      return [model.name + mark, ...[weights, cache, total].map(gigabytes), fits ? 'yes' : 'no']
    }),
  }),
  draw(values, width) {
    const model = models.find(({ key }) => key === values.model)
    const { weights, cache, total } = sizes(model, values)
    const bar = (label, value, series) => ({ label, value, text: gigabytes(value), series, strong: series === 3 })
    return bars({
      title: `${model.name}: memory`,
      description: memory.describe(values),
      width: Math.min(width, 560),
      mark: { value: values.device * 1e9, label: `device, ${values.device} GB` },
      bars: [bar('Weights', weights, 1), bar('KV cache', cache, 2), bar('Together', total, 3)],
    })
  },
}

define(
  definition,
  experiment,
  {
    name: 'efficiency',
    constrain(values) {
      const asked = values.distance
      if (asked < values.length) return []
      values.distance = values.length - 1
      return [`A distance of ${asked} does not exist among ${values.length} tokens; ${values.distance} is used.`]
    },
    counts: ({ haystacks, patterns }, { length }) =>
      `${haystacks} haystacks of ${length} tokens, five patterns, ` +
      `${whole(haystacks * patterns.reduce((sum, p) => sum + p.multiplications, 0))} multiplications`,
    describe({ haystacks, patterns }, values) {
      const exact = patterns[0]
      const one = patterns.find(({ name }) => name === values.pattern)
      return (
        `${NAMES[one.name]} found the needle in ${one.found} of ${haystacks} haystacks, exact attention in ` +
        `${exact.found}; a guess among the 16 answers is right once in 16 times. ` +
        `It took ${percent(one.multiplications / exact.multiplications)} of the multiplications of exact attention ` +
        `and kept ${percent(one.kept / exact.kept)} of its tokens. ` +
        `The needle lies ${values.distance} tokens back. ${reach(values)}`
      )
    },
    table: ({ patterns, haystacks }) => ({
      caption: 'Per haystack, all layers together; times are measured for all haystacks',
      columns: ['Pattern', 'Pairs', 'Multiplications', 'Of exact', 'Tokens kept', 'Needle found', 'Time'],
      rows: patterns.map((p) => [
        NAMES[p.name],
        whole(p.pairs),
        whole(p.multiplications),
        percent(p.multiplications / patterns[0].multiplications),
        whole(p.kept),
        `${p.found} of ${haystacks}`,
        time(p.milliseconds),
      ]),
    }),
    draw({ map, patterns, haystacks }, { pattern, length, distance }, width) {
      const each = beside(width)
      const column = Math.floor(((length - 1 - distance) * map.length) / length)
      const compare = (title, max, value, text) => {
        const list = patterns.map((p, i) => ({
          label: NAMES[p.name],
          value: value(p),
          text: text(value(p)),
          series: i + 1,
          strong: p.name === pattern,
        }))
        return bars({
          title,
          description: list.map((b) => `${b.label} ${b.text}`).join(', '),
          width: each,
          max,
          bars: list,
        })
      }
      const share = (p) => p.multiplications / patterns[0].multiplications
      const grid = heat({
        title: `${NAMES[pattern]}: which pairs were computed`,
        description:
          'Shaded by the share of pairs computed. The last token asks in the bottom row; the needle ' +
          `lies ${distance} tokens before it.`,
        width: Math.min(each, 340),
        values: map,
        x: 'token asked, first to last',
        y: 'token asking',
        points: [{ row: map.length - 1, column, label: 'needle', series: 2 }],
        key: ['few', 'all pairs'],
      })
      const found = compare(
        `Needle found in ${haystacks} haystacks`,
        haystacks,
        (p) => p.found,
        (x) => `${x} of ${haystacks}`,
      )
      return `${grid}<div>${found}${compare('Multiplications, of exact attention', 1, share, percent)}</div>`
    },
    asides: [memory],
  },
  import.meta.url,
)
