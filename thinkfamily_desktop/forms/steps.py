"""The steps of an evaluation in their order: what is shown, what is calculated, which alerts are on."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from thinkfamily_desktop.domain.alerts import Level, RaisedAlert
from thinkfamily_desktop.domain.answers import Answer, PartialDate, Value
from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey, ItemId, Subject
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.ages import age_bounds
from thinkfamily_desktop.forms.blocks import Block, Names
from thinkfamily_desktop.forms.compile import Holds, Trace
from thinkfamily_desktop.forms.layout import Layout
from thinkfamily_desktop.forms.model import Calculate
from thinkfamily_desktop.forms.moment import IN_FAMILY, AskedOf, Here, Key, Moment
from thinkfamily_desktop.forms.plan import ItemPlan, Plan, RulePlan, SectionPlan


@dataclass(frozen=True, slots=True)
class Raising:
    """An alert met now or raised before, with the block of its action record."""

    key: AlertKey
    plan: RulePlan
    here: Here
    level: Level
    met: bool
    raised: RaisedAlert | None
    record: Block
    missing: tuple[AnswerKey, ...]
    complete: bool
    discussed: date | None = None


class Maker(Protocol):
    """Makes blocks and sentences with names in them, the same ones again where nothing would be different."""

    def block(self, plan: SectionPlan, subject: Subject, names: Names, moment: Moment, kind: object = "") -> Block:
        """The block of a section for a subject."""
        ...

    def says(self, text: Text, names: Names) -> Text:
        """A text with names filled in."""
        ...


@dataclass(slots=True)
class Work:
    """An evaluation under way."""

    plan: Plan
    make: Maker
    layout: Layout
    moment: Moment
    today: date
    raised: Mapping[str, Mapping[Subject, RaisedAlert]]  # by rule
    shut: set[Block] = field(default_factory=set)  # sections that are not shown, for whom
    alerts: list[Raising] = field(default_factory=list)

    def shut_block(self, block: Block) -> None:
        """Hide a whole section for somebody: its answers count as absent from here on."""
        self.shut.add(block)
        for key in block.keys:
            self.moment.given.pop(key, None)


Step = Callable[[Work], None]


def section_steps(plan: SectionPlan) -> Iterator[Step]:
    """What hides a section: its page's condition, its own, and who is chosen."""
    for compiled in (plan.page_shows, plan.shows, plan.chosen):
        if compiled is not None:
            in_family = compiled is plan.page_shows
            yield _shutting(plan.index, compiled.holds, in_family=in_family)


def _shutting(section: int, holds: Holds, *, in_family: bool) -> Step:
    def step(work: Work) -> None:
        for block, here in work.layout.of_section[section]:
            if block not in work.shut and not holds(work.moment, IN_FAMILY if in_family else here):
                work.shut_block(block)

    return step


def item_steps(section: SectionPlan, plan: ItemPlan) -> Iterator[Step]:
    """What hides an item, and what works out its value."""
    if plan.show is not None:
        yield _hiding(section.index, plan.item.id, plan.show.holds)
    if plan.item.calculate is not None:
        yield _calculating(section.index, plan)


def _hiding(section: int, item: str, holds: Holds) -> Step:
    def step(work: Work) -> None:
        moment = work.moment
        for block, here in work.layout.of_section[section]:
            if block not in work.shut and not holds(moment, here):
                hide(moment, block.keys_of[item])

    return step


def elsewhere_steps(asked_of: AskedOf, plan: ItemPlan) -> Iterator[tuple[str, Step]]:
    """What hides the kept answer to a question of another form where that form would not ask it, by item."""
    keys = plan.item.id

    def hiding(shown: Holds) -> Step:
        def step(work: Work) -> None:
            for here in work.moment.asked(asked_of):
                if not shown(work.moment, here):
                    hide(work.moment, tuple(work.plan.compiler.keys(keys)(work.moment, here)))

        return step

    def hiding_cell(cell: str, shown: Holds) -> Step:
        def step(work: Work) -> None:
            for here in work.moment.asked(asked_of):
                for key in tuple(work.plan.compiler.keys(keys)(work.moment, here)):
                    hide_cells(work.moment, here, key, cell, shown)

        return step

    if plan.show is not None:
        yield plan.item.id, hiding(plan.show.holds)
    for cell in plan.cells:
        if cell.show is not None:
            yield cell.item.id, hiding_cell(cell.item.id, cell.show.holds)


