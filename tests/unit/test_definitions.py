"""The data of an explorable: what its program would stumble over is named at its place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from llm_trends.core.assets import Assets, read_assets
from llm_trends.core.definitions import Format

DOCS = Path(__file__).parents[2] / "docs"
SKELETON = Path(__file__).parents[2] / "hooks/llm_trends/editing/skeletons/explorable"
PATH = "explorables/toy/definition.json"
WRONG = {
    '"note": ': ('"notes": ', "4:12: notes: is not a field here; expected one of title, "),
    '"kind": "number"': ('"kind": "nummer"', "6:56: parameters.chance.kind: is 'nummer'; expected"),
    '"default": 0.7': ('"default": 7', "default: is '7'; expected 1 or less, which is its `max`"),
    '"default": 1000': ('"default": "1000"', "draws.default: is '1000'; expected a whole number"),
    '"values": {"chance"': ('"values": {"chanse"', "there is no parameter 'chanse'; expected"),
    '"format": "percent"': ('"format": "percents"', "did you mean 'percent'?"),
    ', "fails": true': ("", "presets: has no setting in which the claim fails; expected one"),
    '"step": 100, ': ('"step": 0, ', "draws.step: is '0'; expected more than 0"),
    '"title": "TITLE",': ('"title": "TITLE"', "3:3: file: is not JSON: expected , or } here"),
    '"values": {"chance": 0.3': (
        '"values": {"chance": 20',
        "presets[1].values.chance: is '20'; expected 1 or less, which is its `max`",
    ),
    '"label": "Draws"': ('"label": ""', "draws.label: is empty; expected some text"),
}


@pytest.mark.parametrize("old", WRONG)
def test_what_is_wrong_with_a_definition_is_named(old: str) -> None:
    right = (SKELETON / "definition.json").read_text(encoding="utf-8")
    assert not read_assets({PATH: right.encode()}, Assets()).problems
    assert right.count(old) == 1
    new, said = WRONG[old]
    before = read_assets({PATH: right.encode()}, Assets())
    found = read_assets({PATH: right.replace(old, new).encode()}, before)
    (problem,) = found.problems
    assert said in str(problem)
    assert str(problem).startswith(f"docs/{PATH}:")
    assert found.right == before.right  # the reader's program loads as it did


def test_data_are_read_as_json_and_no_more() -> None:
    path = "explorables/toy/models.json"
    assert not read_assets({path: b'{"a": [1]}'}, Assets()).problems
    (problem,) = read_assets({path: b'{"a": [1}'}, Assets()).problems
    assert str(problem) == f"docs/{path}:1:9: file: is not JSON: expected , or ] here"
    assert not read_assets({"data/other.json": b"{"}, Assets()).problems  # not an explorable's


@pytest.mark.parametrize(
    ("written", "place", "wrong"),
    [
        ('{"a": 1,\n}', "1:8", "a comma stands before }, and nothing between; expected no comma"),
        ('{"a": [1, 2,\n]}', "1:12", "a comma stands before ], and nothing between; expected no "),
        ("{'a': 1}", "1:2", "' is no quote of JSON; expected a straight double one"),
        ('{"a": “b”}', "1:7", "“ is no quote of JSON; expected a straight double one"),
        ('{"a": 1, // one\n"b": 2}', "1:10", "// begins a remark, which JSON does not have;"),
        ('{"a": 1 # one\n}', "1:9", "# begins a remark, which JSON does not have; expected none"),
        ('{"a": False}', "1:7", "False is no value of JSON; expected true, false or null"),
        ("{true: 1}", "1:2", "expected the name of a field in double quotes"),
        ('{"a": 1 "b": 2}', "1:9", "expected , or } here"),
    ],
)
def test_what_other_languages_allow_is_named_as_such(written: str, place: str, wrong: str) -> None:
    """Where it stands: a comma too many was reported on the line after it."""
    path = "explorables/toy/models.json"
    (problem,) = read_assets({path: written.encode()}, Assets()).problems
    assert str(problem).startswith(f"docs/{path}:{place}: file: is not JSON: {wrong}")


def test_a_condition_for_a_control_is_a_value_of_another() -> None:
    right = (SKELETON / "definition.json").read_text(encoding="utf-8")
    wrong = right.replace('"default": 1000', '"default": 1000, "show": {"chance": [0.5, 2]}')
    (problem,) = read_assets({PATH: wrong.encode()}, Assets()).problems
    assert "parameters.draws.show.chance[1]: is '2'; expected 1 or less" in str(problem)


def test_the_formats_are_those_of_the_library() -> None:
    numbers = (DOCS / "explorables/lib/numbers.js").read_text(encoding="utf-8")
    (listed,) = re.findall(r"^export const FORMATS = \{ (.*) \}$", numbers, re.MULTILINE)
    assert tuple(listed.split(", ")) == get_args(Format)
