// Finds the records that answer a query, best first. Nothing here touches the page. The index is
// MiniSearch's, which scores one word of a query at a time; what makes a question out of words is
// here: a record that has more of the words stands higher, and no word is required, since a question
// in plain words has some that no answer repeats.
(() => {
  const { MiniSearch } = window.searchLibrary;
  const { CHUNK, fold, isWord, stem, spelled, forms, terms, chunks, key } = window.searchWords;

  const FIELDS = { title: 2.2, names: 2.2, under: 0.7, text: 1, more: 0.3 };
  // How much a record of a kind is an answer rather than a mention.
  const KIND = {
    claim: 0.7, term: 1, trend: 0.6, chart: 1.3, statement: 0.9, disagreement: 1, explorable: 0.9,
    section: 1.3, page: 0.9, event: 0.5, source: 0.25, ahead: 0.7, editing: 0.4,
  };
  const MOST_WORDS = 16;
  const WEIGHT = { parts: 0.15, stem: 0.75, synonym: 0.6, prefix: 0.35, root: 0.3, typo: 0.4 };
  const SHARE = 1.5; // how much it counts to have more of the words
  const NAME = { whole: 3, within: 1.6, begins: 1.4 };
  const CITED = 5, FIRST = 2;
  // How much it counts that other records of the same page answer too, and how many of them are asked.
  const PAGE = { share: 0.5, records: 5, source: 0.8 };
  const SPREAD = 8; // so many answers are seen at once
  const FEW = 6; // so few records that words of the same root are worth a look

  function better(found, id, score, weight) {
    const old = found.get(id);
    if (!old) found.set(id, { score, weight });
    else {
      old.score = Math.max(old.score, score);
      old.weight = Math.max(old.weight, weight);
    }
  }

  class Engine {
    constructor() {
      this.records = [];
      this.synonyms = new Map();
      this.inPhrases = new Set(); // the words that phrases with synonyms are made of
      this.claims = new Map(); // by place
      this.known = new Map();
      this.vocabulary = new Set();
      this.families = new Map(); // the words of each stem
      this.index = new MiniSearch({
        idField: "id",
        fields: Object.keys(FIELDS),
        extractField: (record, name) => {
          const value = record[name];
          return Array.isArray(value) ? value.join(" \n") : value ?? "";
        },
        tokenize: terms,
        processTerm: (term) => {
          if (!this.vocabulary.has(term)) this.learn(term);
          return term;
        },
        searchOptions: { tokenize: (term) => [term], boost: FIELDS, combineWith: "OR", bm25: { k: 1.2, b: 0.45, d: 0.5 } },
      });
    }

    /** Take in records in slices, so that typing is never held up. `same` are groups of synonyms. */
    async add(records, same = []) {
      for (const group of same) {
        for (const phrase of group) {
          for (const raw of chunks(phrase)) this.inPhrases.add(fold(raw));
          const others = this.synonyms.get(key(phrase)) ?? [];
          this.synonyms.set(key(phrase), [...others, ...group.filter((other) => other !== phrase)]);
        }
      }
      for (const record of records) if (record.kind === "claim") this.claims.set(record.at, record);
      const fresh = records.filter(({ kind }) => kind !== "finding"), again = new Set();
      for (const { kind, at, title, text } of records) {
        const claim = kind === "finding" && this.claims.get(at);
        if (!claim) continue;
        if (claim.id !== undefined && !again.has(claim)) { // its findings came after it
          this.index.remove(claim);
          again.add(claim);
        }
        claim.more = [...(claim.more ?? []), `${title}: ${text}`];
      }
      for (const record of fresh) {
        if (record.judged) record.text = record.judged.now[2];
        if (record.judged && record.judged.then[2] !== record.text) {
          record.more = [record.judged.then[2], ...(record.more ?? [])];
        }
        record.id = this.records.push(record) - 1;
      }
      await this.index.addAllAsync([...again, ...fresh], { chunkSize: 60 });
      this.known.clear();
    }

    learn(term) {
      this.vocabulary.add(term);
      const family = this.families.get(stem(term));
      if (family) family.push(term);
      else this.families.set(stem(term), [term]);
    }

    /** The words that differ from a word in their endings only. */
    family(word) {
      return isWord(word) ? this.families.get(stem(word))?.filter((other) => other !== word) ?? [] : [];
    }

    /** The scores of the records that hold a word, kept since a query is typed letter by letter. */
    holding(term) {
      let known = this.known.get(term);
      if (!known) {
        known = this.index.search(term).map(({ id, score }) => [id, score]);
        this.known.set(term, known);
      }
      return known;
    }

    /**
     * The records that hold any of these words, each as good an answer as it says: by their numbers
     * their `score` and the `weight` of the best word.
     */
    score(weights) {
      const found = new Map();
      for (const [term, weight] of weights) {
        for (const [id, score] of this.holding(term)) better(found, id, score * weight, weight);
      }
      return found;
    }

    /** A chunk of a query as one word if any record or synonym has it so, else as the words it is made of. */
    taken(raw) {
      const [word, ...rest] = forms(raw);
      const bare = word.replace(/[^\p{L}\p{N}]/gu, "");
      if (this.vocabulary.has(word) || this.vocabulary.has(bare)) return [raw];
      if (this.inPhrases.has(word) || this.synonyms.has(key(raw))) return [raw];
      if (!isWord(word)) {
        const parts = rest.filter((form) => form !== bare && form.length > 1 && this.vocabulary.has(form));
        return parts.length ? parts : [raw];
      }
      const cuts = Array.from({ length: Math.max(0, word.length - 3) }, (_, at) => at + 2)
        .map((at) => [word.slice(0, at), word.slice(at)])
        .filter((two) => two.every((part) => this.vocabulary.has(part)));
      const shorter = (two) => Math.min(...two.map((part) => part.length));
      return this.family(word).length || !cuts.length ? [raw] : cuts.sort((a, b) => shorter(b) - shorter(a))[0];
    }

    /** What a word of the query may be called in a record, each with how good an answer that is. */
    alternatives(raw, last) {
      const [word, ...rest] = forms(raw);
      const glued = word.replace(/[^\p{L}\p{N}]/gu, "");
      const found = this.inflected(word, 1);
      for (const form of rest) {
        for (const [one, weight] of this.inflected(form, form === glued ? 1 : WEIGHT.parts)) {
          if (!found.has(one)) found.set(one, weight);
        }
      }
      const scores = this.score(found);
      if (word.length >= 3 && (last || !scores.size)) {
        this.guess(word, { prefix: true }, WEIGHT.prefix, found, scores);
      }
      // Words of one root that stemming does not bring together: liable and liability.
      const root = stem(word).slice(0, -1);
      if (isWord(word) && root.length >= 4 && scores.size < FEW) {
        this.guess(root, { prefix: true }, WEIGHT.root, found, scores);
      }
      if (!scores.size && isWord(word) && word.length >= 4) {
        this.guess(word, { fuzzy: word.length > 7 ? 2 : 1 }, WEIGHT.typo, found, scores);
      }
      // How many records hold it: one that holds a part only, the 3 of `Phi-3`, does not make it common.
      const sure = [...scores.values()].filter(({ weight }) => weight >= WEIGHT.stem).length;
      return { raw, found, scores, own: sure || scores.size || 1 };
    }

    inflected(word, weight) {
      const same = [word, ...spelled(word).filter((other) => this.vocabulary.has(other))];
      const others = same.flatMap((one) => this.family(one));
      /** @type {Map<string, number>} */
      const found = new Map();
      for (const other of others) found.set(other, weight * WEIGHT.stem);
      for (const one of same) found.set(one, weight);
      return found;
    }

    /** Add the records that hold words like this one, if they hold none that is better. */
    guess(word, options, weight, found, scores) {
      const before = new Set(scores.keys());
      for (const { id, score, terms: held } of this.index.search(word, options)) {
        const alike = held.filter((form) => form[0] === word[0]); // the first letter is seldom mistaken
        for (const form of alike) if (!found.has(form)) found.set(form, weight);
        if (alike.length && !before.has(id)) better(scores, id, score * weight, weight);
      }
    }

    /** The words of the query, with synonyms of words and of phrases of two to four words. */
    read(query) {
      const raws = [...new Set(chunks(query).flatMap((raw) => this.taken(raw)))].slice(0, MOST_WORDS);
      const words = raws.map((raw, at) => this.alternatives(raw, at === raws.length - 1));
      for (let length = Math.min(4, raws.length); length >= 1; length -= 1) {
        for (let at = 0; at + length <= raws.length; at += 1) {
          const phrase = raws.slice(at, at + length);
          for (const other of this.synonyms.get(key(phrase.join(" "))) ?? []) {
            this.addPhrase(words.slice(at, at + length), other, WEIGHT.synonym);
          }
          // What is written as two words here may be one in a record: `flash attention`, `DeepSeek V3`.
          const joined = length === 2 && forms(phrase.join("-")).find((form) => !/[^\p{L}\p{N}.]/u.test(form));
          if (joined && this.vocabulary.has(joined)) this.addPhrase(words.slice(at, at + 2), joined, 1);
        }
      }
      return words;
    }

    /** Records that hold every word of a phrase hold what the words of the query stand for. */
    addPhrase(words, phrase, worth) {
      const parts = chunks(phrase).map((raw) => {
        const weights = this.inflected(forms(raw)[0], 1);
        return { weights, scores: this.score(weights) };
      });
      if (!parts.length) return;
      const share = worth / words.length;
      for (const [id] of parts[0].scores) {
        const found = parts.map(({ scores }) => scores.get(id));
        if (found.includes(undefined)) continue;
        const sum = found.reduce((all, { score }) => all + score, 0) * share;
        for (const word of words) better(word.scores, id, sum, worth);
      }
      for (const { weights } of parts) {
        for (const word of weights.keys()) {
          for (const target of words) if (!target.found.has(word)) target.found.set(word, worth);
        }
      }
    }

    /**
     * All records that answer a query, best first.
     * @returns {{hits: {record: object, score: number}[], words: string[], missing: string[], forms: Set<string>}}
     */
    find(query) {
      const words = this.read(query);
      const count = this.records.length;
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
        const record = this.records[id];
        const share = held / all;
        hits.push({ record, share, score: score * share ** SHARE * KIND[record.kind] * this.named(record, asked, query) });
      }
      hits.sort(order);
      pages(hits);
      spread(hits);
      const least = (hits[0]?.score ?? 0) * 0.25;
      return {
        hits: hits.filter(({ score, share }) => share >= 0.5 || score >= least),
        words: words.map(({ raw }) => raw),
        missing: words.filter(({ scores }) => !scores.size).map(({ raw }) => raw),
        forms: new Set(words.flatMap(({ found }) => [...found.keys()])),
      };
    }

    /** How much more a record is meant that is called what was asked for. */
    named(record, asked, query) {
      if (!asked) return 1;
      if (record.kind === "source") return this.cited(record, query);
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
    cited({ title, text }, query) {
      const plain = (words) => (fold(words).match(CHUNK) ?? []).join(" ");
      const asked = plain(query), [called] = title.split(":");
      if (asked.includes(" ") && [title, called].some((one) => plain(one) === asked)) return CITED;
      const years = chunks(query).filter((raw) => /^(19|20)\d\d$/.test(raw));
      const people = chunks(query).filter((raw) => !years.includes(raw));
      const [authors] = text.split(" · ");
      const known = new Set(terms(authors));
      if (!people.length || !people.every((raw) => known.has(fold(raw)))) return 1;
      const first = terms(authors.split(", ")[0]).includes(fold(people[0])) ? FIRST : 1; // who stands before `et al.`
      return first * (years.some((year) => ` ${text} `.includes(` ${year} `)) ? 2 * CITED : CITED);
    }
  }

  const order = (a, b) => b.score - a.score || a.record.id - b.record.id;

  /** Raise the answers on pages that answer in several places: the words stand there for what is meant. */
  function pages(hits) {
    const page = ({ under, title }) => under || title;
    const sums = new Map(), counts = new Map();
    for (const { record, score } of hits.filter((hit) => hit.record.kind !== "source")) {
      const at = page(record), count = counts.get(at) ?? 0;
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

  window.searchEngine = { Engine };
})();
