import { define } from '../lib/explorable.js'
import { load } from '../lib/markup.js'
import { percent, whole } from '../lib/numbers.js'
import { figure } from '../lib/plot.js'
import { experiment } from './model.js'

const definition = await load('definition.json', import.meta.url)

define(
  definition,
  experiment,
  {
    name: 'FOLDER',
    counts: ({ found }, { draws }) => `${whole(found)} of ${whole(draws)} draws`,
    describe: ({ share }, { chance }) =>
      `${percent(share)} of the draws succeed, where each has a chance of ${percent(chance)}.`,
    table: ({ course }) => ({
      caption: 'The share as draws come in',
      columns: ['Draws', 'Share that succeeds'],
      rows: course
        .filter((_, i) => (i + 1) % Math.ceil(course.length / 5) === 0)
        .map(([n, share]) => [whole(n), percent(share)]),
    }),
    draw: ({ course, share }, { chance }, width) =>
      figure({
        title: 'The share as draws come in',
        description: `It ends at ${percent(share)}; the chance is ${percent(chance)}.`,
        width,
        x: { label: 'draws', min: 0 },
        y: { label: 'share', min: 0, max: 1 },
        layers: [
          { kind: 'line', series: 1, label: 'share', values: course },
          { kind: 'line', series: 2, label: 'chance', values: course.map(([n]) => [n, chance]) },
        ],
      }),
  },
  import.meta.url,
)
