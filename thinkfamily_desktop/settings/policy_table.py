"""Every setting of an organisation as a row: for `policy show`, Group Policy templates, the schema and the manual."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from thinkfamily_desktop.settings.policy import Policy, written
from thinkfamily_desktop.settings.policy_values import MaySet, Stricter

Kind = Literal["number", "flag", "text", "choice", "day", "folder", "folders"]

KINDS: Mapping[tuple[str, str | None], Kind] = {  # a JSON schema's type and format
    ("integer", None): "number",
    ("boolean", None): "flag",
    ("string", None): "text",
    ("string", "path"): "folder",
    ("string", "date"): "day",
    ("array", None): "folders",
}


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting. `name` is how it is written outside; `least` and `most` bound a number, `longest` a text.

    A choice is one of `choices`.
    """

    field: str
    name: str
    kind: Kind
    title: str
    description: str
    least: int | None
    most: int | None
    longest: int | None
    choices: tuple[str, ...]
    default: str | int | bool | None
    when_wrong: str
    who: str


@cache
def setting_rows() -> tuple[SettingRow, ...]:
    """All settings in the order of the model. Raises KeyError naming what a setting does not say of itself."""
    return tuple(_row(name, part) for name, part in Policy.model_json_schema()["properties"].items())


def setting_schema() -> dict[str, Any]:
    """A JSON schema of a policy file: every setting under its outside name, and nothing else."""
    properties = {written(name): part for name, part in Policy.model_json_schema()["properties"].items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Policy of Think Family Desktop",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _row(name: str, part: Mapping[str, Any]) -> SettingRow:
    schema = next((some for some in part.get("anyOf", ()) if some["type"] != "null"), part)
    marks = {type(mark): mark for mark in Policy.model_fields[name].metadata}
    least, most = schema.get("minimum"), schema.get("maximum")
    return SettingRow(
        field=name,
        name=written(name),
        kind="choice" if "enum" in schema else KINDS[schema["type"], schema.get("format")],
        title=_said(name, "title"),
        description=part["description"],
        least=least,
        most=most,
        longest=schema.get("maxLength"),
        choices=tuple(schema.get("enum", ())),
        default=part["default"] if part["default"] != "" else None,
        when_wrong=_when_wrong(marks.get(Stricter), part["default"], least, most),
        who=marks[MaySet].who,
    )


def _said(name: str, what: str) -> str:
    """Of the model itself: a schema makes up a title where there is none."""
    said = getattr(Policy.model_fields[name], what)
    if not said:
        raise KeyError(f"{name}: {what}")
    return str(said)


def _when_wrong(mark: Stricter | None, default: object, least: int | None, most: int | None) -> str:
    """What is in force instead of a value that is not right: never a looser one."""
    match mark.side if mark else None:
        case "lower":
            return f"{default}, or {least} when below"
        case "higher":
            return f"{default}, or {most} when above"
        case "on":
            return "true"
        case "nothing_allowed":
            return "those that are right, or nowhere"
        case _:
            return str(default) if default else "none"
