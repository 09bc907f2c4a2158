"""Taking a family out of the list, putting it back, and deleting it for good once the organisation's record has it."""

from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from thinkfamily_desktop.domain.assessment import Worker
from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import FamilyId, WorkerId
from thinkfamily_desktop.domain.records import Receipt
from thinkfamily_desktop.session.swapping import kept_beside
from thinkfamily_desktop.store.binning import Binned
from thinkfamily_desktop.store.holding import Hold
from thinkfamily_desktop.store.upkeep import Upkeep


@dataclass(frozen=True, slots=True)
class StillHeld:
    """Where what was deleted is still kept on this laptop: in backups `until` then, and in older stores for ever.

    While another family is under a legal hold some of those backups stay for longer.
    """

    until: datetime | None
    stores: tuple[Path, ...]


class Deleting:
    """What leaves an open store. Nothing goes by date alone: somebody says each time where the family is kept."""

    def __init__(self, upkeep: Upkeep, folder: Path, clock: Clock) -> None:
        self._upkeep = upkeep
        self._folder = folder
        self._clock = clock

    def taken_out(self) -> Future[tuple[Binned, ...]]:
        """The families that are out of the list, latest first, and single pieces of work."""
        return self._upkeep.bin()

    def take_out(self, family: FamilyId, by: WorkerId) -> Future[Receipt]:
        """Take a family out of the list and the search. All of it stays until it is deleted."""
        return self._upkeep.put_in_bin(family, by)

    def put_back(self, taken: Binned, by: WorkerId) -> Future[Receipt]:
        """Put it back as it was."""
        return self._upkeep.take_out_of_bin(taken.family, by, taken.assessment)

    def delete(self, family: FamilyId, by: WorkerId, kept_in: str, since: date | None) -> Future[Receipt]:
        """Delete a family for good. `kept_in` and `since` say in which record of the organisation it is, since when.

        Raises ThinkFamilyError when they do not say it, and while the family is under a legal hold. The journal keeps
        both, and nothing of the family.
        """
        if not kept_in.strip():
            raise ThinkFamilyError("delete.needs_record")
        if since is None:
            raise ThinkFamilyError("delete.needs_day")
        if since > self._clock.now().date():
            raise ThinkFamilyError("delete.day_to_come")
        return self._upkeep.erase_family(family, by, kept_in.strip(), since.isoformat())

    def holds(self) -> Future[tuple[Hold, ...]]:
        """The legal holds that stand, the oldest first."""
        return self._upkeep.holds()

    def hold(self, family: FamilyId, worker: Worker | None, why: str) -> Future[Receipt]:
        """Put a family under a legal hold: nothing of it is deleted until the hold is lifted.

        Raises ThinkFamilyError when nobody says why, or nobody is known to set it.
        """
        if worker is None:
            raise ThinkFamilyError("store.no_worker")
        if not why.strip():
            raise ThinkFamilyError("delete.needs_why")
        return self._upkeep.hold(Hold(family, why.strip(), worker.id, worker.name, self._clock.now()))

    def lift_hold(self, family: FamilyId, by: WorkerId, why: str) -> Future[Receipt]:
        """Lift a hold. Raises ThinkFamilyError when nobody says on whose word, or there is none."""
        if not why.strip():
            raise ThinkFamilyError("delete.needs_word")
        return self._upkeep.lift_hold(family, by, why.strip())

    @property
    def still_held(self) -> StillHeld:
        """Where copies of what is deleted now are left on this laptop."""
        return StillHeld(self._upkeep.copies_until(), kept_beside(self._folder))
