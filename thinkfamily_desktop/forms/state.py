"""FormState: the whole truth about an assessment at one moment, worked out afresh on every change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from thinkfamily_desktop.domain.alerts import Level, RaisedAlert
from thinkfamily_desktop.domain.answers import Answer, Value
from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey, ItemId, PersonId, RowId, Subject
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.model import Criterion, Item, Rule


@dataclass(frozen=True, slots=True)
class Age:
    """A person's age at one moment: whole years, and months and days in all.

    `about` when the birth date leaves open how this is written: "about 11".
    """

    years: int
    months: int
    days: int
    about: bool = False


@dataclass(frozen=True, slots=True)
class PersonState:
    """A person as every screen and page names them.

    A child counts as a child until certainly 18, born or not. Nobody is asked about one who has `died`.
    """

    id: PersonId
    name: str  # the name used: preferred, else given; "Baby" for an unborn child without one
    full_name: str
    roles: frozenset[str]
    is_child: bool
    is_unborn: bool
    is_adult: bool
    age: Age | None
    label: str  # "Tunde, 11" · "Baby, due Feb" · "Grace"
    died: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a rows question, its cells in the order of the form."""

    id: RowId
    cells: tuple["Question", ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One item asked about one subject, as it stands. Only shown ones are in a FormState."""

    key: AnswerKey
    item: Item
    page: str
    section: str
    ask: Text  # to the person, names filled in
    desk: Text  # at the desk, names filled in
    answer: Answer | None
    calculated: Value | None = None  # for calculated items; blank when an input is missing, never zero
    rows: tuple[Row, ...] = ()  # for rows items


@dataclass(frozen=True, slots=True)
class SectionState:
    """One section for one subject: what a page shows under one tab."""

    page: str
    section: str
    subject: Subject
    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to put right, named by a code of `resources/words`. Only sign-off waits for errors.

    `severity` is "needed" (required at this stage and unanswered), "error" or "warning" (may be set aside, with a
    reason). A check written in the form carries its own `says`.
    """

    key: AnswerKey
    code: str
    severity: Literal["needed", "error", "warning"]
    stage: str  # the first stage that waits for it: screening, referral, full
    page: str
    says: Text | None = None
    parameters: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class AlertState:
    """An alert that is met, or was raised here before.

    `met`: its trigger holds now. `complete`: its record is complete. An alert is open while it is neither complete
    nor withdrawn, whether or not it is still met.
    """

    key: AlertKey
    rule: Rule
    level: Level
    met: bool
    complete: bool
    raised: RaisedAlert | None
    because: tuple[AnswerKey, ...]  # the answers its trigger rests on; once no longer met, all that it reads
    says: Text  # one plain sentence with names, for the desk and the card; never shown by itself in a visit
    record: tuple[Question, ...]  # the action record's questions, answered with AlertKey.as_subject
    missing: tuple[ItemId, ...]  # what the record still lacks
    discussed: date | None = None  # of one to discuss: the day of a discussion since which nothing it rests on changed

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to act on it."""
        withdrawn = self.raised is not None and self.raised.withdrawn is not None
        return not withdrawn and not self.complete


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one page is, for one subject or as a whole (subject None): counts, never a percentage.

    `asked` counts the core path, what a signature waits for, and of the extended path what has been answered.
    """

    page: str
    subject: Subject | None
    answered: int
    asked: int
    needed_left: int  # unanswered items that the referral stage waits for
    finished: bool  # the worker said so

    @property
    def is_done(self) -> bool:
        """Whether the worker said so, or its core is answered and nothing needed is left."""
        return self.finished or (self.needed_left == 0 and self.answered >= self.asked)


@dataclass(frozen=True, slots=True)
class CriterionState:
    """One quality of the referrals that inspectors praised: which answers show it, which child it still lacks."""

    criterion: Criterion
    met: bool
    met_by: tuple[AnswerKey, ...]
    lacking: tuple[PersonId, ...]


@dataclass(frozen=True)
class FormState:
    """Everything that a screen, an alert list, a check or a page needs; frozen, and equal for equal input."""

    people: tuple[PersonState, ...]
    assessed: PersonId | None
    sections: tuple[SectionState, ...]
    questions: Mapping[AnswerKey, Question]  # every shown question, cells of rows included
    problems: tuple[Problem, ...]
    alerts: tuple[AlertState, ...]
    progress: tuple[Progress, ...]
    criteria: tuple[CriterionState, ...]
    hidden: tuple[AnswerKey, ...] = ()  # answered, but no longer asked: kept in the draft, counted nowhere
    _by_id: Mapping[PersonId, PersonState] = field(default_factory=dict, repr=False, compare=False)

    def person(self, person: PersonId) -> PersonState | None:
        """The person with this id, or None when no longer in the register."""
        return self._by_id.get(person)
