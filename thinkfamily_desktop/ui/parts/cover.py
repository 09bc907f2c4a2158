"""The Pause cover: an idle program with nothing open. Only the code, or the passphrase, opens it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput
from thinkfamily_desktop.ui.parts.reading_order import ReadingOrder

FIELD_LETTERS = 24


class Cover(ReadingOrder):
    """Covers the whole window. It never says whose data lies behind it, nor that anything does."""

    tried = Signal(str)
    write_requested = Signal()
    give_up_requested = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setProperty("look", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._line = LineInput()
        self._line.setEchoMode(QLineEdit.EchoMode.Password)
        self._line.returnPressed.connect(self._on_try)
        self._go = Button(words.say("visit.cover_open"))
        self._go.clicked.connect(self._on_try)
        self._says = Label("", "small", "quiet", wrap=False)
        self._label = Label("", "tiny", "quiet", wrap=False)
        self._label.setBuddy(self._line)
        self._write = Button(words.say("visit.cover_write_again"))
        self._write.clicked.connect(self.write_requested)
        self._give_up = Button(words.say("visit.cover_give_up"))
        self._give_up.clicked.connect(self._on_give_up)
        self._kept_says = Label("", "", wrap=True)
        self._kept_says.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._kept = QWidget()
        self._kept.hide()
        column = QVBoxLayout(self)
        column.addStretch(3)
        column.addWidget(self._centred(Label(words.say("visit.cover_title"), "heading", "quiet", wrap=False)))
        column.addSpacing(24)
        self._entry = QWidget()
        row = QHBoxLayout(self._entry)
        row.setSpacing(12)
        self._line.setFixedWidth(self.fontMetrics().averageCharWidth() * FIELD_LETTERS)
        for part in (self._label, self._line, self._go):
            row.addWidget(part)
        column.addWidget(self._centred(self._entry))
        column.addWidget(self._centred(self._says))
        kept = QVBoxLayout(self._kept)
        kept.addWidget(self._kept_says)
        choices = QHBoxLayout()
        choices.addStretch(1)
        choices.addWidget(self._write)
        choices.addWidget(self._give_up)
        choices.addStretch(1)
        kept.addLayout(choices)
        column.addWidget(self._kept)
        column.addStretch(4)

    @property
    def keeps_words(self) -> bool:
        """Whether the disk has refused the last words, so that the program cannot end yet."""
        return not self._kept.isHidden()

    def show_locking(self) -> None:
        """Nothing opens it any more: the program ends, and a fresh one asks for the passphrase."""
        self._line.clear()
        self._entry.hide()
        self._says.show_text("")

    def keep_words(self, why: str) -> None:
        """Say that the last words are not on the disk, why, and that they are kept and tried again."""
        says = self._words.say("visit.cover_not_written", why=why)
        fresh = self._kept.isHidden()
        self._kept_says.show_text(says)
        self._kept.show()
        if fresh:
            self._write.setFocus()
            announce(self, says, urgent=True)

    def ask_for(self, *, code: bool) -> None:
        """What opens it: the visit's code, or the passphrase."""
        asked = self._words.say("visit.cover_code" if code else "visit.cover_passphrase")
        self._label.show_text(asked)
        self._line.setAccessibleName(asked)
        self._says.show_text("")
        self._line.clear()

    def refuse(self, why: str = "") -> None:
        """That was not it, or it could not be looked at."""
        self._line.clear()
        self._line.setEnabled(True)
        self._go.setEnabled(True)
        says = why or self._words.say("visit.cover_wrong")
        self._says.show_text(says)
        announce(self, says, urgent=True)
        self._line.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ready to be typed into."""
        super().showEvent(event)
        self._line.setEnabled(True)
        self._go.setEnabled(True)
        self._line.setFocus()

    def _centred(self, part: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(part)
        row.addStretch(1)
        return holder

    def _on_give_up(self) -> None:
        from thinkfamily_desktop.ui.dialogs import Dialogs  # noqa: PLC0415, RUF100  the unlock screen is painted without it

        say = self._words.say
        details = say("visit.cover_give_up_help")
        if Dialogs.ask(self, say("visit.cover_give_up"), details, say("visit.cover_give_up"), say("visit.cover_keep")):
            self.give_up_requested.emit()

    def _on_try(self) -> None:
        typed = self._line.text()
        if typed:
            self._line.setEnabled(False)
            self._go.setEnabled(False)
            self.tried.emit(typed)
