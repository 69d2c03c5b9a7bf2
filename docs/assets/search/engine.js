// Finds the records that hold what a query is made of: its words, their other forms, their synonyms.
// Nothing here touches the page. The index is MiniSearch's, which scores one word of a query at a
// time; rank.js makes a question out of the words.
(() => {
  const { MiniSearch } = window.searchLibrary;
  const { fold, isWord, stem, spelled, forms, terms, chunks, key } = window.searchWords;
  const { ranked } = window.searchRank;

  const FIELDS = { title: 2.2, names: 2.2, under: 0.7, text: 1, more: 0.3 };
  const MOST_WORDS = 16;
  const WEIGHT = { parts: 0.15, stem: 0.75, synonym: 0.6, prefix: 0.35, root: 0.3, typo: 0.4 };
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
          return Array.isArray(value) ? value.join(" \n") : (value ?? "");
        },
        tokenize: terms,
        processTerm: (term) => {
          if (!this.vocabulary.has(term)) this.learn(term);
          return term;
        },
        searchOptions: {
          tokenize: (term) => [term],
          boost: FIELDS,
          combineWith: "OR",
          bm25: { k: 1.2, b: 0.45, d: 0.5 },
        },
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
      const fresh = records.filter(({ kind }) => kind !== "finding"),
        again = new Set();
      for (const { kind, at, title, text } of records) {
        const claim = kind === "finding" && this.claims.get(at);
        if (!claim) continue;
        if (claim.id !== undefined && !again.has(claim)) {
          // its findings came after it
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
      return isWord(word) ? (this.families.get(stem(word))?.filter((other) => other !== word) ?? []) : [];
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
      const share = worth / Math.max(words.length, parts.length); // a longer name is no better answer
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
      return {
        hits: ranked(words, this.records, query),
        words: words.map(({ raw }) => raw),
        missing: words.filter(({ scores }) => !scores.size).map(({ raw }) => raw),
        forms: new Set(words.flatMap(({ found }) => [...found.keys()])),
      };
    }
  }

  window.searchEngine = { Engine };
})();
