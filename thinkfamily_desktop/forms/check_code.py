"""The check code of a Release: twelve characters that say whether two papers hold the same thing."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def check_code(content: object, reader: str, version: int) -> str:
    """4-4-4 Crockford base32 of the first 60 bits of SHA-256 over the content, the reader and the version."""
    digest = hashlib.sha256(canonical([reader, version, content]).encode()).digest()
    bits = int.from_bytes(digest[:8], "big") >> 4
    code = "".join(_CROCKFORD[bits >> shift & 31] for shift in range(55, -1, -5))
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def canonical(content: object) -> str:
    """One way only of writing a value down: JSON with sorted names and without spaces."""
    return json.dumps(_plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    """A value as JSON can hold it; each kind that could be taken for another carries its name."""
    match value:
        case Enum():
            return _plain(value.value)
        case None | bool() | int() | str():
            return value
        case Decimal():
            return {"number": str(value)}
        case date() | time():  # a datetime is a date
            return {type(value).__name__: value.isoformat()}
        case list() | tuple():
            return [_plain(part) for part in value]
        case dict():
            return {str(name): _plain(part) for name, part in value.items()}
        case _ if is_dataclass(value):
            return {type(value).__name__: {f.name: _plain(getattr(value, f.name)) for f in fields(value)}}
        case _:
            raise TypeError(f"no canonical form for {type(value).__name__}")
