from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.ids import FamilyId, new_id
from thinkfamily_desktop.domain.records import Place
from thinkfamily_desktop.store.backup import take_apart
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.opening import VAULT_FILE
from thinkfamily_desktop.store.slots import VaultKeys
from thinkfamily_desktop.store.vault import VaultStore

PAGE, RESERVE = 4096, 80  # of each page, 16 bytes of initialisation vector and 64 of seal
WORDS = "SECRETheronfeather"


def decrypted(vault: Path, keys: VaultKeys) -> bytes:
    """Every page of the database in plain text, unused ones included: what secure_delete must have cleared."""
    raw = vault.read_bytes()
    plain = []
    for start in range(0, len(raw), PAGE):
        page = raw[start + (16 if start == 0 else 0) : start + PAGE]
        vector = page[-RESERVE : -RESERVE + 16]
        reader = Cipher(algorithms.AES(keys.data_key), modes.CBC(vector)).decryptor()
        plain.append(reader.update(page[:-RESERVE]) + reader.finalize())
    return b"".join(plain)


def fill(store: VaultStore, made: Made) -> None:
    """The words in every place, short and long, written over several times."""
    for number in range(30):
        words = made_up.said(f"{WORDS} {number} " * (1 + number % 4 * 400))
        store.save(made_up.save(made.family, made.work, {made_up.MOOD: words}, field_visited=made_up.MOOD)).result()
    store.save(
        made_up.save(
            made.family,
            made.work,
            {},
            facts={made_up.NAME: Answer(value=WORDS)},
            notes=(made_up.note(WORDS),),
            raised=(made_up.alert(),),
            card=made_up.card(WORDS, WORDS),
        )
    ).result()
    store.sign(made.work.id, made_up.signed(made.family, {made_up.MOOD: Answer(value=WORDS)})).result()
    store.register_export(made_up.export(made.family, made.work)).result()
    store.remember_place(Place(made.family.id, made.work.id)).result()


@pytest.fixture
def erased(made: Made, open_copy: Callable[[], VaultStore]) -> VaultStore:
    store = open_copy()
    fill(store, made)
    store.upkeep.erase_family(made.family.id, made_up.WORKER.id, "the Trust's record", "2026-11-20").result()
    return store


def test_no_word_of_an_erased_family_is_in_any_page_and_before_it_was(
    made: Made, folder: Path, open_copy: Callable[[], VaultStore]
) -> None:
    store = open_copy()
    fill(store, made)
    store.close().result()
    vault = folder / VAULT_FILE
    assert decrypted(vault, made.keys).count(WORDS.encode()) > 100
    store = open_copy()
    store.upkeep.erase_family(made.family.id, made_up.WORKER.id, "the Trust's record", "2026-11-20").result()
    store.close().result()
    plain = decrypted(vault, made.keys)
    assert WORDS.encode() not in plain
    assert WORDS.lower().encode() not in plain
    assert b"Trust's record" in plain


def test_an_erased_family_is_nowhere_and_the_journal_says_so(made: Made, erased: VaultStore) -> None:
    assert erased.caseload().result() == ()
    assert erased.search(WORDS).result() == frozenset()
    assert erased.place().result() == Place()
    for future in (erased.family(made.family.id), erased.assessment(made.work.id)):
        with pytest.raises(StoreError):
            future.result()
    *before, last = erased.journal(made.family.id).result()
    assert [dict(line.content) for line in before] == [{}] * len(before)
    assert last.kind == "family-erased"
    assert last.content["kept_in"] == "the Trust's record"
    assert last.content["lines"] == len(before)
    report = erased.verify_chain().result()
    assert (report.verifies, report.erased) == (True, len(before))
    assert erased.next_reference(2026).result() == "TF-2026-0002"


def test_another_family_stays_whole(made: Made, open_copy: Callable[[], VaultStore]) -> None:
    store = open_copy()
    other = made_up.family("TF-2026-0002")
    store.new_family(other, made_up.card("Other"), made_up.WORKER.id).result()
    work = made_up.assessment(other)
    store.new_assessment(work, made_up.WORKER.id).result()
    store.save(made_up.save(other, work, made_up.ANSWERS)).result()
    lines = store.journal(other.id).result()
    store.upkeep.erase_family(made.family.id, made_up.WORKER.id, "record", "2026-11-20").result()
    assert store.family(other.id).result() == other
    assert store.assessment(work.id).result().answers == made_up.ANSWERS
    assert store.journal(other.id).result() == lines
    assert [line.id for line in store.caseload().result()] == [other.id]


def test_a_backup_made_afterwards_holds_nothing_and_an_older_one_is_named(
    made: Made, open_copy: Callable[[], VaultStore], tmp_path: Path
) -> None:
    store = open_copy()
    assert store.upkeep.copies_until() is None
    fill(store, made)
    older = store.upkeep.back_up().result()
    assert store.upkeep.copies_until() == older.made + timedelta(days=35)
    store.upkeep.erase_family(made.family.id, made_up.WORKER.id, "record", "2026-11-20").result()
    newer = store.upkeep.back_up().result()
    found = {}
    for backup in (older, newer):
        to = tmp_path / backup.path.stem
        to.mkdir()
        take_apart(backup.path, to)
        found[backup.path] = WORDS.encode() in decrypted(to / VAULT_FILE, made.keys)
    assert found == {older.path: True, newer.path: False}


def test_nobody_can_be_erased_twice_or_unknown(made: Made, erased: VaultStore) -> None:
    for family in (made.family.id, FamilyId(new_id())):
        with pytest.raises(StoreError) as told:
            erased.upkeep.erase_family(family, made_up.WORKER.id, "record", "2026-11-20").result()
        assert told.value.code == "store.not_here"
    assert erased.verify_chain().result().verifies


def test_content_that_goes_without_being_erased_breaks_the_chain(made: Made, store: VaultStore) -> None:
    connection = store._vault.writer.connection
    store._thread.submit(
        lambda: connection.execute("DELETE FROM journal_content WHERE family = ?", (made.family.id,)).fetchall()
    ).result()
    assert not store.verify_chain().result().verifies
