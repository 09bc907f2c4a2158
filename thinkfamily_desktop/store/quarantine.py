"""A store's files as they were found, kept aside before anything is done that cannot be undone."""

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from thinkfamily_desktop.store.disk import flush_folder, make_private_folder, open_private
from thinkfamily_desktop.store.head import HEAD_FILE
from thinkfamily_desktop.store.keyfile import COPIES
from thinkfamily_desktop.store.presence import LOG_FILE, VAULT_FILE

QUARANTINE = "quarantine"
_MOMENT = "%Y%m%d-%H%M%S-%f"


def keep_aside(folder: Path, now: datetime) -> Path:
    """Copy every file of the store into a folder of its quarantine. Returns that folder. Raises OSError."""
    aside = folder / QUARANTINE / now.astimezone(UTC).strftime(_MOMENT)
    make_private_folder(aside.parent)
    make_private_folder(aside)
    for name in (VAULT_FILE, LOG_FILE, HEAD_FILE, *COPIES):
        if (folder / name).exists():
            with (folder / name).open("rb") as found, os.fdopen(open_private(aside / name), "wb") as kept:
                shutil.copyfileobj(found, kept, 1 << 20)
                kept.flush()
                os.fsync(kept.fileno())
    flush_folder(aside)
    return aside


def kept_aside(folder: Path) -> tuple[tuple[datetime, Path], ...]:
    """What is kept aside, and since when, latest first. What is not named like it is left alone."""
    found = []
    for path in (folder / QUARANTINE).glob("*"):
        with suppress(ValueError):
            found.append((datetime.strptime(path.name, _MOMENT).replace(tzinfo=UTC), path))
    return tuple(sorted(found, reverse=True))


def let_go(folder: Path, now: datetime, longest: timedelta) -> None:
    """Remove what was kept aside for longer than copies are kept: it may hold what was erased since.

    Not to be asked while something is under a legal hold.
    """
    for since, path in kept_aside(folder):
        if now - since > longest:
            shutil.rmtree(path, ignore_errors=True)
