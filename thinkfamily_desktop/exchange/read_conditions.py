"""Gives the conditions of a Questionnaire to the parts of the form it becomes, once all its questions are known."""

import json
from dataclasses import dataclass

from thinkfamily_desktop.exchange.enable_when import EnableWhen, NotThatWayError, read_condition, written_condition
from thinkfamily_desktop.exchange.fhir import CONDITION, Json, extensions
from thinkfamily_desktop.exchange.reach import Kinds, Reach, reach_of
from thinkfamily_desktop.exchange.shapes import Finding
from thinkfamily_desktop.forms.conditions import AllOf, Condition
from thinkfamily_desktop.forms.parse_condition import parse_condition
from thinkfamily_desktop.forms.plain_condition import condition_as_plain

PATH = "path"
"""The key under which a stranger's item carries its place in the file, once it stands elsewhere."""
ABOVE = "conditions above"
"""The key under which a stranger's item carries the enableWhen of the groups and questions that held it."""


@dataclass(frozen=True, slots=True)
class _Noted:
    raw: Json
    path: str


class Conditions:
    """What each part of the form says in FHIR, until it can be read."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._noted: dict[int, _Noted] = {}

    def noted(self, plain: Json, raw: Json, path: str) -> Json:
        """The same part; its condition is put in by `put`."""
        self._noted[id(plain)] = _Noted(raw, path)
        return plain

    def put(self, plain_form: Json) -> None:
        """Give every page, section, item and cell its condition. What is wrong is in `findings`."""
        try:
            reach = reach_of(plain_form)
        except (KeyError, TypeError):
            self.findings.append(Finding("tf-rest", "Questionnaire", "A question has lost its kind.", "Write it anew."))
            return
        people = plain_form["people"]
        self._items(people["person_items"], reach, reach.among(people["person_items"], "each_person"))
        self._items(people["family_items"], reach, reach.once)
        for record in plain_form["rules"]["records"].values():
            self._items(record, reach, reach.among(record, "record"))
        for page in plain_form["pages"]:
            self._give(page, reach.once)
            for section in page["sections"]:
                self._give(section, reach.once)
                self._items(section["items"], reach, reach.among(section["items"], section.get("asked_of", "once")))

    def _items(self, items: list[Json], reach: Reach, readable: Kinds) -> None:
        for item in items:
            self._give(item, readable)
            if item["kind"] == "rows":
                cells = item["items"]
                self._items(cells, reach, reach.among_cells(readable, cells))

    def _give(self, plain: Json, readable: Kinds) -> None:
        noted = self._noted[id(plain)]
        condition = self._condition(noted, readable)
        if condition is not None:
            plain["show_when"] = condition_as_plain(condition)

    def _condition(self, noted: _Noted, readable: Kinds) -> Condition | None:
        above = [self._said(raw, noted.path, readable) for raw in noted.raw.get(ABOVE, ())]
        own = self._said(noted.raw, noted.path, readable)
        parts = [part for part in (*above, own) if part is not None]
        return AllOf(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None

    def _said(self, raw: Json, path: str, readable: Kinds) -> Condition | None:
        """What enableWhen says, and what our extension says whole: the latter while the former still says the same."""
        limbs, behaviour = raw.get("enableWhen", []), raw.get("enableBehavior", "all")
        whole = self._whole(raw, path)
        plain_limbs = tuple({key: value for key, value in limb.items() if key not in _BESIDE} for limb in limbs)
        if whole is not None and (not limbs or _same(whole, plain_limbs, behaviour, readable)):
            return whole
        if not limbs:
            return None
        said = self._read(limbs, behaviour, path, readable)
        unsayable = whole is not None and written_condition(whole, readable) is None
        return AllOf((whole, said)) if whole is not None and said is not None and unsayable else said

    def _whole(self, raw: Json, path: str) -> Condition | None:
        for each in extensions(raw, CONDITION):
            try:
                return parse_condition(json.loads(each.get("valueString", "")))
            except (ValueError, RecursionError):
                remedy = "Write the Questionnaire anew from the form."
                self.findings.append(Finding("tf-rest", path, "The condition in our extension cannot be read.", remedy))
        return None

    def _read(self, limbs: list[Json], behaviour: str, path: str, readable: Kinds) -> Condition | None:
        for position, limb in enumerate(limbs):
            if limb["question"] not in readable:
                says = f"{limb['question']!r} stands in a repeated group and is read from outside it, or is one itself."
                remedy = "Which of its answers is meant cannot be told. Move the condition inside."
                self.findings.append(Finding("tf-scope", f"{path}.enableWhen[{position}]", says, remedy))
                return None
            try:
                read_condition([limb], "all", readable)
            except NotThatWayError as fault:
                says = f"{limb['question']!r} cannot be compared like this."
                self.findings.append(Finding("tf-compare", f"{path}.enableWhen[{position}]", says, str(fault)))
                return None
        return read_condition(limbs, behaviour, readable)


_BESIDE = ("id", "extension")


def _same(whole: Condition, limbs: tuple[Json, ...], behaviour: str, readable: Kinds) -> bool:
    written = written_condition(whole, readable)
    return written is not None and written.written() == EnableWhen(limbs, behaviour).written()
