"""What happens when the worker answers: values, reasons for a gap, who said it, rows, people, notes, alerts."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TypedDict, Unpack

from thinkfamily_desktop.domain.alerts import Level, Withdrawal
from thinkfamily_desktop.domain.answers import Answer, Gap, PartialDate, Source, SourceKind, Value
from thinkfamily_desktop.domain.assessment import Note
from thinkfamily_desktop.domain.ids import (
    AlertKey,
    AnswerKey,
    ItemId,
    NoteId,
    PersonId,
    RowId,
    Subject,
    new_id,
    person_subject,
)
from thinkfamily_desktop.forms.model import LongTextItem, RowsItem, TextItem
from thinkfamily_desktop.session.open_work import OpenWork


class Annotations(TypedDict, total=False):
    """What may be said about an answer beside its value."""

    source: Source | None
    exact_words: bool
    kept_from: frozenset[PersonId]
    condition: str
    happened: PartialDate | None


class Answering(OpenWork):
    """Every change is taken at once into memory. A value is never refused."""

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
        return any(self.current(key) != before for key, before in reversed(self._undo))

    def undo(self) -> AnswerKey | None:
        """Take back the latest change to an answer in this session; says which, or None when there is none.

        Words that were typed and taken out again are no change: a press of undo is never without effect.
        """
        while self._undo:
            key, before = self._undo.pop()
            if self.current(key) != before:
                self._put(key, before, remember=False)
                return key
        return None

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
        self._set_finished(sections | {name} if finished else sections - {name})

    def add_note(self, text: str) -> NoteId:
        """Catch something now, to be filed to a question later."""
        note = Note(NoteId(new_id()), text, self._clock.now(), self.worker.id)
        self._set_notes((*self.assessment.notes, note))
        return note.id

    def takes_words(self, key: AnswerKey) -> bool:
        """Whether this is asked now, and answered in words: only there can a note's words be added."""
        question = self.state.questions.get(key)
        item = question.item if question is not None else None
        return isinstance(item, TextItem | LongTextItem) and item.calculate is None

    def file_note(self, note: NoteId, key: AnswerKey) -> None:
        """Say to which question a note belongs; its words are added to that answer, which has to take words."""
        if not self.takes_words(key):
            raise ValueError("a note would stand in the place of an answer that is no text")
        found = next(kept for kept in self.assessment.notes if kept.id == note)
        before = self.current(key)
        said = before.value if before is not None and isinstance(before.value, str) else ""
        if isinstance(self._items[key.item], LongTextItem):
            self.answer(key, f"{said}\n{found.text}" if said else found.text)
        else:  # one line
            self.answer(key, " ".join([said, *found.text.split("\n")]).strip())
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

    # -- within

    @cached_property
    def _undo(self) -> list[tuple[AnswerKey, Answer | None]]:
        """What stood under a key before each change, the latest last."""
        return []

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
        self._keep(key, answer)

    def _continues_typing(self, key: AnswerKey, before: Answer | None) -> bool:
        """Letters typed one after another into one field are one step to undo."""
        item = self._items[key.item]
        same_field = self._saving.typing(key) and bool(self._undo) and self._undo[-1][0] == key
        return same_field and before is not None and not isinstance(item, RowsItem)
