"""Questionnaires that say when a question shows, each with the rule it tests, some answers, and what then shows.

Written from the definition of Questionnaire.item.enableWhen in FHIR R4 (4.0.1) and from rule F5 of the peers page:
not-equal holds while unanswered; a multiple choice equals a code when any of its answers does; two equals under `all`
mean both; `exists` asks for an answer; in a repeat the question of the same repetition is meant.

Run as a module it prints every case with its Questionnaire and QuestionnaireResponse as JSON, which is what
`second_opinion.mjs` reads.
"""

# ruff: noqa: E501  # a case stands on one line
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from thinkfamily_desktop.exchange.fhir import Json

R4 = "R4 Questionnaire.item.enableWhen: "
DEFINITIONS = {
    "exists": R4 + "operator exists: true if whether an answer exists is equal to the enableWhen answer",
    "equal": R4 + "operator =: true if an answer has a value equal to the enableWhen answer",
    "not equal": R4 + "operator !=: true if no answer for the question has a value that is equal; F5: true unanswered",
    "order": R4
    + "operators > < >= <=: true if an answer has a value that is greater (less) than the enableWhen answer",
    "all": R4 + "enableBehavior all: enable when all the enableWhen criteria are satisfied",
    "any": R4 + "enableBehavior any: enable when any of the enableWhen criteria is satisfied",
    "several": "F5: a multi-select equals a code when any of its answers does; two equals under all mean both ticked",
    "repeat": "F5: in a repeat the question means the one in the same instance first (R4: nearest by ancestor)",
    "inside": R4 + "if an item is not enabled, neither is anything in it",
    "hidden": "F7: a hidden answer is kept in the draft and counts for nothing",
}


@dataclass(frozen=True)
class Case:
    """One case. Answers are by linkId; those of a repeated group are a list of such answers, one a repetition."""

    name: str
    rule: str
    items: list[Json]
    answers: Mapping[str, Any] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def questionnaire(self) -> Json:
        return {
            "resourceType": "Questionnaire",
            "status": "active",
            "language": "en",
            "title": "Case",
            "item": self.items,
        }

    @property
    def response(self) -> Json:
        items = _answered(self.items, self.answers)
        return {"resourceType": "QuestionnaireResponse", "status": "in-progress"} | ({"item": items} if items else {})


VALUE = {
    "boolean": "valueBoolean",
    "integer": "valueInteger",
    "decimal": "valueDecimal",
    "date": "valueDate",
    "string": "valueString",
    "text": "valueString",
    "choice": "valueCoding",
}


def _answered(items: list[Json], answers: Mapping[str, Any]) -> list[Json]:
    found: list[Json] = []
    for item in items:
        link = item["linkId"]
        if item["type"] == "group":
            repetitions = answers.get(link, []) if item.get("repeats") else [answers]
            inside_each = [_answered(item["item"], repetition) for repetition in repetitions]
            found += [{"linkId": link, "item": inside} for inside in inside_each if inside]
        elif item["type"] != "display" and (item.get("item") or link in answers):
            said = answers.get(link, [])
            values = said if isinstance(said, list) else [said]
            made = [{VALUE[item["type"]]: {"code": value} if item["type"] == "choice" else value} for value in values]
            inside = _answered(item.get("item", []), answers)
            if inside and made:
                made[0]["item"] = inside
            if made:
                found.append({"linkId": link, "answer": made})
    return found


def asks(link: str, kind: str = "boolean", *conditions: Json, behaviour: str = "", **more: Any) -> Json:
    """A question; a choice has the codes a, b and c."""
    item: Json = {"linkId": link, "text": link, "type": kind, **more}
    if kind == "choice":
        item["answerOption"] = [{"valueCoding": {"code": code, "display": code.upper()}} for code in "abc"]
    if conditions:
        item["enableWhen"] = list(conditions)
    if behaviour:
        item["enableBehavior"] = behaviour
    return item


