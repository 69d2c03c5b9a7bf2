"""Packages of the system that the tests need and that pip and npm do not have."""

from __future__ import annotations

import os
import shutil
import subprocess


def install(*packages: str) -> bool:
    """Whether `apt-get` is there and has installed the packages."""
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    print("installing", *packages, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", *packages]):
        if subprocess.run([*sudo, "apt-get", *command], env=environment, check=False).returncode:
            return False
    return True
