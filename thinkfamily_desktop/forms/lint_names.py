"""Lint of what things are called: ids, codes, lists and versions."""

import re
from collections.abc import Iterator

from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.forms.form_set import FormSet, Place
from thinkfamily_desktop.forms.model import ChoiceItem, Option, SeveralItem
from thinkfamily_desktop.forms.problems import FormProblem, did_you_mean

_ITEM_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*\Z")
_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)\Z")
_GAP_CODES = frozenset(Gap) | {gap.replace("-", "_") for gap in Gap}


def name_problems(form_set: FormSet) -> Iterator[FormProblem]:
    """Ids given twice or badly, option codes, lists missing or unused, versions that are none."""
    yield from _item_ids(form_set)
    yield from _other_ids(form_set)
    yield from _versions(form_set)
    yield from _lists(form_set)


def _item_ids(form_set: FormSet) -> Iterator[FormProblem]:
    first: dict[str, Place] = {}
    for placed in form_set.items():
        item, there = placed.item.id, placed.place.at("id")
        if item in first:
            yield _twice(item, first[item], there)
        first.setdefault(item, there)
        if not _ITEM_ID.match(item):
            yield there.error(f"{item!r} cannot be the id of an item.", "Use lower case, such as child.seen_alone.")


def _twice(said: str, first: Place, there: Place) -> FormProblem:
    return there.error(
        f"{said!r} is used twice, first in {first.file.name} line {first.line}.",
        "Give this one another id; ids are never reused in a set.",
    )


def _other_ids(form_set: FormSet) -> Iterator[FormProblem]:
    shared = form_set.any_form
    yield from _repeated([(rule.id, place.at("id")) for rule, place in form_set.rules()])
    criteria = form_set.place("criteria.yaml", "criteria")
    yield from _repeated([(each.id, criteria.at(at, "id")) for at, each in enumerate(shared.criteria)])
    readers = form_set.place("recipients.yaml", "readers")
    yield from _repeated([(each.id, readers.at(at, "id")) for at, each in enumerate(shared.recipients.readers)])
    for name, form in form_set.forms.items():
        yield from _repeated([(page.id, form_set.page_place(name, page).at("id")) for page in form.pages])
        yield from _repeated([(str(page.number), form_set.page_place(name, page).at("number")) for page in form.pages])
        for page in form.pages:
            sections = form_set.page_place(name, page).at("sections")
            yield from _repeated([(each.id, sections.at(at, "id")) for at, each in enumerate(page.sections)])


def _repeated(named: list[tuple[str, Place]]) -> Iterator[FormProblem]:
    first: dict[str, Place] = {}
    for name, there in named:
        if name in first:
            yield _twice(name, first[name], there)
        first.setdefault(name, there)


def _versions(form_set: FormSet) -> Iterator[FormProblem]:
    said = [(form_set.info.version, form_set.place("set.yaml", "version"))]
    for file in form_set.files:
        place = form_set.place(file, "version")
        if file.endswith("/form.yaml") and isinstance(place.data, str):
            said.append((place.data, place))
    for version, place in said:
        if not _VERSION.match(version):
            yield place.error(f"{version!r} is not a version.", "Write three numbers, such as 1.0.0.")


def _lists(form_set: FormSet) -> Iterator[FormProblem]:
    lists = form_set.any_form.lists
    used: set[str] = set()
    for placed in form_set.items():
        item = placed.item
        if not isinstance(item, ChoiceItem | SeveralItem):
            continue
        yield from _options(item.options, placed.place.at("options"))
        if item.list is None:
            if not item.options:
                yield placed.place.error(f"{item.id} has nothing to choose from.", "Add `options:` or name a `list:`.")
            continue
        used.add(item.list)
        there = placed.place.at("list")
        if item.options:
            yield there.error(f"{item.id} has both options and a list.", "Keep one of them.")
        if item.list not in lists:
            remedy = f"{did_you_mean(item.list, lists)} Add it to lists.yaml, or correct its name.".strip()
            yield there.error(f"There is no list {item.list!r}.", remedy)
    for name, options in lists.items():
        place = form_set.place("lists.yaml", "lists", name)
        yield from _options(options, place)
        if not options:
            yield place.error(f"The list {name!r} is empty.", "Add its options.")
        if name not in used:
            yield place.advice(f"No item uses the list {name!r}.", "Take it out, or name it where it is meant.")


def _options(options: tuple[Option, ...], place: Place) -> Iterator[FormProblem]:
    yield from _repeated([(option.code, place.at(at, "code")) for at, option in enumerate(options)])
    for position, option in enumerate(options):
        there = place.at(position, "code")
        if option.code in _GAP_CODES:
            yield there.error(
                f"{option.code!r} is a gap, not an option.",
                "Take it out: every item offers its gaps by itself (`gaps:`).",
            )
        elif not option.code or option.code != option.code.strip() or " " in option.code:
            yield there.error(f"{option.code!r} cannot be an option's code.", "Use one word, such as step-parent.")
    offered = [option for option in options if not option.retired]
    if len(offered) > 1 and str(offered[0].label).lower().split()[:1] == ["other"]:
        yield place.at(options.index(offered[0])).advice("The list begins with “Other”.", "Put it last.")
