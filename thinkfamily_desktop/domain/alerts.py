"""Alerts that were raised: events that stay until answered, whatever becomes of the answer that raised them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from thinkfamily_desktop.domain.ids import AlertKey, WorkerId


class Level(StrEnum):
    """What an alert asks of the worker. RED, AMBER, BLUE and GREY in the content page. Never a score."""

    ACT_NOW = "act_now"
    DISCUSS = "discuss"
    DUTY = "duty"
    QUALITY = "quality"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An alert taken back as entered in error: by whom, when, and why. It stays on the record."""

    at: datetime
    by: WorkerId
    reason: str


@dataclass(frozen=True, slots=True)
class RaisedAlert:
    """An alert that was once true here. Never removed."""

    key: AlertKey
    level: Level
    at: datetime
    by: WorkerId
    withdrawn: Withdrawal | None = None
