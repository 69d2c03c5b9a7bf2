/**
 * Labelled form controls made from parameters (see address.js).
 * @import { Parameter } from './types'
 */
import { correct, shown } from './address.js'
import { element } from './elements.js'

let count = 0

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
