"""Opening the vault: once, with a passphrase; wrong tries slow down but never lock anybody out."""

import json
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.store.errors import WRONG_PASSPHRASE
from thinkfamily_desktop.store.folders import refuse_unsafe_folder
from thinkfamily_desktop.store.presence import is_practice, store_exists

if TYPE_CHECKING:  # the unlock screen is painted before the database and the ciphers are read
    from thinkfamily_desktop.session.ports import Store

PRACTICE_PASSPHRASE = "practice made up family only"  # noqa: S105  shown on the practice store's own unlock screen
FREE_TRIES = 3
LONGEST_WAIT_SECONDS = 60


class Unlocking:
    """The door of one vault folder.

    The wait after wrong tries is politeness: the control is the slow key derivation, because a file can be copied.
    """

    def __init__(self, folder: Path, tries_file: Path, clock: Clock) -> None:
        self.folder = folder
        self._tries_file = tries_file
        self._clock = clock
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="unlock")

    @property
    def exists(self) -> bool:
        """Whether there is a vault here, sound or not: then none may be created."""
        return store_exists(self.folder)

    @property
    def practice(self) -> bool:
        """Whether the vault here is a practice store."""
        return self.exists and is_practice(self.folder)

    def refuse_unsafe(self) -> None:
        """Raise ThinkFamilyError when the folder is synchronised, roaming or on a network: no store may lie there."""
        refuse_unsafe_folder(self.folder)

    def seconds_to_wait(self) -> int:
        """How long the next try has to wait. A clock set back never makes it longer than a minute."""
        failed, last = self._tries()
        if failed < FREE_TRIES or last is None:
            return 0
        wait: int = min(2 ** (failed - FREE_TRIES + 1), LONGEST_WAIT_SECONDS)
        passed = (self._clock.now() - last).total_seconds()
        return max(0, min(wait, round(wait - passed)))

    def unlock(self, passphrase: str) -> "Future[Store]":
        """Open the vault. Fails with a ThinkFamilyError that says what is wrong in plain words."""
        return self._pool.submit(self._counted, _open, passphrase)

    def go_on(self, passphrase: str) -> "Future[Store]":
        """Open a vault whose last changes are missing, for a worker who was told so; its files are kept aside first."""
        return self._pool.submit(self._counted, _open_without, passphrase)

    def create(self, passphrase: str, *, practice: bool = False) -> "Future[Store]":
        """Make the vault, once. Refused where anything of a vault already lies."""
        return self._pool.submit(_create, self.folder, passphrase, practice)

    def recover(self, code: str, new_passphrase: str) -> "Future[Store]":
        """Open the vault with the code of its recovery sheet, which opens nothing afterwards, and a new passphrase."""
        return self._pool.submit(self._recovered, code, new_passphrase)

    def _recovered(self, code: str, new_passphrase: str) -> "Store":
        store = _recover(self.folder, code, new_passphrase)
        self._remember(0)
        return store

    def proves(self, passphrase: str) -> Future[bool]:
        """Whether this is the passphrase of the vault that is open already: what lifts the cover."""
        return self._pool.submit(_proves, self.folder, passphrase)

    def close(self) -> None:
        """End the thread that opens vaults, once nothing is being opened any more."""
        self._pool.shutdown(wait=True)

    def _counted(self, opening: "Callable[[Path, str], Store]", passphrase: str) -> "Store":
        if wait := self.seconds_to_wait():
            raise ThinkFamilyError("unlock.wait", count=wait)
        try:
            store = opening(self.folder, passphrase)
        except ThinkFamilyError as error:
            if error.code == WRONG_PASSPHRASE:
                self._remember(self._tries()[0] + 1)
            raise
        self._remember(0)
        return store

    def _tries(self) -> tuple[int, datetime | None]:
        try:
            kept = json.loads(self._tries_file.read_text(encoding="utf-8"))
            return int(kept["failed"]), datetime.fromisoformat(kept["last"])
        except (OSError, ValueError, KeyError, TypeError):
            return 0, None

    def _remember(self, failed: int) -> None:
        if failed == 0:
            self._tries_file.unlink(missing_ok=True)
            return
        self._tries_file.parent.mkdir(parents=True, exist_ok=True)
        kept = {"failed": failed, "last": self._clock.now().isoformat()}
        self._tries_file.write_text(json.dumps(kept), encoding="utf-8")


# Each on the door's own thread, where the store is first read: the unlock screen has been painted by then.


def _open(folder: Path, passphrase: str) -> "Store":
    from thinkfamily_desktop.store.vault import open_store  # noqa: PLC0415, RUF100  as above

    return open_store(folder, passphrase)


def _open_without(folder: Path, passphrase: str) -> "Store":
    from thinkfamily_desktop.store.vault import open_store  # noqa: PLC0415, RUF100  as above

    return open_store(folder, passphrase, go_on=True)


def _create(folder: Path, passphrase: str, practice: bool) -> "Store":
    from thinkfamily_desktop.store.vault import create_store  # noqa: PLC0415, RUF100  as above

    return create_store(folder, passphrase, practice=practice)


def _recover(folder: Path, code: str, new_passphrase: str) -> "Store":
    from thinkfamily_desktop.store.vault import recover_store  # noqa: PLC0415, RUF100  as above
    from thinkfamily_desktop.store.ways_in import by_sheet  # noqa: PLC0415, RUF100  as above

    return recover_store(folder, by_sheet(code), new_passphrase)


def _proves(folder: Path, passphrase: str) -> bool:
    from thinkfamily_desktop.store.vault import is_passphrase  # noqa: PLC0415, RUF100  as above

    return is_passphrase(folder, passphrase)
