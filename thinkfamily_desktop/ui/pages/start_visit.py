"""Before a visit: who is in the room, what to close, and the code that brings the screen back after a pause."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.answers import Room
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.state import FormState
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.parts.buttons import Button, PrimaryButton
from thinkfamily_desktop.ui.parts.cards import Card, Scroller
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.quiet_inputs import LineInput
from thinkfamily_desktop.ui.parts.room_bar import RoomBar
from thinkfamily_desktop.ui.parts.row import add_row

SHORTEST, LONGEST = 4, 6
WIDEST = 95  # letters


class StartVisitPage(QWidget):
    """Nothing of the desk is on it: it may be seen."""

    started = Signal(object, str)  # Room | None, code
    given_up = Signal()

    def __init__(self, words: Words, state: FormState) -> None:
        super().__init__()
        self._words = words
        self._state = state
        self._present: Room | None = None
        self._room = RoomBar(words)
        self._room.changed.connect(self._on_room)
        self._room.show_people(state, None)
        self._code = LineInput()
        self._code.setEchoMode(QLineEdit.EchoMode.Password)
        self._code.setMaximumWidth(self.fontMetrics().averageCharWidth() * 18)
        self._code.returnPressed.connect(self._on_start)
        self._says = Label("", "small", "warn")
        self._says.hide()
        card = Card()
        card.body.setContentsMargins(28, 24, 28, 24)
        card.body.setSpacing(10)
        card.body.addWidget(Label(words.say("visit.start_title"), "title"))
        card.body.addWidget(Label(words.say("visit.start_close_others"), "", "quiet"))
        card.body.addSpacing(6)
        card.body.addWidget(self._room)
        card.body.addSpacing(6)
        add_row(card.body, words.say("visit.start_code"), self._code, words.say("visit.start_code_help"))
        card.body.addWidget(self._says)
        buttons = QHBoxLayout()
        start = PrimaryButton(words.say("visit.start"))
        start.clicked.connect(self._on_start)
        back = Button(words.say("visit.start_not"))
        back.clicked.connect(self.given_up)
        buttons.addWidget(start)
        buttons.addWidget(back)
        buttons.addStretch(1)
        card.body.addSpacing(8)
        card.body.addLayout(buttons)
        page = Scroller()
        page.body.addStretch(1)
        card.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDEST)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 100)
        middle.addStretch(1)
        page.body.addLayout(middle)
        page.body.addStretch(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Ready for the code."""
        super().showEvent(event)
        self._code.setFocus()

    def _on_room(self, room: object) -> None:
        self._present = room if isinstance(room, Room) else None

    def _on_start(self) -> None:
        code = self._code.text()
        if not (SHORTEST <= len(code) <= LONGEST and code.isdigit()):
            says = self._words.say("visit.start_code_wrong")
            self._says.show_text(says)
            self._says.show()
            announce(self, says, urgent=True)
            self._code.setFocus()
            return
        self._code.clear()
        self.started.emit(self._present, code)
