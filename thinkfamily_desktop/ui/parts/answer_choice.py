"""The answers of one copy under one another, each of which can be left out with a reason and put back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.ids import AnswerKey
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.models.check import AnswerLine
from thinkfamily_desktop.ui.parts.buttons import Button, LinkButton
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput

MOST_LETTERS = 160  # of an answer: enough to know which it is


class AnswerRow(QWidget):
    """One of them. Leaving it out asks why, in the same place."""

    left_out = Signal(object, str)  # AnswerKey, the reason
    put_back = Signal(object)

    def __init__(self, line: AnswerLine, words: Words) -> None:
        super().__init__()
        self._line = line
        self._words = words
        self._reason: LineInput | None = None
        said = line.said if len(line.said) <= MOST_LETTERS else f"{line.said[:MOST_LETTERS].rstrip()}…"
        self._standing = Label("", "small", "warn")
        self._button = LinkButton("")
        self._button.setProperty("dense", "true")
        self._button.clicked.connect(self._on_pressed)
        says = QVBoxLayout()
        says.setSpacing(0)
        says.addWidget(Label(line.asked, "small"))
        says.addWidget(Label(said, "small", "quiet"))
        says.addWidget(self._standing)
        row = QHBoxLayout()
        row.addLayout(says, 1)
        row.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 3, 0, 3)
        self._body.setSpacing(4)
        self._body.addLayout(row)
        self.show_line(line)

    def show_line(self, line: AnswerLine) -> None:
        """Show whether it goes."""
        say = self._words.say
        self._line = line
        self._standing.show_text(say("check.left_out_because", reason=line.reason) if line.reason else "")
        self._standing.setVisible(bool(line.reason))
        does = say("check.put_back" if line.reason else "check.leave_out")
        self._button.setText(does)
        self._button.setAccessibleName(f"{does}: {line.asked}")

    def _on_pressed(self) -> None:
        if self._line.reason:
            self.put_back.emit(self._line.key)
        elif self._reason is None:
            self._ask_why()
        else:
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_why(self) -> None:
        say = self._words.say
        self._reason = LineInput()
        self._reason.setAccessibleName(f"{say('check.leave_out_reason')}: {self._line.asked}")
        self._reason.setPlaceholderText(say("check.leave_out_reason"))
        help_text = say("check.leave_out_safety" if self._line.safety else "check.leave_out_help")
        self._reason.setAccessibleDescription(help_text)
        self._reason.returnPressed.connect(self._on_leave_out)
        self._needs = Label(say("check.leave_out_why"), "small", "warn")
        self._needs.hide()
        leave, keep = Button(say("check.leave_out_do")), Button(say("check.leave_out_keep"))
        leave.clicked.connect(self._on_leave_out)
        keep.clicked.connect(self._on_keep)
        row = QHBoxLayout()
        row.addWidget(self._reason, 1)
        row.addWidget(leave)
        row.addWidget(keep)
        self._box = QWidget()
        box = QVBoxLayout(self._box)
        box.setContentsMargins(0, 0, 0, 4)
        box.setSpacing(4)
        box.addWidget(Label(help_text, "small", "quiet"))
        box.addLayout(row)
        box.addWidget(self._needs)
        self._body.addWidget(self._box)
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_leave_out(self) -> None:
        if self._reason is None:
            return
        reason = self._reason.text().strip()
        if not reason:
            self._needs.show()
            announce(self._needs, self._needs.text(), urgent=True)
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._put_away()
        self.left_out.emit(self._line.key, reason)

    def _on_keep(self) -> None:
        self._put_away()

    def _put_away(self) -> None:
        self._reason = None
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._box.hide()
        self._box.deleteLater()


class AnswerChoice(QWidget):
    """All of them under the headings of their pages. Built when it is first asked for: a record has many answers."""

    left_out = Signal(object, str)  # AnswerKey, the reason
    put_back = Signal(object)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._rows: dict[AnswerKey, AnswerRow] = {}
        self._shown: tuple[tuple[object, ...], ...] = ()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 4, 0, 0)
        self._body.setSpacing(0)

    def show_lines(self, lines: Sequence[AnswerLine]) -> None:
        """Show these; a row whose answer stays keeps what is being typed into it."""
        shape = tuple((line.key, line.heading, line.asked, line.said, line.safety) for line in lines)
        if shape != self._shown:
            self._shown = shape
            self._rebuild(lines)
        for line in lines:
            self._rows[line.key].show_line(line)

    def _rebuild(self, lines: Sequence[AnswerLine]) -> None:
        while (item := self._body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._rows = {}
        heading = ""
        for line in lines:
            if line.heading != heading:
                heading = line.heading
                label = Label(heading, "micro", "quiet")
                label.setContentsMargins(0, 10, 0, 2)
                self._body.addWidget(label)
            elif self._rows:
                self._body.addWidget(Panel("rule"))
            row = self._rows[line.key] = AnswerRow(line, self._words)
            row.left_out.connect(self.left_out)
            row.put_back.connect(self.put_back)
            self._body.addWidget(row)
