"""Random walks through the program: nothing fails, nobody else's name is seen, the disk holds what the screen shows."""

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.made_up import full_form
from tests.ui.walks import Walk, make_vault
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AnswerKey
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.ui.dialogs import Dialogs
from thinkfamily_desktop.ui.fields.base import LineField
from thinkfamily_desktop.ui.pages import guiding
from thinkfamily_desktop.ui.theme import Look

EVERYDAY, STEPS = 10, 8
MANY = 1_000
SEED = 20261120
OF_ONE_VAULT = 20  # walks, before a fresh one is begun

Begin = Callable[[int], Walk]


@pytest.fixture(scope="module")
def form() -> Form:
    return full_form("Somebody is needed today.")


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory, form: Form) -> Path:
    folder = tmp_path_factory.mktemp("walks") / "vault"
    make_vault(folder, form)
    return folder


@pytest.fixture
def begin(
    vault: Path, form: Form, look: Look, words: Words, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Begin]:
    walks: list[Walk] = []

    def begin_it(seed: int) -> Walk:
        folder = tmp_path / f"{seed}" / "vault"
        folder.parent.mkdir()
        shutil.copytree(vault, folder)
        answers = random.Random(seed)  # noqa: S311  a walk, not a secret
        monkeypatch.setattr(Dialogs, "ask", lambda *_: answers.random() < 0.5)
        monkeypatch.setattr(Dialogs, "choose_file_to_save", lambda *_: folder.parent / "out.pdf")
        monkeypatch.setattr(Dialogs, "tell", lambda _, what, *__: pytest.fail(what))
        walks.append(Walk(folder, form, words, qtbot))
        return walks[-1]

    yield begin_it
    for walk in walks:
        walk.end()


def walk_many(begin: Begin, count: int, steps: int) -> None:
    done: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    written, began = 0, time.monotonic()
    for first in range(SEED, SEED + count, OF_ONE_VAULT):
        walk = begin(first)
        for seed in range(first, min(first + OF_ONE_VAULT, SEED + count)):
            try:
                walk.go(steps, seed)
            except BaseException:
                print(f"vault {first}, seed {seed}: {walk.trail}")  # noqa: T201  what to walk again
                raise
        done += walk.done
        pages += walk.pages
        written += walk.written
        walked = min(first + OF_ONE_VAULT - SEED, count)
        took = time.monotonic() - began
        print(f"\n{walked} walks from seed {SEED}, {sum(done.values())} actions, {took:.0f} s")  # noqa: T201
        print(f"actions: {dict(done.most_common())}")  # noqa: T201
        print(f"pages: {dict(pages.most_common())}")  # noqa: T201
        print(f"answers read back from the disk: {written}")  # noqa: T201


def test_walks_in_any_order_fail_nowhere(begin: Begin) -> None:
    walk_many(begin, EVERYDAY, STEPS)


@pytest.mark.long
def test_a_thousand_walks_in_any_order_fail_nowhere(begin: Begin) -> None:
    walk_many(begin, MANY, 12)


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
    monkeypatch.setattr(guiding, "family_words", lambda *_: "Rahman and Okafor")
    monkeypatch.setattr("thinkfamily_desktop.ui.pages.workspace.family_words", lambda *_: "Rahman and Okafor")
    with pytest.raises(AssertionError, match="of another family"):
        walk_many(begin, 5, 30)
