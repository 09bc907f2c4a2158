"""Questionnaires that others wrote: their groups as our pages and sections, and what we have no kind for."""

from collections.abc import Iterator
from typing import Any

from thinkfamily_desktop.exchange.fhir import REST, Json, extensions
from thinkfamily_desktop.exchange.invariants import items_of
from thinkfamily_desktop.exchange.native import ALERT, PAGE, PERSON, RECORD, SECTION, SUPPORTED, section_link
from thinkfamily_desktop.exchange.read_conditions import ABOVE, PATH
from thinkfamily_desktop.exchange.shapes import Finding

_REGISTER = (
    "given_name", "family_name", "preferred_name", "roles", "born", "due", "died", "sex", "lives_with", "nhs_number",
    "assessed", "relationships", "relationship_from", "relationship_to", "relationship_kind",
)  # fmt: skip

BARE_FORM: Json = {
    "people": {
        "register_items": {
            **{name: f"register.{name}" for name in _REGISTER},
            "child_roles": [],
            "unborn_role": "unborn",
            "adult_roles": [],
        },
        "page": "",
    },
    "rules": [],
    "lists": {},
    "criteria": [],
    "glossary": {},
    "recipients": {
        "content_groups": {"general": "General"},
        "readers": [],
        "front_page": {
            **{name: [] for name in ("asks", "sharing", "matters", "keep_doing", "safe_contact", "critical")},
            "child_columns": [],
            "link_columns": [],
            "tonight": "record.tonight",
            "contacted": "record.told",
        },
    },
}
"""What a form needs and a stranger's Questionnaire has not: an empty register, no alerts, no readers."""


def stranger_findings(resource: Json) -> Iterator[Finding]:
    """What we have no kind of item for, said item by item."""
    if not resource.get("item"):
        yield Finding("tf-empty", "Questionnaire", "It has no items.", "A form asks at least one question.")
    for found in items_of(resource):
        raw, path, kind = found.raw, found.path, found.raw["type"]
        ours = bool(extensions(raw, REST)) or raw["linkId"].startswith((PERSON, ALERT))
        if kind not in SUPPORTED:
            remedy = f"Supported: {', '.join(SUPPORTED)}."
            yield Finding("tf-unsupported", path, f"Items of type {kind} are not supported.", remedy)
        elif kind == "reference" and not ours:
            yield Finding("tf-unsupported", path, "References to other records are not supported.", "Ask for words.")
        if raw.get("repeats") and kind not in ("choice", "group") and not ours:
            says = f"A repeated {kind} is not supported."
            yield Finding("tf-unsupported", path, says, "Put it into a repeated group.")
        held = found.raw["type"] == "group" and bool(found.repeats)
        if held and not ours and not found.repeats[0].startswith((SECTION, RECORD, PAGE)):
            yield Finding(
                "tf-unsupported", path, "A group inside a repeated group is not supported.", "Keep one level."
            )
        yield from _options(raw, path, resource)


def _options(raw: Json, path: str, resource: Json) -> Iterator[Finding]:
    for position, option in enumerate(raw.get("answerOption", ())):
        coding = option.get("valueCoding")
        if (coding is None and not ("valueString" in option or "valueInteger" in option)) or (
            coding is not None and not coding.get("code")
        ):
            says = "Such an option is not supported."
            yield Finding("tf-unsupported", f"{path}.answerOption[{position}]", says, "Give a code, words or a number.")
    if (
        raw["type"] == "choice"
        and "answerOption" not in raw
        and not options_in_value_set(raw, resource).get("answerOption")
    ):
        says = "There is nothing to choose from in this file."
        if not extensions(raw, REST):
            yield Finding("tf-options", path, says, "Give answerOption, or the value set as a contained resource.")


def options_in_value_set(raw: Json, resource: Json) -> Json:
    """The item with the options of the contained value set that it names, if it names one."""
    name = raw.get("answerValueSet", "")
    if not name.startswith("#"):
        return raw
    for contained in resource.get("contained", ()):
        if contained.get("resourceType") == "ValueSet" and contained.get("id") == name[1:]:
            options = [{"valueCoding": coding} for coding in _codings(contained) if coding.get("code")]
            return {**raw, "answerOption": options} if options else raw
    return raw


