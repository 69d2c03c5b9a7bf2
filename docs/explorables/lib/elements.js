/** Elements of the page: made, filled anew, spoken, styled. */

const STYLE = new URL('explorable.css', import.meta.url).href

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

const spoken = new WeakMap()

/** Puts a sentence into an element that is read aloud, at most one a second. */
export function say(/** @type {HTMLElement} */ where, /** @type {string} */ text) {
  const state = spoken.get(where) ?? { at: 0, timer: 0 }
  spoken.set(where, state)
  clearTimeout(state.timer)
  if (where.textContent === text) return
  const speak = () => {
    state.at = Date.now()
    where.textContent = text
  }
  state.timer = setTimeout(speak, Math.max(0, state.at + 1000 - Date.now()))
}

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
