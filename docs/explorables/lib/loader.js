/* Starts each explorable when it comes near the viewport; loads nothing before. */
;(() => {
  const base = /** @type {any} */ (document.currentScript).src.replace(/lib\/[^/]*$/, '')
  const pages = /** @type {any} */ (window).document$ // Material's page changes
  const say = (at, text) => {
    const p = document.createElement('p')
    p.textContent = `${text} Shown is the stored run.`
    at.append(p)
  }
  const start = (at) =>
    location.protocol === 'file:'
      ? say(at, 'Opened from disk, a page may not load its program; served over HTTP, also locally, it computes.')
      : import(`${base}${at.dataset.explorable}/view.js`).catch(() => say(at, 'The program did not load.'))
  const near = new IntersectionObserver(
    (all) =>
      all.forEach((e) => {
        if (!e.isIntersecting) return
        near.unobserve(e.target)
        start(e.target)
      }),
    { rootMargin: '300px' },
  )
  const scan = () => document.querySelectorAll('[data-explorable]').forEach((e) => near.observe(e))
  pages ? pages.subscribe(scan) : scan()
})()
