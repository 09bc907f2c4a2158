"""FHIR's own rules for QuestionnaireResponses (qrs-*), and whether one fits the Questionnaire that it answers."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from thinkfamily_desktop.exchange.enabled import Answered, shows
from thinkfamily_desktop.exchange.fhir import Json
from thinkfamily_desktop.exchange.shapes import Finding

STATES = ("in-progress", "completed", "amended", "entered-in-error", "stopped")
_VALUES = {
    "boolean": ("valueBoolean",),
    "decimal": ("valueDecimal", "valueInteger"),
    "integer": ("valueInteger",),
    "date": ("valueDate",),
    "dateTime": ("valueDateTime",),
    "time": ("valueTime",),
    "string": ("valueString",),
    "text": ("valueString",),
    "url": ("valueUri",),
    "choice": ("valueCoding",),
    "open-choice": ("valueCoding", "valueString"),
    "reference": ("valueReference",),
    "quantity": ("valueQuantity",),
    "attachment": ("valueAttachment",),
}


def response_findings(response: object, questionnaire: Json | None = None) -> tuple[Finding, ...]:
    """Everything in which a response breaks FHIR's rules or does not fit its Questionnaire, given a sound one."""
    if not isinstance(response, dict) or response.get("resourceType") != "QuestionnaireResponse":
        return (Finding("shape", "QuestionnaireResponse", "This is not a QuestionnaireResponse."),)
    found = list(_alone(response))
    if questionnaire is not None:
        found += _Fitting(questionnaire, response).findings()
    return tuple(found)


def _alone(response: Json) -> Iterator[Finding]:
    whole = "QuestionnaireResponse"
    if response.get("status") not in STATES:
        yield Finding("tf-status", f"{whole}.status", "It has no status.", f"One of: {', '.join(STATES)}.")
    said = str({key: value for key, value in response.items() if key != "contained"})
    inside = str(response.get("contained", ""))
    for position, contained in enumerate(response.get("contained", ())):
        link = f"'#{contained.get('id')}'"
        if link not in said and link not in inside:
            yield Finding("dom-3", f"{whole}.contained[{position}]", "Nothing refers to it.", "Take it out.")
    names = [contained.get("id") for contained in response.get("contained", ())]
    for link in _references(response):
        if link.startswith("#") and link[1:] not in names:
            yield Finding("tf-reference", whole, f"{link!r} refers to nothing in here.", "Contain it, or say the name.")
    yield from _either(response, whole)


