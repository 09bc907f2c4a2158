"""A store of an older version: what it held is there afterwards, and whatever happens on the way nothing is lost."""

import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store import made_up
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import FamilyId
from thinkfamily_desktop.store import examining, migrating, migrations
from thinkfamily_desktop.store.backup import list_backups
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.vault import VaultStore, open_store, restore_store

PRACTICE = "practice made up family only"
CRASHED = Path(__file__).parent / "crashed_vaults" / "schema_0001"
HALF = 'half a "word" \ud83c'


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store of the first schema as a crash left it: a visit open, and all its work in the log."""
    return Path(shutil.copytree(CRASHED, tmp_path / "vault"))


def look(store: VaultStore) -> tuple[str, FamilyId]:
    """The words that were being typed, wherever they are kept."""
    (line,) = store.caseload().result()
    (work,) = store.assessments(line.id).result()
    mood = store.assessment(work.id).result().answers[made_up.MOOD]
    assert store.verify_chain().result().verifies
    return str(mood.value), line.id


def test_what_was_being_typed_when_the_old_version_crashed_is_there_and_sealed(old: Path) -> None:
    store = open_store(old, PRACTICE)
    words, family = look(store)
    assert words == HALF
    last = store.journal(family).result()[-1]
    assert last.content["sealed_by"] == "crash"
    assert last.content["changes"][0]["now"] == {"value": ["text", HALF]}  # type: ignore[index]
    assert [notice.code for notice in store.notices] == ["store.note_crash"]
    kinds = [kind for (kind,) in ask(store, "SELECT kind FROM journal_line ORDER BY number DESC LIMIT 1")]
    assert kinds == ["brought-up-to-date"]
    store.close().result()


def ask(store: VaultStore, statement: str) -> list[tuple[object, ...]]:
    connection = store._vault.writer.connection
    rows: list[tuple[object, ...]] = store._thread.submit(lambda: connection.execute(statement).fetchall()).result()
    return rows


def test_the_old_store_is_kept_as_a_backup_that_opens(old: Path, tmp_path: Path) -> None:
    open_store(old, PRACTICE).close().result()
    (kept,) = list_backups(old / "backups")
    store = restore_store(kept.path, tmp_path / "again", PRACTICE)
    assert look(store)[0] == HALF
    store.close().result()


class StoppedError(Exception):
    """What stands for the power going."""


STEPS = ("examine_newest", "verify_chain", "_keep_as_it_was", "put_in_place", "examine")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_stopped_at_any_step_it_opens_again_with_everything(
    old: Path, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    real: Callable[..., object] = getattr(migrating, step)

    def stop(*arguments: object) -> None:
        if after:
            real(*arguments)
        raise StoppedError

    with monkeypatch.context() as patched:
        patched.setattr(migrating, step, stop)
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)  # a killed process clears nothing away
        with pytest.raises(StoppedError):
            open_store(old, PRACTICE)
    store = open_store(old, PRACTICE)
    assert look(store)[0] == HALF
    assert not list(old.glob(f"{examining.REHEARSAL}*"))
    store.close().result()


def test_a_store_for_which_there_is_no_room_is_told_and_left(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: raw for name, raw in made_up.contents(old).items() if name.startswith("keys")}
    usage = namedtuple("usage", "total used free")
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 4096))
        with pytest.raises(StoreError) as told:
            open_store(old, PRACTICE)
    assert told.value.code == "store.no_room_to_update"
    assert {name: raw for name, raw in made_up.contents(old).items() if name.startswith("keys")} == before
    store = open_store(old, PRACTICE)
    assert look(store)[0] == HALF
    store.close().result()


def test_a_log_left_beside_the_new_store_would_be_noticed(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = (old / "vault.db-wal").read_bytes()
    keep = migrating._keep_as_it_was

    def keep_and_leave_a_log(folder: Path, *rest: object) -> None:
        keep(folder, *rest)  # type: ignore[arg-type]
        (folder / "vault.db-wal").write_bytes(log)

    monkeypatch.setattr(migrating, "_keep_as_it_was", keep_and_leave_a_log)
    with pytest.raises(StoreError) as told:
        open_store(old, PRACTICE)
    assert told.value.code == "store.disk_fault"


def test_a_migrated_store_takes_new_work(old: Path) -> None:
    store = open_store(old, PRACTICE)
    _, family = look(store)
    (work,) = store.assessments(family).result()
    again = store.assessment(work.id).result()
    held = store.family(family).result()
    store.save(made_up.save(held, again, {made_up.MOOD: Answer(value="more")}, field_visited=made_up.MOOD)).result()
    assert look(store)[0] == "more"
    store.close().result()
    assert migrations.newest() > 1
    assert len(list_backups(old / "backups")) == 1