def group(link: str, *inside: Json, when: tuple[Json, ...] = (), behaviour: str = "", **more: Any) -> Json:
    """A group."""
    return asks(link, "group", *when, behaviour=behaviour, item=list(inside), **more)


def when(question: str, operator: str, **answer: Any) -> Json:
    """One limb: `when("x", "=", code="a")`."""
    ((kind, value),) = answer.items()
    key = {
        "truth": "Boolean",
        "code": "Coding",
        "whole": "Integer",
        "number": "Decimal",
        "day": "Date",
        "words": "String",
    }
    return {
        "question": question,
        "operator": operator,
        f"answer{key[kind]}": {"code": value} if kind == "code" else value,
    }


def _one(name: str, rule: str, kind: str, limb: Json, said: Any, *, shows: bool, **more: Any) -> Case:
    items = [asks("q", kind, **more), asks("t", "string", limb)]
    result = {"shown": ("q", "t")} if shows else {"shown": ("q",), "hidden": ("t",)}
    return Case(name, rule, items, {} if said is None else {"q": said}, **result)


def _singles() -> list[Case]:
    yes, a = {"truth": True}, {"code": "a"}
    rows: list[tuple[str, str, str, Json, Any, bool]] = [
        ("exists true, unanswered", "exists", "boolean", when("q", "exists", **yes), None, False),
        ("exists true, answered", "exists", "boolean", when("q", "exists", **yes), True, True),
        ("exists true, answered no", "exists", "boolean", when("q", "exists", **yes), False, True),
        ("exists false, unanswered", "exists", "boolean", when("q", "exists", truth=False), None, True),
        ("exists false, answered", "exists", "boolean", when("q", "exists", truth=False), True, False),
        ("exists true of a choice", "exists", "choice", when("q", "exists", **yes), "b", True),
        ("exists true of a number that is nought", "exists", "integer", when("q", "exists", **yes), 0, True),
        ("equal true, unanswered", "equal", "boolean", when("q", "=", **yes), None, False),
        ("equal true, yes", "equal", "boolean", when("q", "=", **yes), True, True),
        ("equal true, no", "equal", "boolean", when("q", "=", **yes), False, False),
        ("equal false, no", "equal", "boolean", when("q", "=", truth=False), False, True),
        ("equal false, unanswered", "equal", "boolean", when("q", "=", truth=False), None, False),
        ("equal a code", "equal", "choice", when("q", "=", **a), "a", True),
        ("equal another code", "equal", "choice", when("q", "=", **a), "b", False),
        ("equal words", "equal", "string", when("q", "=", words="so"), "so", True),
        ("equal other words", "equal", "string", when("q", "=", words="so"), "no", False),
        ("equal a number", "equal", "decimal", when("q", "=", number=1.5), 1.5, True),
        ("equal a day", "equal", "date", when("q", "=", day="2026-03-31"), "2026-03-31", True),
        ("not equal true, unanswered", "not equal", "boolean", when("q", "!=", **yes), None, True),
        ("not equal true, yes", "not equal", "boolean", when("q", "!=", **yes), True, False),
        ("not equal true, no", "not equal", "boolean", when("q", "!=", **yes), False, True),
        ("not equal a code, unanswered", "not equal", "choice", when("q", "!=", **a), None, True),
        ("not equal a code, that code", "not equal", "choice", when("q", "!=", **a), "a", False),
        ("not equal a code, another", "not equal", "choice", when("q", "!=", **a), "b", True),
        ("not equal words, unanswered", "not equal", "string", when("q", "!=", words="so"), None, True),
        ("not equal a number, unanswered", "not equal", "integer", when("q", "!=", whole=3), None, True),
        ("not equal a number, that number", "not equal", "integer", when("q", "!=", whole=3), 3, False),
        ("not equal a day, unanswered", "not equal", "date", when("q", "!=", day="2026-03-31"), None, True),
        ("not equal a day, another", "not equal", "date", when("q", "!=", day="2026-03-31"), "2026-04-01", True),
        ("more, unanswered", "order", "integer", when("q", ">", whole=3), None, False),
        ("more, just so many", "order", "integer", when("q", ">", whole=3), 3, False),
        ("more, one more", "order", "integer", when("q", ">", whole=3), 4, True),
        ("less, unanswered", "order", "integer", when("q", "<", whole=3), None, False),
        ("less, just so many", "order", "integer", when("q", "<", whole=3), 3, False),
        ("less, one less", "order", "integer", when("q", "<", whole=3), 2, True),
        ("at least, just so much", "order", "decimal", when("q", ">=", number=1.5), 1.5, True),
        ("at least, a little less", "order", "decimal", when("q", ">=", number=1.5), 1.49, False),
        ("at most, just so much", "order", "decimal", when("q", "<=", number=1.5), 1.5, True),
        ("at most, unanswered", "order", "decimal", when("q", "<=", number=1.5), None, False),
        ("on or after a day", "order", "date", when("q", ">=", day="2026-03-31"), "2026-03-31", True),
        ("after a day, on it", "order", "date", when("q", ">", day="2026-03-31"), "2026-03-31", False),
        ("before a day", "order", "date", when("q", "<", day="2026-03-31"), "2026-03-30", True),
    ]  # fmt: skip
    found = [
        _one(name, DEFINITIONS[rule], kind, limb, said, shows=shows) for name, rule, kind, limb, said, shows in rows
    ]
    many: list[tuple[str, Json, Any, bool]] = [
        ("equal a code, one of two ticked", when("q", "=", **a), ["b", "a"], True),
        ("equal a code, another ticked", when("q", "=", **a), ["b"], False),
        ("equal a code, none ticked", when("q", "=", **a), None, False),
        ("not equal a code, ticked with another", when("q", "!=", **a), ["a", "b"], False),
        ("not equal a code, only others ticked", when("q", "!=", **a), ["b", "c"], True),
        ("not equal a code, none ticked", when("q", "!=", **a), None, True),
    ]
    rule = DEFINITIONS["several"]
    return found + [
        _one(f"several: {n}", rule, "choice", limb, said, shows=s, repeats=True) for n, limb, said, s in many
    ]


