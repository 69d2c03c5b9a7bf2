"""DOI, arXiv number and address of a source: checked, in one form, and as links.

The forms are few and exact. What reference managers wrap around them (`https://doi.org/`, `doi:`,
`arXiv:`, a version, LaTeX escapes) is taken off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import quote, unquote

from ..dates import PartialDate
from ..problems import cut

LONGEST = 2_000
WRAPPED = re.compile(r"\\url\s*\{(.*)\}", re.DOTALL)
"""LaTeX around an address."""
ESCAPED = re.compile(r"\\([_&%#$~{}])|\\textasciitilde(?:\{\})?|[{}]")
"""A sign that LaTeX needs a backslash for, or braces, which say nothing."""
DOI_ADDRESS = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
DOI_PREFIX = re.compile(r"(?:dx\.|www\.)?doi\.org/|doi:?\s*", re.IGNORECASE)
DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[!#$&-\[\]_a-z~]+(?<![.,;])")
NEAR_DOI = re.compile(r"(10\.[0-9]{4,9}/[^\s?]*[^\s?.,;)\]])[.,;)\]]*(?:\?\S*)?$")
"""One with something before it, or signs of the text or a query behind it."""
QUERY = re.compile(r"\?\w+=")
"""What a browser's address has behind the DOI."""
ARXIV_PREFIX = re.compile(
    r"(?:https?://)?(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*", re.IGNORECASE
)
# Since April 2007 year, month and a number, of five digits since 2015; before, an archive.
ARXIV = re.compile(
    r"((?:0[7-9]|1[0-4])(?:0[1-9]|1[0-2])\.[0-9]{4}"
    r"|(?:1[5-9]|[2-9][0-9])(?:0[1-9]|1[0-2])\.[0-9]{5}"
    r"|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3})"
    r"(?:v[0-9]+)?(?:\.pdf)?"
)
ARXIV_DOI = "10.48550/arxiv."
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
"""One of the names that points part in the name of a host."""
HOST = re.compile(
    r"https?://(?:(?P<numbers>[0-9.]+)(?=[:/?#]|$)"
    rf"|(?P<name>{LABEL}(?:\.{LABEL})*\.[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])))"
    r"(?::(?P<port>[0-9]{1,5}))?(?=[/?#]|$)",
    re.IGNORECASE,
)
"""The host of an address, by numbers or by name, and its port."""
AT_HOME = re.compile(
    r"(?:^|\.)(?:home\.arpa|internal|invalid|lan|local|localhost|onion|test)$", re.IGNORECASE
)
"""Names that mean another host to each reader, or none."""
WORK = re.compile(
    r"https?://(?:(?:dx\.)?doi\.org(?:/|$)|www\.doi\.org/?$|(?:www\.)?arxiv\.org/(?:abs|pdf)(?:/|$))",
    re.IGNORECASE,
)
"""Addresses that lead to a work by its number, and nowhere without."""
ALIKE = {"LATIN", "CYRILLIC", "GREEK"}
"""Alphabets with letters that nobody can tell apart."""
SCHEME = re.compile(r"^(?:[a-z]{0,2}t+ps?:?)?/*", re.IGNORECASE)
"""`https://`, whatever of it is there: `htps://`, `https//`, `//`, nothing."""
LAST_PORT = 65_535
PATH = re.compile(r"(?:[/?#](?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?")


