"""What must have changed once something was done on a random walk: an action may not silently do nothing."""

from collections.abc import Callable, Mapping

import shiboken6
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from tests.ui.walk_scene import Scene
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AnswerKey
from thinkfamily_desktop.ui.parts.tabs import Tabs

Promise = tuple[str, Callable[[], bool]]


class Promises:
    """Hands say before they do something what will have changed; eyes look, once everything has settled."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._made: list[Promise] = []
        self.kept = 0

    def make(self, promise: Promise, done: bool = True) -> bool:  # noqa: FBT001, FBT002, RUF100
        """Of something that was done; says whether it was."""
        self._made += [promise] if done else []
        return done

    def forget(self) -> None:
        """What was begun could not be done here, and the next thing may take it back."""
        self._made = []

    def look(self) -> None:
        """Every promise that was made since the last look was kept."""
        made, self._made = self._made, []
        broken = [what for what, seen in made if not seen()]
        assert broken == [], f"silently did nothing: {broken}"
        self.kept += len(made)

    def one_more_person(self) -> Promise:
        """Somebody is added to the register."""
        people = self._people()
        return "add person", lambda: self._people() == people + 1

    def one_more_note(self) -> Promise:
        """A note is kept."""
        notes = self._notes()
        return "note", lambda: self._notes() == notes + 1

    def one_more_note_filed(self) -> Promise:
        """A note goes to its question."""
        filed = self._notes(filed=True)
        return "file note", lambda: self._notes(filed=True) == filed + 1

    def page(self, page: str) -> Promise:
        """A page is opened; the one of the people lies over the form."""
        return "page", lambda: self._page() == page or self._lies_over()

    def tab(self, tabs: Tabs, place: int) -> Promise:
        """A tab comes to the front, where the tabs still stand."""
        return "switch child", lambda: not _stands(tabs) or tabs.currentIndex() == place

    def visit(self) -> Promise:
        """The visit begins."""
        return "visit", lambda: self._scene.opened is not None and self._scene.opened.in_visit

    def other_answers(self, what: str) -> Promise:
        """Some answer is another afterwards."""
        before = self._answers()
        return what, lambda: self._answers() != before

    def words_in(self, box: QLineEdit | QPlainTextEdit) -> Promise:
        """What is typed stands in the box, where that still stands and has the keyboard."""
        before = _words(box)
        return "type", lambda: not _stands(box) or not box.hasFocus() or _words(box) != before

    def _people(self) -> int:
        session = self._scene.session
        return len(session.family.people) if session is not None else -1

    def _notes(self, *, filed: bool = False) -> int:
        session = self._scene.session
        notes = session.assessment.notes if session is not None else ()
        return sum(not filed or note.filed_to is not None for note in notes)

    def _page(self) -> str:
        opened = self._scene.opened
        page = opened.workspace.page if opened is not None and opened.workspace is not None else None
        return page.page.id if page is not None else ""

    def _lies_over(self) -> bool:
        opened = self._scene.opened
        return opened is not None and opened.currentWidget() is not opened.workspace

    def _answers(self) -> Mapping[AnswerKey, Answer]:
        session = self._scene.session
        return {**session.assessment.answers, **session.family.facts} if session is not None else {}


def _words(box: QLineEdit | QPlainTextEdit) -> str:
    return box.text() if isinstance(box, QLineEdit) else box.toPlainText()


def _stands(widget: QWidget) -> bool:
    return bool(shiboken6.isValid(widget))  # type: ignore[no-untyped-call]
