// Where a link has led, the page stays while it settles: what stands above may still change its
// height, such as an experiment that takes the place of its stored run. A reader who moves is let go.
(() => {
  const MOVES = ["wheel", "touchmove", "pointerdown", "keydown"];
  const LONGEST = 30_000; // milliseconds; a slow device takes as long to start an experiment
  let leave = () => {};

  function land() {
    leave();
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const content = target?.closest("main");
    if (!target || !content) return;
    let top = NaN, height = NaN;
    const put = () => {
      target.scrollIntoView();
      top = target.getBoundingClientRect().top;
      height = content.offsetHeight;
    };
    const watch = new ResizeObserver(put);
    // Who drags the scroll bar gives no other sign.
    const scrolled = () => {
      if (content.offsetHeight === height && Math.abs(target.getBoundingClientRect().top - top) > 2) leave();
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
  onPage(land);
})();
