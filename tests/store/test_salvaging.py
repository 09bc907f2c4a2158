"""A damaged store: what can be read of it comes back over the newest backup, and the damaged one stays as it was."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import AnswerKey, FamilyId, ItemId, new_id
from thinkfamily_desktop.store import creating
from thinkfamily_desktop.store.backup import LONGEST
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.opening import LOG_FILE, VAULT_FILE
from thinkfamily_desktop.store.quarantine import kept_aside, let_go
from thinkfamily_desktop.store.vault import VaultStore, open_store, salvage_store

PAGE = 4096
ANSWERS = 300


def answers_of(number: int) -> dict[AnswerKey, Answer]:
    return {AnswerKey(ItemId(f"item.{each:03d}")): made_up.said(f"{number} {each} " * 40) for each in range(ANSWERS)}


def fill(store: VaultStore, made: Made, number: int) -> None:
    store.save(made_up.save(made.family, made.work, answers_of(number))).result()


def damage(folder: Path, pages: list[int]) -> None:
    raw = bytearray((folder / VAULT_FILE).read_bytes())
    for page in pages:
        raw[page * PAGE + 700] ^= 1
    (folder / VAULT_FILE).write_bytes(raw)


def pages_of_answers(folder: Path) -> list[int]:
    """Two pages of those that the answers fill, which lie before what the journal says of them."""
    size = (folder / VAULT_FILE).stat().st_size // PAGE
    return [size // 4, size // 3]


def refused(folder: Path) -> str:
    with pytest.raises(StoreError) as told:
        open_store(folder, made_up.PASSPHRASE)
    return told.value.code


def test_what_a_damaged_store_still_has_is_put_over_the_backup(
    made: Made, folder: Path, open_copy: Callable[[], VaultStore], tmp_path: Path
) -> None:
    store = open_copy()
    fill(store, made, 1)
    store.upkeep.back_up().result()
    fill(store, made, 2)
    store.close().result()
    damage(folder, pages_of_answers(folder))
    before = made_up.contents(folder)
    assert refused(folder) == "store.vault_damaged"

    new, got = salvage_store(folder, tmp_path / "new", made_up.PASSPHRASE)
    held = new.assessment(made.work.id).result().answers
    now, then = answers_of(2), answers_of(1)
    latest = sum(held[key] == now[key] for key in now)
    assert all(held[key] in (now[key], then[key]) for key in now), "every answer is one that was really given"
    assert latest > ANSWERS * 0.8, f"{latest} of {ANSWERS}"
    assert got.backup
    assert new.verify_chain().result().verifies
    assert new.search("adeb").result() == {made.family.id}
    new.close().result()
    after = made_up.contents(folder)
    assert {name: raw for name, raw in after.items() if name != "lock"} == {
        name: raw for name, raw in before.items() if name != "lock"
    }
    open_store(tmp_path / "new", made_up.PASSPHRASE).close().result()


def test_what_is_said_that_salvaging_cannot_do_is_what_it_cannot_do(
    made: Made, folder: Path, open_copy: Callable[[], VaultStore], tmp_path: Path
) -> None:
    store, key = open_copy(), made_up.MOOD
    fill(store, made, 1)
    store.upkeep.back_up().result()
    store.save(made_up.save(made.family, made.work, {key: None})).result()
    store.upkeep.put_in_bin(made.family.id, made_up.WORKER.id).result()
    store.close().result()
    damage(folder, pages_of_answers(folder))
    assert refused(folder) == "store.vault_damaged"
    new, got = salvage_store(folder, tmp_path / "new", made_up.PASSPHRASE)
    assert got.backup
    assert new.assessment(made.work.id).result().answers[key] == made_up.ANSWERS[key], "taken back, and here again"
    assert len(new.caseload().result()) == 1, "taken out of the list, and in it again"
    kinds = [line.kind for line in new.journal(made.family.id).result()]
    assert "put-in-bin" not in kinds, "the lines since the backup stay in the damaged store"
    new.close().result()


def test_without_a_backup_everything_that_can_be_read_is_got(
    made: Made,
    folder: Path,
    open_copy: Callable[[], VaultStore],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(creating, "calibrate", lambda: FLOOR)
    store = open_copy()
    fill(store, made, 1)
    store.close().result()
    damage(folder, pages_of_answers(folder))
    new, got = salvage_store(folder, tmp_path / "new", made_up.PASSPHRASE)
    assert got.backup == ""
    held = new.assessment(made.work.id).result().answers
    got_back = sum(held.get(key) == answer for key, answer in answers_of(1).items())
    assert int(ANSWERS * 0.8) < got_back < ANSWERS
    assert "answer" in got.unread
    assert new.worker().result() == made_up.WORKER
    new.close().result()


def test_a_family_erased_since_the_backup_stays_erased(
    made: Made, folder: Path, open_copy: Callable[[], VaultStore], tmp_path: Path
) -> None:
    store = open_copy()
    other = replace(made_up.family("TF-2026-0002"), id=FamilyId(new_id()))
    store.new_family(other, made_up.card("Someone Else"), made_up.WORKER.id).result()
    fill(store, made, 1)
    store.upkeep.back_up().result()
    store.upkeep.erase_family(other.id, made_up.WORKER.id, "the Trust's record", "2026-11-20").result()
    store.close().result()
    damage(folder, pages_of_answers(folder))
    new, got = salvage_store(folder, tmp_path / "new", made_up.PASSPHRASE)
    assert got.backup
    assert [line.id for line in new.caseload().result()] == [made.family.id]
    new.close().result()


def test_a_wrong_passphrase_salvages_nothing(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError) as told:
        salvage_store(folder, tmp_path / "new", "wrong")
    assert told.value.code == "store.wrong_passphrase"
    assert not (tmp_path / "new").exists()


def test_a_store_whose_last_changes_are_missing_can_be_gone_on_with_and_says_so_for_good(
    made: Made, crashed: Path
) -> None:
    log = (crashed / LOG_FILE).read_bytes()
    (crashed / LOG_FILE).write_bytes(log[: len(log) - PAGE])
    found = made_up.contents(crashed)
    assert refused(crashed) == "store.changes_missing"
    store = open_store(crashed, made_up.PASSPHRASE, go_on=True)
    assert [notice.code for notice in store.notices][:1] == ["store.note_went_on"]
    connection = store._vault.writer.connection
    rows = store._thread.submit(lambda: connection.execute("SELECT kind FROM journal_line").fetchall()).result()
    assert ("went-on-without",) in rows
    assert store.verify_chain().result().verifies
    store.close().result()
    ((_, aside),) = kept_aside(crashed)
    for name, raw in made_up.contents(aside).items():
        assert raw == found[name], name
    store = open_store(crashed, made_up.PASSPHRASE)
    assert store.notices == ()
    store.close().result()


def test_going_on_is_for_missing_changes_only(folder: Path, made: Made) -> None:
    damage(folder, [3])
    with pytest.raises(StoreError) as told:
        open_store(folder, made_up.PASSPHRASE, go_on=True)
    assert told.value.code == "store.vault_damaged"


def test_what_is_kept_aside_goes_when_backups_do_and_is_counted_as_a_copy(
    made: Made, crashed: Path, tmp_path: Path
) -> None:
    log = (crashed / LOG_FILE).read_bytes()
    (crashed / LOG_FILE).write_bytes(log[: len(log) - PAGE])
    store = open_store(crashed, made_up.PASSPHRASE, go_on=True)
    ((since, _),) = kept_aside(crashed)
    assert store.upkeep.copies_until() == since + LONGEST
    let_go(crashed, since + LONGEST, LONGEST)
    assert kept_aside(crashed)
    let_go(crashed, since + LONGEST + timedelta(seconds=1), LONGEST)
    assert not kept_aside(crashed)
    assert store.upkeep.copies_until() is None
    store.close().result()
    shutil.rmtree(crashed)
