"""Release: what one reader may have, already cut. The only thing that `report` and `exchange` accept.

It holds no ids of people, no answer that was left out and no trace of one: changing a withheld answer changes no
byte of what is made from it. Labels are Text; values are typed and are put into words where they are printed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Gap, PartialDate, SourceKind
from thinkfamily_desktop.domain.ids import ItemId, RuleId
from thinkfamily_desktop.domain.text import Text

Printable = str | Text | bool | Decimal | date | time | PartialDate
"""str: somebody's words or a name, never markup · Text: a label of ours, such as an option's"""


@dataclass(frozen=True, slots=True)
class Line:
    """One answered question, or one honest gap."""

    item: ItemId
    label: Text
    values: tuple[Printable, ...] = ()
    gap: Gap | None = None
    gap_note: str = ""
    exact_words: bool = False
    source: SourceKind | None = None
    source_name: str = ""
    happened: PartialDate | None = None
    said_on: date | None = None
    condition: str = ""  # "Tunde asked that Grace and David not be told this; speak to us first."
    nature: Literal["fact", "account", "analysis"] = "fact"
    columns: tuple[Text, ...] = ()  # of a table
    rows: tuple[tuple["Line", ...], ...] = ()  # of a table; each row has one Line a column
    codes: tuple[str, ...] = ()  # of a choice: the options' codes, one for each of `values`
    kind: str = ""  # the item's kind: a name may be words or a person, "3" words or a number
    place: int = 0  # the item's place in the form, where lines and gaps are put in one order


@dataclass(frozen=True, slots=True)
class ReleasedSection:
    """Some lines under a heading; `about` is the position of the person in `people`, or None."""

    title: Text
    lines: tuple[Line, ...]
    about: int | None = None
    nature: Literal["fact", "analysis"] = "fact"
    id: str = ""  # "page/section" of the form, for another program that reads the record


@dataclass(frozen=True, slots=True)
class ReleasedPerson:
    """A person as this reader may know them. The position in `Release.people` stands for the person."""

    name: str
    full_name: str
    label: str  # "Tunde, 11"
    roles: tuple[Text, ...]
    is_child: bool
    is_unborn: bool
    is_assessed: bool
    born: PartialDate | None = None
    due: date | None = None
    died: bool = False
    sex: str = ""  # the option's code: male, female, ...
    nhs_number: str = ""
    lines: tuple[Line, ...] = ()  # the register's other facts about this person
    facts: tuple[Line, ...] = ()  # those above as lines: names, roles, dates, for another program


@dataclass(frozen=True, slots=True)
class ReleasedRelationship:
    """`person` is the `kind` of `other`; positions in `Release.people`."""

    person: int
    other: int
    kind: str  # the option's code
    label: Text


@dataclass(frozen=True, slots=True)
class Contacted:
    """Somebody who was told, as the action record has it."""

    cells: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ReleasedAlert:
    """An alert with the record of what was done about it."""

    rule: RuleId
    level: Level
    about: int | None
    title: Text
    says: Text
    raised_at: datetime
    complete: bool
    first_actions: tuple[Text, ...]
    record: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table: each cell is the line that fills it, or None for nothing."""

    columns: tuple[Text, ...]
    rows: tuple[tuple[Line | None, ...], ...]
    about: tuple[int | None, ...] = ()  # the person of each row


@dataclass(frozen=True, slots=True)
class ReleasedSetAside:
    """A warning that was set aside, by whom and why."""

    title: Text
    about: int | None
    why: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ReleasedChange:
    """A question whose answer is new or another since the version before."""

    label: Text
    about: int | None


@dataclass(frozen=True, slots=True)
class Front:
    """Page 1 of the referral."""

    asks: tuple[Line, ...]
    sharing: tuple[Line, ...]
    matters: tuple[Line, ...]
    keep_doing: tuple[Line, ...]
    safe_contact: tuple[Line, ...]
    children: Table
    links: Table
    missing: tuple["ReleasedGap", ...]
    tonight: tuple[Line, ...] = ()  # where each child is, as the action records say: rows
    contacted: tuple[Line, ...] = ()  # who was told: rows
    safety: tuple[Line, ...] = ()  # what else of the action records page 1 says
    until_next: Table = Table((), ())  # where the other children are
    parent_until_next: tuple[Line, ...] = ()  # and the parent, when no action record says
    set_aside: tuple[ReleasedSetAside, ...] = ()
    address: tuple[Line, ...] = ()
    since: int = 0  # the version before, where there is one
    changed: tuple[ReleasedChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleasedSheetPart:
    """Some answers under a heading, each with the position of whom it is about, and lines to write on."""

    title: Text
    lines: tuple[tuple[int | None, Line], ...]
    to_write: int = 0


@dataclass(frozen=True, slots=True)
class ReleasedSheet:
    """What a sheet beside the referral may hold for this reader."""

    kind: str
    title: Text
    child: bool  # for a child, in large type
    opening: Text
    closing: Text
    parts: tuple[ReleasedSheetPart, ...]


@dataclass(frozen=True, slots=True)
class ReleasedGap:
    """A question without an answer that this reader would have had; `gap` None means simply not answered."""

    label: Text
    about: int | None
    page: Text
    gap: Gap | None
    note: str = ""
    bulk: bool = False
    item: ItemId | None = None
    section: str = ""  # "page/section", as of a ReleasedSection
    kind: str = ""
    place: int = 0


@dataclass(frozen=True, slots=True)
class ReleasedCriterion:
    """One quality inspectors praised: shown or not, and for which child it is lacking."""

    title: Text
    met: bool
    lacking: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReleasedWithheld:
    """An answer that the worker left out, named without what it says, and why. For the review copy alone."""

    label: Text
    about: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class ReleasedWorker:
    """Who sends this and how to reach them."""

    name: str
    role: str
    team: str
    phone: str
    cover_phone: str


@dataclass(frozen=True, slots=True)
class Release:
    """All of it. `made` is the latest change among what is contained, or the signing time of a signed version."""

    reader: str
    title: Text
    reader_title: Text
    form_title: Text
    form_version: str
    language: str
    reference: str
    practice: bool
    urgent: bool
    finished: bool  # signed; when False the pages say it was sent before it was finished
    stage: str
    version: int  # the version this is, or will be once signed
    made: datetime
    worker: ReleasedWorker
    about: int | None
    for_person: int | None
    people: tuple[ReleasedPerson, ...]
    relationships: tuple[ReleasedRelationship, ...]
    household: tuple[int, ...]  # who lives at the family's address
    household_name: str  # "4 Elm Row", or empty when the address is not for this reader
    front: Front
    alerts: tuple[ReleasedAlert, ...]
    sections: tuple[ReleasedSection, ...]
    gaps: tuple[ReleasedGap, ...]
    criteria: tuple[ReleasedCriterion, ...]
    withheld: int = 0  # for the internal review copy only; always 0 for a reader
    withheld_lines: tuple[ReleasedWithheld, ...] = ()  # the same, and empty for a reader
    check_code: str = ""  # 4-4-4 Crockford base32 over all of the above
    sheets: tuple[ReleasedSheet, ...] = ()
    form_url: str = ""  # the form's own name in the world: with the version it says which questions these are
