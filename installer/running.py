"""Runs the tools that build.py needs, without their chatter, and says what is being done."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

STARTED = time.monotonic()


class BuildError(Exception):
    """What stands in the way, in words that say what to do."""


def run(command: Sequence[str | Path], **more: str) -> None:
    """A tool with nothing to read and `more` in its environment; all that it said when it fails. Raises BuildError."""
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}}
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace", check=False, env={**clean, "LC_ALL": "C.UTF-8", "TZ": "UTC", **more},
        )  # fmt: skip
    except FileNotFoundError as error:
        raise BuildError(f"{command[0]} is not on this machine; install it and try again.") from error
    if done.returncode:
        raise BuildError(f"{done.stdout}\nThis failed: {' '.join(map(str, command[:6]))} …")


def say(words: str) -> None:
    """Tell what is being done, with the time since the start."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {words}", flush=True)
