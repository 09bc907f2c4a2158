"""Drives the screen as hands do: real key presses and clicks; finds things by the name a screen reader speaks."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

MANY = 400  # more stops of Tab than any page has


class Robot:
    """One pair of hands in front of one window."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.settle()

    # -- seeing

    def visible(self) -> list[QWidget]:
        """Everything that can be seen."""
        return [widget for widget in self.window.findChildren(QWidget) if widget.isVisible()]

    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The one visible thing of this name that can be used."""
        found = [
            widget
            for widget in self.visible()
            if isinstance(widget, kind)
            and widget.accessibleName() == name
            and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        assert found, f"nothing called {name!r}; there is {sorted({w.accessibleName() for w in self.visible()} - {''})}"
        assert len(found) == 1, f"{len(found)} things are called {name!r}"
        return found[0]

    def has(self, name: str) -> bool:
        """Whether something usable of this name can be seen."""
        return any(
            widget.accessibleName() == name and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            for widget in self.visible()
        )

    def reads(self) -> str:
        """Every word on the screen."""
        words = []
        for widget in self.visible():
            if isinstance(widget, QLabel | QAbstractButton):
                words.append(widget.text())
            elif isinstance(widget, QLineEdit):
                words.append(widget.text() or widget.placeholderText())
            elif isinstance(widget, QPlainTextEdit):
                words.append(widget.toPlainText())
            elif isinstance(widget, QComboBox):
                words.append(widget.currentText())
            words.append(widget.accessibleName())
        return "\n".join(words)

    def value(self, name: str) -> str:
        """What stands in a field."""
        field = self.find(name)
        if isinstance(field, QPlainTextEdit):
            return field.toPlainText()
        assert isinstance(field, QLineEdit)
        return field.text()

    @property
    def focus(self) -> str:
        """The name of what has the keyboard."""
        widget = QApplication.focusWidget()
        return widget.accessibleName() if widget is not None else ""

    # -- doing

    def click(self, name: str, kind: type[QWidget] = QWidget) -> "Robot":
        """Press the left button in the middle of it."""
        widget = self.find(name, kind)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        return self.settle()

    def type(self, words: str) -> "Robot":
        """Type into whatever has the keyboard."""
        for letter in words:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClicks(focus, letter)
        return self.settle()

    def press(self, *keys: Qt.Key, shift: bool = False, control: bool = False) -> "Robot":
        """Press keys, one after another, as the window gets them."""
        held = Qt.KeyboardModifier.NoModifier
        if shift:
            held |= Qt.KeyboardModifier.ShiftModifier
        if control:
            held |= Qt.KeyboardModifier.ControlModifier
        for key in keys:
            handle = self.window.windowHandle()
            assert handle is not None
            QTest.keyClick(handle, key, held)
            self.settle()
        return self

    def tab_to(self, name: str) -> "Robot":
        """Press Tab until it is there."""
        for _ in range(MANY):
            if self.focus == name:
                return self
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never comes to {name!r}")

    def tab_round(self) -> list[QWidget]:
        """Everything that Tab stops at, from the first thing round to it again."""
        seen: list[QWidget] = []
        for _ in range(MANY):
            self.press(Qt.Key.Key_Tab)
            focus = QApplication.focusWidget()
            assert focus is not None
            if focus in seen:
                return seen
            seen.append(focus)
        raise AssertionError("Tab never comes round")

    def wheel(self, widget: QWidget) -> "Robot":
        """Turn the wheel over it, a good deal, both ways."""
        for turn in (-120, -120, 240, 120):
            at = QPointF(widget.rect().center())
            event = QWheelEvent(
                at,
                QPointF(widget.mapToGlobal(widget.rect().center())),
                QPoint(0, 0),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.NoModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,  # noqa: FBT003, RUF100  Qt's signature
            )
            QApplication.sendEvent(widget, event)
        return self.settle()

    def settle(self) -> "Robot":
        """Let everything that is due happen."""
        for _ in range(5):
            QApplication.sendPostedEvents()
            QApplication.processEvents()
        return self
