"""What is open in memory: a family and one piece of work, worked out anew after each change, each change queued."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import Literal

from thinkfamily_desktop.domain.alerts import RaisedAlert
from thinkfamily_desktop.domain.answers import Answer, Room
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, Note, Worker
from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey, PersonId
from thinkfamily_desktop.domain.records import PastAnswer, Receipt, Save
from thinkfamily_desktop.forms.evaluate import evaluate, forget
from thinkfamily_desktop.forms.model import Form, Item
from thinkfamily_desktop.forms.state import AlertState, FormState
from thinkfamily_desktop.session.family_card import family_card
from thinkfamily_desktop.session.items import items_by_id
from thinkfamily_desktop.session.pending import Pending
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.rolling import Rolled
from thinkfamily_desktop.session.saving import SaveStatus, Saving


class OpenWork:
    """Family, assessment and the state that follows from them; the only place that changes them."""

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
        self._saving = Saving(store, assessment.changed_at)
        self.state: FormState = self._evaluated()
        self._raise_new_alerts(self._met())  # one withdrawn as an error is not news because a family is opened

    def current(self, key: AnswerKey) -> Answer | None:
        """The answer kept under a key, shown or hidden."""
        return self._holder(key).get(key)

    def past(self, key: AnswerKey) -> Future[tuple[PastAnswer, ...]]:
        """How an answer came to be what it is on the disk, in order."""
        return self._store.past(self.family.id, self.assessment.id, key)

    def told_of_new_form(self) -> None:
        """The worker has read what became of the answers when this draft came into the form in use."""
        self.rolled = None

    # -- saving

    @property
    def saved(self) -> SaveStatus:
        """What may truly be said about saving at this moment."""
        return self._saving.status

    @property
    def unsaved(self) -> bool:
        """Whether anything is not on the disk yet: waiting, or being written."""
        return self._saving.unsaved

    def leave(self, key: AnswerKey) -> Future[Receipt] | None:
        """Focus has left a field: what was typed is written, and its journal line is sealed."""
        self._saving.seal_after(key)
        return self.save()

    def save(self) -> Future[Receipt] | None:
        """Write what is waiting in one transaction. None when nothing is."""
        return self._saving.write(self._as_save)

    def close(self) -> None:
        """Let go of the answers that the engine remembers for speed. Call it when the family is closed."""
        forget(self.form)

    def _as_save(self, pending: Pending) -> Save:
        card = family_card(self.form, self.family, self.assessment, self.state)
        return pending.as_save(self.family.id, self.assessment.id, self.worker.id, self._clock.now(), card)

    # -- changing

    def _holder(self, key: AnswerKey) -> Mapping[AnswerKey, Answer]:
        return self.family.facts if self._of_family(key) else self.assessment.answers

    def _of_family(self, key: AnswerKey) -> bool:
        return self._items[key.item].held_by == "family"

    def _keep(self, key: AnswerKey, answer: Answer | None) -> None:
        """Take an answer into memory, or out of it, and queue it."""
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

    def _queue(self, key: AnswerKey, answer: Answer | None) -> None:
        self._saving.answer(key, answer, of_family=self._of_family(key))

    def _set_people(self, people: tuple[PersonId, ...]) -> None:
        self.family = replace(self.family, people=people)
        self._saving.people(people)
        self._open_draft()
        self._work_out()

    def _set_notes(self, notes: tuple[Note, ...]) -> None:
        self._set_assessment(notes=notes)
        self._saving.notes(notes)

    def _set_finished(self, sections: frozenset[str]) -> None:
        self._set_assessment(finished_sections=sections)
        self._saving.finished(sections)
        self._work_out()

    def _set_state(self, state: AssessmentState) -> None:
        self._set_assessment(state=state)
        self._saving.state(state)

    def _open_draft(self) -> None:
        """A change to what was signed: from here on it is a draft of the next version."""
        if self.assessment.state is not AssessmentState.DRAFT:
            self._set_state(AssessmentState.DRAFT)

    def _set_assessment(self, **changes: object) -> None:
        self.assessment = replace(self.assessment, **changes)  # type: ignore[arg-type]  # names are checked by the callers above

    # -- working out

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
        self._saving.raised(raised)
