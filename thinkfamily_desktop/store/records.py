"""SQL for families, their people and facts, and what is kept beside them, inside the caller's transaction."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlcipher3.dbapi2 import Connection, IntegrityError

from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.assessment import FormRef, Worker
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, AssessmentId, FamilyId, PersonId
from thinkfamily_desktop.domain.records import FamilyCard, FamilySummary, Place
from thinkfamily_desktop.store import codec, search
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.journal import NOTHING, Change

FACTS = AssessmentId("")  # whose answers the family itself holds

_REFERENCE = re.compile(r"TF-(\d{4})-(\d{4,})")


def insert_family(connection: Connection, family: Family, card: FamilyCard, at: datetime, seq: int) -> list[Change]:
    """Keep a new family. Raises StoreError when its reference is taken."""
    people = list(family.people)
    try:
        connection.execute(
            "INSERT INTO family VALUES (?, ?, ?, ?)",
            (family.id, family.reference, codec.to_bytes(people), _card(card)),
        )
    except IntegrityError:
        raise StoreError("store.reference_taken", reference=family.reference) from None
    insert_change(connection, family.id, FACTS, at, seq)
    if named := _REFERENCE.fullmatch(family.reference):
        connection.execute(
            "INSERT INTO reference_year VALUES (?, ?) ON CONFLICT DO UPDATE SET last = max(last, excluded.last)",
            (int(named[1]), int(named[2])),
        )
    search.replace_terms(connection, family.id, (family.reference, *card.search_terms))
    return [Change.of("people", [], None, people), *put_answers(connection, family.id, FACTS, family.facts)]


def free_reference(connection: Connection, year: int) -> str:
    """A reference that no family has or ever had."""
    row = connection.execute("SELECT last FROM reference_year WHERE year = ?", (year,)).fetchone()
    return f"TF-{year}-{(row[0] if row else 0) + 1:04d}"


def read_family(connection: Connection, family: FamilyId, practice: bool) -> Family:
    """One family with its facts. Raises StoreError when it is not here."""
    row = connection.execute("SELECT reference, people FROM family WHERE id = ?", (family,)).fetchone()
    if row is None:
        raise StoreError("store.not_here")
    people = tuple(PersonId(person) for person in codec.from_bytes(row[1]))
    return Family(family, row[0], people, read_answers(connection, family, FACTS), practice)


def read_caseload(connection: Connection) -> tuple[FamilySummary, ...]:
    """All families but those in the bin, latest change first."""
    rows = connection.execute(  # SQLite takes `at` from the row that has the greatest seq
        "SELECT id, reference, card, at, max(seq) AS latest FROM family JOIN latest_change ON family = id"
        " WHERE id NOT IN (SELECT family FROM bin WHERE assessment = '') GROUP BY id ORDER BY latest DESC"
    )
    return tuple(
        FamilySummary(FamilyId(id_), reference, _read_card(card), datetime.fromisoformat(at))
        for id_, reference, card, at, _ in rows
    )


def insert_change(connection: Connection, family: FamilyId, assessment: AssessmentId, at: datetime, seq: int) -> None:
    """Note when a new family (with FACTS) or assessment first changed."""
    connection.execute("INSERT INTO latest_change VALUES (?, ?, ?, ?)", (family, assessment, at.isoformat(), seq))


def touch(connection: Connection, family: FamilyId, assessment: AssessmentId, at: datetime, seq: int) -> None:
    """Note that the family (with FACTS) or this assessment of it changed. Raises StoreError when it is not here."""
    touched = connection.execute(
        "UPDATE latest_change SET at = ?, seq = ? WHERE family = ? AND assessment = ?",
        (at.isoformat(), seq, family, assessment),
    )
    if touched.rowcount != 1:
        others = connection.execute("SELECT 1 FROM assessment WHERE id = ?", (assessment,)).fetchone()
        if others is not None:
            raise ValueError("the assessment is another family's")
        raise StoreError("store.not_here")


def put_card(connection: Connection, family: FamilyId, card: FamilyCard) -> None:
    """Keep the family's line of the caseload, and its search terms where they changed. What awaits a reply stays."""
    reference, raw = connection.execute("SELECT reference, card FROM family WHERE id = ?", (family,)).fetchone()
    kept = _read_card(raw)
    card = replace(card, awaiting_since=kept.awaiting_since)
    if kept == card:
        return
    connection.execute("UPDATE family SET card = ? WHERE id = ?", (_card(card), family))
    if kept.search_terms != card.search_terms:
        search.replace_terms(connection, family, (reference, *card.search_terms))


def put_awaiting(connection: Connection, family: FamilyId, since: datetime | None) -> None:
    """Keep since when a copy of this family has waited for a reply."""
    raw = connection.execute("SELECT card FROM family WHERE id = ?", (family,)).fetchone()[0]
    card = replace(_read_card(raw), awaiting_since=since)
    connection.execute("UPDATE family SET card = ? WHERE id = ?", (_card(card), family))


def put_people(connection: Connection, family: FamilyId, people: tuple[PersonId, ...]) -> list[Change]:
    """Keep who belongs to the family, in order."""
    raw = connection.execute("SELECT people FROM family WHERE id = ?", (family,)).fetchone()[0]
    connection.execute("UPDATE family SET people = ? WHERE id = ?", (codec.to_bytes(list(people)), family))
    return [Change.of("people", [], codec.from_bytes(raw), list(people))]


