"""What the service that hosts the repository reads of it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..projects import ROOT

FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
KINDS = {"checkboxes", "dropdown", "input", "textarea"}


def parsed(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "form", [one for one in FORMS if one.stem != "config"], ids=lambda path: path.stem
)
def test_a_form_is_one_that_the_service_shows(form: Path) -> None:
    """It hides a form with an unknown kind, a field without label, or an id or label twice."""
    content = parsed(form)
    assert {"name", "description", "body"} <= content.keys()
    fields = content["body"]
    assert {field["type"] for field in fields} <= KINDS
    for names in (
        [field["id"] for field in fields],
        [field["attributes"]["label"] for field in fields],
    ):
        assert all(isinstance(name, str) and name for name in names)
        assert len(names) == len({*names})
    for field in fields:
        options = field["attributes"].get("options", ["one"])
        texts = [one["label"] if isinstance(one, dict) else one for one in options]
        assert all(isinstance(text, str) and text for text in texts)
        assert ("options" in field["attributes"]) == (field["type"] in ("dropdown", "checkboxes"))


def test_the_python_that_is_named_is_one_that_the_project_allows() -> None:
    named = (ROOT / ".python-version").read_text(encoding="utf-8").strip()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    least = project["project"]["requires-python"].removeprefix(">=")
    assert least.startswith(f"{named}.")
    assert project["tool"]["mypy"]["python_version"] == named


def test_the_workflows_take_their_versions_from_the_files() -> None:
    for workflow in sorted((ROOT / ".github/workflows").glob("*.yml")):
        steps = [step for job in parsed(workflow)["jobs"].values() for step in job["steps"]]
        for step in steps:
            assert not {"python-version", "node-version"} & step.get("with", {}).keys()
