"""Which way words run: the Unicode bidirectional algorithm (UAX 9) for paragraphs without embeddings or isolates.

Direction marks that a person pasted are kept in the text and take no part. Brackets are resolved as other neutrals
are (rule N0 is left out): they mirror, and stand with the words about them. One rule is ours: numbers that only a space
parts stay in their order, because a telephone number turned round is another number.
"""

import re
import unicodedata
from collections.abc import Sequence

RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]")

_NEUTRAL = frozenset(("B", "S", "WS", "ON", "BN"))
_IGNORED = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_TRAILING = frozenset(("WS", "S", "B", "BN"))


def base_level(text: str) -> int:
    """1 when the first letter with a direction runs from right to left, else 0 (rules P2 and P3)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return 0
        if kind in ("R", "AL"):
            return 1
    return 0


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character: even runs from left to right, odd from right to left."""
    kinds = ["BN" if kind in _IGNORED else kind for kind in map(_kind, text)]
    _weak(kinds, "R" if base else "L")
    _neutral(kinds, "R" if base else "L")
    return [_implicit(kind, base) for kind in kinds]


def _kind(character: str) -> str:
    return unicodedata.bidirectional(character) or "L"


def _implicit(kind: str, base: int) -> int:
    """Rules I1 and I2."""
    if base:
        return base + (kind != "R")
    return {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _weak(kinds: list[str], outside: str) -> None:
    """Rules W1 to W7."""
    before = outside
    for index, kind in enumerate(kinds):  # W1
        if kind == "NSM":
            kinds[index] = before
        before = kinds[index]
    strong = outside
    for index, kind in enumerate(kinds):  # W2
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[index] = "AN"
    for index, kind in enumerate(kinds):  # W3
        if kind == "AL":
            kinds[index] = "R"
    _separators(kinds)
    strong = outside
    for index, kind in enumerate(kinds):  # W6, W7
        if kind in ("ES", "ET", "CS"):
            kinds[index] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _separators(kinds: list[str]) -> None:
    """Rules W4 and W5: signs that belong to the numbers about them."""
    for index in range(1, len(kinds) - 1):
        before, kind, after = kinds[index - 1 : index + 2]
        if before == after and ((kind == "ES" and before == "EN") or (kind == "CS" and before in ("EN", "AN"))):
            kinds[index] = before
        elif before == after and kind == "WS" and before in ("EN", "AN"):
            kinds[index] = before  # ours: the parts of a telephone number never change places
    for start, end in _stretches(kinds, frozenset(("ET",))):
        if (start and kinds[start - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN"):
            kinds[start:end] = ["EN"] * (end - start)


def _neutral(kinds: list[str], outside: str) -> None:
    """Rules N1 and N2: what has no direction takes that of both its neighbours, else the paragraph's."""
    for start, end in _stretches(kinds, _NEUTRAL):
        before = _side(kinds[start - 1]) if start else outside
        after = _side(kinds[end]) if end < len(kinds) else outside
        kinds[start:end] = [before if before == after else outside] * (end - start)


def _side(kind: str) -> str:
    return "L" if kind == "L" else "R"


def _stretches(kinds: Sequence[str], wanted: frozenset[str]) -> list[tuple[int, int]]:
    found = []
    start = 0
    while start < len(kinds):
        end = start
        while end < len(kinds) and kinds[end] in wanted:
            end += 1
        if end > start:
            found.append((start, end))
        start = end + 1
    return found


def settled(line: Sequence[int], text: Sequence[str], base: int) -> list[int]:
    """The levels of a line's pieces once the spaces at its end have taken the paragraph's (rule L1)."""
    found = list(line)
    for index in range(len(found) - 1, -1, -1):
        if any(_kind(character) not in _TRAILING for character in text[index]):
            break
        found[index] = base
    return found


def visual_order(line: Sequence[int]) -> list[int]:
    """The places of a line's pieces from left to right, from their settled levels (rule L2)."""
    order = list(range(len(line)))
    for level in range(max(line, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = max(end, start + 1)
    return order
