"""What the window needs from the outside, handed over by `app` as one plain value: nothing in ui is global."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.ui.theme import Look


@dataclass(frozen=True)
class Services:
    """Words and folders, the door of the vault, what opens a desk on it, and what policy says."""

    words: Words
    resources: Path
    clock: Clock
    look: Look
    unlocking: Unlocking
    make_desk: Callable[[Store], Desk]
    prove_passphrase: Callable[[str], Future[bool]]  # whether this is the passphrase of the vault that is open
    minutes_to_lock: int = 5
    organisation: str = ""
    practice_allowed: bool = True
