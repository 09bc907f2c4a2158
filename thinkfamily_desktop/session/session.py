"""One open assessment with its family: what happens when the worker answers. No Qt, no disk of its own."""

import threading
from collections.abc import Collection, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, TypedDict, Unpack

from thinkfamily_desktop.domain.alerts import Level, RaisedAlert, Withdrawal
from thinkfamily_desktop.domain.answers import Answer, Gap, PartialDate, Room, Source, SourceKind, Value
from thinkfamily_desktop.domain.assessment import (
    STAGES,
    Assessment,
    AssessmentState,
    Note,
    SignedVersion,
    Stage,
    Worker,
)
from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import (
    AlertKey,
    AnswerKey,
    ItemId,
    NoteId,
    PersonId,
    RowId,
    Subject,
    WorkerId,
    new_id,
    person_subject,
)
from thinkfamily_desktop.domain.records import Acknowledged, ExportRecord, Receipt, Sent
from thinkfamily_desktop.forms.evaluate import evaluate, forget
from thinkfamily_desktop.forms.model import Form, Item, LongTextItem, RowsItem
from thinkfamily_desktop.forms.release import Choices, release
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.forms.state import AlertState, FormState, Problem
from thinkfamily_desktop.session.family_card import family_card
from thinkfamily_desktop.session.items import items_by_id
from thinkfamily_desktop.session.painting import Listeners, may_paint
from thinkfamily_desktop.session.pending import Pending
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.rolling import Rolled
from thinkfamily_desktop.session.sending import Asked, check_acknowledged, check_sent, state_once_sent, then

PROTECTED_CONTENT = "protected"


@dataclass(frozen=True, slots=True)
class SaveStatus:
    """What the status line says of saving; always true. `code` is the sentence for a failure."""

    state: Literal["saved", "unsaved", "saving", "failed"]
    at: datetime | None = None
    code: str = ""


class Annotations(TypedDict, total=False):
    """What may be said about an answer beside its value."""

    source: Source | None
    exact_words: bool
    kept_from: frozenset[PersonId]
    condition: str
    happened: PartialDate | None


