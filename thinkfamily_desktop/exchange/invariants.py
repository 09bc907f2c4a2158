"""FHIR's own rules for Questionnaires (que-*), checked by ourselves: no library we know of checks them all."""

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from thinkfamily_desktop.exchange.fhir import Json
from thinkfamily_desktop.exchange.shapes import Finding, shape_findings

QUESTION_TYPES = (
    "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url", "choice", "open-choice",
    "attachment", "reference", "quantity",
)  # fmt: skip
TYPES = ("group", "display", *QUESTION_TYPES)
OPERATORS = ("exists", "=", "!=", ">", "<", ">=", "<=")
WITH_LENGTH = ("boolean", "decimal", "integer", "string", "text", "url", "open-choice")
STATES = ("draft", "active", "retired", "unknown")
_NAME = re.compile(r"[A-Z][A-Za-z0-9_]{0,254}\Z")


class Found(NamedTuple):
    """An item with its place, and the repeated groups that it stands in, outermost first."""

    raw: Json
    path: str
    repeats: tuple[str, ...]


def items_of(resource: Json, path: str = "Questionnaire") -> Iterator[Found]:
    """Every item of a Questionnaire, those inside after what holds them."""
    yield from _walk(resource, path, ())


def _walk(holder: Json, path: str, repeats: tuple[str, ...]) -> Iterator[Found]:
    for position, raw in enumerate(holder.get("item", ())):
        there = f"{path}.item[{position}]"
        yield Found(raw, there, repeats)
        inner = (*repeats, raw["linkId"]) if raw["type"] == "group" and raw.get("repeats") else repeats
        yield from _walk(raw, there, inner)


def questionnaire_findings(resource: object) -> tuple[Finding, ...]:
    """Everything in which a Questionnaire breaks FHIR's rules. When its shape is wrong, only that is said."""
    shape = tuple(shape_findings(resource))
    if shape or not isinstance(resource, dict):
        return shape
    return tuple(_rules(resource))


def _rules(resource: Json) -> Iterator[Finding]:
    name = resource.get("name")
    if name is not None and not _NAME.match(name):
        yield Finding(
            "que-0", "Questionnaire.name", f"{name!r} is no name for a program.", "Letters, digits, _; a capital first."
        )
    if resource.get("status") not in STATES:
        yield Finding("tf-status", "Questionnaire.status", "It has no status.", f"One of: {', '.join(STATES)}.")
    found = list(items_of(resource))
    first: dict[str, str] = {}
    for each in found:
        link = each.raw["linkId"]
        if link in first:
            yield Finding(
                "que-2", each.path, f"{link!r} is used twice, first at {first[link]}.", "A linkId is used once."
            )
        first.setdefault(link, each.path)
    by_link = {each.raw["linkId"]: each for each in found}
    for each in found:
        yield from _item(each)
        yield from _enable_when(each, by_link)
    yield from _circles(found, by_link)


def _item(found: Found) -> Iterator[Finding]:
    raw, path, kind = found.raw, found.path, found.raw["type"]
    if kind not in TYPES:
        yield Finding("tf-type", path, f"{kind!r} is no type of item.", f"One of: {', '.join(TYPES)}.")
        return
    if kind == "group" and not raw.get("item"):
        yield Finding("que-1", path, "A group without anything in it.", "Give it items, or make it a display item.")
    if kind == "display":
        yield from _display(raw, path)
    if "answerOption" in raw and "answerValueSet" in raw:
        yield Finding("que-4", path, "It has both answerOption and answerValueSet.", "Keep one of them.")
    if "answerValueSet" in raw and kind not in ("choice", "open-choice"):
        yield Finding("que-5", path, "Only a choice can have an answerValueSet.", "Take it away, or make it a choice.")
    if "initial" in raw and kind in ("group", "display"):
        yield Finding("que-8", path, "A group or display item has no initial value.", "Take it away.")
    if "maxLength" in raw and kind not in WITH_LENGTH:
        yield Finding("que-10", path, f"A {kind} has no maxLength.", "Take it away.")
    if "answerOption" in raw and "initial" in raw:
        yield Finding("que-11", path, "With answerOption the initial one is marked there.", "Use initialSelected.")
    if len(raw.get("initial", ())) > 1 and not raw.get("repeats"):
        yield Finding("que-13", path, "Several initial values for one answer.", "Keep one, or let it repeat.")
    if len(raw.get("enableWhen", ())) > 1 and raw.get("enableBehavior") is None:
        yield Finding(
            "que-12", path, "Several conditions, and not said how they join.", "Add enableBehavior: all or any."
        )
    if raw.get("enableBehavior") not in (None, "all", "any"):
        yield Finding("tf-behaviour", path, "enableBehavior is all or any.", "Write one of them.")
    codes = [
        str(option["valueCoding"].get("code")) for option in raw.get("answerOption", ()) if "valueCoding" in option
    ]
    if len(set(codes)) < len(codes):
        yield Finding("tf-option-twice", path, "Two options have the same code.", "Give each its own code.")


def _display(raw: Json, path: str) -> Iterator[Finding]:
    if raw.get("item"):
        yield Finding("que-1", path, "A display item holds other items.", "Make it a group.")
    if "code" in raw:
        yield Finding("que-3", path, "A display item has no code.", "Take it away.")
    if "required" in raw or "repeats" in raw:
        yield Finding("que-6", path, "A display item is neither required nor repeated.", "Take that away.")
    if "readOnly" in raw:
        yield Finding("que-9", path, "A display item is never filled in, so it is not readOnly.", "Take it away.")


def _enable_when(found: Found, by_link: dict[str, Found]) -> Iterator[Finding]:
    for position, limb in enumerate(found.raw.get("enableWhen", ())):
        there = f"{found.path}.enableWhen[{position}]"
        target = by_link.get(limb["question"])
        if target is None:
            yield Finding("tf-target", there, f"There is no question {limb['question']!r}.", "Correct its linkId.")
        elif target.raw["type"] in ("group", "display"):
            yield Finding("tf-target", there, f"{limb['question']!r} is never answered.", "Name a question.")
        if limb["operator"] not in OPERATORS:
            yield Finding(
                "tf-operator", there, f"{limb['operator']!r} is no operator.", f"One of: {', '.join(OPERATORS)}."
            )
        answers = [key for key in limb if key.startswith("answer")]
        if len(answers) != 1:
            yield Finding("tf-one-answer", there, "It compares with exactly one answer[x].", "Keep one.")
        elif limb["operator"] == "exists" and answers != ["answerBoolean"]:
            yield Finding("que-7", there, "`exists` goes with answerBoolean.", "Write answerBoolean: true or false.")


def _circles(found: list[Found], by_link: dict[str, Found]) -> Iterator[Finding]:
    """Items that wait for each other; an item waits for what holds it too."""
    graph: dict[str, set[str]] = {each.raw["linkId"]: set() for each in found}
    for each in found:
        graph[each.raw["linkId"]].update(limb["question"] for limb in each.raw.get("enableWhen", ()))
        for inner in each.raw.get("item", ()):
            graph[inner["linkId"]].add(each.raw["linkId"])
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        path = [str(link) for link in circle.args[1][::-1]]
        place = by_link[path[0]].path if path[0] in by_link else "Questionnaire"
        says = f"Conditions go round in a circle: {' needs '.join(path)}."
        yield Finding("tf-circle", place, says, "Take one of these conditions away.")
