"""The head anchor: 64 bytes beside the database that say how far it had come, written after each commit.

SQLite takes a damaged or missing log for a shorter one and says that all is well. The anchor knows better.
"""

import hmac
import os
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from thinkfamily_desktop.store.disk import flush, open_private

HEAD_FILE = "head"
HASH_BYTES = 24
_SIZE = 64


@dataclass(frozen=True, slots=True)
class Anchor:
    """The commit that the store had reached: its number, and the hash of everything the journal said by then."""

    seq: int
    hash: bytes  # 24 bytes

    def to_bytes(self, key: bytes) -> bytes:
        """The 64 bytes of the file."""
        said = struct.pack("<Q", self.seq) + self.hash
        return said + hmac.digest(key, said, "sha256")


def read_anchor(folder: Path, key: bytes) -> Anchor | None:
    """The anchor, or None when it is missing, damaged, or not made with this store's key."""
    try:
        raw = (folder / HEAD_FILE).read_bytes()
    except FileNotFoundError:
        return None
    said, seal = raw[:32], raw[32:]
    if len(raw) != _SIZE or not hmac.compare_digest(hmac.digest(key, said, "sha256"), seal):
        return None
    return Anchor(struct.unpack("<Q", said[:8])[0], said[8:])


class HeadFile:
    """The open anchor file of an open store. One sector is written each time, so it is never half written."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._key = key
        self._descriptor: int | None = open_private(folder / HEAD_FILE)

    def write(self, anchor: Anchor) -> None:
        """Return when the anchor is on the disk. Raises OSError."""
        if self._descriptor is None:
            raise ValueError("the head file is closed")
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, anchor.to_bytes(self._key))
        flush(self._descriptor)

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor is not None:
            with suppress(OSError):
                os.close(self._descriptor)
            self._descriptor = None
