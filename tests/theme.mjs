// Writes docs/assets/theme.css: of the theme's styles what our pages use
// and Markdown can make. To be run after a build, by `npm run theme --prefix tests`, when the theme
// was renewed or a template uses a style of it for the first time; a test compares.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { PurgeCSS } from 'purgecss'

const root = new URL('..', import.meta.url).pathname
const [site = `${root}site`, out = `${root}docs/assets/theme.css`] = process.argv.slice(2)
const MARKDOWN = 'h1 h2 h3 h4 h5 h6 p a ul ol li dl dt dd blockquote hr img figure figcaption table thead tbody th td pre code kbd sub sup em strong del ins mark abbr small details summary div span admonition admonition-title highlight'
// What no page has though its words are in the text: a color and a picture for each kind of note,
// which have one look here, and what extensions make that are not switched on.
const NOT_OURS = /^(note|abstract|info|tip|success|question|warning|failure|danger|bug|example|quote|grid|cards|keys|footnote|inline)$/
const where = 'import material, pathlib; print(pathlib.Path(material.__file__).parent / "templates/assets/stylesheets")'
const theme = execFileSync(process.env.PYTHON ?? `${root}.venv/bin/python`, ['-c', where]).toString().trim()
const license = readFileSync(`${theme}/../../mkdocs_theme.yml`, 'utf8').match(/Copyright.*/)[0]

const [{ css }] = await new PurgeCSS().purge({
  content: [`${site}/**/*.html`, `${root}docs/assets/**/*.js`, `${root}docs/explorables/**/*.js`, { raw: MARKDOWN, extension: 'txt' }],
  css: [{ raw: readdirSync(theme).filter((name) => name.endsWith('.css')).sort().map((name) => readFileSync(`${theme}/${name}`, 'utf8')).join('\n') }],
  safelist: { standard: [/^[knoscmgp][a-z]{0,2}$/], greedy: [/data-md-color-scheme/] },
  blocklist: [/^md-(nav|search|header|tabs|sidebar|path|footer|overlay|toggle|dialog|top|clipboard|banner|tooltip)/, /^lifted/, NOT_OURS],
  variables: true,
  keyframes: true,
  fontFace: true,
})
// What has the focus is shown by site.css: one rule for all.
// The color of the theme is our own, so none of those to choose from is in use.
const shown = css.replace(/[^{}]*\[data-md-color-primary[^{}]*\{[^{}]*\}/g, '').replace(/[^{}]*:focus-within[^{}]*\{[^{}]*\}/g, '').replace(/outline:none;?/g, '')
const notice = `/* Made by tests/theme.mjs from Material for MkDocs, MIT license. ${license} */\n`
writeFileSync(out, notice + shown.replace(/\/\*[#!][^]*?\*\//g, '').replace(/@charset "UTF-8";/g, '').trim() + '\n')
