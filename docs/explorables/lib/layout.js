/**
 * What an explorable consists of on the page, and what its controls show.
 *
 * A part is an element that changes later; the others are made once. Its class is `ex-` and its name.
 *
 * @import { Actions, Aside, Definition, Parts, Preset, Values } from './types'
 */
import { defaults } from './address.js'
import { button, control, element, said } from './controls.js'
import { asideId } from './markup.js'

const OPEN = 4 // controls that stand open; the rest is under "More settings"
const WIDE = '(min-width: 45em)' // where asides stand open

/** The whole of it, without values. @param {Definition} definition @param {Actions} actions */
export function layout(definition, actions) {
  const { title, lead, parameters, experiment, note, asides = [] } = definition
  const parts = /** @type {Parts} */ ({ controls: {}, presets: presetButtons(definition, actions) })
  const part = (name, tag = 'div', more = {}) => (parts[name] = element(tag, { className: `ex-${name}`, ...more }))
  const settings = (aside) => presetsOf(definition, parts, aside)
  const fields = (aside) => fieldsOf(definition, parts, actions, aside)
  parts.pause = button('Pause', actions.pause)
  const buttons = [
    button('Run again', () => actions.compute('run')),
    parts.pause,
    button('Reset', () => actions.set(defaults(parameters))),
    button('Copy link', actions.copy),
    part('link', 'input', { readOnly: true, hidden: true, aria: { label: 'Link to this state' } }),
  ]
  const root = element('section', { className: 'explorable', aria: { label: title } }, [
    element('h3', { textContent: title }),
    element('p', { textContent: lead }),
    part('notice', 'p', { role: 'status' }),
    settings(undefined),
    element('div', { className: 'ex-bench' }, [
      ...said(part('sentence', 'p')),
      element('div', { className: 'ex-settings' }, [
        fields(undefined),
        element('div', { className: 'ex-buttons' }, buttons),
        part('progress', 'progress', { max: 1, value: 0, aria: { label: 'Progress' } }),
      ]),
      part('explained', 'p'),
      part('figures'),
    ]),
    fold('This run as a table', part('table')),
    part('facts', 'p'),
    element('div', { className: 'ex-part' }, [
      element('p', {}, [element('strong', { textContent: 'Claim under test: ' }), experiment.claim]),
      button(`Run the experiment (${experiment.seeds ?? 10} seeds)`, () => actions.compute('experiment'), 'ex-primary'),
      part('verdicts', 'div', { aria: { live: 'polite' } }),
    ]),
    element('p', { className: 'ex-note', textContent: note }),
    ...asides.map((aside) =>
      asideLayout(aside, asideId(definition, aside), part, settings(aside.key), fields(aside.key)),
    ),
  ])
  return { root, parts }
}

/** A calculator below the run. @param {Aside} aside */
function asideLayout({ key, title, lead }, id, part, settings, fields) {
  const open = matchMedia(WIDE).matches || location.hash === `#${id}`
  return element('section', { className: 'ex-part', aria: { label: title } }, [
    element('details', { className: 'fold', open }, [
      element('summary', {}, [element('h3', { id, textContent: title })]),
      element('p', { textContent: lead }),
      settings,
      element('div', { className: 'ex-bench' }, [
        ...said(part(`${key}-sentence`, 'p', { className: 'ex-sentence' })),
        element('div', { className: 'ex-settings' }, [fields]),
        part(`${key}-figures`, 'div', { className: 'ex-figures' }),
      ]),
      fold('The same as a table', part(`${key}-table`)),
    ]),
  ])
}

/** @param {Definition} definition @param {Actions} actions */
function presetButtons(definition, actions) {
  return definition.presets.map((preset) => {
    const made = button(preset.label, () => actions.set(wanted(definition, preset)), preset.fails ? 'ex-fails' : '')
    if (preset.fails) made.prepend(element('span', { textContent: '✗ ', aria: { hidden: 'true' } }))
    return made
  })
}

/** The presets of the run, or of an aside. @param {Definition} definition @param {Parts} parts */
function presetsOf({ presets }, parts, aside) {
  const own = parts.presets.filter((_, i) => presets[i].aside === aside)
  const more = { className: 'ex-buttons ex-presets', role: 'group', aria: { label: 'Settings' } }
  return element('div', { ...more, hidden: !own.length }, own)
}

/** The controls of the run, or of an aside. @param {Definition} definition @param {Parts} parts @param {Actions} actions */
function fieldsOf({ parameters }, parts, actions, aside) {
  const keys = Object.keys(parameters).filter((key) => parameters[key].aside === aside)
  const made = keys.map((key) => {
    parts.controls[key] = control(key, parameters[key], (value, note) => actions.set({ [key]: value }, note))
    return parts.controls[key].element
  })
  const more = made.splice(OPEN)
  const group = (fields) => element('div', { className: 'ex-controls' }, fields)
  const rest = more.length ? [fold(`More settings (${more.length})`, group(more), 'ex-more')] : []
  return element('div', {}, [group(made), ...rest])
}

/** A part that is opened when it is wanted. */
const fold = (title, content, className = '') =>
  element('details', { className: `fold ${className}` }, [element('summary', { textContent: title }), content])

/**
 * Default values of the run, or of an aside; all others, and the seed, stay.
 * @param {Definition} definition @param {string} [aside]
 */
export function standards({ parameters }, aside) {
  const all = Object.entries(defaults(parameters))
  return Object.fromEntries(all.filter(([key]) => parameters[key].aside === aside && key !== 'seed'))
}

/** All values that a preset sets. @param {Definition} definition @param {Preset} preset */
function wanted(definition, { values, aside }) {
  return { ...standards(definition, aside), ...values }
}

/**
 * Puts the values into the controls, hides those without effect, and marks the preset.
 * @param {Parts} parts @param {Definition} definition @param {Values} values
 */
export function show(parts, definition, values) {
  definition.presets.forEach((preset, i) => {
    const pressed = Object.entries(wanted(definition, preset)).every(([key, value]) => values[key] === value)
    parts.presets[i].setAttribute('aria-pressed', String(pressed))
  })
  for (const [key, parameter] of Object.entries(definition.parameters)) {
    const one = parts.controls[key]
    one.set(values[key])
    one.element.hidden = Object.entries(parameter.show ?? {}).some(([of, wanted]) => !wanted.includes(values[of]))
  }
}
