/**
 * Elements of the page: made, spoken, filled anew, styled; and labelled controls made from parameters (see address.js).
 * @import { Parameter } from './types'
 */
import { correct, shown } from './address.js'

const STYLE = new URL('explorable.css', import.meta.url).href
let count = 0

/**
 * An element with properties (`on…`: listeners; `data`, `aria`: objects) and children.
 * @param {Record<string, any>} [properties] @param {(Node | string)[]} [children] @returns {any}
 */
export function element(/** @type {string} */ tag, properties = {}, children = []) {
  const made = /** @type {any} */ (document.createElement(tag))
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value)
    else if (key === 'aria') for (const a in value) made.setAttribute(`aria-${a}`, value[a])
    else if (key === 'data') Object.assign(made.dataset, value)
    else made[key] = value
  }
  made.append(...children)
  return made
}

export const button = (label, onclick, className = '') =>
  element('button', { type: 'button', textContent: label, onclick, className })

const timers = new WeakMap()

/**
 * Puts a sentence into an element at once. It is read aloud from the next element, once it has stood
 * for a second, and then leaves that one, or it would be met twice.
 */
export function say(/** @type {HTMLElement} */ where, /** @type {string} */ text) {
  if (where.textContent === text) return
  where.textContent = text
  const later = (work) => {
    clearTimeout(timers.get(where))
    timers.set(where, setTimeout(work, 1000))
  }
  const spoken = /** @type {Element} */ (where.nextElementSibling)
  const speak = (words) => (spoken.textContent = words)
  later(() => {
    speak(text)
    later(() => speak(''))
  })
}

/** What `say` fills. @param {HTMLElement} shown @returns {HTMLElement[]} */
export const said = (shown) => [shown, element('p', { className: 'sr-only', aria: { live: 'polite' } })]

/** Puts new figures in place of old ones; what a reader opened or closed in them stays so. */
export function redraw(/** @type {HTMLElement} */ where, /** @type {string} */ html) {
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const before = where.querySelectorAll('[data-fold]')
  const open = new Map([...before].map((fold) => [fold.dataset.fold, fold.open]))
  where.innerHTML = html
  /** @type {NodeListOf<HTMLDetailsElement>} */
  const after = where.querySelectorAll('[data-fold]')
  for (const fold of after) fold.open = open.get(fold.dataset.fold) ?? fold.open
}

/** Adds the stylesheet, unless another element of the page has. */
export async function style() {
  if (document.querySelector(`link[href="${STYLE}"]`)) return
  const link = element('link', { rel: 'stylesheet', href: STYLE })
  document.head.append(link)
  await new Promise((resolve) => (link.onload = link.onerror = resolve))
}

/**
 * @param {string} key @param {Parameter} parameter
 * @param {(value: any, note?: string) => void} report called with each new, corrected value
 * @returns {{ element: HTMLElement, set: (value: any) => void }} `set` shows a value without reporting it
 */
export function control(key, parameter, report) {
  const id = `explorable-${key}-${++count}`
  const label = element('label', { htmlFor: id, textContent: parameter.label })
  const wrap = (...parts) => element('div', { className: `ex-control ex-${parameter.kind}` }, parts)

  if (parameter.kind === 'flag') {
    const box = element('input', { type: 'checkbox', id, onchange: () => report(box.checked) })
    return { element: wrap(box, label), set: (value) => (box.checked = value) }
  }

  if (parameter.kind === 'choice') {
    const options = Object.entries(parameter.options ?? {}).map(([value, textContent]) =>
      element('option', { value, textContent }),
    )
    const select = element('select', { id, onchange: () => report(select.value) }, options)
    return { element: wrap(label, select), set: (value) => (select.value = value) }
  }

  const { min, max } = parameter
  const step = parameter.step ?? (parameter.kind === 'integer' ? 1 : 'any')
  if (parameter.control === 'box') {
    const onchange = () => {
      const { value, note } = correct(parameter, box.value)
      box.value = value
      report(value, note)
    }
    const box = element('input', { type: 'number', inputMode: 'decimal', id, min, max, step, onchange })
    return { element: wrap(label, box), set: (value) => (box.value = value) }
  }

  const output = element('output', { htmlFor: id, aria: { live: 'off' } }) // the slider says its value itself
  const show = (value) => {
    output.textContent = shown(parameter, value)
    slider.setAttribute('aria-valuetext', output.textContent)
  }
  const oninput = () => {
    const { value } = correct(parameter, slider.value)
    show(value)
    report(value)
  }
  const slider = element('input', { type: 'range', id, min, max, step, oninput })
  const set = (value) => {
    slider.value = value
    show(value)
  }
  return { element: wrap(label, output, slider), set }
}
