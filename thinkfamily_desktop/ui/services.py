"""What the window needs from the outside, handed over by `app` as one plain value: nothing in ui is global."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import FormInfo
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.settings.local_content import LocalContent
from thinkfamily_desktop.settings.policy import InForce, Policy
from thinkfamily_desktop.settings.preferences import Preferences
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.pdf_pages import PdfPages


def _nothing_set() -> InForce:
    return InForce(Policy(), (), {})


@dataclass(frozen=True)
class Services:
    """Words, the door of the vault, what opens a desk on it, what makes PDFs, and what policy says."""

    words: Words
    clock: Clock
    unlocking: Unlocking
    make_desk: Callable[[Store], Desk]
    prove_passphrase: Callable[[str], Future[bool]]  # whether this is the passphrase of the vault that is open
    four_words: Callable[[], str]
    documents: Documents
    pdf_pages: PdfPages
    export_folder: Path
    local_content: LocalContent | None = None
    minutes_to_lock: int = 5
    in_force: InForce = field(default_factory=_nothing_set)  # what the organisation has set
    preferences: Callable[[], Preferences] = Preferences
    prefer: Callable[[Preferences], None] | None = None  # keeps what the worker chose, and dresses the program in it
    forms: Callable[[], tuple[FormInfo, ...]] = tuple  # read only once they are asked for
