// Which words of a text are looked for, and the forms under which each is found: as it is written,
// without its signs, by its parts, by its stem, by its American spelling. Nothing here touches the page.
(() => {
  const { stemmer } = window.searchLibrary;

  const STOP = new Set(
    (
      "a about actually after again al all already also am an and another any are as at be because been " +
      "before being between both but by can cannot could did do does doing done during each either " +
      "else enough et ever every explain feature features few find for from further gave get gets getting " +
      "give given gives giving go goes going good got had has have having " +
      "he her here him his how however i if in into is it its itself just let like lot made make " +
      "makes making many may me mean meaning means might more most much must my never no nor not now of off often on one ones only " +
      "onto or other others our out over own per please really said same say says she should show so " +
      "some stand stands still such tell than that the their them then there these they this those though thus to " +
      "too under until up upon us use used uses using very via was we well were what whats when " +
      "where whether which while who whom whose why will with within without works would yet you your"
    ).split(" "),
  );
  // Letters and digits, held together by what stands inside names, versions, numbers and addresses.
  const CHUNK = /[\p{L}\p{N}]+(?:[.,\-‐‑–/:_^'’+&@][\p{L}\p{N}]+)*%?/gu;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/’/g, "'").toLowerCase();
  const isWord = (form) => /^\p{L}{3,}$/u.test(form);
  // Forms that no ending shows, each group under its first word.
  const IRREGULAR = new Map(
    (
      "bring brought,build built,buy bought,child children,choose chose chosen,criterion criteria,fall fell fallen," +
      "feel felt,forget forgot forgotten,grow grew grown growth,hear heard,hide hid hidden,index indices,keep kept,know knew known," +
      "lead led,learn learnt,leave left,lose lost,man men,pay paid,rise rose risen,sell sold,send sent,speak spoke spoken," +
      "spend spent,teach taught,think thought,undo undid undone,win won,woman women,write wrote written"
    )
      .split(",")
      .map((group) => group.split(" "))
      .flatMap((forms) => forms.map((form) => [form, forms[0]])),
  );
  // What the stemmer takes for an ending: it makes one of federal and federated, of general and
  // generated, of news and new.
  const ROOT = /^(?:news$|\p{L}{2,}eral(?=s?$|l?y$|is|iz|it))/u;
  const PREFIX = /^(?:anti|co|cross|meta|mid|multi|non|out|over|post|pre|re|self|sub|un)$/;
  const stems = new Map();
  function stem(word) {
    let known = stems.get(word);
    if (known === undefined) {
      known = isWord(word) ? (ROOT.exec(word)?.[0] ?? stemmer(IRREGULAR.get(word) ?? word)) : word;
      // The stemmer makes `ad` of `added`, which would then be found for `ads`.
      if (known.length === 2 && word[1] === word[2]) known = word.slice(0, 3);
      stems.set(word, known);
    }
    return known;
  }
  // British spellings as American ones, by the end of a word and then in it.
  /** @type {[RegExp, string][]} */
  const SPELLED = [
    [/is(e[drs]?|ing|ations?|ational)$/, "iz$1"],
    [/our(s|ed|ing|al)?$/, "or$1"],
    [/tre(s?)$/, "ter$1"],
    [/ence(s?)$/, "ense$1"],
    [/ogue(s?)$/, "og$1"],
    [/gramme(s?)$/, "gram$1"],
    [/ll(ed|ing|ers?)$/, "l$1"],
    [/^(?:skil|enrol|fulfil)$/, "$&l"],
    [/^behaviour/, "behavior"],
    [/^labour/, "labor"],
    [/^defence/, "defense"],
  ];
  const spelled = (word) => SPELLED.flatMap(([from, to]) => (from.test(word) ? [word.replace(from, to)] : []));
  const isName = (raw) => raw.length > 1 && raw === raw.toUpperCase() && /\p{L}/u.test(raw);
  const isStop = (raw) => !isName(raw) && STOP.has(fold(raw).replace(/(?<=[sder]|do)n['’]t$|['’].*$/, ""));

  /** The forms under which a chunk is found: as written, without its signs, and its parts. */
  function forms(raw) {
    const word = fold(raw)
      .replace(/[‐‑–]/g, "-")
      .replace(/['’]s$/, "");
    const found = new Set([word]);
    const bare = word.replace(/%$/, "").replace(/(?<=\d),(?=\d)/g, "");
    found.add(bare);
    const version = /^(\d{4}\.\d{4,5})v\d+$/.exec(bare); // a version of an arXiv number
    if (version) found.add(version[1]);
    const parts = bare.split(/[-/:_^'’+&@,]|(?<=\p{L})\.|\.(?=\p{L})/u).filter(Boolean);
    if (parts.length > 1) found.add(parts.join(""));
    for (const part of parts) {
      if (parts.length > 1 && PREFIX.test(part)) continue; // Meta has no part in meta-learning
      found.add(part);
      const model = /^(\p{L}{2,})(\d.*)$/u.exec(part); // `llama3.1` is `llama` and `3.1`
      if (model) {
        found.add(model[1]);
        found.add(model[2]);
      }
    }
    return [...found];
  }

  const remembered = new Map(); // most words of a text have been met before
  /** What a text is indexed under: every form of every word, but for stop words. */
  function terms(text) {
    const found = [];
    for (const raw of text.match(CHUNK) ?? []) {
      const known = remembered.get(raw) ?? (isStop(raw) ? [] : forms(raw));
      remembered.set(raw, known);
      for (const term of known) found.push(term);
    }
    return found;
  }

  const chunks = (text) => [...text.matchAll(CHUNK)].map(([raw]) => raw).filter((raw) => !isStop(raw));
  // `entry level` and `entry-level` are one.
  const key = (text) =>
    chunks(text.replace(/(?<=\p{L})[-‐‑–](?=\p{L})/gu, " "))
      .map((raw) => stem(spelled(fold(raw))[0] ?? fold(raw)))
      .join(" ");

  window.searchWords = { CHUNK, fold, isWord, stem, spelled, forms, terms, chunks, key };
})();
