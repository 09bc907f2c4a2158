"""Reads the memory of other processes, as somebody with the laptop in their hands would: how often words are in it."""

import os
from contextlib import suppress
from pathlib import Path

_CODINGS = ("utf-8", "utf-16-le", "utf-32-le")
_SLICE = 1 << 24


def processes_at_home(home: Path) -> list[int]:
    """Every process that was started with this home, ours and what ours started."""
    mark = f"HOME={home}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    return found


def copies_in_memory(process: int, words: str) -> int:
    """How many copies of the words, in any way a program spells them, a process holds. Needs root."""
    spellings = [words.encode(coding) for coding in _CODINGS]
    longest = max(map(len, spellings))
    copies = 0
    with Path(f"/proc/{process}/maps").open() as table, Path(f"/proc/{process}/mem").open("rb", 0) as memory:
        for line in table:
            place, rights, *_ = line.split()
            if not rights.startswith("r") or line.rstrip().endswith(("[vvar]", "[vsyscall]")):
                continue
            start, end = (int(part, 16) for part in place.split("-"))
            copies += _copies_between(memory.fileno(), start, end, spellings, longest)
    return copies


def _copies_between(memory: int, start: int, end: int, spellings: list[bytes], longest: int) -> int:
    copies, rest = 0, b""
    for at in range(start, end, _SLICE):
        try:
            piece = rest + os.pread(memory, min(_SLICE, end - at), at)
        except OSError:  # a region that only its own process may read
            return copies
        copies += sum(piece.count(spelling) for spelling in spellings)
        rest = piece[1 - longest :]
        copies -= sum(rest.count(spelling) for spelling in spellings)  # found again with what follows
    return copies + sum(rest.count(spelling) for spelling in spellings)
