import os
import re
import shutil
import stat
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.store import errors, migrations
from thinkfamily_desktop.store.connection import connect
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.kdf import FLOOR
from thinkfamily_desktop.store.keyfile import COPIES, read_copies, write_copies
from thinkfamily_desktop.store.opening import LOG_FILE, VAULT_FILE
from thinkfamily_desktop.store.vault import VaultStore, create_store, open_store, store_exists

WORDS = Path(__file__).parents[2] / "resources" / "words" / "en.toml"
LATER = migrations.newest() + 1


def refused(made: Made, folder: Path) -> str:
    """The code with which the store refuses; checks that no file was made, lost or changed."""
    before = made_up.contents(folder)
    with pytest.raises(StoreError) as told:
        made.open(folder)
    assert made_up.contents(folder) == before
    return told.value.code


def write_into(made: Made, folder: Path, *statements: str) -> None:
    connection = connect(folder / VAULT_FILE, made.keys)
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_the_store_as_it_was_left_opens_with_nothing_to_say(made: Made, folder: Path) -> None:
    store = open_store(folder, made_up.PASSPHRASE)
    assert store.notices == ()
    assert store.assessment(made.work.id).result().answers == made_up.ANSWERS
    store.close().result()
    assert not (folder / LOG_FILE).exists()


def test_a_store_left_by_a_crash_opens_with_everything_and_says_so(made: Made, crashed: Path) -> None:
    store = open_store(crashed, made_up.PASSPHRASE)
    assert [notice.code for notice in store.notices] == ["store.note_crash"]
    assert store.assessment(made.work.id).result().answers == made_up.ANSWERS
    assert store.journal(made.family.id).result()[-1].content["sealed_by"] == "crash"
    assert store.verify_chain().result().verifies
    store.close().result()
    assert not list(crashed.glob("rehearsal-*"))