@dataclass(frozen=True)
class Identifiers:
    """What finds a source again, each in its one form; empty where there is none."""

    doi: str = ""
    eprint: str = ""
    url: str = ""

    @property
    def address(self) -> str:
        """Where the work is: its official address, else its DOI, else arXiv."""
        return self.url or next((address for _, address in self.links), "")

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Words and address of the DOI and of the arXiv number."""
        return tuple(
            (f"{name}:{value}", place + quote(value, safe="/:;(),.~!*'@$&+=-_"))
            for name, place, value in (
                ("doi", "https://doi.org/", self.doi),
                ("arXiv", "https://arxiv.org/abs/", self.eprint),
            )
            if value
        )

    @property
    def works(self) -> Mapping[str, str]:
        """By field the work that it names: entries that share one are about the same work."""
        eprint = ARXIV_DOI + self.eprint if self.eprint else ""
        named = {"doi": self.doi, "eprint": eprint, "url": _work_at(self.url)}
        return {name: work.lower() for name, work in named.items() if work}


def _work_at(url: str) -> str:
    """The DOI that an address of doi.org or arXiv leads to."""
    try:
        if DOI_ADDRESS.match(url):
            return read_doi(url)
        if ARXIV_PREFIX.match(url):
            return ARXIV_DOI + read_eprint(re.split("[?#]", url)[0])
    except ValueError:
        return ""  # another page of theirs
    return ""


def read_doi(latex: str) -> str:
    """`https://doi.org/10.1000/a\\_b` → `10.1000/a_b`. Raises `ValueError` in plain words."""
    written = _unescaped(latex)
    if prefix := DOI_ADDRESS.match(written):
        doi = "" if "#" in written else unquote(written[prefix.end() :])  # a place in a page
    else:
        prefix = DOI_PREFIX.match(written)
        doi = written[prefix.end() :] if prefix else written
    if len(doi) > LONGEST or not DOI.fullmatch(doi.lower()) or QUERY.search(doi):
        short = written[:LONGEST]
        near = NEAR_DOI.search(short.partition("#")[0] if prefix else short)
        hint = _hint(read_doi, latex, near[1] if near else "")
        raise ValueError(f"'{cut(written)}'; expected a DOI such as 10.1000/182{hint}")
    return doi


def read_eprint(latex: str) -> str:
    """`arXiv:2401.00001v2` → `2401.00001`. Raises `ValueError` in plain words."""
    written = _unescaped(latex)
    prefix = ARXIV_PREFIX.match(written)
    number = ARXIV.fullmatch(written, prefix.end() if prefix else 0)
    if not number:
        hint = _hint(read_eprint, latex, written.partition(" ")[0], written.replace(",", "."))
        expected = f"expected an arXiv number such as 2401.00001 or cs/0301001{hint}"
        raise ValueError(f"'{cut(written)}'; {expected}")
    return number[1]


def announced(eprint: str) -> PartialDate | None:
    """The month that an arXiv number says; one of before April 2007 says none."""
    digits = eprint[:4]
    return PartialDate(2000 + int(digits[:2]), int(digits[2:])) if digits.isdecimal() else None


def read_url(latex: str) -> str:
    """An absolute http(s) address, ready to be put into a page. Raises `ValueError`."""
    written = _unescaped(latex)
    host = HOST.match(written)
    if len(written) > LONGEST or not host or not PATH.fullmatch(written, host.end()):
        expected = "expected an absolute address such as https://example.org/page"
        raise ValueError(f"'{cut(written)}'; {expected}{_hint(read_url, latex, _respelt(written))}")
    private = AT_HOME.search(host["name"] or "")
    if host["port"] and not 1 <= int(host["port"]) <= LAST_PORT:
        wrong = f"'{cut(written)}', whose port is none; expected one from 1 to {LAST_PORT}"
        raise ValueError(wrong)
    if host["numbers"] or private:
        raise ValueError(f"'{cut(written)}'; expected the name of a host that all readers reach")
    if written.endswith((",", ";")) or written.count(")") > written.count("("):
        raise ValueError(f"'{cut(written)}' with a sign of the text around it; expected it alone")
    if WORK.match(written) and not _work_at(written):
        raise ValueError(f"'{cut(written)}', which names no work; expected its DOI or arXiv number")
    if "&amp;" in written:
        raise ValueError(f"'{cut(written)}' with &amp; in it; expected the sign & alone")
    return host[0].lower() + written[host.end() :]


def _respelt(written: str) -> str:
    """The address that somebody copied with signs around it, without its scheme, or as it looks.

    Nothing if it has a blank or a sign in it of which nobody knows how it came there.
    """
    first, *rest = written.strip("<>\"'\u201c\u201d ").split(maxsplit=1) or [""]
    if re.search(r"[\\\"<>@]", first) or (rest and not first.endswith((",", ";"))):
        return ""
    address = SCHEME.sub("", first).rstrip(",;")
    secure = "http" if written.lower().startswith("http:") else "https"
    return quote(_in_ascii(f"{secure}://{address}"), safe="%/:?#[]@!$&'()*+,;=~")


def _hint(read: Callable[[str], str], latex: str, *meant: str) -> str:
    """A closing question for the first form that can be read, and is another."""
    for form in meant:
        if form and form != latex.strip() and len(form) <= LONGEST:
            with suppress(ValueError):
                return f"; did you mean '{read(form)}'?"
    return ""


def names_a_host(address: str) -> bool:
    """Whether an address of the web names a host that all readers reach, and nobody before it."""
    host = HOST.match(_in_ascii(address))
    return bool(host and host["name"] and not AT_HOME.search(host["name"]))


def _in_ascii(address: str) -> str:
    """The same with its host as the network knows it, `xn--…`; unchanged if no host is so named.

    A name in letters of two alphabets that look alike is left, as it may be meant to deceive.
    """
    start, slashes, rest = address.partition("//")
    name = re.split("[:/?#]", rest, maxsplit=1)[0]
    alphabets = {unicodedata.name(letter, "").partition(" ")[0] for letter in name}
    if name.isascii() or len(alphabets & ALIKE) > 1:
        return address
    try:
        return start + slashes + name.encode("idna").decode() + rest[len(name) :]
    except UnicodeError:
        return address


def _unescaped(latex: str) -> str:
    """The characters that are meant: `\\_`, `{\\_}` and `\\url{…}` are how LaTeX needs them."""
    text = latex.strip()
    if wrapped := WRAPPED.fullmatch(text):
        text = wrapped[1].strip()
    return ESCAPED.sub(lambda found: found[1] or ("~" if found[0][0] == "\\" else ""), text)


IDENTIFIERS = {"doi": read_doi, "eprint": read_eprint, "url": read_url}
"""What reads each from its field of BibTeX; a `ValueError` says what is wrong."""
