"""What passes between a session and the store: plain values, so that neither knows the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from thinkfamily_desktop.domain.alerts import RaisedAlert
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.assessment import AssessmentState, FormRef, Note
from thinkfamily_desktop.domain.ids import AnswerKey, AssessmentId, FamilyId, PersonId, WorkerId


@dataclass(frozen=True, slots=True)
class FamilyCard:
    """One line of the caseload, worked out by the session at each save and kept beside the family.

    `standing` and `next_step` are codes of sentences in `resources/words`, with their parameters. `awaiting_since` is
    the store's to say, from its register: since when the first sent copy has waited for somebody to say they have it.
    """

    name: str
    detail: str = ""
    adults: int = 0
    children: int = 0
    unborn: int = 0
    standing: tuple[str, tuple[tuple[str, str | int], ...]] = ("standing.new", ())
    next_step: tuple[str, tuple[tuple[str, str | int], ...]] = ("next.start", ())
    open_act_now: int = 0
    open_discuss: int = 0
    search_terms: tuple[str, ...] = ()
    review_due: date | None = None  # the day that was set to look at the plan again
    awaiting_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class FamilySummary:
    """A family as the caseload lists it."""

    id: FamilyId
    reference: str
    card: FamilyCard
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class AssessmentSummary:
    """An assessment as a list of a family's work names it."""

    id: AssessmentId
    family: FamilyId
    reference: str
    form: str
    state: AssessmentState
    version: int  # signed versions so far
    started_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Save:
    """One user action, written in one transaction or not at all.

    In `facts` and `answers` None takes an answer back to unanswered. `field` is the field being visited: its journal
    line stays open until `seal` (focus left it) or another field is visited. What is None is left as it was.
    """

    family: FamilyId
    worker: WorkerId
    at: datetime
    assessment: AssessmentId | None = None
    facts: Mapping[AnswerKey, Answer | None] = field(default_factory=dict)
    answers: Mapping[AnswerKey, Answer | None] = field(default_factory=dict)
    people: tuple[PersonId, ...] | None = None
    raised: tuple[RaisedAlert, ...] = ()  # newly raised, or changed by a withdrawal
    state: AssessmentState | None = None
    form: FormRef | None = None  # the version that a draft is answered in from now on; its text is kept before
    finished_sections: frozenset[str] | None = None
    notes: tuple[Note, ...] | None = None
    card: FamilyCard | None = None
    field_visited: AnswerKey | None = None
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a save is on the disk: given only after the commit and the head anchor."""

    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PastAnswer:
    """One change of one answer: who made it, when, what stood before and after. None where there was no answer."""

    at: datetime
    worker: WorkerId
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of the journal as a person may read it. `content` is empty once its family has been erased."""

    seq: int
    at: datetime
    worker: WorkerId
    kind: str
    family: FamilyId | None
    assessment: AssessmentId | None
    content: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a worker decided for one copy against its defaults, and why."""

    what: str  # left-out, included, alert-included
    name: str  # the item or the rule
    subject: str  # "person/…", "family/"
    reason: str


@dataclass(frozen=True, slots=True)
class Sent:
    """That a copy left, as the worker wrote it down: when, how it travelled, and to whom."""

    at: datetime
    how: str  # secure-email, other-email, post, by-hand, portal
    by: WorkerId
    to: str = ""  # the person, desk or address, in the worker's words


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """That somebody said they have it. Sent is not received."""

    at: datetime
    who: str  # who said so, in the worker's words
    by: WorkerId


@dataclass(frozen=True, slots=True)
class ExportRecord:
    """One export: enough to say later whether a file is this one. The file itself is not kept."""

    assessment: AssessmentId
    family: FamilyId
    reader: str
    kind: str
    version: int  # signed version, or 0 for an export made before signing
    check_code: str
    sha256: str
    path: str
    at: datetime
    by: WorkerId
    password: bool = False
    answers: int = 0
    decisions: tuple[Decision, ...] = ()
    about: PersonId | None = None  # whom the copy was asked to be about
    for_person: PersonId | None = None
    marks: tuple[str, ...] = ()  # one for each answer in it, by which a later copy tells how many have changed
    sent: Sent | None = None
    acknowledged: Acknowledged | None = None
    number: int = field(default=0, compare=False)  # its line in the register; 0 until it stands there


@dataclass(frozen=True, slots=True)
class FiledReturn:
    """A copy that came back filled, as the journal keeps it. `answers` are its boxes by name, as they were typed."""

    kind: str  # review, reply-slip
    family: FamilyId
    assessment: AssessmentId
    reference: str
    version: int
    check_code: str
    sha256: str  # of the file that came back
    at: datetime
    by: WorkerId
    agrees: bool = False
    returns: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[tuple[str, str, str], ...] = ()  # key of the part, its title, the words


@dataclass(frozen=True, slots=True)
class Place:
    """Where the worker was, so that unlocking returns there. Kept inside the vault only."""

    family: FamilyId | None = None
    assessment: AssessmentId | None = None
    page: str = ""
    subject: str = ""  # a person's id where the page has a tab for each
    key: AnswerKey | None = None
    visit: bool = False
