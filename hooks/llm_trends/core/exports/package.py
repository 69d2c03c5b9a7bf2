"""What the files are, for machines: a Frictionless data package, CodeMeta, a citation file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..citing.citation import EDITORS, LICENSE, LICENSE_NAME, SITE, Citation
from ..report import Report
from .schema import as_json
from .table import Column, Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "llm-trends-2024"
DESCRIPTION = (
    "Ten trends in large language models in 2024, taken apart into claims. Each claim has a "
    "verdict at the end of 2024 and one today, the evidence on both sides, and its sources."
)
LICENSES = [{"name": "CC-BY-4.0", "title": LICENSE_NAME, "path": LICENSE}]
KEYWORDS = ["large language models", "evidence review", "fact checking", "open data"]
OTHERS = (
    ("data/report.json", "The whole report", "application/json"),
    ("data/sources.bib", "All sources in BibTeX", "application/x-bibtex"),
    ("data/sources.ris", "All sources in RIS", "application/x-research-info-systems"),
    ("data/sources.json", "All sources in CSL-JSON", "application/vnd.citationstyles.csl+json"),
)
"""Files that are no tables: path, title, media type."""


def data_package(report: Report, whole: Citation, tables: Iterable[Table]) -> str:
    """`datapackage.json`; paths count from the folder in which it lies, the site's root."""
    urls = {key: source.url for key, source in report.bibliography.sources.items()}
    resources = [_table(table, urls) for table in tables]
    for path, title, kind in OTHERS:
        name = path.replace("/", "-").replace(".", "-")
        resources.append({"name": name, "title": title, "path": path, "mediatype": kind})
    head = {
        "$schema": PROFILE,
        "name": NAME,
        "id": whole.url,
        "title": SITE,
        "description": DESCRIPTION,
        "homepage": whole.url,
        "version": whole.edition,
        "created": f"{whole.date}T00:00:00Z" if whole.date and whole.date.day else "",
        "keywords": KEYWORDS,
    }
    contributors = [{"title": EDITORS.full, "roles": ["creator"]}]
    return as_json(
        {
            **{name: value for name, value in head.items() if value},
            "licenses": LICENSES,
            "contributors": contributors,
            "resources": resources,
        }
    )


def _table(table: Table, urls: Mapping[str, str]) -> dict[str, Any]:
    keys = dict.fromkeys(key for column in table.columns for key in column.sources)
    sources = [{"title": key, "path": urls[key]} for key in keys if key in urls]
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    resource = {
        "name": table.path.removesuffix(".csv").replace("/", "-"),
        "type": "table",
        "title": table.title,
        "path": table.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
    return {**resource, "sources": sources} if sources else resource


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": column.means,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.sources:
        field["sources"] = list(column.sources)
    if column.retrieved:
        field["retrieved"] = column.retrieved
    return field


def codemeta(whole: Citation, version: str) -> str:
    """`codemeta.json` of the project; with its address, if that is known."""
    known = {"url": whole.url, "dateModified": str(whole.date or "")}
    return as_json(
        {
            "@context": "https://w3id.org/codemeta/3.0",
            "@type": "SoftwareSourceCode",
            "identifier": NAME,
            "name": SITE,
            "description": DESCRIPTION,
            "version": version,
            "license": "https://spdx.org/licenses/MIT",
            "author": [{"@type": "Organization", "name": EDITORS.full}],
            "programmingLanguage": ["Python", "JavaScript"],
            "runtimePlatform": "Python 3.11",
            "developmentStatus": "active",
            "keywords": KEYWORDS,
            **{name: value for name, value in known.items() if value},
        }
    )


def citation_file(whole: Citation, version: str) -> str:
    """`CITATION.cff`; JSON's strings are YAML's."""

    def line(name: str, value: str) -> str:
        return f"{name}: {json.dumps(value, ensure_ascii=False)}\n"

    text = line("cff-version", "1.2.0")
    text += line("message", "Please cite it as below; each claim has a citation of its own.")
    text += line("type", "dataset") + line("title", SITE) + line("abstract", DESCRIPTION)
    text += f"authors:\n  - {line('name', EDITORS.full)}"
    text += line("license", "CC-BY-4.0") + line("version", whole.edition or version)
    text += line("date-released", str(whole.date)) if whole.date else ""
    text += line("url", whole.url) if whole.url else ""
    return text + "keywords:\n" + "".join(f"  - {json.dumps(word)}\n" for word in KEYWORDS)
