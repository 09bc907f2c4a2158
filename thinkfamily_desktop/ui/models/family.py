"""The family's register as its page shows it: the map, one line for each person, and adding somebody. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thinkfamily_desktop.domain.answers import PartialDate, PersonRef, Value
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import THE_FAMILY, AnswerKey, ItemId, PersonId, person_subject
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words, partial_in_words
from thinkfamily_desktop.forms.family_map import FamilyMap, MapPerson, MapRelationship, describe, lay_out
from thinkfamily_desktop.forms.model import ChoiceItem, Form, Item, SeveralItem
from thinkfamily_desktop.forms.state import FormState, PersonState
from thinkfamily_desktop.ui.family_line import PersonLine

ADULT_AGE = 18
SECOND_PARENT = "other-parent"  # what a second "mother" or "father" is, where the form knows the role


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is to be written for a typed line: roles, facts by item, and the tie to the person assessed."""

    roles: tuple[str, ...]
    facts: tuple[tuple[ItemId, Value], ...]
    kin: str = ""
    kin_from_new: bool = False
    assessed: bool = False


def fact(family: Family, item: ItemId, person: PersonId) -> Value | None:
    """One fact about a person, or None."""
    answer = family.facts.get(AnswerKey(item, person_subject(person)))
    return answer.value if answer is not None else None


def options_of(form: Form, item: ItemId) -> tuple[tuple[str, str], ...]:
    """The codes and labels of a register item that is a choice."""
    found = next((each for each in _register(form) if each.id == item), None)
    if not isinstance(found, ChoiceItem | SeveralItem):
        return ()
    return tuple((option.code, str(option.label)) for option in form.options(found))


def new_person(line: PersonLine, form: Form, state: FormState, today: date) -> NewPerson:
    """What a line means in this family. The first adult is the parent who is assessed, unless somebody is already."""
    items = form.people.register_items
    known_roles = {code for code, _ in options_of(form, items.roles)}
    first = state.assessed is None and not line.unborn and line.role in ("", "parent") and not _is_child(line, today)
    role = line.role
    if first:
        role = items.adult_roles[0]
    elif role == items.adult_roles[0] and state.assessed is not None and SECOND_PARENT in known_roles:
        role = SECOND_PARENT
    roles = _roles(role, line, form, today)
    names = line.names
    facts: list[tuple[ItemId, Value]] = []
    if names:
        facts.append((items.given_name, " ".join(names[:-1]) if len(names) > 1 else names[0]))
    if len(names) > 1:
        facts.append((items.family_name, names[-1]))
    if line.born is not None:
        facts.append((items.born, line.born))
    if line.due is not None:
        facts.append((items.due, line.due))
    if line.sex in {code for code, _ in options_of(form, items.sex)}:
        facts.append((items.sex, line.sex))
    homes = options_of(form, items.lives_with)
    if homes:
        facts.append((items.lives_with, homes[-1][0] if line.elsewhere else homes[0][0]))
    kin = (
        line.kin
        if line.kin in _cell_codes(form, items.relationship_kind) and state.assessed is not None and not first
        else ""
    )
    return NewPerson(tuple(code for code in roles if code in known_roles), tuple(facts), kin, line.kin_from_new, first)


def line_in_words(line: PersonLine, new: NewPerson, form: Form, state: FormState, words: Words) -> str:
    """What adding this line will write, so that nothing is a surprise."""
    items = form.people.register_items
    labels = dict(options_of(form, items.roles))
    homes = dict(options_of(form, items.lives_with))
    told = dict(new.facts)
    said = [" ".join(line.names)]
    if new.assessed:
        said.append(words.say("family.line_first"))
    said.extend(labels[role].lower() for role in new.roles if not new.assessed)
    if line.born is not None:
        said.append(words.say("family.line_born", date=partial_in_words(line.born, words)))
    if line.due is not None:
        said.append(words.say("family.line_due", date=day_in_words(line.due, words)))
    assessed = state.person(state.assessed) if state.assessed is not None else None
    if new.kin and assessed is not None:
        said.append(words.say("family.line_kin", name=assessed.name, kin=line.kin_word))
    home = told.get(items.lives_with)
    if home is not None and not line.unborn:
        said.append(homes[str(home)].lower())
    sentence = ", ".join(part for part in said if part)
    unread = [name for name in line.names if any(letter.isdigit() for letter in name)]
    return f"{sentence}; {words.say('family.line_unread', what=' '.join(unread))}" if unread else sentence