def _references(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        link = value.get("reference")
        if isinstance(link, str):
            yield link
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _references(inner)


def _either(holder: Json, path: str) -> Iterator[Finding]:
    for position, item in enumerate(holder.get("item", ())):
        there = f"{path}.item[{position}]"
        if item.get("item") and item.get("answer"):
            yield Finding("qrs-1", there, "Items stand beneath both the item and its answer.", "Keep one.")
        yield from _either(item, there)
        for at, answer in enumerate(item.get("answer", ())):
            values = [key for key in answer if key.startswith(("value", "_value"))]
            if len({key.removeprefix("_") for key in values}) > 1:
                yield Finding("tf-one-answer", f"{there}.answer[{at}]", "It has more than one value.", "Keep one.")
            yield from _either(answer, f"{there}.answer[{at}]")


class _Place(NamedTuple):
    raw: Json
    path: str


class _Fitting:
    """One response laid beside its Questionnaire."""

    def __init__(self, questionnaire: Json, response: Json) -> None:
        self._questionnaire = questionnaire
        self._response = response
        self._complete = response.get("status") in ("completed", "amended")
        self._answered = Answered(response)

    def findings(self) -> Iterator[Finding]:
        url = self._questionnaire.get("url")
        if url is not None:
            named = f"{url}|{self._questionnaire.get('version', '')}"
            if self._response.get("questionnaire") != named:
                yield Finding(
                    "tf-form", "QuestionnaireResponse.questionnaire", "It answers another form.", f"{named} is meant."
                )
        yield from self._level(self._questionnaire, self._response, "QuestionnaireResponse", ())

    def _level(self, asked: Json, given: Json, path: str, around: tuple[Json, ...]) -> Iterator[Finding]:
        items = {item["linkId"]: (at, item) for at, item in enumerate(asked.get("item", ()))}
        before = -1
        met: set[str] = set()
        for position, answered in enumerate(given.get("item", ())):
            there = f"{path}.item[{position}]"
            if answered.get("linkId") not in items:
                yield Finding(
                    "tf-link", there, f"{answered.get('linkId')!r} is not asked here.", "Correct its place or linkId."
                )
                continue
            order, item = items[answered["linkId"]]
            if order < before:
                yield Finding(
                    "tf-order", there, "It stands before what is asked earlier.", "Keep the order of the form."
                )
            before = max(order, before)
            if item["linkId"] in met and not (item["type"] == "group" and item.get("repeats")):
                yield Finding("tf-twice", there, f"{item['linkId']!r} stands here twice.", "Put its answers together.")
            met.add(item["linkId"])
            if not shows(item, self._answered, (*around, given)):
                yield Finding(
                    "tf-not-asked", there, f"{item['linkId']!r} is answered and was not asked.", "Leave it out."
                )
            yield from self._item(item, answered, there, (*around, given))
        for link, (_, item) in items.items():
            if (
                self._complete
                and item.get("required")
                and link not in met
                and shows(item, self._answered, (*around, given))
            ):
                yield Finding("tf-required", path, f"{link!r} must be answered before it is complete.", "Answer it.")

    def _item(self, item: Json, answered: Json, path: str, around: tuple[Json, ...]) -> Iterator[Finding]:
        answers = answered.get("answer", [])
        if item["type"] in ("group", "display"):
            if answers:
                yield Finding("tf-type", path, f"A {item['type']} has no answer.", "Answer the questions in it.")
            yield from self._level(item, answered, path, around)
            return
        if len(answers) > 1 and not item.get("repeats"):
            yield Finding("tf-many", path, f"{item['linkId']!r} takes one answer.", "Keep one.")
        for position, answer in enumerate(answers):
            there = f"{path}.answer[{position}]"
            yield from _value(item, answer, there)
            yield from self._level(item, answer, there, around)


def _value(item: Json, answer: Json, path: str) -> Iterator[Finding]:
    keys = [key for key in answer if key.startswith("value")]
    for key in keys:
        value = answer[key]
        if key not in _VALUES[item["type"]]:
            yield Finding("tf-type", path, f"{key} is no answer to a question of type {item['type']}.", "Correct it.")
        elif key == "valueCoding" and item["type"] == "choice" and "code" in value:
            codes = [
                option["valueCoding"].get("code") for option in item.get("answerOption", ()) if "valueCoding" in option
            ]
            if codes and value["code"] not in codes:
                yield Finding("tf-option", path, "It is none of the options.", f"One of: {', '.join(map(str, codes))}.")
        elif key == "valueString" and len(value) > item.get("maxLength", len(value)):
            yield Finding("tf-length", path, f"It is longer than {item['maxLength']} characters.", "Shorten it.")
        elif key in ("valueDecimal", "valueInteger"):
            yield from _bounded(item, Decimal(str(value)), path)


def _bounded(item: Json, value: Decimal, path: str) -> Iterator[Finding]:
    for each in item.get("extension", ()):
        name = str(each.get("url", "")).rpartition("/")[2]
        bound = each.get("valueDecimal", each.get("valueInteger"))
        if bound is None or name not in ("minValue", "maxValue"):
            continue
        limit = Decimal(str(bound))
        if value < limit if name == "minValue" else value > limit:
            yield Finding("tf-bounds", path, f"It is outside the bounds of {item['linkId']!r}.", f"{name} is {limit}.")
