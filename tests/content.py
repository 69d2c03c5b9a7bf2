"""A small, valid report as the content of its files, for tests that need no project on disk."""

from __future__ import annotations

import datetime as dt
import json

from llm_trends.core.collect import Collection, collect
from llm_trends.core.views.statements import statements

TODAY = dt.date(2026, 11, 24)
SOURCES = """@article{known2024thing,
  title = {A known thing},
  author = {Known, Ann and Other, Bob},
  journal = {Journal of Things},
  year = {2024},
  doi = {10.1000/known},
  entrysubtype = {paper}
}

@article{later2025thing,
  title = {A later thing},
  author = {Later, Cy},
  journal = {Journal of Things},
  year = {2025},
  doi = {10.1000/later},
  entrysubtype = {paper}
}
"""
CONCLUSION = """summary: In short.
statements:
  - id: first
    report: It said so.
    text: It is so.
    rests_on: [alpha#alpha-claim]
    read: 2026-01-05
    digest: none
"""
HAND = "---\ntitle: {0}\ndescription: About {0}.\n---\n# {0}\n\n## Verdicts {{ #verdicts }}\n"
QUALIFYING = """      - source: known2024thing
        at: section 4
        version: arXiv v1
        scope: The same ten things.
        stance: qualifies
        finding: Three of them were small.
        checked: abstract
"""
"""A finding of every claim that `trend` makes, without which a strict build asks for one."""


def trend(slug: str, number: int, **changes: str) -> str:
    """A small, valid trend page; `changes` replace whole top-level fields of its header."""
    other = "alpha" if slug != "alpha" else "beta"
    fields = {
        "title": f"title: Trend {slug}",
        "number": f"number: {number}",
        "summary": f"summary: What {slug} comes to.",
        "reviewed": "reviewed: 2026-01-05",
        "sectors": "sectors: [software]",
        "aliases": f"aliases: [{slug} things]",
        "claims": f"""claims:
  - id: {slug}-claim
    text: A claim about {slug}.
    then:
      verdict: too-early
      certainty: low
      lowered_by: [single-study]
      reason: One study of {slug} was public.
      reasoning: Because of [@known2024thing].
    now:
      verdict: holds
      certainty: moderate
      lowered_by: [single-study]
      reason: A second study of {slug} agrees.
      reasoning: Because of [@known2024thing] and of [@later2025thing].
    turned_by:
      findings: [second]
      how: A second study came.
    evidence:
      - source: known2024thing
        at: Table 1
        version: arXiv v1
        scope: Ten things in one place.
        stance: supports
        finding: It was 7 of 10.
        checked: full-text
{QUALIFYING}      - id: second
        source: later2025thing
        at: page 2
        version: the published text
        scope: Forty things in another place.
        stance: supports
        finding: It was 29 of 40.
        checked: full-text""",
        "relations": f"""relations:
  - to: {other}
    kind: enables
    why: Reason of {slug}.""",
        "events": f"""events:
  - date: 2024-03
    what: Something of {slug}.
    source: known2024thing""",
        "terms": f"""terms:
  - term: {slug} word
    definition: What {slug} means.""",
        "outlook": "outlook: More of it.",
    }
    fields.update(changes)
    header = "\n".join(fields.values())
    return f"---\n{header}\n---\n\n## How {slug} works\n\nProse on the {slug} word.\n"


def stored_run(html: str = "<table><tr><td>1</td></tr></table>\n", **facts: object) -> str:
    """The file of a toy that held."""
    said = {"title": "A toy", "claim": "It works.", "verdict": "Held. In 9 of 10 seeds."}
    made = {"sources": [], "made_of": "0" * 12}
    return f"<!-- {json.dumps({**said, **made, **facts})} -->\n{html}"


def content(**files: str | bytes) -> dict[str, bytes]:
    """The files of the small report; `files` replace or add some."""
    texts: dict[str, str | bytes] = {
        "trends/alpha.md": trend("alpha", 1),
        "trends/beta.md": trend("beta", 2),
        "sources.bib": SOURCES,
        "conclusion.yml": CONCLUSION,
        "method.md": HAND.format("Method"),
    }
    texts |= files
    read = {name: text.encode() if isinstance(text, str) else text for name, text in texts.items()}
    return approved(read)


def approved(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files with a conclusion whose claims have just been read."""
    items = statements(collect(files, TODAY).report)
    text = files["conclusion.yml"]
    for item in items:
        text = text.replace(b"digest: none", f'digest: "{item.digest}"'.encode(), 1)
    return files | {"conclusion.yml": text}


def collected(**files: str | bytes) -> Collection:
    return collect(content(**files), TODAY)
