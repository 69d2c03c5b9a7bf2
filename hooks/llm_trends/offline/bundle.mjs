// Writes `disk.js` beside the `view.js` of each explorable: one script without modules, from the
// same source. `node bundle.mjs EXPLORABLES PACKAGES`: the folder of the site, and the folder whose
// node_modules has esbuild. Files end up in their places all at once, by the caller.
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

const [folder, packages] = process.argv.slice(2).map((one) => path.resolve(one))
const { build } = createRequire(path.join(packages, 'package.json'))('esbuild')
const place = path.join(import.meta.dirname, 'place.js')
const options = {
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  tsconfigRaw: {},
  logLevel: 'silent',
}
// Counted from the script itself; a worker has no address of its own and asks for none.
const root = 'new URL("..",globalThis.document?.currentScript?.src??"file:///")'

/** JSON that a module would fetch becomes part of it, and addresses count from the one script. */
async function contents({ path: file }) {
  const text = await readFile(file, 'utf8')
  const found = [...text.matchAll(/await load\('([^']+)', import\.meta\.url\)/g)]
  const data = await Promise.all(
    found.map(async ([call, name]) => [call, await readFile(path.join(path.dirname(file), name), 'utf8')]),
  )
  const inlined = data.reduce((now, [call, json]) => now.replaceAll(call, () => `(${json})`), text)
  const here = path.relative(folder, file).split(path.sep).join('/')
  const address = `new URL(${JSON.stringify(here)}, explorables).href`
  return { contents: inlined.replaceAll('import.meta.url', address), loader: 'js' }
}

/** @param {string} name the explorable's folder @param {string} worker the worker's text */
const fromDisk = (name, worker) => ({
  name: 'from-disk',
  setup(b) {
    b.onResolve({ filter: /\/place\.js$/ }, () => ({ path: place }))
    b.onResolve({ filter: /^the:model$/ }, () => ({ path: path.join(folder, name, 'model.js') }))
    b.onResolve({ filter: /^the:worker$/ }, () => ({ path: 'worker', namespace: 'text' }))
    b.onLoad({ filter: /.*/, namespace: 'text' }, () => ({ contents: worker, loader: 'text' }))
    b.onLoad({ filter: /\.js$/ }, contents)
  },
})

async function bundle(name) {
  const made = async (entry, worker, rest) =>
    build({
      ...options,
      ...rest,
      entryPoints: [path.join(folder, entry)],
      banner: { js: `{const explorables=${root};` },
      footer: { js: '}' },
      plugins: [fromDisk(name, worker)],
    })
  // A worker starts no other.
  const inner = await made('lib/worker.js', '', { write: false })
  await made(`${name}/view.js`, inner.outputFiles[0].text, { outfile: path.join(folder, name, 'disk.js') })
}

const names = (await readdir(folder, { withFileTypes: true })).filter((one) => one.isDirectory() && one.name !== 'lib')
try {
  for (const { name } of names) await bundle(name)
  process.stdout.write(`${names.length}\n`)
} catch (error) {
  const found = error.errors?.map(({ text, location: at }) => `${at ? `${at.file}:${at.line}: ` : ''}${text}`)
  process.stderr.write(`${(found ?? [String(error)]).join('\n')}\n`)
  process.exitCode = 1
}
