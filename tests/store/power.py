"""What a disk may hold when the power goes: rebuilt from a trace of every write and flush of a real process.

A write that was not flushed is kept, dropped or torn at 512 bytes; a name that was not flushed is there or not. The
names of a file made, renamed or unlinked are durable once its folder was flushed.
"""

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
TRACED = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,unlinkat,rename,renameat,renameat2"
CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+)")
FILE = re.compile(r"^\d+<([^>]*)>")


@dataclass(frozen=True)
class Step:
    """One call that changed, or made durable, something of the store."""

    kind: str  # write, cut, flush, unlink, rename
    name: str
    at: int = 0
    data: bytes = b""


def unescaped(text: str) -> bytes:
    """Bytes as `strace -xx` writes them."""
    return bytes.fromhex(text.replace("\\x", ""))


def steps_of(log: Path, folder: Path) -> list[Step]:
    """The steps of a trace that are about the store's folder, and its file of acknowledgements."""
    places: dict[str, int] = {}
    found = []
    unfinished: dict[str, str] = {}
    for line in log.read_text("ascii").splitlines():
        process, _, rest = line.partition(" ")
        if "<unfinished ...>" in rest:
            unfinished[process] = rest.split(" <unfinished")[0]
            continue
        if resumed := re.match(r" *<\.\.\. \w+ resumed>(.*)", rest):
            rest = unfinished.pop(process) + resumed[1]
        call = CALL.match(rest.strip())
        if call and int(call[3]) >= 0 and (step := _step(call[1], call[2], int(call[3]), folder, places)):
            found.append(step)
    return found


def _step(call: str, said: str, result: int, folder: Path, places: dict[str, int]) -> Step | None:
    if call in ("unlink", "unlinkat", "rename", "renameat", "renameat2"):
        names = [unescaped(each).decode() for each in re.findall(r'"([^"]*)"', said)]
        if not names[0].startswith(str(folder)):
            return None
        if call.startswith("unlink"):
            return Step("unlink", Path(names[0]).name)
        return Step("rename", Path(names[0]).name, data=Path(names[1]).name.encode())
    opened = FILE.match(said)
    path = Path(unescaped(opened[1]).decode()) if opened and "\\x" in opened[1] else Path(opened[1] if opened else "")
    if path != folder and path.parent != folder and path.name != "ACK":
        return None
    if call in ("fsync", "fdatasync"):
        return Step("flush", "" if path == folder else path.name)
    if call == "ftruncate":
        return Step("cut", path.name, int(said.rsplit(", ", 1)[1]))
    data = re.search(r'"([^"]*)"', said)
    raw = unescaped(data[1]) if data else b""
    if call == "write":  # the head is written from its start, and so is every whole file
        at = 0 if path.name == "head" else places.get(str(path), 0)
        places[str(path)] = at + result
        return Step("write", path.name, at, raw[:result])
    return Step("write", path.name, int(said.rsplit(", ", 1)[1]), raw[:result])


@dataclass
class _File:
    durable: bytearray
    named: bool  # whether its name is on the disk
    waiting: list[Step] = field(default_factory=list)


def after_a_cut(
    start: dict[str, bytes], steps: list[Step], upto: int, choose: random.Random
) -> tuple[dict[str, bytes], int]:
    """The files as the disk may hold them when the power goes after so many steps, and the last save acknowledged."""
    files = {name: _File(bytearray(raw), named=True) for name, raw in start.items()}
    ghosts: dict[str, _File] = {}
    told = 0
    for step in steps[:upto]:
        if step.name == "ACK":
            told = int(step.data) if step.kind == "write" else told
        elif step.kind == "flush" and not step.name:
            ghosts.clear()
            for file in files.values():
                file.named = True
        elif step.kind == "unlink":
            if step.name in files:
                ghosts[step.name] = files.pop(step.name)
        elif step.kind == "rename":
            if step.name in files:
                if (over := files.get(step.data.decode())) is not None:
                    ghosts[step.data.decode()] = over
                files[step.data.decode()] = files.pop(step.name)
        elif step.kind == "flush":
            file = files.setdefault(step.name, _File(bytearray(), named=False))
            for each in file.waiting:
                _put(file.durable, each, None)
            file.waiting.clear()
        else:
            files.setdefault(step.name, _File(bytearray(), named=False)).waiting.append(step)
    for name, ghost in ghosts.items():
        if name not in files and ghost.named and choose.random() < 0.5:
            files[name] = ghost
    kept = {name: file for name, file in files.items() if file.named or choose.random() < 0.5}
    return {name: _as_found(file, choose) for name, file in kept.items()}, told


def _as_found(file: _File, choose: random.Random) -> bytes:
    raw = bytearray(file.durable)
    manner = choose.choice(("all", "none", "any", "any"))
    for each in file.waiting:
        fate = choose.random()
        if manner == "all" or (manner == "any" and fate < 0.4):
            _put(raw, each, None)
        elif manner == "any" and fate >= 0.7:
            _put(raw, each, choose)
    return bytes(raw)


def _put(raw: bytearray, step: Step, torn: random.Random | None) -> None:
    if step.kind == "cut":
        if torn is None or torn.random() < 0.5:
            del raw[step.at :]
            raw.extend(bytes(step.at - len(raw)))
        return
    start, end = step.at, step.at + len(step.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        if torn is None or torn.random() < 0.5:
            raw.extend(bytes(max(0, stop - len(raw))))
            raw[start:stop] = step.data[start - step.at : stop - step.at]
        start = stop
