// The switch "as of 2024 / with hindsight". Its state is kept from page to page; everything that
// happened after 2024 carries the class `hindsight` and is hidden by the style sheet.
(() => {
  const KEY = "llm-trends.lens", root = document.documentElement;
  function remember(lens) { try { localStorage.setItem(KEY, lens); } catch { /* kept in the page */ } }
  function show(lens) {
    root.dataset.lens = lens;
    for (const button of document.querySelectorAll("[data-lens-button]")) {
      button.setAttribute("aria-pressed", String(button.dataset.lensButton === lens));
    }
  }
  function start() {
    for (const box of document.querySelectorAll(".lens")) box.hidden = false;
    show(root.dataset.lens === "2024" ? "2024" : "hindsight");
  }
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-lens-button]");
    if (button) { remember(button.dataset.lensButton); show(button.dataset.lensButton); }
  });
  if (window.document$) window.document$.subscribe(start);
  else document.addEventListener("DOMContentLoaded", start);
})();
