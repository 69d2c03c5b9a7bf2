// What only answers a reader's moves comes with the first of them: the scripts in this template.
(() => {
  const LONGEST = 3000; // milliseconds that a tap may wait for its answer
  const moves = ["pointermove", "pointerdown", "keydown", "focusin", "scroll"];
  let touch = false;
  /** @type {any} what was tapped before the scripts were there */
  let held = null;

  function feel(event) {
    touch = event.pointerType !== "mouse";
  }
  /** A tap shall open a note where a link would lead away, so it waits for the script of the notes. */
  function hold(event) {
    if (!touch || !event.target.closest(".md-content :is(a[href], .verdict, .certainty, .stance)")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!held) setTimeout(give, LONGEST);
    held = event.target;
  }
  /** The tap goes on: to a note, or without the script to where the link leads. */
  function give() {
    removeEventListener("pointerdown", feel, true);
    removeEventListener("click", hold, true);
    const target = held;
    held = null;
    target?.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, pointerType: "touch" }));
    target?.click();
  }
  /** A browser says that the pointer moved when a page opens below it, though it rests. */
  function come(event) {
    if (event.movementX === 0 && event.movementY === 0 && event.type === "pointermove") return;
    for (const move of moves) removeEventListener(move, come, true);
    runScripts("later", give);
  }
  addEventListener("pointerdown", feel, { capture: true, passive: true });
  addEventListener("click", hold, true);
  for (const move of moves) addEventListener(move, come, { capture: true, passive: true });
})();