def cell_step(section: SectionPlan, rows: ItemPlan, cell: ItemPlan) -> Step | None:
    """What hides a cell in each row of its table."""
    if cell.show is None:
        return None
    holds = cell.show.holds

    def step(work: Work) -> None:
        for block, here in work.layout.of_section[section.index]:
            if block not in work.shut:
                for key in block.keys_of[rows.item.id]:
                    hide_cells(work.moment, here, key, cell.item.id, holds)

    return step


def hide(moment: Moment, keys: Iterable[Key]) -> None:
    """Let these count as absent for everything that comes after."""
    for key in keys:
        moment.hidden.add(key)
        moment.given.pop(key, None)


def hide_cells(moment: Moment, here: Here, rows: Key, cell: str, holds: Holds) -> None:
    """Hide a cell in those rows of a table in which its condition does not hold."""
    answer = moment.given.get(rows)
    if answer is None or not isinstance(answer.value, tuple):
        return
    for row in answer.value:
        if not holds(moment, here.in_row(row, rows[1])):
            hide(moment, ((cell, rows[1], "", row),))


def _calculating(section: int, plan: ItemPlan) -> Step:
    item = plan.item.id

    def step(work: Work) -> None:
        given = work.moment.given
        for block, here in work.layout.of_section[section]:
            for key in block.keys_of[item]:
                given.pop(key, None)
                if block not in work.shut and key not in work.moment.hidden:
                    value = _calculated(work, plan, here)
                    if value is not None:
                        given[key] = _held(value)

    return step


@lru_cache(maxsize=256)
def _held(value: int) -> Answer:
    """The same Answer for the same number, so that a question is not made anew."""
    return Answer(value=Decimal(value))


def _calculated(work: Work, plan: ItemPlan, here: Here) -> int | None:
    """The value, or None while an input is missing: never zero for want of an answer."""
    calculate = plan.item.calculate
    if calculate is None:
        return None
    if calculate.age_at is not None:
        return _age_at(work, calculate.age_at, here)
    places = _counted(work, calculate, here)
    if places is None or plan.where is None:
        return len(places) if places is not None else None
    if plan.where_reads is not None and any(not _has_answers(work, plan.where_reads, place) for place in places):
        return None
    return sum(plan.where.holds(work.moment, place) for place in places)


def _counted(work: Work, calculate: Calculate, here: Here) -> Sequence[Here] | None:
    """The people or rows that are counted, or None when nobody has said who or which they are."""
    moment, compiler = work.moment, work.plan.compiler
    if calculate.count_rows is not None:
        tables = (moment.given.get(key) for key in compiler.keys(calculate.count_rows)(moment, here))
        said = any(answer is not None and isinstance(answer.value, tuple) for answer in tables)
        return compiler.rows(calculate.count_rows)(moment, here) if said else None
    if not moment.everyone:
        return None
    match calculate.count_people:
        case "children":
            return moment.children
        case "adults":
            return moment.adults
        case "everyone":
            return moment.everyone
        case None:
            return None


def _has_answers(work: Work, reads: Trace, place: Here) -> bool:
    found: list[Key] = []
    reads(work.moment, place, found)
    return bool(found)


def _age_at(work: Work, item: str, here: Here) -> int | None:
    """Years of age on a day, when every day that the birth date can mean gives the same."""
    if here.known is None:
        return None
    ages = here.known.ages
    if item != "now":
        born = here.known.born
        day = next((_day(work, key) for key in work.plan.compiler.keys(ItemId(item))(work.moment, here)), None)
        ages = age_bounds(born, day) if born is not None and day is not None else None
    return ages.oldest.years if ages is not None and ages.youngest.years == ages.oldest.years else None


def _day(work: Work, key: Key) -> date | None:
    answer = work.moment.given.get(key)
    value: Value | None = answer.value if answer is not None else None
    if isinstance(value, PartialDate):
        return value.earliest if value.is_exact else None
    return value if isinstance(value, date) else None
