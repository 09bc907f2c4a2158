"""Finding families by what was typed: folded words, found by their beginnings through an index."""

import unicodedata
from collections.abc import Iterable

from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop.domain.ids import FamilyId

_LAST = "\U0010ffff"
_FEW = 2_000
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "’": "", "'": ""}
)


def folded(text: str) -> tuple[str, ...]:
    """The words of a text without case, accents and punctuation. O'Brien is one word."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple("".join(letter if letter.isalnum() else " " for letter in kept).split())


def terms_of(texts: Iterable[str]) -> set[str]:
    """Every word to be found, and numbers typed in groups as one: 999 291 4173 is found by 9992914173 too."""
    terms: set[str] = set()
    for text in texts:
        words = folded(text)
        terms.update(words)
        if len(words) > 1 and all(word.isdigit() for word in words):
            terms.add("".join(words))
    return terms


def replace_terms(connection: Connection, family: FamilyId, texts: Iterable[str]) -> None:
    """Make these the family's search terms."""
    connection.execute("DELETE FROM search_term WHERE family = ?", (family,))
    connection.executemany(
        "INSERT INTO search_term (term, family) VALUES (?, ?)", ((term, family) for term in sorted(terms_of(texts)))
    )


def find(connection: Connection, typed: str) -> frozenset[FamilyId]:
    """The families that have, for each word typed, a term that begins with it. Their order is the caseload's.

    The longest word is looked up first: it leaves the fewest families for the others to be asked of.
    """
    words = sorted(set(folded(typed)), key=len, reverse=True)
    if not words:
        return frozenset()
    found = _beginning_with(connection, words[0])
    for word in words[1:]:
        few = len(found) <= _FEW
        found = _those_with(connection, found, word) if few else found & _beginning_with(connection, word)
    binned = {family for (family,) in connection.execute("SELECT family FROM bin WHERE assessment = ''")}
    return frozenset(map(FamilyId, found - binned))


def _those_with(connection: Connection, families: set[str], word: str) -> set[str]:
    """Of these families, each asked by itself, those with the word: two letters begin half of all terms."""
    asked = "SELECT 1 FROM search_term WHERE family = ? AND term >= ? AND term < ? LIMIT 1"
    end = word + _LAST
    return {family for family in families if connection.execute(asked, (family, word, end)).fetchone() is not None}


def _beginning_with(connection: Connection, word: str) -> set[str]:
    rows = connection.execute("SELECT family FROM search_term WHERE term >= ? AND term < ?", (word, word + _LAST))
    return {family for (family,) in rows}