def test_a_missing_store_is_never_made_by_opening(made: Made, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert refused(made, empty) == "store.none"
    with pytest.raises(StoreError):
        made.open(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
    assert not store_exists(empty)


def test_a_missing_vault_is_never_made_by_opening(made: Made, folder: Path) -> None:
    (folder / VAULT_FILE).unlink()
    assert refused(made, folder) == "store.vault_missing"
    assert store_exists(folder)


@pytest.mark.parametrize("length", [0, 1, 16, 4095])
def test_an_empty_or_stunted_vault_is_refused(made: Made, folder: Path, length: int) -> None:
    os.truncate(folder / VAULT_FILE, length)
    assert refused(made, folder) == "store.vault_empty"


@pytest.mark.parametrize("less", [1, 4096, 3 * 4096 + 7])
def test_a_vault_cut_short_is_refused(made: Made, folder: Path, less: int) -> None:
    os.truncate(folder / VAULT_FILE, (folder / VAULT_FILE).stat().st_size - less)
    assert refused(made, folder) == "store.vault_damaged"


def test_a_vault_in_plain_text_is_refused(made: Made, folder: Path) -> None:
    (folder / VAULT_FILE).unlink()
    connection = sqlcipher.connect(str(folder / VAULT_FILE))
    connection.execute("CREATE TABLE family (id)")
    connection.close()
    assert refused(made, folder) == "store.vault_plaintext"


def test_a_newer_store_is_refused(made: Made, folder: Path) -> None:
    write_into(made, folder, f"PRAGMA user_version = {migrations.newest() + 1}")
    assert refused(made, folder) == "store.newer"


def test_another_programs_database_is_refused(made: Made, folder: Path) -> None:
    write_into(made, folder, "PRAGMA application_id = 7")
    assert refused(made, folder) == "store.vault_other"


OTHER_TABLES = (
    "ALTER TABLE note ADD COLUMN later BLOB",
    "ALTER TABLE latest_change DROP COLUMN seq",
    "DROP TABLE standing",
    "DROP TRIGGER signed_is_signed",
    "DROP INDEX note_of_family",
    "CREATE TABLE another (id)",
)


@pytest.mark.parametrize("statement", OTHER_TABLES)
def test_a_store_whose_tables_are_not_those_of_its_version_is_refused(made: Made, folder: Path, statement: str) -> None:
    write_into(made, folder, "PRAGMA foreign_keys = OFF", statement)
    assert refused(made, folder) == "store.other_tables"


@pytest.mark.parametrize("change", ["vault = 'another'", "practice = 1"])
def test_a_vault_that_is_not_the_key_files_is_refused(made: Made, folder: Path, change: str) -> None:
    write_into(made, folder, f"UPDATE standing SET {change}")  # noqa: S608  both are written here
    assert refused(made, folder) == "store.vault_other"


def test_a_vault_sealed_with_another_key_is_refused(made: Made, folder: Path, tmp_path: Path) -> None:
    create_store(tmp_path / "other", "other passphrase", kdf=FLOOR).close().result()
    shutil.copyfile(tmp_path / "other" / VAULT_FILE, folder / VAULT_FILE)
    assert refused(made, folder) == "store.vault_damaged"


def test_every_page_flipped_is_noticed(made: Made, folder: Path) -> None:
    whole = (folder / VAULT_FILE).read_bytes()
    for page in range(len(whole) // 4096):
        flipped = bytearray(whole)
        flipped[page * 4096 + 16 + (page * 997) % 4080] ^= 1 << page % 8
        (folder / VAULT_FILE).write_bytes(flipped)
        assert refused(made, folder) == "store.vault_damaged", f"page {page}"
    assert len(whole) > 20 * 4096


def test_pages_of_nothing_are_noticed(made: Made, folder: Path) -> None:
    whole = (folder / VAULT_FILE).read_bytes()
    for page in range(1, len(whole) // 4096, 3):
        (folder / VAULT_FILE).write_bytes(whole[: page * 4096] + bytes(4096) + whole[(page + 1) * 4096 :])
        assert refused(made, folder) == "store.vault_damaged", f"page {page}"


def test_the_first_sixteen_bytes_may_be_lost_and_are_mended(made: Made, folder: Path) -> None:
    whole = (folder / VAULT_FILE).read_bytes()
    (folder / VAULT_FILE).write_bytes(bytes(16) + whole[16:])
    vault = made.open(folder)
    assert [notice.code for notice in vault.notices] == ["store.note_header_mended"]
    vault.close()
    assert (folder / VAULT_FILE).read_bytes()[:16] == made.keys.salt
    vault = made.open(folder)
    assert vault.notices == ()
    vault.close()


def test_a_second_opening_is_told_and_disturbs_nothing(made: Made, folder: Path) -> None:
    store = open_store(folder, made_up.PASSPHRASE)
    with pytest.raises(StoreError) as told:
        open_store(folder, made_up.PASSPHRASE)
    assert told.value.code == "store.already_open"
    store.save(made_up.save(made.family, made.work, {made_up.MOOD: made_up.said("still here")})).result()
    store.close().result()
    store.close().result()
    open_store(folder, made_up.PASSPHRASE).close().result()


def test_making_a_store_over_another_is_refused(made: Made, folder: Path) -> None:
    before = made_up.contents(folder)
    with pytest.raises(StoreError) as told:
        create_store(folder, "another", kdf=FLOOR)
    assert told.value.code == "store.exists"
    for lost in (*COPIES, "head"):
        (folder / lost).unlink()
        with pytest.raises(StoreError):
            create_store(folder, "another", kdf=FLOOR)
    assert (folder / VAULT_FILE).read_bytes() == before[VAULT_FILE]


def test_the_log_alone_is_still_somebodys_work(made: Made, crashed: Path) -> None:
    for name in (*COPIES, VAULT_FILE):
        (crashed / name).unlink()
    assert store_exists(crashed)
    assert refused(made, crashed) == "store.keys_missing"


def test_a_store_whose_making_was_cut_short_can_be_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "vault"

    def cut(*_: object) -> None:
        raise OSError(5, "power")

    with monkeypatch.context() as patched:
        patched.setattr("thinkfamily_desktop.store.creating.start_journal", cut)
        with pytest.raises(StoreError) as told:
            create_store(folder, made_up.PASSPHRASE, kdf=FLOOR)
        assert told.value.code == "store.disk_fault"
    assert not store_exists(folder)
    with pytest.raises(StoreError) as told:
        open_store(folder, made_up.PASSPHRASE)
    assert told.value.code == "store.unfinished"
    create_store(folder, made_up.PASSPHRASE, kdf=FLOOR).close().result()
    assert store_exists(folder)


def test_a_store_without_a_passphrase_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as told:
        create_store(tmp_path / "vault", "", kdf=FLOOR)
    assert told.value.code == "store.passphrase_empty"
    assert not (tmp_path / "vault").exists()


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_only_the_owner_can_read_what_the_store_writes(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        store = create_store(tmp_path / "new" / "vault", made_up.PASSPHRASE, kdf=FLOOR)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in store.folder.iterdir()}
        store.close().result()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new" / "vault").stat().st_mode) == 0o700
    assert modes.keys() == {VAULT_FILE, LOG_FILE, "keys.a", "keys.b", "head", "lock"}
    assert set(modes.values()) == {0o600}


def test_a_copy_left_by_an_opening_or_a_backup_that_was_killed_is_cleared_away(made: Made, folder: Path) -> None:
    (folder / "backups").mkdir()
    for left in (folder / "rehearsal-dead", folder / "backups" / "part-dead"):
        left.mkdir()
        (left / VAULT_FILE).write_bytes(b"half a copy")
        made.open(folder).close()
        assert not left.exists()


def test_a_disk_too_full_for_a_copy_keeps_nobody_from_their_work(
    made: Made, crashed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = shutil.disk_usage(crashed)._replace(free=1024 * 1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    vault = made.open(crashed)
    assert {notice.code for notice in vault.notices} == {"store.note_crash", "store.note_little_space"}
    vault.close()


def test_a_store_on_a_network_or_in_a_sync_folder_is_not_opened(made: Made, folder: Path) -> None:
    synced = folder.with_name("OneDrive - Trust")
    shutil.copytree(folder, synced)
    assert refused(made, synced) == "store.synced_folder"


def test_migrations_run_once_in_order(made: Made, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = (*migrations.steps(), (LATER, "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;"))
    monkeypatch.setattr(migrations, "steps", lambda: steps)
    vault = made.open(folder)
    assert vault.writer.connection.execute("SELECT count(*) FROM later").fetchone() == (0,)
    assert vault.writer.connection.execute("PRAGMA user_version").fetchone() == (LATER,)
    vault.close()
    made.open(folder).close()


def test_a_migration_that_fails_leaves_the_store_as_it_was(
    made: Made, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = (*migrations.steps(), (LATER, "CREATE TABLE later (id); INSERT INTO nowhere VALUES (1);"))
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "steps", lambda: steps)
        with pytest.raises(sqlcipher.OperationalError, match="nowhere"):
            made.open(folder)
    vault = made.open(folder)
    tables = {name for (name,) in vault.writer.connection.execute("SELECT name FROM sqlite_schema")}
    assert "later" not in tables
    vault.close()


def test_an_unfinished_key_file_beside_a_finished_one_is_the_older(made: Made, folder: Path) -> None:
    best = read_copies(folder).best
    assert best.initialised
    assert best.sequence == 2
    write_copies(folder, best)
    made.open(folder).close()


def test_every_error_and_notice_has_its_sentence() -> None:
    sentences = tomllib.loads(WORDS.read_text("utf-8"))["store"]
    sources = [file.read_text("utf-8") for file in Path(errors.__file__).parent.glob("*.py")]
    codes = {code for source in sources for code in re.findall(r'"store\.(\w+)"', source)}
    assert len(codes) > 30
    assert codes <= sentences.keys()


def test_closing_while_the_disk_is_full_keeps_what_was_saved(made: Made, open_copy: Callable[[], VaultStore]) -> None:
    store = open_copy()
    store.save(
        made_up.save(made.family, made.work, {made_up.MOOD: made_up.said("kept")}, field_visited=made_up.MOOD)
    ).result()
    connection = store._vault.writer.connection
    store._thread.submit(lambda: connection.execute("PRAGMA max_page_count = 1").fetchall()).result()
    store.close().result()
    assert open_copy().assessment(made.work.id).result().answers[made_up.MOOD].value == "kept"
