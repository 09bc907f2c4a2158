"""A form made ready to work out: its sections, rules and criteria with compiled conditions, in one order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.ids import ItemId, RuleId
from thinkfamily_desktop.domain.text import DEFAULT_LANGUAGE, NO_TEXT, Text
from thinkfamily_desktop.forms.compile import Compiled, Compiler, Place, Trace
from thinkfamily_desktop.forms.conditions import AllOf, Condition
from thinkfamily_desktop.forms.model import (
    Check,
    Criterion,
    Form,
    Item,
    ItemBase,
    Page,
    RegisterItems,
    RowsItem,
    Rule,
    Section,
)
from thinkfamily_desktop.forms.moment import AskedOf
from thinkfamily_desktop.forms.order import dependency_order, page_node, section_node
from thinkfamily_desktop.forms.parse_condition import reads
from thinkfamily_desktop.forms.said import Said

PERSON_SECTION = "register.person"
FAMILY_SECTION = "register.family"
RECORD_SECTION = "record"

_NAMES = ("{name}", "{child}", "{person}", "{label}")


@dataclass(frozen=True)
class ItemPlan:
    """An item with what it needs to be worked out."""

    item: Item
    show: Compiled | None
    checks: tuple[tuple[Check, Compiled], ...]
    where: Compiled | None  # of a calculation
    where_reads: Trace | None  # None when it reads no item
    cells: tuple["ItemPlan", ...] = ()

    @cached_property
    def conditional(self) -> bool:
        """Whether it may be hidden while its section shows."""
        return self.show is not None


@dataclass(frozen=True)
class SectionPlan:
    """A section: which page it is on, of whom it asks, and its items."""

    index: int
    node: str  # what stands for its conditions in the order
    page: str
    section: str
    title: Text
    asked_of: AskedOf
    items: tuple[ItemPlan, ...]
    of_register: bool = False  # of everybody entered, the dead too
    page_shows: Compiled | None = None
    shows: Compiled | None = None
    chosen: Compiled | None = None

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every text that may name somebody."""
        items = [part.item for plan in self.items for part in (plan, *plan.cells)]
        texts = (self.title, *(item.ask for item in items), *(item.desk for item in items))
        return tuple(words for text in texts for _, words in text.versions)

    @cached_property
    def names_subject(self) -> bool:
        """Whether a text of it names whom it is about."""
        return any(name in words for words in self.texts for name in _NAMES)

    @cached_property
    def names_parent(self) -> bool:
        """Whether a text of it names the assessed adult."""
        return any("{parent}" in words for words in self.texts)

    @cached_property
    def account_roles(self) -> tuple[tuple[str, ...], ...]:
        """The groups of roles whose accounts stand side by side in it."""
        return tuple(dict.fromkeys(plan.item.accounts for plan in self.items if plan.item.accounts))


@dataclass(frozen=True)
class RulePlan:
    """A rule, its other levels, and the record it opens at each level."""

    rule: Rule
    asked_of: AskedOf
    when: Compiled
    all_reads: Trace
    levels: tuple[tuple[Level, Compiled, bool], ...]  # whether it rests on the record alone
    records: Mapping[Level, SectionPlan]
    rests_on: Trace  # every answered question that the trigger or a level reads


@dataclass(frozen=True)
class CriterionPlan:
    """A criterion with its condition."""

    criterion: Criterion
    met: Compiled


