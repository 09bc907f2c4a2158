"""The door stands before the rest of the program is read, and says so when the rest cannot be."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from thinkfamily_desktop.app import furnishing
from thinkfamily_desktop.app.exit_codes import FAULT, WORLD
from thinkfamily_desktop.app.furnishing import export_folder
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.local_parts import local_content
from thinkfamily_desktop.app.main import Program
from thinkfamily_desktop.app.single import StoreLock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.settings.policy import Policy
from thinkfamily_desktop.ui.dialogs import Dialogs

LATER = ("pydantic", "yaml", "sqlcipher3", "cryptography", "argon2", "reportlab", "pikepdf", "pypdfium2")
OPENS = """
import sys
import thinkfamily_desktop.app.cli, thinkfamily_desktop.app.main, thinkfamily_desktop.ui.pages.unlock
from thinkfamily_desktop.store.presence import store_exists
from pathlib import Path
store_exists(Path("nowhere"))
print(*sys.modules)
"""


def test_the_unlock_screen_waits_for_no_form_no_database_no_cipher_and_no_pdf() -> None:
    done = subprocess.run([sys.executable, "-c", OPENS], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "thinkfamily_desktop.ui.pages.unlock" in loaded
    assert loaded.isdisjoint(LATER)
    assert not [name for name in loaded if name.startswith("thinkfamily_desktop.forms")]


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    lock = StoreLock(tmp_path / "vault")
    lock.take()
    program = Program(qapp, House(), tmp_path / "vault", lock)
    yield program
    program.window.close()
    QCoreApplication.processEvents()
    program.window.deleteLater()
    program.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize(
    ("fault", "said", "code"),
    [
        (ThinkFamilyError("settings.files_missing", folder="forms"), "settings.files_missing", WORLD),
        (KeyError(), "", FAULT),
    ],
)
def test_a_fault_in_reading_the_rest_is_told_plainly_and_ends_the_program(
    program: Program, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, fault: Exception, said: str, code: int
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise fault

    told: list[tuple[str, str]] = []
    ended: list[int] = []
    monkeypatch.setattr(QApplication, "exit", staticmethod(ended.append))
    monkeypatch.setattr(furnishing, "furnish", broken)
    monkeypatch.setattr(Dialogs, "tell", lambda _parent, what, details, _button: told.append((what, details)))
    program.show(wait_for_store=False)
    qtbot.waitUntil(lambda: bool(ended))
    say = House().words.say
    assert told == [(say("crash.start"), say(said, folder="forms") if said else say("crash.start_help"))]
    assert ended == [code]


def test_a_practice_store_shows_made_up_numbers_and_a_real_one_never_does() -> None:
    practice, problems = local_content(House(), Policy(), practice=True)
    assert practice.made_up
    assert practice.authorities
    assert problems == ()
    real, _ = local_content(House(), Policy(), practice=False)
    assert not real.made_up
    assert real.authorities == ()


def test_where_nothing_may_be_saved_no_folder_is_offered(tmp_path: Path) -> None:
    assert export_folder(Policy(allowed_export_folders=())) is None
    assert export_folder(Policy()) == Path.home()
    assert export_folder(Policy.model_validate({"allowed_export_folders": [str(tmp_path)]})) == tmp_path
