"""The bars of the workspace: what can be done from here at the top, what is saved at the bottom."""

from functools import partial

from PySide6.QtCore import Signal, SignalInstance

from thinkfamily_desktop.session.saving import SaveStatus
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.pages.guiding import saved_in_words
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.note_dot import NoteDot
from thinkfamily_desktop.ui.parts.room_bar import RoomBar
from thinkfamily_desktop.ui.parts.status_bar import StatusBar
from thinkfamily_desktop.ui.parts.top_bar import TopBar
from thinkfamily_desktop.ui.presenter import AssessmentPresenter


class WorkspaceBar(TopBar):
    """Two of its buttons bring back columns that were folded away."""

    pages_requested = Signal()
    guidance_requested = Signal()
    pause_requested = Signal()

    def __init__(self, means: Means) -> None:
        super().__init__()
        self._words = means.words
        self._begin()
        self._pages = self._add("workspace.pages", self.pages_requested)
        self._guidance = self._add("workspace.show_guidance", self.guidance_requested)
        self._go_on()
        self._add("workspace.pause", self.pause_requested)

    def offer_columns(self, *, pages: bool, guidance: bool) -> None:
        """Offer to bring back what is folded away now."""
        self._pages.setVisible(pages)
        self._guidance.setVisible(guidance)

    def _begin(self) -> None:
        """What stands before the buttons of both modes."""

    def _go_on(self) -> None:
        """The buttons of one mode only."""

    def _add(self, says: str, signal: "SignalInstance[tuple[()]]", *, primary: bool = False) -> Button:
        button = self.add_button(self._words.say(says), primary=primary)
        button.clicked.connect(signal)
        return button


class DeskBar(WorkspaceBar):
    """At the desk: to the map, the notes and on to checking."""

    map_requested = Signal()
    notes_requested = Signal()
    check_requested = Signal()

    def __init__(self, means: Means, *, practice: bool) -> None:
        super().__init__(means)
        if practice:
            self.show_practice(self._words.say("workspace.practice"))

    def _go_on(self) -> None:
        self._add("workspace.family_map", self.map_requested)
        self._add("workspace.notes", self.notes_requested)
        self._add("workspace.check_and_refer", self.check_requested, primary=True)


class VisitBar(WorkspaceBar):
    """In a visit: who is in the room, and the end of the visit."""

    end_requested = Signal()

    def _begin(self) -> None:
        self.room = RoomBar(self._words)
        self.put_in_the_middle(self.room)

    def _go_on(self) -> None:
        self._add("visit.end_visit", self.end_requested)


class WorkspaceStatus(StatusBar):
    """What is saved; undo, help, other languages; at the desk how an answer came about, in a visit notes."""

    undo_requested = Signal()
    history_requested = Signal()
    notes_requested = Signal()
    private_requested = Signal()  # the dot
    help_requested = Signal()
    language_requested = Signal(str)

    def __init__(self, means: Means, *, visit: bool, minutes_to_lock: int) -> None:
        self._words = say = means.words
        facts = () if visit else (say.say("workspace.encrypted"), say.say("workspace.no_connection"))
        super().__init__(facts, "" if visit else say.say("workspace.locks_after", count=minutes_to_lock))
        self._visit = visit
        self._refused = ""  # what was spoken of a save that failed
        self._undo = self._add("workspace.undo", self.undo_requested, help_="workspace.undo_help")
        self._offer_languages(means)
        if not visit:
            self._add("history.button", self.history_requested, help_="history.help")
        self._add("help.button", self.help_requested)
        if visit:
            self._note_dot = NoteDot(self._words.say("visit.note_dot"))
            self._note_dot.clicked.connect(self.private_requested)
            self.row.addWidget(self._note_dot)
            self._add("workspace.notes", self.notes_requested)

    def show_status(self, status: SaveStatus) -> None:
        """What may truly be said about saving. A save that failed is spoken, and not again each time it is tried."""
        says, standing = saved_in_words(status, self._words)
        self.show_saved(says, "quiet" if self._visit and standing == "good" else standing)
        if status.state == "failed" and says != self._refused:
            self._refused = says
            announce(self, says, urgent=True)
        elif status.state == "saved":
            self._refused = ""

    def offer_undo(self, *, can_undo: bool) -> None:
        """Whether there is a change to take back."""
        if can_undo == self._undo.isHidden():
            self._undo.setVisible(can_undo)
            self.fit()

    def show_dot(self, *, on: bool) -> None:
        """In a visit: whether something waits that not everybody may see."""
        self._note_dot.setVisible(on)

    def _add(self, says: str, signal: "SignalInstance[tuple[()]]", *, help_: str = "") -> Button:
        button = Button(self._words.say(says))
        button.setProperty("look", "status_link")
        if help_:
            button.setAccessibleDescription(self._words.say(help_))
        button.clicked.connect(signal)
        self.row.addWidget(button)
        return button

    def _offer_languages(self, means: Means) -> None:
        """A button for each other language that the form's questions can be asked in, named in that language."""
        for language in means.form.languages:
            if language != self._words.language and self._words.has(f"language.{language}"):
                other = Button(self._words.say(f"language.{language}"))
                other.setProperty("look", "status_link")
                other.setAccessibleDescription(self._words.say("language.help"))
                other.clicked.connect(partial(self.language_requested.emit, language))
                self.row.addWidget(other)


def bar_for(presenter: AssessmentPresenter, means: Means) -> DeskBar | VisitBar:
    """The bar of the mode that the worker is in."""
    return VisitBar(means) if means.visit else DeskBar(means, practice=presenter.session.family.practice)
