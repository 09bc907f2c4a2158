import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.store.backup import BACKUP_FOLDER, Backup, list_backups, take_apart, thin, to_keep
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.keyfile import COPIES
from thinkfamily_desktop.store.opening import VAULT_FILE
from thinkfamily_desktop.store.vault import VaultStore, create_store, open_store, restore_store, store_exists

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as told:
        work()
    return told.value.code


@pytest.fixture
def backup(store: VaultStore) -> Backup:
    return store.upkeep.back_up().result()


def test_a_backup_restores_to_the_same_store_in_a_new_folder(
    made: Made, store: VaultStore, backup: Backup, tmp_path: Path
) -> None:
    store.save(made_up.save(made.family, made.work, {made_up.MOOD: Answer(value="after the backup")})).result()
    again = restore_store(backup.path, tmp_path / "new" / "vault", made_up.PASSPHRASE)
    assert again.notices == ()
    assert again.assessment(made.work.id).result().answers == made_up.ANSWERS
    assert again.family(made.family.id).result() == made.family
    assert again.verify_chain().result().verifies
    again.close().result()
    assert store.assessment(made.work.id).result().answers[made_up.MOOD].value == "after the backup"
    open_store(tmp_path / "new" / "vault", made_up.PASSPHRASE).close().result()


def test_a_backup_is_one_file_with_nothing_left_beside_it_and_no_words_in_it(store: VaultStore, backup: Backup) -> None:
    folder = store.folder / BACKUP_FOLDER
    assert [file.name for file in folder.iterdir()] == [backup.path.name]
    assert made_up.CANARY.encode() not in backup.path.read_bytes()
    assert list_backups(folder) == store.upkeep.backups() == (backup,)
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600


def test_what_is_saved_while_a_backup_is_made_is_kept(made: Made, store: VaultStore) -> None:
    making = store.upkeep.back_up()
    answers = [{made_up.MOOD: Answer(value=str(number))} for number in range(30)]
    saves = [store.save(made_up.save(made.family, made.work, answer)) for answer in answers]
    assert all(save.result().seq for save in saves)
    making.result()
    assert store.assessment(made.work.id).result().answers[made_up.MOOD].value == "29"
    assert store.verify_chain().result().verifies


def test_a_backup_into_another_folder_removes_nothing_there(store: VaultStore, tmp_path: Path) -> None:
    other = tmp_path / "stick"
    other.mkdir()
    somebody_elses = other / "20200101-000000-7.fvbak"
    somebody_elses.write_bytes(b"somebody else's")
    made = store.upkeep.back_up(other).result()
    assert made.path.parent == other
    assert somebody_elses.exists()


def test_every_damage_to_a_backup_is_noticed_and_nothing_is_made(backup: Backup, tmp_path: Path) -> None:
    whole = backup.path.read_bytes()
    bad = tmp_path / backup.path.name
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        if zipfile.is_zipfile(bad) and _same_members(bad, backup.path):
            continue  # a byte that no member and no reader depends on
        assert code_of(lambda: restore_store(bad, tmp_path / "new", made_up.PASSPHRASE)) in {
            "store.backup_damaged",
            "store.keys_damaged",
        }, f"byte {place}"
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        bad.write_bytes(whole[:length])
        assert code_of(lambda: take_apart(bad)) == "store.backup_damaged"
    assert not (tmp_path / "new").exists()
    assert not list(tmp_path.glob("*.part"))


def _same_members(one: Path, other: Path) -> bool:
    try:
        with zipfile.ZipFile(one) as left, zipfile.ZipFile(other) as right:
            return {name: left.read(name) for name in left.namelist()} == {
                name: right.read(name) for name in right.namelist()
            }
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        return False


