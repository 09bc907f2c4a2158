"""A form as a FHIR R4 Questionnaire: what FHIR can say in its own words, the rest whole in our own extensions."""

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from thinkfamily_desktop.exchange.condition_out import written_when
from thinkfamily_desktop.exchange.constraints import written_constraints
from thinkfamily_desktop.exchange.fhir import (
    CONDITION,
    DISPLAY_CATEGORY,
    FORM_PART,
    HIDDEN,
    HL7_CODES,
    INITIAL,
    ITEM_CONTROL,
    LEAST,
    MOST,
    REST,
    SHORT_TEXT,
    UNIT,
    Json,
    compact,
    extended,
    extension,
    sayable,
)
from thinkfamily_desktop.exchange.native import (
    ALERT,
    ON_ITS_DAY,
    PAGE,
    PERSON,
    RECORD,
    REGISTER_FAMILY,
    REGISTER_PEOPLE,
    SECTION,
    TYPES,
    native_info,
    native_item,
    native_page,
    native_section,
    section_link,
)
from thinkfamily_desktop.exchange.options import written_options
from thinkfamily_desktop.exchange.reach import Kinds, Reach, kinds_of, reach_of
from thinkfamily_desktop.exchange.texts import text_extension, written_text
from thinkfamily_desktop.forms.canonical import canonical
from thinkfamily_desktop.forms.model import Form

Kept = Mapping[str, Json]
"""What a Questionnaire that was read had besides, by linkId ("" for the whole): see `questionnaire_in`."""


def questionnaire(form: Form, kept: Kept | None = None) -> Json:
    """The form as a Questionnaire. `kept` puts back what came with a Questionnaire the form was read from.

    Reading it again gives an equal form. Another program shows the same questions under the same conditions wherever
    enableWhen can say them; a condition it cannot say (ages, roles, gaps, nesting, other alerts) stands whole in our
    own extension, and there such a program asks too much rather than too little.
    """
    return _Writing(form, kept or {}).resource()


