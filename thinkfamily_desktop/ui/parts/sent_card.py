"""The last card of Check and refer: what became of each saved copy. Sent is not received; each is written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.records import ExportRecord
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words, time_in_words
from thinkfamily_desktop.session.sending import WAYS
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.fields.reading_dates import read_date, read_time
from thinkfamily_desktop.ui.models.check import SavedCopy
from thinkfamily_desktop.ui.parts.buttons import Button, LinkButton
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.check_cards import NumberedCard, OptionButtons
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput

SECURE = "secure-email"
DATE_LETTERS, TIME_LETTERS = 16, 9


@dataclass(frozen=True, slots=True)
class Told:
    """What the worker wrote down of one step: when, how it travelled, and the name that goes with it."""

    when: datetime
    how: str
    name: str


class StepBox(QWidget):
    """When, how and who, under the copy that it is about."""

    told = Signal(object)  # Told
    given_up = Signal()

    def __init__(self, export: ExportRecord, words: Words, clock: Clock) -> None:
        super().__init__()
        self._words, self._clock = words, clock
        say = words.say
        sent = export.sent is not None
        ways = [(way, say(f"sending.{way}")) for way in WAYS]
        self._ways = None if sent else OptionButtons(ways, say("check.sent_how"))
        if self._ways is not None and not export.password:  # said already when it was saved
            self._ways.show_code(SECURE)
        self._name = self._line(say("check.sent_who" if sent else "check.sent_to"))
        now = clock.now()
        self._day = self._line(say("check.sent_day"), day_in_words(now.date(), words), DATE_LETTERS)
        self._time = self._line(say("check.sent_time"), time_in_words(now), TIME_LETTERS)
        self._begun = now
        keep, leave = Button(say("check.sent_keep")), Button(say("check.sent_not_yet"))
        keep.clicked.connect(self._on_keep)
        leave.clicked.connect(self.given_up)
        self._said = Label("", "small", "warn")
        self._said.hide()
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 2, 0, 8)
        body.setSpacing(6)
        if self._ways is not None:
            body.addWidget(Label(say("check.sent_how"), "small", "quiet"))
            body.addWidget(self._ways)
        row = QHBoxLayout()
        row.setSpacing(10)
        for line, stretch in ((self._name, 1), (self._day, 0), (self._time, 0)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(Label(line.accessibleName(), "small", "quiet"))
            column.addWidget(line)
            row.addLayout(column, stretch)
        body.addLayout(row)
        body.addWidget(self._said)
        buttons = QHBoxLayout()
        buttons.addWidget(keep)
        buttons.addWidget(leave)
        buttons.addStretch(1)
        body.addLayout(buttons)

    @property
    def way(self) -> str:
        """How it travelled, as far as that has been said."""
        return self._ways.code if self._ways is not None else ""

    def begin(self) -> None:
        """Put the focus where telling starts."""
        (self._ways or self._name).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, text: str) -> None:
        """What is not right yet, and what to do."""
        self._said.show_text(text)
        self._said.show()
        announce(self._said, text, urgent=True)

    def _line(self, name: str, text: str = "", letters: int = 0) -> LineInput:
        line = LineInput()
        line.setAccessibleName(name)
        line.setText(text)
        line.returnPressed.connect(self._on_keep)
        if letters:
            line.setFixedWidth(self.fontMetrics().averageCharWidth() * letters + 24)
        return line

    def _on_keep(self) -> None:
        day = read_date(self._day.text(), self._words, self._clock.now().date())
        hour = read_time(self._time.text())
        if day is None or hour is None:
            self.refuse(self._words.say("check.sent_when"))
            return
        begun = self._begun
        when = begun.replace(year=day.year, month=day.month, day=day.day, hour=hour.hour, minute=hour.minute)
        self.told.emit(Told(when, self.way, self._name.text().strip()))


class CopyRow(QWidget):
    """One saved copy, and the step that comes next for it."""

    told = Signal(object, object)  # ExportRecord, Told

    def __init__(self, copy: SavedCopy, words: Words, clock: Clock) -> None:
        super().__init__()
        self._copy, self._words, self._clock = copy, words, clock
        self._box: StepBox | None = None
        sent = copy.export.sent is not None
        row = QHBoxLayout()
        says = QVBoxLayout()
        says.setSpacing(0)
        says.addWidget(Label(copy.says))
        says.addWidget(Label(copy.standing, "small", "good" if copy.done else "quiet"))
        row.addLayout(says, 1)
        if not copy.done:
            does = words.say("check.acknowledge" if sent else "check.mark_sent")
            step = LinkButton(does)
            step.setProperty("dense", "true")
            step.setAccessibleName(f"{does}: {copy.says}")
            step.clicked.connect(self._on_step)
            row.addWidget(step, 0, Qt.AlignmentFlag.AlignTop)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 4, 0, 4)
        self._body.addLayout(row)

    def refuse(self, text: str) -> None:
        """It cannot have been so; what was typed stays."""
        if self._box is not None:
            self._box.refuse(text)

    def _on_step(self) -> None:
        if self._box is None:
            self._box = StepBox(self._copy.export, self._words, self._clock)
            self._box.told.connect(self._on_told)
            self._box.given_up.connect(self._on_given_up)
            self._body.addWidget(self._box)
        self._box.begin()

    def _on_told(self, told: object) -> None:
        self.told.emit(self._copy.export, told)

    def _on_given_up(self) -> None:
        if self._box is not None:
            self._box.hide()
            self._box.deleteLater()
            self._box = None


class SentCard(NumberedCard):
    """Every copy that was saved of this assessment, latest first."""

    told = Signal(object, object)  # ExportRecord, Told

    def __init__(self, words: Words, clock: Clock) -> None:
        super().__init__(words.say("check.sent"))
        self._words, self._clock = words, clock
        self._rows: dict[int, CopyRow] = {}
        self._shown: tuple[SavedCopy, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self.hide()

    def show_copies(self, copies: Sequence[SavedCopy]) -> None:
        """Replace the list; nothing is shown before anything has been saved."""
        self.setVisible(bool(copies))
        waiting = sum(not copy.done for copy in copies)
        code = "check.sent_waiting" if waiting else "check.sent_done"
        self.show_standing(self._words.say(code, count=waiting), "warn" if waiting else "good")
        if tuple(copies) == self._shown:
            return
        self._shown = tuple(copies)
        while (item := self._list.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._rows = {}
        for place, copy in enumerate(copies):
            if place:
                self._list.addWidget(Panel("rule"))
            row = self._rows[copy.export.number] = CopyRow(copy, self._words, self._clock)
            row.told.connect(self.told)
            self._list.addWidget(row)

    def refuse(self, export: ExportRecord, text: str) -> None:
        """A step cannot have been so."""
        if (row := self._rows.get(export.number)) is not None:
            row.refuse(text)
