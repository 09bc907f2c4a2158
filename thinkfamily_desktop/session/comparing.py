"""What would change if one store took the place of another: family by family, person by person. Counts, no answers."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from thinkfamily_desktop.domain.assessment import Assessment
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, AssessmentId, FamilyId, PersonId
from thinkfamily_desktop.domain.records import FamilySummary
from thinkfamily_desktop.domain.text import NO_TEXT, Words
from thinkfamily_desktop.domain.wording import day_in_words
from thinkfamily_desktop.forms.model import RegisterItems
from thinkfamily_desktop.forms.people import read_people
from thinkfamily_desktop.forms.said import Said
from thinkfamily_desktop.session.ports import Store

K = TypeVar("K", bound=Hashable)
NOBODY = PersonId("")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries are only in the store of now, only in the other, and in both but not the same."""

    lost: int = 0
    back: int = 0
    other: int = 0

    def __bool__(self) -> bool:
        return bool(self.lost or self.back or self.other)

    def __add__(self, more: "Counts") -> "Counts":
        return Counts(self.lost + more.lost, self.back + more.back, self.other + more.other)


@dataclass(frozen=True, slots=True)
class Change:
    """What would change for one person, or for the family as a whole, in the register or in one piece of work."""

    person: str  # their name; empty for the family as a whole, and for somebody without one
    work_begun: datetime | None  # which assessment; None for the register
    counts: Counts
    somebody: bool = False  # it is about one person, named or not


@dataclass(frozen=True, slots=True)
class FamilyChange:
    """One family that would not be the same afterwards."""

    reference: str
    name: str
    whole: str  # "lost" or "back" where the family is in one of the stores only, else ""
    changes: tuple[Change, ...]

    @property
    def counts(self) -> Counts:
        """All of it together."""
        return sum((change.counts for change in self.changes), Counts())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that would change, in the caseload's order; and how many families stay exactly as they are."""

    changed: tuple[FamilyChange, ...]
    same: int

    @property
    def counts(self) -> Counts:
        """All families together."""
        return sum((family.counts for family in self.changed), Counts())


@dataclass(frozen=True)
class _Held:
    """One family as one store holds it."""

    summary: FamilySummary
    family: Family
    work: Mapping[AssessmentId, Assessment]


def compare(now: Store | None, then: Store, register: RegisterItems, today: date) -> Comparison:
    """Read both stores and say what would change if `then` took the place of `now`. Waits for the disk.

    `now` is None where the store of now cannot be opened: then everything in the other one comes back.
    """
    here: dict[FamilyId, _Held] = {} if now is None else _read(now)
    there = _read(then)
    changed: list[FamilyChange] = []
    for family in dict.fromkeys((*here, *there)):
        change = _family_change(here.get(family), there.get(family), register, today)
        if change.whole or change.changes:
            changed.append(change)
    return Comparison(tuple(changed), len(here.keys() | there.keys()) - len(changed))


def difference_in_words(found: Comparison, words: Words, *, names: bool = True) -> tuple[str, ...]:
    """The comparison as lines to read: a line for each family, and one below for each person and piece of work."""
    say = words.say
    lines = [say("store.would_stay", count=found.same)] if found.same or not found.changed else []
    for family in found.changed:
        who = f"{family.reference} {family.name}".strip() if names else family.reference
        lines.append(say(f"store.would_{family.whole or 'change'}", family=who, counts=counts_in_words(family, words)))
        if not family.whole:
            lines += [f"  {change_in_words(change, words, names=names)}" for change in family.changes]
    return tuple(lines)


def change_in_words(change: Change, words: Words, *, names: bool = True) -> str:
    """Tunde, assessment begun 20 Nov 2026: 2 would be lost, 1 would come back."""
    if not change.somebody:
        whose = words.say("store.would_family")
    else:
        whose = (names and change.person) or words.say("store.would_a_person")
    if change.work_begun is None:
        where = words.say("store.would_register")
    else:
        where = words.say("store.would_work", day=day_in_words(change.work_begun.date(), words))
    return f"{whose}, {where}: {counts_in_words(change, words)}"


