"""Each complaint that is held is held by a test that notices when it is let go."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.complaints import HELD, Held

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("thinkfamily_desktop", "tests", "forms", "resources", "pyproject.toml")


def run(folder: Path, test: str) -> int:
    """The exit code of this one test in a copy of the tree."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", test]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, check=False
    ).returncode


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / part)
    return folder


@pytest.mark.long
@pytest.mark.parametrize("held", HELD, ids=lambda held: held.complaint)
def test_the_edit_that_lets_a_complaint_back_in_is_noticed(copy: Path, held: Held) -> None:
    file = copy / held.file
    whole = file.read_text(encoding="utf-8")
    assert whole.count(held.before) == 1
    assert run(copy, held.test) == 0
    try:
        file.write_text(whole.replace(held.before, held.after), encoding="utf-8")
        assert run(copy, held.test) == 1
    finally:
        file.write_text(whole, encoding="utf-8")
