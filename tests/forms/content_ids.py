"""`python -m tests.forms.content_ids`: compares forms/content-ids.txt with the forms, and prints what differs."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tests.forms.alert_table import the_set
from thinkfamily_desktop.settings.locations import forms_folder

_ELSEWHERE = re.compile(r"no item:|rules of|practice|section")


@dataclass(frozen=True)
class Line:
    """One id of the content page: the items that ask it, or in words why none does."""

    id: str
    items: tuple[str, ...]
    why_not: str


@dataclass(frozen=True)
class Compared:
    """What the comparison finds."""

    lines: tuple[Line, ...]
    missing: tuple[str, ...]  # named as an item, and no form has it
    twice: tuple[str, ...]  # ids that stand in the list twice
    own: tuple[str, ...]  # items of the forms that no line names


def lines() -> Iterator[Line]:
    """The list as it is written."""
    for written in (forms_folder() / "content-ids.txt").read_text(encoding="utf-8").splitlines():
        if " = " in written and not written.startswith("#"):
            name, said = written.split(" = ", 1)
            in_words = _ELSEWHERE.search(said) is not None
            yield Line(name, () if in_words else tuple(said.split(", ")), said if in_words else "")


def compare() -> Compared:
    """The list beside every item and rule of the set."""
    found = tuple(lines())
    known = {placed.item.id for placed in the_set().items()}
    named = [item for line in found for item in line.items]
    return Compared(
        lines=found,
        missing=tuple(item for item in named if item not in known),
        twice=tuple(name for name, count in Counter(line.id for line in found).items() if count > 1),
        own=tuple(sorted(known - set(named))),
    )


def main() -> int:
    """Print it. 1 when an item is named that no form has, or an id stands twice."""
    result = compare()
    asked = [line for line in result.lines if line.items]
    for line in result.lines:
        if line.why_not:
            print(f"{line.id}: {line.why_not}")
    for item in result.missing:
        print(f"MISSING: {item} is in no form")
    for name in result.twice:
        print(f"TWICE: {name}")
    items = len({item for line in asked for item in line.items})
    print(
        f"{len(result.lines)} ids of the content page: {len(asked)} asked by {items} items, "
        f"{len(result.lines) - len(asked)} with a reason; {len(result.missing)} missing, {len(result.twice)} twice; "
        f"{len(result.own)} items of the forms stand for none of them"
    )
    return 1 if result.missing or result.twice else 0


if __name__ == "__main__":
    sys.exit(main())
