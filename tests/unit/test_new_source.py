"""A source from what an editor has at hand: completed without a network, never a second time."""

from __future__ import annotations

import pytest
from llm_trends.core.sources.bibliography import read_bibliography
from llm_trends.editing.change import Project, RefusedError
from llm_trends.editing.new_source import PATH, new_source
from llm_trends.editing.new_source import STATED as NAMED

from ..content import TODAY, content

PROJECT = Project({f"docs/{path}": raw for path, raw in content().items()}, TODAY)
STATED = {"title": "On the price of attention", "author": "Müller, Ann and Bee, Cy"}
PASTED = """@article{Dao_2022, title={FlashAttention: fast & exact}, volume={3},
  url={http://dx.doi.org/10.1000/flash}, DOI={10.1000/flash}, abstract={Long.}, file={/x.pdf},
  journal={Journal of Things}, author={Dao, Tri and Fu, Dan}, year={2022}, month=jul }"""


def added(what: str, **stated: str) -> str:
    """The entry that comes in; the file around it stays."""
    change = new_source(PROJECT, what, stated)
    after = (change.files[PATH] or b"").decode()
    before = PROJECT.text(PATH)
    (key,) = set(read_bibliography(PATH, after).sources) - set(
        read_bibliography(PATH, before).sources
    )
    source = read_bibliography(PATH, after).sources[key]
    assert after.replace(source.bibtex, "").split() == before.split()
    return source.bibtex


@pytest.mark.parametrize(
    "what",
    [
        "2404.06654",
        "arXiv:2404.06654v2",
        "https://arxiv.org/abs/2404.06654",
        "10.48550/arXiv.2404.06654",
    ],
)
def test_an_arxiv_number_knows_its_year_month_and_kind(what: str) -> None:
    entry = added(what, **STATED)
    assert entry.startswith("@misc{muller2024price,")
    for field in ("eprint = {2404.06654}", "year = {2024}", "month = {4}", "{preprint}"):
        assert field in entry
    assert "doi =" not in entry and "url =" not in entry


def test_a_doi_with_what_the_editor_says() -> None:
    entry = added("https://doi.org/10.1000/NEW", year="2025", entrysubtype="paper", **STATED)
    assert "doi = {10.1000/NEW}" in entry and entry.startswith("@misc{muller2025price,")


def test_where_it_stands_can_be_said_with_the_command() -> None:
    place = {"journal": "Things", "volume": "3", "pages": "1--9", "origdate": "2024-05"}
    entry = added("10.1000/NEW", year="2025", entrysubtype="paper", **STATED, **place)
    assert entry.startswith("@article{muller2025price,")
    for name, value in place.items():
        assert f"{name} = {{{value}}}" in entry
    assert {*place, *STATED} <= {*NAMED}
    assert added("2404.06654", booktitle="Proceedings", **STATED).startswith("@inproceedings{")


def test_pasted_bibtex_is_cleaned() -> None:
    entry = added(PASTED)
    assert entry.startswith("@article{dao2022flashattention,")
    assert r"fast \& exact" in entry and "entrysubtype = {paper}" in entry
    for gone in ("abstract", "file", "url"):
        assert f"{gone} =" not in entry


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("<i>In vitro</i> tests", "In vitro tests"),
        ("CO<sub>2</sub> of <b>one</b> run", "CO2 of one run"),
        ("A < b, and b > c", "A < b, and b > c"),
    ],
)
def test_marks_of_a_register_are_left_out_of_a_title(title: str, kept: str) -> None:
    assert f"title = {{{kept}}}" in added(PASTED.replace("FlashAttention: fast & exact", title))


def test_a_key_that_is_taken_gives_way() -> None:
    entry = added("2404.06654", title="The thing again", author="Known, Ann")
    assert entry.startswith("@misc{known2024again,")
    entry = added("2404.06654", title="The thing", author="Known, Ann")
    assert entry.startswith("@misc{known2024thingb,")


def test_what_an_editor_names_is_text() -> None:
    entry = added("2404.06654", title="Cost & speed: 50% less, 10\\% more", author="New, Ann")
    assert "title = {Cost \\& speed: 50\\% less, 10\\% more}" in entry


@pytest.mark.parametrize(
    "what", ["10.1000/known", "https://doi.org/10.1000/KNOWN", "doi:10.1000/Known"]
)
def test_the_same_work_comes_in_once(what: str) -> None:
    with pytest.raises(RefusedError, match="the work is there as known2024thing"):
        new_source(PROJECT, what, {})


def test_all_that_is_missing_is_said_at_once() -> None:
    with pytest.raises(RefusedError) as refused:
        new_source(PROJECT, "10.1000/other", {})
    said = str(refused.value)
    for option in ("--title", "--author", "--year", "--kind", "https://doi.org/10.1000/other | "):
        assert option in said
    with pytest.raises(RefusedError, match=r"https://arxiv.org/bibtex/2404.06654 \| "):
        new_source(PROJECT, "2404.06654", {})


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("10.55/x", "is no DOI, arXiv number, address or BibTeX"),
        ("", "is no DOI"),
        ("not a thing", "is no DOI"),
        ("@article{a, title={A}", "closed"),
        ("@article{a, title={A}}\n@article{b, title={B}}", "holds 2 entries"),
        ("@article{a, title={T}, author={A, B}, year={2024}, doi={10.5/x}}", "The doi is '10.5/x'"),
        ("@article{a, title={T}, author={A, B}, year={soon}, doi={10.1000/z}}", "year"),
    ],
)
def test_what_is_no_source_is_refused_in_a_sentence(what: str, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        new_source(PROJECT, what, {})
