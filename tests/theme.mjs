// Writes docs/assets/theme.css: of the theme's styles what the pages of the last build use.
// To be run, by `npm run theme --prefix tests`, after the theme was renewed or a page uses an
// element of Markdown for the first time; the test of the styles names what is missing.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { PurgeCSS } from 'purgecss'

const root = new URL('..', import.meta.url).pathname
const where = 'import material, pathlib; print(pathlib.Path(material.__file__).parent / "templates/assets/stylesheets")'
const theme = execFileSync(`${root}.venv/bin/python`, ['-c', where]).toString().trim()
const license = readFileSync(`${theme}/../../mkdocs_theme.yml`, 'utf8').match(/Copyright.*/)[0]

const [{ css }] = await new PurgeCSS().purge({
  content: [`${root}site/**/*.html`, `${root}docs/assets/**/*.js`, `${root}docs/explorables/**/*.js`],
  css: [{ raw: readdirSync(theme).filter((name) => name.endsWith('.css')).sort().map((name) => readFileSync(`${theme}/${name}`, 'utf8')).join('\n') }],
  safelist: { greedy: [/data-md-color-scheme/] },
  blocklist: [/^md-(nav|search|header|tabs|sidebar|path|footer|overlay|toggle|dialog|top|clipboard|banner|tooltip)/, /^lifted/],
  variables: true,
  keyframes: true,
  fontFace: true,
})
const notice = `/* Made by tests/theme.mjs from Material for MkDocs, MIT license. ${license} */\n`
writeFileSync(`${root}docs/assets/theme.css`, notice + css.replace(/\/\*[#!][^]*?\*\//g, '').replace(/@charset "UTF-8";/g, '').trim() + '\n')
