"""An answer: a value or a gap, and everything that says how far it can be relied upon and who may read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from thinkfamily_desktop.domain.ids import AnswerKey, PersonId, WorkerId


class Gap(StrEnum):
    """Why there is no value (FHIR data-absent-reason in brackets). Never an option code of a question."""

    NOT_ASKED = "not-asked"  # not-asked
    DECLINED = "declined"  # asked-declined
    NOT_KNOWN = "not-known"  # asked-unknown
    NOT_APPLICABLE = "not-applicable"  # not-applicable


class SourceKind(StrEnum):
    """Who or what an answer rests on (evidence block of the content page, section 0.2)."""

    PERSON = "person"
    SEEN = "seen"  # seen by me
    RECORD = "record"
    SERVICE = "service"  # another service
    MY_VIEW = "my-view"


@dataclass(frozen=True, slots=True)
class Source:
    """Who said it. `person` is given for SourceKind.PERSON; `detail` may name the record or the service."""

    kind: SourceKind
    person: PersonId | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day; `about` when even that is a guess."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        date(self.year, self.month or 1, self.day or 1)

    @property
    def earliest(self) -> date:
        """The first day that this can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def is_exact(self) -> bool:
        """Whether it names one day."""
        return self.day is not None and not self.about


@dataclass(frozen=True, slots=True)
class PersonRef:
    """A value that points to a person in the family's register."""

    person: PersonId


Value = str | bool | Decimal | date | time | PartialDate | PersonRef | tuple[str, ...]
"""What an item may hold.

text, long text, choice, NHS number: str (a choice holds its code, an NHS number its ten digits as typed, cleaned)
several choices: tuple of codes · rows: tuple of row ids in order · yes/no: bool · number: Decimal · person: PersonRef
"""


@dataclass(frozen=True, slots=True)
class Room:
    """Who could hear when an answer was given. None of these known is written as no Room at all."""

    people: frozenset[PersonId] = frozenset()
    someone_else: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, as given. Exactly one of `value` and `gap` is set; unanswered is no Answer at all."""

    value: Value | None = None
    gap: Gap | None = None
    gap_note: str = ""
    source: Source | None = None
    room: Room | None = None
    happened: PartialDate | None = None
    exact_words: bool = False
    kept_from: frozenset[PersonId] = frozenset()
    condition: str = ""  # what was promised about a confidence: carried beside the line wherever it goes
    bulk: bool = False  # a gap given to a whole page at once
    carried: bool = False  # taken from the last assessment, to be checked
    at: datetime | None = None
    by: WorkerId | None = None

    def __post_init__(self) -> None:
        if (self.value is None) == (self.gap is None):
            raise ValueError("an answer holds a value or a gap, never both and never neither")


Answers = Mapping[AnswerKey, Answer]
