"""The checks of an opening, each in its place, and the rehearsal of them on a copy. Nothing here mends anything."""

import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop.store import migrations
from thinkfamily_desktop.store.connection import connect
from thinkfamily_desktop.store.disk import make_private_folder
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.head import HEAD_FILE, read_anchor
from thinkfamily_desktop.store.journal import Journal
from thinkfamily_desktop.store.keyfile import KeyFile
from thinkfamily_desktop.store.presence import LOG_FILE, VAULT_FILE
from thinkfamily_desktop.store.slots import VaultKeys

REHEARSAL = "rehearsal-"
GOES_ON = ("store.changes_missing", "store.diverged")
"""What a worker may go on after, once they were told: the rest of the store is sound."""


@dataclass(slots=True)
class Found:
    """What the checks saw. `schema` is the one that the store had when it was found."""

    connection: Connection
    schema: int
    anchor_lost: bool
    anchor_behind: bool
    missing: int | None = None  # changes that the worker goes on without; None when nothing is known to be missing


def examine(folder: Path, key_file: KeyFile, keys: VaultKeys, *, go_on: bool = False) -> Found | None:
    """The checks, in the one order that gives no false alarm: recover, compare, fold in, then read every page.

    With `go_on`, changes that the anchor misses are counted and are no reason to refuse.
    None for a store of an older schema, of which only the whole pages are known by then: see `bring_up_to_date`.
    Raises StoreError.
    """
    connection = connect(folder / VAULT_FILE, keys)
    try:
        schema = migrations.schema_of(connection)
        older = schema < migrations.newest()
        row = connection.execute("SELECT vault, practice FROM standing").fetchone()
        if row is None or (row[0], bool(row[1])) != (key_file.vault, key_file.practice):
            raise StoreError("store.vault_other")
        lost = behind = False
        missing = None
        if not older:
            journal, key = Journal(connection), keys.derived("head", key_file.vault)
            try:
                lost, behind = _compare_anchor(folder, journal, key)
            except StoreError as told:
                if not go_on or told.code not in GOES_ON:
                    raise
                lost = behind = True
                missing = int(told.parameters.get("count", 0))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        _refuse_damage(connection.execute("PRAGMA cipher_integrity_check").fetchall(), sound=[])
    finally:
        connection.close()
    connection = connect(folder / VAULT_FILE, keys)  # a bad page spoils the connection that met it
    try:
        _refuse_damage(connection.execute("PRAGMA quick_check").fetchall(), sound=[("ok",)])
    except BaseException:
        connection.close()
        raise
    if older:
        connection.close()
        return None
    return Found(connection, schema, lost, behind, missing)


def rehearse(folder: Path, key_file: KeyFile, keys: VaultKeys, *, go_on: bool = False) -> None:
    """Make every check on a copy, so that a failure leaves the store as it was found. Raises StoreError."""
    names = [name for name in (VAULT_FILE, LOG_FILE, HEAD_FILE) if (folder / name).exists()]
    needed = 2 * sum((folder / name).stat().st_size for name in names)
    if shutil.disk_usage(folder).free < needed:
        return  # a full disk must not keep anybody out of their work
    copy = folder / f"{REHEARSAL}{secrets.token_hex(4)}"
    make_private_folder(copy)
    try:
        for name in names:
            shutil.copyfile(folder / name, copy / name)
        examine_newest(copy, key_file, keys, go_on=go_on).connection.close()
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def examine_newest(copy: Path, key_file: KeyFile, keys: VaultKeys, *, go_on: bool = False) -> Found:
    """Bring a copy to this version's schema where it is older, then make every check. Raises StoreError."""
    connection = connect(copy / VAULT_FILE, keys)
    try:
        schema = migrations.schema_of(connection)
        migrations.migrate(connection, schema)
    finally:
        connection.close()
    found = examine(copy, key_file, keys, go_on=go_on)
    assert found is not None  # noqa: S101  it was brought to the newest schema just now
    found.schema = schema
    return found


def _refuse_damage(said: list[tuple[str, ...]], sound: list[tuple[str, ...]]) -> None:
    if said != sound:
        raise StoreError("store.vault_damaged")


def _compare_anchor(folder: Path, journal: Journal, key: bytes) -> tuple[bool, bool]:
    """Whether the anchor is lost, and whether it lies behind. Raises StoreError when work is missing."""
    if journal.computed_head() != journal.head:
        raise StoreError("store.journal_broken")
    anchor = read_anchor(folder, key)
    if anchor is None:
        return True, True
    if anchor.seq > journal.seq:
        raise StoreError("store.changes_missing", count=anchor.seq - journal.seq)
    agrees = journal.agrees_with(anchor)
    if agrees is False:
        raise StoreError("store.diverged")
    return agrees is None, anchor.seq < journal.seq
