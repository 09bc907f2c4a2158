"""SQL for the export register, inside the caller's transaction: what left, what became of it, and what came back."""

from dataclasses import replace
from datetime import datetime

from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop.domain.ids import AssessmentId, FamilyId
from thinkfamily_desktop.domain.records import ExportRecord
from thinkfamily_desktop.store.codec import from_bytes, to_bytes
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.register_codec import export_from_json, export_to_json

RETURNED = "returned"  # the kind of a journal line


def insert_export(connection: Connection, export: ExportRecord) -> None:
    """Write a line of the export register."""
    connection.execute(
        "INSERT INTO export (family, assessment, check_code, sha256, content) VALUES (?, ?, ?, ?, ?)",
        (export.family, export.assessment, export.check_code, export.sha256, to_bytes(export_to_json(export))),
    )


def update_export(connection: Connection, export: ExportRecord) -> None:
    """Keep what became of an export. Raises StoreError when its line is not here."""
    done = connection.execute(
        "UPDATE export SET content = ? WHERE place = ? AND family = ? AND assessment = ? AND sha256 = ?",
        (to_bytes(export_to_json(export)), export.number, export.family, export.assessment, export.sha256),
    )
    if done.rowcount != 1:
        raise StoreError("store.not_here")


def read_exports(connection: Connection, assessment: AssessmentId) -> tuple[ExportRecord, ...]:
    """The exports of one assessment, latest first."""
    return _exports(connection, "assessment = ?", assessment)


def read_register(connection: Connection, family: FamilyId) -> tuple[ExportRecord, ...]:
    """The exports of everything done with one family, latest first."""
    return _exports(connection, "family = ?", family)


def read_all(connection: Connection) -> tuple[tuple[ExportRecord, str], ...]:
    """Every export of this store with the reference of its family, those out of sight too."""
    references = dict(connection.execute("SELECT id, reference FROM family").fetchall())
    return tuple((export, references[export.family]) for export in _exports(connection, "1 = 1"))


def awaiting_since(connection: Connection, family: FamilyId) -> datetime | None:
    """When the first copy of this family was sent of which nobody has said yet that they have it."""
    copies = read_register(connection, family)
    return min((copy.sent.at for copy in copies if copy.sent is not None and copy.acknowledged is None), default=None)


def find_exports(connection: Connection, sha256: str, check_codes: frozenset[str]) -> tuple[ExportRecord, ...]:
    """The exports that are this very file, or else those that carry one of these check codes, latest first."""
    found = _exports(connection, "sha256 = ?", sha256)
    if found or not check_codes:
        return found
    return _exports(connection, f"check_code IN ({','.join('?' * len(check_codes))})", *sorted(check_codes))


def _exports(connection: Connection, where: str, *values: str) -> tuple[ExportRecord, ...]:
    rows = connection.execute(
        f"SELECT place, content FROM export WHERE {where} ORDER BY place DESC",  # noqa: S608  conditions of ours alone
        values,
    )
    return tuple(replace(export_from_json(from_bytes(content)), number=place) for place, content in rows)
