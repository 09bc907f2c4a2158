"""One mark for each answer that a copy holds, so that a later look can say how many of them have changed since."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from thinkfamily_desktop.forms.check_code import canonical
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedGap

_DIGITS = 12  # 48 bits of each hash: a copy holds hundreds of answers, and nobody gains by a collision


def marks_of(release: Release) -> tuple[str, ...]:
    """A mark for each answer and each gap in a release: which one it is, a colon, what it says.

    Which one is told by the question, the person's name and the order; never by where it stands on a page.
    """
    seen: Counter[str] = Counter()
    marks = []
    for which, says in _told(release):
        seen[which] += 1
        marks.append(f"{_short(f'{which}/{seen[which]}')}:{_short(says)}")
    return tuple(marks)


def changed_since(then: Iterable[str], now: Iterable[str]) -> int:
    """How many answers were added, altered or taken out between two copies for the same reader."""
    before, after = (dict(mark.split(":") for mark in marks) for marks in (then, now))
    return sum(before.get(which) != after.get(which) for which in before.keys() | after.keys())


def _told(release: Release) -> Iterator[tuple[str, str]]:
    """Which answer, and what it says. What page 1 repeats is told once."""
    placed: set[str] = set()
    for about, line in _lines(release):
        placed.add(line.item)
        yield f"{about}/{line.item}", canonical(_said(line))
    for gap in release.gaps:
        if gap.item is not None:
            placed.add(gap.item)
            yield f"{_name(release, gap.about)}/{gap.item}", canonical(_missing(gap))
    front = release.front
    for line in (*front.asks, *front.sharing, *front.matters, *front.keep_doing, *front.safe_contact):
        if line.item not in placed:
            yield f"front/{line.item}", canonical(_said(line))


def _lines(release: Release) -> Iterator[tuple[str, Line]]:
    for section in release.sections:
        for line in section.lines:
            yield _name(release, section.about), line
    for person in release.people:
        for line in chain(person.lines, person.facts):
            yield person.name, line
    for alert in release.alerts:
        for line in alert.record:
            yield f"{alert.rule}/{_name(release, alert.about)}", line


def _said(line: Line) -> object:
    """All of a line that is somebody's, and nothing of how it is laid out."""
    cells = [[_said(cell) for cell in row] for row in line.rows]
    return [line.values, line.gap, line.gap_note, line.source, line.source_name, line.happened, line.condition, cells]


def _missing(gap: ReleasedGap) -> object:
    return [gap.gap, gap.note]


def _name(release: Release, about: int | None) -> str:
    return "" if about is None else release.people[about].name


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
