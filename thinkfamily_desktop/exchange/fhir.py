"""FHIR R4 as plain data: the names it uses, our own names in it, and JSON that keeps decimals as they were typed."""

import json
import re
from decimal import Decimal
from typing import Any

Json = dict[str, Any]

OURS = "https://thinkfamily.example/fhir/StructureDefinition"
FORM_PART = f"{OURS}/form-part"  # what a whole form has besides its questions
REST = f"{OURS}/rest"  # what a question, section or page has that FHIR has no place for
CONDITION = f"{OURS}/shown-when"  # a condition that enableWhen cannot say whole
TEXT_LANGUAGE = f"{OURS}/text-language"  # the language of a text that is missing in the form's first one
OPTION_HELP = f"{OURS}/option-help"
EVIDENCE = f"{OURS}/evidence"
TIE = f"{OURS}/relationship"
DUE = f"{OURS}/due-date"
DIED = f"{OURS}/died"
RELEASE = f"{OURS}/release"
GAP_NOTE = f"{OURS}/gap-note"
ABOUT = f"{OURS}/about"  # a date that is a guess
ALERT_FACTS = f"{OURS}/alert"
RECORD_NUMBER = "https://thinkfamily.example/fhir/record"
UNCHECKED_NUMBER = "https://thinkfamily.example/fhir/number-that-fails-its-check"
KIND_OF_TIE = "https://thinkfamily.example/fhir/relationship"

HL7 = "http://hl7.org/fhir/StructureDefinition"
SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition"
TRANSLATION = f"{HL7}/translation"
HIDDEN = f"{HL7}/questionnaire-hidden"
EXCLUSIVE = f"{HL7}/questionnaire-optionExclusive"
DISPLAY_CATEGORY = f"{HL7}/questionnaire-displayCategory"
ITEM_CONTROL = f"{HL7}/questionnaire-itemControl"
CONSTRAINT = f"{HL7}/questionnaire-constraint"
UNIT = f"{HL7}/questionnaire-unit"
LEAST = f"{HL7}/minValue"
MOST = f"{HL7}/maxValue"
SHORT_TEXT = f"{SDC}/sdc-questionnaire-shortText"
INITIAL = f"{SDC}/sdc-questionnaire-initialExpression"
ABSENT = f"{HL7}/data-absent-reason"
HL7_CODES = "http://hl7.org/fhir"
NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"

DEEPEST = 60  # levels of nesting in a file; the deepest of ours has about fifteen
_MARK = "\x01"
_MARKED = re.compile(r'"\\u0001(-?[0-9.]+)\\u0001"')
_NOT_SAID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def to_json(resource: Json) -> str:
    """The resource as JSON text, indented; the same resource gives the same text, and 1.10 stays 1.10."""

    def typed(value: object) -> str:
        if isinstance(value, Decimal):
            return f"{_MARK}{value:f}{_MARK}"
        raise TypeError(f"FHIR cannot hold a {type(value).__name__}")

    return _MARKED.sub(r"\1", json.dumps(resource, ensure_ascii=False, indent=2, default=typed)) + "\n"


def compact(value: object) -> str:
    """Plain data as one line of JSON, for an extension that holds it whole."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sayable(words: str) -> bool:
    """Whether FHIR can hold these words: something to read, and no control characters."""
    return bool(words.strip()) and not _NOT_SAID.search(words)


def cleaned(words: str) -> str:
    """Somebody's words without the control characters that FHIR forbids."""
    return _NOT_SAID.sub("", words)


def extension(url: str, kind: str, value: object) -> Json:
    """One extension with one value: kind is `String`, `Code`, `Boolean` ..."""
    return {"url": url, f"value{kind}": value}


def extensions(element: Json, url: str) -> list[Json]:
    """The extensions of an element that have this name."""
    return [each for each in element.get("extension", ()) if each.get("url") == url]


def extended(element: Json, *more: Json) -> Json:
    """The element with these extensions added; itself when there are none."""
    return {**element, "extension": [*element.get("extension", ()), *more]} if more else element
