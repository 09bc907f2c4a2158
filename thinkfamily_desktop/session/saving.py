"""What waits to be written, what is being written, and what may truly be said about saving meanwhile."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from thinkfamily_desktop.domain.alerts import RaisedAlert
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.assessment import AssessmentState, Note
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AnswerKey, PersonId
from thinkfamily_desktop.domain.records import Receipt, Save
from thinkfamily_desktop.session.pending import Pending
from thinkfamily_desktop.session.ports import Store


@dataclass(frozen=True, slots=True)
class SaveStatus:
    """What the status line says of saving; always true. `code` is the sentence for a failure."""

    state: Literal["saved", "unsaved", "saving", "failed"]
    at: datetime | None = None
    code: str = ""


class Saving:
    """The queue of one open assessment. The store's thread says what became of a write: a lock guards all of it."""

    def __init__(self, store: Store, saved_at: datetime | None) -> None:
        self._store = store
        self._pending = Pending()
        self._in_flight = 0
        self._lock = threading.Lock()
        self._status = SaveStatus("saved", saved_at)

    @property
    def status(self) -> SaveStatus:
        """What may truly be said about saving at this moment."""
        return self._status

    @property
    def unsaved(self) -> bool:
        """Whether anything is not on the disk yet: waiting, or being written."""
        with self._lock:
            return bool(self._pending) or self._in_flight > 0

    def typing(self, key: AnswerKey) -> bool:
        """Whether the latest change that waits is to this very answer."""
        return self._pending.visited == key

    # -- what has to be written

    def answer(self, key: AnswerKey, answer: Answer | None, *, of_family: bool) -> None:
        """An answer, or with None that it was taken back."""
        with self._lock:
            target = self._pending.facts if of_family else self._pending.answers
            target[key] = answer
            if self._pending.visited not in (None, key):
                self._pending.seal = True
            self._pending.visited = key
            self._unsaved()

    def raised(self, alert: RaisedAlert) -> None:
        """An alert that was raised or withdrawn."""
        with self._lock:
            self._pending.raised[alert.key] = alert
            self._unsaved()

    def people(self, people: tuple[PersonId, ...]) -> None:
        """Who is in the register."""
        with self._lock:
            self._pending.people = people
            self._unsaved()

    def notes(self, notes: tuple[Note, ...]) -> None:
        """The notes, filed or not."""
        with self._lock:
            self._pending.notes = notes
            self._unsaved()

    def finished(self, sections: frozenset[str]) -> None:
        """The sections that the worker calls finished."""
        with self._lock:
            self._pending.finished = sections
            self._unsaved()

    def state(self, state: AssessmentState) -> None:
        """Where the work stands."""
        with self._lock:
            self._pending.state = state
            self._unsaved()

    def seal_after(self, key: AnswerKey) -> None:
        """The field of this answer was left: its line of the journal is whole."""
        with self._lock:
            if self._pending.visited == key or not self._pending:
                self._pending.seal = True

    # -- writing

    def write(self, as_save: Callable[[Pending], Save]) -> Future[Receipt] | None:
        """Write what is waiting in one transaction. None when nothing is."""
        with self._lock:
            if not self._pending:
                return None
            save = as_save(self._pending)  # should that fail, everything still waits
            writing, self._pending = self._pending, Pending()
            self._in_flight += 1
            self._status = SaveStatus("saving", self._status.at)
        future = self._store.save(save)
        future.add_done_callback(lambda done: self._written(done, writing))
        return future

    def _written(self, done: Future[Receipt], written: Pending) -> None:
        """Called on the store's thread once the disk has it, or has refused it."""
        error = done.exception()
        with self._lock:
            self._in_flight -= 1
            if error is not None:
                self._pending.put_back(written)
                code = error.code if isinstance(error, ThinkFamilyError) else "store.not_saved"
                self._status = SaveStatus("failed", self._status.at, code)
            elif self._pending or self._in_flight:
                self._status = SaveStatus("unsaved", done.result().at)
            else:
                self._status = SaveStatus("saved", done.result().at)

    def _unsaved(self) -> None:
        self._status = SaveStatus("unsaved", self._status.at)
