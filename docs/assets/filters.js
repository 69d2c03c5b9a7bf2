// The filters of a list: of claims, or of what the form names (`data-filters="chart"`), by choice or
// by the words of a row. Their state is in the address, so that a view can be linked.
(() => {
  function start() {
    const form = document.querySelector("[data-filters]");
    if (!form || form.dataset.started) return;
    form.dataset.started = "1";
    form.hidden = false;
    const what = form.dataset.filters || "claim";
    const rows = [...document.querySelectorAll(`.${what}-row`)];
    const names = [...form.elements].filter((field) => field.name).map((field) => field.name);
    const count = form.querySelector("[role=status]");
    const asked = new URLSearchParams(location.search);
    for (const name of names) {
      const value = asked.get(name) || "",
        field = form.elements[name];
      if (!field.options || [...field.options].some((option) => option.value === value)) field.value = value;
    }
    const words = new Map(); // of rows, once they were looked at
    const plain = (text) => text.trim().toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
    const wordsOf = (row) => {
      if (!words.has(row)) words.set(row, plain(row.textContent));
      return words.get(row);
    };
    const matches = (row) =>
      names.every((name) => {
        const { value, type } = form.elements[name];
        if (!value) return true;
        if (type === "search") return wordsOf(row).includes(plain(value));
        return row.closest(`[data-${name}]`).dataset[name].split(" ").includes(value); // its own, or that of its group
      });
    function show(remember) {
      let shown = 0;
      for (const row of rows) {
        row.hidden = !matches(row);
        shown += row.hidden ? 0 : 1;
      }
      for (const group of document.querySelectorAll(`.${what}s-of`)) {
        group.hidden = !group.querySelector(`.${what}-row:not([hidden])`);
        const entry = document.querySelector(`.contents a[href$="#${group.querySelector(":is(h2, h3)[id]")?.id}"]`);
        if (entry) entry.closest("li").hidden = group.hidden;
      }
      form.querySelector(".filters__none").hidden = shown > 0;
      count.textContent = `${shown} of ${rows.length} ${what}s shown`;
      if (!remember) return;
      const query = new URLSearchParams(
        names.filter((name) => form.elements[name].value).map((name) => [name, form.elements[name].value]),
      );
      history.replaceState(history.state, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
    }
    form.addEventListener("input", () => show(true));
    form.addEventListener("reset", () => setTimeout(() => show(true)));
    form.addEventListener("submit", (event) => event.preventDefault());
    show(false);
  }
  start();
})();
