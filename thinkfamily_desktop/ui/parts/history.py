"""How one answer came to be what it is: who changed it, when, from what to what. For the desk only."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.parts.buttons import QuietLinkButton
from thinkfamily_desktop.ui.parts.cards import Panel, Scroller
from thinkfamily_desktop.ui.parts.labels import Label


@dataclass(frozen=True, slots=True)
class Step:
    """One change in words."""

    when: str
    who: str
    before: str
    after: str


class HistoryPanel(Panel):
    """Stands where the guidance was. Tab goes from change to change, the latest first."""

    closed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__("side")
        self._words = words
        self._asked = Label("", "small", "quiet")
        self._steps = QVBoxLayout()
        self._steps.setSpacing(14)
        scroller = Scroller("raised")
        scroller.body.setContentsMargins(18, 17, 18, 12)
        scroller.body.addWidget(Label(words.say("history.title"), "subheading"))
        scroller.body.addWidget(self._asked)
        scroller.body.addLayout(self._steps)
        scroller.body.addStretch(1)
        self._close = QuietLinkButton(words.say("history.close"))
        self._close.clicked.connect(self.closed)
        scroller.body.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroller)

    def show_steps(self, asked: str, steps: Sequence[Step]) -> None:
        """Show the changes of one answer, given the oldest first, and go to the latest."""
        self._asked.show_text(asked)
        while (item := self._steps.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        shown = [self._shown(step) for step in reversed(steps)]
        for each in shown:
            self._steps.addWidget(each)
        if not steps:
            none = self._words.say("history.none")
            self._steps.addWidget(Label(none, "small"))
            announce(self, none)
        first = shown[0] if shown else self._close
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _shown(self, step: Step) -> QWidget:
        """One change, which can take the focus so that a screen reader reads it whole."""
        say = self._words.say
        nothing = say("history.no_answer")
        lines = (
            say("history.when", when=step.when, who=step.who),
            say("history.before", words=step.before or nothing),
            say("history.after", words=step.after or nothing),
        )
        shown = QWidget()
        shown.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shown.setAccessibleName(". ".join(lines))
        column = QVBoxLayout(shown)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(3)
        column.addWidget(Label(lines[0], "micro", "quiet"))
        for line in lines[1:]:
            column.addWidget(Label(line, "small"))
        return shown
