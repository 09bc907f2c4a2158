"""A FHIR R4 Questionnaire as a form: ours come back equal, a stranger's as far as we have its kinds of item."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.exchange.fhir import FORM_PART, REST, Json, extensions
from thinkfamily_desktop.exchange.invariants import questionnaire_findings
from thinkfamily_desktop.exchange.native import (
    ALERT,
    PAGE,
    PERSON,
    RECORD,
    REGISTER_FAMILY,
    REGISTER_PEOPLE,
    SECTION,
    native_info,
    native_item,
    native_page,
    native_section,
)
from thinkfamily_desktop.exchange.options import same_options
from thinkfamily_desktop.exchange.questionnaire_out import questionnaire
from thinkfamily_desktop.exchange.read_conditions import PATH, Conditions
from thinkfamily_desktop.exchange.shapes import Finding
from thinkfamily_desktop.exchange.strangers import BARE_FORM, options_in_value_set, stranger_findings, strangers_pages
from thinkfamily_desktop.forms.form_set import FormSet, SetInfo
from thinkfamily_desktop.forms.lint_conditions import condition_problems
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.order import CircleError, dependency_order

__all__ = ["QuestionnaireError", "ReadForm", "read_questionnaire", "read_questionnaire_file"]

MOST_BYTES = 20_000_000


class QuestionnaireError(ThinkFamilyError):
    """A Questionnaire cannot be used as a form. `findings` holds everything that stands in the way, with its path."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        first = str(findings[0]) if findings else ""
        super().__init__("exchange.unusable", count=len(findings), first=first)

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)


@dataclass(frozen=True)
class ReadForm:
    """The form, and what the Questionnaire had besides, by linkId: `questionnaire(form, kept)` puts it back."""

    form: Form
    kept: dict[str, Json] = field(default_factory=dict, repr=False)


