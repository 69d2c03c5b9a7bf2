"""One line for what nobody foresaw: where, what kind, in the words of whoever raised it."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
import yaml
from llm_trends.failure import one_line
from llm_trends.template_files import TemplateFiles
from mkdocs.exceptions import ConfigurationError, PluginError


def raised(act: object) -> BaseException:
    try:
        act()  # type: ignore[operator]
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


@pytest.fixture
def templates(tmp_path: Path) -> jinja2.Environment:
    (tmp_path / "syntax.html").write_text("one\n{% if %}\n")
    (tmp_path / "name.html").write_text("one\ntwo\n{{ thing.part.part }}\n")
    return jinja2.Environment(loader=jinja2.FileSystemLoader(tmp_path), autoescape=True)


def test_a_template_that_is_no_template(tmp_path: Path, templates: jinja2.Environment) -> None:
    said = one_line(raised(lambda: templates.get_template("syntax.html")), tmp_path)
    assert said.startswith("syntax.html:2:1: TemplateSyntaxError: Expected an expression")
    assert "\n" not in said


def test_a_template_that_fails_while_it_is_filled(
    tmp_path: Path, templates: jinja2.Environment
) -> None:
    said = one_line(raised(lambda: templates.get_template("name.html").render()), tmp_path)
    assert said == "name.html:3:1: UndefinedError: 'thing' is undefined"


def test_a_template_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    (tmp_path / "base/main.html").write_bytes(b"one\ntwo \x80\n")
    env = jinja2.Environment(loader=TemplateFiles([tmp_path, tmp_path / "base"]), autoescape=True)
    said = one_line(raised(lambda: env.get_template("main.html")), tmp_path)
    wrong = "byte 0x80 is not UTF-8; expected a file saved as UTF-8"
    assert said == f"base/main.html:2:1: TemplateSyntaxError: {wrong}"


def test_yaml_inside_an_error_of_mkdocs(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("a: 1\nb: [\n- c\n")

    def load() -> None:
        with (tmp_path / "mkdocs.yml").open() as file:
            try:
                yaml.safe_load(file)
            except yaml.YAMLError as error:
                raise ConfigurationError(f"wrong: {error}") from error

    assert one_line(raised(load), tmp_path).startswith("mkdocs.yml:3:1: ParserError: ")


def test_python(tmp_path: Path) -> None:
    path = tmp_path / "hook.py"
    path.write_text("x = 1\ny = (\n")
    said = one_line(raised(lambda: compile(path.read_text(), str(path), "exec")), tmp_path)
    assert said == "hook.py:2:5: SyntaxError: '(' was never closed"
    path.write_text("def work():\n    return {}['gone']\n")
    space: dict[str, object] = {}
    exec(compile(path.read_text(), str(path), "exec"), space)
    said = one_line(raised(space["work"]), tmp_path)
    assert said == "hook.py:2:1: KeyError: 'gone'"


def test_a_file(tmp_path: Path) -> None:
    said = one_line(raised((tmp_path / "a" / "b.txt").read_text), tmp_path)
    assert said == "a/b.txt: No such file or directory"
    full = OSError(28, "No space left on device", "/elsewhere/from", None, str(tmp_path / "to"))
    assert one_line(full, tmp_path) == "to: No space left on device"
    amid = OSError(28, "No space left on device")
    assert one_line(amid, tmp_path).endswith(
        "could not be read or written: No space left on device"
    )


def test_what_speaks_to_people_is_left_alone(tmp_path: Path) -> None:
    said = "2 problems in the content:\n  a\n  b"
    assert one_line(PluginError(said), tmp_path) == said


def test_an_end_from_elsewhere(tmp_path: Path) -> None:
    assert one_line(SystemExit(3), tmp_path) == "SystemExit: 3"
