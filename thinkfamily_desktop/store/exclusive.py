"""One opener at a time: a lock on a file of the store, let go by the operating system whatever becomes of us.

SQLite's own EXCLUSIVE lock stands behind it. This one comes first because looking at the files of a store that is
open elsewhere would see a change half made, and would call it damage.
"""

import os
import sys
from pathlib import Path
from typing import Self

from thinkfamily_desktop.store.disk import open_private
from thinkfamily_desktop.store.errors import StoreError

LOCK_FILE = "lock"


class FolderLock:
    """Held from construction until `release`. Raises StoreError when somebody else holds it."""

    def __init__(self, folder: Path) -> None:
        self._descriptor: int | None = open_private(folder / LOCK_FILE)
        try:
            _lock(self._descriptor)
        except OSError:
            self.release()
            raise StoreError("store.already_open") from None

    def release(self) -> None:
        """Let others in. The file stays: removing it would let two in at once."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
