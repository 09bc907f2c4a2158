"""How blocks fall onto pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from thinkfamily_desktop.report.flow import FIT, Block, NewPage


@dataclass(slots=True)
class PageOf:
    """The blocks of one page with the height of each one's top."""

    placed: list[tuple[Block, float]] = field(default_factory=list)


def fill(
    blocks: Sequence[Block], width: float, top: float, bottom: float, first_top: float | None = None
) -> list[PageOf]:
    """Lays blocks onto as many pages as they need; the first page may begin at another height."""
    pages = [PageOf()]
    at = top if first_top is None else first_top
    waiting = list(reversed(blocks))
    while waiting:
        block = waiting.pop()
        if isinstance(block, NewPage):
            if pages[-1].placed:
                pages.append(PageOf())
                at = top
            continue
        fresh = not pages[-1].placed
        begins = at if fresh else at + block.before
        tall = block.height(width)
        ahead = _kept_ahead(waiting, width) if block.keep_with_next else 0.0
        if begins + tall + ahead <= bottom + FIT or (fresh and begins + tall <= bottom + FIT):
            pages[-1].placed.append((block, begins))
            at = begins + tall
            continue
        parts = None if block.keep_with_next else block.split(width, bottom - begins)
        if parts is None and fresh:
            parts = block.split(width, bottom - begins)
            if parts is None:  # nothing smaller can be made: it stands as it is rather than be lost
                pages[-1].placed.append((block, begins))
                at = begins + tall
                continue
        if parts is not None:
            pages[-1].placed.append((parts[0], begins))
            block = parts[1]
        waiting.append(block)
        pages.append(PageOf())
        at = top
    return pages


def _kept_ahead(waiting: Sequence[Block], width: float) -> float:
    """How much of what follows must stand on the same page."""
    tall = 0.0
    for following in reversed(waiting):
        tall += following.before
        if not following.keep_with_next:
            return tall + following.least(width)
        tall += following.height(width)
    return tall
