"""The clock, passed in so that tests can turn it."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Says what time it is, always with a zone."""

    def now(self) -> datetime:
        """The present moment, with a zone."""
        ...


class SystemClock:
    """The laptop's own clock, in the laptop's own zone."""

    def now(self) -> datetime:
        """The present moment in the local zone."""
        return datetime.now(UTC).astimezone()
