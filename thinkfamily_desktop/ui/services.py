"""What is needed from the outside behind the door, handed over by `app` as one plain value: nothing is global."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import FormInfo
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.session.restoring import Restoring
from thinkfamily_desktop.settings.local_content import LocalContent
from thinkfamily_desktop.settings.policy import InForce, Policy
from thinkfamily_desktop.settings.preferences import Preferences
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.pdf_pages import PdfPages
from thinkfamily_desktop.ui.spelling import Speller


def _nothing_set() -> InForce:
    return InForce(Policy(), (), {})


@dataclass(frozen=True)
class Keeping:
    """What the pages need that keep a store from being lost: a new passphrase, and the store's own backups."""

    four_words: Callable[[], str]
    rule: Callable[[], PassphraseRule]
    restoring: Callable[[], Restoring]


@dataclass(frozen=True)
class Services:
    """Words, what opens a desk on a vault, what makes PDFs, and what policy says."""

    words: Words
    clock: Clock
    make_desk: Callable[[Store], Desk]
    documents: Documents
    pdf_pages: PdfPages
    export_folder: Path | None  # offered first; None: the organisation allows nowhere
    local_content: LocalContent | None = None
    minutes_to_lock: int = 5
    in_force: InForce = field(default_factory=_nothing_set)  # what the organisation has set
    local_said: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())  # what there is of it; what is to be checked again
    set_wrong: tuple[str, ...] = ()  # what is not right in that, in sentences
    preferences: Callable[[], Preferences] = Preferences
    prefer: Callable[[Preferences], None] | None = None  # keeps what the worker chose, and dresses the program in it
    keeping: Keeping | None = None  # None for a store that is only in memory
    speller: Speller | None = None  # None: no spelling is looked up
    forms: Callable[[], tuple[FormInfo, ...]] = tuple  # read only once they are asked for
