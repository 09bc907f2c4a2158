"""Who is in the room now: one chip for each person, ticked by the worker, never by the program."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from thinkfamily_desktop.domain.answers import Room
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.state import FormState
from thinkfamily_desktop.ui.parts.chips import Chip
from thinkfamily_desktop.ui.parts.flow import FlowLayout
from thinkfamily_desktop.ui.parts.labels import Label

CLOSER = -6  # the chips are painted lower than they can be pressed


class RoomBar(QWidget):
    """Chips for everybody who can be in a room, and for somebody else."""

    changed = Signal(object)  # Room | None

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._chips: dict[PersonId, Chip] = {}
        self.setAccessibleName(words.say("visit.in_the_room"))
        self._line = FlowLayout(self, 8, CLOSER)
        label = Label(words.say("visit.in_the_room"), "small", "quiet", wrap=False)
        label.setMinimumHeight(44)
        self._line.addWidget(label)
        self._stranger = Chip(words.say("visit.someone_else"))
        self._name(self._stranger)
        self._stranger.used.connect(self._on_used)
        self._line.addWidget(self._stranger)

    def show_people(self, state: FormState, room: Room | None) -> None:
        """Show who could be here and who is."""
        present = room.people if room is not None else frozenset()
        people = [person for person in state.people if not person.is_unborn]
        if [person.id for person in people] != list(self._chips):
            for chip in self._chips.values():
                chip.hide()
                chip.deleteLater()
            self._chips = {}
            self._line.removeWidget(self._stranger)
            for person in people:
                chip = Chip(person.name, stands_for=person.id)
                chip.used.connect(self._on_used)
                self._chips[person.id] = chip
                self._line.addWidget(chip)
            self._line.addWidget(self._stranger)
        for person in people:
            self._chips[person.id].show_text(person.name)
            self._name(self._chips[person.id])
            self._chips[person.id].show_on(person.id in present)
        self._stranger.show_on(room is not None and room.someone_else)

    def _name(self, chip: Chip) -> None:
        """A screen reader hears what the tick means: the same names stand elsewhere on the page."""
        chip.setAccessibleName(self._words.say("visit.in_the_room_named", name=chip.words))

    def _on_used(self) -> None:
        people = frozenset(who for who, chip in self._chips.items() if chip.isChecked())
        stranger = self._stranger.isChecked()
        self.changed.emit(Room(people, stranger) if people or stranger else None)
