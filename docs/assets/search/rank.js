// Which of the records that hold words of a query answer it, best first: a record that has more of
// the words stands higher, and no word is required, since a question in plain words has some that no
// answer repeats. Nothing here touches the page.
(() => {
  const { CHUNK, fold, terms, chunks, key } = window.searchWords;

  // How much a record of a kind is an answer rather than a mention.
  const KIND = {
    claim: 0.7,
    term: 1,
    trend: 0.6,
    chart: 1.3,
    statement: 0.9,
    disagreement: 1,
    explorable: 0.9,
    section: 1.3,
    page: 0.9,
    corrections: 0.2,
    event: 0.5,
    source: 0.25,
    ahead: 0.7,
    editing: 0.4,
  };
  const SHARE = 1.5; // how much it counts to have more of the words
  const NAME = { whole: 3, within: 1.6, begins: 1.4 };
  const CITED = 5,
    FIRST = 2;
  // How much it counts that other records of the same page answer too, and how many of them are asked.
  const PAGE = { share: 0.5, records: 5, source: 0.8 };
  const SPREAD = 8; // so many answers are seen at once

  /**
   * `words` are those of the query, each with the `scores` of the records that hold it and with the
   * number of those that hold the word itself, `own`.
   */
  function ranked(words, records, query) {
    const count = records.length;
    const totals = new Map();
    let all = 0;
    for (const word of words) {
      // A word that is nowhere tells records apart no more than one that is everywhere.
      word.rarity = word.scores.size ? Math.log(1 + count / word.own) : 1;
      all += word.rarity;
      for (const [id, { score, weight }] of word.scores) {
        const total = totals.get(id) ?? { score: 0, held: 0 };
        total.score += score;
        total.held += word.rarity * Math.sqrt(weight);
        totals.set(id, total);
      }
    }
    const asked = key(query);
    const hits = [];
    for (const [id, { score, held }] of totals) {
      const record = records[id];
      const share = held / all;
      hits.push({ record, share, score: score * share ** SHARE * KIND[record.kind] * named(record, asked, query) });
    }
    hits.sort(order);
    pages(hits);
    spread(hits);
    const least = (hits[0]?.score ?? 0) * 0.25;
    return hits.filter(({ score, share }) => share >= 0.5 || score >= least);
  }

  /** How much more a record is meant that is called what was asked for. */
  function named(record, asked, query) {
    if (!asked) return 1;
    if (record.kind === "source") return cited(record, query);
    record.keys ??= [record.title, ...(record.names ?? [])].map(key);
    if (record.keys.includes(asked)) return NAME.whole;
    const padded = ` ${asked} `;
    const part = (one) => one.split(" ").length / asked.split(" ").length;
    const within = record.keys.filter((one) => one.includes(" ") && padded.includes(` ${one} `)).map(part);
    if (within.length) return 1 + (NAME.within - 1) * Math.max(...within) ** 2;
    if (asked.includes(" ") && record.keys.some((one) => ` ${one} `.includes(padded))) return NAME.begins;
    return 1;
  }

  /** How much more a source is meant whose title or whose authors, perhaps with the year, were asked for. */
  function cited({ title, text }, query) {
    const plain = (words) => (fold(words).match(CHUNK) ?? []).join(" ");
    const asked = plain(query),
      [called] = title.split(":");
    if (asked.includes(" ") && [title, called].some((one) => plain(one) === asked)) return CITED;
    const years = chunks(query).filter((raw) => /^(19|20)\d\d$/.test(raw));
    const people = chunks(query).filter((raw) => !years.includes(raw));
    const [authors] = text.split(" · ");
    const known = new Set(terms(authors));
    if (!people.length || !people.every((raw) => known.has(fold(raw)))) return 1;
    const first = terms(authors.split(", ")[0]).includes(fold(people[0])) ? FIRST : 1; // who stands before `et al.`
    return first * (years.some((year) => ` ${text} `.includes(` ${year} `)) ? 2 * CITED : CITED);
  }

  const order = (a, b) => b.score - a.score || a.record.id - b.record.id;

  /** Raise the answers on pages that answer in several places: the words stand there for what is meant. */
  function pages(hits) {
    const page = ({ under, title }) => under || title;
    const sums = new Map(),
      counts = new Map();
    for (const { record, score } of hits.filter((hit) => hit.record.kind !== "source")) {
      const at = page(record),
        count = counts.get(at) ?? 0;
      if (count < PAGE.records) sums.set(at, (sums.get(at) ?? 0) + score);
      counts.set(at, count + 1);
    }
    const most = Math.max(...sums.values());
    for (const hit of hits) {
      const sum = sums.get(page(hit.record));
      hit.score *= hit.record.kind === "source" ? PAGE.source : (sum / most) ** PAGE.share;
    }
    hits.sort(order);
  }

  /** Among the first answers one source at most, unless sources were asked for: what is said of them is meant. */
  function spread(hits) {
    let sources = 0;
    const first = hits.slice(0, SPREAD).filter(({ record, score }) => {
      if (record.kind !== "source") return true;
      sources += 1;
      return sources === 1 || score > 2 * (hits.find((hit) => hit.record.kind !== "source")?.score ?? 0);
    });
    const late = hits.slice(0, SPREAD).filter((hit) => !first.includes(hit));
    hits.splice(0, SPREAD, ...first, ...late);
  }

  window.searchRank = { ranked };
})();
