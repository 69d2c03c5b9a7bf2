/**
 * What `fallback.html` holds: a line for those who say something of the run, and the run, experiment
 * and asides of an element as HTML text. No page loads this file; `tests/explorables/store.py` does.
 */
import { digest, withoutTimes } from './digest.js'
import { asideId, table, verdict } from './markup.js'
import { escape } from './plot-parts.js'

const WIDTH = 400

/**
 * @param {any} element an explorable that has run its experiment with the standard settings
 * @param {string} madeOf the digest of the scripts and data of its folder
 */
export function stored({ definition, values, measures, result: timed }, madeOf) {
  const { title, experiment, describe, explain, table: tabulate, draw, note, asides = [] } = definition
  const result = withoutTimes(timed)
  const say = (text) => `<p>${escape(text)}</p>`
  // Without the class, the site's own style of tables applies, since explorable.css is not loaded.
  const plain = (html) => html.replaceAll(' class="ex-numbers"', '')
  const judged = verdict(experiment, measures, values)
  const html = [
    `<section class="explorable" data-digest="${digest(result)}">`,
    `<h3>${escape(title)}</h3>`,
    `<p><strong>Stored run</strong>, seed ${values.seed}, standard settings. With JavaScript it is computed here and can be changed.</p>`,
    say([describe(result, values), explain?.(result, values)].join(' ').trim()),
    draw(result, values, WIDTH),
    plain(table(tabulate(result, values))),
    say(`Claim under test: ${experiment.claim}`),
    plain(judged.html),
    say(note),
    ...asides.flatMap((aside) => [
      `<h3 id="${asideId(definition, aside)}">${escape(aside.title)}</h3>`,
      say(aside.describe(values)),
      aside.draw(values, WIDTH),
      plain(table(aside.table(values))),
    ]),
    '</section>\n',
  ].join('\n')
  const facts = { title, claim: experiment.claim, verdict: judged.said, sources: cited(html), made_of: madeOf }
  return `${comment(facts)}\n${html}`
}

/** Data as a comment, which ends at the first sign that it could not hold. @param {object} data */
const comment = (data) => `<!-- ${JSON.stringify(data).replaceAll('>', '\\u003e')} -->`

/** The keys of the sources that a text links, each once. @param {string} html */
function cited(html) {
  const links = new DOMParser().parseFromString(html, 'text/html').querySelectorAll('a[href*="sources/#"]')
  return [...new Set([...links].map((link) => link.getAttribute('href').split('#')[1]))]
}
