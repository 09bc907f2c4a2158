"""Released values as FHIR values, each of the type that its question has in the Questionnaire."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import assert_never

from thinkfamily_desktop.domain.answers import Gap, PartialDate
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.exchange.fhir import (
    ABOUT,
    ABSENT,
    EVIDENCE,
    GAP_NOTE,
    Json,
    cleaned,
    extended,
    extension,
    sayable,
)
from thinkfamily_desktop.forms.releases import Line, Printable

REASONS = {
    Gap.NOT_ASKED: "not-asked",
    Gap.DECLINED: "asked-declined",
    Gap.NOT_KNOWN: "asked-unknown",
    Gap.NOT_APPLICABLE: "not-applicable",
}

Who = Callable[[str], Json]
"""A reference to the person of this copy who has this full name; only the name in words when nobody has."""


def partial_date(partial: PartialDate) -> str:
    """As far as it is known: 2015, 2015-03 or 2015-03-04."""
    parts = (f"{partial.year:04d}", *(f"{part:02d}" for part in (partial.month, partial.day) if part is not None))
    return "-".join(parts)


def answers(line: Line, language: str, who: Who) -> list[Json]:
    """The answers of a line, each with what they rest on; a gap is an answer without a value that says why."""
    besides = _evidence(line)
    if line.gap is not None:
        return [extended({"_valueString": {"extension": absent(line.gap, line.gap_note)}}, *besides)]
    codes = line.codes if len(line.codes) == len(line.values) else ("",) * len(line.values)
    made = [_answer(value, code, line.kind, language, who) for value, code in zip(line.values, codes, strict=True)]
    return [extended(answer, *besides) for answer in made if answer]


def absent(gap: Gap, note: str = "") -> list[Json]:
    """Why there is no value: extensions for the place where it would stand."""
    why = [extension(ABSENT, "Code", REASONS[gap])]
    if sayable(cleaned(note)):
        why.append(extension(GAP_NOTE, "String", cleaned(note)))
    return why


def _answer(value: Printable, code: str, kind: str, language: str, who: Who) -> Json:
    match value:
        case str():
            return _words(cleaned(value), code, kind, who)
        case Text():
            words = cleaned(value.in_language(language))
            coding = ({"code": code} if code else {}) | ({"display": words} if sayable(words) else {})
            return {"valueCoding": coding} if coding else {}
        case bool():
            return {"valueBoolean": value}
        case Decimal():
            return {"valueDecimal": value}
        case datetime():
            return {"valueDateTime": value.isoformat()}
        case date():
            return {"valueDate": value.isoformat()}
        case time():
            return {"valueTime": value.strftime("%H:%M:%S")}
        case PartialDate():
            about = {"_valueDate": {"extension": [extension(ABOUT, "Boolean", True)]}} if value.about else {}
            return {"valueDate": partial_date(value), **about}
        case _:
            assert_never(value)


def _words(words: str, code: str, kind: str, who: Who) -> Json:
    if not sayable(words):
        return {}
    if kind == "person":
        return {"valueReference": who(words)}
    return {"valueCoding": {"code": code, "display": words}} if code else {"valueString": words}


def _evidence(line: Line) -> list[Json]:
    """Who said it and when, whether in these words, and what was promised about it."""
    parts: list[Json] = []
    if line.source is not None:
        parts.append(extension("source", "Code", line.source.value))
    for name, words in (("by", line.source_name), ("condition", line.condition)):
        if sayable(cleaned(words)):
            parts.append(extension(name, "String", cleaned(words)))
    if line.exact_words:
        parts.append(extension("exact-words", "Boolean", True))
    if line.happened is not None:
        parts.append(extension("happened", "Date", partial_date(line.happened)))
        parts += [extension("happened-about", "Boolean", True)] if line.happened.about else []
    if line.said_on is not None:
        parts.append(extension("said-on", "Date", line.said_on.isoformat()))
    if line.nature != "fact":
        parts.append(extension("nature", "Code", line.nature))
    return [{"url": EVIDENCE, "extension": parts}] if parts else []
