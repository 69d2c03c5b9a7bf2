// Where a link has led, the page stays while it settles: what stands above may still change its
// height, such as an experiment that takes the place of its stored run. A reader who moves is let go.
(() => {
  const MOVES = ["wheel", "touchmove", "pointerdown", "keydown"];
  const LONGEST = 30_000; // milliseconds; a slow device takes as long to start an experiment
  let leave = () => {};

  function land() {
    leave();
    // Found anew each time: it may be a heading of a stored run, then of the experiment itself.
    const found = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const content = found()?.closest("main");
    if (!content) return;
    let top = NaN,
      height = NaN;
    const put = () => {
      const target = found();
      if (!target) return;
      target.scrollIntoView();
      top = target.getBoundingClientRect().top;
      height = content.offsetHeight;
    };
    const watch = new ResizeObserver(put);
    // Who drags the scroll bar gives no other sign.
    const scrolled = () => {
      const now = found()?.getBoundingClientRect().top ?? top;
      if (content.offsetHeight === height && Math.abs(now - top) > 2) leave();
    };
    const timer = setTimeout(() => leave(), LONGEST);
    leave = () => {
      watch.disconnect();
      clearTimeout(timer);
      removeEventListener("scroll", scrolled);
      for (const type of MOVES) removeEventListener(type, leave);
    };
    watch.observe(content);
    addEventListener("scroll", scrolled, { passive: true });
    for (const type of MOVES) addEventListener(type, leave, { passive: true });
  }
  addEventListener("hashchange", land);
  land();
})();
