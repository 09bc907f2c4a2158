"""A keyed connection whose every setting was set, read back and found right: a misspelt PRAGMA says nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher
from sqlcipher3.dbapi2 import Connection

from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.slots import VaultKeys

APPLICATION_ID = 0x54464456  # "TFDV"
_OLDEST_CIPHER = (4, 6)


@dataclass(frozen=True, slots=True)
class Setting:
    """One PRAGMA: what is asked for (None: only read), and what must then be read back."""

    name: str
    asked: str | None
    read_back: str


BEFORE_THE_KEY = (
    Setting("cipher_log_level", "NONE", "NONE"),  # SQLCipher writes its errors to standard error otherwise
    Setting("cipher_memory_security", "ON", "1"),  # SQLite's own buffers are cleared when they are let go
)

AFTER_THE_KEY = (
    Setting("locking_mode", "EXCLUSIVE", "exclusive"),  # before WAL, so that there is no -shm file
    Setting("auto_vacuum", "NONE", "0"),  # with any other, SQLCipher takes a zeroed page for a good one
    Setting("journal_mode", "WAL", "wal"),
    Setting("synchronous", "FULL", "2"),  # NORMAL loses acknowledged work when the power fails
    Setting("temp_store", "MEMORY", "2"),  # FILE writes what people said to disk in plain text
    Setting("foreign_keys", "ON", "1"),
    Setting("secure_delete", "ON", "1"),
    Setting("trusted_schema", "OFF", "0"),
    Setting("cell_size_check", "ON", "1"),
    Setting("mmap_size", "0", "0"),
    Setting("wal_autocheckpoint", "200", "200"),
    Setting("cipher_page_size", None, "4096"),
    Setting("cipher_use_hmac", None, "1"),
    Setting("cipher_hmac_algorithm", None, "HMAC_SHA512"),
    Setting("cipher_plaintext_header_size", None, "0"),
    Setting("cipher_status", None, "1"),
)

SETTINGS = BEFORE_THE_KEY + AFTER_THE_KEY


def connect(path: Path, keys: VaultKeys, settings: Sequence[Setting] = SETTINGS) -> Connection:
    """Open the database file, which must be there already: an empty one becomes a new store.

    Raises StoreError when a setting is not what it must be, and whatever SQLite raises when the file is not ours.
    """
    before = {setting.name for setting in BEFORE_THE_KEY}
    connection = sqlcipher.connect(str(path), isolation_level=None, timeout=0, cached_statements=256)
    try:
        _apply(connection, [setting for setting in settings if setting.name in before])
        connection.set_key(key_specification(keys))
        _apply(connection, [setting for setting in settings if setting.name not in before])
        _check_cipher(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def key_specification(keys: VaultKeys) -> bytes:
    """The raw key and salt as SQLCipher takes them. Checked: anything malformed silently becomes a passphrase."""
    digits = (keys.data_key + keys.salt).hex()
    if len(digits) != 96:
        raise ValueError("a key specification has 96 hexadecimal digits")
    return f"x'{digits}'".encode("ascii")


def read_pragma(connection: Connection, name: str) -> str:
    """The value of a PRAGMA as text, or nothing when it has none."""
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return "" if row is None else str(row[0])


def _apply(connection: Connection, settings: Sequence[Setting]) -> None:
    for setting in settings:
        if setting.asked is not None:
            connection.execute(f"PRAGMA {setting.name} = {setting.asked}").fetchall()
        if read_pragma(connection, setting.name) != setting.read_back:
            raise StoreError("store.setting_refused", setting=setting.name)


def _check_cipher(connection: Connection) -> None:
    found = re.match(r"(\d+)\.(\d+)", read_pragma(connection, "cipher_version"))
    if found is None or (int(found[1]), int(found[2])) < _OLDEST_CIPHER:
        raise StoreError("store.setting_refused", setting="cipher_version")
