"""A crash note says where, never what."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import cast

import pytest

from thinkfamily_desktop import __version__
from thinkfamily_desktop.app.crash import NOTES_KEPT, CrashNotes, safe_trace
from thinkfamily_desktop.domain.text import fill

SAID = "Grace said the baby was swapped"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def notes(tmp_path: Path, told: list[str]) -> Iterator[CrashNotes]:
    notes = CrashNotes(tmp_path / "state", lambda: NOON, told.append)
    notes.install()
    yield notes
    notes.uninstall()


def fail() -> None:
    answer = SAID
    raise ValueError(answer)


def all_text(folder: Path) -> str:
    return "".join(file.read_text(encoding="utf-8") for file in folder.iterdir())


def caught(work: Callable[[], object]) -> tuple[type[BaseException], TracebackType | None]:
    with pytest.raises(Exception) as failure:  # noqa: PT011  whatever it is
        work()
    return failure.type, failure.tb


def test_a_note_says_kind_place_and_versions_and_nothing_that_was_said(notes: CrashNotes, tmp_path: Path) -> None:
    note = notes.keep(*caught(fail))
    assert "builtins.ValueError at" in note
    assert "test_crash.py:" in note
    assert "in fail" in note
    assert f"thinkfamily {__version__}, python" in note
    for word in (SAID, "answer", str(tmp_path), str(Path.home())):
        assert word not in note
    assert note in all_text(tmp_path / "state")


def test_our_own_files_are_named_from_the_package_on() -> None:
    trace = safe_trace(*caught(lambda: fill(SAID, cast("dict[str, str]", SAID))))
    assert "thinkfamily_desktop/domain/text.py:" in trace
    assert SAID not in trace


def test_what_nobody_caught_in_a_thread_is_kept_and_told(notes: CrashNotes, tmp_path: Path, told: list[str]) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert len(told) == 1
    assert "in fail" in told[0]
    assert SAID not in all_text(tmp_path / "state") + told[0]


def test_what_nobody_caught_in_the_program_is_kept_and_told(notes: CrashNotes, told: list[str]) -> None:
    try:
        fail()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert len(told) == 1


def test_an_interrupt_is_no_crash(notes: CrashNotes, told: list[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert told == []


def test_only_the_latest_notes_are_kept(tmp_path: Path) -> None:
    moments = iter(NOON.replace(minute=minute) for minute in range(NOTES_KEPT + 5))
    notes = CrashNotes(tmp_path, lambda: next(moments), lambda _: None)
    for _ in range(NOTES_KEPT + 5):
        notes.keep(ValueError, None)
    kept = sorted(file.name for file in tmp_path.iterdir())
    assert len(kept) == NOTES_KEPT
    assert kept[-1].startswith("crash-20261120-1214")


def test_a_folder_that_refuses_is_no_second_failure(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")
    notes = CrashNotes(tmp_path / "state", lambda: NOON, lambda _: None)
    assert "builtins.ValueError" in notes.keep(ValueError, None)


def test_a_fault_of_the_interpreter_leaves_its_places(tmp_path: Path) -> None:
    program = (
        "import faulthandler, os, pathlib, sys;"
        "from thinkfamily_desktop.app.crash import CrashNotes;"
        "from datetime import datetime, UTC;"
        "CrashNotes(pathlib.Path(sys.argv[1]), lambda: datetime.now(UTC), print).install();"
        "os.abort()"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=False)
    assert done.returncode != 0
    assert "Fatal Python error: Aborted" in (tmp_path / "faults.txt").read_text(encoding="utf-8")
