"""A file that is there to be removed: when the disk is full, its space lets the last words be saved."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from thinkfamily_desktop.store.disk import open_private

BALLAST_FILE = "reserve.bin"
BALLAST_BYTES = 16 * 1024 * 1024
_ROOM = 4  # times its size must be free before it is made


class Ballast:
    """The reserve of one open store."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / BALLAST_FILE

    @property
    def is_there(self) -> bool:
        """Whether there is a reserve."""
        return self._file.exists()

    def lay_down(self) -> None:
        """Make the reserve if it is missing and there is room. Random bytes, so that no disk stores them as nothing."""
        if self._file.exists() or shutil.disk_usage(self._file.parent).free < _ROOM * BALLAST_BYTES:
            return
        with suppress(OSError), os.fdopen(open_private(self._file), "wb") as file:
            file.write(os.urandom(BALLAST_BYTES))
            file.flush()
            os.fsync(file.fileno())

    def throw_out(self) -> bool:
        """Give the space back. False when it was given back already."""
        try:
            self._file.unlink()
        except FileNotFoundError:
            return False
        return True
