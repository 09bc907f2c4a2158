"""Passphrases: four words offered at random, and what one of the worker's own has to withstand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from thinkfamily_desktop.domain.errors import ThinkFamilyError

WORDS = 4
MINIMUM_LENGTH = 12
STRONG = 4  # of zxcvbn's 0 to 4: ten thousand million guesses or more. A thief has the file and all the time there is.
OF_THE_PROGRAM = ("think", "family", "thinkfamily", "assessment", "safeguarding")  # what others try first here
_JUDGED = 72  # letters: what follows only adds
_SHORTEST_NAME = 3


def four_words(word_list: Path) -> str:
    """Four words drawn with the system's random source from a published list of one word a line (51.7 bits)."""
    import secrets  # noqa: PLC0415, RUF100  the unlock screen is painted without it

    words = word_list.read_text(encoding="utf-8").split()
    return " ".join(secrets.choice(words) for _ in range(WORDS))


@dataclass(frozen=True, slots=True)
class PassphraseRule:
    """What a passphrase of the worker's own has to be: so long at least, and hard to guess for who knows these names.

    No letter of any kind is demanded, and nothing runs out.
    """

    least: int = MINIMUM_LENGTH
    names: tuple[str, ...] = ()  # of the organisation, of people in the store: they count for nothing

    def refuse_weak(self, passphrase: str, *more_names: str) -> None:
        """Raise ThinkFamilyError, with a remedy, for one that is short or soon guessed. `more_names` are the worker's.

        Takes a few milliseconds, the first time a tenth of a second.
        """
        if len(passphrase.strip()) < self.least:
            raise ThinkFamilyError("unlock.first_too_short", count=self.least)
        known = (*_parts((*self.names, *more_names)), *OF_THE_PROGRAM)
        if not _is_strong(passphrase):
            raise ThinkFamilyError("unlock.first_guessable")
        if not _is_strong(_without(passphrase, known), known):
            raise ThinkFamilyError("unlock.first_named")


def _is_strong(passphrase: str, known: Iterable[str] = ()) -> bool:
    from zxcvbn import zxcvbn  # noqa: PLC0415, RUF100  its lists of words are needed only here

    run_together = "".join(passphrase.split())  # the gaps between words are no secret, but would count as one
    return bool(run_together and zxcvbn(run_together[:_JUDGED], user_inputs=[*known])["score"] >= STRONG)


def _without(passphrase: str, known: Iterable[str]) -> str:
    """What is left to guess for somebody who knows the names: zxcvbn alone finds three known names hard to join."""
    left = passphrase.casefold()
    for name in sorted(known, key=len, reverse=True):
        left = left.replace(name, "")
    return left


def _parts(names: Iterable[str]) -> tuple[str, ...]:
    """Each name whole, run together, and word by word, in small letters: the ways in which people write them."""
    found: dict[str, None] = {}
    for name in names:
        words = [word for word in re.split(r"[\W_]+", name.casefold()) if word]
        for part in (name.casefold().strip(), "".join(words), *words):
            if len(part) >= _SHORTEST_NAME:
                found[part] = None
    return tuple(found)
