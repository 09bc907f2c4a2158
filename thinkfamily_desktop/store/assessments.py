"""SQL for assessments: drafts, alerts raised, notes and signed versions, inside the caller's transaction."""

import hashlib
from datetime import datetime
from typing import Any

from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop.domain.alerts import RaisedAlert
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, FormRef, Note, SignedVersion
from thinkfamily_desktop.domain.ids import AssessmentId, FamilyId, WorkerId
from thinkfamily_desktop.domain.records import AssessmentSummary, Save
from thinkfamily_desktop.store import codec, records
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.journal import Change


def insert_assessment(connection: Connection, assessment: Assessment, seq: int) -> list[Change]:
    """Keep a new piece of work with all that it holds already."""
    connection.execute(
        "INSERT INTO assessment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            assessment.id,
            assessment.family,
            assessment.form.form,
            assessment.form.version,
            assessment.form.sha256,
            assessment.state.value,
            assessment.started_at.isoformat(),
            assessment.started_by,
            assessment.follows,
            codec.to_bytes(sorted(assessment.finished_sections)),
        ),
    )
    owner = (assessment.family, assessment.id)
    records.insert_change(connection, *owner, assessment.changed_at, seq)
    changes = [
        *records.put_answers(connection, *owner, assessment.answers),
        *put_raised(connection, *owner, assessment.raised),
    ]
    if assessment.notes:
        changes += put_notes(connection, *owner, assessment.notes)
    for version in assessment.versions:
        insert_version(connection, *owner, version)
    return changes


def read_assessment(connection: Connection, assessment: AssessmentId) -> Assessment:
    """One assessment, whole. Raises StoreError when it is not here."""
    row = connection.execute(
        "SELECT a.family, form, form_version, form_sha256, state, started_at, started_by, follows, finished, at"
        " FROM assessment a JOIN latest_change c ON c.family = a.family AND c.assessment = a.id WHERE id = ?",
        (assessment,),
    ).fetchone()
    if row is None:
        raise StoreError("store.not_here")
    family, form, version, sha256, state, started_at, started_by, follows, finished, changed_at = row
    return Assessment(
        id=assessment,
        family=FamilyId(family),
        form=FormRef(form, version, sha256),
        state=AssessmentState(state),
        started_at=datetime.fromisoformat(started_at),
        started_by=WorkerId(started_by),
        changed_at=datetime.fromisoformat(changed_at),
        follows=None if follows is None else AssessmentId(follows),
        answers=records.read_answers(connection, FamilyId(family), assessment),
        raised=_read_raised(connection, assessment),
        finished_sections=frozenset(codec.from_bytes(finished)),
        notes=_read_notes(connection, assessment),
        versions=_read_versions(connection, assessment),
    )


def read_summaries(connection: Connection, family: FamilyId) -> tuple[AssessmentSummary, ...]:
    """The family's pieces of work but those in the bin, latest change first."""
    rows = connection.execute(
        "SELECT a.id, f.reference, a.form, a.state, a.started_at, c.at,"
        " (SELECT count(*) FROM signed_version v WHERE v.assessment = a.id)"
        " FROM assessment a JOIN family f ON f.id = a.family"
        " JOIN latest_change c ON c.family = a.family AND c.assessment = a.id WHERE a.family = ?"
        " AND a.id NOT IN (SELECT assessment FROM bin WHERE family = a.family) ORDER BY c.seq DESC",
        (family,),
    )
    return tuple(
        AssessmentSummary(
            id=AssessmentId(id_),
            family=family,
            reference=reference,
            form=form,
            state=AssessmentState(state),
            version=versions,
            started_at=datetime.fromisoformat(started_at),
            changed_at=datetime.fromisoformat(changed_at),
        )
        for id_, reference, form, state, started_at, changed_at, versions in rows
    )


def family_of(connection: Connection, assessment: AssessmentId) -> FamilyId:
    """Whose assessment this is. Raises StoreError when it is not here."""
    row = connection.execute("SELECT family FROM assessment WHERE id = ?", (assessment,)).fetchone()
    if row is None:
        raise StoreError("store.not_here")
    return FamilyId(row[0])


def apply(connection: Connection, save: Save) -> list[Change]:
    """Write one user action. Returns what changed, for the journal."""
    changes = records.put_answers(connection, save.family, records.FACTS, save.facts)
    if save.people is not None:
        changes += records.put_people(connection, save.family, save.people)
    if save.card is not None:
        records.put_card(connection, save.family, save.card)
    if save.assessment is not None:
        changes += _apply_to_assessment(connection, save, save.assessment)
    elif (
        save.answers
        or save.raised
        or save.state
        or save.form
        or save.notes is not None
        or save.finished_sections is not None
    ):
        raise ValueError("these belong to an assessment, and the save names none")
    return changes


def _apply_to_assessment(connection: Connection, save: Save, assessment: AssessmentId) -> list[Change]:
    changes = records.put_answers(connection, save.family, assessment, save.answers)
    changes += put_raised(connection, save.family, assessment, save.raised)
    if save.state is not None:
        changes += put_state(connection, assessment, save.state)
    if save.form is not None:
        changes += _put_form(connection, assessment, save.form)
    if save.finished_sections is not None:
        changes += _put_finished(connection, assessment, save.finished_sections)
    if save.notes is not None:
        changes += put_notes(connection, save.family, assessment, save.notes)
    return changes


