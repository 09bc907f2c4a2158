"""A form as data: the closed set of kinds that a form file may hold. Frozen; unknown keys are refused."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.domain.assessment import Stage
from thinkfamily_desktop.domain.ids import ItemId, RuleId
from thinkfamily_desktop.domain.text import NO_TEXT, Text
from thinkfamily_desktop.forms.conditions import (
    Condition,
)
from thinkfamily_desktop.forms.parse_condition import parse_condition
from thinkfamily_desktop.forms.part import Flag as Flag
from thinkfamily_desktop.forms.part import Part as Part
from thinkfamily_desktop.forms.part import WordsIn as WordsIn
from thinkfamily_desktop.forms.part import words_in as words_in
from thinkfamily_desktop.forms.said import Said

When = Annotated[Condition, BeforeValidator(parse_condition)]


class Option(Part):
    """One choice. Codes are never reused; a retired one is kept for old answers and no longer offered."""

    code: str
    label: WordsIn
    help: WordsIn = NO_TEXT
    exclusive: Flag = False  # chosen alone: "none of these"
    retired: Flag = False


class Guidance(Part):
    """What helps the worker: why a thing is asked, how to ask it, words to say aloud."""

    why: WordsIn = NO_TEXT
    how: WordsIn = NO_TEXT
    say: tuple[WordsIn, ...] = ()


class Check(Part):
    """Something that ought not to hold together. A warning may be set aside with a reason; an error may not."""

    when: When
    severity: Literal["error", "warning"] = "warning"
    says: WordsIn
    source: tuple[str, ...] = ()


class Calculate(Part):
    """A value worked out from others. With an input missing it stays blank, never zero.

    `age_at`: the age in years of the section's person on the date that the named item holds (or now, as "now").
    `count_people`: how many people of this kind fulfil `where`. `count_rows`: how many rows of the item fulfil it.
    """

    age_at: str | None = None
    count_people: Literal["children", "adults", "everyone"] | None = None
    count_rows: ItemId | None = None
    where: When | None = None


class ItemBase(Part):
    """What every kind of item has."""

    id: ItemId
    ask: WordsIn  # as said to the person, in a visit: "you" is the assessed adult
    desk: WordsIn = NO_TEXT  # as the worker reads it at the desk; `ask` when not given
    label: WordsIn = NO_TEXT  # short, for lists and printed pages; `desk` when not given
    help: WordsIn = NO_TEXT
    guidance: Guidance = Guidance()
    source: tuple[str, ...] = ()  # where it comes from: ids of the content register
    verified: Flag = False  # a named professional has signed the wording
    needed_for: Literal["screening", "referral", "full", "never"] = "never"
    path: Literal["core", "extended"] = "core"
    show_when: When | None = None
    gaps: tuple[Gap, ...] = tuple(Gap)  # the gaps that this item offers
    gap_note: tuple[Gap, ...] = ()  # the gaps that need a word of explanation
    who_said: Flag = True  # offer who-said-it, exact words and kept-from
    content: str = ""  # the content group that decides which reader may have it; the page's when empty
    nature: Literal["fact", "account", "analysis"] = "fact"
    worker_only: Flag = False  # never on screen in a visit
    kept_for_leaving: Flag = False  # a bulk gap never fills it (practice 8)
    held_by: Literal["assessment", "family"] = "assessment"
    accounts: tuple[str, ...] = ()
    """Whose accounts stand side by side: roles, such as [assessed, subject]; {account} in `ask`, `desk` names each."""
    checks: tuple[Check, ...] = ()
    calculate: Calculate | None = None
    initial: Literal["none", "today", "now", "last"] = "none"

    @property
    def at_desk(self) -> Text:
        """The question as the worker reads it at the desk."""
        return self.desk or self.ask

    @property
    def printed(self) -> Text:
        """The question as a reader finds it on paper."""
        return self.label or self.desk or self.ask


class TextItem(ItemBase):
    """One line of words."""

    kind: Literal["text"]
    max_length: int | None = None  # a hint for the field's width, never a refusal


class LongTextItem(ItemBase):
    """As many words as it takes, printed in full."""

    kind: Literal["long_text"]
    exact_words: Flag = False  # a child's or parent's own words from the start


class YesNoItem(ItemBase):
    """Yes or no; "not known" and the rest are gaps, so an untouched field never prints as no."""

    kind: Literal["yes_no"]


class ChoiceItem(ItemBase):
    """One of a list. `options` are given here or by the name of a shared `list`."""

    kind: Literal["choice"]
    options: tuple[Option, ...] = ()
    list: str | None = None


class SeveralItem(ItemBase):
    """Any of a list."""

    kind: Literal["several"]
    options: tuple[Option, ...] = ()
    list: str | None = None


class NumberItem(ItemBase):
    """A number, kept as typed (1.10 stays 1.10)."""

    kind: Literal["number"]
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    unit: WordsIn = NO_TEXT


class DateItem(ItemBase):
    """One day."""

    kind: Literal["date"]
    allow: Literal["any", "past", "future"] = "any"


class PartialDateItem(ItemBase):
    """A year, a month or a day, or about."""

    kind: Literal["partial_date"]
    allow: Literal["any", "past", "future"] = "any"


class TimeItem(ItemBase):
    """A time of day, 24 hours."""

    kind: Literal["time"]


class PersonItem(ItemBase):
    """Somebody in the family's register."""

    kind: Literal["person"]
    roles: tuple[str, ...] = ()  # offer only these; everybody when empty


