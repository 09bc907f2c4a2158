"""`python -m tests.forms.mutate_alerts [RULE ...]`: breaks every trigger in every small way; the table must notice.

Each leaf has its operator turned round, its codes changed, taken away and added to, its bounds moved; each limb is
dropped; all and any change places, and so do each and every. A mutant lives when no line of its rule comes out
otherwise. One that means the same as the trigger is named in EQUIVALENT, with the reason.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from tests.forms.alert_cases import AlertCase, all_cases
from tests.forms.alert_table import family_of, found_level, full_form
from tests.forms.case import Case
from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.domain.ids import ItemId, RuleId
from thinkfamily_desktop.forms.conditions import (
    AgeIs,
    AlertRaised,
    AllOf,
    Answered,
    AnyOf,
    Compare,
    Condition,
    HasGap,
    HasRole,
    Is,
    IsNot,
    Not,
    OfPeople,
    OfRows,
)
from thinkfamily_desktop.forms.evaluate import Engine, engine_of
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.model import ChoiceItem, Rule, SeveralItem
from thinkfamily_desktop.forms.parse_condition import walk
from thinkfamily_desktop.forms.plan import Plan

Mutation = tuple[str, Condition]

_ONLY_ASKED_THEN = "the question beside it is asked only then, and a hidden answer counts for nothing"
_ONLY_CHILDREN = "it is asked of children alone, so that nobody else can have an answer"
_ONLY_CHILD_ROLES = "the rule is of each child, and each child is a child or unborn whatever other role they have"
_NOT_RAISED = "with this answer alone the rule is not raised, and so has no level"
_NEVER_EIGHTEEN = "somebody who is certainly 18 is no child, and is not asked"
_SAME_CHILDREN = "every child is a child or unborn and nobody else is, so that each of these says: no child at all"

EQUIVALENT: dict[tuple[str, str], str] = {
    ("R04", "any 2 / all 1 / role parent added"): _ONLY_CHILD_ROLES,
    ("R04", "any 2 / all 3 / not / safe.singled_out: True added"): "where it is true the first limb raises the rule",
    ("R08", "any 3 / all 1 / role parent added"): _ONLY_CHILD_ROLES,
    ("R14", "any 2 / children to everyone"): _ONLY_CHILDREN,
    ("R16", "discuss when: safe.means_reach: locked added"): _NOT_RAISED,
    ("R17", "all 1 / any 2 / children to everyone"): _ONLY_CHILDREN,
    ("R19", "discuss when: all 1 / an.sig_harm: no-cause added"): _NOT_RAISED,
    ("A02", "any 2 / all 1 / role parent added"): _ONLY_CHILD_ROLES,
    **{
        ("A08", what): _ONLY_ASKED_THEN
        for what in (
            "all: limb 2 (hh.pregnant, role unborn, age None-12) dropped",
            "all 2 / any 1 / hh.pregnant: nobody added",
            "all 2 / any 2 / everyone to children",
            "all 2 / any 2 / of everyone / role unborn turned round",
            "all 2 / any 2 / of everyone / role child added",
            "all 2 / any 2 / of everyone / role parent added",
            "all 2 / any 3 / children to everyone",
            "all 2 / any 3 / of children / age None-12 turned round",
            "all 2 / any 3 / of children / years and months change places",
            "all 2 / any 3 / of children / under 12 dropped",
            "all 2 / any 3 / of children / under 12 to 13",
        )
    },
    ("A12", "all: limb 2 (role child) dropped"): _ONLY_ASKED_THEN,
    ("A12", "all 2 / role unborn added"): _ONLY_ASKED_THEN,
    ("A12", "all 2 / role parent added"): _ONLY_ASKED_THEN,
    ("A17", "all 1 / pmh.physical: none added"): _ONLY_ASKED_THEN,
    ("B02", "all 1 / under 18 dropped"): _NEVER_EIGHTEEN,
    ("B02", "all 1 / under 18 to 19"): _NEVER_EIGHTEEN,
    ("B03", "any 2 / adults to everyone"): "it is asked of adults alone, so that nobody else can have an answer",
    ("B09", "all 2 / not / any of children to every"): _SAME_CHILDREN,
    ("B09", "all 2 / not / children to everyone"): _SAME_CHILDREN,
    ("B09", "all 2 / not / of children / role parent added"): _SAME_CHILDREN,
    ("Q01", "all: limb 1 (pmh.suicide) dropped"): _ONLY_ASKED_THEN,
    ("Q01", "all 1 / pmh.suicide: none added"): _ONLY_ASKED_THEN,
}
"""Mutants that mean the same as the trigger, by rule and description: why. One that is killed after all is told."""


@dataclass(frozen=True)
class Mutant:
    """One rule, broken in one place."""

    rule: Rule
    what: str
    broken: Rule


def mutants_of(rule: Rule) -> Iterator[Mutant]:
    """Every mutant of a rule: of its trigger and of the conditions of its levels."""
    for what, condition in mutations(rule.when):
        yield Mutant(rule, what, rule.model_copy(update={"when": condition}))
    for place, level in enumerate(rule.levels):
        where = f"{level.level.value} when: "
        for what, condition in mutations(level.when):
            changed = level.model_copy(update={"when": condition})
            levels = (*rule.levels[:place], changed, *rule.levels[place + 1 :])
            yield Mutant(rule, where + what, rule.model_copy(update={"levels": levels}))
        levels = (*rule.levels[:place], *rule.levels[place + 1 :])
        yield Mutant(rule, where + "dropped", rule.model_copy(update={"levels": levels}))


def mutations(condition: Condition) -> Iterator[Mutation]:
    """Every condition that is this one with one thing changed."""
    match condition:
        case AllOf(parts):
            yield from _of_parts("all", parts, AllOf, AnyOf)
        case AnyOf(parts):
            yield from _of_parts("any", parts, AnyOf, AllOf)
        case Not(part):
            yield f"not dropped before {_named(part)}", part
            yield from ((f"not / {what}", Not(changed)) for what, changed in mutations(part))
        case OfPeople(quantifier, people, part):
            turned: Literal["any", "every"] = "every" if quantifier == "any" else "any"
            yield f"{quantifier} of {people} to {turned}", replace(condition, quantifier=turned)
            for other in ("children", "adults", "everyone"):
                if other != people:
                    yield f"{people} to {other}", replace(condition, people=other)
            yield from (
                (f"of {people} / {what}", replace(condition, part=changed)) for what, changed in mutations(part)
            )
        case OfRows(quantifier, rows, part):
            turned = "every" if quantifier == "any" else "any"
            yield f"{quantifier} row of {rows} to {turned}", replace(condition, quantifier=turned)
            yield from ((f"rows / {what}", replace(condition, part=changed)) for what, changed in mutations(part))
        case _:
            yield f"{_named(condition)} turned round", Not(condition)
            yield from _of_leaf(condition)


def _of_parts(
    name: str,
    parts: tuple[Condition, ...],
    same: Callable[[tuple[Condition, ...]], Condition],
    other: Callable[[tuple[Condition, ...]], Condition],
) -> Iterator[Mutation]:
    if len(parts) > 1:
        yield f"{name} of {_named(*parts)} to the other", other(parts)
    for place, part in enumerate(parts):
        before, after = parts[:place], parts[place + 1 :]
        if len(parts) > 1:
            yield f"{name}: limb {place + 1} ({_named(part)}) dropped", same((*before, *after))
        for what, changed in mutations(part):
            yield f"{name} {place + 1} / {what}", same((*before, changed, *after))


def _of_leaf(leaf: Condition) -> Iterator[Mutation]:
    match leaf:
        case Is(item, values) | IsNot(item, values):
            for place, value in enumerate(values):
                rest = (*values[:place], *values[place + 1 :])
                if rest:
                    yield f"{item}: {value} taken away", replace(leaf, values=rest)
                else:
                    yield f"{item}: {value} changed", replace(leaf, values=(_another(item, values),))
            for other in _others(item, values):
                yield f"{item}: {other} added", replace(leaf, values=(*values, other))
        case Answered(item, wanted):
            yield f"{item}: answered {wanted} turned round", Answered(item, not wanted)
        case HasGap(item, gaps):
            for gap in gaps:
                yield f"{item}: gap {gap.value} taken away", replace(leaf, gaps=tuple(g for g in gaps if g != gap))
            for gap in set(Gap) - set(gaps):
                yield f"{item}: gap {gap.value} added", replace(leaf, gaps=(*gaps, gap))
        case Compare(_, at_least, at_most):
            yield from _of_bounds(leaf, at_least, at_most)
        case AgeIs():
            yield from _of_age(leaf)
        case HasRole(roles):
            for role in ("child", "unborn", "parent"):
                changed = tuple(each for each in roles if each != role) if role in roles else (*roles, role)
                yield f"role {role} {'taken away' if role in roles else 'added'}", HasRole(changed)
        case AlertRaised(rules, _, anywhere):
            yield f"anywhere to {not anywhere}", replace(leaf, anywhere=not anywhere)
            for rule in rules:
                yield f"{rule} taken away", replace(leaf, rules=tuple(each for each in rules if each != rule))
        case _:
            pass  # what has parts is gone into above


def _of_bounds(leaf: Compare, at_least: object, at_most: object) -> Iterator[Mutation]:
    yield "bounds change places", replace(leaf, at_least=leaf.at_most, at_most=leaf.at_least)
    for name, bound in (("at_least", at_least), ("at_most", at_most)):
        if isinstance(bound, Decimal):
            for step in (-1, 1):
                moved: dict[str, Any] = {name: bound + step}
                yield f"{name} {bound} to {bound + step}", replace(leaf, **moved)


def _of_age(leaf: AgeIs) -> Iterator[Mutation]:
    yield f"possibly to {not leaf.possibly}", replace(leaf, possibly=not leaf.possibly)
    yield "years and months change places", replace(leaf, unit="months" if leaf.unit == "years" else "years")
    for name in ("at_least", "under"):
        bound = getattr(leaf, name)
        if bound is not None:
            without: dict[str, Any] = {name: None}
            yield f"{name} {bound} dropped", replace(leaf, **without)
            for step in (-1, 1):
                yield f"{name} {bound} to {bound + step}", replace(leaf, **{name: bound + step})


def _named(*conditions: Condition) -> str:
    """The items, roles or rules that stand in conditions, to tell limbs apart."""
    found = []
    for node in (node for condition in conditions for node in walk(condition)):
        match node:
            case Is(item) | IsNot(item) | Answered(item) | HasGap(item) | Compare(item):
                found.append(str(item))
            case AgeIs(at_least, under):
                found.append(f"age {at_least}-{under}")
            case HasRole(roles):
                found.append("role " + " ".join(roles))
            case AlertRaised(rules):
                found.append(f"alerts {rules[0][0]}")
            case _:
                pass
    return ", ".join(dict.fromkeys(found))


@cache
def _codes(item: ItemId) -> tuple[str, ...]:
    form = full_form()
    found = next(each for each in form_items(form) if each.id == item)
    return tuple(option.code for option in form.options(found)) if isinstance(found, ChoiceItem | SeveralItem) else ()


def _others(item: ItemId, values: Sequence[str | bool]) -> tuple[str | bool, ...]:
    if isinstance(values[0], bool):
        return tuple(value for value in (True, False) if value not in values)
    return tuple(code for code in _codes(item) if code not in values)


def _another(item: ItemId, values: Sequence[str | bool]) -> str | bool:
    return next(iter(_others(item, values)), "no-such-code")


# -- killing


@cache
def _lines(rule: str) -> tuple[tuple[AlertCase, Case], ...]:
    return tuple((case, family_of(case)) for case in all_cases() if case.rule == rule)


def engine_with(broken: Rule) -> Engine:
    """The engine of the full form with one rule as it is here, and all else the same."""
    plan: Plan = engine_of(full_form()).plan
    compiled = plan.compiler.compile
    was = plan.rules[broken.id]
    of_record = {level: told for level, _, told in was.levels}
    changed = replace(
        was,
        rule=broken,
        when=compiled(broken.when),
        levels=tuple((each.level, compiled(each.when), of_record[each.level]) for each in broken.levels),
    )
    other = copy(plan)
    other.rules = {**plan.rules, RuleId(broken.id): changed}
    return Engine(other)


def killed_by(mutant: Mutant) -> AlertCase | None:
    """The first line of the table that comes out otherwise; None when the mutant lives."""
    engine = engine_with(mutant.broken)
    lines = sorted(_lines(mutant.rule.id), key=lambda line: _telling(mutant, line[0]))
    return next((case for case, family in lines if found_level(case, family, engine) != case.expected), None)


def _telling(mutant: Mutant, case: AlertCase) -> bool:
    """Lines whose words stand in the mutant's description come first: they will be the ones to notice."""
    return not any(word in mutant.what for word in case.in_words.replace(":", "").split() if len(word) > 2)