class Plan:
    """Everything that is worked out once for a form. Holds no answer and no person."""

    def __init__(self, form: Form) -> None:
        self.places = dict(_places(form))
        self.compiler = Compiler(self.places)
        self.register: RegisterItems = form.people.register_items
        self.said: Said = form.people.said
        self.order = dependency_order(form)
        self.rank: Mapping[str, int] = {node: place for place, node in enumerate(self.order)}
        self.people_page = form.people.page
        self.sections = tuple(self._sections(form))
        self.elsewhere = tuple((kept.asked_of, self._item(kept.item)) for kept in form.elsewhere)
        self.not_asked = frozenset(part.item.id for _, plan in self.elsewhere for part in (plan, *plan.cells))
        self.page_ids = tuple(page.id for page in form.pages)
        self._record_plans = {item.id: self._item(item) for record in form.rules.records.values() for item in record}
        self.record_items = tuple(sorted(self._record_plans.values(), key=lambda plan: self.rank[plan.item.id]))
        self.conditional_record_items = tuple(
            plan for plan in self.record_items if plan.show is not None or any(cell.show for cell in plan.cells)
        )
        self.rules: Mapping[RuleId, RulePlan] = {rule.id: self._rule(form, rule) for rule in form.rules.rules}
        self.rule_order: Mapping[RuleId, int] = {rule: place for place, rule in enumerate(self.rules)}
        self.criteria = tuple(CriterionPlan(each, self.compiler.compile(each.met_when)) for each in form.criteria)
        self.read = frozenset(_all_reads(form))
        self.calculated = frozenset(
            plan.item.id for section in self.sections for plan in section.items if plan.item.calculate is not None
        )
        self.form_order: Mapping[ItemId, int] = {item: place for place, item in enumerate(self.places)}

    def _compiled(self, condition: Condition | None) -> Compiled | None:
        return None if condition is None else self.compiler.compile(condition)

    def _item(self, item: Item) -> ItemPlan:
        where = item.calculate.where if item.calculate is not None else None
        return ItemPlan(
            item=item,
            show=self._compiled(item.show_when),
            checks=tuple((check, self.compiler.compile(check.when)) for check in item.checks),
            where=self._compiled(where),
            where_reads=self.compiler.every_read(where) if where is not None and reads(where) else None,
            cells=tuple(self._item(cell) for cell in item.items) if isinstance(item, RowsItem) else (),
        )

    def _items(self, items: Iterable[Item]) -> tuple[ItemPlan, ...]:
        return tuple(self._item(item) for item in items)

    def _sections(self, form: Form) -> Iterator[SectionPlan]:
        """In the order of the form; the register stands first on its page, or before all when no page has its name."""
        index = 0
        if self.people_page not in {page.id for page in form.pages}:
            yield from (register := self._register(form, index))
            index += len(register)
        for page in form.pages:
            if page.id == self.people_page:
                yield from (register := self._register(form, index, page))
                index += len(register)
            for section in page.sections:
                yield self._section(index, page, section)
                index += 1

    def _register(self, form: Form, index: int, page: Page | None = None) -> tuple[SectionPlan, ...]:
        shown = self._compiled(page.show_when) if page is not None else None
        node = page_node(page) if page is not None else ""
        people, family = self._items(form.people.person_items), self._items(form.people.family_items)
        label = Text(tuple((language, "{label}") for language in form.languages or (DEFAULT_LANGUAGE,)))
        return (
            SectionPlan(index, node, self.people_page, PERSON_SECTION, label, "each_person", people, True, shown),
            SectionPlan(index + 1, node, self.people_page, FAMILY_SECTION, NO_TEXT, "once", family, True, shown),
        )

    def _section(self, index: int, page: Page, section: Section) -> SectionPlan:
        return SectionPlan(
            index=index,
            node=section_node(page, section),
            page=page.id,
            section=section.id,
            title=section.title,
            asked_of=_asked_of(section),
            items=self._items(section.items),
            page_shows=self._compiled(page.show_when),
            shows=self._compiled(section.show_when),
            chosen=self._compiled(section.chosen_by) if section.asked_of == "chosen" else None,
        )

    def _rule(self, form: Form, rule: Rule) -> RulePlan:
        conditions = [other.when for other in rule.levels]
        read_for_level = frozenset[ItemId]().union(*map(reads, conditions))
        return RulePlan(
            rule=rule,
            asked_of=rule.asked_of,
            when=self.compiler.compile(rule.when),
            all_reads=self.compiler.every_read(rule.when),
            levels=tuple(
                (other.level, self.compiler.compile(other.when), _of_record(self.places, other.when))
                for other in rule.levels
            ),
            records={level: _record(form, level, self._record_plans, read_for_level) for level in Level},
            rests_on=self.compiler.every_read(AllOf((rule.when, *conditions))),
        )


def _of_record(places: Mapping[ItemId, Place], condition: Condition) -> bool:
    """Whether a condition rests on the action record alone, so that a decision recorded there stands by itself."""
    read = reads(condition)
    return bool(read) and all(item in places and places[item].in_record for item in read)


def _record(
    form: Form, level: Level, plans: Mapping[ItemId, ItemPlan], read_for_level: frozenset[ItemId]
) -> SectionPlan:
    """The record of a level, with what decides the level kept in view so that the decision can be taken back."""
    own = [item.id for item in form.rules.records.get(level, ())]
    others = [item for item in plans if item in read_for_level and item not in own]
    items = tuple(plans[item] for item in (*own, *others))
    return SectionPlan(-1, "", "", RECORD_SECTION, NO_TEXT, "once", items)


def _asked_of(section: Section) -> AskedOf:
    return "each_person" if section.asked_of == "chosen" else section.asked_of


def _places(form: Form) -> Iterator[tuple[ItemId, Place]]:
    """Where the answers to each item lie, in the order of the form."""
    for item in form.people.person_items:
        yield from _item_places(item, "each_person")
    for item in form.people.family_items:
        yield from _item_places(item, "once")
    for page in form.pages:
        for section in page.sections:
            for item in section.items:
                yield from _item_places(item, _asked_of(section))
    for record in form.rules.records.values():
        for item in record:
            yield from _item_places(item, "once", in_record=True)
    for kept in form.elsewhere:
        yield from _item_places(kept.item, kept.asked_of)


def _all_reads(form: Form) -> Iterator[ItemId]:
    """Every item that a step may read: for conditions, calculations, rules and criteria, and to find rows."""
    conditions = [rule.when for rule in form.rules.rules]
    conditions += [other.when for rule in form.rules.rules for other in rule.levels]
    conditions += [criterion.met_when for criterion in form.criteria]
    conditions += [page.show_when for page in form.pages if page.show_when is not None]
    items: list[Item] = [*form.people.person_items, *form.people.family_items]
    items += [item for record in form.rules.records.values() for item in record]
    for section in (section for page in form.pages for section in page.sections):
        conditions += [when for when in (section.show_when, section.chosen_by) if when is not None]
        items += section.items
    for item in items:
        cells = item.items if isinstance(item, RowsItem) else ()
        conditions += [each.show_when for each in (item, *cells) if each.show_when is not None]
        if any(cell.show_when is not None for cell in cells):
            yield item.id
        if (calculate := item.calculate) is not None:
            conditions += [calculate.where] if calculate.where is not None else []
            yield from (ItemId(name) for name in (calculate.age_at, calculate.count_rows) if name is not None)
    for condition in conditions:
        yield from reads(condition)


def _item_places(item: ItemBase, asked_of: AskedOf, *, in_record: bool = False) -> Iterator[tuple[ItemId, Place]]:
    yield item.id, Place(item.id, asked_of, in_record=in_record, accounts=item.accounts)
    if isinstance(item, RowsItem):
        for cell in item.items:
            yield cell.id, Place(cell.id, asked_of, rows=item.id, in_record=in_record)
