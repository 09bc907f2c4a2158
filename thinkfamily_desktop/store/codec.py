"""Plain values to JSON and back, exactly: every kind of value, every character, even half of a surrogate pair."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from thinkfamily_desktop.domain.alerts import Level, RaisedAlert, Withdrawal
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
from thinkfamily_desktop.domain.assessment import Note, SignedVersion, Stage, Worker
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import (
    AlertKey,
    AnswerKey,
    AssessmentId,
    FamilyId,
    ItemId,
    NoteId,
    PersonId,
    RuleId,
    Subject,
    WorkerId,
)
from thinkfamily_desktop.domain.records import FamilyCard, Place

Json = dict[str, Any]
_SHORT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_bytes(value: object) -> bytes:
    """JSON in UTF-8. Characters stand as themselves, lone surrogates included."""
    return _SHORT.encode(value).encode("utf-8", "surrogatepass")


def from_bytes(raw: bytes) -> Any:
    """What `to_bytes` was given."""
    return json.loads(raw.decode("utf-8", "surrogatepass"))


def value_to_json(value: Value) -> list[Any]:
    """A value with the name of its kind before it."""
    match value:
        case bool():
            return ["yes_no", value]
        case str():
            return ["text", value]
        case Decimal():
            return ["number", str(value)]
        case datetime():
            raise TypeError("an answer's value is a day or a time, not a moment")
        case date():
            return ["date", value.isoformat()]
        case time():
            return ["time", value.isoformat()]
        case PartialDate():
            return ["partial_date", value.year, value.month, value.day, value.about]
        case PersonRef():
            return ["person", value.person]
        case tuple():
            return ["several", *value]


def value_from_json(raw: list[Any]) -> Value:
    """The value again. Raises ValueError for a kind of value that this version does not know."""
    kind, *parts = raw
    match kind:
        case "yes_no":
            return bool(parts[0])
        case "text":
            return str(parts[0])
        case "number":
            return Decimal(parts[0])
        case "date":
            return date.fromisoformat(parts[0])
        case "time":
            return time.fromisoformat(parts[0])
        case "partial_date":
            return PartialDate(*parts)
        case "person":
            return PersonRef(parts[0])
        case "several":
            return tuple(parts)
        case _:
            raise ValueError(f"no kind of value is called {kind!r}")


def answer_to_json(answer: Answer) -> Json:
    """An answer, without whatever is as it is by default."""
    raw: Json = {}
    if answer.value is not None:
        raw["value"] = value_to_json(answer.value)
    if answer.gap is not None:
        raw["gap"] = answer.gap.value
    if answer.source is not None:
        raw["source"] = [answer.source.kind.value, answer.source.person, answer.source.detail]
    if answer.room is not None:
        raw["room"] = [sorted(answer.room.people), answer.room.someone_else]
    if answer.happened is not None:
        raw["happened"] = value_to_json(answer.happened)[1:]
    if answer.kept_from:
        raw["kept_from"] = sorted(answer.kept_from)
    if answer.at is not None:
        raw["at"] = answer.at.isoformat()
    if answer.by is not None:
        raw["by"] = answer.by
    for name in ("gap_note", "exact_words", "condition", "bulk", "carried"):
        if held := getattr(answer, name):
            raw[name] = held
    return raw


def answer_from_json(raw: Json) -> Answer:
    """The answer again."""
    return Answer(**{name: _PARTS[name](part) if name in _PARTS else part for name, part in raw.items()})


def _source(raw: list[Any]) -> Source:
    kind, person, detail = raw
    return Source(SourceKind(kind), None if person is None else PersonId(person), detail)


def _room(raw: list[Any]) -> Room:
    people, someone_else = raw
    return Room(frozenset(people), someone_else)


_PARTS: dict[str, Callable[[Any], Any]] = {  # of an answer; what is not named here stands as itself
    "value": value_from_json,
    "gap": Gap,
    "source": _source,
    "room": _room,
    "happened": lambda raw: PartialDate(*raw),
    "kept_from": frozenset,
    "at": datetime.fromisoformat,
}


def key_to_json(key: AnswerKey) -> list[str]:
    """Item, kind of subject, subject, account, row."""
    return [key.item, key.subject.kind, key.subject.id, key.account, key.row]


def key_from_json(raw: list[Any]) -> AnswerKey:
    """The key again."""
    item, kind, subject, account, row = raw
    return AnswerKey(ItemId(item), Subject(kind, subject), account, row)


def answers_to_json(answers: Mapping[AnswerKey, Answer]) -> list[Any]:
    """Answers in the order of their keys."""
    return [[key_to_json(key), answer_to_json(answers[key])] for key in sorted(answers)]


def answers_from_json(raw: Iterable[Any]) -> dict[AnswerKey, Answer]:
    """The answers again."""
    return {key_from_json(key): answer_from_json(answer) for key, answer in raw}


def raised_to_json(alert: RaisedAlert) -> Json:
    """An alert that was raised."""
    subject = alert.key.subject
    raw: Json = {"key": [alert.key.rule, subject.kind, subject.id]}
    raw |= {"level": alert.level.value, "at": alert.at.isoformat(), "by": alert.by}
    if alert.withdrawn is not None:
        raw["withdrawn"] = [alert.withdrawn.at.isoformat(), alert.withdrawn.by, alert.withdrawn.reason]
    return raw


def raised_from_json(raw: Json) -> RaisedAlert:
    """The alert again."""
    rule, kind, subject = raw["key"]
    withdrawn = None
    if "withdrawn" in raw:
        at, by, reason = raw["withdrawn"]
        withdrawn = Withdrawal(datetime.fromisoformat(at), WorkerId(by), reason)
    key = AlertKey(RuleId(rule), Subject(kind, subject))
    return RaisedAlert(key, Level(raw["level"]), datetime.fromisoformat(raw["at"]), WorkerId(raw["by"]), withdrawn)


def note_to_json(note: Note) -> Json:
    """A note."""
    filed = None if note.filed_to is None else key_to_json(note.filed_to)
    return {"id": note.id, "text": note.text, "at": note.at.isoformat(), "by": note.by, "filed_to": filed}


def note_from_json(raw: Json) -> Note:
    """The note again."""
    filed = None if raw["filed_to"] is None else key_from_json(raw["filed_to"])
    return Note(NoteId(raw["id"]), raw["text"], datetime.fromisoformat(raw["at"]), WorkerId(raw["by"]), filed)


_WORKER_PARTS = ("id", "name", "role", "team", "phone", "cover_phone")


def worker_to_json(worker: Worker) -> Json:
    """The worker."""
    return {name: getattr(worker, name) for name in _WORKER_PARTS}


def worker_from_json(raw: Json) -> Worker:
    """The worker again."""
    return Worker(**raw)


def version_to_json(version: SignedVersion) -> Json:
    """A signed version with everything copied in."""
    family = version.family
    return {
        "number": version.number,
        "stage": version.stage.value,
        "at": version.at.isoformat(),
        "worker": worker_to_json(version.worker),
        "family": [family.id, family.reference, list(family.people), family.practice],
        "facts": answers_to_json(family.facts),
        "answers": answers_to_json(version.answers),
        "raised": [raised_to_json(alert) for alert in version.raised],
    }


def version_from_json(raw: Json) -> SignedVersion:
    """The signed version again."""
    family, reference, people, practice = raw["family"]
    return SignedVersion(
        number=raw["number"],
        stage=Stage(raw["stage"]),
        at=datetime.fromisoformat(raw["at"]),
        worker=worker_from_json(raw["worker"]),
        family=Family(FamilyId(family), reference, tuple(people), answers_from_json(raw["facts"]), practice),
        answers=answers_from_json(raw["answers"]),
        raised=tuple(raised_from_json(alert) for alert in raw["raised"]),
    )


def card_to_json(card: FamilyCard) -> Json:
    """A family's line of the caseload."""
    raw: Json = {name: getattr(card, name) for name in FamilyCard.__dataclass_fields__}
    return raw | {name: day and day.isoformat() for name, day in _days_of(card).items()}


