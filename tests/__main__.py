"""`python -m tests [RING …] [-- OPTION …]`: the rings named, or all of them.

A ring is a folder below tests/; `lint` is linters, formatter and type checkers; `quick` is what
needs no build and no browser. Options after `--` go to pytest: `python -m tests build -- -x`.
`coverage` is apart, for it takes nearly twice the time of the two rings that it runs: it fails if
they reach less of the core than `pyproject.toml` asks for, and names the lines that they do not.
Pytest runs in one process more than there are cores, unless the options say otherwise: a test that
waits for a server or a page leaves its core to another.
"""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import chromium, drivers, java, nginx

ROOT = Path(__file__).parent.parent
PYTHON = (sys.executable, "-m")
MODULES = ROOT / "tests/node_modules"
TSC = MODULES / "typescript/bin/tsc"
BIOME = MODULES / "@biomejs/biome/bin/biome"
STYLED = [
    path.relative_to(ROOT).as_posix()
    for folder in ("docs/assets", "docs/explorables", "hooks/llm_trends/editing/skeletons")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in (".js", ".css") and path.name not in ("library.js", "theme.css")
]
"""Our scripts and styles; what else lies beside them is data, or a library as it was built."""
LINT: Sequence[tuple[str, ...]] = (
    (*PYTHON, "ruff", "check", "."),
    (*PYTHON, "ruff", "format", "--check", "."),
    (*PYTHON, "mypy"),
    ("node", str(TSC), "--project", "tests"),
    (
        "node",
        str(BIOME),
        "check",
        "--config-path=tests/biome.jsonc",
        "--error-on-warnings",
        *STYLED,
    ),
)
SETTINGS = ("pyproject.toml", "mkdocs.yml", "tests/tsconfig.json", "tests/biome.jsonc")
"""Without one of these a step would pass by rules that are not ours, or break off unclearly."""
WRITING = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
"""In which Python keeps what it compiles."""
RINGS = (
    *("lint", "unit", "golden", "fuzz", "charts"),
    *("build", "site", "access", "search", "browser", "hosting", "explorables", "offline"),
    "browsers",
)
"""In the order in which a fault is found soonest."""
QUICK = ("lint", "unit", "golden")
COVERAGE = "coverage"
BROWSING = {"charts", "access", "search", "browser", "hosting", "explorables", "offline"}


def main(arguments: Sequence[str]) -> int:
    """The exit code of the step that failed first, or 0; 2 if there is no such ring or no file of
    settings."""
    names, options = split(arguments)
    if "--help" in names or "-h" in names:
        print(f"{__doc__}\nRings: quick ({', '.join(QUICK)}), {', '.join(RINGS)}; {COVERAGE}")
        return 0
    if names == [COVERAGE]:
        return coverage(options)
    if unknown := [name for name in names if name not in (*RINGS, "quick")]:
        expected = f"expected some of quick, {', '.join(RINGS)}, or {COVERAGE} alone"
        print(f"There is no ring {unknown[0]}; {expected}.")
        return 2
    if gone := lost(ROOT):
        print(f"{', '.join(gone)} cannot be read as a file; expected that of the repository.")
        return 2
    rings = [ring for ring in RINGS if ring in wanted(names)]
    folders = [ring for ring in rings if ring != "lint"]
    paths = [f"tests/{folder}" for folder in folders]
    if folders:
        compileall.compile_dir(ROOT / "hooks", quiet=2)  # once, for all projects that are copies
    if "lint" in rings and (code := lint(paths)):
        return code
    if not folders:
        return 0
    if BROWSING & {*folders}:
        chromium.ensure()
    if "access" in folders:
        java.ensure()
    if "hosting" in folders:
        nginx.ensure()
    if "browsers" in folders:
        drivers.ensure()
    processes = str((os.cpu_count() or 1) + 1)
    spread = ("-n", processes, "--no-loadscope-reorder")
    return run((*PYTHON, "pytest", *spread, *paths, *options))


def split(arguments: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The names of rings, and pytest's options after `--`."""
    if "--" not in arguments:
        return arguments, ()
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1 :]


def wanted(names: Sequence[str]) -> set[str]:
    """All rings if none is named; `quick` stands for several."""
    if not names:
        return {*RINGS}
    return {*names, *(QUICK if "quick" in names else ())}


def lost(root: Path) -> list[str]:
    """The settings that are missing, no files, or not readable."""
    paths = {name: root / name for name in SETTINGS}
    return [n for n, path in paths.items() if not (path.is_file() and os.access(path, os.R_OK))]


def lint(paths: Sequence[str]) -> int:
    """Every linter is run, so that all there is to mend is shown at once.

    Side by side, since the type checker of Python takes as long as all others; and beside them the
    tests below `paths` are compiled, which else each of pytest's processes would do for itself.
    """
    if not (TSC.is_file() and BIOME.is_file()) or not shutil.which("node"):
        print("The linters of scripts are missing; expected Node.js and `npm ci --prefix tests`.")
        return 1
    codes = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        said = pool.map(run_quietly, LINT)
        if paths:
            pool.submit(run_quietly, (*PYTHON, "pytest", "--collect-only", *paths), WRITING)
        for step, done in zip(LINT, said, strict=True):
            print(shown(step), done.stdout, sep="\n", end="", flush=True)
            codes.append(done.returncode)
    return next(filter(None, codes), 0)


def coverage(options: Sequence[str]) -> int:
    """The core's lines and branches that the unit and golden tests reach; 2 if below the floor."""
    measured = (*PYTHON, "coverage", "run", "-m", "pytest", "tests/unit", "tests/golden", *options)
    return run(measured) or run((*PYTHON, "coverage", "report"))


def run_quietly(
    step: Sequence[str], environment: Mapping[str, str] = os.environ
) -> subprocess.CompletedProcess[str]:
    """What it says is kept, errors among the rest."""
    return subprocess.run(
        step,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def run(step: Sequence[str]) -> int:
    print(shown(step), flush=True)
    return subprocess.run(step, cwd=ROOT, check=False).returncode


def shown(step: Sequence[str]) -> str:
    """As somebody would type it."""
    return " ".join(["$", *(Path(part).name if part.startswith("/") else part for part in step)])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