def read_answers(connection: Connection, family: FamilyId, assessment: AssessmentId) -> dict[AnswerKey, Answer]:
    """Every answer of an assessment, or with FACTS of the family itself.

    As one row, because for each row that is fetched this thread waits its turn behind the window's.
    """
    keys, contents = connection.execute(
        "SELECT CAST(group_concat(key) AS BLOB), CAST(group_concat(content) AS BLOB) FROM answer"
        " WHERE family = ? AND assessment = ?",
        (family, assessment),
    ).fetchone()
    if keys is None:
        return {}
    pairs = zip(codec.from_bytes(b"[" + keys + b"]"), codec.from_bytes(b"[" + contents + b"]"), strict=True)
    return codec.answers_from_json(pairs)


def raw_answer(connection: Connection, family: FamilyId, assessment: AssessmentId, key: AnswerKey) -> bytes:
    """One answer as it is kept; NOTHING where there is none."""
    place = (family, assessment, json.dumps(codec.key_to_json(key)))
    row = connection.execute(
        "SELECT content FROM answer WHERE family = ? AND assessment = ? AND key = ?", place
    ).fetchone()
    return NOTHING if row is None else bytes(row[0])


def put_answers(
    connection: Connection, family: FamilyId, assessment: AssessmentId, answers: Mapping[AnswerKey, Answer | None]
) -> list[Change]:
    """Keep answers, or take them back where there is None. Returns what really changed."""
    changes = []
    where = "answers" if assessment else "facts"
    for key, answer in answers.items():
        written = codec.key_to_json(key)
        place = (family, assessment, json.dumps(written))
        row = connection.execute(
            "SELECT rowid, content FROM answer WHERE family = ? AND assessment = ? AND key = ?", place
        ).fetchone()
        was = NOTHING if row is None else row[1]
        now = NOTHING if answer is None else codec.to_bytes(codec.answer_to_json(answer))
        if was == now:
            continue
        if row is None:
            connection.execute("INSERT INTO answer VALUES (?, ?, ?, ?)", (*place, now))
        elif answer is None:
            connection.execute("DELETE FROM answer WHERE rowid = ?", (row[0],))
        else:
            connection.execute("UPDATE answer SET content = ? WHERE rowid = ?", (now, row[0]))
        changes.append(Change(where, written, was, now))
    return changes


def put_form(connection: Connection, ref: FormRef, canonical: str) -> bool:
    """Keep a form's text. False when it was kept already."""
    done = connection.execute(
        "INSERT INTO form_text VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (ref.sha256, ref.form, ref.version, canonical.encode("utf-8")),
    )
    return bool(done.rowcount == 1)


def read_form(connection: Connection, sha256: str) -> str:
    """A kept form's text. Raises StoreError when it is not here."""
    row = connection.execute("SELECT content FROM form_text WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise StoreError("store.not_here")
    return bytes(row[0]).decode("utf-8")


def put_worker(connection: Connection, worker: Worker) -> list[Change]:
    """Keep who uses this laptop."""
    was = _kept(connection, "worker")
    now = codec.worker_to_json(worker)
    _keep(connection, "worker", now)
    return [Change.of("worker", [], was, now)]


def read_worker(connection: Connection) -> Worker | None:
    """Who uses this laptop, or None before they have said."""
    raw = _kept(connection, "worker")
    return None if raw is None else codec.worker_from_json(raw)


def put_place(connection: Connection, place: Place) -> None:
    """Keep where the worker is."""
    _keep(connection, "place", codec.place_to_json(place))


def read_place(connection: Connection) -> Place:
    """Where the worker was."""
    raw = _kept(connection, "place")
    return Place() if raw is None else codec.place_from_json(raw)


def tell_at_next_unlock(connection: Connection, code: str) -> None:
    """Keep a notice for the next opening."""
    _keep(connection, "tell", [*(_kept(connection, "tell") or ()), code])


def take_told(connection: Connection) -> tuple[str, ...]:
    """The notices kept for this opening. They are not kept any longer."""
    told = tuple(_kept(connection, "tell") or ())
    connection.execute("DELETE FROM kept_value WHERE name = 'tell'")
    return told


def has_told(connection: Connection) -> bool:
    """Whether a notice waits for this opening."""
    return _kept(connection, "tell") is not None


def _card(card: FamilyCard) -> bytes:
    return codec.to_bytes(codec.card_to_json(card))


def _read_card(raw: bytes) -> FamilyCard:
    return codec.card_from_json(codec.from_bytes(raw))


def _keep(connection: Connection, name: str, value: object) -> None:
    connection.execute(
        "INSERT INTO kept_value VALUES (?, ?) ON CONFLICT DO UPDATE SET content = excluded.content",
        (name, codec.to_bytes(value)),
    )


def _kept(connection: Connection, name: str) -> Any:
    row = connection.execute("SELECT content FROM kept_value WHERE name = ?", (name,)).fetchone()
    return None if row is None else codec.from_bytes(row[0])
