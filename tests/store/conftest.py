"""One store is made, once; each test gets a copy of its own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.store import made_up
from thinkfamily_desktop.domain.assessment import Assessment
from thinkfamily_desktop.domain.clock import SystemClock
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.keyfile import read_copies
from thinkfamily_desktop.store.opening import OpenVault, open_vault_by
from thinkfamily_desktop.store.slots import VaultKeys, open_with_passphrase
from thinkfamily_desktop.store.vault import VaultStore, create_store, open_store


class Made:
    """A store made once: its folder, its keys, the family and the work in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.family: Family = made_up.family()
        self.work: Assessment = made_up.assessment(self.family)
        store = create_store(folder, made_up.PASSPHRASE, kdf=FLOOR)
        store.set_worker(made_up.WORKER).result()
        store.new_family(self.family, made_up.card(), made_up.WORKER.id).result()
        store.keep_form(made_up.FORM, "{}").result()
        store.new_assessment(self.work, made_up.WORKER.id).result()
        for key, answer in made_up.ANSWERS.items():
            store.save(made_up.save(self.family, self.work, {key: answer}, field_visited=key)).result()
        self.crashed = made_up.copy_as_it_stands(folder, folder.with_name("crashed"))
        store.close().result()
        keys = read_copies(folder).best
        self.keys: VaultKeys = open_with_passphrase(keys.slots, made_up.PASSPHRASE, keys.vault, keys.practice)

    def open(self, folder: Path) -> OpenVault:
        """Open a copy without the slow part of a passphrase."""
        return open_vault_by(folder, lambda _: self.keys, SystemClock())


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The store that all copies are copies of."""
    return Made(tmp_path_factory.mktemp("made") / "vault")


@pytest.fixture
def folder(made: Made, tmp_path: Path) -> Path:
    """A copy of it, closed properly."""
    return Path(shutil.copytree(made.folder, tmp_path / "vault"))


@pytest.fixture
def crashed(made: Made, tmp_path: Path) -> Path:
    """A copy of it as a crash left it, with all its work in the log."""
    return Path(shutil.copytree(made.crashed, tmp_path / "crashed"))


@pytest.fixture
def open_copy(folder: Path) -> Iterator[Callable[[], VaultStore]]:
    """Opens the copy, as often as it is asked, and closes what is left open."""
    opened: list[VaultStore] = []

    def open_it() -> VaultStore:
        opened.append(open_store(folder, made_up.PASSPHRASE))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close().result()


@pytest.fixture
def store(open_copy: Callable[[], VaultStore]) -> VaultStore:
    """The copy, open."""
    return open_copy()


@pytest.fixture(scope="session")
def session_store(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[VaultStore]:
    """One open store for tests that try many values."""
    folder = Path(shutil.copytree(made.folder, tmp_path_factory.mktemp("session") / "vault"))
    store = open_store(folder, made_up.PASSPHRASE)
    yield store
    store.close().result()
