"""What holds while one state is worked out: the answers that count so far, the people, and the alerts that are on."""

from dataclasses import dataclass, field, replace
from typing import Literal

from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import THE_FAMILY, AlertKey, PersonId, RuleId, Subject, person_subject
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.people import KnownPerson

Key = tuple[str, Subject, str, str]
"""An AnswerKey, or a plain tuple equal to it: made thousands of times a key press."""

ANYBODY = Subject("family", "*")
"""Stands for every subject at once in `Moment.on`; never the subject of an answer."""

AskedOf = Literal["once", "assessed", "each_child", "each_adult", "each_person"]


@dataclass(frozen=True, slots=True)
class Here:
    """Where a condition is worked out: about whom, in which row, and in which alert's record."""

    subject: Subject = THE_FAMILY
    known: KnownPerson | None = None
    child: bool = False  # somebody of whom it is asked as a child, as an adult, or at all: not the dead
    adult: bool = False
    living: bool = False
    row: str = ""
    row_subject: Subject = THE_FAMILY
    alert: AlertKey | None = None
    record: Subject | None = None

    @classmethod
    def of(cls, known: KnownPerson) -> "Here":
        """The place of somebody in the register."""
        state, living = known.state, not known.state.died
        return cls(person_subject(state.id), known, living and state.is_child, living and state.is_adult, living=living)

    @property
    def person(self) -> PersonId | None:
        """The person it is about, or None."""
        return self.known.state.id if self.known is not None else None

    def in_row(self, row: str, subject: Subject) -> "Here":
        """The same place inside a row of a question about this subject."""
        return replace(self, row=row, row_subject=subject)

    def in_record_of(self, alert: AlertKey) -> "Here":
        """The same place inside the action record of an alert."""
        return replace(self, alert=alert, record=alert.as_subject)


IN_FAMILY = Here()


@dataclass(slots=True)
class Moment:
    """One evaluation under way. `given` loses what turns out to be hidden before anything can read it."""

    given: dict[Key, Answer]
    people: tuple[Here, ...]  # everybody in the register, in order
    children: tuple[Here, ...]
    adults: tuple[Here, ...]
    everyone: tuple[Here, ...]  # the living
    assessed: Here | None
    hidden: set[Key] = field(default_factory=set)
    on: set[tuple[str, Subject]] = field(default_factory=set)  # rules and levels of alerts met or open

    def asked(self, asked_of: AskedOf) -> tuple[Here, ...]:
        """The places at which something asked of these is asked."""
        match asked_of:
            case "once":
                return (IN_FAMILY,)
            case "assessed":
                return (self.assessed,) if self.assessed is not None else ()
            case "each_child":
                return self.children
            case "each_adult":
                return self.adults
            case "each_person":
                return self.everyone

    def named_accounts(self, roles: tuple[str, ...], subject: Subject) -> tuple[tuple[PersonId, Text], ...]:
        """The same people, each with the name by which a question asks for their account."""
        names = {here.known.state.id: here.known.called for here in self.people if here.known is not None}
        return tuple((person, names[person]) for person in self.accounts(roles, subject))

    def accounts(self, roles: tuple[str, ...], subject: Subject) -> tuple[PersonId, ...]:
        """The people whose accounts stand side by side: by role, `assessed` and `subject` among them, each once."""
        found: dict[PersonId, None] = {}
        for role in roles:
            for here in self.people:
                if here.known is None or here.known.state.is_unborn or here.known.state.died:
                    continue
                person = here.known.state
                is_meant = (
                    here is self.assessed
                    if role == "assessed"
                    else here.subject == subject
                    if role == "subject"
                    else role in person.roles
                )
                if is_meant:
                    found[person.id] = None
        return tuple(found)

    def turn_on(self, rule: RuleId, level: str, subject: Subject) -> None:
        """Let an alert count for what reads it."""
        self.on.update(((rule, subject), (rule, ANYBODY), (level, subject), (level, ANYBODY)))