class NhsNumberItem(ItemBase):
    """An NHS number: ten digits with a check digit. What fails the check is kept and named."""

    kind: Literal["nhs_number"]


CellItem = Annotated[
    TextItem | LongTextItem | YesNoItem | ChoiceItem | SeveralItem | NumberItem | DateItem | PartialDateItem
    | TimeItem | PersonItem | NhsNumberItem,
    Field(discriminator="kind"),
]  # fmt: skip


class RowsItem(ItemBase):
    """A small table of such items. Rows are one level deep and keyed by identity."""

    kind: Literal["rows"]
    items: tuple[CellItem, ...]
    add_words: WordsIn = NO_TEXT  # what the button says: "Add a call"
    row_title: WordsIn = NO_TEXT  # "{hard.call.service}": cell ids in braces


Item = (
    TextItem | LongTextItem | YesNoItem | ChoiceItem | SeveralItem | NumberItem | DateItem | PartialDateItem
    | TimeItem | PersonItem | NhsNumberItem | RowsItem
)  # fmt: skip
AnyItem = Annotated[Item, Field(discriminator="kind")]


class Section(Part):
    """A group of items asked together, once or of each of some people."""

    id: str
    title: WordsIn = NO_TEXT
    asked_of: Literal["once", "each_child", "each_adult", "each_person", "assessed", "chosen"] = "once"
    chosen_by: When | None = None  # for asked_of: chosen; holds for the people who are asked
    show_when: When | None = None
    items: tuple[AnyItem, ...]


class Page(Part):
    """One page of the task list."""

    id: str
    number: int
    title: WordsIn  # neutral: a family may see it
    desk_title: WordsIn = NO_TEXT
    group: WordsIn = NO_TEXT  # the heading above it in the task list at the desk
    opening: WordsIn = NO_TEXT  # one quiet sentence under the title
    guidance: Guidance = Guidance()
    content: str  # the content group of items that name none
    alone_gate: Flag = False  # its title and items show only after "I am alone with ..."
    in_visit: Flag = True
    show_when: When | None = None
    sections: tuple[Section, ...]


class RegisterItems(Part):
    """Which items of the family's register mean what, so that the engine can name people and work out ages."""

    given_name: ItemId
    family_name: ItemId
    preferred_name: ItemId
    roles: ItemId  # several choices
    born: ItemId  # partial date
    due: ItemId  # date
    died: ItemId
    sex: ItemId
    lives_with: ItemId  # choice: at the family's address or elsewhere
    nhs_number: ItemId
    child_roles: tuple[str, ...]
    unborn_role: str
    adult_roles: tuple[str, ...]
    assessed: ItemId  # person item, held by the assessment
    relationships: ItemId  # rows item
    relationship_from: ItemId
    relationship_to: ItemId
    relationship_kind: ItemId  # from is the KIND of to: birth-parent, partner, sibling ...
    home_address: ItemId | None = None  # names the household on the family map
    at_home: tuple[str, ...] = ()  # the options of `lives_with` that mean the family's address
    protected_by: dict[ItemId, ItemId] = {}  # noqa: RUF012  pydantic copies it · a yes to the second keeps the first from every reader (same person or row)


class People(Part):
    """The family register: items asked of each person, and once of the family; all held by the family."""

    register_items: RegisterItems
    person_items: tuple[AnyItem, ...]
    family_items: tuple[AnyItem, ...]
    page: str  # the page of the task list under which the register appears
    said: Said = Said()


class LevelWhen(Part):
    """Another level for a rule while a condition holds; the first that holds counts."""

    level: Level
    when: When


class Rule(Part):
    """When an alert is raised and what the worker is asked to do. It prompts; it never scores.

    `says` is one plain sentence for the desk and the card; {name} is the subject, {parent} the assessed adult.
    """

    id: RuleId
    level: Level
    levels: tuple[LevelWhen, ...] = ()
    asked_of: Literal["once", "each_child", "each_adult", "each_person"] = "once"
    when: When
    title: WordsIn
    says: WordsIn
    first_actions: tuple[WordsIn, ...]
    contacts: tuple[str, ...] = ()  # kinds of local number that the card offers, in order
    script: tuple[ItemId, ...] = ()  # the answers that the phone script reads out
    do_not_tell: Flag = False  # neither parents nor family are told; left out by default for readers who may show them
    source: tuple[str, ...] = ()
    verified: Flag = False


class Rules(Part):
    """All rules of the set, and the action record of each level."""

    rules: tuple[Rule, ...]
    records: dict[Level, tuple[AnyItem, ...]]


