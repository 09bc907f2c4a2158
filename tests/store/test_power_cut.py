"""The power goes at any moment: what was acknowledged is there, nothing is damaged, and no sound store is called so."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from tests.store.power import TRACED, Step, after_a_cut, steps_of
from tests.store.typing_child import key
from thinkfamily_desktop.store import records
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.history import verify_chain
from thinkfamily_desktop.store.opening import open_vault_by

ROOT = Path(__file__).parents[2]
SEED = int(os.environ.get("THINKFAMILY_SEED", "20261120"))
SHORT, LONG = 25, 3000
SAVES = {SHORT: 60, LONG: 300}


def recorded(made: Made, folder: Path, log: Path, saves: int, *more: str) -> tuple[dict[str, bytes], list[Step]]:
    """The store before, and every step of saving into it."""
    tool = shutil.which("strace")
    if tool is None:
        pytest.skip("this test watches every write with strace: install the package strace")
    start = made_up.contents(folder)
    child = [sys.executable, "-B", "-m", "tests.store.power_child", str(folder), made.family.id, made.work.id]
    watch = [tool, "-f", "-y", "-xx", "-s", "1000000", "-e", f"trace={TRACED}", "-o", str(log)]
    subprocess.run([*watch, *child, str(saves), *more], check=True, cwd=ROOT)
    return start, steps_of(log, folder)


def cuts(made: Made, place: Path, start: dict[str, bytes], steps: list[Step], count: int) -> Counter[str]:
    """Cut the power so many times; how often something was lost, damaged or wrongly complained of."""
    found: Counter[str] = Counter()
    first = next(number for number, step in enumerate(steps) if step.name == "ACK")
    choose = random.Random(SEED)  # noqa: S311  a campaign that can be run again
    for _ in range(count):
        files, told = after_a_cut(start, steps, choose.randrange(first, len(steps) + 1), choose)
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for name, raw in files.items():
            (place / name).write_bytes(raw)
        try:
            vault = open_vault_by(place, lambda _: made.keys, made_up.CLOCK)
        except StoreError as error:
            found[error.code] += 1
            continue
        connection = vault.writer.connection
        answers = records.read_answers(connection, made.family.id, made.work.id)
        latest = {key(number): number for number in range(1, told + 1)}
        found["lost"] += any(
            where not in answers or int(str(answers[where].value).split(" ", 1)[0]) < number
            for where, number in latest.items()
        )
        found["damaged"] += not verify_chain(connection).verifies
        found["false alarms"] += any(notice.code == "store.note_anchor_rebuilt" for notice in vault.notices)
        vault.close()
    return +found


@pytest.mark.parametrize("count", [SHORT, pytest.param(LONG, marks=pytest.mark.long)])
def test_whenever_the_power_goes_nothing_acknowledged_is_lost_and_nothing_is_called_damaged(
    made: Made, folder: Path, tmp_path: Path, count: int
) -> None:
    started = time.monotonic()
    start, steps = recorded(made, folder, tmp_path / "log", SAVES[count])
    found = cuts(made, tmp_path / "place", start, steps, count)
    took = time.monotonic() - started
    told = f"{count} power cuts within {len(steps)} steps of {SAVES[count]} saves: {dict(found)}"
    print(f"seed {SEED}: {told}, {took:.0f} s")  # noqa: T201
    assert sum(step.kind == "flush" for step in steps) >= 2 * SAVES[count]
    assert not found


@pytest.mark.parametrize("count", [SHORT, pytest.param(300, marks=pytest.mark.long)])
def test_with_less_flushing_the_same_cuts_lose_work(made: Made, folder: Path, tmp_path: Path, count: int) -> None:
    """The control: WAL with synchronous=NORMAL."""
    start, steps = recorded(made, folder, tmp_path / "log", 60, "normal")
    found = cuts(made, tmp_path / "place", start, steps, count)
    print(f"control, synchronous=NORMAL: {count} power cuts: {dict(found)}")  # noqa: T201
    assert found["lost"] + found["store.changes_missing"] > count // 10
