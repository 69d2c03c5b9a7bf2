"""`mkdocs serve`: a build that fails in any way costs nothing, and every save arrives."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from ..projects import ENVIRONMENT, Project
from .conftest import ALPHA, TOGETHER, contents, restore
from .serving import Served, serve

KEPT = "the site is served as it was"


@pytest.fixture
def own(project: Project) -> Iterator[Served]:
    """A server of its own, for a test that ends it."""
    with serve(project) as running:
        running.until_shown("trends/alpha/", ALPHA)
        yield running


def broken_configuration(project: Project) -> None:
    project.replace("mkdocs.yml", "plugins:\n", "plugins: [\n")


def unknown_plugin(project: Project) -> None:
    project.replace("mkdocs.yml", "  - macros:\n", "  - serach\n  - macros:\n")


def no_configuration(project: Project) -> None:
    (project.root / "mkdocs.yml").unlink()


def no_hooks_and_a_faulty_page(project: Project) -> None:
    """MkDocs then builds without us, into its own directory, and stops halfway."""
    project.replace("mkdocs.yml", "hooks:\n  - hooks/entry.py\n", "")
    project.replace("overrides/main.html", "{%", "{% nonsense %}{%")


def template_syntax(project: Project) -> None:
    project.write("overrides/main.html", project.read("overrides/main.html") + "\n{% if %}\n")


def template_while_rendering(project: Project) -> None:
    line = "\n{% block announce %}\n{{ page.nothing.title }}\n{% endblock %}\n"
    project.write("overrides/main.html", project.read("overrides/main.html") + line)


def hook(name: str, line: str) -> Callable[[Project], None]:
    """Another hook, which carries out a line at the end of a build, when all is written."""

    def fault(project: Project) -> None:
        head = "import os, sys, time\nfrom mkdocs.exceptions import *\n"
        project.write(name, f"{head}def on_post_build(config):\n    {line}\n")
        project.replace("mkdocs.yml", "  - hooks/entry.py\n", f"  - {name}\n  - hooks/entry.py\n")

    return fault


FAULTS: dict[str, tuple[Callable[[Project], None], str]] = {
    "broken configuration": (broken_configuration, "mkdocs.yml:"),
    "unknown plugin": (unknown_plugin, "serach"),
    "no configuration": (no_configuration, "mkdocs.yml"),
    "no hooks": (no_hooks_and_a_faulty_page, "overrides/main.html:"),
    "syntax of a template": (template_syntax, "overrides/main.html:"),
    "rendering of a template": (template_while_rendering, "overrides/main.html:"),
    "a hook that raises": (hook("raises.py", "{}['gone']"), "raises.py:4:1: KeyError: 'gone'"),
    "a hook that refuses": (hook("refuses.py", "raise PluginError('Not so.')"), "Not so."),
    "a hook that aborts": (hook("aborts.py", "raise Abort('No more.')"), "No more."),
    "a hook that exits": (hook("exits.py", "sys.exit('At once.')"), "At once."),
}


@TOGETHER
def test_failed_builds_cost_nothing(served: Served) -> None:
    """One after the other, each mended by the next save."""
    project = served.project
    before = contents(project)
    for name, (fault, said) in FAULTS.items():
        now = served.from_now()
        fault(project)
        now.until(partial(is_reported, now, said))
        assert ALPHA in served.page("trends/alpha/"), name
        assert served.page("assets/site.css") == project.read("docs/assets/site.css"), name

        restore(before)
        project.replace("docs/trends/beta.md", "What beta comes to.", f"Beta after {name}.")
        served.until_shown("trends/beta/", f"Beta after {name}.")
    assert "Traceback" not in served.log


def is_reported(served: Served, said: str) -> bool:
    errors = [line for line in served.log.splitlines() if line.startswith("ERROR")]
    return any(KEPT in line for line in errors) and any(said in line for line in errors)


@TOGETHER
def test_forty_saves_end_in_the_last(served: Served) -> None:
    path = served.project.root / "docs/trends/alpha.md"
    text = path.read_text()
    for number in range(1, 41):
        new = path.with_name(".alpha.md.new")
        new.write_text(f"{text}\nState {number}.\n")
        new.replace(path)
        time.sleep(0.05)
    served.until_shown("trends/alpha/", "<p>State 40.</p>")  # the panel may know of it before
    assert "State 39." not in served.page("trends/alpha/")


@TOGETHER
def test_a_folder_that_goes_and_comes_back(served: Served) -> None:
    docs = served.project.root / "docs"
    docs.rename(docs.with_name("away"))
    served.until_said(KEPT)
    assert ALPHA in served.page("trends/alpha/")
    docs.with_name("away").rename(docs)
    served.until_said("Reloading browsers", times=2)  # MkDocs says once how long builds took
    served.project.replace("docs/trends/alpha.md", ALPHA, "What alpha has become.")
    served.until_shown("trends/alpha/", "What alpha has become.")


@TOGETHER
def test_an_old_address_leads_on_as_it_will_when_published(served: Served) -> None:
    row = "trends/old/,trends/alpha/,2026-01-01,It has another name.\n"
    served.project.write("docs/data/moved.csv", f"address,now,date,why\n{row}")
    served.until_shown("trends/old/", 'content="1; url=../alpha/"')
    assert "../../assets/moved.js" in served.page("trends/old/")


@TOGETHER
def test_templates_are_watched(served: Served) -> None:
    block = "\n{% block announce %}Another frame.{% endblock %}\n"
    project = served.project
    project.write("overrides/main.html", project.read("overrides/main.html") + block)
    served.until_shown("trends/alpha/", "Another frame.")


@TOGETHER
def test_changed_hooks_are_named(served: Served) -> None:
    project, hook = served.project, "hooks/llm_trends/prose.py"
    text = project.read(hook)
    project.write(hook, text + "# more\n")
    served.until_said("hooks/llm_trends/prose.py changed: stop the server and start it again")
    assert "served as it was" not in served.log


@TOGETHER
def test_readers_do_not_wait_for_a_build(served: Served) -> None:
    """A build before may still be under way: the page changes once the hook is known to run."""
    project = served.project
    wait, hooked, held = (project.root / name for name in ("wait", "hooked", "held"))
    hook(
        "waits.py",
        "open('hooked', 'w').close()\n"
        "    while os.path.exists('wait'): open('held', 'w').close(); time.sleep(0.1)",
    )(project)
    served.until(hooked.exists)
    wait.touch()
    try:
        project.replace("docs/trends/alpha.md", ALPHA, "What alpha has become.")
        served.until(held.exists)
        for _ in range(20):
            assert ALPHA in served.page("trends/alpha/")
            time.sleep(0.1)
    finally:
        wait.unlink()
    served.until_shown("trends/alpha/", "What alpha has become.")


@TOGETHER
def test_a_page_that_is_not_there(served: Served) -> None:
    with pytest.raises(urllib.error.HTTPError) as answer:
        served.page("trends/nothing/")
    assert answer.value.code == 404
    assert "LLM Trends 2024" in answer.value.read().decode()


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_nothing_stays_behind(own: Served, sent: signal.Signals) -> None:
    assert list(own.temporary.iterdir())
    own.process.send_signal(sent)
    assert own.process.wait(20) == 0
    assert not list(own.temporary.iterdir())
    assert "Traceback" not in own.log


@pytest.mark.parametrize("name", ["syntax of a template", "a hook that raises"])
def test_a_first_build_that_fails_says_why(project: Project, name: str) -> None:
    """There is nothing yet that could be served."""
    fault, said = FAULTS[name]
    fault(project)
    done = start(project, 0)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_that_is_taken(project: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = start(project, taken.getsockname()[1])
    assert done.returncode == 1
    assert "cannot be served: Address already in use" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def start(project: Project, port: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    return subprocess.run(
        command,
        cwd=project.root,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_style_is_served_without_a_build(own: Served) -> None:
    """On a server of its own: after another test a build may still come."""
    project = own.project
    builds = own.log.count("Building documentation")
    style = project.read("docs/assets/site.css")
    project.write("docs/assets/site.css", style + "/* another */\n")
    own.until_shown("assets/site.css", "/* another */")
    assert own.log.count("Building documentation") == builds


def test_a_broken_style_or_script_stays_as_it_was(own: Served) -> None:
    """Named at its place in the log and on the page, without a build; the next good save shows."""
    project = own.project
    style, script = "docs/assets/site.css", "docs/assets/frame.js"
    right = {path: project.read(path) for path in (style, script)}
    builds = own.log.count("Building documentation")
    project.write(style, right[style] + "\na {\n  color red;\n}\n")
    project.write(script, right[script] + "\nconst nothing = ;\n")
    for path, column in ((style, 3), (script, 17)):
        line = right[path].count("\n") + (3 if path == style else 2)
        own.until_said(f"{path}:{line}:{column}: ")
        own.until_shown("trends/beta/", f"{path}:{line}:{column}</code>")
        assert own.page(path.removeprefix("docs/")) == right[path]
    project.write(style, right[style] + "\na {\n  color: red;\n}\n")
    own.until_shown("assets/site.css", "color: red;\n}\n")
    own.until(lambda: f"{style}:" not in own.page("trends/beta/"))
    assert f"{script}:" in own.page("trends/beta/")
    assert own.log.count("Building documentation") == builds

    project.replace("docs/trends/beta.md", "What beta comes to.", "What beta has become.")
    own.until_shown("trends/beta/", "What beta has become.")
    assert own.page("assets/frame.js") == right[script]
    project.write(script, right[script])
    own.until(lambda: f"{script}:" not in own.page("trends/beta/"))