class Criterion(Part):
    """One quality that inspectors praised, with the answers that show it. Never counted in words, never scored."""

    id: str
    title: WordsIn
    each_child: Flag = False
    met_when: When
    shown_by: tuple[ItemId, ...]
    add_words: WordsIn = NO_TEXT  # the link that goes there: "Add a link"
    source: tuple[str, ...] = ()


class Reader(Part):
    """One kind of reader, and what of each content group they have."""

    id: str
    title: WordsIn  # "children's social care"
    document_title: WordsIn  # "Referral to children's social care"
    urgent_title: WordsIn = NO_TEXT
    about_required: Flag = False
    for_person: Flag = False
    may_show_family: Flag = False  # a likely way back to the family: do-not-tell items are left out by default
    contents: dict[str, Literal["all", "about", "child_safety", "none"]]
    """all: everything of the group · about: only what concerns the person the copy is about (and what is asked once)
    · child_safety: what raised an alert or is read by a rule · none"""


class Column(Part):
    """A column of a printed table."""

    title: WordsIn
    items: tuple[ItemId, ...]  # the first of these that is answered


class SetAside(Part):
    """An answer of an action record by which a warning is set aside: on page 1 with its reason."""

    item: ItemId
    options: tuple[str, ...]  # the codes that set it aside
    why: tuple[ItemId, ...]  # who agreed, and the reason


class FrontPage(Part):
    """Which answers fill page 1 (practice 20). Slots without an answer are named under what is missing."""

    asks: tuple[ItemId, ...]
    sharing: tuple[ItemId, ...]
    matters: tuple[ItemId, ...]
    keep_doing: tuple[ItemId, ...]
    safe_contact: tuple[ItemId, ...]
    child_columns: tuple[Column, ...]
    link_columns: tuple[Column, ...]  # because · experiences · support · outcome: one row for each child
    tonight: ItemId  # rows item of the action record: where each child is
    contacted: ItemId  # rows item of the action record: who was told
    safety: tuple[ItemId, ...] = ()  # what else of the action records page 1 says, in this order
    until_next: tuple[ItemId, ...] = ()  # asked of each child: where a child is whom no action record places
    parent_until_next: tuple[ItemId, ...] = ()  # the same of the parent
    set_aside: tuple[SetAside, ...] = ()
    address: tuple[ItemId, ...] = ()  # where the family lives
    critical: tuple[ItemId, ...]  # gaps in these stand on page 1


class SheetPart(Part):
    """A part of a sheet: a heading, some answers, and room to write."""

    title: WordsIn
    items: tuple[ItemId, ...] = ()
    columns: tuple[ItemId, ...] = ()  # of a table: these alone
    own: bool = False  # only what is about the person for whom the sheet is
    lines: int = 0  # to write on


class Sheet(Part):
    """A sheet beside the referral, filled from a copy that is cut for its reader."""

    title: WordsIn
    readers: tuple[str, ...]  # whose copies it may be made from
    child: bool = False  # for a child, in large type
    needs: tuple[ItemId, ...] = ()  # there is no such sheet before one of these is answered
    opening: WordsIn = NO_TEXT
    closing: WordsIn = NO_TEXT
    parts: tuple[SheetPart, ...]


class Recipients(Part):
    """The readers, the content groups, and page 1."""

    content_groups: dict[str, WordsIn]
    readers: tuple[Reader, ...]
    front_page: FrontPage
    sheets: dict[str, Sheet] = {}  # noqa: RUF012  pydantic copies it
    confidence: WordsIn = Text.of("{who} asked that {names} not be told this; speak to us first.")
    """Stands beside a confidence for which the worker wrote no condition of their own."""


class Term(Part):
    """A term, explained where the screen and the page use it."""

    term: WordsIn
    means: WordsIn


class FormInfo(Part):
    """What `form.yaml` says of one form of the set."""

    form: str
    version: str
    url: str
    title: WordsIn
    stage: Stage = Stage.FULL
    purpose: WordsIn = NO_TEXT


class Elsewhere(Part):
    """A question that another form of the set asks and a rule reads: its kept answer counts here, and is never shown.

    The item's `show_when` holds all that has to hold for it to be asked there, page and section included.
    """

    item: AnyItem
    asked_of: Literal["once", "each_child", "each_adult", "each_person", "assessed"]
    content: str


class Form(Part):
    """One form with everything it shares with its set: enough to evaluate and to print with no file at hand."""

    info: FormInfo
    languages: tuple[str, ...]
    pages: tuple[Page, ...]
    people: People
    lists: dict[str, tuple[Option, ...]]
    rules: Rules
    criteria: tuple[Criterion, ...]
    recipients: Recipients
    glossary: dict[str, Term]
    elsewhere: tuple[Elsewhere, ...] = ()  # found by the loader; not written in any file

    def options(self, item: ChoiceItem | SeveralItem) -> tuple[Option, ...]:
        """The options of a choice, its own or those of the list it names."""
        return item.options or self.lists[item.list or ""]
