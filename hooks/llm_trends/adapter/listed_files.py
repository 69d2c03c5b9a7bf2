"""The list of files that MkDocs builds the site from: what of it we read, and what we put in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from ..compose import Site
from ..core.files import BIBLIOGRAPHY, CONCLUSION, READINGS, SYNONYMS, is_run
from .output import OnRequest

UNPUBLISHED = (BIBLIOGRAPHY, CONCLUSION, READINGS, SYNONYMS)


def shown(files: Files) -> Iterator[str]:
    """What MkDocs shows, and the stored runs, which stand inside of pages."""
    for file in files:
        included: bool = file.inclusion.is_included()  # type: ignore[no-untyped-call]
        if included or is_run(file.src_uri):
            yield file.src_uri


def put_site(
    files: Files, config: MkDocsConfig, site: Site, read: Mapping[str, bytes], later: bool
) -> None:
    """Everything that was composed. `read` is what the files hold; exports may be made `later`."""
    for page in site.pages:
        put(files, config, page.path, page.markdown)  # begins with a mark, so with no header
    for path, right in site.assets.right.items():
        if right != read.get(path):
            put(files, config, path, right)
    if site.exported and later:
        _put_later(files, config, site.exported.paths)
    elif site.exported:
        for path, text in site.exported.files.items():
            put(files, config, path, text)
    for path in UNPUBLISHED:
        if (file := files.get_file_from_path(path)) is not None:
            files.remove(file)


def put(files: Files, config: MkDocsConfig, path: str, content: str | bytes) -> None:
    """Give a file that exists its composed content, or add one that is generated."""
    file = files.src_uris.get(path)
    if file is None:
        file = File.generated(config, path, content=content)
        files.append(file)
    elif isinstance(content, bytes):
        file.content_bytes = content
    else:
        file.content_string = content


def _put_later(files: Files, config: MkDocsConfig, paths: Iterable[str]) -> None:
    """Let links lead to files that are made on request, also where the content has one to read."""
    for path in paths:
        if (file := files.src_uris.get(path)) is not None:
            files.remove(file)
        files.append(OnRequest.generated(config, path, content=""))
