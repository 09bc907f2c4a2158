"""Tokens as the operators that show them on a page, in the order in which they are read."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from thinkfamily_desktop.report.objects import number, text_string
from thinkfamily_desktop.report.text import Placed, Run, TextLine


def runs_both_ways(line: TextLine) -> bool:
    """Whether some of it runs from right to left: then every token of its paragraph knows a level, and its base."""
    return any(token.level for token, _ in line)


def line_width(line: Iterable[Placed]) -> float:
    """How wide a line is, in points."""
    return sum([token.width for token, _ in line])


def by_run(line: TextLine) -> Iterator[tuple[Run, Sequence[Placed]]]:
    """The runs of a line with their tokens."""
    group: list[Placed] = []
    for placed in line:
        if group and placed[1] is not group[0][1]:
            yield group[0][1], group
            group = []
        group.append(placed)
    if group:
        yield group[0][1], group


def by_resource(line: Sequence[Placed]) -> Iterator[tuple[str, Sequence[Placed]]]:
    """The faces of a run with their tokens."""
    if len({token.resource for token, _ in line}) == 1:
        yield line[0][0].resource, line
        return
    group: list[Placed] = []
    for placed in line:
        if group and placed[0].resource != group[0][0].resource:
            yield group[0][0].resource, group
            group = []
        group.append(placed)
    if group:
        yield group[0][0].resource, group


def show(tokens: Sequence[Placed], size: float) -> Iterator[str]:
    """Operators that show these tokens, all of one face. What reads wrongly glyph by glyph says what it means."""
    plain: list[str] = [token.shaped.simple for token, _ in tokens]
    if all(plain):
        yield f"[{''.join(plain)}]TJ".replace("><", "")
        return
    plain.clear()
    taken = False  # the space after a word went with what the word means
    for index, (token, _) in enumerate(tokens):
        shaped = token.shaped
        if taken:
            taken = False
            continue
        if shaped.simple:
            plain.append(shaped.simple)
            continue
        if plain:
            yield f"[{''.join(plain)}]TJ".replace("><", "")
            plain = []
        space = ""
        if shaped.actual:
            after = tokens[index + 1][0] if index + 1 < len(tokens) else None
            taken = after is not None and after.space
            space = after.shaped.parts[0][1] if after is not None and taken else ""
            yield f"/Span<</ActualText{text_string(shaped.actual + (' ' if taken else ''))}>>BDC"
        for rise, operands in shaped.parts:
            yield _at_rise(rise * size / 1000, operands)
        if space:
            yield f"[{space}]TJ"
        if shaped.actual:
            yield "EMC"
    if plain:
        yield f"[{''.join(plain)}]TJ".replace("><", "")


def goes_on(line: TextLine, running: Sequence[int], index: int) -> bool:
    """Whether a piece runs the same way as the one before it, in the same face and the same run."""
    (before, run_before), (token, run) = line[index - 1], line[index]
    same = token.resource == before.resource and run is run_before
    return same and running[index] == running[index - 1] and not token.shaped.actual and not before.shaped.actual


def show_reversed(stretch: Sequence[Placed]) -> Iterator[str]:
    """Words that run from right to left, as they are seen: the last letter of the last word first."""
    if stretch[0][0].shaped.actual:
        yield from show(stretch, stretch[0][1].style.size)
        return
    parts = [part for token, _ in reversed(stretch) for part in token.shaped.parts]
    shown = []
    for rise, group in groupby(parts, key=itemgetter(0)):
        operands = "".join(part for _, part in group)
        shown.append(_at_rise(rise * stretch[0][1].style.size / 1000, operands))
    yield f"/ReversedChars BMC {' '.join(shown)} EMC"


def _at_rise(rise: float, operands: str) -> str:
    return f"{number(rise)} Ts[{operands}]TJ 0 Ts" if rise else f"[{operands}]TJ"
