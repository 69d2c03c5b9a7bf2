// When a page is there. What is passed in may run twice.
window.onPage = (start) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
};
