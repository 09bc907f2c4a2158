"""Taking a family or a piece of work out of sight, and back; and putting back what one line of the journal changed.

Nothing goes by date alone: what is in the bin stays until somebody erases it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop.domain.ids import AssessmentId, FamilyId, PersonId, WorkerId
from thinkfamily_desktop.store import codec, records
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.journal import NOTHING, Change

WHOLE = AssessmentId("")  # in the place of an assessment: the whole family


@dataclass(frozen=True, slots=True)
class Binned:
    """Something out of sight. `assessment` is None for a whole family."""

    family: FamilyId
    reference: str
    name: str
    assessment: AssessmentId | None
    at: datetime
    by: WorkerId


def put_in(connection: Connection, family: FamilyId, assessment: AssessmentId, at: datetime, by: WorkerId) -> None:
    """Take it out of sight. Raises StoreError when it is not here, or in the bin already."""
    held = "SELECT 1 FROM latest_change WHERE family = ? AND assessment = ?"
    gone = "SELECT 1 FROM bin WHERE family = ? AND assessment = ?"
    if not connection.execute(held, (family, assessment)).fetchone():
        raise StoreError("store.not_here")
    if connection.execute(gone, (family, assessment)).fetchone():
        raise StoreError("store.not_here")
    connection.execute("INSERT INTO bin VALUES (?, ?, ?, ?)", (family, assessment, at.isoformat(), by))


def take_out(connection: Connection, family: FamilyId, assessment: AssessmentId) -> None:
    """Put it back in sight, as it was. Raises StoreError when it is not in the bin."""
    done = connection.execute("DELETE FROM bin WHERE family = ? AND assessment = ?", (family, assessment))
    if done.rowcount != 1:
        raise StoreError("store.not_here")


def read_bin(connection: Connection) -> tuple[Binned, ...]:
    """What is in the bin, latest first."""
    rows = connection.execute(
        "SELECT family, reference, card, assessment, at, worker FROM bin JOIN family ON id = family ORDER BY at DESC"
    )
    return tuple(
        Binned(
            FamilyId(family),
            reference,
            codec.card_from_json(codec.from_bytes(card)).name,
            AssessmentId(assessment) or None,
            datetime.fromisoformat(at),
            WorkerId(worker),
        )
        for family, reference, card, assessment, at, worker in rows
    )


def put_back(connection: Connection, family: FamilyId, seq: int) -> tuple[AssessmentId | None, list[Change]]:
    """Put back what the line of the family's journal that ends with this commit changed, where it still stands so.

    Answers, facts and who belongs to the family: what a worker can remove. Returns whose work it was, and what really
    changed. Raises StoreError when there is no such line, or nothing of it can be put back.
    """
    row = connection.execute(
        "SELECT assessment, content FROM journal_line l JOIN journal_content c ON c.line = l.number"
        " WHERE l.family = ? AND last_seq = ?",
        (family, seq),
    ).fetchone()
    if row is None:
        raise StoreError("store.not_here")
    assessment = None if row[0] is None else AssessmentId(row[0])
    changes: list[Change] = []
    for each in codec.from_bytes(row[1]).get("changes", ()):
        changes += _put_back_one(connection, family, assessment, each)
    if not changes:
        raise StoreError("store.nothing_to_put_back")
    return assessment, changes


def _put_back_one(
    connection: Connection, family: FamilyId, assessment: AssessmentId | None, each: dict[str, Any]
) -> list[Change]:
    match each["in"]:
        case "people":
            held = connection.execute("SELECT people FROM family WHERE id = ?", (family,)).fetchone()[0]
            if codec.from_bytes(held) != each["now"] or each["was"] is None:
                return []
            return records.put_people(connection, family, tuple(map(PersonId, each["was"])))
        case "facts" | "answers":
            owner = records.FACTS if each["in"] == "facts" else assessment
            if owner is None:
                return []
            key = codec.key_from_json(each["key"])
            held = records.raw_answer(connection, family, owner, key)
            if held != (NOTHING if each["now"] is None else codec.to_bytes(each["now"])):
                return []
            was = None if each["was"] is None else codec.answer_from_json(each["was"])
            return records.put_answers(connection, family, owner, {key: was})
        case _:
            return []
