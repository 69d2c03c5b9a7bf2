"""How many there are of each kind of thing in the report."""

from __future__ import annotations

from collections.abc import Mapping

from ..report import Report


def counts(report: Report) -> Mapping[str, int]:
    """By the word with which prose asks for it."""
    sources = report.bibliography.sources.values()
    claims = [pair.claim for pair in report.claims.values()]
    return {
        "trends": len(report.trends),
        "claims": len(claims),
        "sources": len(sources),
        "primary-sources": sum(source.kind.primary for source in sources),
        "terms": len(report.terms),
        "events": sum(len(trend.data.events) for trend in report.trends),
        "relations": len(report.relations),
        "evidence": sum(len(claim.evidence) for claim in claims),
        "turned": sum(claim.turned for claim in claims),
    }
