"""The people of a family as the engine knows them: names, ages and who is a child, from the facts of the register."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from thinkfamily_desktop.domain.answers import Answer, PartialDate, PersonRef, Value
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId, PersonId, person_subject
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.ages import AgeBounds, age_at, age_bounds, age_in_words
from thinkfamily_desktop.forms.model import RegisterItems
from thinkfamily_desktop.forms.said import Said
from thinkfamily_desktop.forms.state import Age, PersonState

_ADULT = 18
_ENGLISH = Said()
_ALIVE = frozenset({"no", "alive", "living"})


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with what conditions ask of them beyond what a screen shows.

    `called` and `labelled` are their name and label in every language: what stands for a name may be another word.
    """

    state: PersonState
    called: Text
    labelled: Text
    ages: AgeBounds | None
    born: PartialDate | None


def read_people(items: RegisterItems, family: Family, today: date, said: Said = _ENGLISH) -> tuple[KnownPerson, ...]:
    """Everybody in the register, in the order entered, with their ages today (for the dead, the day they died)."""
    return tuple(_read_person(items, family.facts, person, today, said) for person in family.people)


def read_assessed(items: RegisterItems, family: Family, answers: Mapping[AnswerKey, Answer]) -> PersonId | None:
    """The adult being assessed, or None when nobody in the register has been named as that."""
    key = AnswerKey(items.assessed)
    answer = answers.get(key) or family.facts.get(key)
    value = answer.value if answer is not None else None
    return value.person if isinstance(value, PersonRef) and value.person in family.people else None


def _read_person(
    items: RegisterItems, facts: Mapping[AnswerKey, Answer], person: PersonId, today: date, said: Said
) -> KnownPerson:
    subject = person_subject(person)

    def fact(item: ItemId) -> Value | None:
        answer = facts.get(AnswerKey(item, subject))
        return answer.value if answer is not None else None

    held = fact(items.roles)
    roles = frozenset(held) if isinstance(held, tuple) else frozenset()
    born, died_on = _as_partial(fact(items.born)), fact(items.died)
    died = _has_died(died_on)
    last_day = _last_day(died_on, today)
    ages = None if born is None or last_day is None else age_bounds(born, last_day)
    age = None if born is None or last_day is None else age_at(born, last_day)
    unborn = items.unborn_role in roles and born is None
    child = unborn or _is_child(items, roles, ages)
    standing_in = said.unnamed_baby if unborn else said.unnamed_child if child else said.unnamed_person
    called, full_name = _names(items, fact, standing_in)
    labelled = _label(said, called, age if child else None, fact(items.due) if unborn else None)
    state = PersonState(
        id=person,
        name=str(called),
        full_name=str(full_name),
        roles=roles,
        is_child=child,
        is_unborn=unborn,
        is_adult=not child,
        age=age,
        label=str(labelled),
        died=died,
    )
    return KnownPerson(state, called, labelled, ages, born)


def _is_child(items: RegisterItems, roles: frozenset[str], ages: AgeBounds | None) -> bool:
    """By role until certainly 18; without any role of a child or an adult, by an age that is certainly under 18."""
    if roles & {*items.child_roles, items.unborn_role}:
        return ages is None or ages.youngest.years < _ADULT
    return not roles & set(items.adult_roles) and ages is not None and ages.oldest.years < _ADULT


def _names(items: RegisterItems, fact: Callable[[ItemId], Value | None], standing_in: Text) -> tuple[Text, Text]:
    """The name used and the full name."""
    given, family_name, preferred = (
        str(fact(item) or "").strip() for item in (items.given_name, items.family_name, items.preferred_name)
    )
    used = preferred or given
    whole = " ".join(part for part in (given or preferred, family_name) if part)
    return Text.of(used) if used else standing_in, Text.of(whole) if whole else standing_in


def _label(said: Said, name: Text, age: Age | None, due: Value | None) -> Text:
    """The name with what a worker tells children apart by."""
    if age is not None:
        return said.aged.filled(name=name, age=age_in_words(age, said))
    due_month = due.month if isinstance(due, date | PartialDate) else None
    return said.due.filled(name=name, month=said.months[due_month - 1]) if due_month else name


def _has_died(value: Value | None) -> bool:
    """Whether the fact about a death says that there was one: a date, a yes, or a code that is not of the living."""
    return value not in (None, False, "", ()) and not (isinstance(value, str) and value in _ALIVE)


def _last_day(died_on: Value | None, today: date) -> date | None:
    """The day at which an age counts: today, or the day of a death; None for a death on a day not known."""
    if not _has_died(died_on):
        return today
    died = _as_partial(died_on)
    return died.earliest if died is not None else None


def _as_partial(value: Value | None) -> PartialDate | None:
    """A date however exactly it is held."""
    if isinstance(value, PartialDate):
        return value
    return PartialDate(value.year, value.month, value.day) if isinstance(value, date) else None
