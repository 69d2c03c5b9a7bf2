"""Each line with a number of a source, wherever the source is used."""

from __future__ import annotations

import pytest
from llm_trends.editing.change import Project, RefusedError
from llm_trends.editing.find import find

from ..content import TODAY, content

KEY = "known2024thing"
CHART = {
    "charts/small.csv": f"label,value,unit,source,note\nA,7,200,{KEY},7.5\nB,17,%,x,\n",
    "charts/small.json": '{"usermeta": {"finding": "It is 7%, not 7,200, 70 or 0.7."}}\n',
    "charts/other.json": '{"finding": "7"}\n',
}


def found(number: str, **files: str) -> list[str]:
    made = content(**{**CHART, **files})
    project = Project({f"docs/{path}": raw for path, raw in made.items()}, TODAY)
    change = find(project, KEY, number)
    assert not change.files
    return [*change.said]


def test_a_number_is_found_in_tables_words_and_pages() -> None:
    said = found("7")
    places = [line.partition(": ")[0] for line in said]
    assert places[:2] == ["docs/charts/small.csv:2:3", "docs/charts/small.json:1:33"]
    pages = [line for line in said if "/trends/" in line]
    assert pages and all("It was 7 of 10." in line for line in pages)
    assert said[-1] == f"{len(said) - 1} lines with 7 where {KEY} is used"
    assert found("7,200")[0].startswith("docs/charts/small.csv:2:3")


def test_the_conclusion_is_looked_at_though_it_cites_nothing() -> None:
    text = content()["conclusion.yml"].decode()
    said = found("7", **{"conclusion.yml": f"{text}# 7 of 10\n"})
    assert any(line.startswith("docs/conclusion.yml:") for line in said)


@pytest.mark.parametrize(
    ("key", "number", "said"),
    [
        ("known2024thin", "7", "did you mean 'known2024thing'"),
        (KEY, "seven", "'seven' is no number"),
    ],
)
def test_what_cannot_be_looked_for_is_said(key: str, number: str, said: str) -> None:
    project = Project({f"docs/{path}": raw for path, raw in content().items()}, TODAY)
    with pytest.raises(RefusedError, match=said):
        find(project, key, number)
