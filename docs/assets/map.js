// The map dims the relations that do not touch the trend under the pointer or the focus.
(() => {
  const clear = (map) => map.querySelectorAll(".is-near").forEach((edge) => edge.classList.remove("is-near"));
  for (const type of ["pointerover", "focusin"]) {
    document.addEventListener(type, (event) => {
      const node = event.target instanceof Element && event.target.closest(".map .node");
      for (const map of document.querySelectorAll(".map")) {
        if (!node || !map.contains(node)) clear(map);
      }
      if (!node) return;
      const name = node.dataset.trend;
      for (const edge of node.closest(".map").querySelectorAll(".edge")) {
        edge.classList.toggle("is-near", edge.dataset.from === name || edge.dataset.to === name);
      }
    });
  }
})();
