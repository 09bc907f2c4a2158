"""A passphrase typed or pasted: shown on demand, never kept, with a word when Caps Lock is on."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.labels import Label


class _HiddenLine(QLineEdit):
    """Tells from the letters typed whether Caps Lock is on: Qt has no other way on every system."""

    caps_lock_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Compare the letter that arrives with the Shift key that made it."""
        typed = event.text()
        if len(typed) == 1 and typed.isalpha() and typed.lower() != typed.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_seen.emit(typed.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock_seen.emit(False)
        super().keyPressEvent(event)


class PassphraseField(QWidget):
    """One line with Show beside it; what was typed is forgotten as soon as the page is out of sight."""

    submitted = Signal()
    edited = Signal()

    def __init__(self, words: Words, label: str, help_text: str = "") -> None:
        super().__init__()
        self._words = words
        self.line = _HiddenLine()
        self.line.setAccessibleName(label)
        self.line.setAccessibleDescription(help_text)
        self.line.returnPressed.connect(self.submitted)
        self.line.textEdited.connect(self.edited)
        self.line.caps_lock_seen.connect(self._on_caps_lock)
        self._reveal = Button(words.say("unlock.show"))
        self._reveal.setAutoDefault(False)
        self._reveal.clicked.connect(self._on_reveal)
        self._caps_lock = Label(words.say("unlock.caps_lock"), "small", "warn")
        self._caps_lock.hide()
        title = Label(label, "strong")
        title.setBuddy(self.line)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self._reveal)
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(6)
        body.addWidget(title)
        if help_text:
            body.addWidget(Label(help_text, "small", "quiet"))
        body.addLayout(row)
        body.addWidget(self._caps_lock)
        self.setFocusProxy(self.line)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.line.text()

    @property
    def says_caps_lock(self) -> bool:
        """Whether the hint about Caps Lock is shown."""
        return self._caps_lock.isVisibleTo(self)

    def fill(self, text: str) -> None:
        """Put words into the field, as pasting would."""
        self.line.setText(text)

    def forget(self) -> None:
        """Empty the field and hide it again, with nothing left for an undo to bring back."""
        self.line.clear()
        self.line.setModified(False)
        self._show_letters(shown=False)
        self._caps_lock.hide()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Out of sight, nothing stays behind."""
        if not event.spontaneous():
            self.forget()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """A field that may not be used now says nothing about Caps Lock either."""
        if event.type() == QEvent.Type.EnabledChange and not self.isEnabled():
            self._caps_lock.hide()
        super().changeEvent(event)

    def _on_reveal(self) -> None:
        self._show_letters(shown=self.line.echoMode() == QLineEdit.EchoMode.Password)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_letters(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        said = self._words.say("unlock.hide" if shown else "unlock.show")
        self._reveal.setText(said)
        self._reveal.setAccessibleName(said)

    def _on_caps_lock(self, on: bool) -> None:  # noqa: FBT001, RUF100
        self._caps_lock.setVisible(on)
