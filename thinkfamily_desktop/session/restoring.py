"""Putting a backup in the place of a store: laid beside it first, compared, and only then swapped in.

Nothing is ever written over: the store that was there is kept beside, under a name that says when.
"""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.store.backup import BACKUP_FOLDER, Backup, list_backups
from thinkfamily_desktop.store.vault import restore_store

_BESIDE, _NEXT, _KEPT = ".from-backup", ".next", ".kept-"
_MOMENT = "%Y%m%d-%H%M%S"


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
        """Swap it in, with nothing open in either folder; killed at any moment, `finish` makes it whole.

        Returns where the store that was there is kept; None where none was. Its backups go with the new one.
        Raises ThinkFamilyError where the disk refuses.
        """
        self.store.close().result()
        try:
            return self._swap(_beside(self.vault, f"{_KEPT}{now:{_MOMENT}}"))
        except OSError as fault:
            raise ThinkFamilyError("store.not_swapped", folder=str(self.vault.parent)) from fault

    def _swap(self, kept: Path) -> Path | None:
        coming = _beside(self.vault, _NEXT)
        if self.vault.exists():
            shutil.rmtree(coming, ignore_errors=True)  # of a swap that was cut short before anything was moved
        self.folder.rename(coming)
        had = self.vault.exists()
        if had:
            self.vault.rename(kept)
        coming.rename(self.vault)
        if not had:
            return None
        if (kept / BACKUP_FOLDER).is_dir() and not (self.vault / BACKUP_FOLDER).exists():
            (kept / BACKUP_FOLDER).rename(self.vault / BACKUP_FOLDER)
        return kept


def backups_of(vault: Path) -> tuple[Backup, ...]:
    """The backups beside a store, latest first, sound or not: which can be told only with a passphrase."""
    return list_backups(vault / BACKUP_FOLDER)


def lay_beside(file: Path, vault: Path, passphrase: str, clock: Clock) -> Beside:
    """Take a backup apart into a folder beside the store, and open it there. Waits for the disk.

    The passphrase is the one of the day when it was made. Raises StoreError, and then there is no such folder.
    """
    folder = _beside(vault, _BESIDE)
    shutil.rmtree(folder, ignore_errors=True)  # one that nobody put in its place: the backup is still there
    return Beside(vault, folder, restore_store(file, folder, passphrase, clock=clock))


def finish(vault: Path) -> None:
    """If a swap was cut short between its two steps, make the second. Called before anybody asks for the store."""
    coming = _beside(vault, _NEXT)
    if coming.is_dir() and not vault.exists():
        coming.rename(vault)


def kept_beside(vault: Path) -> tuple[Path, ...]:
    """Stores that made room for another, latest first. They hold what was in them until somebody removes them."""
    return tuple(sorted(vault.parent.glob(f"{vault.name}{_KEPT}*"), reverse=True))


def _beside(vault: Path, ending: str) -> Path:
    return vault.with_name(f"{vault.name}{ending}")
