"""Locked packages, each checked against its hash: from a registry, or without a network from a wheelhouse."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from running import run


@dataclass(frozen=True, slots=True)
class Packages:
    """A Python with pip, and the folder that packages come from; without one they come from pip's registry."""

    python: Path
    wheelhouse: Path | None = None

    def install(self, lock: Path) -> None:
        """Everything that the lock names, for that Python. Raises BuildError."""
        run([*self._pip("install"), *self._from(), "--require-hashes", "--only-binary=:all:", "-r", lock])

    def fetch(self, lock: Path, folder: Path, target: Sequence[str] = ()) -> None:
        """The files that the lock names, unopened; `target` says for which system. Raises BuildError."""
        exact = ("--require-hashes", "--only-binary=:all:", "--no-deps")
        run([*self._pip("download"), *self._from(), *exact, *target, "-r", lock, "-d", folder])

    def unpack(self, wheels: Sequence[Path], folder: Path, target: Sequence[str]) -> None:
        """Files that were fetched, as they lie when installed for another system. Raises BuildError."""
        alone = ("--no-index", "--no-deps", "--only-binary=:all:", "--no-compile")
        run([*self._pip("install"), *alone, *target, "--target", folder, *wheels])

    def _pip(self, does: str) -> list[str | Path]:
        return [self.python, "-m", "pip", does, "--quiet", "--disable-pip-version-check"]

    def _from(self) -> list[str | Path]:
        return ["--no-index", "--find-links", self.wheelhouse] if self.wheelhouse else []


def fresh_python(folder: Path) -> Path:
    """A virtual environment of this Python with nothing but pip; returns its Python. Raises BuildError."""
    run([sys.executable, "-m", "venv", "--clear", folder])
    return python_in(folder)


def python_in(folder: Path) -> Path:
    """The Python of a virtual environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
