import json
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.store import kdf, records
from thinkfamily_desktop.store.disk import write_whole
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.kdf import FLOOR, TARGET, KdfSettings, calibrate, derive
from thinkfamily_desktop.store.keyfile import COPIES, KeyFile, read_copies, write_copies
from thinkfamily_desktop.store.slots import Slot, VaultKeys, open_with_passphrase, passphrase_slot
from thinkfamily_desktop.store.vault import create_store, is_practice, open_store


def code_of(folder: Path, passphrase: str = made_up.PASSPHRASE) -> str:
    with pytest.raises(StoreError) as refused:
        open_store(folder, passphrase)
    return refused.value.code


@pytest.mark.parametrize("name", COPIES)
def test_every_flipped_byte_is_noticed_and_the_other_copy_serves(folder: Path, name: str) -> None:
    whole, best = (folder / name).read_bytes(), read_copies(folder).best
    for place in range(len(whole)):
        for bit in (1, 128):
            flipped = bytearray(whole)
            flipped[place] ^= bit
            (folder / name).write_bytes(flipped)
            copies = read_copies(folder)
            assert copies.best == best, f"byte {place}"
            assert copies.to_mend == (name,), f"byte {place}"
    assert len(whole) > 500


@pytest.mark.parametrize("keep", [0, 1, 40, 200, -1])
def test_a_copy_cut_short_is_noticed(folder: Path, keep: int) -> None:
    file = folder / COPIES[0]
    file.write_bytes(file.read_bytes()[:keep])
    assert read_copies(folder).to_mend == (COPIES[0],)


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("gone", [True, False])
def test_a_store_opens_from_one_copy_and_mends_the_other(made: Made, folder: Path, name: str, gone: bool) -> None:
    whole = (folder / name).read_bytes()
    if gone:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(whole[:100])
    store = open_store(folder, made_up.PASSPHRASE)
    assert [notice.code for notice in store.notices] == ["store.note_keys_mended"]
    store.close().result()
    assert (folder / name).read_bytes() == whole


@pytest.mark.long
def test_a_store_opens_whichever_byte_of_a_key_file_is_flipped(made: Made, folder: Path) -> None:
    started, opened = time.monotonic(), 0
    for name in COPIES:
        whole = (folder / name).read_bytes()
        for place in range(len(whole)):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << place % 8
            (folder / name).write_bytes(flipped)
            vault = made.open(folder)
            assert [notice.code for notice in vault.notices] == ["store.note_keys_mended"], f"byte {place} of {name}"
            assert records.read_answers(vault.writer.connection, made.family.id, made.work.id) == made_up.ANSWERS
            vault.close()
            assert (folder / name).read_bytes() == whole, f"byte {place} of {name} was mended"
            opened += 1
    print(f"{opened} bytes of two key files flipped, {opened} opened, {time.monotonic() - started:.0f} s")  # noqa: T201


def test_the_later_copy_wins(folder: Path) -> None:
    best = read_copies(folder).best
    older = (folder / COPIES[0]).read_bytes()
    newer = write_copies(folder, replace(best, app="2.0"))
    (folder / COPIES[0]).write_bytes(older)  # killed between the first copy and the second, the other way round
    copies = read_copies(folder)
    assert (copies.best, copies.to_mend) == (newer, (COPIES[0],))
    assert newer.sequence == best.sequence + 1


def test_both_copies_damaged_or_missing_say_so_and_nothing_changes(folder: Path) -> None:
    for name in COPIES:
        (folder / name).write_bytes(b"not a key file at all, but long enough to be looked at")
    before = made_up.contents(folder)
    assert code_of(folder) == "store.keys_damaged"
    assert made_up.contents(folder) == before
    for name in COPIES:
        (folder / name).unlink()
    assert code_of(folder) == "store.keys_missing"
    assert not any((folder / name).exists() for name in COPIES)


def test_an_empty_key_file_is_a_damaged_one(folder: Path) -> None:
    for name in COPIES:
        (folder / name).write_bytes(b"")
    assert code_of(folder) == "store.keys_damaged"


def test_a_newer_key_file_is_left_alone(folder: Path) -> None:
    newer = read_copies(folder).best
    raw = newer.to_bytes().replace(b"THINKFAMILY KEYS 1", b"THINKFAMILY KEYS 2")
    import hashlib

    first, _, body, _ = raw.split(b"\n")
    checksum = hashlib.sha256(first + b"\n" + body).hexdigest().encode()
    (folder / COPIES[1]).write_bytes(b"\n".join((first, checksum, body, b"")))
    before = made_up.contents(folder)
    assert code_of(folder) == "store.newer"
    assert made_up.contents(folder) == before


def rewritten(keys: KeyFile, **parameters: str | int) -> KeyFile:
    """The key file with altered parameters and a checksum that fits: what somebody with an editor could make."""
    slot = keys.slots[0]
    return replace(keys, slots=(replace(slot, parameters={**slot.parameters, **parameters}),))


