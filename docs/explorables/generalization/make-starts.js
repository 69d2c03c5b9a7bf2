/**
 * Makes starts.json with the curves, network and steps that the page uses; takes about a minute:
 * node docs/explorables/generalization/make-starts.js
 */
import { writeFile } from 'node:fs/promises'
import { averaged, reptile, TRAINING } from './starts.js'

const CURVES = 10000
const SEED = 1

const starts = {}
for (const [name, train] of Object.entries({ averaged, reptile })) {
  starts[name] = Array.from(train(CURVES, SEED), (x) => Number(x.toFixed(5)))
}
const text = JSON.stringify({ training: { curves: CURVES, seed: SEED, ...TRAINING }, ...starts })
await writeFile(new URL('starts.json', import.meta.url), text.replace(/,"/g, ',\n"') + '\n')