def person_in_words(person: PersonState, form: Form, family: Family, words: Words) -> tuple[str, str]:
    """A person's two lines in the list: the label, and roles with the day of birth and where they live."""
    items = form.people.register_items
    labels = dict(options_of(form, items.roles))
    said = [labels[role] for role in labels if role in person.roles]
    born, due = fact(family, items.born, person.id), fact(family, items.due, person.id)
    if isinstance(born, PartialDate):
        said.append(words.say("family.line_born", date=partial_in_words(born, words)))
    elif isinstance(due, date):
        said.append(words.say("family.line_due", date=day_in_words(due, words)))
    homes = options_of(form, items.lives_with)
    home = fact(family, items.lives_with, person.id)
    if homes and home in {code for code, _ in homes[1:]}:
        said.append(words.say("family.elsewhere"))
    return person.label, " · ".join(said)


def map_of(form: Form, family: Family, state: FormState, words: Words) -> tuple[FamilyMap | None, tuple[str, ...]]:
    """The family map and the same in words; nothing while there is nobody."""
    if not state.people:
        return None, ()
    place = {person.id: number for number, person in enumerate(state.people)}
    people = [_map_person(person, form, family, state, words) for person in state.people]
    drawn = lay_out(people, relationships(form, family, place), _household(form, family, state, place))
    return drawn, describe(drawn, words)


def relationships(form: Form, family: Family, place: dict[PersonId, int]) -> tuple[MapRelationship, ...]:
    """Every complete row of the relationships, by position."""
    items = form.people.register_items
    held = family.facts.get(AnswerKey(items.relationships))
    rows: Sequence[str] = held.value if held is not None and isinstance(held.value, tuple) else ()
    found = []
    for row in rows:
        one, other, kind = (
            family.facts.get(AnswerKey(item, THE_FAMILY, "", row))
            for item in (items.relationship_from, items.relationship_to, items.relationship_kind)
        )
        if one is None or other is None or kind is None:
            continue
        ends = [place.get(end.value.person) if isinstance(end.value, PersonRef) else None for end in (one, other)]
        if ends[0] is not None and ends[1] is not None and isinstance(kind.value, str):
            found.append(MapRelationship(ends[0], ends[1], kind.value))
    return tuple(found)


def _map_person(person: PersonState, form: Form, family: Family, state: FormState, words: Words) -> MapPerson:
    items = form.people.register_items
    sex, born = fact(family, items.sex, person.id), fact(family, items.born, person.id)
    homes = options_of(form, items.lives_with)
    home = fact(family, items.lives_with, person.id)
    notes = []
    if person.id == state.assessed:
        notes.append(words.say("family.assessed"))
    if homes and home in {code for code, _ in homes[1:]}:
        notes.append(dict(homes)[str(home)].lower())
    return MapPerson(
        label=person.label,
        note=", ".join(notes),
        sex=sex if isinstance(sex, str) else "",
        is_child=person.is_child,
        is_unborn=person.is_unborn,
        is_assessed=person.id == state.assessed,
        died=fact(family, items.died, person.id) is not None,
        born=born.earliest if isinstance(born, PartialDate) else None,
    )


def _household(form: Form, family: Family, state: FormState, place: dict[PersonId, int]) -> tuple[int, ...]:
    """Who lives at the family's address; a baby not yet born lives where the person assessed does."""
    items = form.people.register_items
    homes = options_of(form, items.lives_with)
    if not homes:
        return ()
    here = [person.id for person in state.people if fact(family, items.lives_with, person.id) == homes[0][0]]
    if state.assessed in here:
        here += [person.id for person in state.people if person.is_unborn and person.id not in here]
    return tuple(place[person] for person in here)


def _roles(role: str, line: PersonLine, form: Form, today: date) -> tuple[str, ...]:
    items = form.people.register_items
    if line.unborn:
        return (items.unborn_role,)
    child = next((code for code in items.child_roles if code != items.unborn_role), "")
    if _is_child(line, today) and role != child:
        return (child,) if role in ("", "adult-sibling", *items.adult_roles[:1]) else (child, role)
    return (role,) if role else ()


def _is_child(line: PersonLine, today: date) -> bool:
    if line.born is None:
        return line.role == "child"
    return today.year - line.born.year < ADULT_AGE


def _register(form: Form) -> tuple[Item, ...]:
    return (*form.people.person_items, *form.people.family_items)


def _cell_codes(form: Form, cell: ItemId) -> set[str]:
    for item in _register(form):
        for inner in getattr(item, "items", ()):
            if inner.id == cell and isinstance(inner, ChoiceItem):
                return {option.code for option in form.options(inner)}
    return set()
