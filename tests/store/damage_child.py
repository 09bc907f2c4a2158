"""Damages copies of a store and opens them: `python -m tests.store.damage_child WHOLE PLACE SEED FIRST COUNT …`.

In a process of its own, so that a death is seen. The vault keys come in hexadecimal on standard input. One line on
standard output for each trial: what was done, and what the opening said.
"""

import hashlib
import random
import shutil
import sys
from pathlib import Path

from tests.store import made_up
from thinkfamily_desktop.store import examining
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.history import verify_chain
from thinkfamily_desktop.store.opening import open_vault_by
from thinkfamily_desktop.store.slots import VaultKeys

FILES = ("vault.db", "vault.db", "vault.db", "vault.db-wal", "vault.db-wal", "head", "keys.a", "keys.b")
PAGE, SECTOR = 4096, 512
OFFSETS = (0, 1, 15, 16, 17, 100, 2048, 4015, 4016, 4031, 4032, 4095)
"""Of a page: the salt of the first, ordinary bytes, the initialisation vector and both ends of the seal."""


def damaged(raw: bytes, choose: random.Random) -> tuple[str, bytes | None]:
    """The bytes with one thing done to them, and its name; None for a file that is gone."""
    kind = choose.choice(("flip", "flips", "sector", "page", "double", "tail", "cut", "gone", "empty", "noise"))
    at = choose.randrange(len(raw)) if raw else 0
    match kind:
        case "flip" | "flips":
            changed = bytearray(raw)
            for _ in range(1 if kind == "flip" else 40):
                changed[choose.randrange(len(raw))] ^= 1 << choose.randrange(8)
            return kind, bytes(changed)
        case "sector" | "page":
            size = SECTOR if kind == "sector" else PAGE
            start = at // size * size
            return kind, raw[:start] + bytes(len(raw[start : start + size])) + raw[start + size :]
        case "double":
            start, other = at // PAGE * PAGE, choose.randrange(len(raw)) // PAGE * PAGE
            return kind, raw[:start] + raw[other : other + PAGE] + raw[start + PAGE :]
        case "tail":
            return kind, raw + choose.randbytes(choose.choice((1, 24, PAGE, PAGE + 24)))
        case "cut":
            return kind, raw[:at]
        case "noise":
            return kind, raw[:at] + choose.randbytes(min(SECTOR, len(raw) - at)) + raw[at + SECTOR :]
        case _:
            return kind, None if kind == "gone" else b""


def look(folder: Path, keys: VaultKeys, digest: str) -> str:
    """What the opening says: a code, or `whole`, or `wrong` when rows are missing or not what they were."""
    try:
        vault = open_vault_by(folder, lambda _: keys, made_up.CLOCK)
    except StoreError as told:
        return told.code
    try:
        sound = digest_of(vault.writer.connection) == digest and verify_chain(vault.writer.connection).verifies
        return ("told" if vault.notices else "whole") if sound else "wrong"
    finally:
        vault.close()


def digest_of(connection: object) -> str:
    """Everything that was said, as one hash."""
    hashed = hashlib.sha256()
    for table in ("answer", "family", "assessment", "form_text"):
        rows = connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()  # type: ignore[attr-defined]  # noqa: S608
        hashed.update(repr(rows).encode())
    return hashed.hexdigest()


def restore(whole: Path, place: Path) -> None:
    """Put the whole store there again."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(whole, place)


def main() -> None:
    """Run the trials that were asked for."""
    whole, place, seed, first, count, *more = sys.argv[1:]
    keys = VaultKeys.from_bytes(bytes.fromhex(sys.stdin.readline()))
    if "no-anchor" in more:
        examining._compare_anchor = lambda *_: (False, False)
    restore(Path(whole), Path(place))
    vault = open_vault_by(Path(place), lambda _: keys, made_up.CLOCK)
    digest = digest_of(vault.writer.connection)
    vault.close()
    pages = "pages" in more
    for trial in range(int(first), int(first) + int(count)):
        restore(Path(whole), Path(place))
        name, kind, raw = page_flip(Path(whole), trial) if pages else any_damage(Path(whole), int(seed), trial, more)
        if raw is None:
            (Path(place) / name).unlink()
        else:
            (Path(place) / name).write_bytes(raw)
        print(trial, name, kind, look(Path(place), keys, digest), flush=True)  # noqa: T201


def any_damage(whole: Path, seed: int, trial: int, more: list[str]) -> tuple[str, str, bytes | None]:
    """The nth damage of a campaign, to any file or to the log alone."""
    choose = random.Random(seed * 1_000_003 + trial)  # noqa: S311  a campaign that can be run again
    name = "vault.db-wal" if "log" in more else choose.choice([each for each in FILES if (whole / each).exists()])
    before = (whole / name).read_bytes()
    while True:
        kind, raw = damaged(before, choose)
        if raw != before:
            return name, kind, raw


def page_flip(whole: Path, trial: int) -> tuple[str, str, bytes | None]:
    """The nth of every page at each of the offsets."""
    raw = bytearray((whole / "vault.db").read_bytes())
    page, offset = divmod(trial, len(OFFSETS))
    raw[page * PAGE + OFFSETS[offset]] ^= 1 << trial % 8
    return "vault.db", f"page {page} byte {OFFSETS[offset]}", bytes(raw)


if __name__ == "__main__":
    main()
