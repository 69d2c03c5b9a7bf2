// When a page is there: at once, and again after each of the theme's instant page changes. From
// disk the theme announces nothing, so nobody waits for it. What is passed in may run twice.
window.onPage = (start) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  addEventListener("load", () => window.document$?.subscribe(start));
};
