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
from thinkfamily_desktop.settings.local_content import LocalContent
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.pdf_pages import PdfPages


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
