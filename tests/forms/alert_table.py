"""`python -m tests.forms.alert_table`: prints the alert test table, and what the forms say to each line."""

import sys
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from tests.forms.alert_cases import AlertCase, all_cases
from tests.forms.case import NOW, Case, alert_key
from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.forms.evaluate import Engine, engine_of
from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import DateItem, Form, Item
from thinkfamily_desktop.session.items import items_by_id
from thinkfamily_desktop.settings.locations import forms_folder

Said = Mapping[str, Any]

SUPPORTED: Said = {
    "pmh.now": "well", "pmh.suicide": "none", "pmh.child_in_belief": "none", "pmh.harm_child": "none",
    "pmh.psychosis": "none", "hh.pregnant": "nobody", "pmh.treatment_taken": "as-agreed", "pmh.insight_child": "fully",
}  # fmt: skip
SUPPORTED_CHILD: Said = {
    "safe.now_carer": "parent-able", "ch.seen": "awake", "ch.spoken": "alone", "ch.dependable": True,
    "ch.caring": "does-not", "ch.injury": False, "safe.basic_now": True, "an.sig_harm": "no-cause",
}  # fmt: skip


@cache
def the_set() -> FormSet:
    """The forms that are shipped."""
    return load_set(forms_folder() / "think_family")


@cache
def full_form() -> Form:
    """The whole assessment."""
    return the_set().form("full")


@cache
def _items() -> Mapping[str, Item]:
    return items_by_id(full_form())


def family_of(case: AlertCase) -> Case:
    """The family that a line tells of: supported in everything but what it says."""
    made = Case(form=full_form()).person("Ada", "parent").person("Ola", "partner").assesses("ada").says(SUPPORTED)
    if case.who in ("two children", "unborn too"):
        made.person("Ben", "child", born=case.born).person("Cat", "child", born=PartialDate(2013, 5, 1))
        made.says(SUPPORTED_CHILD, "ben").says(SUPPORTED_CHILD, "cat")
    if case.who == "unborn too":
        made.person("Dot", "unborn")
    if case.who == "unborn only":
        made.person("Ben", "unborn")
    for name, said in case.said.items():
        _say(made, name, said)
    return made


def _say(case: Case, name: str, said: object) -> None:
    """Say it of whom the question asks: Ben, his parent Ada, the family, or whoever stands behind the @."""
    item, _, about = name.partition("@")
    held = _items()[item].held_by == "family"
    asked_of = engine_of(full_form()).plan.places[item].asked_of  # type: ignore[index]  # ids are text
    person = about or {"once": "", "assessed": "ada"}.get(asked_of, "ben")
    if isinstance(said, list) and said and isinstance(said[0], dict):
        rows = [f"{item}-{number}" for number in range(len(said))]
        for row, cells in zip(rows, said, strict=True):
            for cell, value in cells.items():
                if value is not None:
                    _put(case, cell, _as_given(cell, value), person, row, held=held)
        said = rows
    _put(case, item, _as_given(item, said), person, "", held=held)


def _as_given(item: str, said: object) -> object:
    return date.fromisoformat(said) if isinstance(_items()[item], DateItem) and type(said) is str else said


def _put(case: Case, item: str, said: object, person: str, row: str, *, held: bool) -> None:
    if not held:
        case.says({item: said}, person, row=row)
    elif said is None:
        gone = {key for key in case.family.facts if key.item == item and key.subject.id == person}
        facts = {key: answer for key, answer in case.family.facts.items() if key not in gone}
        case.family = type(case.family)(case.family.id, case.family.reference, case.family.people, facts)
    else:
        case.fact(item, said, person, row)


def found_level(case: AlertCase, family: Case, engine: Engine) -> str:
    """The level at which the rule of a line is raised, about Ben or about the family; empty when it is not."""
    state = engine.evaluate(family.family, family.answers, (), NOW, frozenset())
    asked_of = next(rule.asked_of for rule in full_form().rules.rules if rule.id == case.rule)
    key = alert_key(case.rule, "" if asked_of == "once" else "ben")
    return next((alert.level.value for alert in state.alerts if alert.key == key and alert.met), "")


def main() -> int:
    """Print the table. 1 when a line does not do what it says."""
    engine, wrong = engine_of(full_form()), 0
    cases = all_cases()
    for case in cases:
        found = found_level(case, family_of(case), engine)
        wrong += found != case.expected
        told = "ok" if found == case.expected else f"WRONG: {found or 'quiet'}"
        print(f"{case.rule}  {case.kind:<8}{case.expected or 'quiet':<9}{told:<4} {case.in_words}")
    kinds = Counter(case.kind for case in cases)
    said = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    print(f"{len(cases)} lines ({said}) for {len({case.rule for case in cases})} rules; {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
