"""Templates as files of text: one that is none is named like any other fault of a template."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateSyntaxError

from .core.text.source_text import decode


class TemplateFiles(FileSystemLoader):
    """Says of a file that is no UTF-8 which one it is, and where; Jinja names neither."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Raises `TemplateSyntaxError` for what is no text."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            found = (Path(folder, template) for folder in map(str, self.searchpath))
            path = next(path for path in found if path.is_file())
            text = decode(template, path.read_bytes())
            if isinstance(text, str):  # mended in the meantime
                raise
            (problem,) = text.problems
            raise TemplateSyntaxError(problem.message, problem.line, template, str(path)) from error
