"""What is asked before something that counts: a heading, why, one or two lines to fill, and two ways on."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.flow import FlowLayout
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput


class AskPanel(QWidget):
    """Hidden until it is asked for. `left` means that nothing is to happen."""

    done = Signal()
    left = Signal()

    def __init__(self, words: Words, says: str, lines: Sequence[str], does: str, leave: str) -> None:
        super().__init__()
        self._title = Label("", "heading")
        self._lines = [LineInput() for _ in lines]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(Label(words.say(says), "small", "quiet"))
        for code, line in zip(lines, self._lines, strict=True):
            line.setAccessibleName(words.say(code))
            column.addWidget(Label(words.say(code), "strong"))
            column.addWidget(line)
        holder = QWidget()
        flow = FlowLayout(holder, 9, 6)
        for code, happens in ((leave, self.left), (does, self.done)):
            button = Button(words.say(code))
            button.clicked.connect(happens)
            flow.addWidget(button)
        column.addWidget(holder)
        self.hide()

    @property
    def typed(self) -> tuple[str, ...]:
        """What stands in the lines."""
        return tuple(line.text() for line in self._lines)

    def ask(self, title: str) -> None:
        """Show it, empty, with the first line ready to be typed into."""
        self.clear()
        self._title.show_text(title)
        self.show()
        self._lines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Hide it and forget what was typed."""
        for line in self._lines:
            line.clear()
        self.hide()
