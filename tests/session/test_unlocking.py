"""Opening the vault: wrong tries slow down, never lock out, and nothing is created by a try."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.session.unlocking import Unlocking
from thinkfamily_desktop.store import vault
from thinkfamily_desktop.store.kdf import FLOOR

PASSPHRASE = "made up for a test only"


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unlocking") / "vault"
    vault.create_store(folder, PASSPHRASE, practice=True, kdf=FLOOR).close().result()
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def door(made: Path, tmp_path: Path, clock: Clock) -> Iterator[Unlocking]:
    unlocking = Unlocking(made, tmp_path / "tries.json", clock)
    yield unlocking
    unlocking.close()


def wrong(door: Unlocking) -> str:
    with pytest.raises(ThinkFamilyError) as refused:
        door.unlock("not this one").result()
    return refused.value.code


def test_the_first_three_wrong_tries_cost_no_wait(door: Unlocking) -> None:
    assert [wrong(door), wrong(door), door.seconds_to_wait()] == ["store.wrong_passphrase"] * 2 + [0]


def test_later_tries_wait_longer_and_longer_and_never_more_than_a_minute(door: Unlocking, clock: Clock) -> None:
    waits = []
    for _ in range(10):
        wrong(door)
        waits.append(door.seconds_to_wait())
        clock.moment += timedelta(seconds=waits[-1])
    assert waits == [0, 0, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_try_before_the_wait_is_over_is_not_tried_at_all(door: Unlocking) -> None:
    for _ in range(3):
        wrong(door)
    assert wrong(door) == "unlock.wait"


def test_the_wait_outlives_the_program(door: Unlocking, made: Path, tmp_path: Path, clock: Clock) -> None:
    for _ in range(3):
        wrong(door)
    assert Unlocking(made, tmp_path / "tries.json", clock).seconds_to_wait() == 2


def test_the_right_passphrase_always_opens_after_the_wait_and_the_count_starts_afresh(
    door: Unlocking, clock: Clock
) -> None:
    for _ in range(3):
        wrong(door)
    clock.moment += timedelta(seconds=2)
    door.unlock(PASSPHRASE).result().close().result()
    wrong(door)
    assert door.seconds_to_wait() == 0


def test_a_clock_set_back_never_makes_the_wait_longer_than_it_was(door: Unlocking, clock: Clock) -> None:
    for _ in range(3):
        wrong(door)
    clock.moment -= timedelta(days=400)
    assert door.seconds_to_wait() <= 2


def test_a_try_at_an_empty_folder_creates_nothing(tmp_path: Path, clock: Clock) -> None:
    door = Unlocking(tmp_path / "nowhere", tmp_path / "tries.json", clock)
    with pytest.raises(ThinkFamilyError):
        door.unlock(PASSPHRASE).result()
    door.close()
    assert list(tmp_path.iterdir()) == []
