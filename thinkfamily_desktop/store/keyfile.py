"""The key file, kept twice: the slots through which the vault keys can be had, and what is known without them.

Each copy reads `THINKFAMILY KEYS 1`, a SHA-256 of all that follows and precedes it, and one line of canonical JSON.
The valid copy with the highest sequence wins; the other is mended from it once the store has opened.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from thinkfamily_desktop.store.disk import write_whole
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.slots import Slot, canonical_json

COPIES = ("keys.a", "keys.b")
FORMAT = 1
_MAGIC = "THINKFAMILY KEYS "
_SMALLEST = 32  # bytes of the shortest line worth reading


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What a key file says. `initialised` is false only while a store is being made.

    `next_slots` seal the keys that take over, and are there only while the keys are being changed.
    """

    vault: str
    practice: bool
    made: str
    app: str
    slots: tuple[Slot, ...]
    sequence: int = 0
    initialised: bool = False
    next_slots: tuple[Slot, ...] = ()

    def rotated(self) -> "KeyFile":
        """The same once the next keys have taken over."""
        return replace(self, slots=self.next_slots, next_slots=())

    def finished(self) -> "KeyFile":
        """The same for a store whose making is done."""
        return replace(self, initialised=True)

    def to_bytes(self) -> bytes:
        """The file, exactly."""
        said: dict[str, object] = {
            "vault": self.vault,
            "practice": self.practice,
            "made": self.made,
            "app": self.app,
            "sequence": self.sequence,
            "initialised": self.initialised,
            "slots": [slot.to_json() for slot in self.slots],
        }
        if self.next_slots:
            said["next_slots"] = [slot.to_json() for slot in self.next_slots]
        body = canonical_json(said)
        first = f"{_MAGIC}{FORMAT}".encode()
        return b"\n".join((first, _checksum(first, body), body, b""))


@dataclass(frozen=True, slots=True)
class Copies:
    """The best of the two copies, and the names of those that are missing, damaged or older."""

    best: KeyFile
    to_mend: tuple[str, ...]


def read_copies(folder: Path) -> Copies:
    """Read both copies. Raises StoreError: missing, damaged, or from a newer version. Changes nothing."""
    read: dict[str, KeyFile] = {}
    present = newer = False
    for name in COPIES:
        try:
            raw = (folder / name).read_bytes()
        except FileNotFoundError:
            continue
        except OSError as fault:
            raise StoreError("store.disk_fault", reason=str(fault.errno)) from fault
        present = True
        format_, body = _unwrap(raw)
        newer = newer or format_ > FORMAT
        if format_ == FORMAT and (parsed := _parse(body)):
            read[name] = parsed
    if newer:
        raise StoreError("store.newer")
    if not read:
        raise StoreError("store.keys_damaged" if present else "store.keys_missing")
    best = max(read.values(), key=lambda keys: keys.sequence)
    return Copies(best, tuple(name for name in COPIES if read.get(name) != best))


def parse_copy(raw: bytes) -> KeyFile:
    """One copy's bytes. Raises StoreError: damaged, or from a newer version."""
    format_, body = _unwrap(raw)
    if format_ > FORMAT:
        raise StoreError("store.newer")
    keys = _parse(body) if format_ == FORMAT else None
    if keys is None:
        raise StoreError("store.keys_damaged")
    return keys


def write_copies(folder: Path, keys: KeyFile) -> KeyFile:
    """Write both copies with the next sequence, one after the other: at every moment one of the two is whole."""
    keys = replace(keys, sequence=keys.sequence + 1)
    mend_copies(folder, keys, COPIES)
    return keys


def mend_copies(folder: Path, best: KeyFile, names: tuple[str, ...]) -> None:
    """Write these copies as the best one."""
    for name in names:
        write_whole(folder / name, best.to_bytes())


def _checksum(first: bytes, body: bytes) -> bytes:
    return hashlib.sha256(first + b"\n" + body).hexdigest().encode("ascii")


def _unwrap(raw: bytes) -> tuple[int, bytes]:
    """Format and body of an undamaged copy; format 0 for one that is damaged."""
    lines = raw.split(b"\n")
    if len(raw) < _SMALLEST or len(lines) != 4 or lines[3] or not lines[0].startswith(_MAGIC.encode()):
        return 0, b""
    first, checksum, body, _ = lines
    number = first.removeprefix(_MAGIC.encode())
    if checksum != _checksum(first, body) or not number.isdigit():
        return 0, b""
    return int(number), body


def _parse(body: bytes) -> KeyFile | None:
    try:
        raw = json.loads(body)
        return KeyFile(
            vault=str(raw["vault"]),
            practice=bool(raw["practice"]),
            made=str(raw["made"]),
            app=str(raw["app"]),
            slots=tuple(Slot.from_json(slot) for slot in raw["slots"]),
            sequence=int(raw["sequence"]),
            initialised=bool(raw["initialised"]),
            next_slots=tuple(Slot.from_json(slot) for slot in raw.get("next_slots", ())),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