def rebuilt(backup: Path, to: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with other members, as somebody with a zip program could make it."""
    with zipfile.ZipFile(backup) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    change(members)
    with zipfile.ZipFile(to, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return to


def test_an_altered_manifest_is_refused_even_with_checksums_that_fit(backup: Backup, tmp_path: Path) -> None:
    def alter(members: dict[str, bytes]) -> None:
        said, seal, _ = members["manifest.json"].split(b"\n")
        manifest = json.loads(said) | {"seq": 1}
        members["manifest.json"] = json.dumps(manifest).encode() + b"\n" + seal + b"\n"

    altered = rebuilt(backup.path, tmp_path / "altered.fvbak", alter)
    assert code_of(lambda: restore_store(altered, tmp_path / "new", made_up.PASSPHRASE)) == "store.backup_damaged"
    same = rebuilt(backup.path, tmp_path / "same.fvbak", lambda _: None)
    restore_store(same, tmp_path / "new", made_up.PASSPHRASE).close().result()


@pytest.mark.parametrize("name", ["manifest.json", "keys", "vault.db"])
def test_a_backup_that_lacks_a_part_is_refused(backup: Backup, tmp_path: Path, name: str) -> None:
    def leave_out(members: dict[str, bytes]) -> None:
        del members[name]

    lacking = rebuilt(backup.path, tmp_path / "lacking.fvbak", leave_out)
    assert code_of(lambda: take_apart(lacking)) == "store.backup_damaged"


def test_restoring_is_refused_where_it_could_do_harm(folder: Path, backup: Backup, tmp_path: Path) -> None:
    before = {name: (folder / name).read_bytes() for name in COPIES}
    assert code_of(lambda: restore_store(backup.path, folder, made_up.PASSPHRASE)) == "store.folder_not_empty"
    assert code_of(lambda: restore_store(backup.path, tmp_path / "new", "wrong")) == "store.wrong_passphrase"
    assert code_of(lambda: restore_store(tmp_path / "no.fvbak", tmp_path / "new", "x")) == "store.backup_missing"
    assert code_of(lambda: restore_store(backup.path, tmp_path / "Dropbox", "x")) == "store.synced_folder"
    assert {name: (folder / name).read_bytes() for name in COPIES} == before
    assert not (tmp_path / "new").exists()
    (tmp_path / "empty").mkdir()
    restore_store(backup.path, tmp_path / "empty", made_up.PASSPHRASE).close().result()


def test_a_damaged_store_makes_no_backup_and_keeps_the_good_one(made: Made, store: VaultStore, backup: Backup) -> None:
    connection = store._vault.writer.connection
    store._thread.submit(
        lambda: connection.execute("UPDATE journal_line SET at = '2020' WHERE number = 2").fetchall()
    ).result()
    assert code_of(store.upkeep.back_up().result) == "store.vault_damaged"
    assert [file.name for file in (store.folder / BACKUP_FOLDER).iterdir()] == [backup.path.name]


def test_a_store_of_which_only_a_backup_is_left_is_no_first_run(store: VaultStore, backup: Backup) -> None:
    store.close().result()
    for name in (*COPIES, VAULT_FILE):
        (store.folder / name).unlink()
    assert store_exists(store.folder)
    assert code_of(lambda: create_store(store.folder, "new one", kdf=FLOOR)) == "store.exists"
    assert backup.path.exists()


def at(*ages: timedelta) -> tuple[Backup, ...]:
    made = sorted((NOW - age for age in ages), reverse=True)
    return tuple(Backup(Path(f"{moment:%Y%m%d-%H%M%S}-1.fvbak"), moment, 1) for moment in made)


def test_the_last_ten_are_kept() -> None:
    backups = at(*(timedelta(minutes=30 * number) for number in range(20)))
    kept = to_keep(backups, NOW)
    assert {backup.path for backup in backups[:10]} <= kept
    assert len(kept) <= 11


def test_one_for_each_of_fourteen_days_and_four_weeks() -> None:
    backups = at(*(timedelta(hours=6 * number) for number in range(4 * 60)))
    kept = [backup for backup in backups if backup.path in to_keep(backups, NOW)]
    days = {backup.made.date() for backup in kept}
    assert len([day for day in days if (NOW.date() - day).days < 14]) == 14
    assert len({backup.made.isocalendar()[1] for backup in kept}) == 4
    assert 14 + 4 < len(kept) <= 10 + 14 + 4


def test_nothing_is_kept_for_more_than_thirty_five_days_but_a_last_copy() -> None:
    backups = at(*(timedelta(days=number) for number in range(100)))
    kept = [backup for backup in backups if backup.path in to_keep(backups, NOW)]
    assert max(NOW - backup.made for backup in kept) <= timedelta(days=35)
    old = at(timedelta(days=90), timedelta(days=91))
    assert to_keep(old, NOW) == {old[0].path}
    assert to_keep((), NOW) == frozenset()


def test_thinning_touches_nothing_but_backups(tmp_path: Path) -> None:
    (tmp_path / "letter.fvbak.txt").write_text("kept")
    (tmp_path / "other.fvbak").write_text("kept")
    for backup in at(*(timedelta(days=number) for number in range(60))):
        (tmp_path / backup.path).write_bytes(b"")
    thin(tmp_path, NOW)
    assert (tmp_path / "letter.fvbak.txt").exists()
    assert (tmp_path / "other.fvbak").exists()
    assert 14 <= len(list_backups(tmp_path)) < 30


def test_a_full_disk_leaves_no_scraps(store: VaultStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfileobj", full)
        assert code_of(store.upkeep.back_up().result) == "store.disk_full"
    assert list((store.folder / BACKUP_FOLDER).iterdir()) == []
    store.upkeep.back_up().result()
