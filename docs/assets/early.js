// What must be settled before anything is seen: the side of the switch, and the colors.
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
})();
