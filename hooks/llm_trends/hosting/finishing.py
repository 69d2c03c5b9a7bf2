"""The steps from a built site to a published one, in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..core.problems import Problem
from ..markup.safe import frame_violations
from .bundling import bundle, script_within
from .drawings import part
from .fixed_names import fix_names, fixed_names
from .headers_file import headers_file
from .living import rewrite
from .moved import (
    addresses,
    checked,
    keep_files,
    lead_on,
    moves_on_disk,
    recorded,
    redirects_file,
)
from .policy import ALWAYS, content_policy
from .twins import write_twins

CHARSET = re.compile(r'<meta charset="?utf-8"?\s*/?>', re.IGNORECASE)


@dataclass(frozen=True)
class Finished:
    """What a server has to know of a site, all as paths from its root."""

    fixed: tuple[str, ...]
    moved: dict[str, str]


def faults(site: Path, docs: Path) -> list[Problem]:
    """Why a built site cannot be published: what its policy refuses, and lost addresses."""
    moves, problems = moves_on_disk(docs)
    known, unread = recorded(docs)
    problems += [*unread, *checked(moves.rows, known, addresses(site))]
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        for item in dict.fromkeys(frame_violations(text)):
            wrong = f"{item} is refused by the site's own policy; expected a file or a class"
            problems.append(Problem(page.relative_to(site).as_posix(), 1, 1, "policy", wrong))
        if not CHARSET.search(text):
            wrong = "names no character set; expected <meta charset=utf-8>, after which it stands"
            problems.append(Problem(page.relative_to(site).as_posix(), 1, 1, "policy", wrong))
    return sorted(set(problems))


def keep_addresses(site: Path, docs: Path) -> dict[str, str]:
    """Make every address that changed lead on. Returns the pages that moved, old to new."""
    moves, _ = moves_on_disk(docs)
    moved = lead_on(site, moves.rows)
    keep_files(site, moved)
    return moved


def finish(site: Path, docs: Path, address: str) -> Finished:
    """Make of a built `site` without faults what a host is given, to stand at `address`."""
    write_twins(site, f"{address.rstrip('/')}/")
    moved = keep_addresses(site, docs)
    part(site)
    bundle(site)
    fix_names(site)
    fixed = fixed_names(site)
    within = script_within(site)
    rewrite(site, lambda _, text: _speaking_for_itself(text, within))
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    (site / "_headers").write_text(headers_file(files, fixed, within), encoding="utf-8")
    if moved:
        (site / "_redirects").write_text(redirects_file(moved), encoding="utf-8")
    return Finished(fixed, moved)


def _speaking_for_itself(text: str, within: str) -> str:
    """A page with the policy in it as well, for hosts that send no headers of ours."""
    policy = f'<meta http-equiv="Content-Security-Policy" content="{content_policy(within)}">'
    referrer = f'<meta name="referrer" content="{ALWAYS["Referrer-Policy"]}">'
    return CHARSET.sub(rf"\g<0>{policy}{referrer}", text, count=1)