class _Writing:
    def __init__(self, form: Form, kept: Kept) -> None:
        self._plain: Json = json.loads(canonical(form))
        self._language = form.languages[0] if form.languages else "en"
        self._reach: Reach = reach_of(self._plain)
        self._kept = kept

    def resource(self) -> Json:
        info = self._plain["info"]
        whole: Json = {
            "resourceType": "Questionnaire",
            "language": self._language,
            "extension": [],
            **{key: info[key] for key in ("url", "version") if sayable(info[key])},
            "name": machine_name(info["form"]),
            **written_text("title", info["title"], self._language),
            "status": "active",
            "subjectType": ["Patient"],
            **written_text("description", info.get("purpose", {}), self._language),
            "item": [*self._register(), *self._pages(), *self._records()],
        }
        whole["extension"] = list(self._form_parts(native_info(whole)))
        return restored(whole, self._kept.get("", {}))

    def _form_parts(self, native: Json) -> Iterator[Json]:
        """What the form has besides its questions, each part as JSON: nothing here is about anybody."""
        people = self._plain["people"]
        shared = {key: value for key, value in self._plain.items() if key not in ("pages", "people", "rules", "info")}
        shared |= {"rules": self._plain["rules"]["rules"], "info": remainder(self._plain["info"], native)}
        shared |= {"people": {key: people[key] for key in ("register_items", "page", "said") if key in people}}
        for name, value in sorted(shared.items()):
            if value not in ({}, []):
                parts = [extension("name", "Code", name), extension("json", "String", compact(value))]
                yield {"url": FORM_PART, "extension": parts}

    def _pages(self) -> Iterator[Json]:
        for number, page in enumerate(self._plain["pages"], start=1):
            inside = [*self._notes(page, page["id"])]
            inside += [self._section(page["id"], section) for section in page["sections"]]
            raw: Json = {"linkId": f"{PAGE}{page['id']}", **written_text("text", page["title"], self._language)}
            raw |= {"type": "group", "item": inside} if inside else {"type": "display"}
            native = native_page({**raw, "item": inside}, self._language, number)
            yield self._finished(raw, page, native, self._reach.once, but=("sections", "show_when"))

    def _register(self) -> Iterator[Json]:
        """The family's register, which stands before the pages: of each person, then of the family."""
        people = self._plain["people"]
        if people["person_items"]:
            yield self._group(REGISTER_PEOPLE, people["person_items"], "each_person")
        if people["family_items"]:
            yield self._group(REGISTER_FAMILY, people["family_items"], "once")

    def _section(self, page: str, section: Json) -> Json:
        asked_of = section.get("asked_of", "once")
        raw = self._group(section_link(page, section["id"]), section["items"], asked_of)
        raw |= written_text("text", section.get("title", {}), self._language)
        native = native_section(raw, page, self._language)
        return self._finished(raw, section, native, self._reach.once, but=("items", "show_when"))

    def _group(self, name: str, items: list[Json], asked_of: str) -> Json:
        around = self._reach.among(items, asked_of)
        inside = [self._item(item, around, kinds_of(items)) for item in items]
        if asked_of in ("once", "assessed"):
            return {"linkId": name, "type": "group", "item": inside} if inside else {"linkId": name, "type": "display"}
        return {"linkId": name, "type": "group", "repeats": True, "item": [_whom(name), *inside]}

    def _records(self) -> Iterator[Json]:
        """The action record of each level: a group for each alert, which only our rules can raise, so hidden."""
        for level, items in self._plain["rules"].get("records", {}).items():
            around = self._reach.among(items, "record")
            alert: Json = {"linkId": f"{ALERT}{level}", "type": "string", "required": True, "text": "Alert"}
            inside = [extended(alert, _HIDDEN), *(self._item(item, around, kinds_of(items)) for item in items)]
            raw: Json = {"linkId": f"{RECORD}{level}", "type": "group", "repeats": True, "item": inside}
            yield restored(extended(raw, _HIDDEN), self._kept.get(raw["linkId"], {}))

    def _item(self, plain: Json, readable: Kinds, beside: Kinds) -> Json:
        language = self._language
        raw: Json = {
            "linkId": plain["id"],
            **written_text("text", plain["ask"], language),
            "type": TYPES[plain["kind"]],
        }
        if plain.get("needed_for", "never") != "never":
            raw["required"] = True
        if plain["kind"] in ("several", "rows") or plain.get("accounts"):
            raw["repeats"] = True
        if "calculate" in plain:
            raw["readOnly"] = True
        if "max_length" in plain:
            raw["maxLength"] = plain["max_length"]
        raw = extended(raw, *text_extension(SHORT_TEXT, plain.get("label", {}), language), *self._extras(plain))
        raw = extended(raw, *written_constraints(plain, beside, self._reach.once, language))
        if options := written_options(self._options(plain), language):
            raw["answerOption"] = options
        inside = list(self._notes(plain, plain["id"]))
        if plain["kind"] == "rows":
            around = self._reach.among_cells(readable, plain["items"])
            inside += [self._item(cell, around, kinds_of(plain["items"])) for cell in plain["items"]]
        if inside:
            raw["item"] = inside
        return self._finished(raw, plain, native_item(raw, language), readable, but=("items", "show_when"))

    def _extras(self, plain: Json) -> Iterator[Json]:
        for key, url in (("at_least", LEAST), ("at_most", MOST)):
            if key in plain:
                yield extension(url, "Decimal", Decimal(plain[key]))
        if unit := written_text("display", plain.get("unit", {}), self._language):
            yield extension(UNIT, "Coding", unit)
        if plain.get("initial") in ON_ITS_DAY:
            expression = {"language": "text/fhirpath", "expression": ON_ITS_DAY[plain["initial"]]}
            yield extension(INITIAL, "Expression", expression)

    def _options(self, plain: Json) -> list[Json]:
        if plain["kind"] not in ("choice", "several"):
            return []
        shared: list[Json] = self._plain["lists"].get(plain.get("list", ""), [])
        return plain.get("options") or shared

    def _notes(self, plain: Json, name: str) -> Iterator[Json]:
        """Why and how it is asked, and words to say: items to display, marked as instructions."""
        guidance = plain.get("guidance", {})
        said = [
            ("opening", plain.get("opening", {})),
            ("why", guidance.get("why", {})),
            ("how", guidance.get("how", {})),
        ]
        said += [(f"say:{at}", words) for at, words in enumerate(guidance.get("say", ()), start=1)]
        for what, text in said:
            if words := written_text("text", text, self._language):
                yield extended(
                    _displayed(what, name, words),
                    _coded(DISPLAY_CATEGORY, "questionnaire-display-category", "instructions"),
                )
        if words := written_text("text", plain.get("help", {}), self._language):
            yield extended(_displayed("help", name, words), _coded(ITEM_CONTROL, "questionnaire-item-control", "help"))

    def _finished(self, raw: Json, plain: Json, native: Json, readable: Kinds, but: tuple[str, ...]) -> Json:
        """With its condition, with what FHIR has no place for, and with what it came with."""
        keys, own = written_when(plain.get("show_when"), readable)
        rest = remainder(plain, native, but)
        more = [extension(REST, "String", compact(rest))] if rest else []
        own_condition = [extension(CONDITION, "String", compact(plain["show_when"]))] if own else []
        return restored(extended({**raw, **keys}, *own_condition, *more), self._kept.get(raw["linkId"], {}))


