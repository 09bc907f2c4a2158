"""An assessment: one piece of work with a family, its states and its signed versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from thinkfamily_desktop.domain.alerts import RaisedAlert
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, AssessmentId, FamilyId, NoteId, WorkerId


class AssessmentState(StrEnum):
    """Where a piece of work stands. A later change to a signed one opens a draft of the next version."""

    DRAFT = "draft"
    READY = "ready"
    SIGNED = "signed"
    SENT = "sent"
    REVIEWED = "reviewed"
    CLOSED = "closed"


class Stage(StrEnum):
    """What a signature covers; each later stage waits for the items of the earlier ones too."""

    SCREENING = "screening"
    REFERRAL = "referral"
    FULL = "full"


STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Worker:
    """The practitioner who uses this laptop. Contact details are printed on what they send."""

    id: WorkerId
    name: str
    role: str = ""
    team: str = ""
    phone: str = ""
    cover_phone: str = ""


@dataclass(frozen=True, slots=True)
class FormRef:
    """The exact text of the form that an assessment was answered in."""

    form: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something caught in passing, to be filed to a question later."""

    id: NoteId
    text: str
    at: datetime
    by: WorkerId
    filed_to: AnswerKey | None = None


@dataclass(frozen=True, slots=True)
class SignedVersion:
    """A version the worker signed: immutable, with the family facts and the answers it used copied in."""

    number: int
    stage: Stage
    at: datetime
    worker: Worker
    family: Family
    answers: Mapping[AnswerKey, Answer]
    raised: tuple[RaisedAlert, ...] = ()


@dataclass(frozen=True)
class Assessment:
    """One piece of work with one family. `answers` are the draft's; rows and gaps included."""

    id: AssessmentId
    family: FamilyId
    form: FormRef
    state: AssessmentState
    started_at: datetime
    started_by: WorkerId
    changed_at: datetime
    follows: AssessmentId | None = None
    answers: Mapping[AnswerKey, Answer] = field(default_factory=dict)
    raised: tuple[RaisedAlert, ...] = ()
    finished_sections: frozenset[str] = frozenset()  # "page/subject kind/subject id" the worker called finished
    notes: tuple[Note, ...] = ()
    versions: tuple[SignedVersion, ...] = ()
