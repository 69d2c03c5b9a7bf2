"""Who may import whom. The core has to survive the site generator."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "hooks" / "llm_trends"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = ("fields", "names", "publication_date", "style")
ALLOWED = {
    "mkdocs": {
        "adapter/events.py",
        "adapter/listed_files.py",
        "adapter/rendering.py",
        "adapter/output.py",
        "adapter/serving.py",
        "adapter/unchanged.py",
    },
    "mkdocs_macros": {"adapter/macros_plugin.py"},
    "watchdog": {"adapter/watching.py"},
    "markdown": {
        "markup/alignment.py",
        "markup/inline.py",
        "markup/crosslinking.py",
        "markup/extension.py",
        "markup/tables.py",
    },
    "pymdownx": set(),
    "nh3": {"markup/safe.py"},
    "jinja2": {
        "templates.py",
        "template_files.py",
        "prose.py",
        "adapter/events.py",
        "adapter/output.py",
    },
    "pybtex": {f"core/sources/{name}.py" for name in SOURCES},
    "latexcodec": {"core/sources/latex.py"},
    "yaml": {"core/text/yaml_events.py", "editing/yaml_places.py"},
    "tinycss2": {"core/styles.py"},
    "quickjs": {"core/scripts.py"},
    "vl_convert": {"drawing/worker.py"},
    "PIL": {"drawing/png.py", "drawing/lettering.py"},
    "pikepdf": {"offline/printing.py"},
    "latex2mathml": {"markup/mathematics.py"},
}


def imports(path: Path) -> set[str]:
    """Absolute top-level names, and relative imports as dotted paths inside the package."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            base = path.parent if node.level == 1 else path.parents[node.level - 1]
            found.add(f"{base.relative_to(PACKAGE.parent).as_posix()}/{node.module or ''}")
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports(path: Path) -> None:
    name, found = path.relative_to(PACKAGE).as_posix(), imports(path)
    for library, modules in ALLOWED.items():
        assert library not in found or name in modules, f"{name} may not import {library}"
    if name.startswith("core/"):
        inner = {found for found in found if found.startswith("llm_trends/")}
        assert all(module.startswith("llm_trends/core/") for module in inner)
        assert not found & {"markupsafe", "jinja2"}
    if not name.startswith("adapter/"):
        assert not any("/adapter" in module for module in found)


GROUND = {"problems", "dates", "vocabulary", "model", "kinds_of_text", "groups", "guarding"}
GROUND |= {"places", "digests"}
ENDS = {"judging", "crosscheck", "names_twice", "editorial", "read_pages", "collect", "settle"}


def floor(module: str) -> int:
    """`core/text/notation.py` → 1."""
    parts = module.removesuffix(".py").split("/")[1:]
    if len(parts) > 1:
        return {"text": 1, "sources": 2, "charts": 3, "views": 5, "citing": 6, "exports": 7}[
            parts[0]
        ]
    return 0 if parts[0] in GROUND else 8 if parts[0] in ENDS else 4


def test_the_core_is_read_upward() -> None:
    """A room knows its own floor and those below it."""
    core = {
        path: floor(path.relative_to(PACKAGE).as_posix())
        for path in (PACKAGE / "core").rglob("*.py")
        if path.name != "__init__.py"
    }
    for path, own in core.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.level:
                base = path.parents[node.level - 1] / (node.module or "").replace(".", "/")
                targets = (
                    [base.with_suffix(".py")]
                    if node.module and base.with_suffix(".py").exists()
                    else [base / f"{alias.name}.py" for alias in node.names]
                )
                for target in targets:
                    if target in core:
                        assert core[target] <= own, f"{path.name} may not know {target.name}"


def test_modules_stay_small() -> None:
    long = {path.name: n for path in MODULES if (n := len(path.read_text().splitlines())) > 330}
    assert not long


def test_lines_of_scripts_stay_short() -> None:
    """Words in one string are broken by nobody else. A library and learned numbers are no lines."""
    docs = PACKAGE.parents[1] / "docs"
    scripts = [path for part in ("assets", "explorables") for path in (docs / part).rglob("*.js")]
    assert len(scripts) > 50
    assert [
        f"{path.relative_to(docs)}:{number}"
        for path in scripts
        if path.name not in ("library.js", "starts.js")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 140
    ] == []
