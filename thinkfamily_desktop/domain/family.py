"""A family: people and facts entered once, to which every assessment points."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AnswerKey, FamilyId, PersonId


@dataclass(frozen=True)
class Family:
    """The register of one family.

    `reference` (TF-2026-0147) is for people and for file names; `people` is in the order entered and holds only who
    is not removed; names, dates of birth, addresses, relationships and identifiers are `facts`: answers like any other.
    """

    id: FamilyId
    reference: str
    people: tuple[PersonId, ...] = ()
    facts: Mapping[AnswerKey, Answer] = field(default_factory=dict)
    practice: bool = False
