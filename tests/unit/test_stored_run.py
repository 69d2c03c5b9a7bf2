"""Stored runs: what a claim says about its toy, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from llm_trends.core.collect import collect
from llm_trends.core.stored_run import checked_run, digest_of, read_stored_run

from ..content import TODAY, content, stored_run


def test_what_is_said_of_a_run_is_no_part_of_its_html() -> None:
    run = read_stored_run(
        stored_run("<section>\n\n<p>1</p>\n</section>\n", claim="It keeps a < b.")
    )
    assert run.facts.claim == "It keeps a < b."
    assert run.html == "<section>\n<p>1</p>\n</section>"
    assert run.written.startswith("<!-- ")


def test_nothing_is_said_of_a_run_twice() -> None:
    with pytest.raises(ValueError, match="says one thing of its run twice; expected"):
        read_stored_run(stored_run().replace('"claim"', '"title": "B", "claim"', 1))


@pytest.mark.parametrize(
    ("verdict", "first"),
    [
        (
            "Held. In 10 of 10 seeds at 0.5 a draw. On average 0.7.",
            "Held. In 10 of 10 seeds at 0.5 a draw.",
        ),
        ("Held. In 9 of 10 seeds.", "Held. In 9 of 10 seeds."),
        ("Held.", "Held."),
        ("Held", "Held"),
    ],
)
def test_a_verdict_in_short_is_its_word_and_its_first_sentence(verdict: str, first: str) -> None:
    assert read_stored_run(stored_run(verdict=verdict)).verdict == first


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "the first line"),
        ("<section>no line before it</section>", "the first line"),
        (stored_run().replace("}", ""), "the first line"),
        ("<!-- [] -->\n", "the first line"),
        (stored_run(claim=""), "claim"),
        (stored_run(verdict=7), "verdict"),
        (stored_run(sources=[1]), "sources.0"),
        (stored_run(seed=1), "seed"),
        (stored_run(made_of="now"), "made_of"),
    ],
)
def test_a_file_that_says_nothing_of_its_run_is_refused(text: str, place: str) -> None:
    with pytest.raises(
        ValueError, match=rf"^says nothing of its run \({place}: [^()]+\); expected"
    ) as refused:
        read_stored_run(text)
    assert str(refused.value).endswith("what `python -m tests.explorables.store FOLDER` writes")


@pytest.mark.parametrize(
    ("folder", "text", "wrong"),
    [
        ("toy", stored_run(), []),
        (
            "Toy",
            stored_run(),
            ["lies in the folder 'Toy'; expected lower-case words joined by hyphens"],
        ),
        ("toy", stored_run(claim="a\u202eb"), ["holds U+202E, an invisible mark that changes"]),
        (
            "toy",
            stored_run(sources=["a\0b"]),
            ["says nothing of its run (sources.0: is not of the right form); expected"],
        ),
        ("toy", stored_run(title="—"), ["says nothing of its run (title: says nothing); expected"]),
        ("toy", stored_run(claim="It [@a]."), ["says nothing of its run (claim: holds [@, which"]),
        ("a b", "", ["lies in the folder 'a b'", "says nothing of its run (the first line: "]),
    ],
)
def test_what_is_wrong_with_a_run_is_said_of_its_file(
    folder: str, text: str, wrong: list[str]
) -> None:
    path = f"docs/explorables/{folder}/fallback.html"
    said = [str(problem) for problem in checked_run(path, text)[1]]
    expected = [f"{path}:1:1: file: {line}" for line in wrong]
    assert [a[: len(b)] for a, b in zip(said, expected, strict=True)] == expected


MODEL = b"export function* run() {\n  yield 1\n}\n"
TOY = "explorables/toy/"


LOADS = b"import { x } from './a.js'\nconst y = await load('deep/data.json', import.meta.url)\n"
FOLDER = {
    "view.js": b"import './model.js'",
    "model.js": LOADS,
    "a.js": b"0",
    "deep/data.json": b"1",
}


@pytest.mark.parametrize("name", FOLDER)
def test_every_file_that_is_loaded_counts(name: str) -> None:
    assert digest_of(FOLDER) != digest_of({**FOLDER, name: FOLDER[name] + b"\n"})


def older(run: str, **files: bytes) -> list[str]:
    """What a strict build says of the run of a toy with these files beside it."""
    beside: dict[str, str | bytes] = {f"{TOY}{name}": raw for name, raw in files.items()}
    found = collect(content(**beside, **{f"{TOY}fallback.html": run}), TODAY)
    assert not found.problems
    return [str(one) for one in found.warnings]


def test_a_run_that_is_older_than_its_model_is_named_with_the_command() -> None:
    files = {"model.js": MODEL, "view.js": b"load('definition.json')", "definition.json": b"{}"}
    run = stored_run(made_of=digest_of(files))
    assert older(run, **files) == []
    wrong = older(run, **{**files, "model.js": MODEL.replace(b"1", b"2")})
    column = run.index('"made_of"') + 1
    assert wrong == [
        (
            f"docs/{TOY}fallback.html:1:{column}: made_of: was computed by other scripts or "
            "data than are beside it now; expected the run of these, which `.venv/bin/python -m "
            "tests.explorables.store toy` writes"
        )
    ]


@pytest.mark.parametrize(
    ("files", "same"),
    [
        ({"model.js": MODEL}, True),
        ({"model.js": MODEL.replace(b"\n", b"\r\n")}, True),
        ({"model.js": MODEL, "fallback.html": b"<p>", "notes.md": b"x"}, True),
        ({"model.js": MODEL, "make.js": b"import './model.js'\n"}, True),
        ({"model.js": LOADS, "a.js": b"", "deep/data.json": b"1"}, False),
        ({"view.js": MODEL}, False),
        ({"model.js": MODEL + b"//"}, False),
        ({}, False),
    ],
)
def test_what_a_run_is_made_of(files: dict[str, bytes], same: bool) -> None:
    assert (digest_of(files) == digest_of({"model.js": MODEL})) is same


def test_where_no_script_is_known_nothing_is_said() -> None:
    """As to commands, which read no scripts."""
    assert older(stored_run()) == []


def test_the_runs_of_this_site_are_read() -> None:
    folders = Path(__file__).parents[2] / "docs" / "explorables"
    files = sorted(folders.glob("*/fallback.html"))
    assert len(files) == 10
    for file in files:
        run = read_stored_run(file.read_text("utf-8"))
        assert run.facts.claim.endswith(".")
        assert run.facts.made_of == digest_of(
            {path.name: path.read_bytes() for path in file.parent.iterdir()}
        )
        assert run.verdict.count(". ") >= 1
