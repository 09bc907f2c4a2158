"""Files damaged at random, each opened in a process that may die: nothing wrong is shown, nothing lost unseen."""

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.store.conftest import Made
from tests.store.damage_child import OFFSETS, PAGE
from thinkfamily_desktop.store.opening import VAULT_FILE

ROOT = Path(__file__).parents[2]
SEED = int(os.environ.get("THINKFAMILY_SEED", "20261120"))
SHORT, LONG = 40, 2000
BATCH = 100


def trials(made: Made, whole: Path, place: Path, count: int, *more: str) -> tuple[list[list[str]], int]:
    """What was said of each trial, and how many processes died."""
    said, deaths = [], 0
    for first in range(0, count, BATCH):
        many = min(BATCH, count - first)
        numbers = map(str, (SEED, first, many))
        command = [sys.executable, "-m", "tests.store.damage_child", str(whole), str(place), *numbers, *more]
        done = subprocess.run(
            command, cwd=ROOT, input=f"{made.keys.to_bytes().hex()}\n", capture_output=True, text=True, check=False
        )
        deaths += done.returncode != 0
        assert done.returncode <= 0, done.stderr
        said += [line.split(" ", 2) for line in done.stdout.splitlines()]
    return said, deaths


def told(said: list[list[str]], deaths: int, started: float) -> str:
    answers = Counter(rest.rsplit(" ", 1)[1] for _, _, rest in said)
    took = time.monotonic() - started
    return f"seed {SEED}: {len(said)} damages, {deaths} process deaths, {dict(answers)}, {took:.0f} s"


@pytest.mark.parametrize("count", [SHORT, pytest.param(LONG, marks=pytest.mark.long)])
def test_a_file_damaged_at_random_is_noticed_or_does_no_harm(
    made: Made, crashed: Path, folder: Path, tmp_path: Path, count: int
) -> None:
    """Half of them as a crash left the store, with all its work in the log; half of them closed."""
    started = time.monotonic()
    said, deaths = trials(made, crashed, tmp_path / "place", count // 2)
    more, died = trials(made, folder, tmp_path / "place", count // 2)
    said, deaths = said + more, deaths + died
    print(told(said, deaths, started))  # noqa: T201
    assert (len(said), deaths) == (count, 0)
    assert [trial for trial in said if trial[2].endswith(" wrong")] == []
    assert any("store." in trial[2] for trial in said)


@pytest.mark.parametrize("count", [10, pytest.param(200, marks=pytest.mark.long)])
def test_without_the_anchor_damage_to_the_log_is_shown_as_a_whole_store(
    made: Made, crashed: Path, tmp_path: Path, count: int
) -> None:
    """The control: the campaign can see rows that are missing."""
    started = time.monotonic()
    said, deaths = trials(made, crashed, tmp_path / "place", count, "log", "no-anchor")
    print("control, log only:", told(said, deaths, started))  # noqa: T201
    assert any(trial[2].endswith(" wrong") for trial in said)


@pytest.mark.long
def test_damage_to_the_log_is_always_noticed(made: Made, crashed: Path, tmp_path: Path) -> None:
    started = time.monotonic()
    said, deaths = trials(made, crashed, tmp_path / "place", 600, "log")
    print("log only:", told(said, deaths, started))  # noqa: T201
    assert (len(said), deaths) == (600, 0)
    assert [trial for trial in said if trial[2].endswith(" wrong")] == []


@pytest.mark.long
def test_every_page_flipped_at_twelve_places_is_noticed(made: Made, folder: Path, tmp_path: Path) -> None:
    started = time.monotonic()
    count = (folder / VAULT_FILE).stat().st_size // PAGE * len(OFFSETS)
    said, deaths = trials(made, folder, tmp_path / "place", count, "pages")
    print("every page, twelve places:", told(said, deaths, started))  # noqa: T201
    assert (len(said), deaths) == (count, 0)
    salt = {f"page 0 byte {offset}" for offset in OFFSETS if offset < 16}
    for _, _, rest in said:
        where, answer = rest.rsplit(" ", 1)
        assert answer == ("told" if where in salt else "store.vault_damaged"), rest