def read_questionnaire_file(path: Path) -> ReadForm:
    """The Questionnaire in this JSON file as a form.

    Raises:
        QuestionnaireError: with everything that keeps it from being one.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _refused("shape", "Questionnaire", "The file is larger than any form.", "Name the right file.")
        raw = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal, parse_constant=_no_number)
    except OSError:
        raise _refused("shape", "Questionnaire", "The file cannot be opened.", "Check its name.") from None
    except (ValueError, RecursionError):
        raise _refused(
            "shape", "Questionnaire", "This is not JSON in UTF-8.", "Save the Questionnaire as JSON."
        ) from None
    return read_questionnaire(raw)


def _no_number(said: str) -> object:
    raise ValueError(f"{said} is not JSON")


def _refused(rule: str, path: str, says: str, remedy: str) -> QuestionnaireError:
    return QuestionnaireError((Finding(rule, path, says, remedy),))


def read_questionnaire(resource: object) -> ReadForm:
    """The Questionnaire as a form.

    Raises:
        QuestionnaireError: with everything that keeps it from being one.
    """
    findings = questionnaire_findings(resource)
    if not findings and isinstance(resource, dict):
        findings = tuple(stranger_findings(resource))
    if findings or not isinstance(resource, dict):
        raise QuestionnaireError(findings)
    form = _Reading(resource).form()
    return ReadForm(form, _kept(resource, questionnaire(form)))


class _Reading:
    def __init__(self, resource: Json) -> None:
        self._raw = resource
        self._language = resource.get("language", "en")
        self._parts = dict(self._form_parts())
        self._conditions = Conditions()

    def form(self) -> Form:
        """The form, once everything in it has been found sound."""
        try:
            plain = self._plain()
            self._conditions.put(plain)
            if self._conditions.findings:
                raise QuestionnaireError(tuple(self._conditions.findings))
            form = Form.model_validate(plain)
        except ValidationError as fault:
            raise QuestionnaireError(tuple(_unreadable(fault))) from None
        except (TypeError, AttributeError, KeyError, ValueError, RecursionError):
            raise _refused(
                "tf-rest", "Questionnaire", "What our own extensions hold cannot be read.", _WRITE_AGAIN
            ) from None
        findings = tuple(_unsound(form))
        if findings:
            raise QuestionnaireError(findings)
        return form

    def _form_parts(self) -> Iterator[tuple[str, Any]]:
        for part in extensions(self._raw, FORM_PART):
            said = {each["url"]: each for each in part.get("extension", ())}
            name, text = said.get("name", {}).get("valueCode"), said.get("json", {}).get("valueString")
            if not isinstance(name, str) or not isinstance(text, str):
                raise _refused(
                    "tf-rest",
                    "Questionnaire.extension",
                    "A part of the form has no name or nothing in it.",
                    _WRITE_AGAIN,
                )
            yield name, _from_json(text, "Questionnaire.extension")

    def _plain(self) -> Json:
        parts = {**BARE_FORM, **self._parts}
        people = {"person_items": [], "family_items": [], **_mapping(parts["people"])}
        rules: Json = {"rules": parts["rules"], "records": {}}
        pages: list[Json] = []
        for raw, path in strangers_pages(self._raw):
            if raw["linkId"].startswith(RECORD):
                rules["records"][raw["linkId"].removeprefix(RECORD)] = self._register(raw, path)
            elif raw["linkId"] in _REGISTER:
                people[_REGISTER[raw["linkId"]]] = self._register(raw, path)
            else:
                pages.append(self._page(raw, path, len(pages) + 1))
        info = _overlaid(native_info(self._raw), _mapping(parts.pop("info", {})))
        rest = {key: value for key, value in parts.items() if key not in ("people", "rules")}
        languages = parts.get("languages") or [self._language]
        return {**rest, "languages": languages, "info": info, "people": people, "rules": rules, "pages": pages}

    def _page(self, raw: Json, path: str, number: int) -> Json:
        sections: list[Json] = []
        for child, at in _children(raw, path):
            if _asks(child) or _of(child, SECTION):
                sections.append(self._section(child, raw["linkId"].removeprefix(PAGE), at))
        plain = _overlaid(native_page(raw, self._language, number), self._rest(raw, path))
        return self._conditions.noted({**plain, "sections": sections}, raw, path)

    def _section(self, raw: Json, page: str, path: str) -> Json:
        items = [self._item(child, at) for child, at in _children(raw, path) if not _of(child, PERSON) and _asks(child)]
        plain = _overlaid(native_section(raw, page, self._language), self._rest(raw, path))
        return self._conditions.noted({**plain, "items": items}, raw, path)

    def _register(self, raw: Json, path: str) -> list[Json]:
        """The items of a part of the family's register, or of an action record."""
        return [
            self._item(child, at)
            for child, at in _children(raw, path)
            if _asks(child) and not _of(child, (PERSON, ALERT))
        ]

    def _item(self, raw: Json, path: str) -> Json:
        native = native_item(options_in_value_set(raw, self._raw), self._language)
        plain = _overlaid(native, self._rest(raw, path), self._language)
        plain = _with_shared_list(plain, native, _mapping(self._parts.get("lists", {})), self._language)
        if plain["kind"] == "rows":
            plain["items"] = [self._item(child, at) for child, at in _children(raw, path) if _asks(child)]
        return self._conditions.noted(plain, raw, path)

    def _rest(self, raw: Json, path: str) -> Json:
        found = extensions(raw, REST)
        said = _from_json(found[0].get("valueString", ""), path) if found else {}
        if not isinstance(said, dict) or any(key in said for key in ("id", "items", "sections", "show_when")):
            raise _refused("tf-rest", path, "What our own extension holds cannot be read.", _WRITE_AGAIN)
        return said


_REGISTER = {REGISTER_PEOPLE: "person_items", REGISTER_FAMILY: "family_items"}
_WRITE_AGAIN = "Write the Questionnaire anew from the form, or take the extension away."


