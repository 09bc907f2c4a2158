"""Files that are there whole or not at all, and that only their owner can read."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

_BINARY: int = getattr(os, "O_BINARY", 0)  # Windows: no translation of line ends


def make_private_folder(folder: Path) -> None:
    """Make the folder, for its owner alone, if it is not there yet."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True)
        folder.chmod(0o700)  # mkdir's mode is cut by the umask, never widened; say it again for odd umasks


def open_private(path: Path, *, create: bool = True) -> int:
    """A descriptor to read and write a file that only its owner can read."""
    return os.open(path, os.O_RDWR | _BINARY | (os.O_CREAT if create else 0), 0o600)


def flush(descriptor: int) -> None:
    """Return when the file's bytes are on the disk."""
    getattr(os, "fdatasync", os.fsync)(descriptor)


def flush_folder(folder: Path) -> None:
    """Return when the folder's names are on the disk. Windows writes them by itself and cannot be asked."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file so that, whenever the power fails, it holds either all of the old bytes or all of the new."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)
