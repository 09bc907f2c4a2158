"""What may be painted in a visit: one rule, from the people who are in the room (practice decision 2)."""

from collections.abc import Collection
from dataclasses import dataclass

from thinkfamily_desktop.domain.answers import Answer, Room, SourceKind
from thinkfamily_desktop.domain.ids import PersonId


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who can see the screen now. `stranger` is anybody whom the family's register does not hold."""

    people: frozenset[PersonId]
    stranger: bool

    @classmethod
    def of(cls, room: Room | None, household: Collection[PersonId]) -> "Listeners":
        """Nobody ticked counts as everybody in the household and a stranger, because nobody has said otherwise."""
        if room is None or (not room.people and not room.someone_else):
            return cls(frozenset(household), stranger=True)
        return cls(room.people, stranger=room.someone_else)


def may_paint(answer: Answer, listeners: Listeners, *, family_fact: bool, protected: bool) -> bool:
    """Whether an earlier answer may stand on the screen in front of these people.

    `family_fact`: a fact of the register, such as a name. `protected`: a protected address and the like.
    A child's words never stand on the screen while the person they were kept from can see it.
    """
    if answer.kept_from & listeners.people:
        return False
    if family_fact and not protected:
        return True
    if _source_is_here(answer, listeners):
        return True
    return _all_heard_it(answer, listeners)


def _source_is_here(answer: Answer, listeners: Listeners) -> bool:
    source = answer.source
    return source is not None and source.kind is SourceKind.PERSON and source.person in listeners.people


def _all_heard_it(answer: Answer, listeners: Listeners) -> bool:
    room = answer.room
    if room is None:
        return False
    return listeners.people <= room.people and (room.someone_else or not listeners.stranger)
