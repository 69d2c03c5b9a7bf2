// A button beside a citation, made when its fold is opened, copies its words. An experiment is cited in the state in which it
// is: the address in its words is the one that the browser shows. Without this script the words
// can be selected, and the files beside them loaded.
(() => {
  function words(button) {
    const fold = button.closest(".citing");
    return fold.querySelector(".citing__text") ?? fold.parentElement.querySelector(".citing__text");
  }
  function offer(fold) {
    const files = fold.querySelector(".citing__files");
    if (!files || files.querySelector(".copy")) return;
    const button = document.createElement("button");
    files.append(" ", Object.assign(button, { type: "button", className: "copy", textContent: "Copy" }));
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
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button.copy");
    if (button) copy(button);
  });
  document.addEventListener(
    "toggle",
    (event) => {
      const fold = event.target;
      if (!(fold instanceof Element) || !fold.matches(".citing[open]")) return;
      showState(fold);
      offer(fold);
    },
    true,
  );
})();
