from pathlib import Path

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.store.checking import store_check
from thinkfamily_desktop.store.connection import connect
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.keyfile import COPIES
from thinkfamily_desktop.store.opening import VAULT_FILE


def test_a_sound_store_is_called_sound(folder: Path) -> None:
    report = store_check(folder, made_up.PASSPHRASE)
    assert (report.sound, report.notices, report.families) == (True, (), 1)
    assert report.lines > 5
    assert report.seq >= report.lines


def test_a_repair_is_said_and_the_store_is_sound(folder: Path) -> None:
    (folder / COPIES[0]).unlink()
    report = store_check(folder, made_up.PASSPHRASE)
    assert report.sound
    assert [notice.code for notice in report.notices] == ["store.note_keys_mended"]


def test_damage_is_told_and_nothing_is_changed(folder: Path) -> None:
    raw = bytearray((folder / VAULT_FILE).read_bytes())
    raw[5000] ^= 1
    (folder / VAULT_FILE).write_bytes(raw)
    before = made_up.contents(folder)
    report = store_check(folder, made_up.PASSPHRASE)
    assert [notice.code for notice in report.damage] == ["store.vault_damaged"]
    assert made_up.contents(folder) == before


@pytest.mark.parametrize(
    ("alteration", "code"),
    [
        ("UPDATE journal_line SET at = '2020' WHERE number = 2", "store.journal_broken"),
        ("UPDATE answer SET family = 'nobody'", "store.vault_damaged"),
    ],
)
def test_an_altered_record_is_damage(made: Made, folder: Path, alteration: str, code: str) -> None:
    connection = connect(folder / VAULT_FILE, made.keys)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute(alteration)
    connection.close()
    report = store_check(folder, made_up.PASSPHRASE)
    assert [notice.code for notice in report.damage] == [code]


def test_what_cannot_be_checked_is_an_error_not_damage(folder: Path, tmp_path: Path) -> None:
    for place, passphrase, code in (
        (folder, "another passphrase", "store.wrong_passphrase"),
        (tmp_path / "nowhere", made_up.PASSPHRASE, "store.none"),
    ):
        with pytest.raises(StoreError) as told:
            store_check(place, passphrase)
        assert told.value.code == code
