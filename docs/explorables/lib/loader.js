/* Starts each explorable when it comes near the viewport; loads nothing before. */
;(() => {
  const own = /** @type {HTMLScriptElement} */ (document.currentScript)
  const base = own.src.replace(/lib\/[^/]*$/, '')
  const say = (at, text) => {
    const p = document.createElement('p')
    p.textContent = `${text} Shown is the stored run.`
    at.append(p)
  }
  /** From disk a page may not load modules; the copy for reading from disk has a script instead. */
  const script = (src) =>
    new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject }))
    })
  const start = (at) => {
    const folder = `${base}${at.dataset.explorable}/`
    const failed = (why) => {
      console.error(why) // for whoever writes it
      say(at, 'The program did not load.')
    }
    if (location.protocol !== 'file:') import(`${folder}view.js`).catch(failed)
    else if (own.dataset.disk !== undefined) script(`${folder}disk.js`).catch(failed)
    else say(at, 'Opened from disk, a page may not load its program; served over HTTP, also locally, it computes.')
  }
  const near = new IntersectionObserver(
    (all) =>
      all.forEach((e) => {
        if (!e.isIntersecting) return
        near.unobserve(e.target)
        start(e.target)
      }),
    { rootMargin: '300px' },
  )
  document.querySelectorAll('[data-explorable]').forEach((e) => near.observe(e))
})()
