// The search as it is seen: a dialog on every page, and a page of its own whose address holds the
// query. Both are a text field with a list of answers, each of which is a link.
(() => {
  const { siteSearch, searchEngine, searchShown } = window;
  const PIECES = ["answers", "prose", "sources"];
  const SHORT = 10,
    LONG = 100,
    LONGEST = 200,
    NONE = -1;
  const KINDS = {
    claim: "Claim",
    term: "Term",
    trend: "Trend",
    chart: "Chart",
    statement: "Conclusion",
    disagreement: "Sources disagree",
    explorable: "Try it",
    page: "Page",
    section: "Section",
    ahead: "Ahead",
    corrections: "Corrections",
    editing: "For editors",
    event: "Event",
    source: "Source",
  };
  const WORDS = { now: "Today", then: "End of 2024" };
  const HINT = "Claims, terms, charts, sources and every section. Ask in words, or name a model, a law or a number.";
  const LISTS = [
    ["Claims", "claims/"],
    ["Glossary", "glossary/"],
    ["Sources", "sources/"],
    ["Data and charts", "data/"],
  ];

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }
  const words = (name) => name.replaceAll("-", " ");

  // ---- The index, made once for all views ------------------------------------------------------

  /** @type {any} */ let engine = null;
  /** @type {any} */ let ready = null;
  let missing = [];
  /** Fetch and index what is not there yet. `step` is called whenever more can be found. */
  async function prepare(step) {
    engine ??= new searchEngine.Engine();
    const wanted = PIECES.filter((name) => !engine.has?.has(name));
    engine.has ??= new Set();
    missing = [];
    const coming = wanted.map((name) =>
      siteSearch.piece(name).then(
        (piece) => ({ piece }),
        (error) => ({ name, error }),
      ),
    );
    for (const one of coming) {
      const { piece, name, error } = await one;
      if (error?.stale) throw error;
      if (error && name === PIECES[0]) throw error; // findings belong to claims
      if (error) missing.push(name);
      else {
        await engine.add(piece.records, piece.same);
        engine.has.add(piece.piece);
      }
      step();
    }
  }
  function begin(step) {
    if (!ready || missing.length) {
      ready = prepare(step);
      ready.catch(() => {
        ready = null;
      });
    }
    return ready;
  }

  // ---- One answer ------------------------------------------------------------------------------

  const pieces = (text, forms) =>
    searchShown.marked(text, forms).map(([piece, found]) => (found ? make("mark", {}, piece) : piece));

  function verdict(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttributeNS("http://www.w3.org/1999/xlink", "xlink:href", `#verdict-${name}`);
    svg.setAttribute("class", "verdict__mark");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    svg.append(use);
    return make("span", { class: `verdict verdict--${name}` }, svg, words(name));
  }
  function verdicts({ now, then }) {
    if (now[0] === then[0]) return [make("span", { class: "hit__judged" }, verdict(now[0]), " then and now")];
    return Object.entries({ now, then }).map(([moment, [name]]) =>
      make("span", { class: "hit__judged" }, `${WORDS[moment]}: `, verdict(name)),
    );
  }

  /** One answer as a link; of its text as much as two lines of `width` pixels hold beside the title. */
  function option(record, forms, id, width) {
    const meta = make("span", { class: "hit__meta" }, make("span", { class: "hit__kind" }, KINDS[record.kind]));
    if (record.judged) meta.append(...verdicts(record.judged));
    if (record.under && record.under !== KINDS[record.kind]) meta.append(make("span", {}, record.under));
    const text = searchShown.shown(record, forms, Math.max(60, Math.round(width / 3.7) - record.title.length));
    const body = make(
      "span",
      { class: "hit__body" },
      make("b", { class: "hit__title" }, ...pieces(record.title, forms)),
      text ? " " : "",
      make("span", { class: "hit__text" }, ...pieces(text, forms)),
    );
    const link = make("a", {
      class: "hit",
      role: "option",
      id,
      href: siteSearch.address(record.at),
      tabindex: "-1",
      "aria-selected": "false",
    });
    link.append(meta, " ", body);
    return link;
  }

  // ---- A view ----------------------------------------------------------------------------------

  let count = 0;
  /**
   * A field with its answers, put into `place`. `leave` is called when an answer is chosen.
   * @param {Element} place
   * @param {{ query: string, most: number, leave?: () => void, changed?: (query: string) => void }} options
   */
  function view(place, { query, most, leave, changed }) {
    count += 1;
    const name = `search-${count}`;
    const label = make("label", { class: "search__label", for: `${name}-field` }, "Search");
    const field = make("input", {
      class: "search__field",
      id: `${name}-field`,
      type: "text",
      name: "q",
      role: "combobox",
      value: query,
      inputmode: "search",
      enterkeyhint: "go",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      placeholder: "Search",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": `${name}-list`,
    });
    const clear = make("button", { type: "button", class: "search__clear", hidden: "" }, "Clear");
    const said = make("p", { class: "search__said", role: "status" });
    const list = make("div", { class: "search__list", role: "listbox", id: `${name}-list`, "aria-label": "Results" });
    const foot = make("p", { class: "search__foot" });
    place.append(make("form", { class: "search__form", role: "search" }, label, field, clear), said, list, foot);
    const state = { active: NONE, asked: "", timer: 0 };

    const options = () => [...list.children];
    function activate(at) {
      const all = options();
      all[state.active]?.setAttribute("aria-selected", "false");
      state.active = at === NONE ? NONE : (at + all.length) % all.length;
      const chosen = all[state.active];
      if (chosen) {
        chosen.setAttribute("aria-selected", "true");
        chosen.scrollIntoView({ block: "nearest" });
        field.setAttribute("aria-activedescendant", chosen.id);
      } else field.removeAttribute("aria-activedescendant");
    }
    function say(...parts) {
      said.replaceChildren(...parts);
    }
    function empty(...parts) {
      list.replaceChildren();
      foot.replaceChildren();
      field.setAttribute("aria-expanded", "false");
      activate(NONE);
      say(...parts);
    }
    const lists = () =>
      LISTS.flatMap(([title, at], index) => [index ? " · " : "", make("a", { href: siteSearch.address(at) }, title)]);
    const again = (text, act) => {
      const button = make("button", { type: "button", class: "search__again" }, text);
      button.addEventListener("click", act);
      return button;
    };
    function failed(error) {
      if (error.stale) {
        empty(
          "The site was published anew since this page was opened. ",
          again("Reload the page", () => location.reload()),
          " to search it.",
        );
      } else {
        empty(
          `The search did not load (${error.message}). `,
          again("Try again", update),
          " or look in ",
          ...lists(),
          ".",
        );
      }
    }

    function show() {
      const asked = field.value.trim();
      clear.hidden = !field.value;
      if (!asked) return empty(leave ? HINT : ""); // the page says it above the field
      if ([...asked].length < 2) return empty("One letter is too little to search for. Type at least two.");
      if (!engine?.records.length) return empty("Fetching the index …");
      const found = engine.find(asked.slice(0, LONGEST));
      if (!found.words.length) return empty("These words are on every page. Add the thing that you look for.");
      const { hits } = found;
      const notes = [];
      if (asked.length > LONGEST) notes.push(`Only the first ${LONGEST} letters were searched for.`);
      if (missing.length) notes.push(`Incomplete: ${missing.join(" and ")} did not load.`);
      if (engine.has.size + missing.length < PIECES.length) notes.push("Still fetching more …");
      if (hits.length && found.missing.length) {
        notes.push(`Nothing has ${found.missing.map((word) => `“${word}”`).join(", ")}; these are results without it.`);
      }
      if (!hits.length) {
        return empty(
          `Nothing found for “${asked.slice(0, 60)}${asked.length > 60 ? "…" : ""}”. `,
          notes.join(" "),
          " Try other words, or look in ",
          ...lists(),
          ".",
        );
      }
      const chosen = options()[state.active]?.href;
      list.replaceChildren(
        ...hits.slice(0, most).map(({ record }, at) => option(record, found.forms, `${name}-${at}`, list.clientWidth)),
      );
      field.setAttribute("aria-expanded", "true");
      // What more of the records changes is not what a reader has chosen meanwhile.
      activate(asked === state.asked ? options().findIndex(({ href }) => href === chosen) : NONE);
      if (asked !== state.asked) list.scrollTop = 0;
      state.asked = asked;
      const shown = Math.min(most, hits.length);
      const all = hits.length === 1 ? "1 result" : `${hits.length} results`;
      const first = shown < hits.length ? `, the first ${shown} shown` : "";
      say(`${all}${first}. ${notes.join(" ")}`);
      if (missing.length) said.append(again("Try again", update));
      foot.replaceChildren();
      if (shown < hits.length && most < LONG) {
        const all = make(
          "a",
          { href: siteSearch.address(`search/?q=${encodeURIComponent(asked)}`) },
          `All ${hits.length} results`,
        );
        all.addEventListener("click", leave);
        foot.append(all);
      }
    }
    const guarded = () => {
      try {
        show();
      } catch (error) {
        failed(error);
      }
    };
    async function update() {
      guarded();
      try {
        await begin(guarded);
        guarded();
      } catch (error) {
        failed(error);
      }
    }

    function look() {
      clearTimeout(state.timer);
      state.timer = 0;
      if (ready) guarded();
      else update();
      changed?.(field.value.trim());
    }
    /** Whoever chooses means the answers to all that stands in the field. */
    const lookFirst = () => {
      if (state.timer) look();
    };

    field.addEventListener("input", () => {
      clearTimeout(state.timer);
      state.timer = setTimeout(look, 90);
    });
    field.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.isComposing) return;
      lookFirst();
      const last = list.children.length - 1;
      if (last < 0) return;
      event.preventDefault();
      activate(state.active === NONE ? (step > 0 ? 0 : last) : state.active + step + last + 1);
    });
    field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      lookFirst();
      (options()[state.active] ?? (leave ? options()[0] : null))?.click();
    });
    clear.addEventListener("click", () => {
      field.value = "";
      guarded();
      changed?.("");
      field.focus();
    });
    list.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("a") && !event.ctrlKey && !event.metaKey) leave?.();
    });
    if (query || leave) update();
    else guarded(); // the page of the search fetches the index with the first letter
    return { field, update };
  }

  // ---- Where it stands -------------------------------------------------------------------------

  /** @type {any} */ let box = null;
  /** Open the dialog, with what was looked for last. */
  function dialog() {
    if (!box?.element.isConnected) {
      const element = make("dialog", { class: "search search--dialog", "aria-label": "Search" });
      const close = make("button", { type: "button", class: "search__close" }, "Close");
      close.addEventListener("click", () => element.close());
      element.addEventListener("click", (event) => {
        if (event.target === element) element.close();
      });
      document.body.append(element);
      const inner = make("div", { class: "search__inner" });
      element.append(inner);
      box = { element, ...view(inner, { query: "", most: SHORT, leave: () => element.close() }) };
      inner.querySelector("form").append(close);
    } else box.update();
    if (!box.element.open) box.element.showModal();
    box.field.focus();
    box.field.select();
  }

  /** The page of the search; its address follows the query, so that it can be passed on. */
  function page(place) {
    const asked = () => new URLSearchParams(location.search).get("q") ?? "";
    place.replaceChildren();
    place.classList.add("search");
    const made = view(place, {
      query: asked(),
      most: LONG,
      changed: (query) => {
        const address = new URL(location.href);
        if (query) address.searchParams.set("q", query);
        else address.searchParams.delete("q");
        history.replaceState(history.state, "", address);
      },
    });
    if (!asked()) made.field.focus();
  }

  window.searchView = { dialog, page };
})();
