"""Who is asked what: the blocks of a form for the people of one family, kept while those people stay as they are."""

from collections.abc import Mapping
from datetime import date
from operator import is_not

from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, FamilyId, PersonId, Subject, person_subject
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.blocks import Block, Names, named
from thinkfamily_desktop.forms.moment import IN_FAMILY, Here, Moment
from thinkfamily_desktop.forms.people import NO_PARENT, KnownPerson, read_assessed, read_people
from thinkfamily_desktop.forms.plan import Plan, SectionPlan

_MOST_BLOCKS = 4_000  # far more than any family has; a bound, because blocks hold answers
_NOT_IN_REGISTER = "…"


class Layout:
    """The blocks of a form for some people, in the order of the form."""

    def __init__(self, people: tuple[KnownPerson, ...], assessed: PersonId | None) -> None:
        self.known = people
        self.people = tuple(Here(person_subject(each.state.id), each) for each in people)
        self.children = tuple(here for here in self.people if here.is_among("each_child"))
        self.adults = tuple(here for here in self.people if here.is_among("each_adult"))
        self.everyone = tuple(here for here in self.people if here.is_among("each_person"))
        self.assessed = next((here for here in self.people if here.person == assessed), None)
        self.ids = frozenset(each.state.id for each in people)
        self.by_subject = {here.subject: here for here in self.people}
        self.blocks: list[tuple[Block, Here]] = []
        self.of_section: dict[int, list[tuple[Block, Here]]] = {}

    def moment(self, given: dict[tuple[str, Subject, str, str], Answer]) -> Moment:
        """A fresh evaluation of these answers among these people."""
        return Moment(given, self.people, self.children, self.adults, self.everyone, self.assessed)

    def names_of(self, here: Here) -> Names:
        """What texts call the subject and the assessed adult."""
        parent = self.assessed.known.state.name if self.assessed is not None and self.assessed.known else NO_PARENT
        if here.known is not None:
            name, label = here.known.state.name, here.known.state.label
        elif here.subject.kind == "person":
            name = label = _NOT_IN_REGISTER
        else:  # asked once: about the assessed adult, as far as it names anybody
            name = label = parent
        return (("name", name), ("child", name), ("person", name), ("parent", parent), ("label", label))


class Memory:
    """What one evaluation leaves for the next, of one family at a time. Never changes what comes out."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._family: FamilyId | None = None
        self.forget()

    def forget(self) -> None:
        """Let go of every answer and person."""
        self._facts: list[Answer | None] = []
        self._keys: tuple[AnswerKey, ...] = ()
        self._read: tuple[tuple[PersonId, ...], date, PersonId | None] | None = None
        self._layout: Layout | None = None
        self._blocks: dict[tuple[object, ...], Block] = {}
        self._says: dict[tuple[Text, Names], Text] = {}

    def layout(self, family: Family, answers: Mapping[AnswerKey, Answer], today: date) -> Layout:
        """The layout for a family as its register now stands."""
        if family.id != self._family or len(self._blocks) > _MOST_BLOCKS:
            self.forget()
            self._family = family.id
        register = self._plan.register
        assessed = read_assessed(register, family, answers)
        facts = [family.facts.get(key) for key in self._register_keys(family.people)]
        read = (family.people, today, assessed)
        if self._layout is None or self._read != read or any(map(is_not, facts, self._facts)):
            known = read_people(register, family, today)
            if self._layout is None or self._layout.known != known or self._read != read:
                self._layout = self._laid_out(known, assessed)
            self._read = read
        self._facts = facts
        return self._layout

    def block(self, plan: SectionPlan, subject: Subject, names: Names, moment: Moment, kind: object = "") -> Block:
        """The block of a section for a subject, the one made before where nothing in it would be different."""
        used = (names if plan.names_subject else (), names[3] if plan.names_parent else ())
        accounts = {roles: moment.accounts(roles, subject) for roles in plan.account_roles}
        key = (plan.index, kind, subject, used, tuple(accounts.values()))
        block = self._blocks.get(key)
        if block is None:
            block = self._blocks[key] = Block(plan, subject, names, accounts)
        return block

    def says(self, text: Text, names: Names) -> Text:
        """A text with names filled in, the same object each time."""
        said = self._says.get((text, names))
        if said is None:
            if len(self._says) > _MOST_BLOCKS:
                self._says.clear()
            said = self._says[(text, names)] = named(text, names)
        return said

    def _register_keys(self, people: tuple[PersonId, ...]) -> tuple[AnswerKey, ...]:
        if self._read is not None and self._read[0] == people:
            return self._keys
        items = self._plan.register
        read = (
            items.given_name,
            items.family_name,
            items.preferred_name,
            items.roles,
            items.born,
            items.due,
            items.died,
        )
        self._keys = tuple(AnswerKey(item, person_subject(person)) for person in people for item in read)
        return self._keys

    def _laid_out(self, known: tuple[KnownPerson, ...], assessed: PersonId | None) -> Layout:
        layout = Layout(known, assessed)
        moment = layout.moment({})
        for plan in self._plan.sections:
            heres = (
                layout.people if plan.of_register and plan.asked_of == "each_person" else moment.asked(plan.asked_of)
            )
            pairs = [(self.block(plan, here.subject, layout.names_of(here), moment), here) for here in heres]
            layout.of_section[plan.index] = pairs
            layout.blocks.extend(pairs)
        return layout


def stand_in(layout: Layout, subject: Subject) -> Here:
    """Where to stand for a subject that may have left the register since."""
    if subject == IN_FAMILY.subject:
        return IN_FAMILY
    return layout.by_subject.get(subject) or Here(subject)