def _joined() -> list[Case]:
    p, q = when("p", "=", truth=True), when("q", "=", truth=True)
    a, b = when("m", "=", code="a"), when("m", "=", code="b")
    both = [asks("p"), asks("q")]
    of_all = [*both, asks("t", "string", p, q, behaviour="all")]
    of_any = [*both, asks("t", "string", p, q, behaviour="any")]
    ticks = asks("m", "choice", repeats=True)
    not_and_yes = [*both, asks("t", "string", when("p", "!=", truth=True), q, behaviour="all")]
    three = [
        asks("n", "integer"),
        asks("t", "string", when("n", ">=", whole=2), when("n", "<", whole=5), behaviour="all"),
    ]
    rows: list[tuple[str, str, list[Json], dict[str, Any], bool]] = [
        ("all, both hold", "all", of_all, {"p": True, "q": True}, True),
        ("all, one holds", "all", of_all, {"p": True}, False),
        ("all, none answered", "all", of_all, {}, False),
        ("any, both hold", "any", of_any, {"p": True, "q": True}, True),
        ("any, one holds", "any", of_any, {"q": True}, True),
        ("any, neither", "any", of_any, {"p": False}, False),
        ("all of two codes, both ticked", "several", [ticks, asks("t", "string", a, b, behaviour="all")], {"m": ["a", "b"]}, True),
        ("all of two codes, one ticked", "several", [ticks, asks("t", "string", a, b, behaviour="all")], {"m": ["a"]}, False),
        ("any of two codes, one ticked", "several", [ticks, asks("t", "string", a, b, behaviour="any")], {"m": ["b"]}, True),
        ("all of not-equal and equal, the first unanswered", "not equal", not_and_yes, {"q": True}, True),
        ("all of not-equal and equal, the first equal", "not equal", not_and_yes, {"p": True, "q": True}, False),
        ("a range, inside", "all", three, {"n": 4}, True),
        ("a range, at its end", "all", three, {"n": 5}, False),
        ("a range, unanswered", "all", three, {}, False),
        ("any with exists false", "any", [*both, asks("t", "string", when("p", "exists", truth=False), q, behaviour="any")], {}, True),
    ]  # fmt: skip
    return [
        Case(name, DEFINITIONS[rule], items, answers, **({"shown": ("t",)} if shows else {"hidden": ("t",)}))
        for name, rule, items, answers, shows in rows
    ]