def card_from_json(raw: Json) -> FamilyCard:
    """The card again. An older one has no days."""
    told: dict[str, Any] = {name: _sentence(raw[name]) for name in ("standing", "next_step")}
    if day := raw.get("review_due"):
        told["review_due"] = date.fromisoformat(day)
    if at := raw.get("awaiting_since"):
        told["awaiting_since"] = datetime.fromisoformat(at)
    return FamilyCard(**(raw | told | {"search_terms": tuple(raw["search_terms"])}))


def _days_of(card: FamilyCard) -> dict[str, date | None]:
    return {"review_due": card.review_due, "awaiting_since": card.awaiting_since}


def _sentence(raw: list[Any]) -> tuple[str, tuple[tuple[str, str | int], ...]]:
    code, parameters = raw
    return code, tuple((name, value) for name, value in parameters)


def place_to_json(place: Place) -> Json:
    """Where the worker was."""
    raw: Json = {name: getattr(place, name) for name in Place.__dataclass_fields__}
    return raw | {"key": None if place.key is None else key_to_json(place.key)}


def place_from_json(raw: Json) -> Place:
    """The place again."""
    family, assessment = raw["family"], raw["assessment"]
    ids = {
        "family": None if family is None else FamilyId(family),
        "assessment": None if assessment is None else AssessmentId(assessment),
        "key": None if raw["key"] is None else key_from_json(raw["key"]),
    }
    return Place(**(raw | ids))
