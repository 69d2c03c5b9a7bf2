// What the frame of a page does beyond links: the colors, where one is in the contents, the way back
// to the top, and copies of code. Without this script nothing of the page is lost.
(() => {
  const COLORS = { system: "of the system", light: "light", dark: "dark" };
  const root = document.documentElement;

  function colors() {
    const button = document.querySelector(".colors");
    const names = Object.keys(COLORS);
    function show() {
      const { colors = "system" } = root.dataset;
      const next = names[(names.indexOf(colors) + 1) % names.length];
      for (const mark of button.children) mark.hidden = mark.dataset.colors !== colors;
      button.title = `Colors: ${COLORS[colors]}; change to ${COLORS[next]}`;
      button.setAttribute("aria-label", button.title);
      return next;
    }
    button.hidden = false;
    show();
    button.addEventListener("click", () => {
      const chosen = show();
      root.dataset.colors = chosen;
      show();
      try { localStorage.setItem("llm-trends.colors", chosen); } catch { /* kept in the page */ }
      dispatchEvent(new Event("colors"));
    });
  }

  /** Marks the section that is read: the last heading above a third of the window. */
  function contents() {
    const links = new Map([...document.querySelectorAll(".contents a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const heads = [...links.keys()].flatMap((id) => document.getElementById(id) ?? []);
    /** @type {any} the link of that section */
    let current = null;
    const watch = new IntersectionObserver(() => {
      const above = heads.filter((head) => head.getBoundingClientRect().top < innerHeight / 3 && head.checkVisibility());
      const link = links.get(above.at(-1)?.id ?? "") ?? null;
      if (link === current) return;
      current?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "location");
      current = link;
    }, { rootMargin: "0px 0px -66%" });
    for (const head of heads) watch.observe(head);
    for (const link of links.values()) link.addEventListener("click", () => document.getElementById("drawer")?.hidePopover?.());
  }

  /** The way back is offered to a reader who turns round. */
  function top() {
    const link = document.querySelector(".top");
    let last = 0;
    addEventListener("scroll", () => {
      link.hidden = scrollY > last || scrollY < 2 * innerHeight;
      last = scrollY;
    }, { passive: true });
  }

  function copies() {
    for (const code of document.querySelectorAll("pre > code")) {
      if (code.scrollWidth > code.clientWidth) code.tabIndex = 0; // scrolled by keyboard
      const button = document.createElement("button");
      button.type = "button";
      button.className = "code-copy";
      button.textContent = "Copy";
      button.addEventListener("click", async () => {
        try { await navigator.clipboard.writeText(code.textContent); button.textContent = "Copied"; }
        catch { getSelection()?.selectAllChildren(code); button.textContent = "Selected"; }
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      });
      code.after(button);
    }
  }

  onPage(() => {
    if (root.dataset.framed) return;
    root.dataset.framed = "1";
    for (const start of [colors, contents, top, copies]) start();
  });
})();
