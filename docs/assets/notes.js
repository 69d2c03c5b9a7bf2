// Definitions and references open beside the words: on hover, on keyboard focus and on touch.
// The text is in the page already, so nothing is fetched; without this script the links still lead
// to the glossary and to the list of sources.
(() => {
  const OPENERS = "a[aria-describedby^='def-'], a.cite";
  let note = null, opener = null, timer = 0, touched = null;

  const textOf = (link) => document.getElementById(
    link.getAttribute("aria-describedby") || decodeURIComponent(link.hash.slice(1)));

  function close() {
    clearTimeout(timer);
    if (note) note.remove();
    note = opener = null;
  }

  function open(link) {
    clearTimeout(timer);
    if (opener === link) return;
    close();
    const text = textOf(link);
    if (!text) return;
    opener = link;
    note = document.createElement("div");
    note.className = "note";
    note.setAttribute("role", "note");
    note.innerHTML = text.innerHTML;
    if (touched === link) {
      const more = document.createElement("a");
      more.className = "note__more";
      more.href = link.href;
      more.textContent = link.classList.contains("cite") ? "Go to the list of sources" : "Open the glossary";
      note.append(more);
    }
    note.addEventListener("pointerenter", () => clearTimeout(timer));
    note.addEventListener("pointerleave", later);
    document.body.append(note);
    const box = link.getBoundingClientRect(), size = note.getBoundingClientRect();
    const below = box.bottom + 6 + size.height < innerHeight || box.top < size.height + 6;
    const left = Math.max(16, Math.min(box.left, document.documentElement.clientWidth - size.width - 16));
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${(below ? box.bottom + 6 : box.top - size.height - 6) + scrollY}px`;
  }

  function later() { clearTimeout(timer); timer = setTimeout(close, 250); }
  const linkOf = (event) => event.target instanceof Element && event.target.closest(OPENERS);

  document.addEventListener("pointerover", (event) => {
    const link = linkOf(event);
    if (link && event.pointerType === "mouse") open(link);
    else if (note && !note.contains(event.target) && event.pointerType === "mouse") later();
  });
  document.addEventListener("focusin", (event) => { const link = linkOf(event); if (link) open(link); });
  document.addEventListener("focusout", (event) => { if (linkOf(event)) later(); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
  document.addEventListener("pointerdown", (event) => {
    const link = linkOf(event);
    touched = link && event.pointerType !== "mouse" ? link : null;
    if (note && !note.contains(event.target) && !link) close();
  });
  // The first tap opens the note; the link in it, or a second tap, leads on.
  document.addEventListener("click", (event) => {
    const link = linkOf(event);
    if (link && touched === link && !link.dataset.tapped) {
      event.preventDefault();
      event.stopPropagation();
      link.dataset.tapped = "1";
      setTimeout(() => delete link.dataset.tapped, 4000);
      opener = null;
      open(link);
    } else if (link) close();
  }, true);
})();
