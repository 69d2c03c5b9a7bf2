// The switch "End of 2024 / Today". Its state is kept from page to page. What belongs to one side
// only carries the class `lens-then` or `lens-now`; the style sheet hides the other side.
(() => {
  const KEY = "llm-trends.lens",
    root = document.documentElement;
  function remember(lens) {
    try {
      localStorage.setItem(KEY, lens);
    } catch {
      /* kept in the page */
    }
  }
  function show(lens) {
    root.dataset.lens = lens;
    for (const button of document.querySelectorAll("[data-lens-button]")) {
      button.setAttribute("aria-pressed", String(button.dataset.lensButton === lens));
    }
  }
  function start() {
    for (const box of document.querySelectorAll(".lens")) box.hidden = false;
    show(root.dataset.lens === "then" ? "then" : "now");
  }
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-lens-button]");
    if (button) {
      remember(button.dataset.lensButton);
      show(button.dataset.lensButton);
    }
  });
  start();
})();
