"""The disk is full: the reserve is given up first, and words that cannot be saved stay where they are."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.records import Receipt
from thinkfamily_desktop.store import ballast
from thinkfamily_desktop.store.ballast import BALLAST_FILE, Ballast
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.head import HeadFile
from thinkfamily_desktop.store.vault import VaultStore


@pytest.fixture(autouse=True)
def small_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast, "BALLAST_BYTES", 64 * 1024)


def tidy(store: VaultStore) -> None:
    """What the store does when the worker pauses."""
    when_idle = store._thread.when_idle
    assert when_idle is not None
    store._thread.submit(when_idle).result()


def type_words(store: VaultStore, made: Made, words: str) -> Receipt:
    return store.save(made_up.save(made.family, made.work, {made_up.MOOD: Answer(value=words)})).result()


@pytest.fixture
def disk_full_until_room(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Makes every write of the anchor fail for want of space while the reserve stands."""
    write = HeadFile.write

    def fill(folder: Path) -> None:
        def write_if_room(self: HeadFile, anchor: object) -> None:
            if (folder / BALLAST_FILE).exists():
                raise OSError(28, "no space left")
            write(self, anchor)  # type: ignore[arg-type]

        monkeypatch.setattr(HeadFile, "write", write_if_room)

    return fill


def test_the_reserve_is_laid_down_when_the_worker_pauses(store: VaultStore) -> None:
    assert not (store.folder / BALLAST_FILE).exists()
    tidy(store)
    assert (store.folder / BALLAST_FILE).stat().st_size == ballast.BALLAST_BYTES
    assert not store.on_reserve


def test_a_full_disk_takes_the_reserve_and_the_words_are_saved(
    made: Made, store: VaultStore, disk_full_until_room: Callable[[Path], None]
) -> None:
    tidy(store)
    disk_full_until_room(store.folder)
    type_words(store, made, "the last words")
    assert store.on_reserve
    assert not (store.folder / BALLAST_FILE).exists()
    assert store.assessment(made.work.id).result().answers[made_up.MOOD].value == "the last words"
    assert store.verify_chain().result().verifies


def test_without_a_reserve_the_words_stay_with_whoever_typed_them(
    made: Made, store: VaultStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    with monkeypatch.context() as patched:
        patched.setattr(HeadFile, "write", full)
        with pytest.raises(StoreError) as told:
            type_words(store, made, "not yet")
    assert told.value.code == "store.disk_full"
    assert not store.on_reserve
    type_words(store, made, "now")


def test_the_reserve_comes_back_when_there_is_room(
    made: Made, store: VaultStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidy(store)
    assert Ballast(store.folder).throw_out()
    assert not Ballast(store.folder).throw_out()
    tidy(store)
    assert (store.folder / BALLAST_FILE).exists()


def test_no_reserve_is_laid_down_on_a_disk_that_is_nearly_full(
    store: VaultStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(store.folder)._replace(free=ballast.BALLAST_BYTES)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    tidy(store)
    assert not (store.folder / BALLAST_FILE).exists()
