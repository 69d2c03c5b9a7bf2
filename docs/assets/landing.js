// Where a link has led, the page stays while it settles: what stands above may still change its
// height, such as an experiment that takes the place of its stored run. A reader who moves is let go.
(() => {
  const MOVES = ["wheel", "touchmove", "pointerdown", "keydown"];
  const LONGEST = 4000; // milliseconds
  let leave = () => {};

  function land() {
    leave();
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const content = target instanceof Element && target.closest("main");
    if (!content) return;
    const watch = new ResizeObserver(() => target.scrollIntoView());
    const timer = setTimeout(() => leave(), LONGEST);
    leave = () => {
      watch.disconnect();
      clearTimeout(timer);
      for (const type of MOVES) removeEventListener(type, leave);
    };
    watch.observe(content);
    for (const type of MOVES) addEventListener(type, leave, { passive: true });
  }
  addEventListener("hashchange", land);
  onPage(land);
})();
