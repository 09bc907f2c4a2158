"""A box for what comes up in passing, from any page, to be put where it belongs later."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from thinkfamily_desktop.domain.assessment import Note
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.parts.buttons import Button, LinkButton, QuietLinkButton
from thinkfamily_desktop.ui.parts.cards import Card, Panel, Scroller
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.quiet_inputs import GrowingText


class NotesPanel(Panel):
    """Stands where the guidance was. `listed` shows what was noted before: at the desk only."""

    kept = Signal(str)
    file_requested = Signal(str)  # the note's id
    closed = Signal()

    def __init__(self, words: Words, *, listed: bool) -> None:
        super().__init__("side")
        self._words = words
        self._listed = listed
        self._notes: tuple[Note, ...] = ()
        scroller = Scroller("raised")
        scroller.body.setContentsMargins(18, 17, 18, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroller)
        scroller.body.addWidget(Label(words.say("workspace.note_now"), "subheading"))
        self._text = GrowingText(4)
        self._text.setAccessibleName(words.say("workspace.note_now"))
        scroller.body.addWidget(self._text)
        keep = Button(words.say("workspace.note_keep"))
        keep.clicked.connect(self._on_keep)
        scroller.body.addWidget(keep)
        self._where = Label(words.say("workspace.note_where"), "small", "quiet")
        self._where.hide()
        self._can_file = True
        self._list = QVBoxLayout()
        scroller.body.addLayout(self._list)
        scroller.body.addWidget(self._where)
        scroller.body.addStretch(1)
        close = QuietLinkButton(words.say("workspace.notes_close"))
        close.clicked.connect(self.closed)
        scroller.body.addWidget(close)

    def begin(self, text: str = "") -> None:
        """Ready to write; a kept question's words may stand there already."""
        if text:
            self._text.setPlainText(text)
        self._text.setFocus()

    def show_notes(self, notes: tuple[Note, ...]) -> None:
        """The notes that still wait to be filed."""
        waiting = tuple(note for note in notes if note.filed_to is None) if self._listed else ()
        if waiting == self._notes:
            return
        self._notes = waiting
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if waiting:
            self._list.addWidget(Label(self._words.say("workspace.notes_kept"), "subheading"))
        for note in waiting:
            self._list.addWidget(self._card(note))
        self.allow_filing(self._can_file)

    def allow_filing(self, can_file: bool) -> None:  # noqa: FBT001, RUF100
        """Whether the question that was visited takes words. Where it does not, the panel says where notes can go."""
        self._can_file = can_file
        for link in self.findChildren(_FileLink):
            link.setVisible(can_file)
        self._where.setVisible(bool(self._notes) and not can_file)

    def flush(self) -> None:
        """Keep what stands in the box: a lock must not lose it."""
        self._on_keep()

    def _card(self, note: Note) -> Card:
        card = Card()
        card.body.setContentsMargins(12, 10, 12, 6)
        card.body.addWidget(Label(note.text, "small"))
        file = _FileLink(self._words.say("workspace.note_file"), note.id)
        file.setAccessibleDescription(note.text)
        file.wanted.connect(self.file_requested)
        card.body.addWidget(file)
        return card

    def _on_keep(self) -> None:
        text = self._text.toPlainText().strip()
        if text:
            self._text.clear()
            self.kept.emit(text)


class _FileLink(LinkButton):
    """Carries the note it files."""

    wanted = Signal(str)

    def __init__(self, text: str, note: str) -> None:
        super().__init__(text)
        self._note = note
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.wanted.emit(self._note)