def _from_json(text: object, path: str) -> Any:
    try:
        return json.loads(str(text), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise _refused("tf-rest", path, "What our own extension holds is not JSON.", _WRITE_AGAIN) from None


def _mapping(value: object) -> Json:
    if not isinstance(value, dict):
        raise _refused(
            "tf-rest", "Questionnaire.extension", "A part of the form is not of the right sort.", _WRITE_AGAIN
        )
    return value


def _overlaid(native: Json, rest: Json, language: str = "") -> Json:
    """What FHIR says with what our extension says besides; null takes away what FHIR said in vain."""
    together = {**native, **rest}
    if rest.get("options") is not None and not same_options(rest["options"], native.get("options", []), language):
        together["options"] = native.get("options", [])  # somebody has changed them since, in FHIR's own words
    return {key: value for key, value in together.items() if value is not None}


def _with_shared_list(plain: Json, native: Json, lists: Json, language: str) -> Json:
    """A choice from a shared list, unless its options have been changed in FHIR's own words."""
    if "list" in plain and "options" in native:
        same = same_options(lists.get(plain["list"]), native["options"], language)
        without = {key: value for key, value in plain.items() if key != ("options" if same else "list")}
        return without if same else without | {"options": native["options"]}
    return plain


def _children(raw: Json, path: str) -> Iterator[tuple[Json, str]]:
    for position, child in enumerate(raw.get("item", ())):
        yield child, child.get(PATH, f"{path}.item[{position}]")


def _of(raw: Json, beginning: str | tuple[str, ...]) -> bool:
    return bool(raw["linkId"].startswith(beginning))


def _asks(raw: Json) -> bool:
    return bool(raw["type"] != "display")


def _unreadable(fault: ValidationError) -> Iterator[Finding]:
    for error in fault.errors(include_url=False, include_input=False):
        where = ".".join(str(step) for step in error["loc"])
        yield Finding("tf-rest", "Questionnaire", f"The form made of it is not sound at {where}.", _WRITE_AGAIN)


def _unsound(form: Form) -> Iterator[Finding]:
    """What only the whole form shows: circles through our own conditions, and names that lead nowhere."""
    files = {(form.info.form, page.id): f"page {page.id}" for page in form.pages}
    form_set = FormSet(SetInfo(set="read", version="0", languages=form.languages), {form.info.form: form}, {}, files)
    for placed in form_set.items():
        if getattr(placed.item, "list", None) is not None and getattr(placed.item, "list", None) not in form.lists:
            yield Finding("tf-target", placed.item.id, "It names a list that is not there.", _WRITE_AGAIN)
    try:
        dependency_order(form)
    except CircleError as circle:
        says = f"Conditions go round in a circle: {' needs '.join(circle.path)}."
        yield Finding("tf-circle", "Questionnaire", says, "Take one of these conditions away.")
        return
    for problem in condition_problems(form_set):
        if problem.severity == "error" and problem.file not in (
            "rules.yaml",
            "criteria.yaml",
        ):  # they serve other forms
            yield Finding("tf-target", "Questionnaire", problem.says, problem.remedy)


def _kept(raw: Json, ours: Json) -> dict[str, Json]:
    """What our own writing of the form would lose, by our linkId."""
    mine = dict(_by_link(ours))
    kept: dict[str, Json] = {}
    for link, each in _by_link(raw):
        own = next((name for name in (link, f"{PAGE}{link}") if name in mine), None)
        own = _section_of(link, mine) if own is None else own
        if own is not None and (left := left_over(each, {**mine[own], "linkId": link})):
            kept[own] = left
    return kept


def _section_of(link: str, mine: Json) -> str | None:
    return next((name for name in mine if name.startswith(SECTION) and name.endswith(f"/{link}")), None)


def _by_link(resource: Json) -> Iterator[tuple[str, Json]]:
    yield "", {key: value for key, value in resource.items() if key != "item"}
    waiting = list(resource.get("item", ()))
    while waiting:
        raw = waiting.pop()
        waiting += raw.get("item", ())
        yield raw["linkId"], {key: value for key, value in raw.items() if key not in ("item", *_CONDITIONS)}


_CONDITIONS = ("enableWhen", "enableBehavior")  # a condition says the same in whatever words it is written again


def left_over(raw: Any, ours: Any) -> Any:
    """The part of `raw` that `ours` does not hold; None when it holds all of it."""
    if isinstance(raw, dict) and isinstance(ours, dict):
        left = {key: inner for key, value in raw.items() if (inner := left_over(value, ours.get(key))) is not None}
        return left or None
    if isinstance(raw, list) and isinstance(ours, list):
        if raw and isinstance(raw[0], dict) and "url" in raw[0]:
            return [each for each in raw if each not in ours] or None
        left_in = [left_over(each, ours[at]) if at < len(ours) else each for at, each in enumerate(raw)]
        return left_in if any(each is not None for each in left_in) else None
    return None if ours is not None else raw
