"""Bringing a store of an older version up to date: on a copy, read through, and then put in its place in one step."""

import os
import secrets
import shutil
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.store.backup import copy_out, pack
from thinkfamily_desktop.store.connection import connect
from thinkfamily_desktop.store.disk import flush_folder, make_private_folder, open_private
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.examining import REHEARSAL, Found, examine, examine_newest
from thinkfamily_desktop.store.head import HEAD_FILE
from thinkfamily_desktop.store.history import verify_chain
from thinkfamily_desktop.store.keyfile import KeyFile
from thinkfamily_desktop.store.presence import BACKUP_FOLDER, LOG_FILE, VAULT_FILE
from thinkfamily_desktop.store.slots import VaultKeys

_COPIES = 5  # times its size: the copy and its log, and the backup while it is made and read
_MEGABYTE = 1024 * 1024


def bring_up_to_date(folder: Path, key_file: KeyFile, keys: VaultKeys, clock: Clock) -> Found:
    """Put a store of this version's schema in the place of an older one, which becomes a backup first.

    Whenever this is stopped, the old store or the new one is there, whole. Raises StoreError, and then it is the old.
    """
    needed = _COPIES * (folder / VAULT_FILE).stat().st_size
    if shutil.disk_usage(folder).free < needed:
        raise StoreError("store.no_room_to_update", megabytes=needed // _MEGABYTE + 1)
    copy = folder / f"{REHEARSAL}{secrets.token_hex(4)}"
    make_private_folder(copy)
    try:
        for name in (VAULT_FILE, HEAD_FILE):
            if (folder / name).exists():
                shutil.copyfile(folder / name, copy / name)
        found = examine_newest(copy, key_file, keys)
        try:
            if not verify_chain(found.connection).verifies:
                raise StoreError("store.journal_broken")
        finally:
            found.connection.close()
        _keep_as_it_was(folder, key_file, keys, clock)
        put_in_place(copy / VAULT_FILE, folder)
    finally:
        shutil.rmtree(copy, ignore_errors=True)
    now = examine(folder, key_file, keys)
    assert now is not None  # noqa: S101  its schema is the newest
    now.schema = found.schema
    return now


def _keep_as_it_was(folder: Path, key_file: KeyFile, keys: VaultKeys, clock: Clock) -> None:
    connection = connect(folder / VAULT_FILE, keys)
    try:
        scratch = copy_out(connection, keys, folder / BACKUP_FOLDER)
    finally:
        connection.close()
    pack(scratch, key_file, keys, clock.now())


def put_in_place(database: Path, folder: Path) -> None:
    """The log must be gone by then: it would be folded into the wrong database."""
    if any((place / LOG_FILE).exists() for place in (folder, database.parent)):
        raise StoreError("store.disk_fault", reason="LOG")
    descriptor = open_private(database)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    database.replace(folder / VAULT_FILE)
    flush_folder(folder)
