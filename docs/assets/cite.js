// The button beside a citation copies its words. An experiment is cited in the state in which it
// is: the address in its words is the one that the browser shows. Without this script the words
// can be selected, and the files beside them loaded.
(() => {
  function words(button) {
    const fold = button.closest(".citing");
    return fold.querySelector(".citing__text") ?? fold.parentElement.querySelector(".citing__text");
  }
  function showState(fold) {
    const state = fold.querySelector(".citing__address");
    if (state && location.search) state.textContent = location.href;
  }
  async function copy(button) {
    showState(button.closest(".citing"));
    try {
      await navigator.clipboard.writeText(words(button).textContent.trim());
      button.textContent = "Copied";
    } catch {
      getSelection()?.selectAllChildren(words(button));
      button.textContent = "Selected";
    }
    setTimeout(() => {
      button.textContent = "Copy";
    }, 2000);
  }
  function start() {
    for (const button of document.querySelectorAll("button.copy[hidden]")) button.hidden = false;
  }
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button.copy");
    if (button) copy(button);
  });
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target instanceof Element && event.target.matches(".citing[open]")) showState(event.target);
    },
    true,
  );
  onPage(start);
})();
