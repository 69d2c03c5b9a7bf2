// Tables that a reader can sort: each head cell becomes a button. Without this script the tables
// stand in the order in which the evidence was weighed.
(() => {
  /** @type {any} costs as much as all else here, so it is made for the first who sorts */
  let collator = null;
  function start() {
    for (const table of document.querySelectorAll("table[data-sortable]:not([data-started])")) {
      table.dataset.started = "1";
      const heads = [...table.tHead.rows[0].cells];
      heads.forEach((head, column) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "sort";
        button.append(...head.childNodes);
        head.append(button);
        button.addEventListener("click", () => sort(table, heads, column));
      });
    }
  }
  // A date sorts by its machine-readable form, everything else by its words.
  const key = (cell) => cell.querySelector("time")?.dateTime ?? cell.textContent.trim();
  function sort(table, heads, column) {
    const down = heads[column].getAttribute("aria-sort") === "ascending";
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
    collator ??= new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    const rows = [...table.tBodies[0].rows].sort((a, b) =>
      collator.compare(key(a.cells[column]), key(b.cells[column])),
    );
    table.tBodies[0].append(...(down ? rows.reverse() : rows));
  }
  start();
})();
