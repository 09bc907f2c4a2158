"""One open assessment with its family: in the room, signed, sent, on paper. No Qt, no disk of its own."""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Answer, Room
from thinkfamily_desktop.domain.assessment import STAGES, AssessmentState, SignedVersion, Stage
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AnswerKey, PersonId, WorkerId
from thinkfamily_desktop.domain.records import Acknowledged, ExportRecord, Receipt, Sent
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.release import Choices, release
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.forms.state import AlertState, Problem
from thinkfamily_desktop.session.answering import Answering
from thinkfamily_desktop.session.painting import Listeners, may_paint
from thinkfamily_desktop.session.sending import Asked, check_acknowledged, check_sent, state_once_sent, then

PROTECTED_CONTENT = "protected"


class Session(Answering):
    """The brain behind the workspace.

    Every change is taken at once into memory and worked out into a new `state`; the write is queued until `save`.
    A value is never refused. What could not be written stays queued and is tried again with the next save.
    """

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
        self._set_assessment(versions=(*self.assessment.versions, version))
        self._set_state(AssessmentState.SIGNED)
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
        self._set_state(state)
        return self.save()

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

    @cached_property
    def _asked(self) -> dict[str, Asked]:
        """What each release was asked for, by its check code."""
        return {}

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
        hidden = frozenset(self.state.hidden)
        return {key: answer for key, answer in self.assessment.answers.items() if key not in hidden}
