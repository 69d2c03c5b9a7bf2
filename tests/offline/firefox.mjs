// `node firefox.mjs FIREFOX FOLDER`: what a reader of the copy sees in Firefox, as JSON.
import { pathToFileURL } from 'node:url'
import { readdir } from 'node:fs/promises'
import puppeteer from 'puppeteer-core'

const [executablePath, folder] = process.argv.slice(2)
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true })
const seen = { errors: [], experiments: {}, found: '', note: '', then: '' }
try {
  const page = await browser.newPage()
  await page.setViewport({ width: 1280, height: 900 })
  page.on('pageerror', (error) => seen.errors.push(error.message))
  const open = (name) => page.goto(`${pathToFileURL(folder)}/${name}index.html`)
  const when = (test, ...given) => page.waitForFunction(test, { timeout: 60_000 }, ...given)
  const inside = await readdir(`${folder}/trends`, { withFileTypes: true })
  for (const { name } of inside.filter((entry) => entry.isDirectory())) {
    await open(`trends/${name}/`)
    await page.evaluate(() => document.querySelector('[data-explorable]').scrollIntoView())
    await when(() => document.querySelector('[data-explorable]').dataset.state === 'done')
    seen.experiments[name] = await page.evaluate(() => document.querySelector('.ex-facts').textContent)
  }
  await page.evaluate(() => document.querySelector('[data-lens-button=then]').click())
  seen.then = await page.evaluate(() => document.documentElement.dataset.lens)
  await open('search/')
  await when(() => document.querySelector('[data-search-page] input'))
  await page.type('[data-search-page] input', 'context window')
  await when(() => document.querySelector('[data-search-page] a[href*="index.html#"]'))
  seen.found = await page.evaluate(() => document.querySelector('[data-search-page] a[href*="index.html#"]').href)
  await open('trends/efficiency/')
  const words = await page.$$('.judgment__verdict > .verdict')
  for (const word of words) {
    if (!(await word.isVisible())) continue // it belongs to the other side of the switch
    await word.hover()
    break
  }
  await when(() => document.querySelector('.note'))
  seen.note = await page.evaluate(() => document.querySelector('.note').textContent)
} finally {
  await browser.close()
}
process.stdout.write(JSON.stringify(seen))
