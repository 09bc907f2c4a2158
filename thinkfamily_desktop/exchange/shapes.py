"""Whether a Questionnaire is put together at all as FHIR is: the right sort of value in every place that we read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from thinkfamily_desktop.exchange.fhir import DEEPEST

Sort = type | tuple[type, ...] | str | list[str]
"""A type, the name of a shape, or a list of such shapes."""

NUMBER = (int, float, Decimal)
SHAPES: Mapping[str, Mapping[str, Sort]] = {
    "Questionnaire": {
        "resourceType": str, "id": str, "language": str, "url": str, "version": str, "name": str, "title": str,
        "status": str, "description": str, "extension": ["extension"], "item": ["item"], "contained": ["any"],
    },
    "item": {
        "linkId": str, "type": str, "text": str, "enableWhen": ["enableWhen"], "enableBehavior": str, "required": bool,
        "repeats": bool, "readOnly": bool, "maxLength": int, "answerValueSet": str, "answerOption": ["answerOption"],
        "initial": ["any"], "code": ["any"], "item": ["item"], "extension": ["extension"],
    },
    "enableWhen": {
        "question": str, "operator": str, "answerBoolean": bool, "answerDecimal": NUMBER, "answerInteger": int,
        "answerDate": str, "answerDateTime": str, "answerTime": str, "answerString": str, "answerCoding": "coding",
        "answerQuantity": "any", "answerReference": "any", "extension": ["extension"],
    },
    "answerOption": {
        "valueCoding": "coding", "valueString": str, "valueInteger": int, "valueDate": str, "valueTime": str,
        "valueReference": "any", "initialSelected": bool, "extension": ["extension"],
    },
    "coding": {"system": str, "code": str, "display": str, "extension": ["extension"]},
    "extension": {
        "url": str, "extension": ["extension"], "valueString": str, "valueCode": str, "valueBoolean": bool,
        "valueInteger": int, "valueDecimal": NUMBER, "valueCoding": "coding", "valueExpression": "expression",
    },
    "expression": {"expression": str, "language": str},
    "beside": {"extension": ["extension"]},
    "any": {"extension": ["extension"]},
}  # fmt: skip
NEEDED: Mapping[str, tuple[str, ...]] = {
    "Questionnaire": ("resourceType",),
    "item": ("linkId", "type"),
    "enableWhen": ("question", "operator"),
    "extension": ("url",),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong with a resource: which rule it breaks, where, and what to do. `path` is a FHIR path."""

    rule: str
    path: str
    says: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.path}: {self.says} {self.remedy}".rstrip()


def shape_findings(resource: object, shape: str = "Questionnaire") -> Iterator[Finding]:
    """Every place that does not have the sort of value that FHIR has there, and everything that modifies meaning."""
    if not isinstance(resource, dict):
        yield Finding(
            "shape", shape, "This is not a FHIR resource.", "A resource begins with { and has a resourceType."
        )
        return
    if resource.get("resourceType") != shape:
        yield Finding("shape", shape, f"This is not a {shape}.", f"Its resourceType must be {shape}.")
        return
    if _deeper_than(resource, DEEPEST):
        yield Finding("shape", shape, "It is nested too deeply.", f"No form goes deeper than {DEEPEST} levels.")
        return
    yield from _modifiers(resource, shape)
    yield from _shaped(resource, shape, shape)


def _deeper_than(value: object, limit: int) -> bool:
    """Looked at level by level, so that no depth can exhaust the stack."""
    level = [value]
    for _ in range(limit):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return False
    return True


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list) else []


def _modifiers(value: object, path: str) -> Iterator[Finding]:
    if isinstance(value, dict):
        for key, inner in value.items():
            there = f"{path}.{key}"
            if key == "modifierExtension" and inner:
                remedy = "It may turn the meaning of what it stands on round, so it cannot be passed over."
                yield Finding("tf-modifier", there, "An extension that modifies meaning is not understood.", remedy)
            yield from _modifiers(inner, there)
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _modifiers(inner, f"{path}[{position}]")


def _shaped(value: Mapping[str, object], shape: str, path: str) -> Iterator[Finding]:
    for key in NEEDED.get(shape, ()):
        if key not in value:
            yield Finding("shape", path, f"`{key}` is missing.", "Add it.")
    for key, inner in value.items():
        sort = SHAPES[shape].get(key)
        if sort is None and key.startswith("_") and key != "_":
            sort = "beside" if isinstance(inner, dict) else ["any"]
        if sort is not None:
            yield from _sorted(inner, sort, f"{path}.{key}")


def _sorted(value: object, sort: Sort, path: str) -> Iterator[Finding]:
    if isinstance(sort, list):
        if not isinstance(value, list) or not value:
            yield Finding("shape", path, "A list is meant here, with something in it.", "Write it in [ ].")
            return
        for position, inner in enumerate(value):
            if inner is not None or sort != ["any"]:
                yield from _sorted(inner, sort[0], f"{path}[{position}]")
    elif isinstance(sort, str):
        if isinstance(value, dict):
            yield from _shaped(value, sort, path)
        else:
            yield Finding("shape", path, "Keys and values are meant here.", "Write it in { }.")
    elif not isinstance(value, sort) or (isinstance(value, bool) and sort is not bool):
        meant = "true or false" if sort is bool else "text" if sort is str else "a number"
        yield Finding("shape", path, f"{meant.capitalize()} is meant here.", "Correct it.")
    elif value == "":
        yield Finding("shape", path, "It is empty.", "Write its value, or take it away.")
