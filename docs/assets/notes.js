// What a link leads to opens beside its words: on hover, on keyboard focus after a moment, on touch.
// Terms, references and findings are in the page; claims, trends, charts and sources come with the
// records of the search, and the words of the method from its page, each fetched once when first
// wanted. Without this script, or without what it fetches, every link still leads on.
(() => {
  const WORDS = ".verdict, .certainty, .stance, td[data-label='How read']";
  const PLACES = /^(trends\/[^/]+\/|glossary\/#|sources\/#|conclusion\/#)/;
  // What says it already, or only leads on.
  const LISTS = ":is(h1, h2, h3, h4, nav, .headerlink, .claim-list:not(.answer__claims), .search, .note)";
  const WORDS_FOR = { cite: "Go to the list of sources", term: "Open the glossary", word: "Read the method" };
  const HOVER = 150,
    FOCUS = 450,
    LEAVE = 250,
    MOST_FINDINGS = 2;
  /** @type {any} */ let note = null;
  /** @type {any} what it was opened by */ let opener = null;
  /** @type {any} */ let touched = null;
  let timer = 0,
    asked = 0;

  function make(name, className, ...children) {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }
  /** A copy of what an element holds, without the names by which it is found in the page. */
  function copied(element, className = "") {
    const copy = make(className === "note__text" ? "p" : "div", className, ...element.cloneNode(true).childNodes);
    for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
    return copy;
  }

  // ---- What there is to say ----------------------------------------------------------------------

  const inPage = (link) =>
    document.getElementById(
      link.getAttribute("aria-describedby")?.match(/^def-\S+/)?.[0] || decodeURIComponent(link.hash.slice(1)),
    );

  /** The reference, and what the page's claims take from it, each with its place in the source. */
  function reference(link) {
    const source = inPage(link);
    if (!source) return null;
    const own = link.closest("tr");
    const rows = [...document.querySelectorAll("table.evidence tbody tr")].filter(
      (row) => row !== own && [...row.querySelectorAll("th a.cite")].some((one) => one.hash === link.hash),
    );
    const place = link.textContent.replace(/^\d+,?\s*/, "");
    const places = new Map(
      rows.map((row) => [row, row.querySelector("th small")?.textContent.split(" · ").slice(1).join(" · ") ?? ""]),
    );
    rows.sort((a, b) => Number(places.get(b) === place) - Number(places.get(a) === place));
    const seen = new Set();
    const findings = rows.flatMap((row) => {
      const cell = row.querySelector("td[data-label='Finding']")?.cloneNode(true);
      cell?.querySelector(".scope")?.remove();
      cell?.querySelector("br")?.remove();
      const text = cell?.textContent.trim();
      if (!text || seen.has(text) || seen.size >= MOST_FINDINGS) return [];
      seen.add(text);
      return [make("p", "note__text", make("small", "note__place", `${places.get(row)}. `), text)];
    });
    const at = place && make("p", "note__text", make("small", "note__place", `Read at: ${place}`));
    return [...findings, ...(at && !findings.length ? [at] : []), copied(source, "note__source")];
  }

  function verdict(moment, [name, certainty]) {
    const svg = new DOMParser().parseFromString(
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" class="verdict__mark" ' +
        `viewBox="0 0 16 16" aria-hidden="true"><use xlink:href="#verdict-${name}"/></svg>`,
      "image/svg+xml",
    ).documentElement;
    const words = name.replaceAll("-", " ");
    return make(
      "p",
      "note__verdict",
      `${moment}: `,
      make("span", `verdict verdict--${name}`, svg, words),
      `, ${certainty.replace("-", " ")} certainty`,
    );
  }
  async function record(at) {
    const { records } = await siteSearch.piece(at.startsWith("sources/") ? "sources" : "answers");
    const found = records.find((one) => one.at === at);
    if (!found) return null;
    const kind = found.kind[0].toUpperCase() + found.kind.slice(1);
    const head = make("p", "note__kind", [kind, found.under].filter(Boolean).join(" · "));
    const title = make("p", "note__title", found.title);
    if (!found.judged) return [head, title, make("p", "note__text", found.text ?? "")];
    return [
      head,
      title,
      verdict("Today", found.judged.now),
      verdict("End of 2024", found.judged.then),
      make("p", "note__text", found.judged.now[2]),
    ];
  }

  /** @type {any} the page of the method, on its way */
  let method = null;
  /** The rule behind a word of the method, as its page has it. */
  async function rule(element) {
    method ??= siteSearch
      .page("method/")
      .then((text) => new DOMParser().parseFromString(text, "text/html").querySelector("article"));
    method.catch(() => {
      method = null;
    });
    const page = await method;
    const word = element.textContent
      .trim()
      .split("\n")[0]
      .replace(/ certainty$/i, "")
      .trim()
      .toLowerCase();
    const title = make("p", "note__title", word[0].toUpperCase() + word.slice(1));
    const row = [...page.querySelectorAll("td:first-child")].find(
      (cell) => cell.textContent.trim().toLowerCase() === word,
    );
    if (row) {
      const lowered = element.getAttribute("title") || element.dataset.why;
      return [
        title,
        make("p", "note__text", row.nextElementSibling.textContent),
        ...(lowered ? [make("p", "note__text", `${lowered}.`)] : []),
      ];
    }
    const read = [...page.querySelectorAll("dt")].find((term) =>
      word.startsWith(term.textContent.trim().toLowerCase()),
    );
    if (read) return [title, make("p", "note__text", read.nextElementSibling.textContent)];
    const stance = [...page.querySelectorAll("#evidence ~ ul li")].find((item) =>
      item.textContent.toLowerCase().includes(word),
    );
    return stance
      ? [title, make("p", "note__text", stance.closest("ul").textContent.replace(/\s+/g, " ").trim())]
      : null;
  }
  const ANCHORS = { ".verdict": "verdicts", ".certainty": "certainty", ".stance": "evidence", td: "checked" };
  const anchorOf = (element) => `method/#${Object.entries(ANCHORS).find(([kind]) => element.matches(kind))?.[1]}`;

  // ---- What opens a note ---------------------------------------------------------------------------

  /** The element that has a note, what kind of note, and where it leads; or nothing. */
  function found(target) {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    if (link?.closest(".md-content") && !link.matches(".node")) {
      if (link.matches(".cite")) return { element: link, kind: "cite", say: () => reference(link), href: link.href };
      if (link.matches("[aria-describedby^='def-']"))
        return { element: link, kind: "term", say: () => [copied(inPage(link), "note__text")], href: link.href };
      const root = window.siteSearch?.root.href ?? "";
      const at = link.href.startsWith(root) ? link.href.slice(root.length).replace(/index\.html(?=#|$)/, "") : "";
      if (PLACES.test(at) && !link.closest(LISTS))
        return { element: link, kind: "link", say: () => record(at), href: link.href };
      return null;
    }
    const word = target instanceof Element ? target.closest(WORDS) : null;
    if (word?.closest(".md-content") && !word.closest("a, button, summary, .lens")) {
      return { element: word, kind: "word", say: () => rule(word), href: siteSearch.address(anchorOf(word)) };
    }
    return null;
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    if (note) note.remove();
    if (opener) {
      opener.removeAttribute("aria-expanded");
      if (opener.dataset.why) {
        opener.title = opener.dataset.why;
        delete opener.dataset.why;
      }
    }
    note = opener = null;
  }

  async function open({ element, kind, say, href }, at) {
    clearTimeout(timer);
    if (opener === element) return;
    close();
    const turn = asked;
    /** @type {any} */
    let parts = null;
    try {
      parts = await say();
    } catch {
      /* the link leads on */
    }
    if (!parts || turn !== asked || !element.isConnected) return;
    opener = element;
    if (element.title) {
      element.dataset.why = element.title;
      element.removeAttribute("title");
    } // said once
    note = make("div", "note", ...parts);
    note.setAttribute("role", "note");
    if (touched === element || kind === "word") {
      const more = make("a", "note__more", WORDS_FOR[kind] ?? "Open it");
      more.href = href;
      note.append(more);
    }
    note.addEventListener("pointerenter", () => clearTimeout(timer));
    note.addEventListener("pointerleave", later);
    note.addEventListener("focusout", later);
    note.addEventListener("focusin", () => clearTimeout(timer));
    document.body.append(note);
    // A link may be broken over two lines: the note keeps clear of the line that is pointed at.
    const boxes = [...element.getClientRects()];
    const box = boxes.find(({ top, bottom }) => at !== undefined && top <= at && at <= bottom) ?? boxes[0];
    const last = boxes[boxes.length - 1],
      size = note.getBoundingClientRect();
    const below = last.bottom + 6 + size.height < innerHeight || boxes[0].top < size.height + 6;
    const left = Math.max(16, Math.min(box.left, document.documentElement.clientWidth - size.width - 16));
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${(below ? last.bottom + 6 : boxes[0].top - size.height - 6) + scrollY}px`;
  }
  function soon(what, delay, at) {
    clearTimeout(timer);
    timer = setTimeout(() => open(what, at), delay);
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(close, LEAVE);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || note?.contains(event.target)) return;
    const what = found(event.target);
    if (what && what.element === opener) clearTimeout(timer);
    else if (what) soon(what, HOVER, event.clientY);
    else later();
  });
  document.addEventListener("focusin", (event) => {
    const what = found(event.target);
    if (what && what.element !== opener) soon(what, FOCUS);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === opener && !note?.contains(event.relatedTarget)) later();
    else if (!opener) clearTimeout(timer);
  });
  // The note stands at the end of the page; Tab goes into it and comes back as if it stood here.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (note || timer)) {
      const back = note?.contains(document.activeElement) ? opener : null;
      close();
      back?.focus();
    }
    if (event.key !== "Tab" || !note) return;
    const links = [...note.querySelectorAll("a[href]")];
    const here = links.indexOf(document.activeElement);
    if (document.activeElement === opener && !event.shiftKey && links.length) {
      event.preventDefault();
      links[0].focus();
    } else if (here >= 0 && event.shiftKey && here === 0) {
      event.preventDefault();
      opener.focus();
    } else if (here >= 0 && !event.shiftKey && here === links.length - 1) {
      opener.focus(); // and on from there
    }
  });
  document.addEventListener("pointerdown", (event) => {
    const what = found(event.target);
    touched = what && event.pointerType !== "mouse" ? what.element : null;
    if (note && !note.contains(event.target) && !what) close();
  });
  // The first tap opens the note; the link in it, or a second tap, leads on.
  document.addEventListener(
    "click",
    (event) => {
      const what = found(event.target);
      if (!what) return;
      if (touched !== what.element || what.element.dataset.tapped) {
        if (what.kind !== "word") close();
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      what.element.dataset.tapped = "1";
      setTimeout(() => delete what.element.dataset.tapped, 4000);
      opener = null;
      open(what);
    },
    true,
  );

  // On a claim's own card the words of the method can be reached by keyboard.
  for (const word of document.querySelectorAll(".judgment__verdict > :is(.verdict, .certainty)")) word.tabIndex = 0;

  // This script comes with a reader's first move: what that has reached opens now.
  const reached = found([...document.querySelectorAll(":hover")].at(-1)) ?? found(document.activeElement);
  if (reached) soon(reached, HOVER);
})();
