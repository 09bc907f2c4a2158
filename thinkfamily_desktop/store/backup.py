"""Backups: one file that holds a whole store with its own ways in, and that was opened and read before it got its name.

`YYYYMMDD-HHMMSS-<seq>.fvbak` is a stored zip of a manifest, the key file and the database, folded and checked.
"""

import hashlib
import hmac
import json
import os
import secrets
import shutil
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop import __version__
from thinkfamily_desktop.store import migrations
from thinkfamily_desktop.store.connection import connect
from thinkfamily_desktop.store.disk import flush_folder, make_private_folder, open_private
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.history import verify_chain
from thinkfamily_desktop.store.journal import kept_head
from thinkfamily_desktop.store.keyfile import KeyFile, parse_copy
from thinkfamily_desktop.store.presence import BACKUP_FOLDER as BACKUP_FOLDER
from thinkfamily_desktop.store.presence import BACKUP_NAME
from thinkfamily_desktop.store.slots import VaultKeys, canonical_json

ENDING = ".fvbak"
SCRATCH = "part-"
LONGEST = timedelta(days=35)  # older copies would keep what was erased
_MANIFEST, _KEYS, _DATABASE = "manifest.json", "keys", "vault.db"
_LATEST, _DAYS, _WEEKS = 10, 14, 4
_MOMENT = "%Y%m%d-%H%M%S"
_SLICE = 512  # pages copied at a time
_MOST_BYTES = 8 * 1024**3  # a member that claims more is not ours


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as its name tells it."""

    path: Path
    made: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class OpenedBackup:
    """A backup that was taken apart and found whole."""

    path: Path
    key_file: KeyFile
    seq: int
    made: str
    seal: str
    said: bytes

    def refuse_wrong_seal(self, keys: VaultKeys) -> None:
        """Raise StoreError unless this manifest was sealed by the store that it speaks of."""
        seal = hmac.new(keys.derived("backup", self.key_file.vault), self.said, "sha256").hexdigest()
        if not hmac.compare_digest(seal, self.seal):
            raise StoreError("store.backup_damaged", file=self.path.name)


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, latest first. What is not named like one is left alone."""
    found = []
    for path in folder.glob(f"*{ENDING}"):
        if named := BACKUP_NAME.fullmatch(path.name):
            made = datetime.strptime(named[1], _MOMENT).replace(tzinfo=UTC)
            found.append(Backup(path, made, int(named[2])))
    return tuple(sorted(found, key=lambda backup: (backup.made, backup.seq), reverse=True))


def to_keep(backups: tuple[Backup, ...], now: datetime, held_since: datetime | None = None) -> frozenset[Path]:
    """The last ten, the last of each of 14 days, the last of each of four weeks; none older than 35 days.

    The latest is kept whatever its age: a laptop that lay in a drawer keeps its one copy. While something has been
    under a legal hold since then, all that were made before stay, and of later ones the last of each week.
    """
    kept = {backup.path for backup in backups[:1]}
    if held_since is not None:
        kept |= {backup.path for backup in backups if backup.made <= held_since}
        kept |= _last_of_each_week(backups)
    young = [backup for backup in backups if now - backup.made <= LONGEST]
    kept |= {backup.path for backup in young[:_LATEST]}
    days: set[object] = set()
    weeks: set[object] = set()
    for backup in young:
        day, week = backup.made.date(), backup.made.isocalendar()[:2]
        if day not in days and len(days) < _DAYS:
            kept.add(backup.path)
        if week not in weeks and len(weeks) < _WEEKS:
            kept.add(backup.path)
        days.add(day)
        weeks.add(week)
    return frozenset(kept)


def _last_of_each_week(backups: tuple[Backup, ...]) -> set[Path]:
    return set({backup.made.isocalendar()[:2]: backup.path for backup in reversed(backups)}.values())


def thin(folder: Path, now: datetime, held_since: datetime | None = None) -> None:
    """Remove the backups that need not be kept; fewer while something has been under a legal hold since then."""
    backups = list_backups(folder)
    kept = to_keep(backups, now, held_since)
    for backup in backups:
        if backup.path not in kept:
            backup.path.unlink()


def copy_out(connection: Connection, keys: VaultKeys, folder: Path) -> Path:
    """Copy the open store's database, as it is now, into a scratch folder there. Runs on the store's thread."""
    make_private_folder(folder)
    scratch = folder / f"{SCRATCH}{secrets.token_hex(4)}"
    make_private_folder(scratch)
    try:
        os.close(open_private(scratch / _DATABASE))
        copy = connect(scratch / _DATABASE, keys)
        try:
            connection.backup(copy, pages=_SLICE)
        finally:
            copy.close()
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return scratch


