"""How safe an open store is: who can open it, when it was last copied, and making a recovery sheet for it."""

import base64
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from thinkfamily_desktop.domain.assessment import Worker
from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.report.recovery_sheet import build_recovery_sheet
from thinkfamily_desktop.session.copying import copy_off, last_copy
from thinkfamily_desktop.session.exporting import write_whole
from thinkfamily_desktop.session.swapping import kept_beside
from thinkfamily_desktop.store.backup import BACKUP_FOLDER
from thinkfamily_desktop.store.escrow import fingerprint
from thinkfamily_desktop.store.recovery_code import RecoveryCode
from thinkfamily_desktop.store.slots import ESCROW, RECOVERY
from thinkfamily_desktop.store.upkeep import Upkeep


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet that opens nothing yet: its code has not been typed back."""

    code: RecoveryCode
    vault: str
    made: date


@dataclass(frozen=True, slots=True)
class OrganisationNews:
    """The organisation's key is another than the one that opens the store, by their fingerprints; empty for none."""

    old: str
    new: str


class Safekeeping:
    """What keeps the words of one open store from being lost."""

    def __init__(self, upkeep: Upkeep, folder: Path, clock: Clock) -> None:
        self._upkeep = upkeep
        self._folder = folder / BACKUP_FOLDER
        self._clock = clock

    @property
    def has_sheet(self) -> bool:
        """Whether a recovery sheet opens this store."""
        return any(slot.kind == RECOVERY for slot in self._upkeep.ways_in)

    @property
    def has_organisation(self) -> bool:
        """Whether the organisation's key opens this store."""
        return any(slot.kind == ESCROW for slot in self._upkeep.ways_in)

    @property
    def last_backup(self) -> datetime | None:
        """When the latest backup beside the store was made, or None."""
        backups = self._upkeep.backups()
        return backups[0].made if backups else None

    @property
    def last_copy(self) -> datetime | None:
        """When a backup was last copied off this laptop, or None."""
        copied = last_copy(self._folder)
        return copied[0] if copied is not None else None

    @property
    def kept_beside(self) -> tuple[Path, ...]:
        """Older stores that made room for a backup."""
        return kept_beside(self._folder.parent)

    @property
    def copy_is_due(self) -> bool:
        """Whether there is a backup that has not been copied off, or none yet."""
        backups, copied = self._upkeep.backups(), last_copy(self._folder)
        return not backups or copied is None or copied[1] != backups[0].path.name

    def copy_off(self, folder: Path) -> datetime:
        """Copy the newest backup there, made now where there is none. Waits for the disk. Raises ThinkFamilyError."""
        backups = self._upkeep.backups()
        newest = backups[0] if backups else self._upkeep.back_up().result()
        now = self._clock.now()
        held_since = next((hold.at for hold in self._upkeep.holds().result()), None)
        copy_off(newest, folder, self._upkeep.vault, now, held_since)
        return now

    def new_sheet(self) -> NewSheet:
        """A fresh code, for a sheet to be saved and printed."""
        return NewSheet(RecoveryCode.fresh(), self._upkeep.vault, self._clock.now().date())

    def accept(self, sheet: NewSheet, typed: str, by: WorkerId) -> Future[None]:
        """Let the sheet open the store, once its code has been typed back: then it was printed, and can be read.

        Raises ThinkFamilyError when what was typed is not this sheet's code.
        """
        if RecoveryCode.from_text(typed) != sheet.code:
            raise ThinkFamilyError("unlock.sheet_other")
        return self._upkeep.add_sheet(sheet.code, by)

    def change_passphrase(self, old: str, new: str, by: Worker | None) -> Future[None]:
        """Let the new passphrase open the store instead of the old one, which has to be right."""
        return self._upkeep.change_passphrase(old, new, by.id if by is not None else WorkerId(""))

    def organisation_news(self, public_key: str) -> OrganisationNews | None:
        """What the worker has to be told before the organisation's key of now opens the store; None when it does."""
        slot = next((slot for slot in self._upkeep.ways_in if slot.kind == ESCROW), None)
        new = fingerprint(base64.b64decode(public_key))
        old = "" if slot is None else str(slot.parameters.get("fingerprint", ""))
        return None if old == new else OrganisationNews(old, new)

    def add_organisation(self, public_key: str, by: WorkerId) -> Future[None]:
        """Let the organisation's key open the store; the worker is told. `public_key` is in base64."""
        return self._upkeep.add_escrow(base64.b64decode(public_key), by)


def write_sheet(sheet: NewSheet, words: Words, fonts: Path, path: Path) -> None:
    """Write the sheet as a PDF to print. Raises ThinkFamilyError in plain words."""
    write_whole(build_recovery_sheet(sheet.code.text, sheet.vault, sheet.made, words, fonts), path)
