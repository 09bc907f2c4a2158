"""What the window needs before anybody has unlocked: the least, so that the unlock screen is there at once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.passphrases import PassphraseRule
from thinkfamily_desktop.session.unlocking import Unlocking

if TYPE_CHECKING:  # read when a backup is looked at
    from thinkfamily_desktop.session.restoring import Restoring


def _nothing_refused() -> None:
    return


def _begins_at_caseload() -> bool:
    return False


@dataclass(frozen=True)
class Door:
    """Words, the vault's own door, and what the first run offers and demands."""

    words: Words
    unlocking: Unlocking
    four_words: Callable[[], str]
    restoring: "Callable[[], Restoring]"  # the backups of this vault, and what they would change
    rule: Callable[[], PassphraseRule]  # for one of the worker's own; policy is read when it is asked for
    refuse_new: Callable[[], None] = _nothing_refused  # raises ThinkFamilyError where policy lets no store be made
    returns: Callable[[], bool] = _begins_at_caseload  # whether unlocking goes on with the family that was open
