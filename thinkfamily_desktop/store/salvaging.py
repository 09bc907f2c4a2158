"""Getting out of a damaged store what can still be read, row by row, and putting it over the newest sound backup.

The damaged store is only read, and that from a copy. The result is a new store in a folder of its own; nothing takes
any store's place here. A page that fails its seal takes down the connection that met it: each failure costs a new one.
"""

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3.dbapi2 import Connection, DatabaseError

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.ids import FamilyId
from thinkfamily_desktop.store import codec, erasing, search
from thinkfamily_desktop.store.backup import list_backups
from thinkfamily_desktop.store.connection import connect
from thinkfamily_desktop.store.creating import create_vault
from thinkfamily_desktop.store.disk import make_private_folder
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.examining import REHEARSAL
from thinkfamily_desktop.store.exclusive import FolderLock
from thinkfamily_desktop.store.holding import held_family
from thinkfamily_desktop.store.journal import ERASED, THE_PROGRAM, Entry
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.keyfile import KeyFile, read_copies
from thinkfamily_desktop.store.opening import OpenVault
from thinkfamily_desktop.store.presence import BACKUP_FOLDER, LOG_FILE, VAULT_FILE
from thinkfamily_desktop.store.restoring import restore_vault
from thinkfamily_desktop.store.slots import VaultKeys, open_with_passphrase

Row = tuple[Any, ...]
_NUMBERED = ("answer", "raised_alert", "export")  # tables with a rowid, read by halving what cannot be read at once
_LINES = "journal_line"
_KEYED = {  # the others, by their key: read from both ends, and by the ids that are known from elsewhere
    "form_text": "sha256",
    "family": "id",
    "assessment": "id",
    "latest_change": "family, assessment",
    "note": "assessment, place",
    "signed_version": "assessment, number",
    "reference_year": "year",
    "kept_value": "name",
}
_MOST_FAILURES = 2_000  # of one table: each costs a new connection
_LAST = 1 << 40


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was got. `unread` names the tables of which some rows could not be read; `backup` what it was put over."""

    rows: int
    unread: tuple[str, ...]
    backup: str = ""


class _Reader:
    """Reads tables of a copy that is damaged somewhere."""

    def __init__(self, database: Path, keys: VaultKeys) -> None:
        self._database, self._keys = database, keys
        self._open: Connection | None = None
        self.unread: set[str] = set()
        self._failures = 0

    def table(self, name: str, known: Callable[[], set[str]]) -> dict[Row, Row]:
        """Every row that can be read, by its key; of a numbered table, by its number."""
        self._failures = 0
        if name in _NUMBERED or name == _LINES:
            return self._numbered(name)
        key = _KEYED[name]
        width = key.count(",") + 1
        found: dict[Row, Row] = {}
        for order in (key, ", ".join(f"{each} DESC" for each in key.split(", "))):
            whole = self._take(f"SELECT {key}, * FROM {name} ORDER BY {order}", (), width, found)  # noqa: S608
            if whole:
                return found
        self.unread.add(name)
        first = key.split(", ", maxsplit=1)[0]
        for id_ in known():
            self._take(f"SELECT {key}, * FROM {name} WHERE {first} = ?", (id_,), width, found)  # noqa: S608
        return found

    def close(self) -> None:
        """Let go of the copy."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _greatest(self, name: str) -> int:
        found: dict[Row, Row] = {}
        self._take(f"SELECT 1, coalesce(max(rowid), 0) FROM {name}", (), 1, found)  # noqa: S608
        return int(found[(1,)][0]) if found else _LAST

    def _numbered(self, name: str) -> dict[Row, Row]:
        """Rows by number; where some cannot be read together, one half and then the other."""
        found: dict[Row, Row] = {}
        spans = [(1, self._greatest(name))]
        statement = f"SELECT rowid, * FROM {name} WHERE rowid BETWEEN ? AND ? ORDER BY rowid"  # noqa: S608
        while spans:
            low, high = spans.pop()
            taken: dict[Row, Row] = {}
            whole = self._take(statement, (low, high), 1, taken)
            found |= taken
            reached = max(number for (number,) in taken) if taken else low - 1
            if whole or reached == high:
                continue
            low = reached + 1
            if low == high or self._failures > _MOST_FAILURES:
                self.unread.add(name)
                continue
            middle = (low + high) // 2
            spans += [(middle + 1, high), (low, middle)]
        return found

    def _take(self, statement: str, parameters: Row, width: int, found: dict[Row, Row]) -> bool:
        """Add what the statement gives, until it fails. False when it did."""
        try:
            if self._open is None:
                self._open = connect(self._database, self._keys)
            for row in self._open.execute(statement, parameters):
                found[row[:width]] = row[width:]
        except DatabaseError:
            self._failures += 1
            self.close()
            return False
        return True


def salvage(folder: Path, to: Path, passphrase: str, clock: Clock) -> tuple[OpenVault, Salvaged]:
    """Make a store in the folder `to` from the newest sound backup and what can be read of the store in `folder`.

    A family erased since the backup stays erased. Raises StoreError; then there is no such folder.
    """
    with FolderLock(folder):
        key_file = read_copies(folder).best
        keys = open_with_passphrase(key_file.slots, passphrase, key_file.vault, key_file.practice)
        vault, backup = _underneath(folder, to, passphrase, key_file, clock)
        try:
            with _copied(folder) as copy:
                reader = _Reader(copy / VAULT_FILE, keys)
                rows = _read_all(reader)
                gone = _erased(reader)
                reader.close()
            kept = _put(vault, rows, gone, clock, tuple(sorted(reader.unread)), backup)
        except BaseException:
            vault.close()
            shutil.rmtree(to, ignore_errors=True)
            raise
    return vault, Salvaged(kept, tuple(sorted(reader.unread)), backup)


