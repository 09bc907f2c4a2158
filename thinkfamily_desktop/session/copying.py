"""Copies of backups off this laptop: to the folder that policy names, or onto a medium that a worker chooses."""

import hashlib
import json
import os
import shutil
from datetime import datetime
from pathlib import Path

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.store.backup import Backup, thin

_MARK = "copied.json"  # beside the backups: the place of the copies may be out of reach when somebody asks
_SLICE = 1 << 20


def copy_off(backup: Backup, folder: Path, vault: str, now: datetime, held_since: datetime | None = None) -> None:
    """Copy a backup whole, read the copy again, and only then call it one. Older copies of this store are thinned.

    Each store has a folder of its own there, so that nobody else's is touched. `held_since`: see `thin`. Raises
    ThinkFamilyError.
    """
    place = folder / f"thinkfamily-{vault[:12]}"
    target = place / backup.path.name
    try:
        place.mkdir(exist_ok=True)
        if not target.exists() or _sha256(target) != _sha256(backup.path):
            _copy_whole(backup.path, target)
        thin(place, now, held_since)
        mark = {"at": now.isoformat(timespec="seconds"), "backup": backup.path.name}
        backup.path.with_name(_MARK).write_text(json.dumps(mark), encoding="utf-8")
    except OSError as fault:
        raise ThinkFamilyError("store.not_copied", folder=str(folder)) from fault


def last_copy(backups: Path) -> tuple[datetime, str] | None:
    """When a backup in this folder was last copied off, and which; None when none ever was."""
    try:
        mark = json.loads((backups / _MARK).read_text(encoding="utf-8"))
        return datetime.fromisoformat(mark["at"]), str(mark["backup"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _copy_whole(source: Path, target: Path) -> None:
    part = target.with_name(f"{target.name}.part")
    try:
        with source.open("rb") as whole, part.open("wb") as copy:
            shutil.copyfileobj(whole, copy, _SLICE)
            copy.flush()
            os.fsync(copy.fileno())
        if _sha256(part) != _sha256(source):
            raise OSError("what was read back is not what was written")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
