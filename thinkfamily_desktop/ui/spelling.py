"""British spelling, looked up on this laptop in Hunspell's dictionary. No word that is typed is written anywhere.

What the worker lets stand is remembered until the program is locked, which ends the process, and in no file.
"""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from hunspell import Hunspell

log = logging.getLogger(__name__)

LANGUAGE = "en_GB"
MOST_SUGGESTIONS = 6
SHORTEST = 3  # Mr, Dr, Mx and their like stand in no dictionary
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?:…\n])[\s“”\"'‘’(]*$")
_BESIDE = frozenset("@/\\_0123456789")


class Span(NamedTuple):
    """A word and where it stands in its text."""

    start: int
    word: str

    @property
    def end(self) -> int:
        """The place after its last letter."""
        return self.start + len(self.word)


class Speller:
    """Knows which words are spelled as in British English. Nothing is loaded before `load`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._dictionary: Hunspell | None = None
        self._failed = False
        self._looked_up: dict[str, bool] = {}
        self._accepted: set[str] = set()

    @property
    def is_ready(self) -> bool:
        """Whether the dictionary is there."""
        return self._dictionary is not None

    def load(self) -> None:
        """Read the dictionary, once. Without one nothing is ever called misspelt."""
        if self._dictionary is not None or self._failed:
            return
        try:
            from hunspell import Hunspell  # noqa: PLC0415, RUF100  not before the first long text is visited

            self._dictionary = Hunspell(LANGUAGE, hunspell_data_dir=str(self._folder), system_encoding="UTF-8")
        except (ImportError, OSError):
            self._failed = True
            log.warning("the spelling dictionary could not be read")

    def looked_up(self, word: str) -> bool | None:
        """Whether the word is right; None when it has not been looked up yet. Costs next to nothing."""
        return True if word in self._accepted else self._looked_up.get(word)

    def is_right(self, word: str) -> bool:
        """Whether the word is right, looked up now."""
        known = self.looked_up(word)
        if known is None and self._dictionary is not None:
            known = self._looked_up[word] = bool(self._dictionary.spell(word))
        return known is not False

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What may have been meant, likeliest first. May take a good part of a second."""
        if self._dictionary is None:
            return ()
        return tuple(self._dictionary.suggest(word)[:MOST_SUGGESTIONS])

    def accept(self, word: str) -> None:
        """Let a word stand until the program is locked."""
        self._accepted.add(word)


def spans(text: str) -> Iterator[Span]:
    """The words of a text that are worth looking up.

    Left out: the shortest words, abbreviations in capitals, what stands beside a figure or in an address, and words
    with a capital letter within a sentence, which are names: of people, places and services no dictionary knows.
    """
    for found in _WORD.finditer(text):
        word = found[0]
        around = text[max(found.start() - 1, 0) : found.start()] + text[found.end() : found.end() + 1]
        if len(word) < SHORTEST or not word[1:].islower() or _BESIDE.intersection(around):
            continue
        if word[0].isupper() and not _BEGINS.search(text, max(found.start() - 8, 0), found.start()):
            continue
        yield Span(found.start(), word)


def names_in(*texts: str) -> frozenset[str]:
    """Every word of these names."""
    return frozenset(word for text in texts for word in _WORD.findall(text))
