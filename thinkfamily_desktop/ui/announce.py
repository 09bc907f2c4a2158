"""Saying something to a screen reader that the eye sees anyway."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Have a screen reader say this: when it next pauses, or at once when `urgent`."""
    from PySide6.QtGui import (  # noqa: PLC0415, RUF100  the unlock screen is painted without them
        QAccessible,
        QAccessibleAnnouncementEvent,
    )

    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
