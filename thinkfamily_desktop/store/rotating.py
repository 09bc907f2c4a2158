"""New vault keys for a store whose passphrase somebody has seen, in two phases that may be cut short anywhere.

First the key file holds both, the slots of the keys in use and of the next. Then a copy of the database sealed with
the next keys is read through and takes its place by one rename: the salt it begins with says which keys it has. Last,
the key file holds the next alone. An opening that finds it cut short goes on or back from what the salt says.
"""

import shutil
from dataclasses import replace
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.store.backup import copy_out, list_backups, read_through
from thinkfamily_desktop.store.connection import connect
from thinkfamily_desktop.store.disk import write_whole
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.escrow import escrow_slot
from thinkfamily_desktop.store.head import HEAD_FILE, HeadFile
from thinkfamily_desktop.store.journal import Entry
from thinkfamily_desktop.store.keyfile import KeyFile, write_copies
from thinkfamily_desktop.store.migrating import put_in_place
from thinkfamily_desktop.store.opening import OpenVault
from thinkfamily_desktop.store.presence import BACKUP_FOLDER, VAULT_FILE
from thinkfamily_desktop.store.recovery_code import RecoveryCode
from thinkfamily_desktop.store.slots import (
    ESCROW,
    PASSPHRASE,
    Slot,
    VaultKeys,
    decode,
    kdf_of,
    open_with_passphrase,
    passphrase_slot,
    recovery_slot,
)
from thinkfamily_desktop.store.unfinished_rotation import NEXT_HEAD, salt_of
from thinkfamily_desktop.store.writing import Writer

_COPIES = 3  # times its size must be free


def rotate(
    vault: OpenVault, passphrase: str, new_passphrase: str, sheet: RecoveryCode | None, by: WorkerId, clock: Clock
) -> None:
    """Seal the whole store with new keys. What opened it until now opens nothing any more, and old backups are removed.

    The organisation's key is sealed in again; a recovery sheet must be a new one, whose code is `sheet`. Runs on the
    store's thread. Raises StoreError; then the store is open as it was.
    """
    if not new_passphrase:
        raise StoreError("store.passphrase_empty")
    old = vault.key_file
    open_with_passphrase(old.slots, passphrase, old.vault, old.practice)
    size = (vault.folder / VAULT_FILE).stat().st_size
    if shutil.disk_usage(vault.folder).free < _COPIES * size:
        raise StoreError("store.no_room_to_rotate", megabytes=_COPIES * size // 2**20 + 1)
    keys = VaultKeys.fresh()
    vault.key_file = write_copies(vault.folder, replace(old, next_slots=_slots(old, keys, new_passphrase, sheet)))
    try:
        scratch = copy_out(vault.writer.connection, keys, vault.folder / BACKUP_FOLDER)
        try:
            read_through(scratch / VAULT_FILE, keys)
            _change_over(vault, scratch / VAULT_FILE, keys)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
    except BaseException:
        if salt_of(vault.folder) != keys.salt:  # or else only going on is safe
            (vault.folder / NEXT_HEAD).unlink(missing_ok=True)
            vault.key_file = write_copies(vault.folder, replace(vault.key_file, next_slots=()))
        raise
    vault.key_file = write_copies(vault.folder, vault.key_file.rotated())
    with vault.writer.commit():
        said = {"sequence": vault.key_file.sequence, "slots": [slot.id for slot in vault.key_file.slots]}
        vault.writer.journal.record(Entry("keys-rotated", clock.now(), by, said=said))
    for backup in list_backups(vault.folder / BACKUP_FOLDER):
        backup.path.unlink()  # they open with what was seen


def _slots(old: KeyFile, keys: VaultKeys, passphrase: str, sheet: RecoveryCode | None) -> tuple[Slot, ...]:
    settings, _ = kdf_of(next(slot for slot in old.slots if slot.kind == PASSPHRASE))
    whose = (old.vault, old.practice)
    slots = [passphrase_slot(keys, passphrase, settings, *whose)]
    if sheet is not None:
        slots.append(recovery_slot(keys, sheet.secret, *whose))
    publics = [decode(str(slot.parameters["public"])) for slot in old.slots if slot.kind == ESCROW]
    return (*slots, *(escrow_slot(keys, public, *whose) for public in publics))


def _change_over(vault: OpenVault, copy: Path, keys: VaultKeys) -> None:
    """Close the database, put the copy in its place, open that. The log is gone by then, or nothing is done."""
    vault.writer.checkpoint()
    purpose = ("head", vault.key_file.vault)
    write_whole(vault.folder / NEXT_HEAD, vault.writer.journal.head.to_bytes(keys.derived(*purpose)))
    vault.writer.close()
    try:
        put_in_place(copy, vault.folder)
        (vault.folder / NEXT_HEAD).replace(vault.folder / HEAD_FILE)
    finally:
        if salt_of(vault.folder) == keys.salt:
            vault.keys = keys
        head = HeadFile(vault.folder, vault.keys.derived(*purpose))
        vault.writer = Writer(connect(vault.folder / VAULT_FILE, vault.keys), head)
