// What is shown of a record that was found: the part of its text with most of the words that were
// looked for, and these marked. Nothing here touches the page.
(() => {
  const { CHUNK, fold, stem, terms } = window.searchWords;

  const matches = (raw, wanted) => terms(raw).some((term) => wanted.has(term));

  /** A text as pieces, those that were looked for marked: `[["The ", false], ["cache", true]]`. */
  function marked(text, wanted) {
    const pieces = [];
    let end = 0;
    for (const { 0: raw, index } of text.matchAll(CHUNK)) {
      if (!matches(raw, wanted)) continue;
      if (index > end) pieces.push([text.slice(end, index), false]);
      pieces.push([raw, true]);
      end = index + raw.length;
    }
    if (end < text.length) pieces.push([text.slice(end), false]);
    return pieces;
  }

  /** The part of a text, of about `length` letters, with most of the words that were looked for. */
  function excerpt(text, wanted, length = 180) {
    if (text.length <= length) return text;
    const places = [...text.matchAll(CHUNK)].filter(({ 0: raw }) => matches(raw, wanted));
    let best = 0,
      most = 0;
    places.forEach(({ index }, at) => {
      const near = places.slice(at).filter((place) => place.index < index + length - 20);
      const different = new Set(near.map(({ 0: raw }) => stem(fold(raw)))).size;
      if (different > most) {
        most = different;
        best = index;
      }
    });
    let start = 0;
    if (best > length * 0.6) {
      const sentence = Math.max(...[". ", "? ", "! ", "; "].map((sign) => text.lastIndexOf(sign, best) + 2));
      start = best - sentence < length * 0.3 ? sentence : text.lastIndexOf(" ", best - 12) + 1;
    }
    const cut = text.slice(start, start + length * 2); // the style sheet cuts it to its lines
    return `${start ? "… " : ""}${cut}${start + cut.length < text.length ? " …" : ""}`;
  }

  /** What is shown below the title: the text, or what was found outside of it. */
  function shown(record, wanted, length) {
    const holds = (text) =>
      new Set(
        [...text.matchAll(CHUNK)]
          .map(([raw]) => raw)
          .filter((raw) => matches(raw, wanted))
          .map((raw) => stem(fold(raw))),
      ).size;
    let best = record.text ?? "",
      most = holds(best) + 0.5;
    for (const text of record.more ?? []) {
      const count = holds(text);
      if (count > most) {
        best = text;
        most = count;
      }
    }
    return excerpt(best, wanted, length);
  }

  window.searchShown = { marked, shown };
})();
