"""What prose refers to: citations without a source, links to trends, claims and terms not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .kinds_of_text import backwards
from .problems import Problem, did_you_mean, nearest, unknown
from .report import Report
from .sources.bibliography import Bibliography
from .text.notation import Found, Link
from .text.source_text import SourceText
from .trend import Trend


@dataclass(frozen=True)
class Prose:
    """The prose of any page, trend or hand-written, to be checked for its notation."""

    source: SourceText
    trend: Trend | None = None


def notation_faults(report: Report, page: Prose) -> Iterator[Problem]:
    """Citations and links in prose and in the texts of the header."""
    source = page.source
    for found in source.notation:
        if isinstance(found.what, Link) and source.body[: found.offset].endswith("!"):
            continue  # a picture of another dialect, named as such
        for wrong in _faults(report, page.trend, found):
            yield source.problem_in_body(found.offset, found.raw, wrong)
    for path, found in source.notation_of_texts:
        for wrong in _faults(report, page.trend, found):
            yield source.problem(path, f"{found.raw} {wrong}")


def _faults(report: Report, trend: Trend | None, found: Found) -> Iterator[str]:
    if found.what is None:
        yield found.fault
    elif isinstance(found.what, Link):
        yield from _link_faults(report, trend, found.what)
    else:
        for cited in found.what:
            if found.what.count(cited) > 1:
                yield f"names '{cited.key}' twice; expected it once"
            if wrong := backwards(cited.at or ""):
                yield wrong
            if not report.bibliography.knows(cited.key):
                yield missing_source(report.bibliography, cited.key)


def _link_faults(report: Report, trend: Trend | None, link: Link) -> Iterator[str]:
    slug = link.trend or (trend.slug if trend else "")
    if slug in report.unread or (link.kind == "term" and report.unread):
        return
    if link.kind == "term" and link.name not in report.terms:
        yield unknown("term", link.name, report.terms)
    elif link.kind in ("trend", "claim") and slug not in report.by_slug:
        if trend and slug in trend.claims:
            yield f"there is no trend '{slug}'; did you mean the claim of this page, `[[#{slug}]]`?"
        elif meant := _meant(report, slug, link):
            yield f"there is no trend '{slug}'; did you mean {meant}?"
        else:
            yield unknown("trend", slug, report.by_slug)
    elif link.kind == "claim" and f"{slug}#{link.name}" not in report.claims:
        yield unknown(f"claim of '{slug}'", link.name, report.by_slug[slug].claims)


def _meant(report: Report, slug: str, link: Link) -> str:
    """The notation that was most likely meant by a trend that there is not, or nothing."""
    if slug.startswith("@") and report.bibliography.knows(slug[1:]):
        return f"`[{slug}]`"
    kind, _, name = f"{slug}#{link.name}".rstrip("#").replace(":", "#").partition("#")
    if kind.casefold() in ("term", "terms", "glossary"):
        near = nearest(name.strip(), report.terms)
        return f"`[[term:{near}]]`" if near else ""
    page = slug.strip("/").removeprefix("trends/").removesuffix(".md").strip("/").casefold()
    return f"'{page}'" if page in report.by_slug else ""


def missing_source(bibliography: Bibliography, key: str) -> str:
    wrong = f"'{key}' is not in sources.bib; expected the key of an entry"
    return wrong + did_you_mean(key, bibliography.sources)
