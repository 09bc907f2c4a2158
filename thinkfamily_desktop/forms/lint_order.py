"""Lint of what depends on what: items and rules ordered together, circles named, items that nobody can ever reach."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.forms.conditions import (
    AgeIs,
    AllOf,
    Answered,
    AnyOf,
    Compare,
    Condition,
    HasGap,
    HasRole,
    Is,
    Not,
    OfPeople,
    OfRows,
)
from thinkfamily_desktop.forms.form_set import FormSet, Place
from thinkfamily_desktop.forms.model import Rule, SeveralItem
from thinkfamily_desktop.forms.order import CircleError, dependency_order
from thinkfamily_desktop.forms.parse_condition import levels_read, reads, rules_read, walk
from thinkfamily_desktop.forms.placed_conditions import PlacedCondition, conditions, item_node, rule_node
from thinkfamily_desktop.forms.problems import FormProblem


def order_problems(form_set: FormSet) -> Iterator[FormProblem]:
    """Every circle once, and every item whose conditions can never hold."""
    circles = list(_circles(form_set)) or list(_circles_of_the_engine(form_set))
    yield from circles
    yield from _unreachable(form_set)


Graph = dict[str, dict[str, Place]]  # what depends on what, and where that is said


def dependencies(form_set: FormSet) -> Graph:
    """For each item and rule, everything that must be worked out before it."""
    rules = [rule for rule, _ in form_set.rules()]
    graph: Graph = {rule_node(rule.id): {} for rule in rules}
    for placed in form_set.items():
        before = graph.setdefault(item_node(placed.item.id), {})
        if placed.rows is not None:
            before[item_node(placed.rows.id)] = placed.place
        sums = placed.item.calculate
        if sums is not None:
            for read in (sums.count_rows, sums.age_at if sums.age_at != "now" else None):
                if read:
                    before[item_node(read)] = placed.place.at("calculate")
    for each in conditions(form_set):
        if each.owner:
            before = graph.setdefault(each.owner, {})
            for node in _before(each, form_set, rules):
                before.setdefault(node, each.place)
    return graph


def _before(placed: PlacedCondition, form_set: FormSet, rules: list[Rule]) -> Iterator[str]:
    condition = placed.condition
    register = form_set.any_form.people.register_items
    yield from (item_node(item) for item in reads(condition))
    yield from (rule_node(rule) for rule in rules_read(condition))
    levels = levels_read(condition)
    for rule in rules:
        if levels & {rule.level, *(level.level for level in rule.levels)}:
            yield rule_node(rule.id)
    for node in walk(condition):
        if isinstance(node, AgeIs):
            yield item_node(register.born)
        elif isinstance(node, HasRole | OfPeople):
            yield item_node(register.roles)


def _circles(form_set: FormSet) -> Iterator[FormProblem]:
    graph = dependencies(form_set)
    while True:
        try:
            TopologicalSorter({node: before.keys() for node, before in graph.items()}).prepare()
        except CycleError as fault:
            circle: list[str] = fault.args[1][:-1][::-1]  # each waits for the next
            turn = circle.index(min(circle))
            circle = circle[turn:] + circle[:turn]
            after = circle[1] if len(circle) > 1 else circle[0]
            place = graph[circle[0]].pop(after)
            said = " needs ".join(_plain(node) for node in [*circle, circle[0]])
            yield place.error(f"Conditions go round in a circle: {said}.", "Take one of these conditions away.")
        else:
            return


def _circles_of_the_engine(form_set: FormSet) -> Iterator[FormProblem]:
    """The order in which a form is really worked out has the last word, so that no form loads and then fails."""
    for form in form_set.forms.values():
        try:
            dependency_order(form)
        except CircleError as circle:
            says = f"In the form {form.info.form!r} conditions go round in a circle: {' needs '.join(circle.path)}."
            yield form_set.place("set.yaml").error(says, "Take one of these conditions away.")


def _plain(node: str) -> str:
    return node.removeprefix("item ").removeprefix("rule ")


def _unreachable(form_set: FormSet) -> Iterator[FormProblem]:
    several: set[str] = {placed.item.id for placed in form_set.items() if isinstance(placed.item, SeveralItem)}
    together: dict[str, list[PlacedCondition]] = {}
    for each in conditions(form_set):
        if each.owner.startswith("item ") and each.place.where[0] != "calculate":
            together.setdefault(each.owner, []).append(each)
    for owner, all_of in together.items():
        if not _can_hold(AllOf(tuple(each.condition for each in all_of)), several):
            says = f"{_plain(owner)} can never be reached: its conditions cannot hold together."
            yield all_of[0].place.error(says, "Correct the condition, or those of its section and page.")


def _can_hold(condition: Condition, several: set[str]) -> bool:
    """False only where it surely never holds."""
    match condition:
        case AllOf():
            together = list(_flat(condition))
            return all(_can_hold(part, several) for part in together) and not _contradict(together, several)
        case AnyOf(parts):
            return any(_can_hold(part, several) for part in parts)
        case Not(AllOf(())):
            return False
        case OfPeople(part=part) | OfRows(part=part):
            return _can_hold(part, several)
        case AgeIs(at_least, under):
            return at_least is None or under is None or at_least < under
        case Compare(_, at_least, at_most):
            return at_least is None or at_most is None or at_least <= at_most  # type: ignore[operator]  # one sort each
        case _:
            return True


def _flat(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, AllOf):
        for part in condition.parts:
            yield from _flat(part)
    else:
        yield condition


def _contradict(together: list[Condition], several: set[str]) -> bool:
    values: dict[str, set[str | bool]] = {}
    valued: set[str] = set()
    empty: set[str] = set()
    gaps: dict[str, set[Gap]] = {}
    for part in together:
        match part:
            case Is(item, wanted):
                valued.add(item)
                if item not in several:
                    values[item] = values.get(item, set(wanted)) & set(wanted)
            case Compare(item):
                valued.add(item)
            case Answered(item, wanted):
                (valued if wanted else empty).add(item)
            case HasGap(item, kinds):
                empty.add(item)
                gaps[item] = gaps.get(item, set(kinds)) & set(kinds)
            case _:
                pass
    return bool(valued & empty) or not all(values.values()) or not all(gaps.values())
