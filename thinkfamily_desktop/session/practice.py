"""Made-up families to practise with: read from plain files, typed by the form, kept in a store of their own."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from thinkfamily_desktop.domain.alerts import Level, RaisedAlert
from thinkfamily_desktop.domain.answers import (
    Answer,
    Gap,
    PartialDate,
    PersonRef,
    Room,
    Source,
    SourceKind,
    Value,
)
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, Worker
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import (
    THE_FAMILY,
    AlertKey,
    AnswerKey,
    AssessmentId,
    FamilyId,
    ItemId,
    PersonId,
    RuleId,
    Subject,
    WorkerId,
    person_subject,
)
from thinkfamily_desktop.forms.canonical import form_ref
from thinkfamily_desktop.forms.model import (
    ChoiceItem,
    DateItem,
    Form,
    Item,
    LongTextItem,
    NhsNumberItem,
    NumberItem,
    PartialDateItem,
    PersonItem,
    RowsItem,
    SeveralItem,
    TextItem,
    TimeItem,
    YesNoItem,
)
from thinkfamily_desktop.forms.yaml_strict import read_yaml
from thinkfamily_desktop.session.items import items_by_id

Plain = Mapping[str, Any]


@dataclass(frozen=True)
class PracticeFamily:
    """One made-up family with its worker and its assessment, ready to be kept."""

    family: Family
    assessment: Assessment
    worker: Worker
    now: datetime
    people: Mapping[str, PersonId] = field(default_factory=dict)


def practice_families(folder: Path, form: Form) -> tuple[PracticeFamily, ...]:
    """Every made-up family of a folder, in the order of the file names."""
    return tuple(read_practice_family(path, form) for path in sorted(folder.glob("*.yaml")))


def read_practice_family(path: Path, form: Form) -> PracticeFamily:
    """One made-up family. Raises KeyError or ValueError where the file does not fit the form: a test walks them all."""
    read = read_yaml(path, path.name)
    if read.problems:
        raise ValueError("; ".join(str(problem) for problem in read.problems))
    return _Reading(cast("Plain", read.data), form, path.stem).family()


class _Reading:
    """One file being read: short names become ids that are the same on every run."""

    def __init__(self, plain: Plain, form: Form, name: str) -> None:
        self._plain = plain
        self._form = form
        self._name = name
        self._items = items_by_id(form)
        self._people = {short: PersonId(self._id(short)) for short in plain["family"]["people"]}
        self._started = datetime.fromisoformat(plain["assessment"]["started"])
        self._now = datetime.fromisoformat(plain["assessment"]["now"])
        self._worker = Worker(id=WorkerId(self._id("worker", family=False)), **plain["worker"])

    def family(self) -> PracticeFamily:
        plain = self._plain["family"]
        facts: dict[AnswerKey, Answer] = {}
        for short, person in plain["people"].items():
            for item, given in person.get("facts", {}).items():
                self._take({"item": item, "about": short, **_as_entry(given)}, facts)
        for item, given in plain.get("facts", {}).items():
            self._take({"item": item, **_as_entry(given)}, facts)
        answers: dict[AnswerKey, Answer] = {}
        for entry in self._plain["assessment"]["answers"]:
            held = self._items[entry["item"]].held_by
            self._take(entry, facts if held == "family" else answers)
        family = Family(
            id=FamilyId(self._id("family")),
            reference=plain["reference"],
            people=tuple(self._people.values()),
            facts=facts,
            practice=True,
        )
        return PracticeFamily(family, self._assessment(family, answers), self._worker, self._now, self._people)

    def _assessment(self, family: Family, answers: Mapping[AnswerKey, Answer]) -> Assessment:
        return Assessment(
            id=AssessmentId(self._id("assessment")),
            family=family.id,
            form=form_ref(self._form),
            state=AssessmentState.DRAFT,
            started_at=self._started,
            started_by=self._worker.id,
            changed_at=self._now,
            answers=answers,
            raised=tuple(self._raised(entry) for entry in self._plain["assessment"].get("raised", ())),
        )

    def _id(self, *parts: str, family: bool = True) -> str:

        name = "/".join(["practice", *([self._name] if family else []), *parts])
        return hashlib.sha256(name.encode()).hexdigest()[:32]

    def _subject(self, entry: Plain) -> Subject:
        about = person_subject(self._people[entry["about"]]) if entry.get("about") else THE_FAMILY
        if "alert" in entry:
            return AlertKey(RuleId(entry["alert"]), about).as_subject
        return about

    def _raised(self, entry: Plain) -> RaisedAlert:
        rule = next(rule for rule in self._form.rules.rules if rule.id == entry["rule"])
        key = AlertKey(rule.id, self._subject({"about": entry.get("about")}))
        level = Level(entry.get("level", rule.level))
        return RaisedAlert(key, level, datetime.fromisoformat(entry["at"]), self._worker.id)

    def _take(self, entry: Plain, into: dict[AnswerKey, Answer]) -> None:
        item = self._items[entry["item"]]
        account = self._people[entry["account"]] if entry.get("account") else ""
        key = AnswerKey(item.id, self._subject(entry), account)
        if isinstance(item, RowsItem) and "rows" in entry:
            self._take_rows(item, key, entry, into)
            return
        into[key] = self._answer(item, entry)

    def _take_rows(self, item: RowsItem, key: AnswerKey, entry: Plain, into: dict[AnswerKey, Answer]) -> None:
        rows: list[str] = []
        cells = {cell.id: cell for cell in item.items}
        for number, row in enumerate(entry["rows"]):
            row_id = self._id(item.id, *key.subject, key.account, str(number))
            rows.append(row_id)
            for cell_id, given in row.items():
                cell_key = key._replace(item=ItemId(cell_id), row=row_id)
                into[cell_key] = self._answer(cells[ItemId(cell_id)], {**_shared(entry), **_as_entry(given)})
        into[key] = self._stamp(entry, value=tuple(rows))

    def _answer(self, item: Item, entry: Plain) -> Answer:
        if "gap" in entry:
            return self._stamp(entry, gap=Gap(entry["gap"]), gap_note=entry.get("note", ""))
        return self._stamp(entry, value=self._value(item, entry["value"]))

    def _stamp(self, entry: Plain, **said: Any) -> Answer:
        happened = entry.get("happened")
        return Answer(
            source=self._source(entry.get("source")),
            room=self._room(entry.get("room")),
            happened=parse_partial(happened) if happened else None,
            exact_words=bool(entry.get("exact_words", False)),
            kept_from=frozenset(self._people[short] for short in entry.get("kept_from", ())),
            condition=entry.get("condition", ""),
            at=datetime.fromisoformat(entry["at"]) if "at" in entry else self._started,
            by=self._worker.id,
            **said,
        )

    def _source(self, plain: Plain | None) -> Source | None:
        if plain is None:
            return None
        person = self._people[plain["person"]] if "person" in plain else None
        return Source(SourceKind(plain["kind"]), person, plain.get("detail", ""))

    def _room(self, people: Sequence[str] | None) -> Room | None:
        if people is None:
            return None
        known = frozenset(self._people[short] for short in people if short in self._people)
        return Room(known, someone_else=len(known) < len(people))

    def _value(self, item: Item, given: Any) -> Value:
        match item:
            case TextItem() | LongTextItem() | ChoiceItem() | NhsNumberItem():
                return str(given)
            case SeveralItem():
                return tuple(str(code) for code in given)
            case YesNoItem():
                if not isinstance(given, bool):
                    raise TypeError(f"{item.id} takes true or false")
                return given
            case NumberItem():
                return Decimal(str(given))
            case DateItem():
                return date.fromisoformat(given)
            case PartialDateItem():
                return parse_partial(given)
            case TimeItem():
                return time.fromisoformat(given)
            case PersonItem():
                return PersonRef(self._people[given])
            case RowsItem():
                raise ValueError(f"{item.id} takes rows")


def parse_partial(said: str | int) -> PartialDate:
    """2026-11-20, 2015-03, 2015, or any of them after "about"."""
    words = str(said).strip()
    about = words.startswith("about")
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", words.removeprefix("about").strip())
    if found is None:
        raise ValueError("a partial date is a year, a month or a day")
    year, month, day = (int(part) if part else None for part in found.groups())
    return PartialDate(year or 0, month, day, about)


def _as_entry(given: Any) -> Plain:
    """A bare value, or a mapping that says more about it."""
    if isinstance(given, Mapping) and ({"value", "gap", "rows"} & given.keys()):
        return given
    if isinstance(given, list) and given and isinstance(given[0], Mapping):
        return {"rows": given}
    return {"value": given}


def _shared(entry: Plain) -> Plain:
    """What a row's cells take over from the entry of their table."""
    return {name: entry[name] for name in ("source", "at", "kept_from", "condition", "room") if name in entry}
