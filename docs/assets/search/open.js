// The way into the search: its shortcuts, and what fetches the rest of it when it is first wanted.
// Nothing is fetched before. Everything comes as scripts, which browsers read from disk too.
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const root = new URL(script.src.slice(0, script.src.lastIndexOf("/assets/") + 1));
  const waiting = new Map(); // by path: what it will be

  function fetched(path, make) {
    if (!waiting.has(path)) {
      const done = new Promise((/** @type {(value?: void) => void} */ resolve, reject) => {
        const element = make(new URL(path, root).href);
        element.onload = () => resolve();
        element.onerror = () => {
          element.remove();
          waiting.delete(path); // so that it can be tried again
          reject(new Error(`${path} could not be fetched`));
        };
        document.head.append(element);
      });
      waiting.set(path, done);
    }
    return waiting.get(path);
  }
  const asScript = (path) =>
    fetched(path, (src) => Object.assign(document.createElement("script"), { src, async: false }));
  const asStyle = (path) =>
    fetched(path, (href) => Object.assign(document.createElement("link"), { href, rel: "stylesheet" }));

  const pieces = new Map();
  window.siteSearch = {
    root,
    format: 2, // as in hooks/llm_trends/search.py
    receive({ columns, ...piece }) {
      const fields = Object.entries(columns ?? {});
      const records = columns?.at.map((at, row) => {
        const filled = fields.flatMap(([name, values]) => (values[row] ? [[name, values[row]]] : []));
        return { ...Object.fromEntries(filled), at: at || "" };
      });
      pieces.set(piece.piece, { ...piece, records });
    },

    /** A piece of the records. Rejected with an error that is `stale` if this page is too old for it. */
    async piece(name) {
      if (!pieces.has(name)) await asScript(`search/${name}.js`);
      const piece = pieces.get(name);
      const states = new Set([...pieces.values()].map(({ state }) => state));
      if (piece?.format !== window.siteSearch.format || states.size > 1) {
        throw Object.assign(new Error("the site was published anew"), { stale: true });
      }
      return piece;
    },

    /** The address of a place that is counted from the root; from disk a folder is no page. */
    address(at) {
      const disk = root.protocol === "file:" ? at.replace(/(^|\/)(?=[?#]|$)/, "$1index.html") : at;
      return new URL(disk, root).href;
    },

    texts: new Map(), // of pages, where one may not fetch

    /** The HTML of a page. From disk the copy for reading has it as a script beside the page. */
    async page(at) {
      const address = window.siteSearch.address(at);
      if (root.protocol !== "file:") return (await fetch(address)).text();
      await asScript(`${at}page.js`);
      return window.siteSearch.texts.get(at);
    },

    async view() {
      const parts = ["library", "words", "rank", "engine", "shown", "view"].map((name) =>
        asScript(`assets/search/${name}.js`),
      );
      await Promise.all([asStyle("assets/search/view.css"), ...parts]);
      return window.searchView;
    },
  };

  async function open(event) {
    const link = document.querySelector("a[data-search]");
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button > 0) return;
    event.preventDefault();
    event.stopPropagation();
    try {
      (await window.siteSearch.view()).dialog();
    } catch {
      if (link) location.assign(link.href);
    } // that page says what happened
  }
  const writes = (target) =>
    target instanceof HTMLElement && (target.closest("input, textarea, select, dialog") || target.isContentEditable);
  document.addEventListener(
    "click",
    (event) => {
      if (event.target instanceof Element && event.target.closest("a[data-search]")) open(event);
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if ((event.key === "/" || event.key === "s") && !writes(event.target) && !event.repeat) open(event);
  });
  const page = document.querySelector("[data-search-page]");
  if (!page) return;
  page.dataset.started = "";
  window.siteSearch.view().then(
    (view) => view.page(page),
    () => {
      page.dataset.started = "failed";
    },
  );
})();
