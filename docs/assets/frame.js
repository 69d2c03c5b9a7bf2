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
      try {
        localStorage.setItem("llm-trends.colors", chosen);
      } catch {
        /* kept in the page */
      }
      dispatchEvent(new Event("colors"));
    });
  }

  /** Marks the section that is read: the last heading above a third of the window. */
  function contents() {
    const links = new Map(
      [...document.querySelectorAll(".contents a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
    );
    const heads = [...links.keys()].flatMap((id) => document.getElementById(id) ?? []);
    /** @type {any} the link of that section */
    let current = null;
    let due = false;
    const isAbove = (element) => element.getBoundingClientRect().top < innerHeight / 3;
    // What is far from the window has no layout of its own yet: its block on the page tells enough.
    const isRead = (head) => {
      const block = head.closest(".md-content__inner > *") ?? head;
      return isAbove(block) && (block.getBoundingClientRect().bottom < 0 || isAbove(head)) && head.checkVisibility();
    };
    function mark() {
      due = false;
      const link = links.get(heads.findLast(isRead)?.id ?? "") ?? null;
      if (link === current) return;
      current?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "location");
      current = link;
    }
    addEventListener(
      "scroll",
      () => {
        if (!due) requestAnimationFrame(mark);
        due = true;
      },
      { passive: true },
    );
    for (const link of links.values())
      link.addEventListener("click", () => document.getElementById("drawer")?.hidePopover?.());
  }

  /** The way back is offered to a reader who turns round. */
  function top() {
    const link = document.querySelector(".top");
    let last = 0;
    addEventListener(
      "scroll",
      () => {
        link.hidden = scrollY > last || scrollY < 2 * innerHeight;
        last = scrollY;
      },
      { passive: true },
    );
  }

  function copies() {
    const codes = [...document.querySelectorAll("pre > code")];
    // Scrolled by keyboard. All are measured before any is changed, for one layout of the page.
    for (const code of codes.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)) code.tabIndex = 0;
    for (const code of codes) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "code-copy";
      button.textContent = "Copy";
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(code.textContent);
          button.textContent = "Copied";
        } catch {
          getSelection()?.selectAllChildren(code);
          button.textContent = "Selected";
        }
        setTimeout(() => {
          button.textContent = "Copy";
        }, 2000);
      });
      code.after(button);
    }
  }

  for (const start of [colors, contents, top, copies]) start();
  root.dataset.framed = "1";
})();
