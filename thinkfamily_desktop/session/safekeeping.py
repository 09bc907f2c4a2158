"""How safe an open store is: who can open it, when it was last copied, and making a recovery sheet for it."""

import base64
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.report.recovery_sheet import build_recovery_sheet
from thinkfamily_desktop.session.exporting import write_whole
from thinkfamily_desktop.store.recovery_code import RecoveryCode
from thinkfamily_desktop.store.slots import ESCROW, RECOVERY
from thinkfamily_desktop.store.upkeep import Upkeep


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet that opens nothing yet: its code has not been typed back."""

    code: RecoveryCode
    vault: str
    made: date


class Safekeeping:
    """What keeps the words of one open store from being lost."""

    def __init__(self, upkeep: Upkeep, clock: Clock) -> None:
        self._upkeep = upkeep
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

    def add_organisation(self, public_key: str, by: WorkerId) -> Future[None]:
        """Let the organisation's key open the store; the worker is told. `public_key` is in base64."""
        return self._upkeep.add_escrow(base64.b64decode(public_key), by)


def write_sheet(sheet: NewSheet, words: Words, fonts: Path, path: Path) -> None:
    """Write the sheet as a PDF to print. Raises ThinkFamilyError in plain words."""
    write_whole(build_recovery_sheet(sheet.code.text, sheet.vault, sheet.made, words, fonts), path)
