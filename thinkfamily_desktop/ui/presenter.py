"""The one QObject between an open assessment and its widgets: what a hand did goes in, the new state comes out."""

from collections.abc import Collection
from concurrent.futures import Future
from datetime import date, time
from decimal import Decimal
from typing import Unpack

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from thinkfamily_desktop.domain.answers import Answer, Gap, PartialDate, PersonRef, Room, Source, SourceKind
from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey, NoteId, PersonId, Subject
from thinkfamily_desktop.domain.records import Receipt
from thinkfamily_desktop.forms.state import FormState
from thinkfamily_desktop.session.answering import Annotations
from thinkfamily_desktop.session.saving import SaveStatus
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.ui.futures import when_done

PAUSE_MS = 400  # of typing, before it is written
LONGEST_MS = 900  # that words may wait in a flow without a pause: with the write itself less than a second is at risk
_KINDS = (str, bool, Decimal, date, time, PartialDate, PersonRef, tuple)
TRY_AGAIN_MS = 5_000  # after a write that the disk refused


class AssessmentPresenter(QObject):
    """Carries answers to the session and its state back; writes after a pause, on leaving and when told to."""

    state_changed = Signal(object)  # FormState
    saved_changed = Signal(object)  # SaveStatus
    room_changed = Signal()
    field_left = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._told: dict[AnswerKey, Annotations] = {}  # said about answers that are not there yet
        self._gates: dict[str, Room] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self.flush)
        self._waiting = QElapsedTimer()  # since the first change that is not written
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(TRY_AGAIN_MS)
        self._again.timeout.connect(self.flush)

    @property
    def state(self) -> FormState:
        """How the assessment stands."""
        return self.session.state

    @property
    def saved(self) -> SaveStatus:
        """What may truly be said about saving now."""
        return self.session.saved

    @property
    def visit(self) -> bool:
        """Whether the family may see the screen."""
        return self.session.mode == "visit"

    def told(self, key: AnswerKey) -> Annotations:
        """Who said it and so on: of the answer that is there, or kept for the one that will come."""
        question = self.state.questions.get(key)
        answer = question.answer if question is not None else None
        return _said_of(answer) if answer is not None else self._told.get(key, self._usual())

    def answer(self, key: object, value: object) -> None:
        """Take what was typed or chosen; None goes back to unanswered."""
        if not isinstance(key, AnswerKey) or not (value is None or isinstance(value, _KINDS)):
            raise TypeError("an answer is a key and a value")
        fresh = self.session.current(key) is None and value is not None
        self.session.answer(key, value)
        if fresh and (said := self._told.pop(key, self._usual())):
            self.session.annotate(key, **said)
        self._changed()

    def annotate(self, key: object, said: object) -> None:
        """Say more about an answer, also before it is there."""
        if not isinstance(key, AnswerKey) or not isinstance(said, dict):
            raise TypeError("a key and what is said")
        if self.session.current(key) is None:
            self._told[key] = {**self._told.get(key, self._usual()), **said}
            self.state_changed.emit(self.state)
        else:
            self.session.annotate(key, **said)
            self._changed()

    def confirm(self, key: object) -> None:
        """The worker has checked an answer that came from the last assessment: it is this one's now."""
        if isinstance(key, AnswerKey):
            self.session.annotate(key)
            self._changed()

    def give_gap(self, key: object, gap: object, note: str) -> None:
        """Say why there is no answer."""
        if not isinstance(key, AnswerKey) or not isinstance(gap, Gap):
            raise TypeError("a key and a gap")
        self.session.give_gap(key, gap, note)
        self._changed()

    def add_row(self, key: object) -> None:
        """Add a row."""
        if isinstance(key, AnswerKey):
            self.session.add_row(key)
            self._changed()

    def remove_row(self, key: object, row: str) -> None:
        """Take a row out."""
        if isinstance(key, AnswerKey):
            self.session.remove_row(key, row)
            self._changed()

    def undo(self) -> AnswerKey | None:
        """Take back the latest change; says which answer it was."""
        key = self.session.undo()
        if key is not None:
            self._changed()
        return key

    def leave(self, key: object) -> None:
        """The focus left a field: write, and seal its line of the journal."""
        if isinstance(key, AnswerKey):
            self._pause.stop()
            self._watch(self.session.leave(key))
            self.field_left.emit()

    def flush(self) -> None:
        """Write what waits, now."""
        self._pause.stop()
        self._again.stop()
        self._watch(self.session.save())

    def finish(self, page: str, subject: Subject, *, finished: bool) -> None:
        """The worker says that a page is finished, or not yet."""
        self.session.finish_section(page, subject, finished)
        self._changed()

    def close_page(self, keys: tuple[AnswerKey, ...], gap: Gap, note: str) -> None:
        """Give every blank of these the same reason, marked as given in bulk."""
        for key in keys:
            self.session.give_gap(key, gap, note, bulk=True)
        self._changed()

    def reopen(self, keys: tuple[AnswerKey, ...]) -> None:
        """Take bulk reasons back."""
        for key in keys:
            self.session.answer(key, None)
        self._changed()

    def add_note(self, text: str) -> None:
        """Keep a note for later."""
        self.session.add_note(text)
        self._changed()

    def file_note(self, note: NoteId, key: AnswerKey) -> None:
        """Put a note where it belongs."""
        self.session.file_note(note, key)
        self._changed()

    # -- alerts and people

    def withdraw(self, alert: AlertKey, reason: str) -> None:
        """Take an alert back as entered in error; it stays on the record with the reason."""
        self.session.withdraw(alert, reason)
        self._changed()
        self.flush()

    def stands_for(self, one: AlertKey, others: Collection[AlertKey]) -> None:
        """One recorded discussion stands for others too."""
        self.session.stands_for(one, others)
        self._changed()

    def add_person(self, roles: tuple[str, ...]) -> PersonId:
        """Add somebody to the register."""
        person = self.session.add_person(roles)
        self._changed()
        return person

    def remove_person(self, person: PersonId) -> None:
        """Take somebody out of the register; what was said about them is kept."""
        self.session.remove_person(person)
        self._changed()

    def bring_back_person(self, person: PersonId) -> None:
        """Undo the removal of a person."""
        self.session.bring_back_person(person)
        self._changed()

    # -- who is in the room

    def set_room(self, room: object) -> None:
        """Who is here now (a Room or None). Whatever was opened for one person alone closes."""
        self.session.set_room(room if isinstance(room, Room) else None)
        self._gates = {page: opened for page, opened in self._gates.items() if opened == room}
        self.room_changed.emit()
        self.state_changed.emit(self.state)

    def open_gate(self, page: str) -> None:
        """The worker said: I am alone with the one who is ticked."""
        if self.session.room is not None:
            self._gates[page] = self.session.room
            self.room_changed.emit()

    @property
    def open_gates(self) -> frozenset[str]:
        """The pages for one person alone that are open now."""
        return frozenset(self._gates)

    def gate_is_open(self, page: str) -> bool:
        """Whether a page that is for one person alone may be shown."""
        return not self.visit or page in self._gates

    def may_paint(self, key: AnswerKey) -> bool:
        """Whether the answer may stand on the screen in front of those who are here."""
        return self.session.may_paint(key)

    # -- within

    def _usual(self) -> Annotations:
        """With one person in the room it is they who tell."""
        room = self.session.room
        if self.visit and room is not None and len(room.people) == 1 and not room.someone_else:
            return {"source": Source(SourceKind.PERSON, next(iter(room.people)))}
        return {}

    def _changed(self) -> None:
        if not self._pause.isActive():
            self._waiting.start()
        self._pause.start(max(0, min(PAUSE_MS, LONGEST_MS - self._waiting.elapsed())))
        self.state_changed.emit(self.state)
        self.saved_changed.emit(self.saved)

    def _watch(self, writing: "Future[Receipt] | None") -> None:
        if writing is not None:
            self.saved_changed.emit(self.saved)
            when_done(self, writing, self._on_written, self._on_refused)

    def _on_written(self, receipt: Receipt) -> None:  # noqa: ARG002  the session knows already
        self.saved_changed.emit(self.saved)

    def _on_refused(self, error: Exception) -> None:  # noqa: ARG002  the session kept the code
        self.saved_changed.emit(self.saved)
        self._again.start()


def _said_of(answer: Answer) -> Annotations:
    return {
        "source": answer.source,
        "exact_words": answer.exact_words,
        "kept_from": answer.kept_from,
        "condition": answer.condition,
        "happened": answer.happened,
    }


def said(**parts: Unpack[Annotations]) -> Annotations:
    """What is said about an answer, checked by the type checker."""
    return parts
