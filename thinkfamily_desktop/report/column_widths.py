"""How wide the columns of a table are: so that its rows take as few lines as they can."""

from collections.abc import Sequence
from functools import cache
from itertools import permutations

from thinkfamily_desktop.report.flow import FIT, poured

STEPS = (32.0, 12.0, 5.0)  # points that one column gives to another, tried from the coarse to the fine
FEW_ROWS = 14  # of a longer table only so many, the fullest, are tried: all would take longer than it is worth

Words = tuple[float, ...]  # how wide each word of a cell is, in points


def fewest_lines(
    room: float, mins: Sequence[float], wants: Sequence[float], rows: Sequence[Sequence[Words]], space: float
) -> list[float]:
    """Widths of columns, in points, that together fill `room`.

    `mins` is what each column needs for its longest word and `wants` what it would like; `space` is between words.
    """
    widths = poured(room, mins, wants)
    if sum(mins) >= room:
        return widths
    rows = sorted(rows, key=lambda cells: -sum(sum(words) for words in cells))[:FEW_ROWS]

    @cache
    def lines(words: Words, width: float) -> int:
        count, used = 1, 0.0
        for word in words:
            if used and used + space + word > width + FIT:
                count, used = count + 1, word
            else:
                used += word + (space if used else 0.0)
        return count

    def cost(widths: Sequence[float]) -> tuple[int, int]:
        """The lines that the rows take, and for the choice between equals, those that the cells take."""
        tall = [[lines(words, wide) for words, wide in zip(row, widths, strict=True)] for row in rows]
        return sum(max(each) for each in tall), sum(sum(each) for each in tall)

    best = cost(widths)
    for step in STEPS:
        better = True
        while better:
            better = False
            for giver, taker in permutations(range(len(widths)), 2):
                if widths[giver] - step < mins[giver]:
                    continue
                tried = list(widths)
                tried[giver] -= step
                tried[taker] += step
                found = cost(tried)
                if found < best:
                    widths, best, better = tried, found, True
    return widths