class Session:
    """The brain behind the workspace.

    Every change is taken at once into memory and worked out into a new `state`; the write is queued until `save`.
    A value is never refused. What could not be written stays queued and is tried again with the next save.
    """

    def __init__(  # noqa: PLR0913, RUF100  the one place where the parts of an open assessment meet
        self,
        *,
        form: Form,
        family: Family,
        assessment: Assessment,
        worker: Worker,
        store: Store,
        clock: Clock,
        rolled: Rolled | None = None,
    ) -> None:
        self.form = form
        self.family = family
        self.assessment = assessment
        self.worker = worker
        self.rolled = rolled  # what became of the answers when this draft came into the form in use, to be told once
        self.mode: Literal["desk", "visit"] = "desk"
        self.room: Room | None = None
        self._store = store
        self._clock = clock
        self._items: Mapping[str, Item] = items_by_id(form)
        self._pending = Pending()
        self._in_flight = 0
        self._lock = threading.Lock()
        self._saved = SaveStatus("saved", assessment.changed_at)
        self._undo: list[tuple[AnswerKey, Answer | None]] = []
        self._asked: dict[str, Asked] = {}
        self.state: FormState = self._evaluated()
        self._raise_new_alerts(self._met())  # one withdrawn as an error is not news because a family is opened

    # -- answering

    def current(self, key: AnswerKey) -> Answer | None:
        """The answer kept under a key, shown or hidden."""
        return self._holder(key).get(key)

    def told_of_new_form(self) -> None:
        """The worker has read what became of the answers when this draft came into the form in use."""
        self.rolled = None

    def answer(self, key: AnswerKey, value: Value | None) -> None:
        """Take a value, or with None (or nothing but an empty text) go back to unanswered."""
        if value == "":
            value = None
        before = self.current(key)
        if value is None:
            self._put(key, None)
        elif before is None or before.value != value or str(before.value) != str(value):  # 1.10 is not 1.1
            self._put(key, self._answered(key, before, value))

    def give_gap(self, key: AnswerKey, gap: Gap, note: str = "", *, bulk: bool = False) -> None:
        """Say why there is no value. Who said it and from whom it is kept stay."""
        before = self.current(key)
        told = before or Answer(gap=gap)
        self._put(key, replace(self._stamped(told), value=None, gap=gap, gap_note=note, bulk=bulk, exact_words=False))

    def annotate(self, key: AnswerKey, **said: Unpack[Annotations]) -> None:
        """Say more about an answer that is there: who said it, exact words, from whom it is kept, when it happened."""
        before = self.current(key)
        if before is not None:
            self._put(key, self._stamped(replace(before, **said)))

    def add_row(self, key: AnswerKey) -> RowId:
        """A new empty row at the end of a rows item."""
        row = RowId(new_id())
        self._put(key, self._answered(key, self.current(key), (*self._rows(key), row)))
        return row

    def remove_row(self, key: AnswerKey, row: str) -> None:
        """Take a row out. Its cells are kept until the undo is forgotten, and count nowhere."""
        left = tuple(kept for kept in self._rows(key) if kept != row)
        self._put(key, self._answered(key, self.current(key), left) if left else None)

    @property
    def can_undo(self) -> bool:
        """Whether a change of this session can be taken back."""
        return bool(self._undo)

    def undo(self) -> AnswerKey | None:
        """Take back the latest change to an answer in this session; says which, or None when there is none."""
        if not self._undo:
            return None
        key, before = self._undo.pop()
        self._put(key, before, remember=False)
        return key

    # -- people

    def add_person(self, roles: tuple[str, ...]) -> PersonId:
        """A new person in the register, with these roles."""
        person = PersonId(new_id())
        self._set_people((*self.family.people, person))
        self.answer(AnswerKey(self.form.people.register_items.roles, person_subject(person)), roles)
        return person

    def remove_person(self, person: PersonId) -> None:
        """Take somebody out of the register. What was said about them is kept, hidden, and comes back with them."""
        self._set_people(tuple(kept for kept in self.family.people if kept != person))

    def bring_back_person(self, person: PersonId) -> None:
        """Undo the removal of a person."""
        if person not in self.family.people:
            self._set_people((*self.family.people, person))

    # -- the work itself

    def finish_section(self, page: str, subject: Subject, finished: bool) -> None:  # noqa: FBT001, RUF100
        """Keep what the worker says: this page is finished for this subject, or not yet."""
        name = f"{page}/{subject.kind}/{subject.id}"
        sections = self.assessment.finished_sections
        self._set_assessment(finished_sections=sections | {name} if finished else sections - {name})
        self._pending.finished = self.assessment.finished_sections
        self._work_out()

    def add_note(self, text: str) -> NoteId:
        """Catch something now, to be filed to a question later."""
        note = Note(NoteId(new_id()), text, self._clock.now(), self.worker.id)
        self._set_notes((*self.assessment.notes, note))
        return note.id

    def file_note(self, note: NoteId, key: AnswerKey) -> None:
        """Say to which question a note belongs; its words are added to that answer."""
        found = next(kept for kept in self.assessment.notes if kept.id == note)
        before = self.current(key)
        said = before.value if before is not None and isinstance(before.value, str) else ""
        self.answer(key, f"{said}\n{found.text}" if said else found.text)
        filed = tuple(replace(kept, filed_to=key) if kept.id == note else kept for kept in self.assessment.notes)
        self._set_notes(filed)

    def withdraw(self, alert: AlertKey, reason: str) -> None:
        """Take back an alert as entered in error. It stays on the record with the reason."""
        raised = self._raised(alert)
        if raised is None:
            return
        withdrawal = Withdrawal(self._clock.now(), self.worker.id, reason)
        self._keep_raised(replace(raised, withdrawn=withdrawal))
        self._work_out()

    def discuss_open(self, said: Mapping[ItemId, Value]) -> tuple[AlertKey, ...]:
        """Record one discussion for everything that is open for discussion: the same words in each alert's record.

        `said` answers items of that record. What is recorded stands for a discussion now, even in the same words as
        the last one. Says which alerts it was recorded for; act-today alerts and the rest are never touched.
        """
        covered = [alert for alert in self.state.alerts if alert.is_open and alert.level is Level.DISCUSS]
        for alert in covered:
            for item, value in said.items():
                key = AnswerKey(item, alert.key.as_subject)
                self._put(key, self._answered(key, self.current(key), value))
        return tuple(alert.key for alert in covered)

    def stands_for(self, one: AlertKey, others: Collection[AlertKey]) -> None:
        """Let the recorded discussion of one alert stand for others too: the same words, given now, in their records.

        What says the same already and still stands is left alone. Only alerts to discuss are touched.
        """
        record = {
            question.item.id: question.answer.value
            for alert in self.state.alerts
            if alert.key == one and alert.level is Level.DISCUSS
            for question in alert.record
            if question.answer is not None and question.answer.value is not None
        }
        for alert in self.state.alerts:
            if alert.key not in others or alert.level is not Level.DISCUSS:
                continue
            for item, value in record.items():
                key = AnswerKey(item, alert.key.as_subject)
                before = self.current(key)
                if alert.is_open or before is None or before.value != value:
                    self._put(key, self._answered(key, before, value))

    # -- visit

    def start_visit(self, room: Room | None = None) -> None:
        """From here on the screen may be seen by the family."""
        self.mode = "visit"
        self.room = room
        self._undo.clear()  # what was done at the desk is not taken back in front of the family

    def end_visit(self) -> None:
        """Back at the desk."""
        self.mode = "desk"
        self.room = None

    def set_room(self, room: Room | None) -> None:
        """Who is in the room now; kept with each answer from here on."""
        self.room = room

    def may_paint(self, key: AnswerKey) -> bool:
        """Whether the answer under this key may stand on the screen now. At the desk everything may."""
        answer = self.current(key)
        if self.mode == "desk" or answer is None:
            return True
        item = self._items[key.item]
        listeners = Listeners.of(self.room, self.family.people)
        protected = item.content == PROTECTED_CONTENT
        return may_paint(answer, listeners, family_fact=item.held_by == "family", protected=protected)

    # -- saving

    @property
    def saved(self) -> SaveStatus:
        """What may truly be said about saving at this moment."""
        return self._saved

    @property
    def unsaved(self) -> bool:
        """Whether anything is not on the disk yet: waiting, or being written."""
        with self._lock:
            return bool(self._pending) or self._in_flight > 0

    def leave(self, key: AnswerKey) -> Future[Receipt] | None:
        """Focus has left a field: what was typed is written, and its journal line is sealed."""
        if self._pending.visited == key or not self._pending:
            self._pending.seal = True
        return self.save()

    def save(self) -> Future[Receipt] | None:
        """Write what is waiting in one transaction. None when nothing is."""
        with self._lock:
            if not self._pending:
                return None
            writing, self._pending = self._pending, Pending()
            self._in_flight += 1
            self._saved = SaveStatus("saving", self._saved.at)
        card = family_card(self.form, self.family, self.assessment, self.state)
        future = self._store.save(
            writing.as_save(self.family.id, self.assessment.id, self.worker.id, self._clock.now(), card)
        )
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
                self._saved = SaveStatus("failed", self._saved.at, code)
            elif self._pending or self._in_flight:
                self._saved = SaveStatus("unsaved", done.result().at)
            else:
                self._saved = SaveStatus("saved", done.result().at)

    def close(self) -> None:
        """Let go of the answers that the engine remembers for speed. Call it when the family is closed."""
        forget(self.form)

    # -- signing

    def blocking(self, stage: Stage) -> tuple[Problem | AlertState, ...]:
        """What a signature at this stage still waits for. Everything else never blocks anything."""
        waited_for = {reached.value for reached in STAGES[: STAGES.index(stage) + 1]}
        problems = [
            problem for problem in self.state.problems if problem.severity != "warning" and problem.stage in waited_for
        ]
        alerts = [
            alert for alert in self.state.alerts if alert.is_open and alert.level in (Level.ACT_NOW, Level.DISCUSS)
        ]
        return (*alerts, *problems)

    def sign(self, stage: Stage) -> Future[Receipt]:
        """Freeze a version. Raises ThinkFamilyError while something blocks it."""
        blocking = self.blocking(stage)
        if blocking:
            raise ThinkFamilyError("check.not_yet", count=len(blocking))
        version = SignedVersion(
            number=len(self.assessment.versions) + 1,
            stage=stage,
            at=self._clock.now(),
            worker=self.worker,
            family=self.family,
            answers=self._answers_that_count(),
            raised=self.assessment.raised,
        )
        self.save()
        self._set_assessment(versions=(*self.assessment.versions, version), state=AssessmentState.SIGNED)
        self._pending.state = AssessmentState.SIGNED
        signed = self._store.sign(self.assessment.id, version)
        self.save()
        return signed

    # -- after signing

    def mark_sent(
        self, export: ExportRecord, when: datetime, how: str, by: WorkerId | None = None, *, to: str = ""
    ) -> Future[ExportRecord]:
        """Write down that a saved copy left: `how` is one of `sending.WAYS`, `to` names whoever it went to.

        The work stands as sent if this is a copy of the signed version that still stands. The answer is the export
        as the register has it now. Raises ThinkFamilyError, `sending.*`, where it cannot have been so.
        """
        check_sent(export, when, how, self._clock.now())
        sent = replace(export, sent=Sent(when, how, by or self.worker.id, to.strip()), acknowledged=None)
        noted = self._store.note_export(sent)
        state = state_once_sent(self.assessment, export)
        if state is not None:
            self._stand(state)
        return then(noted, lambda _: sent)

    def acknowledge(
        self, export: ExportRecord, when: datetime, who: str, by: WorkerId | None = None
    ) -> Future[ExportRecord]:
        """Write down who said that they have it. Sent is not received: only this ends the wait.

        The answer is the export as the register has it now. Raises ThinkFamilyError, `sending.*`.
        """
        check_acknowledged(export, when, who, self._clock.now())
        known = replace(export, acknowledged=Acknowledged(when, who.strip(), by or self.worker.id))
        return then(self._store.note_export(known), lambda _: known)

    def end_work(self) -> Future[Receipt] | None:
        """Close the piece of work once it is signed. A later change opens a draft of the next version.

        Raises ThinkFamilyError, `sending.not_signed`, while the latest version is not signed.
        """
        if self.assessment.state is AssessmentState.DRAFT:
            raise ThinkFamilyError("sending.not_signed")
        return self._stand(AssessmentState.CLOSED)

    def reviewed(self) -> Future[Receipt] | None:
        """A supervisor has agreed to the signed version; nothing changes while there is a draft."""
        if self.assessment.state in (AssessmentState.SIGNED, AssessmentState.SENT):
            return self._stand(AssessmentState.REVIEWED)
        return None

    def _stand(self, state: AssessmentState) -> Future[Receipt] | None:
        self._set_assessment(state=state)
        self._pending.state = state
        return self.save()

    def _open_draft(self) -> None:
        """A change to what was signed: from here on it is a draft of the next version."""
        if self.assessment.state is not AssessmentState.DRAFT:
            self._set_assessment(state=AssessmentState.DRAFT)
            self._pending.state = AssessmentState.DRAFT

    # -- to paper

    def release(
        self,
        reader: str,
        about: PersonId | None = None,
        for_person: PersonId | None = None,
        choices: Choices | None = None,
        *,
        version: int | None = None,
    ) -> Release:
        """What one reader may have now: of the signed version while nothing has changed since, else of the draft.

        With `version`, what they may have of that signed version, whatever has changed since.

        Raises ThinkFamilyError where the reader is not known, there is no such version, or whom the copy is about
        has to be said.
        """
        signed = self._signed_as_it_stands() if version is None else self._signed(version)
        if signed is None:
            family, answers, state = self.family, self.assessment.answers, self.state
        else:
            family, answers = signed.family, signed.answers
            state = evaluate(self.form, family, answers, signed.raised, signed.at)
        made = release(
            self.form,
            family,
            answers,
            state,
            self.worker,
            reader,
            about,
            for_person,
            assessment=self.assessment,
            signed=signed,
            choices=choices,
        )
        self._asked[made.check_code] = Asked(reader, about, for_person, choices)
        return made

    def asked_for(self, made: Release) -> Asked:
        """What a release of this session was asked for. A Release itself names nobody by id."""
        return self._asked.get(made.check_code, Asked(made.reader))

    # -- within

    def _signed(self, version: int) -> SignedVersion:
        for signed in self.assessment.versions:
            if signed.number == version:
                return signed
        raise ThinkFamilyError("check.no_such_version", count=len(self.assessment.versions))

    def _signed_as_it_stands(self) -> SignedVersion | None:
        if not self.assessment.versions:
            return None
        latest = self.assessment.versions[-1]
        return latest if latest.family == self.family and latest.answers == self._answers_that_count() else None

    def _answers_that_count(self) -> Mapping[AnswerKey, Answer]:
        hidden = self._hidden()
        return {key: answer for key, answer in self.assessment.answers.items() if key not in hidden}

    def _hidden(self) -> frozenset[AnswerKey]:
        return frozenset(self.state.hidden)

    def _holder(self, key: AnswerKey) -> Mapping[AnswerKey, Answer]:
        return self.family.facts if self._of_family(key) else self.assessment.answers

    def _of_family(self, key: AnswerKey) -> bool:
        return self._items[key.item].held_by == "family"

    def _rows(self, key: AnswerKey) -> tuple[str, ...]:
        held = self.current(key)
        return held.value if held is not None and isinstance(held.value, tuple) else ()

    def _answered(self, key: AnswerKey, before: Answer | None, value: Value) -> Answer:
        if before is None:
            item = self._items[key.item]
            exact = isinstance(item, LongTextItem) and item.exact_words
            told_by = Source(SourceKind.PERSON, PersonId(key.account)) if key.account else None
            return self._stamped(Answer(value=value, exact_words=exact, source=told_by))
        return self._stamped(replace(before, value=value, gap=None, gap_note="", bulk=False))

    def _stamped(self, answer: Answer) -> Answer:
        room = self.room if self.mode == "visit" else answer.room
        return replace(answer, at=self._clock.now(), by=self.worker.id, room=room, carried=False)

    def _put(self, key: AnswerKey, answer: Answer | None, *, remember: bool = True) -> None:
        before = self.current(key)
        if before is None and answer is None:
            return
        if remember and not self._continues_typing(key, before):
            self._undo.append((key, before))
        changed = dict(self._holder(key))
        if answer is None:
            changed.pop(key, None)
        else:
            changed[key] = answer
        self._open_draft()
        if self._of_family(key):
            self.family = replace(self.family, facts=changed)
        else:
            self._set_assessment(answers=changed)
        self._queue(key, answer)
        self._work_out()

    def _continues_typing(self, key: AnswerKey, before: Answer | None) -> bool:
        """Letters typed one after another into one field are one step to undo."""
        item = self._items[key.item]
        same_field = self._pending.visited == key and bool(self._undo) and self._undo[-1][0] == key
        return same_field and before is not None and not isinstance(item, RowsItem)

    def _queue(self, key: AnswerKey, answer: Answer | None) -> None:
        with self._lock:
            target = self._pending.facts if self._of_family(key) else self._pending.answers
            target[key] = answer
            if self._pending.visited not in (None, key):
                self._pending.seal = True
            self._pending.visited = key
            self._saved = SaveStatus("unsaved", self._saved.at)

    def _set_people(self, people: tuple[PersonId, ...]) -> None:
        self.family = replace(self.family, people=people)
        self._pending.people = people
        self._open_draft()
        self._saved = SaveStatus("unsaved", self._saved.at)
        self._work_out()

    def _set_notes(self, notes: tuple[Note, ...]) -> None:
        self._set_assessment(notes=notes)
        self._pending.notes = notes
        self._saved = SaveStatus("unsaved", self._saved.at)

    def _set_assessment(self, **changes: object) -> None:
        self.assessment = replace(self.assessment, **changes)  # type: ignore[arg-type]  # names are checked by the callers above

    def _evaluated(self) -> FormState:
        work = self.assessment
        return evaluate(self.form, self.family, work.answers, work.raised, self._clock.now(), work.finished_sections)

    def _work_out(self) -> None:
        was_met = self._met()
        self.state = self._evaluated()
        self._raise_new_alerts(was_met)

    def _met(self) -> frozenset[AlertKey]:
        return frozenset(alert.key for alert in self.state.alerts if alert.met)

    def _raise_new_alerts(self, was_met: frozenset[AlertKey]) -> None:
        """An alert that becomes true is an event, and goes into the same transaction as the answer behind it."""
        new = [alert for alert in self.state.alerts if self._is_news(alert, was_met)]
        if not new:
            return
        for alert in new:
            self._keep_raised(RaisedAlert(alert.key, alert.level, self._clock.now(), self.worker.id))
        self.state = self._evaluated()

    def _is_news(self, alert: AlertState, was_met: frozenset[AlertKey]) -> bool:
        if not alert.met:
            return False
        raised = self._raised(alert.key)
        return raised is None or (raised.withdrawn is not None and alert.key not in was_met)

    def _raised(self, key: AlertKey) -> RaisedAlert | None:
        return next((raised for raised in self.assessment.raised if raised.key == key), None)

    def _keep_raised(self, raised: RaisedAlert) -> None:
        others = tuple(kept for kept in self.assessment.raised if kept.key != raised.key)
        self._set_assessment(raised=(*others, raised))
        self._pending.raised[raised.key] = raised
        self._saved = SaveStatus("unsaved", self._saved.at)
