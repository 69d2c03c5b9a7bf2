// What must be settled before anything is seen: the side of the switch, and the colors. A release
// writes this script into its pages. Then the other scripts of the page, once it has been seen:
// no first view needs them.
(() => {
  const root = document.documentElement;
  function kept(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }
  if (location.search) root.dataset.asked = ""; // a list waits for its filters
  root.dataset.lens = kept("llm-trends.lens") === "then" ? "then" : "now";
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = kept("llm-trends.colors") ?? "";
  root.dataset.colors = ["light", "dark"].includes(chosen) ? chosen : "system";
  function paint() {
    const { colors } = root.dataset;
    root.dataset.mdColorScheme = (colors === "system" ? dark.matches : colors === "dark") ? "slate" : "default";
  }
  paint();
  dark.addEventListener("change", paint);
  addEventListener("colors", paint);

  /** What a template holds runs, one after the other; then the template goes, and `through` is called. */
  window.runScripts = (id, through) => {
    const template = document.getElementById(id);
    if (!(template instanceof HTMLTemplateElement)) return through();
    const scripts = document.importNode(template.content, true);
    const all = [...scripts.querySelectorAll("script")];
    let missing = all.length;
    for (const script of all) {
      script.async = false;
      script.onload = script.onerror = () => {
        missing -= 1;
        if (missing) return;
        template.remove();
        through();
      };
    }
    document.head.append(scripts);
  };
  const LONGEST = 1000; // milliseconds; not every browser tells when a page is seen
  let followed = false;
  function follow() {
    if (!followed) runScripts("scripts", () => {});
    followed = true;
  }
  addEventListener("DOMContentLoaded", () => {
    new PerformanceObserver(follow).observe({ type: "paint", buffered: true });
    setTimeout(follow, LONGEST);
  });
})();
