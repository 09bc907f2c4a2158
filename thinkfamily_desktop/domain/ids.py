"""Identities: random, never reused, never printed; and the key under which one answer is kept."""

import secrets
from typing import Literal, NamedTuple, NewType

ItemId = NewType("ItemId", str)
RuleId = NewType("RuleId", str)
PersonId = NewType("PersonId", str)
RowId = NewType("RowId", str)
WorkerId = NewType("WorkerId", str)
FamilyId = NewType("FamilyId", str)
AssessmentId = NewType("AssessmentId", str)
NoteId = NewType("NoteId", str)

SubjectKind = Literal["family", "person", "alert", "recipient", "organisation"]


def new_id() -> str:
    """128 random bits as 32 hexadecimal digits."""
    return secrets.token_hex(16)


class Subject(NamedTuple):
    """What an answer is about. A named tuple, because keys are hashed thousands of times a key press."""

    kind: SubjectKind
    id: str = ""


THE_FAMILY = Subject("family")


def person_subject(person: PersonId) -> Subject:
    """The subject of an answer about one person."""
    return Subject("person", person)


class AnswerKey(NamedTuple):
    """Where one answer lives: the item, whom it is about, whose account it is, and in which row.

    `account` is a person's id where a parent's and a child's answers stand side by side, else empty. `row` is the
    id of a row for the items of a `rows` item, else empty. Nothing is keyed by position.
    """

    item: ItemId
    subject: Subject = THE_FAMILY
    account: str = ""
    row: str = ""


class AlertKey(NamedTuple):
    """One alert: the rule, and the person or family that it is about."""

    rule: RuleId
    subject: Subject = THE_FAMILY

    @property
    def as_subject(self) -> Subject:
        """The subject under which this alert's action record is answered."""
        return Subject("alert", f"{self.rule}/{self.subject.kind}/{self.subject.id}")
