"""How hard a form is to read for the family it is said to: a note for its author, never an error.

The Automated Readability Index (Senter and Smith, 1967) with five years added: it needs letters, words and sentences
alone, and gives the same number everywhere. It knows nothing of meaning: a short hard word counts as an easy one.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from thinkfamily_desktop.forms.family_words import family_words
from thinkfamily_desktop.forms.model import Form

AIM = 11  # years: what public information in the United Kingdom is usually written for is 9 to 11
_YEARS_BEFORE_SCHOOL = 5
_YOUNGEST = 6
_FEWEST_WORDS = 6  # of a shorter sentence a number says nothing
_MOST_NAMED = 3
_SENTENCE = re.compile(r"[^.?!…]+[.?!…]?")
_WORD = re.compile(r"[\w’'-]+")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence that is harder than the aim, where it stands, and its reading age in years."""

    path: str
    words: str
    age: int


@dataclass(frozen=True, slots=True)
class PageReading:
    """One page, or the register: its reading age in years, and its hardest sentences above the aim."""

    page: str
    age: int
    hardest: tuple[HardSentence, ...]


def reading(form: Form, language: str = "en") -> tuple[PageReading, ...]:
    """Each page in the order of the form, by what a family sees or hears on it."""
    pages: dict[str, list[tuple[str, str]]] = {"register": []}
    places: dict[str, str] = {
        item.id: page.id for page in form.pages for section in page.sections for item in section.items
    }
    for path, words in family_words(form):
        said = _PLACEHOLDER.sub("Sam", words.in_language(language))
        page = _page_of(path, places)
        pages.setdefault(page, []).extend((path, each) for each in _sentences(said))
    return tuple(_read(page, sentences) for page, sentences in pages.items() if sentences)


def reading_age(sentences: Iterable[str]) -> int:
    """The age in whole years at which these sentences can be read."""
    said = list(sentences)
    words = [word for sentence in said for word in _WORD.findall(sentence)]
    if not words:
        return _YOUNGEST
    letters = sum(len(word) for word in words)
    grade = 4.71 * letters / len(words) + 0.5 * len(words) / len(said) - 21.43
    return max(_YOUNGEST, round(grade) + _YEARS_BEFORE_SCHOOL)


def _read(page: str, sentences: list[tuple[str, str]]) -> PageReading:
    long_enough = [(path, said) for path, said in sentences if len(_WORD.findall(said)) >= _FEWEST_WORDS]
    judged = (HardSentence(path, said, reading_age([said])) for path, said in long_enough)
    hard = sorted((each for each in judged if each.age > AIM), key=lambda each: (-each.age, each.path))
    return PageReading(page, reading_age(said for _, said in long_enough), tuple(hard[:_MOST_NAMED]))


def _page_of(path: str, places: dict[str, str]) -> str:
    kind, _, rest = path.partition(" ")
    if kind in ("page", "section"):
        return rest.partition("/")[0].partition(".")[0]
    item = next((item for item in sorted(places, key=len, reverse=True) if path.startswith(f"{item}.")), "")
    return places.get(item, "register")


def _sentences(words: str) -> Iterator[str]:
    return (said for each in _SENTENCE.findall(words) if _WORD.search(said := each.strip()))
