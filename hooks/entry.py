"""The file that `mkdocs.yml` names. It hands the events of the build to the adapter."""

from llm_trends.adapter.events import (
    on_build_error,
    on_config,
    on_env,
    on_files,
    on_page_markdown,
    on_post_build,
    on_serve,
    on_shutdown,
    on_startup,
)

__all__ = [
    "on_build_error",
    "on_config",
    "on_env",
    "on_files",
    "on_page_markdown",
    "on_post_build",
    "on_serve",
    "on_shutdown",
    "on_startup",
]
