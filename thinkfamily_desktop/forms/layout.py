"""Who is asked what: the people of one family as places to ask, and the blocks of a form for them."""

from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AnswerKey, PersonId, Subject
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.blocks import Block, Names
from thinkfamily_desktop.forms.moment import IN_FAMILY, Here, Key, Moment
from thinkfamily_desktop.forms.people import KnownPerson
from thinkfamily_desktop.forms.said import Said

_NOT_IN_REGISTER = Text.of("…")


class Layout:
    """The blocks of a form for some people, in the order of the form."""

    def __init__(self, people: tuple[KnownPerson, ...], assessed: PersonId | None, said: Said) -> None:
        self._said = said
        self.known = people
        self.states = tuple(each.state for each in people)  # one object, so that a view sees that nobody changed
        self.people = tuple(map(Here.of, people))
        self.children = tuple(here for here in self.people if here.child)
        self.adults = tuple(here for here in self.people if here.adult)
        self.everyone = tuple(here for here in self.people if here.living)
        self.assessed = next((here for here in self.people if here.person == assessed), None)
        self.ids = frozenset(each.state.id for each in people)
        self.by_subject = {here.subject: here for here in self.people}
        self.blocks: list[tuple[Block, Here]] = []
        self.of_section: dict[int, list[tuple[Block, Here]]] = {}
        self.read: list[AnswerKey] = []  # what some step may read
        self.read_tables: list[Block] = []
        self.calculated: list[AnswerKey] = []
        self.shown_by: list[list[AnswerKey]] = []  # for each criterion, the questions whose answers show it

    def moment(self, given: dict[Key, Answer]) -> Moment:
        """A fresh evaluation of these answers among these people."""
        return Moment(given, self.people, self.children, self.adults, self.everyone, self.assessed)

    def names_of(self, here: Here) -> Names:
        """What texts call the subject and the assessed adult."""
        assessed = self.assessed.known if self.assessed is not None else None
        parent = assessed.called if assessed is not None else self._said.no_parent
        if here.known is not None:
            name, label = here.known.called, here.known.labelled
        elif here.subject.kind == "person":
            name = label = _NOT_IN_REGISTER
        else:  # asked once: about the assessed adult, as far as it names anybody
            name = label = parent
        return (("name", name), ("child", name), ("person", name), ("parent", parent), ("label", label))


def stand_in(layout: Layout, subject: Subject) -> Here:
    """Where to stand for a subject that may have left the register since."""
    if subject == IN_FAMILY.subject:
        return IN_FAMILY
    return layout.by_subject.get(subject) or Here(subject)
