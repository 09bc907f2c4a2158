"""The checks of a question as questionnaire-constraint, both ways: FHIRPath for others, and ours whole beside it."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from thinkfamily_desktop.exchange.fhir import CONSTRAINT, OURS, Json, compact, extension, extensions, sayable
from thinkfamily_desktop.exchange.reach import Kinds
from thinkfamily_desktop.forms.conditions import AllOf, Answered, AnyOf, Compare, Condition, Is, IsNot, Not
from thinkfamily_desktop.forms.parse_condition import parse_condition

CHECK = f"{OURS}/check"
_USUAL = "warning"  # the severity of a check that names none


class _NotInFhirPath(Exception):  # noqa: N818  never leaves this file
    """An age, a role, a gap, other people, rows or alerts: only our own engine can tell."""


def written_constraints(plain: Json, beside: Kinds, once: Kinds, language: str) -> Iterator[Json]:
    """A constraint for each check that FHIRPath can say: it holds while the check finds nothing.

    `beside`: the questions of the same group, read in its own repetition. `once`: those that have one answer anywhere.
    """
    for number, check in enumerate(plain.get("checks", ()), start=1):
        human = check["says"].get(language, "")
        try:
            found = _Path(beside, once).says(parse_condition(check["when"]))
        except _NotInFhirPath:
            continue
        if not sayable(human):
            continue
        around = f"%resource.descendants().where(item.where(linkId = {_quoted(plain['id'])}).exists())"
        expression = f"{around}.all(({found}).not())"
        ours = {"when": check["when"], "says": check["says"], "source": check.get("source", []), "path": expression}
        parts = [
            extension("key", "Id", f"{plain['id'].replace('_', '-')}-{number}"),
            extension("severity", "Code", check.get("severity", _USUAL)),
            extension("expression", "String", expression),
            extension("human", "String", human),
            extension(CHECK, "String", compact(ours)),
        ]
        yield {"url": CONSTRAINT, "extension": parts}


def read_constraints(raw: Json, language: str) -> list[Json]:
    """Our own checks among the constraints. One whose expression somebody else has changed is no longer ours.

    A changed severity or sentence is taken; constraints of others stay what they are, and are only handed on.
    """
    return [check for each in extensions(raw, CONSTRAINT) if (check := _read(each, language))]


def _read(constraint: Json, language: str) -> Json:
    parts = {part.get("url"): part for part in constraint.get("extension", ())}
    try:
        ours = json.loads(parts[CHECK]["valueString"])
        if ours["path"] != parts["expression"]["valueString"]:
            return {}
        check: Json = {"when": ours["when"], "says": {**ours["says"], language: parts["human"]["valueString"]}}
        severity = parts["severity"]["valueCode"]
    except (KeyError, TypeError, ValueError, RecursionError):
        return {}
    if severity != _USUAL:
        check["severity"] = severity
    if ours.get("source"):
        check["source"] = ours["source"]
    return check


class _Path:
    """A condition in FHIRPath, from a group that holds the question."""

    def __init__(self, beside: Kinds, once: Kinds) -> None:
        self._beside, self._once = beside, once

    def says(self, condition: Condition) -> str:
        """Raises _NotInFhirPath where only our own engine can tell."""
        match condition:
            case AllOf(parts) if parts:
                return self._joined(parts, " and ")
            case AnyOf(parts) if parts:
                return self._joined(parts, " or ")
            case Not(part):
                return f"({self.says(part)}).not()"
            case Is(item, values):
                return self._any_is(item, values)
            case IsNot(item, values):
                return f"({self._any_is(item, values)}).not()"
            case Answered(item, wanted):
                return f"{self._values(item)}.{'exists' if wanted else 'empty'}()"
            case Compare(item, at_least, at_most):
                bounds = [(">=", at_least), ("<=", at_most)]
                tests = [f"$this {sign} {_written(bound)}" for sign, bound in bounds if bound is not None]
                return f"{self._values(item)}.where({' and '.join(tests)}).exists()"
            case _:
                raise _NotInFhirPath

    def _joined(self, parts: Iterable[Condition], word: str) -> str:
        return "(" + word.join(self.says(part) for part in parts) + ")"

    def _values(self, item: str) -> str:
        if item in self._beside:
            return f"item.where(linkId = {_quoted(item)}).answer.value"
        if item in self._once:
            return f"%resource.descendants().where(linkId = {_quoted(item)}).answer.value"
        raise _NotInFhirPath

    def _any_is(self, item: str, values: tuple[str | bool, ...]) -> str:
        coded = "" if all(isinstance(value, bool) for value in values) else ".code"
        tests = " or ".join(f"$this = {_quoted(value)}" for value in values)
        return f"{self._values(item)}{coded}.where({tests}).exists()"


def _quoted(value: str | bool) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _written(bound: Decimal | date) -> str:
    return f"@{bound.isoformat()}" if isinstance(bound, date) else format(bound, "f")
