from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.store.conftest import Made
from thinkfamily_desktop.store.connection import SETTINGS, Setting, connect, key_specification, read_pragma
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.opening import VAULT_FILE
from thinkfamily_desktop.store.slots import VaultKeys

WRONG = {
    "cipher_log_level": "ERROR",
    "locking_mode": "NORMAL",
    "journal_mode": "DELETE",
    "synchronous": "FUL",  # a slip of the finger that SQLite takes for NORMAL
    "temp_store": "FILE",
    "foreign_keys": "OFF",
    "secure_delete": "OFF",
    "trusted_schema": "ON",
    "cell_size_check": "OFF",
    "mmap_size": "1048576",
    "wal_autocheckpoint": "1000",
}
# auto_vacuum is the file's and cannot change; memory security, once on, stays on for the life of the process
FIXED = {"auto_vacuum", "cipher_memory_security"}
READ_ONLY = {setting.name for setting in SETTINGS if setting.asked is None} | FIXED


def changed(name: str, **to: str) -> tuple[Setting, ...]:
    return tuple(replace(setting, **to) if setting.name == name else setting for setting in SETTINGS)


def test_every_setting_is_tried() -> None:
    assert WRONG.keys() | READ_ONLY == {setting.name for setting in SETTINGS}


def test_the_settings_as_they_are_open_the_store(made: Made, folder: Path) -> None:
    connection = connect(folder / VAULT_FILE, made.keys)
    assert connection.execute("SELECT count(*) FROM family").fetchone() == (1,)
    connection.close()


@pytest.mark.parametrize("name", WRONG)
def test_a_setting_that_did_not_take_is_refused(made: Made, folder: Path, name: str) -> None:
    with pytest.raises(StoreError) as refused:
        connect(folder / VAULT_FILE, made.keys, changed(name, asked=WRONG[name]))
    assert (refused.value.code, refused.value.parameters) == ("store.setting_refused", {"setting": name})


@pytest.mark.parametrize("name", sorted(READ_ONLY))
def test_a_setting_that_reads_otherwise_is_refused(made: Made, folder: Path, name: str) -> None:
    with pytest.raises(StoreError) as refused:
        connect(folder / VAULT_FILE, made.keys, changed(name, read_back="something else"))
    assert refused.value.parameters == {"setting": name}


def test_an_older_cipher_is_refused(made: Made, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thinkfamily_desktop.store.connection._OLDEST_CIPHER", (99, 0))
    with pytest.raises(StoreError) as refused:
        connect(folder / VAULT_FILE, made.keys)
    assert refused.value.parameters == {"setting": "cipher_version"}


def test_a_short_key_never_becomes_a_passphrase() -> None:
    with pytest.raises(ValueError, match="96"):
        key_specification(VaultKeys(b"\1" * 31, b"\2" * 16))


def test_without_its_key_the_file_is_no_database(folder: Path) -> None:
    connection = sqlcipher.connect(str(folder / VAULT_FILE))
    with pytest.raises(sqlcipher.DatabaseError):
        connection.execute("SELECT count(*) FROM family")
    connection.close()


def test_two_connections_cannot_write_even_past_our_own_lock(made: Made, folder: Path) -> None:
    one = connect(folder / VAULT_FILE, made.keys)
    one.execute("SELECT count(*) FROM family").fetchone()
    with pytest.raises(sqlcipher.OperationalError, match="locked"):
        connect(folder / VAULT_FILE, made.keys)
    one.close()


def test_no_shared_memory_file_appears(made: Made, folder: Path) -> None:
    connection = connect(folder / VAULT_FILE, made.keys)
    connection.execute("PRAGMA user_version = 1")
    assert not list(folder.glob("*-shm"))
    assert read_pragma(connection, "no_such_pragma") == ""
    connection.close()
