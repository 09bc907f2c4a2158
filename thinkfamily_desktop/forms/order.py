"""One order for everything a form works out: what is read comes before what reads it, and circles are refused."""

from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from thinkfamily_desktop.domain.ids import RuleId
from thinkfamily_desktop.forms.conditions import AlertRaised, Condition
from thinkfamily_desktop.forms.model import Form, Item, Page, RowsItem, Rule, Section
from thinkfamily_desktop.forms.parse_condition import levels_read, reads, walk


class CircleError(ValueError):
    """Conditions that wait for each other. `path` names what stands in the circle, first and last the same."""

    def __init__(self, path: tuple[str, ...]) -> None:
        super().__init__(f"conditions go round in a circle: {', '.join(path)}")
        self.path = path


def page_node(page: Page) -> str:
    """What stands for a page's own condition in the order."""
    return f"page {page.id}"


def section_node(page: Page, section: Section) -> str:
    """What stands for a section's own conditions in the order."""
    return f"section {page.id}/{section.id}"


def dependency_order(form: Form) -> tuple[str, ...]:
    """Item ids, rule ids, and the nodes of pages and sections, each after everything that it reads.

    Raises:
        CircleError: naming the circle.
    """
    graph: TopologicalSorter[str] = TopologicalSorter()
    for node, needs in _needs(form):
        graph.add(node, *dict.fromkeys(needs))
    try:
        return tuple(graph.static_order())
    except CycleError as circle:
        raise CircleError(tuple(circle.args[1])) from None


def _needs(form: Form) -> Iterator[tuple[str, Iterable[str]]]:
    for page in form.pages:
        yield page_node(page), _read(form, page.show_when)
        for section in page.sections:
            node = section_node(page, section)
            yield node, (page_node(page), *_read(form, section.show_when), *_read(form, section.chosen_by))
            yield from _items(form, section.items, node)
    on = [page_node(page) for page in form.pages if page.id == form.people.page]
    yield from _items(form, form.people.person_items, *on)
    yield from _items(form, form.people.family_items, *on)
    yield from _items(form, [kept.item for kept in form.elsewhere])
    for record in form.rules.records.values():
        yield from _items(form, record, in_record=True)
    for rule in form.rules.rules:
        yield rule.id, _rule_needs(form, rule)


def _items(
    form: Form, items: Iterable[Item], *above: str, in_record: bool = False
) -> Iterator[tuple[str, Iterable[str]]]:
    for item in items:
        yield item.id, (*above, *_item_reads(form, item, in_record=in_record))
        if isinstance(item, RowsItem):
            for cell in item.items:
                yield cell.id, (item.id, *_item_reads(form, cell, in_record=in_record))


def _item_reads(form: Form, item: Item, *, in_record: bool) -> Iterator[str]:
    """Checks are not among them: they are worked out last and nothing reads them."""
    yield from _read(form, item.show_when, in_record=in_record)
    if (calculate := item.calculate) is not None:
        if calculate.age_at is not None and calculate.age_at != "now":
            yield calculate.age_at
        if calculate.count_rows is not None:
            yield calculate.count_rows
        yield from _read(form, calculate.where)


def _rule_needs(form: Form, rule: Rule) -> Iterator[str]:
    """What a rule reads, and every item of the records it may open, because whether it is open is read too."""
    yield from _read(form, rule.when, reader=rule.id)
    for other in rule.levels:
        yield from _read(form, other.when, reader=rule.id)
    for level in (rule.level, *(other.level for other in rule.levels)):
        for item in form.rules.records.get(level, ()):
            yield item.id
            if isinstance(item, RowsItem):
                yield from (cell.id for cell in item.items)


def _read(
    form: Form, condition: Condition | None, *, reader: RuleId | None = None, in_record: bool = False
) -> Iterator[str]:
    """Inside an action record an alert is the one whose record it is, unless any is meant: nothing to wait for."""
    if condition is None:
        return
    yield from sorted(reads(condition))
    for node in walk(condition):
        if isinstance(node, AlertRaised) and (node.anywhere or not in_record):
            yield from node.rules
    if not in_record or any(isinstance(node, AlertRaised) and node.anywhere for node in walk(condition)):
        levels = levels_read(condition)
        for rule in form.rules.rules:
            if rule.id != reader and levels & {rule.level, *(other.level for other in rule.levels)}:
                yield rule.id