def _placed() -> list[Case]:
    yes = {"truth": True}
    chain = [asks("a"), asks("b", "boolean", when("a", "=", **yes)), asks("c", "string", when("b", "=", **yes))]
    backwards = [asks("t", "string", when("q", "=", **yes)), asks("q")]
    held = [asks("q"), group("g", asks("x", "string"), when=(when("q", "=", **yes),))]
    nested = [
        asks("p"), asks("q"), asks("r"),
        group("g", asks("x", "string", when("q", "=", **yes), when("r", "=", **yes), behaviour="any"),
              when=(when("p", "=", **yes),)),
    ]  # fmt: skip
    rows = [group("g", asks("k"), asks("v", "string", when("k", "=", **yes)), repeats=True)]
    outside = [asks("q"), group("g", asks("k"), asks("v", "string", when("q", "=", **yes)), repeats=True)]
    not_in_row = [group("g", asks("k"), asks("v", "string", when("k", "!=", **yes)), repeats=True)]
    inner = [asks("q", item=[asks("x", "string", when("p", "=", **yes))]), asks("p")]
    return [
        Case("a chain that holds", DEFINITIONS["equal"], chain, {"a": True, "b": True}, ("b", "c")),
        Case("a chain whose first link opens", DEFINITIONS["hidden"], chain, {"a": False, "b": True}, (), ("b", "c")),
        Case("a question that comes later, yes", DEFINITIONS["equal"], backwards, {"q": True}, ("t",)),
        Case("a question that comes later, no", DEFINITIONS["equal"], backwards, {"q": False}, (), ("t",)),
        Case("a group that shows", DEFINITIONS["inside"], held, {"q": True}, ("x",)),
        Case("a group that does not", DEFINITIONS["inside"], held, {"q": False}, (), ("x",)),
        Case("nested, outer and one inner", DEFINITIONS["inside"], nested, {"p": True, "r": True}, ("x",)),
        Case("nested, inner only", DEFINITIONS["inside"], nested, {"q": True, "r": True}, (), ("x",)),
        Case("nested, outer only", DEFINITIONS["inside"], nested, {"p": True}, (), ("x",)),
        Case("in a repeat, each for itself", DEFINITIONS["repeat"], rows, {"g": [{"k": True}, {"k": False}]}, ("v#0",), ("v#1",)),
        Case("in a repeat, the second only", DEFINITIONS["repeat"], rows, {"g": [{"k": False}, {"k": True}]}, ("v#1",), ("v#0",)),
        Case("in a repeat, a question outside", DEFINITIONS["repeat"], outside, {"q": True, "g": [{"k": False}, {"k": True}]}, ("v#0", "v#1")),
        Case("in a repeat, not equal", DEFINITIONS["repeat"], not_in_row, {"g": [{"k": True}, {"k": False}]}, ("v#1",), ("v#0",)),
        Case("inside a question, its own condition", DEFINITIONS["inside"], inner, {"q": True, "p": True}, ("x",)),
        Case("inside a question, its condition fails", DEFINITIONS["inside"], inner, {"q": True, "p": False}, (), ("x",)),
    ]  # fmt: skip


CASES = (*_singles(), *_joined(), *_placed())

if __name__ == "__main__":
    said = [{"name": case.name, "questionnaire": case.questionnaire, "response": case.response} for case in CASES]
    json.dump(said, sys.stdout, indent=1)
