"""The real program in its window, which also writes down what its status line says and what stands in its fields.

Nothing else of it is changed, and nothing of this is in the product: the status line is watched, not asked.
"""

import json
import os
import sys
from typing import Any

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from thinkfamily_desktop.app import cli
from thinkfamily_desktop.app import main as program
from thinkfamily_desktop.ui.parts.status_bar import StatusBar

WHERE = "THINKFAMILY_MIRROR"  # names the file
SAVED = "Saved on this laptop"


class Mirror:
    """One line for each word of the status line and each change of focus, written at once."""

    def __init__(self, path: str) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self._fields: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._saved = False

    def said(self, says: str) -> None:
        """The status line says this now."""
        self._saved = says.startswith(SAVED)
        self._tell()

    def focused(self, _: QWidget | None, now: QWidget | None) -> None:
        """Something else has the focus."""
        if isinstance(now, QLineEdit | QPlainTextEdit):
            self._fields[now.accessibleName()] = now
        self._tell(focus=now.accessibleName() if now is not None else "")

    def _tell(self, **more: str) -> None:
        texts = {name: _text(field) for name, field in self._fields.items() if isValid(field)}  # type: ignore[no-untyped-call]
        line = {"saved": self._saved, "texts": texts, **more}
        os.write(self._file, (json.dumps(line) + "\n").encode())


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return "" if field.echoMode() != QLineEdit.EchoMode.Normal else field.text()


def main() -> int:
    """Run the program with a mirror beside it."""
    mirror = Mirror(os.environ[WHERE])
    say, show = StatusBar.show_saved, program.Program.show

    def show_saved(bar: StatusBar, says: str, *standing: Any) -> None:
        say(bar, says, *standing)
        mirror.said(says)

    def show_window(self: program.Program, **how: bool) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(mirror.focused)
        show(self, **how)

    StatusBar.show_saved = show_saved  # type: ignore[assignment, method-assign]
    program.Program.show = show_window  # type: ignore[method-assign]
    return cli.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
