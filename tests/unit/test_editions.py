"""Archives of editions: packed the same way, checked against the history, compared."""

from __future__ import annotations

import io
import lzma
import tarfile

import pytest
from llm_trends.core.editions import REPORT, PackedError, archive_of, digest, packed, unpacked
from llm_trends.core.files import HISTORY
from llm_trends.core.history import COLUMNS
from llm_trends.core.views.editions import editions
from llm_trends.core.vocabulary import Moment

from ..content import collected

FILES = {"index.html": b"<p>1</p>", "trends/alpha/index.html": b"<p>2</p>"}
RAW = packed(FILES)
PATH = archive_of("2026-01")
ROW = f"2026-01,edition,,,{digest(RAW)},Frozen.,2026-01-06"
OLD = "then: too-early, low; now: contested, moderate"
NEW = "then: too-early, low; now: holds, moderate"
FIRST = f'alpha#alpha-claim,judgment,,,"{OLD}",First.,2026-01-05'
LAST = f'alpha#alpha-claim,judgment,,"{OLD}","{NEW}",A study came.,2026-01-07'


def table(*rows: str) -> str:
    return "\n".join([",".join(COLUMNS), *rows, ""])


def problems(*rows: str, **files: bytes) -> list[str]:
    return [str(one) for one in collected(**{HISTORY: table(*rows)}, **files).problems]


def test_files_are_packed_the_same_way_and_come_back() -> None:
    assert packed(dict(reversed(FILES.items()))) == RAW
    assert unpacked(RAW) == FILES
    with tarfile.open(fileobj=io.BytesIO(RAW), mode="r:xz") as archive:
        assert archive.getnames() == sorted(FILES)


def test_an_edition_with_its_row_is_right() -> None:
    assert problems(ROW, **{PATH: RAW}) == []


def test_an_edition_that_changed_is_gone_or_was_never_frozen() -> None:
    other = packed({"index.html": b"<p>another</p>"})
    assert problems(ROW, **{PATH: other}) == [
        (
            f"docs/{PATH}:1:1: file: has the digest {digest(other)}; expected {digest(RAW)} of "
            "docs/data/history.csv:2, since an edition never changes"
        )
    ]
    assert problems(ROW) == [
        (
            f"docs/data/history.csv:2:1: subject: docs/{PATH} is gone; expected it, since others "
            "link to the edition"
        )
    ]
    assert problems(**{PATH: RAW}) == [
        (
            f"docs/{PATH}:1:1: file: has no row in docs/data/history.csv; expected what "
            "`hooks/edition.py` freezes"
        )
    ]
    assert problems(ROW, ROW.replace("Frozen.", "Frozen again."), **{PATH: RAW}) == [
        "docs/data/history.csv:3:1: subject: 2026-01 was frozen on line 2; expected another name"
    ]
    assert problems(ROW.replace(digest(RAW), "abc"), **{PATH: RAW}) == [
        "docs/data/history.csv:2:19: is: is 'abc'; expected the SHA-256 of its archive"
    ]


def test_a_source_of_an_edition_keeps_its_entry() -> None:
    listed = b'{"sources": [{"key": "gone2024it"}, {"key": "known2024thing"}]}'
    raw = packed({**FILES, REPORT: listed})
    row = ROW.replace(digest(RAW), digest(raw))
    found = collected(**{HISTORY: table(row)}, **{PATH: raw})
    assert list(map(str, found.warnings)) == [
        (
            "docs/sources.bib:1:1: key: 'gone2024it' has no entry, and edition 2026-01 links to "
            "its citations; expected its entry to stay, though nothing else cites it"
        )
    ]


@pytest.mark.parametrize("raw", [b"", b"no archive", RAW[:-20], lzma.compress(b"no archive" * 99)])
def test_what_is_no_archive(raw: bytes) -> None:
    with pytest.raises(PackedError, match="is no archive"):
        unpacked(raw)


def test_an_archive_writes_nothing_outside_of_its_folder() -> None:
    with pytest.raises(PackedError, match=r"would write outside of its folder, to \.\./x\.html"):
        unpacked(packed({"../x.html": b""}))


def test_what_came_between_two_editions_and_until_today() -> None:
    later = packed({"index.html": b"<p>3</p>"})
    second = f"2026-02,edition,,,{digest(later)},Frozen.,2026-02-01"
    gone = "alpha#gone,judgment,,,contested,First.,2026-01-05"
    ended = "alpha#gone,judgment,,contested,withdrawn,No claim.,2026-02-02"
    archives = {PATH: RAW, archive_of("2026-02"): later}
    found = collected(**{HISTORY: table(FIRST, gone, ROW, LAST, second, ended)}, **archives)
    assert not found.problems
    newest, oldest = editions(found.report)
    assert (newest.name, newest.next, oldest.name, oldest.next) == (
        "2026-02",
        "",
        "2026-01",
        "2026-02",
    )
    (turned,) = oldest.differences
    assert (turned.title, turned.place) == ("A claim about alpha.", "trends/alpha.md#alpha-claim")
    assert [judged and judged.words for judged in turned.at(Moment.NOW)] == [
        "contested (moderate certainty)",
        "holds (moderate certainty)",
    ]
    before, after = turned.at(Moment.THEN)
    assert before == after
    (withdrawn,) = newest.differences
    assert (withdrawn.title, withdrawn.place, withdrawn.after) == ("alpha#gone", "", None)
