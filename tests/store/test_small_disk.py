"""A real disk of a few megabytes that fills up, whatever the store is doing: nothing acknowledged is lost, it opens."""

import os
import random
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.store import ballast, migrating, rotating
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.slots import PASSPHRASE, new_slot
from thinkfamily_desktop.store.vault import VaultStore, open_store
from thinkfamily_desktop.store.ways_in import put_slots

SEED = int(os.environ.get("THINKFAMILY_SEED", "20261120"))
OLD = Path(__file__).parent / "crashed_vaults" / "schema_0001"
PRACTICE = "practice made up family only"
KINDS = ("typing", "backing up", "changing the keys", "changing the passphrase", "bringing up to date")
SHORT, LONG = 2, 100


@contextmanager
def small_disk(place: Path, kibibytes: int) -> Iterator[Path]:
    """A file system of its own, of so many KiB."""
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("a disk of a few megabytes can be made by root only")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()


def is_full(told: StoreError) -> bool:
    """Whether this is what a full disk may say; anything else ends the trial."""
    if told.code not in ("store.disk_full", "store.disk_fault"):
        raise told
    return True


class SmallDisk:
    """One trial: a store on a disk that has so much room left."""

    def __init__(self, made: Made, place: Path, choose: random.Random) -> None:
        self.made, self.place, self.choose = made, place, choose
        self.folder, self.filler = place / "vault", place / "filler"
        self.acknowledged = ""

    def fill(self, room: int) -> None:
        """Leave so many bytes."""
        free = shutil.disk_usage(self.place).free
        self.filler.write_bytes(b"x" * max(0, free - room))

    def type_on(self, store: VaultStore, most: int) -> bool:
        """Save until it fails, or so often. Whether it failed, as a full disk must."""
        for number in range(most):
            words = f"{number} " + "word " * self.choose.choice((1, 400, 3000))
            save = made_up.save(self.made.family, self.made.work, {made_up.MOOD: Answer(value=words)})
            try:
                store.save(save).result()
            except StoreError as told:
                return is_full(told)
            self.acknowledged = words
        return False

    def run(self, kind: str) -> str:
        """What the store said."""
        if kind == "bringing up to date":
            return self.bring_up_to_date()
        shutil.copytree(self.made.folder, self.folder)
        store = open_store(self.folder, made_up.PASSPHRASE)
        try:
            self.type_on(store, 1)
            self.fill(self.choose.randrange(0, 400_000))
            said = self.work(store, kind)
            assert str(store.assessment(self.made.work.id).result().answers[made_up.MOOD].value), "reading goes on"
        finally:
            store.close().result()
        return said

    def work(self, store: VaultStore, kind: str) -> str:
        """One thing that needs room."""
        try:
            match kind:
                case "typing":
                    return "full" if self.type_on(store, 300) else "room enough"
                case "backing up":
                    store.upkeep.back_up().result()
                case "changing the keys":
                    store.upkeep.rotate(made_up.PASSPHRASE, made_up.PASSPHRASE, None, made_up.WORKER.id).result()
                case _:
                    vault = store._vault
                    slot = new_slot(PASSPHRASE, {"note": "x" * self.choose.randrange(10, 60_000)})
                    by, clock = made_up.WORKER.id, made_up.CLOCK
                    store._thread.submit(lambda: put_slots(vault, (slot,), set(), "changed", by, clock)).result()
        except StoreError as told:
            return "full" if is_full(told) else ""
        return "room enough"

    def bring_up_to_date(self) -> str:
        """The old store, with too little room for its copies."""
        shutil.copytree(OLD, self.folder)
        self.fill(self.choose.randrange(0, 900_000))
        try:
            open_store(self.folder, PRACTICE).close().result()
        except StoreError as told:
            return "full" if is_full(told) else ""
        return "room enough"

    def opens_afterwards(self, kind: str) -> None:
        """Once there is room again everything acknowledged is there, and the chain verifies."""
        self.filler.unlink()
        store = open_store(self.folder, PRACTICE if kind == "bringing up to date" else made_up.PASSPHRASE)
        assert store.verify_chain().result().verifies
        if kind != "bringing up to date":
            held = store.assessment(self.made.work.id).result().answers[made_up.MOOD].value
            assert held == self.acknowledged
        else:
            (line,) = store.caseload().result()
            assert len(store.journal(line.id).result()) == 4
        store.close().result()


@pytest.mark.parametrize("count", [SHORT, pytest.param(LONG, marks=pytest.mark.long)])
def test_a_disk_that_fills_up_loses_nothing(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(ballast, "BALLAST_BYTES", 32 * 1024)
    for module in (migrating, rotating):
        monkeypatch.setattr(module, "_COPIES", 0)  # or they would look first and not begin
    started, said = time.monotonic(), Counter[tuple[str, str]]()
    choose = random.Random(SEED)  # noqa: S311  a campaign that can be run again
    for trial in range(count):
        kind = KINDS[trial % len(KINDS)]
        with small_disk(tmp_path / "disk", 4096) as place:
            disk = SmallDisk(made, place, choose)
            said[kind, disk.run(kind)] += 1
            disk.opens_afterwards(kind)
    took = time.monotonic() - started
    told = ", ".join(f"{kind}: {how} {times}" for (kind, how), times in sorted(said.items()))
    print(f"seed {SEED}: {count} full disks, 0 lost, all open again; {told}; {took:.0f} s")  # noqa: T201
    assert sum(times for (_, how), times in said.items() if how == "full") >= count // 4
