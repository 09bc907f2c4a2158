"""Random walks through the program: nothing fails, nobody else's name is seen, the disk holds what the screen shows."""

import functools
import random
import resource
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from tests.ui.walk_hands import LIKELY
from tests.ui.walk_vault import NAMES, make_vault
from tests.ui.walks import Walk
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AnswerKey
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.store.kdf import derive
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.fields.base import LineField
from thinkfamily_desktop.ui.pages import check_refer
from thinkfamily_desktop.ui.pages.family import FamilyPage
from thinkfamily_desktop.ui.parts.notes import NotesPanel
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput
from thinkfamily_desktop.ui.parts.tabs import Tabs
from thinkfamily_desktop.ui.parts.task_list import TaskRow
from thinkfamily_desktop.ui.parts.top_bar import TopBar
from thinkfamily_desktop.ui.presenter import AssessmentPresenter
from thinkfamily_desktop.ui.theme import Look

EVERYDAY, STEPS = 8, 8
LONG_STEPS = 12
PARTS, OF_ONE_PART = 10, 100  # a thousand walks, in parts that can each be a process of its own
OF_ONE_VAULT = 20  # walks, before a fresh one is begun
SEED = 20261120

Begin = Callable[[int], Walk]
totals: Counter[str] = Counter()


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("walks") / "vault"
    make_vault(folder)
    return folder


@pytest.fixture
def failures(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What failed in a slot, at once, and still for the rest of the test to see."""
    found: list[BaseException] = []
    told = sys.excepthook

    def hear(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        found.append(error)
        told(kind, error, trace)

    monkeypatch.setattr(sys, "excepthook", hear)
    return found


@pytest.fixture
def begin(
    vault: Path,
    look: Look,
    words: Words,
    qtbot: QtBot,
    qtlog: Any,
    failures: list[BaseException],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Begin]:
    walks: list[Walk] = []
    monkeypatch.setattr(
        "thinkfamily_desktop.store.slots.derive", functools.cache(derive)
    )  # one passphrase, and it is slow on purpose
    monkeypatch.setattr(check_refer, "MAKE_PAUSE_MS", 0)

    def strays() -> list[str]:
        return [record.message for record in qtlog.records if not record.ignored]

    def begin_it(seed: int) -> Walk:
        if walks:
            walks.pop().end()
        folder = tmp_path / f"{seed}" / "vault"
        folder.parent.mkdir()
        shutil.copytree(vault, folder)
        answers = random.Random(seed)  # noqa: S311  a walk, not a secret
        monkeypatch.setattr(Dialogs, "ask", lambda *_: answers.random() < 0.5)
        monkeypatch.setattr(Dialogs, "choose_file_to_save", lambda *_: folder.parent / "out.pdf")
        monkeypatch.setattr(Dialogs, "tell", lambda _, what, *__: pytest.fail(what))
        walks.append(Walk(folder, words, qtbot, failures, strays))
        return walks[-1]

    yield begin_it
    for walk in walks:
        walk.end()


def walk_many(begin: Begin, count: int, steps: int, seed: int = SEED) -> Counter[str]:
    """Walk, print what was done and seen, and say how often each thing was done."""
    done: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    read_back, promises, began = 0, 0, time.monotonic()
    for first in range(seed, seed + count, OF_ONE_VAULT):
        walk = begin(first)
        for each in range(first, min(first + OF_ONE_VAULT, seed + count)):
            try:
                walk.go(steps, each)
            except BaseException:
                print(f"vault {first}, seed {each}: {walk.trail}")  # noqa: T201  what to walk again
                raise
        done += walk.done
        pages += walk.pages
        read_back += walk.read_back
        promises += walk.hands.promises.kept
    totals.update(walks=count, actions=done.total(), read_back=read_back)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\n{count} walks from seed {seed}, {done.total()} actions in {time.monotonic() - began:.0f} s, {memory} MB")  # noqa: T201
    print(f"actions: {dict(done.most_common())}; {promises} changes promised and seen")  # noqa: T201
    print(f"pages: {dict(pages.most_common())}")  # noqa: T201
    print(f"answers read back from the disk: {read_back}; so far in all: {dict(totals)}")  # noqa: T201
    return done


def walk_only(begin: Begin, *likely: str) -> None:
    """One long walk on which only these things are done."""
    walk = begin(SEED)
    walk.hands.likely = likely
    walk.go(60, SEED)


def test_walks_in_any_order_fail_nowhere(begin: Begin) -> None:
    walk_many(begin, EVERYDAY, STEPS)


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_a_thousand_walks_in_any_order_fail_nowhere(begin: Begin, part: int) -> None:
    done = walk_many(begin, OF_ONE_PART, LONG_STEPS, SEED + part * OF_ONE_PART)
    assert {*LIKELY, "form rolled on"} <= done.keys(), "some of it was never done"


def test_an_answer_that_never_reaches_the_disk_is_noticed(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    queue = Session._queue  # noqa: SLF001, RUF100  the fault is planted where a write is queued

    def forgetful(self: Session, key: AnswerKey, answer: Answer | None) -> None:
        queue(self, key, answer if key.item.startswith("person.") else None)

    monkeypatch.setattr(Session, "_queue", forgetful)
    with pytest.raises(AssertionError):
        walk_many(begin, 5, 30)


def test_a_field_that_shows_something_else_is_noticed(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LineField, "show_value", lambda self, value: self.line.setText("" if value is None else "1"))
    with pytest.raises(AssertionError, match="shows something else"):
        walk_many(begin, 5, 30)


def test_a_name_of_another_family_is_noticed(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    show_place = TopBar.show_place
    monkeypatch.setattr(TopBar, "show_place", lambda self, _name, line: show_place(self, " and ".join(NAMES), line))
    with pytest.raises(AssertionError, match="of another family"):
        walk_many(begin, 5, 30)


@pytest.mark.qt_no_exception_capture
def test_an_error_in_a_slot_is_noticed(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, failures: list[BaseException]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(NotesPanel, "begin", fail)
    with pytest.raises(AssertionError, match=r"failed in a slot.*planted"):
        walk_only(begin, "open", "note")
    failures.clear()  # the window may close


@pytest.mark.qt_log_level_fail("NO")
def test_a_stray_message_of_qt_is_noticed(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NotesPanel, "begin", lambda *_: qWarning("planted"))
    with pytest.raises(AssertionError, match=r"stray messages.*planted"):
        walk_only(begin, "open", "note")


SILENT = {
    "undo": (Session, "undo"),
    "note": (AssessmentPresenter, "add_note"),
    "file note": (AssessmentPresenter, "file_note"),
    "page": (TaskRow, "_on_clicked"),
    "switch child": (Tabs, "mousePressEvent"),
    "add person": (FamilyPage, "_on_add"),
    "type": (LineInput, "keyPressEvent"),
}


@pytest.mark.parametrize("action", SILENT)
def test_an_action_that_silently_does_nothing_is_noticed(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    kind, door = SILENT[action]
    assert callable(getattr(kind, door))
    monkeypatch.setattr(kind, door, lambda *_, **__: None)
    first = () if action == "page" else ("page", "type", "note")
    with pytest.raises(AssertionError, match=f"silently did nothing: .*{action}"):
        walk_only(begin, "open", *first, *[action] * 3)
