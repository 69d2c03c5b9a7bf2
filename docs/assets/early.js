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

  const LONGEST = 1000; // milliseconds; not every browser tells when a page is seen
  let followed = false;
  /** What the template of scripts holds, one after the other; it goes when the last is through. */
  function follow() {
    if (followed) return;
    followed = true;
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById("scripts"));
    const scripts = document.importNode(template.content, true);
    const all = [...scripts.querySelectorAll("script")];
    let missing = all.length;
    for (const script of all) {
      script.async = false;
      script.onload = script.onerror = () => {
        missing -= 1;
        if (!missing) template.remove();
      };
    }
    document.head.append(scripts);
  }
  addEventListener("DOMContentLoaded", () => {
    new PerformanceObserver(follow).observe({ type: "paint", buffered: true });
    setTimeout(follow, LONGEST);
  });
})();
