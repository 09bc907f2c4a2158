"""Turns what pydantic says about a form file into plain sentences with the right line. Its own text never gets out."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from thinkfamily_desktop.forms.parse_condition import ConditionError
from thinkfamily_desktop.forms.problems import FormProblem, did_you_mean
from thinkfamily_desktop.forms.yaml_strict import Where, YamlFile


def explained(fault: ValidationError, model: type[BaseModel], file: YamlFile) -> Iterator[FormProblem]:
    """Every mistake in the file, as its author can put it right."""
    for error in fault.errors(include_url=False):
        yield _explained(error, model, file)


def _explained(error: ErrorDetails, model: type[BaseModel], file: YamlFile) -> FormProblem:
    where = _where(error["loc"], file.data)
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, ConditionError):
        return file.problem((*where, *cause.path), "This condition cannot be read.", str(cause))
    if isinstance(cause, ValueError):
        return file.problem(where, f"{_named(where)} cannot be read.", str(cause))
    say = _SAYINGS.get(error["type"], _anything_else)
    says, remedy = say(error, where, model)
    return file.problem(where, says, remedy)


def _where(loc: tuple[int | str, ...], data: object) -> Where:
    """The place in the file: pydantic's path without the steps that name a kind or a check of its own."""
    where: list[int | str] = []
    for step in loc[:-1]:
        inner = _inside(data, step)
        if inner is not _NOTHING:
            where.append(step)
            data = inner
    last = loc[-1:]
    missing_or_found = bool(last) and (isinstance(data, Mapping) or _inside(data, last[0]) is not _NOTHING)
    return (*where, *last) if missing_or_found else tuple(where)


_NOTHING = object()


def _inside(data: object, step: int | str) -> object:
    if isinstance(data, Mapping):
        return data.get(step, _NOTHING)
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        return data[step]
    return _NOTHING


def _named(where: Where) -> str:
    words = [step for step in where if isinstance(step, str)]
    return f"`{words[-1]}`" if words else "This"


Said = tuple[str, str]


def _missing(_: ErrorDetails, where: Where, __: type[BaseModel]) -> Said:
    return f"{_named(where)} is missing here.", f"Add {_named(where)} and its value."


def _unknown_key(error: ErrorDetails, where: Where, model: type[BaseModel]) -> Said:
    known = sorted(_known_keys(error["loc"][:-1], model))
    guess = did_you_mean(str(where[-1]), known)
    return f"{_named(where)} is not a key that is known here.", f"{guess} Known here: {', '.join(known)}.".strip()


def _text(error: ErrorDetails, where: Where, _: type[BaseModel]) -> Said:
    given = error["input"]
    if isinstance(given, bool | int):
        typed = str(given).lower()
        return f"Text is meant for {_named(where)}; {typed} without quotes is not text.", f"Write '{typed}' in quotes."
    return f"Text is meant for {_named(where)}.", _empty_or(given, "Write one piece of text.")


def _choice(error: ErrorDetails, where: Where, _: type[BaseModel]) -> Said:
    expected = str(error.get("ctx", {}).get("expected", ""))
    known = re.findall(r"'([^']*)'", expected)
    given = error["input"]
    guess = did_you_mean(given, known) if isinstance(given, str) else ""
    return f"{_shown(given)} is not a value of {_named(where)}.", f"{guess} It is one of: {', '.join(known)}.".strip()


def _kind(error: ErrorDetails, *_: object) -> Said:
    context = error.get("ctx", {})
    known = re.findall(r"'([^']*)'", str(context.get("expected_tags", "")))
    tag = str(context.get("tag", ""))
    return f"{tag!r} is not a kind of item here.", f"{did_you_mean(tag, known)} The kinds: {', '.join(known)}.".strip()


def _no_kind(*_: object) -> Said:
    return "`kind` is missing here.", "Add `kind:`, such as text, yes_no, choice or date."


def _flag(_: ErrorDetails, where: Where, __: type[BaseModel]) -> Said:
    return f"{_named(where)} is true or false.", "Write true or false, without quotes."


def _list(error: ErrorDetails, where: Where, _: type[BaseModel]) -> Said:
    return f"{_named(where)} is a list.", _empty_or(
        error["input"], "Write it in [ ] or on lines that begin with a dash."
    )


def _mapping(error: ErrorDetails, where: Where, _: type[BaseModel]) -> Said:
    return f"{_named(where)} is made of keys and values.", _empty_or(
        error["input"], "Write lines such as `key: value`."
    )


def _number(_: ErrorDetails, where: Where, __: type[BaseModel]) -> Said:
    return f"{_named(where)} is a number.", "Write a number, such as 5."


def _anything_else(_: ErrorDetails, where: Where, __: type[BaseModel]) -> Said:
    return (
        f"The value of {_named(where)} is not of the right sort.",
        "Compare it with the same key elsewhere in the set.",
    )


def _empty_or(given: object, otherwise: str) -> str:
    return "It is empty: write its value, or take the line away." if given is None else otherwise


def _shown(given: object) -> str:
    return repr(given) if isinstance(given, str) else "This"


_SAYINGS: Mapping[str, Callable[[ErrorDetails, Where, type[BaseModel]], Said]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "string_type": _text,
    "literal_error": _choice,
    "enum": _choice,
    "union_tag_invalid": _kind,
    "union_tag_not_found": _no_kind,
    "bool_type": _flag,
    "tuple_type": _list,
    "dict_type": _mapping,
    "model_type": _mapping,
    "model_attributes_type": _mapping,
    "int_type": _number,
    "int_parsing": _number,
    "decimal_type": _number,
    "decimal_parsing": _number,
}


def _known_keys(loc: tuple[int | str, ...], model: type[BaseModel]) -> set[str]:
    """The keys of the model that pydantic's path leads to."""
    models: list[type[BaseModel]] = [model]
    for step in loc:
        found = [each for each in models if step in each.model_fields]
        of_kind = [each for each in models if step in get_args(_annotation(each, "kind"))]
        if found:
            models = [inner for each in found for inner in _models_in(each.model_fields[str(step)].annotation)]
        elif of_kind:
            models = of_kind
    return {key for each in models for key in each.model_fields}


def _annotation(model: type[BaseModel], name: str) -> Any:
    return model.model_fields[name].annotation if name in model.model_fields else None


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for inner in get_args(annotation):
        yield from _models_in(inner)
