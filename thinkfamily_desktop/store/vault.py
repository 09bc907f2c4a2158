"""The doors of the store: make one, open one, get back into one. Each gives a `VaultStore`, or a StoreError."""

from collections.abc import Callable
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock, SystemClock
from thinkfamily_desktop.store.creating import create_vault
from thinkfamily_desktop.store.errors import WRONG_PASSPHRASE, StoreError
from thinkfamily_desktop.store.kdf import KdfSettings
from thinkfamily_desktop.store.keyfile import read_copies
from thinkfamily_desktop.store.opening import OpenVault, open_vault
from thinkfamily_desktop.store.presence import is_practice as is_practice
from thinkfamily_desktop.store.presence import store_exists as store_exists
from thinkfamily_desktop.store.restoring import restore_vault
from thinkfamily_desktop.store.salvaging import Salvaged, salvage
from thinkfamily_desktop.store.slots import open_with_passphrase
from thinkfamily_desktop.store.thread import StoreThread
from thinkfamily_desktop.store.vault_store import VaultStore as VaultStore
from thinkfamily_desktop.store.ways_in import WayIn, recover


def create_store(
    folder: Path,
    passphrase: str,
    *,
    practice: bool = False,
    kdf: KdfSettings | None = None,
    clock: Clock | None = None,
) -> "VaultStore":
    """Make a store and open it; blocks for a second or two. Raises StoreError.

    `kdf` is for tests and may not be below the floor; by default a practice store takes the floor, because its
    passphrase is no secret, and a real one what this laptop can bear.
    """
    clock = clock or SystemClock()
    return _on_a_thread(lambda: create_vault(folder, passphrase, practice, kdf, clock), clock)


def open_store(folder: Path, passphrase: str, *, clock: Clock | None = None, go_on: bool = False) -> "VaultStore":
    """Open the store here; blocks for about a second. Raises StoreError, and then nothing was changed.

    `go_on` is for a worker who was told `store.changes_missing` or `store.diverged` and decides to go on without: the
    files are kept aside in `quarantine` first, and the journal says what was missing.
    """
    clock = clock or SystemClock()
    return _on_a_thread(lambda: open_vault(folder, passphrase, clock, go_on=go_on), clock)


def salvage_store(
    folder: Path, to: Path, passphrase: str, *, clock: Clock | None = None
) -> tuple["VaultStore", Salvaged]:
    """Make a store in the folder `to` of the newest sound backup and what can be read of a damaged one; open it.

    The damaged store is only read. Blocks for seconds. Raises StoreError, and then there is no such folder.
    """
    clock = clock or SystemClock()
    got: list[Salvaged] = []

    def work() -> OpenVault:
        vault, salvaged = salvage(folder, to, passphrase, clock)
        got.append(salvaged)
        return vault

    return _on_a_thread(work, clock), got[0]


def recover_store(
    folder: Path, way: WayIn, new_passphrase: str, *, kdf: KdfSettings | None = None, clock: Clock | None = None
) -> "VaultStore":
    """Open the store here by recovery sheet (`by_sheet`) or unlock file (`by_unlock_file`), with a new passphrase."""
    clock = clock or SystemClock()
    return _on_a_thread(lambda: recover(folder, way, new_passphrase, kdf, clock), clock)


def restore_store(file: Path, folder: Path, passphrase: str, *, clock: Clock | None = None) -> "VaultStore":
    """Put a backup's store into a new folder and open it. Raises StoreError, and then no folder was made."""
    clock = clock or SystemClock()
    return _on_a_thread(lambda: restore_vault(file, folder, passphrase, clock), clock)


def is_passphrase(folder: Path, passphrase: str) -> bool:
    """Whether this passphrase opens the store here, without opening it: for the cover of a store that is open."""
    best = read_copies(folder).best
    try:
        open_with_passphrase(best.slots, passphrase, best.vault, best.practice)
    except StoreError as error:
        if error.code == WRONG_PASSPHRASE:
            return False
        raise
    return True


def _on_a_thread(get: Callable[[], OpenVault], clock: Clock) -> "VaultStore":
    thread = StoreThread()
    try:
        return VaultStore(thread.submit(get).result(), thread, clock)
    except BaseException:
        thread.close(lambda: None)
        raise
