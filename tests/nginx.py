"""A real nginx on the loopback address, from the system or from its package manager."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import apt

PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
PACKAGES = ("nginx-light", "libnginx-mod-http-brotli-static")
MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
MAIN = """\
{module}{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def installed() -> str | None:
    return shutil.which("nginx", path=PLACES)


def ensure() -> None:
    """Have an nginx, or exit with a sentence that says what to do."""
    if not installed() and not (apt.install(*PACKAGES) and installed()):
        sys.exit(
            "The hosting tests start an nginx and none could be had: install the package 'nginx' "
            "of your system."
        )


@contextmanager
def running(folder: Path, server: str, address: str) -> Iterator[None]:
    """Serve what the text `server` says, with all of nginx's own files below `folder`."""
    (folder / "site.conf").write_text(server, encoding="utf-8")
    main = MAIN.format(
        folder=folder,
        module=f"load_module {MODULE};\n" if MODULE.is_file() else "",
        user="user root;\n" if os.geteuid() == 0 else "",
    )
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    command = [installed() or "nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        _wait(process, address)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait(process: subprocess.Popen[str], address: str) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError(process.stderr.read() if process.stderr else "nginx ended")
        try:
            urllib.request.urlopen(address).close()
            return
        except urllib.error.URLError:
            time.sleep(0.05)
    raise RuntimeError(f"nginx does not answer at {address}")
