/**
 * How to write an explorable: a folder with four files. The shapes are explained in types.d.ts.
 *
 * - `model.js`, without the page: `function* run(values)`, which yields its Progress at least every
 *   10 ms and returns a plain result, and `experiment`. Measured times are named `milliseconds`.
 * - `definition.json`: title, lead, note, parameters, presets, the words of the experiment, and
 *   under `text` what its own view says.
 * - `view.js`, which calls `define(definition, experiment, view, import.meta.url)`.
 * - `fallback.html`, written by `python -m tests.explorables.store FOLDER`.
 *
 * The page holds `<llm-explorable-NAME data-explorable="FOLDER">fallback</llm-explorable-NAME>`.
 * All else is done here. `data-state` (running, paused, done, failed) and `data-verdict` tell where
 * it stands.
 *
 * @import { Definition, Digests, Measure, Parameter, Running, Test, Values, View, Words } from './types'
 */
import { correct, readState, stateAddress, writeState } from './address.js'
import { redraw, say, style } from './controls.js'
import { digest } from './digest.js'
import { worded } from './experiment.js'
import { layout, show, standards } from './layout.js'
import { table, time, verdict } from './markup.js'
import { escape } from './plot-parts.js'
import { start } from './runner.js'

const SETTLE = 150 // milliseconds without a change before a run starts
const PLACES = { worker: 'in a worker', page: 'on the page itself, since no worker could be started' }
/** @type {Parameter} */
const SEED = { label: 'Seed', kind: 'integer', min: 1, max: 9999, default: 1, control: 'box' }

/** Makes the element. @param {Words} words @param {Test} test @param {View} view @param {string} base address of view.js */
export function define(words, test, view, base) {
  const tag = `llm-explorable-${view.name}`
  const parameters = { ...words.parameters, seed: words.parameters.seed ?? SEED }
  const definition = { ...words, ...view, parameters, experiment: worded(test, words.experiment) }
  const made = class extends Explorable {
    constructor() {
      super(definition, new URL('model.js', base).href)
    }
  }
  if (!customElements.get(tag)) customElements.define(tag, made)
}

class Explorable extends HTMLElement {
  /** @type {Values} */ values = {}
  /** of the present values, null while it runs @type {any} */ result = null
  /** of the experiment @type {Measure[] | null} */ measures = null

  /** parts of the page by name @type {any} */ #parts = {}
  /** @type {Running | null} */ #running = null
  /** what the opened link says came out @type {Digests} */ #expected = {}
  /** the same for the stored run */ #stored = ''
  #width = 0
  #settling = 0
  /** a run waits for its values to settle */ #pending = false

  /** @param {Definition} definition @param {string} model its address */
  constructor(definition, model) {
    super()
    this.definition = definition
    this.model = model
  }

