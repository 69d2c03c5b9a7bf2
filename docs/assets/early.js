// What must be settled before anything is seen: the side of the switch, and the colors. It stands
// in for the inline scripts of the theme, whose bundle calls the functions that begin with __md.
(() => {
  const root = document.documentElement;
  const base = new URL("..", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  Object.assign(window, {
    __md_scope: base,
    __md_hash: (text) => [...text].reduce((sum, sign) => (sum << 5) - sum + sign.charCodeAt(0), 0),
    __md_get: (key, store = localStorage, scope = base) => JSON.parse(store.getItem(`${scope.pathname}.${key}`)),
    __md_set(key, value, store = localStorage, scope = base) {
      try { store.setItem(`${scope.pathname}.${key}`, JSON.stringify(value)); } catch { /* kept in the page */ }
    },
  });
  function kept(read) { try { return read(); } catch { return null; } }
  root.dataset.lens = kept(() => localStorage.getItem("llm-trends.lens")) === "then" ? "then" : "now";
  const chosen = kept(() => window.__md_get("__palette")?.color);
  const system = !chosen || chosen.media === "(prefers-color-scheme)";
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const scheme = system ? (dark ? "slate" : "default") : chosen.scheme;
  // An observer is called before the first painting of what it observes.
  new MutationObserver((_, seen) => {
    if (!document.body) return;
    seen.disconnect();
    document.body.dataset.mdColorScheme = scheme;
  }).observe(root, { childList: true });
})();
