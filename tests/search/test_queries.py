"""Readers' queries against the real site: the right page, and the right passage on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

QUERIES: dict[str, list[dict[str, Any]]] = yaml.load(
    Path(__file__).with_name("queries.yml").read_text(encoding="utf-8"), yaml.CSafeLoader
)
SHOWN = 3
"""The answers that a reader looks at."""
FIND = """async (queries) => {
  await siteSearch.view();
  const engine = new searchEngine.Engine();
  for (const name of ["answers", "prose", "sources"]) {
    const piece = await siteSearch.piece(name);
    await engine.add(piece.records, piece.same);
  }
  return queries.map((query) => {
    const { hits, words, forms } = engine.find(query);
    const shown = hits.slice(0, 20).map(({ record }) => {
      const texts = [record.title, searchShown.shown(record, forms)];
      const pieces = texts.flatMap((text) => searchShown.marked(text, forms));
      return {
        at: record.at,
        text: [record.title, record.text, record.names, record.more].join(" "),
        marked: pieces.filter(([, found]) => found).map(([piece]) => piece.toLowerCase()),
      };
    });
    return { words, shown };
  });
}"""


@pytest.fixture(scope="module")
def finding(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/method/")
    yield page
    context.close()


def place(at: str) -> str:
    """`trends/efficiency/#kv` as the list of queries writes it: `efficiency#kv`."""
    path, _, anchor = at.removeprefix("trends/").partition("#")
    return f"{path.strip('/') or 'home'}{'#' if anchor else ''}{anchor}"


def found(finding: Page, queries: list[str]) -> list[list[str]]:
    answers = finding.evaluate(FIND, queries)
    return [[place(hit["at"]) for hit in answer["shown"]] for answer in answers]


@pytest.mark.parametrize("name", QUERIES)
def test_readers_find_the_page_and_the_passage(finding: Page, name: str) -> None:
    queries = QUERIES[name]
    answers = found(finding, [query["q"] for query in queries])
    pages, passages, later = [], [], []
    for query, hits in zip(queries, answers, strict=True):
        first = hits[:SHOWN]
        if not {hit.partition("#")[0] for hit in first} & set(query["pages"]):
            pages.append((query["q"], first))
        if query["passages"] and not set(first) & set(query["passages"]):
            passages.append((query["q"], first))
        if query["passages"] and not set(hits[:1]) & set(query["passages"]):
            later.append((query["q"], hits[:1]))
    asked = sum(bool(query["passages"]) for query in queries)
    print(f"{name}: page {len(queries) - len(pages)} of {len(queries)}", pages)
    print(f"{name}: passage {asked - len(passages)} of {asked}", passages)
    assert len(queries) >= 20
    assert len(pages) <= 0.05 * len(queries), pages
    assert len(passages) <= 0.2 * asked, passages
    assert len(later) <= 0.35 * asked, later


def test_expected_places_exist(finding: Page, address: str) -> None:
    """A place that was renamed would make its query fail for ever, or be counted as a miss."""
    known = finding.evaluate(
        """async () => {
          const pieces = await Promise.all(["answers", "prose", "sources"].map(siteSearch.piece));
          return pieces.flatMap(({ records }) => records.map(({ at }) => at));
        }"""
    )
    places = {place(at) for at in known}
    every = [query for queries in QUERIES.values() for query in queries]
    asked = {passage for query in every for passage in query["passages"]}
    assert sorted(asked - places) == []
    assert len(every) >= 60


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("kv cache", "glossary#kv-cache"),
        ("KV-Cache", "glossary#kv-cache"),
        ("kvcache", "glossary#kv-cache"),
        ("rag", "glossary#retrieval-augmented-generation"),
        ("2404.14219", "sources#abdin2024phi3"),
        ("2404.14219v2", "sources#abdin2024phi3"),
        ("arXiv:2404.14219", "sources#abdin2024phi3"),
        ("10.1093/epolic/eiae042", "sources#acemoglu2025simple"),
        ("eiae042", "sources#acemoglu2025simple"),
        ("sycophancy", "glossary#sycophancy"),
        ("sycophansy", "glossary#sycophancy"),
        ("the what is of KV cache?", "glossary#kv-cache"),
        ("how to cite a chart", "data"),
        ("chart for class", "data"),
        ("inference cost data", "efficiency"),
        ("right to be forgotten", "personalization#forget-me"),  # a phrase with synonyms is whole
    ],
)
def test_names_and_numbers_come_first(finding: Page, query: str, first: str) -> None:
    assert found(finding, [query])[0][0] == first


@pytest.mark.parametrize("name", ["Qwen2.5", "GPT-4o", "2024/1689", "o1", "10^25", "F1", "SB 53"])
def test_identifiers_are_found_as_written(finding: Page, name: str) -> None:
    """The first answer holds the name itself, not only a part of it; a power as it is printed."""
    [answer] = finding.evaluate(FIND, [name])
    printed = name.replace("^25", "²⁵")
    assert re.search(re.escape(printed), answer["shown"][0]["text"], re.IGNORECASE)


def test_a_trend_stands_before_what_was_corrected_on_it(finding: Page) -> None:
    """Their titles have the same words; who asks for the second says so."""
    asked = ["jobs", "ethics", "open source", "regulation", "corrected findings of jobs"]
    answers = found(finding, asked)
    for query, hits in zip(asked[:-1], answers, strict=False):
        assert not [hit for hit in hits[:SHOWN] if hit.startswith("corrections/")], query
    assert "corrections/jobs" in answers[-1][:SHOWN]


def test_what_a_source_found_leads_to_its_claim(finding: Page) -> None:
    """Findings come in a later piece than the claims, as part of which they are searched."""
    told = finding.evaluate(
        """async () => (await siteSearch.piece("prose")).records
          .filter(({ kind }) => kind === "finding")
          .map(({ at, title, text }) => [at, title, text])"""
    )[::10]
    queries = [" ".join([title, *text.split()[:12]]) for _, title, text in told]
    answers = found(finding, queries)
    missed = [
        (query, hits[:SHOWN])
        for (at, _, _), query, hits in zip(told, queries, answers, strict=True)
        if place(at) not in hits[:SHOWN]
    ]
    assert len(told) >= 30
    assert len(missed) <= 0.2 * len(told), missed


def test_forms_of_a_word_and_no_other_word_are_found(finding: Page) -> None:
    """Forms that no ending shows; `ads` is no form of `added`, a mistaken letter not the first."""
    forms = finding.evaluate(
        """async (queries) => {
          const engine = new searchEngine.Engine();
          const texts = ["children forgot", "advertisement ad", "added", "skill bill"];
          await engine.add(texts.map((text, at) => ({ kind: "section", title: text, at })));
          return queries.map((query) => engine.find(query).hits.map(({ record }) => record.title));
        }""",
        ["forgotten child", "ads", "kill", "skyll"],
    )
    assert forms == [["children forgot"], ["advertisement ad"], [], ["skill bill"]]


def test_words_that_only_begin_alike_have_roots_of_their_own(finding: Page) -> None:
    """Or a search for federated learning lists what the synonyms of federal law find."""
    words = [["federal", "federated"], ["general", "generate"], ["new", "news"]]
    words += [["generally", "generalize"], ["federal", "federalism"]]
    roots = finding.evaluate("words => words.map((pair) => pair.map(searchWords.stem))", words)
    assert [one == other for one, other in roots] == [False, False, False, True, True]


def test_stop_words_are_neither_matched_nor_marked(finding: Page) -> None:
    [answer] = finding.evaluate(FIND, ["doesn't the forgetting of facts in the US"])
    assert answer["words"] == ["forgetting", "facts", "US"]
    marked = {word for hit in answer["shown"] for word in hit["marked"]}
    assert {"forgetting", "facts"} <= marked
    assert not {"of", "in", "the"} & marked
