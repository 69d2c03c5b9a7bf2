"""Pages that are broken, each in its own way; what is said stands in the tests."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle

from ..content import trend


def many_claims(count: int, wrong: int = -1, sources: Sequence[str] = ("known2024thing",)) -> str:
    """A thousand of them, say; one may have a verdict that does not exist.

    The sources take turns: each claim's file has all that rests on its source.
    """
    return "claims:\n" + "\n".join(
        f"""  - id: c{n}
    text: Claim {n}.
    then: {{verdict: {"hold" if n == wrong else "holds"}, certainty: low, lowered_by: [indirect],
      reason: R, reasoning: R}}
    now: {{verdict: holds, certainty: low, lowered_by: [indirect], reason: R, reasoning: R}}
    evidence:
      - {{source: {source}, at: a, version: v1, scope: S, stance: supports, finding: F,
         checked: abstract}}
      - {{source: {source}, at: b, version: v1, scope: S, stance: qualifies, finding: F,
         checked: abstract}}
      - {{source: {source}, at: c, version: v1, scope: S, stance: context, finding: F,
         checked: abstract}}"""
        for n, source in zip(range(count), cycle(sources), strict=False)
    )


def page(slug: str) -> str:
    return trend(slug, 3)


BROKEN: dict[str, bytes] = {
    "broken-yaml": b"---\ntitle: [a\n---\n",
    "no-header": b"# Only prose\n",
    "empty-page": b"",
    "not-utf-8": page("not-utf-8").encode().replace(b"A claim", b"A cl\xe4im"),
    "one-of-a-thousand": trend("one-of-a-thousand", 3, claims=many_claims(1000, 700)).encode(),
    "unknown-macro": (page("unknown-macro") + "\n{{ report.clam('x') }}\n").encode(),
    "unknown-chart": (page("unknown-chart") + '\n{{ report.chart("smal") }}\n').encode(),
    "deep-nesting": b"---\ntitle: " + b"[" * 3000 + b"\n---\n",
}
"""By the name of the page."""