def living(rules: Sequence[str] = (), *, every: int = 1) -> tuple[int, list[str], list[str]]:
    """How many mutants there are, which live, and which that are named equivalent do not. `every` takes a sample."""
    mutants = [
        mutant for rule in full_form().rules.rules if not rules or rule.id in rules for mutant in mutants_of(rule)
    ][::every]
    alive: list[str] = []
    wrongly_named: list[str] = []
    for mutant in mutants:
        killer = killed_by(mutant)
        named = (mutant.rule.id, mutant.what) in EQUIVALENT
        if killer is None and not named:
            alive.append(f"{mutant.rule.id}: {mutant.what}")
        if killer is not None and named:
            wrongly_named.append(f"{mutant.rule.id}: {mutant.what}")
    return len(mutants), alive, wrongly_named


def main(arguments: Sequence[str]) -> int:
    """Print killed of total, and every mutant that lives. 1 when one does."""
    total, alive, wrongly_named = living(arguments)
    same = {pair: why for pair, why in EQUIVALENT.items() if not arguments or pair[0] in arguments}
    for said in alive:
        print(f"LIVES       {said}")
    for said in wrongly_named:
        print(f"NOT ALIKE   {said}")
    for (rule, what), why in same.items():
        print(f"equivalent  {rule}: {what}: {why}")
    meant = total - len(same)
    print(f"killed {meant - len(alive)} of {meant}; {len(same)} more mean the same as the trigger")
    return 1 if alive or wrongly_named else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
