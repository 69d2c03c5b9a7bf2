// The marks of a chart say their values and their source: on hover, on keyboard focus, on touch.
// The words are in the drawing already, and the table below it has them all without this script.
(() => {
  const MOVES = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity };

  function begin(drawing) {
    const note = document.createElement("div");
    note.className = "chart__note";
    note.hidden = true;
    note.setAttribute("aria-hidden", "true"); // the mark's own name says the same
    drawing.append(note);
    /** @type {any} the mark whose note is open */
    let read = null;

    function close() {
      if (read) read.classList.remove("is-read");
      read = null;
      note.hidden = true;
    }
    function open(mark) {
      if (mark === read) return;
      close();
      read = mark;
      mark.classList.add("is-read");
      note.textContent = mark.getAttribute("aria-label");
      note.hidden = false;
      const box = mark.getBoundingClientRect(),
        frame = drawing.getBoundingClientRect();
      const left = box.left + box.width / 2 - frame.left - note.offsetWidth / 2;
      const above = box.top - frame.top - note.offsetHeight - 8;
      note.style.left = `${Math.max(0, Math.min(left, frame.width - note.offsetWidth))}px`;
      note.style.top = `${box.top > note.offsetHeight + 60 ? above : box.bottom - frame.top + 8}px`;
    }
    const markOf = (event) => event.target instanceof Element && event.target.closest(".mark");

    for (const type of ["pointerover", "pointerdown", "focusin"]) {
      drawing.addEventListener(type, (event) => {
        const mark = markOf(event);
        if (mark) open(mark);
        else if (type !== "focusin") close();
      });
    }
    drawing.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") close();
    });
    drawing.addEventListener("focusout", close);
    drawing.addEventListener("keydown", (event) => {
      const mark = markOf(event);
      if (event.key === "Escape") close();
      if (!mark || !(event.key in MOVES)) return;
      event.preventDefault();
      const marks = [...mark.closest("svg").querySelectorAll(".mark")];
      const to = Math.max(0, Math.min(marks.indexOf(mark) + MOVES[event.key], marks.length - 1));
      mark.setAttribute("tabindex", "-1");
      marks[to].setAttribute("tabindex", "0");
      marks[to].focus();
    });
  }

  // On a published page a drawing further down is a picture, until it is near: then the drawing
  // itself comes, in the colors of the page. If it does not, the picture stays.
  async function draw(picture) {
    const answer = await fetch(picture.src);
    const { documentElement } = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
    if (answer.ok && documentElement.localName === "svg")
      picture.replaceWith(document.importNode(documentElement, true));
  }

  const watch = new IntersectionObserver(
    (seen) => {
      for (const { isIntersecting, target } of seen) {
        if (!isIntersecting) continue;
        watch.unobserve(target);
        begin(target);
        for (const picture of target.querySelectorAll("img")) draw(picture).catch(() => {});
      }
    },
    { rootMargin: "1000px" },
  );
  function start() {
    for (const drawing of document.querySelectorAll("[data-chart]:not([data-started])")) {
      drawing.dataset.started = "";
      watch.observe(drawing);
    }
  }
  start();
})();
