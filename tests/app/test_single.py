"""One program for each store."""

import subprocess
import sys
from pathlib import Path

import pytest

from thinkfamily_desktop.app.single import LOCK_NAME, StoreLock, hold_store
from thinkfamily_desktop.domain.errors import ThinkFamilyError

HOLD = """
import sys
from pathlib import Path
from thinkfamily_desktop.app.single import StoreLock
lock = StoreLock(Path(sys.argv[1]))
lock.take()
print("held", flush=True)
sys.stdin.read()
"""


def holder(folder: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_program_is_told_that_the_store_is_open(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        with pytest.raises(ThinkFamilyError) as error:
            StoreLock(tmp_path).take()
        assert error.value.code == "cli.already_open"
        other.communicate()
    with hold_store(tmp_path):
        assert (tmp_path / LOCK_NAME).exists()
    assert list(tmp_path.iterdir()) == []


def test_a_holder_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        other.kill()
        other.communicate()
    assert (tmp_path / LOCK_NAME).exists()
    with hold_store(tmp_path):
        pass


def test_the_next_program_waits_for_the_one_before_it(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        assert other.stdin is not None
        other.stdin.close()
        with hold_store(tmp_path, wait_seconds=10):
            pass


def test_two_stores_are_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    with hold_store(one), hold_store(two):
        assert (one / LOCK_NAME).exists()
        assert (two / LOCK_NAME).exists()


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with hold_store(tmp_path / "missing"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).mkdir()
    with pytest.raises(ThinkFamilyError) as error:
        StoreLock(tmp_path).take()
    assert error.value.code in {"cli.cannot_lock", "cli.already_open"}
