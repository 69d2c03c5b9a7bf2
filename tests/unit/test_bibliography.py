from __future__ import annotations

from llm_trends.core.sources.bibliography import read_bibliography

GOOD = """@inproceedings{dao2022flash,
  title = {{FlashAttention}: Fast and Memory-Efficient},
  author = {Dao, Tri and M{\\"u}ller, Jo and others},
  booktitle = {Proceedings}, year = {2022}, pages = {1--9},
  eprint = {2205.14135}, archiveprefix = {arXiv}, entrysubtype = {paper}
}
"""


def test_reads_and_formats() -> None:
    read = read_bibliography("docs/sources.bib", GOOD)
    source = read.sources["dao2022flash"]
    assert not read.problems
    assert source.label == "Dao et al. 2022"
    assert source.title == "FlashAttention: Fast and Memory-Efficient"
    assert source.authors[1] == "Jo Müller"
    assert source.url == "https://arxiv.org/abs/2205.14135"
    assert source.text == (
        "Tri Dao, Jo Müller, and others. FlashAttention: Fast and Memory-Efficient. "
        "Proceedings, 1–9, 2022. arXiv:2205.14135."
    )
    assert source.bibtex == GOOD


def test_a_forgotten_brace_spoils_one_entry() -> None:
    broken = "@article{one,\n  title = {Forgotten,\n  year = {2024}\n\n" + GOOD
    read = read_bibliography("docs/sources.bib", broken)
    assert list(read.sources) == ["dao2022flash"]
    [problem] = read.problems
    assert problem.field == "one"
    assert "has a title that is not closed" in problem.message


def test_names_every_fault_of_an_entry() -> None:
    text = (
        GOOD + "@artcle{a, year=2024}\n@misc{b, title={T}, year={24}, entrysubtype={papr}}\n" + GOOD
    )
    read = read_bibliography("s.bib", text)
    said = [str(problem) for problem in read.problems]
    assert any("did you mean 'article'?" in line for line in said)
    assert any("b: has no author" in line for line in said)
    assert any("b: has no identifier" in line for line in said)
    assert any("did you mean 'paper'?" in line for line in said)
    assert any("b: has year '24'" in line for line in said)
    assert any("s.bib:9:1: dao2022flash: stands twice" in line for line in said)