def _codings(value_set: Json) -> Iterator[Json]:
    """The codes that a value set lists itself, in the shape of a coding."""
    expansion, compose = value_set.get("expansion"), value_set.get("compose")
    lists: list[Any] = [expansion.get("contains")] if isinstance(expansion, dict) else []
    if not lists and isinstance(compose, dict) and isinstance(compose.get("include"), list):
        lists = [include.get("concept") for include in compose["include"] if isinstance(include, dict)]
    for each in (each for listed in lists if isinstance(listed, list) for each in listed):
        if isinstance(each, dict) and isinstance(each.get("code"), str):
            display = each.get("display")
            yield {"code": each["code"]} | ({"display": display} if isinstance(display, str) else {})


def strangers_pages(resource: Json) -> Iterator[tuple[Json, str]]:
    """The items of the whole as pages whose groups are sections, each with its path; our own pages as they are.

    A group becomes a page, a group in it a section, and deeper ones further sections under all the conditions above
    them. Questions that stand loose are gathered. A question inside a question follows it, under its condition; words
    to display help with the question they stand before.
    """
    loose: list[Json] = []
    for position, raw in enumerate(resource.get("item", ())):
        path = f"Questionnaire.item[{position}]"
        if raw["linkId"].startswith((PAGE, RECORD, SECTION)):
            yield raw, path
        elif raw["type"] == "group" and not raw.get("repeats"):
            if loose:
                yield _gathered(loose, resource)
                loose = []
            yield {**raw, "item": list(_Sections(raw["linkId"]).of(_inside(raw, path), raw["linkId"]))}, path
        else:
            loose.append({**raw, PATH: path})
    if loose:
        yield _gathered(loose, resource)


def _inside(raw: Json, path: str) -> list[Json]:
    return [{**child, PATH: f"{path}.item[{at}]"} for at, child in enumerate(raw.get("item", ()))]


def _gathered(loose: list[Json], resource: Json) -> tuple[Json, str]:
    name = f"from {loose[0]['linkId']}"
    page: Json = {"linkId": name, "type": "group"} | ({"text": resource["title"]} if "title" in resource else {})
    return page | {"item": list(_Sections(name).of(loose, name))}, loose[0][PATH]


class _Sections:
    """The sections of one page, made of a stranger's groups."""

    def __init__(self, page: str) -> None:
        self._page = page

    def of(self, children: list[Json], name: str, above: tuple[Json, ...] = (), text: str = "") -> Iterator[Json]:
        """Runs of questions as sections, in order; a group among them begins its own."""
        runs: list[list[Json] | Json] = [[]]
        words: list[Json] = []
        for raw in children:
            run = runs[-1]
            if raw["type"] == "display":
                words.append(raw)
            elif raw["type"] == "group" and not raw.get("repeats"):
                runs += [raw, []]
            elif isinstance(run, list):
                run += _with_inner({**raw, "item": [*words, *raw.get("item", ())]} if words else raw, ())
                words = []
        for part, run in enumerate(runs):
            if isinstance(run, list) and run:
                link = section_link(self._page, name if not part else f"{name} {part}")
                yield {"linkId": link, "type": "group", ABOVE: above, "item": run} | ({"text": text} if text else {})
            elif isinstance(run, dict):
                yield from self.of(_inside(run, run[PATH]), run["linkId"], (*above, run), run.get("text", ""))


def _with_inner(raw: Json, above: tuple[Json, ...]) -> Iterator[Json]:
    """A question and the questions inside it, which show only while it does; of a repeated group, its cells."""
    inside = _inside(raw, raw[PATH])
    if raw["type"] == "group":
        cells = [cell for child in inside if child["type"] != "display" for cell in _with_inner(child, ())]
        yield {**raw, ABOVE: above, "item": [*(child for child in inside if child["type"] == "display"), *cells]}
        return
    yield {**raw, ABOVE: above}
    for child in inside:
        if child["type"] != "display":
            yield from _with_inner(child, (*above, raw))
