// When a page is there. What is passed in may run twice.
window.onPage = (start) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
};
// What only answers a reader's moves comes with the first of them: the scripts in this template.
onPage(() => {
  const later = document.getElementById("later");
  const moves = ["pointerover", "pointerdown", "keydown", "focusin", "scroll"];
  function come() {
    for (const move of moves) removeEventListener(move, come, true);
    if (later instanceof HTMLTemplateElement) document.body.append(later.content.cloneNode(true));
  }
  for (const move of moves) addEventListener(move, come, { capture: true, passive: true });
});
