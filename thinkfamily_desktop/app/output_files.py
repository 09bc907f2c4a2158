"""Files that a command writes or reads: never over another one, and only for their owner to read."""

import os
from contextlib import suppress
from pathlib import Path

from thinkfamily_desktop.domain.errors import ThinkFamilyError

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def refuse_existing(file: Path) -> None:
    """Raise ThinkFamilyError when something is there already, or the folder is not: said before any work is done."""
    if file.exists():
        raise ThinkFamilyError("cli.file_exists", file=str(file))
    if not file.parent.is_dir() or not os.access(file.parent, os.W_OK):
        raise ThinkFamilyError("cli.file_not_written", file=str(file))


def write_new(file: Path, content: bytes) -> None:
    """Write a new file for its owner alone; half of one is never left. Raises ThinkFamilyError."""
    refuse_existing(file)
    try:
        with os.fdopen(os.open(file, _NEW, 0o600), "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as fault:
        if not isinstance(fault, FileExistsError):
            with suppress(OSError):
                file.unlink(missing_ok=True)
        raise ThinkFamilyError("cli.file_not_written", file=str(file)) from fault


def read_given(file: Path) -> bytes:
    """The bytes of a file that was named. Raises ThinkFamilyError."""
    try:
        return file.read_bytes()
    except OSError as fault:
        raise ThinkFamilyError("cli.file_not_read", file=str(file)) from fault
