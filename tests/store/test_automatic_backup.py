"""Backups that nobody asks for: after unlocking, and every half hour of change, while the store is idle."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store import made_up
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.vault import VaultStore, create_store

TEN = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


class Hands:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = TEN

    def now(self) -> datetime:
        return self.time


def rest(store: VaultStore) -> int:
    """What the store's thread does while idle, and then how many backups there are."""
    store._thread.submit(store._tidy).result()  # the idle moment, without waiting for one
    store.worker().result()  # answered after the copy was taken
    deadline = time.monotonic() + 20
    folder = store.folder / "backups"
    while any(folder.glob("part-*")) and time.monotonic() < deadline:
        store.worker().result()
    return len(store.upkeep.backups())


@pytest.mark.parametrize("practice", [False, True])
def test_what_was_saved_is_copied_once_in_half_an_hour(tmp_path: Path, practice: bool) -> None:
    clock = Hands()
    store = create_store(tmp_path / "vault", made_up.PASSPHRASE, practice=practice, kdf=FLOOR, clock=clock)
    store.set_worker(made_up.WORKER).result()
    if practice:
        assert rest(store) == 0, "made-up families need no copies"
        store.close().result()
        return
    assert rest(store) == 1
    clock.time = TEN + timedelta(minutes=45)
    assert rest(store) == 1, "nothing was saved since"
    store.set_worker(made_up.WORKER).result()
    assert rest(store) == 2
    store.set_worker(made_up.WORKER).result()
    clock.time += timedelta(minutes=29)
    assert rest(store) == 2, "half an hour has not gone by"
    store.close().result()
