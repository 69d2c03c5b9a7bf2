"""What pages say of themselves to search engines, in the words of schema.org.

Nothing is said that the content does not say: no date of a build, no rating where there is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..charts.model import Chart
from ..citing.citation import EDITORS, LANGUAGE, LICENSE, SITE, Citation
from ..citing.works import Works
from ..places import Address, term_place
from ..report import EDITION, Report
from ..text.notation import plain_text
from ..trend import ClaimAt, Trend
from ..vocabulary import Verdict

Node = dict[str, Any]
AUTHOR: Node = {"@type": "Organization", "name": EDITORS.full}
JUDGED = f"Comprehensive Report on AI LLMs Trends and Developments ({EDITION})"
"""The report whose claims are judged; it names no author."""
RATINGS = {Verdict.HOLDS: 5, Verdict.HOLDS_WITH_LIMITS: 4, Verdict.DOES_NOT_HOLD: 1}
"""On the scale of ClaimReview from 1, false, to 5, true. What is contested or cannot be decided
yet has no place on it and is rated in words alone."""


def script(nodes: Iterable[Node]) -> str:
    """One document with all nodes, fit to stand in a script element."""
    data = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def page_nodes(
    kind: str, cited: Citation, description: str, image: str, address: Address, path: str
) -> list[Node]:
    """A page as an `Article` or a `CollectionPage`, and the way to it from the home page."""
    home, here = address("index.md"), address(path)
    node: Node = {
        "@type": kind,
        "@id": here,
        "url": here,
        "headline": cited.title,
        "name": cited.title,
        "description": description,
        "inLanguage": LANGUAGE,
        "license": LICENSE,
        "author": AUTHOR,
        "publisher": AUTHOR,
        "isPartOf": {"@type": "WebSite", "@id": f"{home}#site", "url": home, "name": SITE},
    }
    if cited.date:
        node["dateModified"] = str(cited.date)
    if image:
        node["image"] = image
    if kind == "CollectionPage":
        del node["headline"]
    crumbs = [(SITE, home)] if here == home else [(SITE, home), (cited.title, here)]
    steps = [
        {"@type": "ListItem", "position": number, "name": name, "item": place}
        for number, (name, place) in enumerate(crumbs, start=1)
    ]
    return [node, {"@type": "BreadcrumbList", "itemListElement": steps}]


def claim_reviews(works: Works, trend: Trend, address: Address) -> list[Node]:
    """The reviews of the claims that the report makes, each about one section of the page.

    A claim that we added has been made by nobody, so there is nothing to review.
    """
    pairs = [ClaimAt(trend, claim) for claim in trend.data.claims if not claim.added]
    return [_review(works.claim(pair), pair, address) for pair in pairs]


def _review(cited: Citation, pair: ClaimAt, address: Address) -> Node:
    verdict = pair.claim.now.verdict
    rating: Node = {"@type": "Rating", "alternateName": verdict.words}
    if verdict in RATINGS:
        rating |= {"ratingValue": RATINGS[verdict], "bestRating": 5, "worstRating": 1}
    place = address(pair.place)
    return {
        "@type": "ClaimReview",
        "@id": place,
        "url": place,
        "claimReviewed": cited.title,
        "dateModified": str(cited.date),
        "datePublished": str(cited.date),
        "author": AUTHOR,
        "license": LICENSE,
        "reviewBody": plain_text(pair.claim.now.reason),
        "reviewRating": rating,
        "itemReviewed": {
            "@type": "Claim",
            "name": cited.title,
            "datePublished": EDITION,
            "appearance": {"@type": "CreativeWork", "name": JUDGED, "datePublished": EDITION},
        },
    }


def dataset(report: Report, chart: Chart, works: Works, address: Address) -> Node:
    """A chart's data. The time that they cover goes from the first of their dates to the last."""
    cited = works.chart(chart)
    place = address(chart.place)
    dates = sorted(row.cells["date"] for row in chart.rows)
    sources = report.bibliography.sources
    forms = (("csv", "text/csv"), ("json", "application/json"), ("svg", "image/svg+xml"))
    return {
        "@type": "Dataset",
        "@id": place,
        "url": place,
        "identifier": f"{cited.key}:{cited.version}",
        "name": chart.meta.title,
        "description": chart.meta.finding,
        "license": LICENSE,
        "creator": AUTHOR,
        "isAccessibleForFree": True,
        "version": cited.version,
        "dateModified": str(cited.date),
        "datePublished": str(chart.meta.as_of),
        "temporalCoverage": dates[0] if dates[0] == dates[-1] else f"{dates[0]}/{dates[-1]}",
        "variableMeasured": list(dict.fromkeys(row.cells["unit"] for row in chart.rows)),
        "isBasedOn": [sources[key].url for key in chart.sources if key in sources],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": address(f"{chart.stem}.{form}"),
            }
            for form, kind in forms
        ],
    }


def whole_dataset(works: Works, description: str, address: Address) -> Node:
    """All data together, for the page of data."""
    cited = works.whole
    place = address("data/index.md")
    files: Mapping[str, str] = {
        "data/report.json": "application/json",
        "data/claims.csv": "text/csv",
        "llm-trends-2024.zip": "application/zip",
    }
    node: Node = {
        "@type": "Dataset",
        "@id": f"{place}#dataset",
        "url": place,
        "identifier": f"{cited.key}:{cited.edition}",
        "name": SITE,
        "description": description,
        "license": LICENSE,
        "creator": AUTHOR,
        "isAccessibleForFree": True,
        "version": cited.edition,
        "temporalCoverage": EDITION,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address(path)}
            for path, kind in files.items()
        ],
    }
    return {**node, "dateModified": str(cited.date)} if cited.date else node


def term_set(report: Report, address: Address) -> Node:
    """The glossary: a set of defined terms."""
    place = address("glossary.md")
    return {
        "@type": "DefinedTermSet",
        "@id": f"{place}#terms",
        "name": f"{SITE}: Glossary",
        "license": LICENSE,
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "@id": address(term_place(slug)),
                "name": pair.term.term,
                "description": plain_text(pair.term.definition),
                **({"alternateName": list(pair.term.aliases)} if pair.term.aliases else {}),
            }
            for slug, pair in report.terms.items()
        ],
    }
