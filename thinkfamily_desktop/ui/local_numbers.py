"""The numbers that an organisation has loaded, as a card shows them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

STALE_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class LocalNumber:
    """One number of one kind ("crisis-team"): whose it is, when it answers, and when somebody last rang it to see."""

    kind: str
    name: str
    number: str
    hours: str = ""
    checked: date | None = None
    lasting: bool = False  # 999: nobody needs to check it

    def is_stale(self, today: date) -> bool:
        """Whether it has not been checked for more than ninety days, or never."""
        return not self.lasting and (self.checked is None or today - self.checked > STALE_AFTER)


def in_order(numbers: Iterable[LocalNumber], kinds: Sequence[str]) -> tuple[LocalNumber, ...]:
    """The numbers of these kinds, in the order of the kinds."""
    place = {kind: order for order, kind in enumerate(kinds)}
    return tuple(sorted((each for each in numbers if each.kind in place), key=lambda each: place[each.kind]))