@pytest.mark.parametrize(
    ("altered", "code"),
    [
        ({"memory_kib": 8}, "store.kdf_weak"),
        ({"passes": 1}, "store.kdf_weak"),
        ({"lanes": 0}, "store.kdf_weak"),
        ({"memory_kib": 65 * 1024}, "store.wrong_passphrase"),
        ({"passes": 4}, "store.wrong_passphrase"),
        ({"lanes": 2}, "store.wrong_passphrase"),
        ({"name": "argon2i"}, "store.wrong_passphrase"),
        ({"version": 16}, "store.wrong_passphrase"),
        ({"salt": "AAAAAAAAAAAAAAAAAAAAAA=="}, "store.wrong_passphrase"),
        ({"added": 1}, "store.wrong_passphrase"),
        ({"salt": "short"}, "store.keys_damaged"),
        ({"memory_kib": 2**31}, "store.keys_damaged"),
        ({"memory_kib": "much"}, "store.keys_damaged"),
    ],
)
def test_altered_parameters_never_open(folder: Path, altered: dict[str, str | int], code: str) -> None:
    write_copies(folder, rewritten(read_copies(folder).best, **altered))
    before = made_up.contents(folder)
    assert code_of(folder) == code
    assert made_up.contents(folder) == before


@pytest.mark.parametrize(
    "altered", [{"practice": True}, {"vault": "00" * 16}], ids=["made a practice store", "given another id"]
)
def test_what_the_file_says_of_its_store_cannot_be_altered(folder: Path, altered: dict[str, object]) -> None:
    write_copies(folder, replace(read_copies(folder).best, **altered))  # type: ignore[arg-type]
    assert code_of(folder) == "store.wrong_passphrase"


def test_a_slot_cannot_be_moved_to_another_or_renamed(made: Made, folder: Path) -> None:
    keys = read_copies(folder).best
    for altered in ({"id": "other"}, {"kind": "recovery"}, {"made": "2020"}, {"nonce": b"\0" * 12}, {"nonce": b""}):
        slot = replace(keys.slots[0], **altered)
        write_copies(folder, replace(keys, slots=(slot,)))
        assert code_of(folder) == "store.wrong_passphrase"


def test_slots_of_a_kind_not_known_here_are_kept(folder: Path) -> None:
    keys = read_copies(folder).best
    later = Slot("smart-card", "0123", "2027-01-01", {"reader": "any", "number": 7}, b"n", b"s")
    write_copies(folder, replace(keys, slots=(later, *keys.slots)))
    store = open_store(folder, made_up.PASSPHRASE)
    store.close().result()
    assert read_copies(folder).best.slots == (later, *keys.slots)


def test_a_wrong_passphrase_says_so_and_changes_nothing(folder: Path) -> None:
    before = made_up.contents(folder)
    assert code_of(folder, "another passphrase") == "store.wrong_passphrase"
    assert code_of(folder, "") == "store.wrong_passphrase"
    assert made_up.contents(folder) == before


def test_an_accent_typed_on_another_keyboard_is_the_same_accent() -> None:
    assert derive("caf\u00e9", b"\0" * 16, FLOOR) == derive("cafe\u0301", b"\0" * 16, FLOOR)


def test_nothing_below_the_floor_is_made_or_opened(tmp_path: Path) -> None:
    for weak in (KdfSettings(64 * 1024 - 1, 3, 4), KdfSettings(64 * 1024, 2, 4)):
        for practice in (True, False):
            with pytest.raises(StoreError) as refused:
                create_store(tmp_path / "vault", "passphrase", practice=practice, kdf=weak)
            assert refused.value.code == "store.kdf_weak"
    assert not (tmp_path / "vault").exists()


@pytest.mark.parametrize(
    ("per_mebibyte", "chosen"), [(0.001, TARGET.memory_kib), (0.008, 128 * 1024), (0.02, 64 * 1024), (9.0, 64 * 1024)]
)
def test_a_slower_laptop_gets_less_but_never_below_the_floor(per_mebibyte: float, chosen: int) -> None:
    settings = calibrate(lambda tried: tried.memory_kib / 1024 * per_mebibyte)
    assert (settings.memory_kib, settings.passes, settings.lanes) == (chosen, 3, 4)


def test_a_laptop_is_really_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kdf, "TARGET", FLOOR)
    assert calibrate() == FLOOR


def test_each_slot_seals_alone() -> None:
    keys = VaultKeys.fresh()
    slots = tuple(passphrase_slot(keys, words, FLOOR, "v", False) for words in ("one", "two"))
    for words in ("one", "two"):
        assert open_with_passphrase(slots, words, "v", False) == keys
    assert repr(keys) == "VaultKeys(…)"


def test_a_practice_store_is_known_without_its_passphrase(folder: Path, tmp_path: Path) -> None:
    assert not is_practice(folder)
    assert not is_practice(tmp_path / "nowhere")
    create_store(tmp_path / "practice", "practice made up family only", practice=True).close().result()
    assert is_practice(tmp_path / "practice")
    assert read_copies(tmp_path / "practice").best.slots[0].parameters["memory_kib"] == FLOOR.memory_kib


def test_the_file_holds_no_passphrase_and_no_key(made: Made, folder: Path) -> None:
    raw = (folder / COPIES[0]).read_bytes()
    for secret in (made.keys.data_key, made.keys.data_key.hex().encode(), made_up.PASSPHRASE.encode()):
        assert secret not in raw
    body = json.loads(raw.split(b"\n")[2])
    assert body.keys() == {"vault", "practice", "made", "app", "sequence", "initialised", "slots"}


def test_a_write_that_fails_leaves_the_old_file_and_no_scraps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "keys.a"
    write_whole(file, b"old")

    def fail(_: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        write_whole(file, b"new")
    assert made_up.contents(tmp_path) == {"keys.a": b"old"}
