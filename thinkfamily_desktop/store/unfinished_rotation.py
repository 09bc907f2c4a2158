"""A change of the vault keys that was cut short: gone on with, or back from, as the database says."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.head import HEAD_FILE
from thinkfamily_desktop.store.keyfile import KeyFile, write_copies
from thinkfamily_desktop.store.presence import VAULT_FILE
from thinkfamily_desktop.store.slots import VaultKeys

NEXT_HEAD = "head.next"
"""The anchor, signed with the next keys and written before the database that they open takes its place."""


def salt_of(folder: Path) -> bytes:
    """The first bytes of the database, by which it is told with which keys it is sealed."""
    with (folder / VAULT_FILE).open("rb") as file:
        return file.read(16)


def settle_rotation(
    folder: Path, key_file: KeyFile, unseal: Callable[[KeyFile], VaultKeys]
) -> tuple[KeyFile, VaultKeys]:
    """The key file and keys of a store whose rotation was cut short: gone on with or back from, whichever it takes.

    Raises StoreError, and then nothing was changed.
    """
    following = key_file.rotated()
    salt = salt_of(folder)
    old, new = _or_none(unseal, key_file), _or_none(unseal, following)
    if new is not None and salt == new.salt:
        if (folder / NEXT_HEAD).exists():
            (folder / NEXT_HEAD).replace(folder / HEAD_FILE)
        return write_copies(folder, following), new
    if old is not None and salt == old.salt:
        (folder / NEXT_HEAD).unlink(missing_ok=True)
        return write_copies(folder, replace(key_file, next_slots=())), old
    if new is None and old is None:
        unseal(key_file)  # says what is wrong with the passphrase
    raise StoreError("store.rotation_not_done" if old is None else "store.rotation_done")


def _or_none(unseal: Callable[[KeyFile], VaultKeys], key_file: KeyFile) -> VaultKeys | None:
    try:
        return unseal(key_file)
    except StoreError as told:
        if told.is_damage:
            raise
        return None
