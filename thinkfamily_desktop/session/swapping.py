"""Two folders change places: what was there is kept beside, and a swap that was cut short is finished later.

Nothing here reads a store, so that the door can ask for it before anything else is read.
"""

import shutil
from datetime import datetime
from pathlib import Path

NEXT, KEPT = ".next", ".kept-"
_MOMENT = "%Y%m%d-%H%M%S"


def swap(coming: Path, vault: Path, now: datetime) -> Path | None:
    """Put the folder `coming` where `vault` is. Returns where what was there is kept; None where nothing was.

    Killed at any moment, `finish` makes it whole. Raises OSError where the disk refuses; then nothing is lost.
    """
    decided, kept = _beside(vault, NEXT), _beside(vault, f"{KEPT}{now:{_MOMENT}}")
    there = vault.exists()
    if there:
        shutil.rmtree(decided, ignore_errors=True)  # of a swap that was cut short before anything was moved
    coming.rename(decided)
    if there:
        vault.rename(kept)
    decided.rename(vault)
    return kept if there else None


def finish(vault: Path) -> None:
    """If a swap was cut short between its two steps, make the second. Called before anybody asks for the store."""
    decided = _beside(vault, NEXT)
    if decided.is_dir() and not vault.exists():
        decided.rename(vault)


def kept_beside(vault: Path) -> tuple[Path, ...]:
    """Stores that made room for another, latest first. They hold what was in them until somebody removes them."""
    return tuple(sorted(vault.parent.glob(f"{vault.name}{KEPT}*"), reverse=True))


def _beside(vault: Path, ending: str) -> Path:
    return vault.with_name(f"{vault.name}{ending}")
