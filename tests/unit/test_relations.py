"""How trends act on each other, from the side of each."""

from __future__ import annotations

from llm_trends.core.report import Report
from llm_trends.core.views.relations import MOST, matrix, neighbours

from ..content import collected, trend

THIRD = trend("gamma", 3, relations="relations: []")
REPORT = collected(**{"trends/gamma.md": THIRD}).report


def test_a_trend_has_its_own_relations_first_then_what_others_state_of_it() -> None:
    alpha, beta, gamma = REPORT.trends
    assert [(one.label, one.trend.slug, one.outward) for one in neighbours(REPORT, alpha)] == [
        ("enables", "beta", True),
        ("is enabled by", "beta", False),
    ]
    assert neighbours(REPORT, beta)[1].at.relation.why == "Reason of alpha."
    assert neighbours(REPORT, gamma) == []


def test_each_relation_stands_in_the_row_of_its_origin() -> None:
    rows = matrix(REPORT)
    assert [row.slug for row, _ in rows] == ["alpha", "beta", "gamma"]
    assert [[len(cell) for cell in cells] for _, cells in rows] == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]


def test_a_matrix_that_no_page_can_hold_is_not_made() -> None:
    many = tuple(REPORT.trends[index % 3] for index in range(MOST + 1))
    assert matrix(Report(many[:MOST]))
    assert matrix(Report(many)) == []
