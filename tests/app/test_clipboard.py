"""What was copied out of the program is forgotten in time; what somebody copied elsewhere is left alone."""

import pytest
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from thinkfamily_desktop.app.clipboard import KEEP_MS, ClipboardWatch

SAID = "Tunde asked that nobody be told this."


@pytest.fixture
def clipboard(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> QClipboard:
    """One that knows what is ours, as a real screen's does: the offscreen platform's never does."""
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    clipboard = qapp.clipboard()
    clipboard.clear()
    return clipboard


def test_what_was_copied_here_is_forgotten_after_a_while(
    qapp: QApplication, clipboard: QClipboard, qtbot: QtBot
) -> None:
    watch = ClipboardWatch(qapp, keep_ms=50)
    clipboard.setText(SAID)
    assert clipboard.text() == SAID
    qtbot.waitUntil(lambda: clipboard.text() == "")
    watch.deleteLater()
    assert KEEP_MS == 30_000


def test_a_lock_forgets_it_at_once(qapp: QApplication, clipboard: QClipboard) -> None:
    watch = ClipboardWatch(qapp)
    clipboard.setText(SAID)
    watch.forget()
    assert clipboard.text() == ""
    watch.deleteLater()


def test_what_another_program_put_there_stays(
    qapp: QApplication, clipboard: QClipboard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: False)
    watch = ClipboardWatch(qapp, keep_ms=20)
    clipboard.setText(SAID)
    qtbot.wait(60)
    watch.forget()
    assert clipboard.text() == SAID
    watch.deleteLater()
