"""Every condition of a set with its place in the files and what it may read there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.forms.conditions import AllOf, Answered, AnyOf, Condition, Is, Not, OfPeople, OfRows, People
from thinkfamily_desktop.forms.form_set import FormSet, Place, PlacedItem
from thinkfamily_desktop.forms.parse_condition import PEOPLE

NOBODY = "once"
_WHO: Mapping[People, str] = {"children": "each_child", "adults": "each_adult", "everyone": "each_person"}


@dataclass(frozen=True, slots=True)
class PlacedCondition:
    """A condition, where it stands, and which person and row are current there.

    `who` is asked_of's word for the current person, "record" in an action record, NOBODY where nobody is current.
    `owner` names what depends on it: "item x", "rule R01" or "" where nothing has to wait for it.
    """

    condition: Condition
    place: Place
    owner: str
    who: str
    rows: ItemId | None = None
    answered: frozenset[ItemId] = frozenset()  # items that another part of the same `all` says are answered


def item_node(item: str) -> str:
    """The name of an item in the order of evaluation."""
    return f"item {item}"


def rule_node(rule: str) -> str:
    """The name of a rule in the order of evaluation."""
    return f"rule {rule}"


def conditions(form_set: FormSet) -> Iterator[PlacedCondition]:
    """Every whole condition of the set."""
    for placed in form_set.items():
        yield from _of_item(placed)
    for form in form_set.forms:
        yield from _of_pages(form_set, form)
    for rule, place in form_set.rules():
        yield PlacedCondition(rule.when, place.at("when"), rule_node(rule.id), rule.asked_of)
        for position, level in enumerate(rule.levels):
            there = place.at("levels", position, "when")
            yield PlacedCondition(level.when, there, rule_node(rule.id), rule.asked_of)
    for position, criterion in enumerate(form_set.any_form.criteria):
        there = form_set.place("criteria.yaml", "criteria", position, "met_when")
        yield PlacedCondition(criterion.met_when, there, "", "each_child" if criterion.each_child else NOBODY)


def _of_item(placed: PlacedItem) -> Iterator[PlacedCondition]:
    item = placed.item
    who = "record" if placed.home == "record" else placed.asked_of
    rows = placed.rows.id if placed.rows else None
    node = item_node(item.id)
    if item.show_when is not None:
        yield PlacedCondition(item.show_when, placed.place.at("show_when"), node, who, rows)
    for position, check in enumerate(item.checks):
        yield PlacedCondition(check.when, placed.place.at("checks", position, "when"), "", who, rows)
    sums = item.calculate
    if sums is not None and sums.where is not None:
        there = placed.place.at("calculate", "where")
        counted = _WHO[sums.count_people] if sums.count_people is not None else who
        yield PlacedCondition(sums.where, there, node, counted, sums.count_rows)


def _of_pages(form_set: FormSet, form: str) -> Iterator[PlacedCondition]:
    """Those of pages and sections, once for each item that waits for them. The register waits for its page."""
    people = form_set.any_form.people
    for page in form_set.form(form).pages:
        start = form_set.page_place(form, page)
        register = (*people.person_items, *people.family_items) if page.id == people.page else ()
        on_page = (*register, *(item for section in page.sections for item in section.items))
        waiting = [item_node(item.id) for item in on_page] or [""]
        if page.show_when is not None:
            yield from (PlacedCondition(page.show_when, start.at("show_when"), node, NOBODY) for node in waiting)
        for position, section in enumerate(page.sections):
            there = start.at("sections", position)
            for node in [item_node(item.id) for item in section.items] or [""]:
                if section.show_when is not None:
                    yield PlacedCondition(section.show_when, there.at("show_when"), node, section.asked_of)
                if section.chosen_by is not None:
                    yield PlacedCondition(section.chosen_by, there.at("chosen_by"), node, "each_person")


def parts(placed: PlacedCondition) -> Iterator[PlacedCondition]:
    """The condition and everything inside it, each at its own place."""
    yield placed
    place = placed.place
    match placed.condition:
        case AllOf(inner):
            start = place if isinstance(place.data, list) else place.at("all")
            answered = placed.answered | {item for part in inner for item in _said_answered(part)}
            for position, part in enumerate(inner):
                yield from parts(replace(placed, condition=part, place=start.at(position), answered=answered))
        case AnyOf(inner):
            for position, part in enumerate(inner):
                yield from parts(replace(placed, condition=part, place=place.at("any", position)))
        case Not(part):
            yield from parts(replace(placed, condition=part, place=place.at("not")))
        case OfPeople(quantifier, people, part):
            word = next(word for word, meant in PEOPLE.items() if meant == people)
            there = place.at(f"{quantifier}_{word}")
            yield from parts(replace(placed, condition=part, place=there, who=_WHO[people]))
        case OfRows(quantifier, rows, part):
            there = place.at(f"{quantifier}_row", "where")
            yield from parts(replace(placed, condition=part, place=there, rows=rows))
        case _:
            return


def _said_answered(part: Condition) -> Iterator[ItemId]:
    if isinstance(part, Is) or (isinstance(part, Answered) and part.wanted):
        yield part.item


def by_place(form_set: FormSet) -> Mapping[tuple[str, tuple[str | int, ...]], PlacedCondition]:
    """Every whole condition once, by the place where it is written."""
    return {(each.place.file.name, each.place.where): each for each in conditions(form_set)}
