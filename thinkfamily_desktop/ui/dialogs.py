"""The few dialogs there are, behind class methods that a test can replace."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit, QMessageBox, QWidget
from shiboken6 import isValid


class Dialogs:
    """Asks and tells. Text is plain, buttons say what they do, and the safe one is the default."""

    @classmethod
    def ask(cls, parent: QWidget, question: str, details: str, yes: str, no: str) -> bool:
        """Whether the worker wants it; Escape is no."""
        box = cls._box(parent, question, details)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)
        box.exec()
        return isValid(box) and box.clickedButton() is accept  # type: ignore[no-untyped-call]  # a lock took it away

    @classmethod
    def tell(cls, parent: QWidget, what: str, details: str, button: str) -> None:
        """Say something that must be read."""
        box = cls._box(parent, what, details)
        box.addButton(button, QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    @classmethod
    def ask_words(cls, parent: QWidget, title: str, label: str, words: str = "") -> str | None:
        """A line of words, or None when the worker thought better of it."""
        said, accepted = QInputDialog.getText(parent, title, label, QLineEdit.EchoMode.Normal, words)
        return said if accepted else None

    @classmethod
    def choose_file_to_save(cls, parent: QWidget, title: str, suggested: Path, kinds: str) -> Path | None:
        """Where to save, or None. `kinds` is Qt's filter: "PDF (*.pdf)"."""
        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
        return Path(chosen) if chosen else None

    @classmethod
    def choose_file_to_open(cls, parent: QWidget, title: str, folder: Path, kinds: str) -> Path | None:
        """Which file to open, or None."""
        chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
        return Path(chosen) if chosen else None

    @classmethod
    def choose_folder(cls, parent: QWidget, title: str, folder: Path) -> Path | None:
        """Which folder, or None."""
        chosen = QFileDialog.getExistingDirectory(parent, title, str(folder))
        return Path(chosen) if chosen else None

    @classmethod
    def _box(cls, parent: QWidget, what: str, details: str) -> QMessageBox:
        box = QMessageBox(parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(what)
        box.setInformativeText(details)
        return box