def counts_in_words(change: Change | FamilyChange, words: Words) -> str:
    """2 would be lost, 1 would come back, 1 would be as it was before: only those there are."""
    counts = change.counts
    kinds = (("lost", counts.lost), ("back", counts.back), ("other", counts.other))
    return ", ".join(words.say(f"store.would_be_{kind}", count=count) for kind, count in kinds if count)


def _read(store: Store) -> dict[FamilyId, _Held]:
    held = {}
    for summary in store.caseload().result():
        work = {each.id: store.assessment(each.id).result() for each in store.assessments(summary.id).result()}
        held[summary.id] = _Held(summary, store.family(summary.id).result(), work)
    return held


def _family_change(now: _Held | None, then: _Held | None, register: RegisterItems, today: date) -> FamilyChange:
    known = now or then
    if known is None:
        raise ValueError("a family that is in neither store")
    names = _names(then, register, today) | _names(now, register, today)
    found = _by_person(now.family.facts if now else {}, then.family.facts if then else {})
    changes = [_change(person, names, None, counts) for person, counts in found.items() if counts]
    now_work, then_work = now.work if now else {}, then.work if then else {}
    for id_ in dict.fromkeys((*now_work, *then_work)):
        changes += _work_changes(now_work.get(id_), then_work.get(id_), names)
    whole = "lost" if then is None else "back" if now is None else ""
    return FamilyChange(known.summary.reference, known.summary.card.name, whole, tuple(changes))


def _work_changes(now: Assessment | None, then: Assessment | None, names: Mapping[PersonId, str]) -> list[Change]:
    found = _by_person(now.answers if now else {}, then.answers if then else {})
    whole = _counted(_rest(now), _rest(then))
    found[NOBODY] = found.get(NOBODY, Counts()) + whole
    begun = (now or then).started_at if (now or then) else None  # type: ignore[union-attr]  # one of them is there
    return [_change(person, names, begun, counts) for person, counts in found.items() if counts]


def _change(person: PersonId, names: Mapping[PersonId, str], begun: datetime | None, counts: Counts) -> Change:
    return Change(names.get(person, ""), begun, counts, somebody=person != NOBODY)


def _rest(work: Assessment | None) -> dict[Hashable, object]:
    """What a piece of work holds beside its answers, each under a name of its own."""
    if work is None:
        return {}
    held: dict[Hashable, object] = {("note", note.id): note for note in work.notes}
    held |= {("version", version.number): version for version in work.versions}
    held |= {("alert", raised.key): raised for raised in work.raised}
    return held | {("finished", section): True for section in work.finished_sections} | {"state": work.state}


def _names(held: _Held | None, register: RegisterItems, today: date) -> dict[PersonId, str]:
    if held is None:
        return {}
    said = Said(unnamed_baby=NO_TEXT, unnamed_child=NO_TEXT, unnamed_person=NO_TEXT)  # the words file has its own
    return {known.state.id: known.state.name for known in read_people(register, held.family, today, said)}


def _by_person(now: Mapping[AnswerKey, object], then: Mapping[AnswerKey, object]) -> dict[PersonId, Counts]:
    people = dict.fromkeys(_person_of(key) for key in (*now, *then))
    return {
        person: _counted(
            {key: value for key, value in now.items() if _person_of(key) == person},
            {key: value for key, value in then.items() if _person_of(key) == person},
        )
        for person in people
    }


def _counted(now: Mapping[K, object], then: Mapping[K, object]) -> Counts:
    both = now.keys() & then.keys()
    return Counts(len(now) - len(both), len(then) - len(both), sum(now[key] != then[key] for key in both))


def _person_of(key: AnswerKey) -> PersonId:
    """Whom an answer is about; the record of an alert about a person is about that person."""
    kind, whom = key.subject
    if kind == "alert":
        _, kind, whom = key.subject.id.split("/", 2)  # type: ignore[assignment]  # as AlertKey.as_subject wrote it
    return PersonId(whom) if kind == "person" else NOBODY
