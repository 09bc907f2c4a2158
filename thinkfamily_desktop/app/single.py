"""One program for each store: a lock file that the system frees when its holder is gone."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QLockFile

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.session.swapping import finish

LOCK_NAME = "open.lock"


class StoreLock:
    """Holds one store folder for this program, until it lets go or ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = QLockFile(str(folder / LOCK_NAME))
        # A lock never grows stale by age: a laptop sleeps for days. A holder that is gone is still noticed.
        self._lock.setStaleLockTime(0)

    def take(self, wait_seconds: float = 0.0) -> None:
        """Hold the store. Waits up to `wait_seconds` for the program before us to end.

        Raises ThinkFamilyError `cli.already_open` when another program holds it, `cli.cannot_lock` when the
        folder cannot be written.
        """
        finish(self._folder)  # before there is a folder of this name
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self._lock.tryLock(round(wait_seconds * 1000)):
            return
        held = self._lock.error() == QLockFile.LockError.LockFailedError
        raise ThinkFamilyError("cli.already_open" if held else "cli.cannot_lock")

    def let_go(self) -> None:
        """Free the store for another program."""
        self._lock.unlock()


@contextmanager
def hold_store(folder: Path, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold a store for the length of a `with` block. Raises ThinkFamilyError as `StoreLock.take` does.

    A folder that is not there is not made: there is nothing to hold, and opening it will say so.
    """
    finish(folder)
    if not folder.is_dir():
        yield
        return
    lock = StoreLock(folder)
    lock.take(wait_seconds)
    try:
        yield
    finally:
        lock.let_go()