def put_state(connection: Connection, assessment: AssessmentId, state: AssessmentState) -> list[Change]:
    """Keep where the piece of work stands."""
    was = connection.execute("SELECT state FROM assessment WHERE id = ?", (assessment,)).fetchone()[0]
    connection.execute("UPDATE assessment SET state = ? WHERE id = ?", (state.value, assessment))
    return _if_changed("state", [], was, state.value)


def _put_form(connection: Connection, assessment: AssessmentId, form: FormRef) -> list[Change]:
    """Keep in which version of its form a draft is answered from now on."""
    was = connection.execute(
        "SELECT form, form_version, form_sha256 FROM assessment WHERE id = ?", (assessment,)
    ).fetchone()
    now = (form.form, form.version, form.sha256)
    connection.execute(
        "UPDATE assessment SET form = ?, form_version = ?, form_sha256 = ? WHERE id = ?", (*now, assessment)
    )
    return _if_changed("form", [], list(was), list(now))


def put_raised(
    connection: Connection, family: FamilyId, assessment: AssessmentId, raised: tuple[RaisedAlert, ...]
) -> list[Change]:
    """Keep alerts newly raised, or changed by a withdrawal. None is ever removed."""
    changes = []
    for alert in raised:
        now = codec.raised_to_json(alert)
        place = (assessment, *now["key"])
        row = connection.execute(
            "SELECT content FROM raised_alert WHERE assessment = ? AND rule = ? AND subject_kind = ? AND subject = ?",
            place,
        ).fetchone()
        connection.execute(
            "INSERT INTO raised_alert (family, assessment, rule, subject_kind, subject, content)"
            " VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (assessment, rule, subject_kind, subject) DO UPDATE SET content = excluded.content",
            (family, *place, codec.to_bytes(now)),
        )
        was: Any = None if row is None else codec.from_bytes(row[0])
        changes += _if_changed("raised", now["key"], was, now)
    return changes


def put_notes(
    connection: Connection, family: FamilyId, assessment: AssessmentId, notes: tuple[Note, ...]
) -> list[Change]:
    """Keep these as the assessment's notes, in order."""
    was = {note.id: codec.note_to_json(note) for note in _read_notes(connection, assessment)}
    now = {note.id: codec.note_to_json(note) for note in notes}
    connection.execute("DELETE FROM note WHERE assessment = ?", (assessment,))
    connection.executemany(
        "INSERT INTO note (assessment, place, family, content) VALUES (?, ?, ?, ?)",
        [(assessment, place, family, codec.to_bytes(raw)) for place, raw in enumerate(now.values())],
    )
    return [
        change for id_ in {**was, **now} for change in _if_changed("notes", [id_], was.get(id_), now.get(id_))
    ]  # fmt: skip


def insert_version(
    connection: Connection, family: FamilyId, assessment: AssessmentId, version: SignedVersion
) -> list[Change]:
    """Keep a signed version for good. The journal holds its SHA-256, so that it cannot be altered unseen."""
    latest = connection.execute(
        "SELECT coalesce(max(number), 0) FROM signed_version WHERE assessment = ?", (assessment,)
    ).fetchone()[0]
    if version.number != latest + 1 or version.family.id != family:
        raise ValueError("not the next version of this family's assessment")
    content = codec.to_bytes(codec.version_to_json(version))
    connection.execute(
        "INSERT INTO signed_version (assessment, number, family, content) VALUES (?, ?, ?, ?)",
        (assessment, version.number, family, content),
    )
    signed = {"stage": version.stage.value, "sha256": hashlib.sha256(content).hexdigest()}
    return [Change.of("versions", [str(version.number)], None, signed)]


def _put_finished(connection: Connection, assessment: AssessmentId, finished: frozenset[str]) -> list[Change]:
    raw = connection.execute("SELECT finished FROM assessment WHERE id = ?", (assessment,)).fetchone()[0]
    connection.execute(
        "UPDATE assessment SET finished = ? WHERE id = ?", (codec.to_bytes(sorted(finished)), assessment)
    )
    return _if_changed("finished", [], codec.from_bytes(raw), sorted(finished))


def _read_raised(connection: Connection, assessment: AssessmentId) -> tuple[RaisedAlert, ...]:
    rows = connection.execute("SELECT content FROM raised_alert WHERE assessment = ? ORDER BY place", (assessment,))
    return tuple(codec.raised_from_json(codec.from_bytes(content)) for (content,) in rows)


def _read_notes(connection: Connection, assessment: AssessmentId) -> tuple[Note, ...]:
    rows = connection.execute("SELECT content FROM note WHERE assessment = ? ORDER BY place", (assessment,))
    return tuple(codec.note_from_json(codec.from_bytes(content)) for (content,) in rows)


def _read_versions(connection: Connection, assessment: AssessmentId) -> tuple[SignedVersion, ...]:
    rows = connection.execute("SELECT content FROM signed_version WHERE assessment = ? ORDER BY number", (assessment,))
    return tuple(codec.version_from_json(codec.from_bytes(content)) for (content,) in rows)


def _if_changed(where: str, key: list[str], was: Any, now: Any) -> list[Change]:
    return [] if was == now else [Change.of(where, key, was, now)]
