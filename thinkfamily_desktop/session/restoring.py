"""Putting a backup in the place of a store: laid beside it first, compared, and only then swapped in.

Nothing is ever written over: the store that was there is kept beside, under a name that says when.
"""

import shutil
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.forms.model import RegisterItems
from thinkfamily_desktop.session.comparing import Comparison, compare
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.swapping import swap
from thinkfamily_desktop.store.backup import BACKUP_FOLDER, Backup, list_backups, take_apart
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.vault import restore_store, salvage_store

_BESIDE, _SALVAGED = ".from-backup", ".salvaged"


@dataclass(frozen=True)
class Beside:
    """A store out of a backup, open, in a folder of its own beside the one that it may take the place of."""

    vault: Path
    folder: Path
    store: Store

    def discard(self) -> None:
        """Leave everything as it was. The backup stays where it is."""
        self.store.close().result()
        shutil.rmtree(self.folder, ignore_errors=True)

    def take_its_place(self, now: datetime) -> Path | None:
        """Swap it in, with nothing open in either folder.

        Returns where the store that was there is kept; None where none was. Its backups go with the new one.
        Raises ThinkFamilyError where the disk refuses.
        """
        self.store.close().result()
        try:
            kept = swap(self.folder, self.vault, now)
            if kept is not None and (kept / BACKUP_FOLDER).is_dir() and not (self.vault / BACKUP_FOLDER).exists():
                (kept / BACKUP_FOLDER).rename(self.vault / BACKUP_FOLDER)
        except OSError as fault:
            raise ThinkFamilyError("store.not_swapped", folder=str(self.vault.parent)) from fault
        return kept


def backups_of(vault: Path) -> tuple[Backup, ...]:
    """The backups beside a store, latest first, sound or not: which can be told only with a passphrase."""
    return list_backups(vault / BACKUP_FOLDER)


def lay_beside(file: Path, vault: Path, passphrase: str, clock: Clock) -> Beside:
    """Take a backup apart into a folder beside the store, and open it there. Waits for the disk.

    The passphrase is the one of the day when it was made. Raises StoreError, and then there is no such folder.
    """
    folder = vault.with_name(f"{vault.name}{_BESIDE}")
    shutil.rmtree(folder, ignore_errors=True)  # one that nobody put in its place: the backup is still there
    return Beside(vault, folder, restore_store(file, folder, passphrase, clock=clock))


def lay_newest_beside(vault: Path, passphrase: str, clock: Clock) -> tuple[Backup, Beside]:
    """The newest backup that is sound. Raises StoreError where there is none, or the passphrase opens none."""
    refused = StoreError("store.backup_none")
    for backup in backups_of(vault):
        try:
            return backup, lay_beside(backup.path, vault, passphrase, clock)
        except StoreError as error:
            refused = error
            if not (error.is_damage or error.code == "store.backup_damaged"):
                raise
    raise refused


@dataclass(frozen=True)
class Offered:
    """A store laid beside the one in use, and what would change if it took its place. Nothing has changed yet."""

    made: datetime | None  # when the backup was made; None for what could still be read of a damaged store
    beside: Beside
    comparison: Comparison
    partly: bool = False  # whether something of a damaged store could not be read


class Restoring:
    """Backups of one store and what they would change, looked at on a thread of its own."""

    def __init__(self, vault: Path, clock: Clock, register: Callable[[], RegisterItems]) -> None:
        self._vault = vault
        self._clock = clock
        self._register = register
        self._laid: Beside | None = None  # that nobody has taken
        self._closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="restoring")

    @property
    def backups(self) -> tuple[Backup, ...]:
        """The backups beside the store, latest first."""
        return backups_of(self._vault)

    def look(self, file: Path | None, passphrase: str, now: Store | None) -> "Future[Offered]":
        """Lay a backup beside the store and compare; None takes the newest that is sound.

        `now` is the store in use, or None where it cannot be opened. The future may fail with a ThinkFamilyError.
        """
        return self._thread.submit(self._look, file, passphrase, now)

    def salvage(self, passphrase: str) -> "Future[Offered]":
        """Lay what can still be read of a damaged store beside it, over its newest sound backup.

        What would change is told against that backup; where there is none, all that was read comes back.
        """
        return self._thread.submit(self._salvage, passphrase)

    def put_away(self) -> None:
        """Everything stays as it is: what was laid beside goes, also what is still being looked at."""
        if not self._closed:
            self._thread.submit(self._discard)

    def hand_over(self) -> None:
        """Whoever asked has taken what was laid beside, to let it take the store's place."""
        self._laid = None

    def close(self) -> None:
        """Put away what nobody took and end the thread, once nothing is being looked at any more."""
        self.put_away()
        self._closed = True
        self._thread.shutdown(wait=True)

    def _discard(self) -> None:
        laid, self._laid = self._laid, None
        if laid is not None:
            laid.discard()

    def _salvage(self, passphrase: str) -> Offered:
        self._discard()
        folder = self._vault.with_name(f"{self._vault.name}{_SALVAGED}")
        shutil.rmtree(folder, ignore_errors=True)  # one that nobody put in its place: what it was read from is there
        store, got = salvage_store(self._vault, folder, passphrase, clock=self._clock)
        beside = Beside(self._vault, folder, store)
        under: Beside | None = None
        try:
            if got.backup:
                _, under = lay_newest_beside(self._vault, passphrase, self._clock)
            before = under.store if under is not None else None
            found = compare(before, store, self._register(), self._clock.now().date())
        except BaseException:
            beside.discard()
            raise
        finally:
            if under is not None:
                under.discard()
        self._laid = beside
        return Offered(None, beside, found, partly=bool(got.unread))

    def _look(self, file: Path | None, passphrase: str, now: Store | None) -> Offered:
        self._discard()
        if file is None:
            backup, beside = lay_newest_beside(self._vault, passphrase, self._clock)
            made = backup.made
        else:
            beside = lay_beside(file, self._vault, passphrase, self._clock)
            made = datetime.fromisoformat(take_apart(file).made)
        try:
            found = compare(now, beside.store, self._register(), self._clock.now().date())
        except BaseException:
            beside.discard()
            raise
        self._laid = beside
        return Offered(made, beside, found)
