"""What stands in place of a page that is for one person alone, until the worker says that they are alone with them."""

from PySide6.QtCore import Signal

from thinkfamily_desktop.domain.answers import Room
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.state import FormState
from thinkfamily_desktop.ui.parts.buttons import PrimaryButton
from thinkfamily_desktop.ui.parts.cards import Card, Scroller
from thinkfamily_desktop.ui.parts.labels import Label


class AloneGate(Scroller):
    """Says nothing of the page behind it. It can be opened only while exactly one person is ticked."""

    opened = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        card = Card()
        card.body.addWidget(Label(words.say("visit.alone_title"), "heading"))
        card.body.addWidget(Label(words.say("visit.alone_says"), "", "quiet"))
        self._open = PrimaryButton("")
        self._open.clicked.connect(self.opened)
        self._tick_one = Label(words.say("visit.alone_tick_one"), "small")
        card.body.addWidget(self._tick_one)
        card.body.addWidget(self._open)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def show_room(self, room: Room | None, state: FormState) -> None:
        """Show with whom it can be opened now, or that somebody has to be ticked first."""
        one = len(room.people) == 1 and not room.someone_else if room is not None else False
        self._tick_one.setVisible(not one)
        self._open.setVisible(one)
        for who in room.people if room is not None and one else ():
            person = state.person(who)
            name = self._words.say("visit.alone_with", name=person.name if person is not None else "")
            self._open.setText(name.replace("&", "&&"))
            self._open.setAccessibleName(name)
