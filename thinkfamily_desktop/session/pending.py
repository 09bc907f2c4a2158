"""What has changed in memory and is not yet on the disk. Nothing leaves it until the disk has it."""

from dataclasses import dataclass, field
from datetime import datetime

from thinkfamily_desktop.domain.alerts import RaisedAlert
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.assessment import AssessmentState, Note
from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey, AssessmentId, FamilyId, PersonId, WorkerId
from thinkfamily_desktop.domain.records import FamilyCard, Save


@dataclass
class Pending:
    """Changes waiting to be written, each under its own key so that a later one replaces an earlier one."""

    facts: dict[AnswerKey, Answer | None] = field(default_factory=dict)
    answers: dict[AnswerKey, Answer | None] = field(default_factory=dict)
    raised: dict[AlertKey, RaisedAlert] = field(default_factory=dict)
    people: tuple[PersonId, ...] | None = None
    state: AssessmentState | None = None
    finished: frozenset[str] | None = None
    notes: tuple[Note, ...] | None = None
    visited: AnswerKey | None = None
    seal: bool = False

    def __bool__(self) -> bool:
        whole = (self.people, self.state, self.finished, self.notes)
        return bool(self.facts or self.answers or self.raised or self.seal) or any(part is not None for part in whole)

    def as_save(
        self, family: FamilyId, assessment: AssessmentId, worker: WorkerId, at: datetime, card: FamilyCard
    ) -> Save:
        """One transaction's worth."""
        return Save(
            family=family,
            worker=worker,
            at=at,
            assessment=assessment,
            facts=dict(self.facts),
            answers=dict(self.answers),
            people=self.people,
            raised=tuple(self.raised.values()),
            state=self.state,
            finished_sections=self.finished,
            notes=self.notes,
            card=card,
            field_visited=self.visited,
            seal=self.seal,
        )

    def put_back(self, failed: "Pending") -> None:
        """Take back what could not be written, without undoing what was typed since."""
        self.facts = {**failed.facts, **self.facts}
        self.answers = {**failed.answers, **self.answers}
        self.raised = {**failed.raised, **self.raised}
        self.people = self.people if self.people is not None else failed.people
        self.state = self.state if self.state is not None else failed.state
        self.finished = self.finished if self.finished is not None else failed.finished
        self.notes = self.notes if self.notes is not None else failed.notes
        self.visited = self.visited or failed.visited
        self.seal = self.seal or failed.seal
