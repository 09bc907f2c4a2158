"""Changing who can open a store, and opening it without its passphrase. Every change is one write of the key file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.store import records
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.escrow import escrow_slot, keys_from_unlock_file
from thinkfamily_desktop.store.journal import THE_PROGRAM, Entry
from thinkfamily_desktop.store.kdf import FLOOR, KdfSettings, calibrate
from thinkfamily_desktop.store.keyfile import KeyFile, write_copies
from thinkfamily_desktop.store.opening import OpenVault, open_vault_by
from thinkfamily_desktop.store.recovery_code import RecoveryCode
from thinkfamily_desktop.store.slots import (
    ESCROW,
    PASSPHRASE,
    RECOVERY,
    Slot,
    VaultKeys,
    kdf_of,
    open_with_passphrase,
    open_with_recovery,
    passphrase_slot,
    recovery_slot,
)


@dataclass(frozen=True, slots=True)
class WayIn:
    """A way to the vault keys other than the passphrase."""

    kind: str
    unseal: Callable[[KeyFile], VaultKeys]


def by_sheet(typed: str) -> WayIn:
    """The code from the recovery sheet. Raises StoreError when it is mistyped."""
    code = RecoveryCode.from_text(typed)
    return WayIn(RECOVERY, lambda keys: open_with_recovery(keys.slots, code.secret, keys.vault, keys.practice))


def by_unlock_file(raw: bytes) -> WayIn:
    """The file that the organisation's custodian made."""
    return WayIn(ESCROW, lambda keys: keys_from_unlock_file(raw, keys))


def change_passphrase(vault: OpenVault, old: str, new: str, by: WorkerId, clock: Clock) -> None:
    """Wrap the vault keys anew; the old passphrase opens nothing afterwards but the backups made until now."""
    if not new:
        raise StoreError("store.passphrase_empty")
    keys = vault.key_file
    open_with_passphrase(keys.slots, old, keys.vault, keys.practice)
    settings, _ = kdf_of(next(slot for slot in keys.slots if slot.kind == PASSPHRASE))
    slot = passphrase_slot(vault.keys, new, settings, keys.vault, keys.practice)
    put_slots(vault, (slot,), {PASSPHRASE}, "passphrase-changed", by, clock)


def add_sheet(vault: OpenVault, code: RecoveryCode, by: WorkerId, clock: Clock) -> None:
    """Let the code of a recovery sheet open this store, and the former sheet's no longer."""
    slot = recovery_slot(vault.keys, code.secret, vault.key_file.vault, vault.key_file.practice)
    put_slots(vault, (slot,), {RECOVERY}, "sheet-made", by, clock)


def add_escrow(vault: OpenVault, public: bytes, by: WorkerId, clock: Clock) -> None:
    """Let the holder of this organisation's key open this store, and of a former one no longer."""
    slot = escrow_slot(vault.keys, public, vault.key_file.vault, vault.key_file.practice)
    put_slots(vault, (slot,), {ESCROW}, "escrow-added", by, clock)


def recover(folder: Path, way: WayIn, new_passphrase: str, kdf: KdfSettings | None, clock: Clock) -> OpenVault:
    """Open a store without its passphrase and give it a new one. A sheet that was used opens nothing any more."""
    if not new_passphrase:
        raise StoreError("store.passphrase_empty")
    vault = open_vault_by(folder, way.unseal, clock)
    try:
        keys = vault.key_file
        settings = kdf or (FLOOR if keys.practice else calibrate())
        slot = passphrase_slot(vault.keys, new_passphrase, settings, keys.vault, keys.practice)
        replaced = {PASSPHRASE, RECOVERY} if way.kind == RECOVERY else {PASSPHRASE}
        put_slots(vault, (slot,), replaced, f"opened-by-{way.kind}", THE_PROGRAM, clock, tell=_TOLD[way.kind])
    except BaseException:
        vault.close()
        raise
    return vault


_TOLD = {RECOVERY: "store.note_sheet_used", ESCROW: "store.note_escrow_used"}


def put_slots(
    vault: OpenVault,
    slots: tuple[Slot, ...],
    replaced: set[str],
    kind: str,
    by: WorkerId,
    clock: Clock,
    *,
    tell: str = "",
) -> None:
    """Write the key file with these slots in the place of those kinds, then the journal line.

    `tell` is a notice for the next unlock.
    """
    kept = tuple(slot for slot in vault.key_file.slots if slot.kind not in replaced)
    vault.key_file = write_copies(vault.folder, replace(vault.key_file, slots=kept + slots))
    said = {"sequence": vault.key_file.sequence, "slots": [slot.id for slot in slots]}
    with vault.writer.commit():
        vault.writer.journal.record(Entry(kind, clock.now(), by, said=said))
        if tell:
            records.tell_at_next_unlock(vault.writer.connection, tell)