  connectedCallback() {
    this.near = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.#begin(), {
      rootMargin: '300px',
    })
    this.near.observe(this)
  }

  disconnectedCallback() {
    this.near?.disconnect()
    this.resized?.disconnect()
    this.#running?.stop()
    this.#running = null
    clearTimeout(this.#settling)
  }

  async #begin() {
    this.near?.disconnect()
    await style()
    if (!this.isConnected) return
    const { definition } = this
    const { values, notes, expected } = readState(definition.name, definition.parameters)
    this.values = values
    this.#expected = expected
    this.#stored ||= this.querySelector('[data-digest]')?.getAttribute('data-digest') ?? ''
    const more = definition.constrain?.(values) ?? []
    this.#build()
    this.#notice(...notes, ...more)
    this.#compute()
    this.resized = new ResizeObserver(() => {
      if (this.#parts.figures.clientWidth !== this.#width) this.#draw()
    })
    this.resized.observe(this.#parts.figures)
  }

  #build() {
    const { root, parts } = layout(this.definition, {
      set: (changes, note) => this.set(changes, note),
      compute: (kind) => this.#compute(kind),
      pause: () => this.#pause(),
      copy: () => this.#copy(),
    })
    this.#parts = parts
    this.replaceChildren(root)
    show(this.#parts, this.definition, this.values)
  }

  #notice(...notes) {
    this.#parts.notice.textContent = notes.join(' ')
    this.#parts.notice.hidden = notes.length === 0
  }

  /** Changes values, as a control does. @param {Values} changes @param {string} [note] */
  set(changes, note) {
    const { name, parameters, constrain } = this.definition
    const notes = note ? [note] : []
    for (const key in changes) this.values[key] = correct(parameters[key], changes[key]).value
    this.#notice(...notes, ...(constrain?.(this.values) ?? []))
    show(this.#parts, this.definition, this.values)
    this.#parts.link.hidden = true
    const runs = Object.keys(changes).some((key) => !parameters[key].aside)
    if (runs) {
      this.#pending = true
      this.#expected = {}
      this.result = null
      this.#running?.stop()
      this.#state('running')
    } else this.#calculate()
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => {
      writeState(name, parameters, this.values)
      if (this.#pending) this.#compute()
    }, SETTLE)
  }

  #compute(/** @type {'run' | 'experiment'} */ kind = 'run') {
    this.#pending = false
    this.#running?.stop()
    this.#state('running')
    if (kind === 'run') this.result = null
    this.#parts.verdicts.textContent = kind === 'run' ? '' : 'The experiment is running.'
    this.measures = null
    delete this.dataset.verdict
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    const running = start({ module: this.model, kind, values: { ...this.values } }, ({ fraction, partial }) => {
      if (running !== this.#running) return
      this.#parts.progress.value = fraction
      if (partial && !still) this.#draw(partial)
    })
    this.#running = running
    running.outcome.then(
      (done) => {
        if (running !== this.#running || !done) return
        if (kind === 'run') this.#finish(done)
        else this.#conclude(done)
        this.#state('done')
        if (kind === 'run' && this.#expected.experiment) this.#compute('experiment')
      },
      (error) => {
        if (running !== this.#running) return
        this.#state('failed')
        this.#notice(`The computation stopped with an error: ${error.message}`)
      },
    )
  }

  /** Shows a run. */
  #finish({ result, milliseconds, place }) {
    const { definition, values } = this
    this.result = result
    const found = digest(result)
    const standard = { ...standards(definition), seed: definition.parameters.seed.default }
    const usual = Object.entries(standard).every(([key, value]) => values[key] === value)
    const same = this.#expected.run
      ? compare(this.#expected.run, found, 'in the link')
      : compare(usual && this.#stored, found, 'of the stored run')
    this.#parts.facts.textContent =
      `Seed ${values.seed}. ${definition.counts(result, values)}. ` +
      `Computed just now in ${time(milliseconds)}, ${PLACES[place]}. Result ${found}. ${same}`
    say(this.#parts.sentence, definition.describe(result, values))
    this.#parts.explained.textContent = definition.explain?.(result, values) ?? ''
    this.#parts.table.innerHTML = table(definition.table(result, values))
    this.#draw()
  }

  /** Shows an experiment. */
  #conclude({ result, milliseconds }) {
    this.measures = result
    const { word, html } = verdict(this.definition.experiment, result, this.values)
    const same = compare(this.#expected.experiment, digest(result), 'in the link')
    this.#parts.verdicts.innerHTML = `${html}<p class="ex-facts">Computed just now in ${time(milliseconds)}. ${escape(same)}</p>`
    this.dataset.verdict = word
  }

  #draw(result = this.result) {
    const { figures } = this.#parts
    this.#width = figures.clientWidth
    if (result) redraw(figures, this.definition.draw(result, this.values, fit(this.#width)))
    this.#calculate()
  }

  /** Shows the asides. */
  #calculate() {
    for (const { key, describe, table: tabulate, draw } of this.definition.asides ?? []) {
      say(this.#parts[`${key}-sentence`], describe(this.values))
      this.#parts[`${key}-table`].innerHTML = table(tabulate(this.values))
      redraw(this.#parts[`${key}-figures`], draw(this.values, fit(this.#width)))
    }
  }

  #state(state) {
    this.dataset.state = state
    const { pause, progress } = this.#parts
    const idle = state === 'done' || state === 'failed'
    pause.textContent = state === 'paused' ? 'Resume' : 'Pause'
    pause.disabled = idle
    progress.classList.toggle('ex-idle', idle)
    if (idle) progress.value = 0
  }

  #pause() {
    const paused = this.dataset.state === 'paused'
    if (paused) this.#running?.resume()
    else this.#running?.pause()
    this.#state(paused ? 'running' : 'paused')
  }

  async #copy() {
    const { name, parameters } = this.definition
    const run = this.result ? digest(this.result) : undefined
    const experiment = this.measures ? digest(this.measures) : undefined
    const { link } = this.#parts
    const address = stateAddress(name, parameters, this.values, { run, experiment })
    address.hash = this.closest('[id]')?.id ?? ''
    link.value = address.href
    link.hidden = false
    link.select()
    const copied = await navigator.clipboard?.writeText(link.value).then(
      () => true,
      () => false,
    )
    this.#notice(copied ? 'The link is copied.' : 'The link is in the field, selected for copying.')
  }
}

/** Width of a figure in a given space. */
const fit = (space) => Math.max(260, Math.min(space, 720))

function compare(expected, found, where) {
  if (!expected) return ''
  return expected === found ? `It is the result ${where}.` : `It is not the result ${where} (${expected.slice(0, 12)}).`
}