def _whom(group: str) -> Json:
    """The hidden first item of a repeated group, which holds whom this repetition is about."""
    name = group.replace(SECTION, PERSON, 1)
    return extended({"linkId": name, "type": "reference", "required": True, "text": "Person"}, _HIDDEN)


_HIDDEN = extension(HIDDEN, "Boolean", True)


def _coded(url: str, system: str, code: str) -> Json:
    return extension(url, "CodeableConcept", {"coding": [{"system": f"{HL7_CODES}/{system}", "code": code}]})


def _displayed(what: str, name: str, words: Json) -> Json:
    kind, _, number_said = what.partition(":")
    return {"linkId": f"{kind}:{name}" + (f":{number_said}" if number_said else ""), "type": "display", **words}


def machine_name(form: str) -> str:
    """A name that a program can use: letters, digits and _, beginning with a capital letter."""
    words = re.sub(r"[^A-Za-z0-9]+", " ", form).split()
    return ("F_" if not words or not words[0][0].isalpha() else "") + "".join(word.capitalize() for word in words)


def remainder(plain: Json, native: Json, but: tuple[str, ...] = ()) -> Json:
    """What has to be said besides: keys that FHIR says otherwise or not at all; null for one that it says in vain."""
    rest = {key: value for key, value in plain.items() if key not in but and native.get(key, ...) != value}
    return rest | {key: None for key in native if key not in plain and key not in but}


def restored(ours: Json, kept: Json) -> Json:
    """Our own writing with what was kept put back in its places; extensions stand after ours."""
    together = {key: _restored(ours[key], value) if key in ours else value for key, value in kept.items()}
    if "extension" in ours and "extension" in kept:
        together["extension"] = [*ours["extension"], *kept["extension"]]
    return ours | together


def _restored(ours: Any, kept: Any) -> Any:
    if isinstance(ours, dict) and isinstance(kept, dict):
        return restored(ours, kept)
    if isinstance(ours, list) and isinstance(kept, list):
        pairs = zip(ours, kept, strict=False)
        return [*(_restored(*pair) for pair in pairs), *ours[len(kept) :], *kept[len(ours) :]]
    return ours
