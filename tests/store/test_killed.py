import os
import random
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.store.conftest import Made
from tests.store.typing_child import key
from thinkfamily_desktop.store import records
from thinkfamily_desktop.store.history import verify_chain

SEED = int(os.environ.get("THINKFAMILY_SEED", "20261120"))
TRIALS = 30
LONG_TRIALS = int(os.environ.get("THINKFAMILY_TRIALS", "1000"))
ROOT = Path(__file__).parents[2]
FRESH_EVERY = 50
LONGEST = 0.25  # seconds of typing before the kill


@dataclass
class Tally:
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0
    crash_lines: int = 0


def type_until_killed(made: Made, folder: Path, seed: int, delay: float, *more: str) -> list[tuple[int, int, int]]:
    """Start a process that types, kill it after a while; what it was told was saved."""
    told_to = [str(folder), made.family.id, made.work.id, str(seed), *more]
    command = [sys.executable, "-m", "tests.store.typing_child", *told_to]
    pipe = subprocess.PIPE
    child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT)
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdin.write(f"{made.keys.to_bytes().hex()}\n")
    child.stdin.close()
    assert child.stdout.readline() == "open\n", child.stderr.read()
    killer = threading.Timer(delay, child.kill)
    killer.start()
    told = child.stdout.read()
    child.wait()
    killer.join()
    child.stdout.close()
    child.stderr.close()
    whole = told[: told.rfind("\n") + 1].splitlines()
    return [(int(seq), int(number), int(length)) for seq, number, length in map(str.split, whole)]


def campaign(made: Made, folder: Path, trials: int, *more: str, first: int = 0) -> Tally:
    """Type, kill, open and look, again and again in one store."""
    choose = random.Random(SEED + first)  # noqa: S311  a campaign that can be run again
    tally = Tally()
    for trial in range(first + 1, first + trials + 1):
        told = type_until_killed(made, folder, trial, choose.uniform(0.0, LONGEST), *more)
        tally.acknowledged += len(told)
        vault = made.open(folder)
        connection = vault.writer.connection
        kept = records.read_answers(connection, made.family.id, made.work.id)
        latest = {key(number): (number, length) for _, number, length in told}
        for where, (number, length) in latest.items():
            words = str(kept[where].value) if where in kept else ""
            held = int(words.split(" ", 1)[0] or 0)
            tally.lost += held < number or (held == number and len(words) != length)
        reached = connection.execute("SELECT seq FROM standing").fetchone()[0]
        tally.lost += bool(told) and reached < told[-1][0]
        tally.damaged += not verify_chain(connection).verifies
        tally.crash_lines += any(notice.code == "store.note_crash" for notice in vault.notices)
        vault.close()
    return tally


def said(tally: Tally, trials: int) -> str:
    return f"seed {SEED}: {trials} kills, {tally}"


def test_nothing_that_was_called_saved_is_lost_by_kill_9(made: Made, folder: Path) -> None:
    tally = campaign(made, folder, TRIALS)
    print(said(tally, TRIALS))  # noqa: T201
    assert (tally.lost, tally.damaged) == (0, 0), said(tally, TRIALS)
    assert tally.acknowledged > TRIALS * 5, said(tally, TRIALS)
    assert tally.crash_lines > TRIALS // 3, said(tally, TRIALS)


def test_the_campaign_sees_work_that_was_called_saved_too_early(made: Made, folder: Path) -> None:
    tally = campaign(made, folder, 6, "early")
    assert tally.lost > 0, said(tally, 6)


@pytest.mark.long
def test_nothing_is_lost_in_many_kills(made: Made, tmp_path: Path) -> None:
    """A fresh store now and then, because one that grows for ever makes each trial slower than the last."""
    together, started = Tally(), time.monotonic()
    for first in range(0, LONG_TRIALS, FRESH_EVERY):
        folder = Path(shutil.copytree(made.folder, tmp_path / f"from-{first}"))
        tally = campaign(made, folder, min(FRESH_EVERY, LONG_TRIALS - first), first=first)
        together.acknowledged += tally.acknowledged
        together.lost += tally.lost
        together.damaged += tally.damaged
        together.crash_lines += tally.crash_lines
        shutil.rmtree(folder)
        print(f"{first + FRESH_EVERY}: {together}", flush=True)  # noqa: T201
    print(f"{said(together, LONG_TRIALS)}, {time.monotonic() - started:.0f} s")  # noqa: T201
    assert (together.lost, together.damaged) == (0, 0), said(together, LONG_TRIALS)
