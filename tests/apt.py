"""Packages of the system that the tests need and that pip and npm do not have."""

from __future__ import annotations

import os
import shutil
import subprocess


def install(package: str) -> bool:
    """Whether `apt-get` is there and has installed the package."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    print(f"installing the package '{package}'", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", package]):
        if subprocess.run([*sudo, "apt-get", *command], env=environment, check=False).returncode:
            return False
    return True