def pack(scratch: Path, key_file: KeyFile, keys: VaultKeys, now: datetime) -> Backup:
    """Make the file from the copy, take it apart again, read all of it, and only then give it its name."""
    folder = scratch.parent
    try:
        reached = read_through(scratch / _DATABASE, keys)
        members = {_KEYS: key_file.to_bytes()}
        packed = scratch / "packed"
        manifest = {
            "vault": key_file.vault,
            "practice": key_file.practice,
            **reached,
            "app": __version__,
            "made": now.isoformat(timespec="seconds"),
            "sha256": {_KEYS: hashlib.sha256(members[_KEYS]).hexdigest(), _DATABASE: _sha256(scratch / _DATABASE)},
        }
        said = canonical_json(manifest)
        seal = hmac.new(keys.derived("backup", key_file.vault), said, "sha256").hexdigest()
        members[_MANIFEST] = said + b"\n" + seal.encode() + b"\n"
        _write_zip(packed, members, scratch / _DATABASE)
        again = scratch / "again"
        make_private_folder(again)
        take_apart(packed, again).refuse_wrong_seal(keys)
        if read_through(again / _DATABASE, keys) != reached:
            raise StoreError("store.backup_damaged", file=packed.name)
        name = f"{now.astimezone(UTC).strftime(_MOMENT)}-{reached['seq']}{ENDING}"
        packed.replace(folder / name)
        flush_folder(folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return Backup(folder / name, now.astimezone(UTC).replace(microsecond=0), int(reached["seq"]))


def take_apart(file: Path, to: Path | None = None) -> OpenedBackup:
    """Read a backup and check every member; with `to`, write the database there. Raises StoreError.

    Whether it is this store's own needs the keys: see `refuse_wrong_seal`.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            if sorted(packed.namelist()) != sorted((_MANIFEST, _KEYS, _DATABASE)):
                raise StoreError("store.backup_damaged", file=file.name)
            said, seal, _ = packed.read(_MANIFEST).split(b"\n")
            manifest = json.loads(said)
            raw = packed.read(_KEYS)
            key_file = parse_copy(raw)
            if hashlib.sha256(raw).hexdigest() != manifest["sha256"][_KEYS] or key_file.vault != manifest["vault"]:
                raise StoreError("store.backup_damaged", file=file.name)
            if manifest["schema"] > migrations.newest():
                raise StoreError("store.newer")
            _extract(packed, manifest["sha256"][_DATABASE], None if to is None else to / _DATABASE)
            return OpenedBackup(file, key_file, int(manifest["seq"]), str(manifest["made"]), seal.decode(), said)
    except (zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError, NotImplementedError) as fault:
        raise StoreError("store.backup_damaged", file=file.name) from fault


def _extract(packed: zipfile.ZipFile, sha256: str, to: Path | None) -> None:
    digest, size = hashlib.sha256(), 0
    target = None if to is None else os.fdopen(open_private(to), "wb")
    try:
        with packed.open(_DATABASE) as member:
            while block := member.read(1 << 20):
                size += len(block)
                if size > _MOST_BYTES:
                    raise ValueError("more than a store can hold")
                digest.update(block)
                if target is not None:
                    target.write(block)
        if digest.hexdigest() != sha256:
            raise ValueError("not the database that was packed")
        if target is not None:
            target.flush()
            os.fsync(target.fileno())
    finally:
        if target is not None:
            target.close()


def _write_zip(file: Path, members: dict[str, bytes], database: Path) -> None:
    with os.fdopen(open_private(file), "wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as packed:
            for name, content in sorted(members.items()):
                packed.writestr(zipfile.ZipInfo(name), content)
            with database.open("rb") as source, packed.open(_DATABASE, "w", force_zip64=True) as member:
                shutil.copyfileobj(source, member, 1 << 20)
        raw.flush()
        os.fsync(raw.fileno())


def read_through(database: Path, keys: VaultKeys) -> dict[str, int | str]:
    """Open a copy and read all of it; how far it had come. Raises StoreError.

    The chain of an older store is walked where it is brought up to date, which comes before the backup of it.
    """
    connection = connect(database, keys)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        schema = migrations.schema_of(connection)
        sound = (
            connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
            and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and connection.execute("PRAGMA foreign_key_check").fetchall() == []
            and (schema < migrations.newest() or verify_chain(connection).verifies)
        )
        if not sound:
            raise StoreError("store.vault_damaged")
        head = kept_head(connection)
        return {"seq": head.seq, "head": head.hash.hex(), "schema": schema}
    finally:
        connection.close()


def _sha256(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
