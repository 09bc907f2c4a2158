"""What a value of an organisation's policy may look like, who may set it, and which side of it is the stricter."""

import base64
import binascii
import os
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator

ESCROW_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Stricter:
    """Which side of a setting is the stricter one. A wrong value is replaced by one that is never looser."""

    side: Literal["lower", "higher", "on", "nothing_allowed"]


@dataclass(frozen=True, slots=True)
class MaySet:
    """Who chooses a setting: the organisation alone, or a worker too as far as the organisation leaves room."""

    who: Literal["organisation", "worker, within it"]


Organisation = MaySet("organisation")


def _whole(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("not a number")  # noqa: TRY004  pydantic collects ValueError
    return value


def _flag(value: object) -> object:
    return bool(value) if isinstance(value, int) and value in (0, 1) else value


def _folder(value: object) -> Path:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError("not a folder")
    folder = Path(os.path.expandvars(value)).expanduser()
    if not folder.is_absolute():
        raise ValueError("not a full path")
    return folder


def _day(value: object) -> date:
    """A property list has a moment of its own kind; everywhere else a day is written as 2026-11-20."""
    if isinstance(value, datetime):
        return value.date()
    if not isinstance(value, str):
        raise ValueError("not a day")  # noqa: TRY004  as above
    return date.fromisoformat(value)


def _key(value: object) -> str:
    try:
        sound = isinstance(value, str) and len(base64.b64decode(value, validate=True)) == ESCROW_KEY_BYTES
    except (binascii.Error, ValueError):
        sound = False
    if not sound:
        raise ValueError("not a public key")
    return str(value)


Number = BeforeValidator(_whole)
Flag = Annotated[bool, BeforeValidator(_flag)]
Folder = Annotated[Path, BeforeValidator(_folder)]
Day = Annotated[date, BeforeValidator(_day)]
PublicKey = Annotated[str, BeforeValidator(_key)]
File = Folder  # a full path as well; whether anything is there is seen when it is wanted