def _underneath(folder: Path, to: Path, passphrase: str, key_file: KeyFile, clock: Clock) -> tuple[OpenVault, str]:
    """The newest backup that is sound, or an empty store where there is none."""
    for backup in list_backups(folder / BACKUP_FOLDER):
        try:
            return restore_vault(backup.path, to, passphrase, clock), backup.path.name
        except StoreError as error:
            if not (error.is_damage or error.code in ("store.backup_damaged", "store.wrong_passphrase")):
                raise
    return create_vault(to, passphrase, key_file.practice, FLOOR if key_file.practice else None, clock), ""


@contextmanager
def _copied(folder: Path) -> Iterator[Path]:
    copy = folder / f"{REHEARSAL}{secrets.token_hex(4)}"
    make_private_folder(copy)
    try:
        for name in (VAULT_FILE, LOG_FILE):
            if (folder / name).exists():
                shutil.copyfile(folder / name, copy / name)
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _read_all(reader: _Reader) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for name in (*_NUMBERED, *_KEYED):

        def known(name: str = name) -> set[str]:
            """Ids that other tables name: of families, or of assessments."""
            place = 0 if name in ("family", "latest_change") else 1
            found = {str(row[place]) for row in rows.get("answer", [])}
            return found | {str(row[1 + place]) for row in (*rows.get("raised_alert", []), *rows.get("export", []))}

        rows[name] = list(reader.table(name, known).values())
    return rows


def _erased(reader: _Reader) -> set[str]:
    """The families that were erased: a backup must not bring them back."""
    lines = reader.table(_LINES, set).values()
    return {str(row[6]) for row in lines if row[5] == ERASED}


def _put(
    vault: OpenVault, rows: dict[str, list[Row]], gone: set[str], clock: Clock, unread: tuple[str, ...], backup: str
) -> int:
    run = vault.writer.connection.execute
    with vault.writer.commit():
        here = {str(id_) for (id_,) in run("SELECT id FROM family")}
        for family in gone & here:
            erasing.erase(vault.writer.connection, FamilyId(family))
        kept = sum(_put_table(run, name, rows[name]) for name in (*_KEYED, *_NUMBERED))
        for id_, reference, _, card in rows["family"]:
            terms = codec.card_from_json(codec.from_bytes(card)).search_terms
            search.replace_terms(vault.writer.connection, FamilyId(id_), (reference, *terms))
        said = {"rows": kept, "unread": list(unread), "backup": backup}
        vault.writer.journal.record(Entry("salvaged", clock.now(), THE_PROGRAM, said=said))
    return kept


_ANEW = {  # what of a table stands for the same thing, where its number does not
    "answer": "DELETE FROM answer WHERE family = ? AND assessment = ? AND key = ?",
    "raised_alert": (
        "DELETE FROM raised_alert WHERE family = ? AND assessment = ? AND rule = ? AND subject_kind = ? AND subject = ?"
    ),
    "export": "DELETE FROM export WHERE family = ? AND assessment = ? AND check_code = ? AND sha256 = ?",
}
_CHANGEABLE = ("family", "assessment", "latest_change", "note")


def _put_table(run: Callable[..., Any], name: str, rows: list[Row]) -> int:
    """Put rows in; one whose family or assessment could not be got has nowhere to go. Returns how many went in."""
    families = {id_ for (id_,) in run("SELECT id FROM family")}
    works = {id_ for (id_,) in run("SELECT id FROM assessment")} | {""}
    kept = 0
    for row in rows:
        if not _belongs(name, row, families, works):
            continue
        if name in _CHANGEABLE:
            assigned = ", ".join(f"{column} = excluded.{column}" for column in _columns(run, name))
            run(f"INSERT INTO {name} VALUES ({_marks(row)}) ON CONFLICT DO UPDATE SET {assigned}", row)  # noqa: S608
        elif name in _ANEW:
            numbered = name != "answer"
            same = row[1:] if numbered else row
            run(_ANEW[name], same[: _ANEW[name].count("?")])
            number = (None,) if numbered else ()
            run(f"INSERT INTO {name} VALUES ({_marks((*number, *same))})", (*number, *same))  # noqa: S608
        else:
            run(f"INSERT INTO {name} VALUES ({_marks(row)}) ON CONFLICT DO NOTHING", row)  # noqa: S608
        kept += 1
    return kept


def _belongs(name: str, row: Row, families: set[str], works: set[str]) -> bool:
    match name:
        case "answer":
            return row[0] in families and row[1] in works
        case "raised_alert" | "export":
            return row[1] in families and row[2] in works
        case "assessment":
            return row[1] in families
        case "latest_change":
            return row[0] in families and row[1] in works
        case "note" | "signed_version":
            return row[0] in works and row[2] in families
        case "kept_value":
            return bool(row[0] == "worker") or held_family(row[0]) in families
        case _:
            return True


def _columns(run: Callable[..., Any], name: str) -> list[str]:
    return [column for _, column, *_ in run(f"PRAGMA table_info({name})")]


def _marks(row: Row) -> str:
    return ", ".join("?" * len(row))
