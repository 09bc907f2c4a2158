"""The export register on a real disk: found by hash and by check code, and what became of each copy is kept."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.records import Acknowledged, FiledReturn, Receipt, Sent
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.vault import VaultStore

SENT = Sent(made_up.LATER, "post", made_up.WORKER.id, to="Duty desk")


def test_what_became_of_a_copy_is_kept_and_stands_in_the_journal(
    open_copy: Callable[[], VaultStore], made: Made
) -> None:
    store = open_copy()
    store.register_export(made_up.export(made.family, made.work)).result()
    [export] = store.register(made.family.id).result()
    sent = replace(export, sent=SENT)
    known = replace(sent, acknowledged=Acknowledged(made_up.LATER, "J. Hart", made_up.WORKER.id))
    store.note_export(sent).result()
    store.note_export(known).result()
    kinds = [line.kind for line in store.journal(made.family.id).result()]
    assert kinds[-3:] == ["exported", "sent", "acknowledged"]
    assert store.verify_chain().result().verifies
    store.close().result()
    assert open_copy().register(made.family.id).result() == (known,)


def test_the_caseload_knows_since_when_a_sent_copy_waits_whatever_else_is_saved(store: VaultStore, made: Made) -> None:
    def waits() -> datetime | None:
        return next(line for line in store.caseload().result() if line.id == made.family.id).card.awaiting_since

    for _ in range(2):
        store.register_export(made_up.export(made.family, made.work)).result()
    second, first = store.register(made.family.id).result()
    assert waits() is None, "saved is not sent"
    later = replace(SENT, at=SENT.at + timedelta(days=1))
    for copy in (replace(first, sent=SENT), replace(second, sent=later)):
        store.note_export(copy).result()
    assert waits() == SENT.at
    store.save(made_up.save(made.family, made.work, {made_up.MOOD: made_up.said("low")})).result()
    assert waits() == SENT.at, "the session does not know of it, and does not take it away"
    known = Acknowledged(made_up.LATER, "J. Hart", made_up.WORKER.id)
    store.note_export(replace(first, sent=SENT, acknowledged=known)).result()
    assert waits() == later.at
    store.note_export(replace(second, sent=later, acknowledged=known)).result()
    assert waits() is None


def test_a_copy_is_found_by_its_hash_first_and_else_by_its_check_code(store: VaultStore, made: Made) -> None:
    first = made_up.export(made.family, made.work)
    second = replace(first, sha256="ef" * 32, reader="school")
    for export in (first, second):
        store.register_export(export).result()
    codes = frozenset({first.check_code, "0000-0000-0000"})
    assert store.find_exports(first.sha256, codes).result() == (first,)
    assert store.find_exports("00" * 32, codes).result() == (second, first)
    assert store.find_exports("00" * 32, frozenset()).result() == ()
    assert store.find_exports("00" * 32, frozenset({"0000-0000-0000"})).result() == ()


def test_a_line_that_is_not_in_the_register_is_not_made_by_noting_it(store: VaultStore, made: Made) -> None:
    never_saved = replace(made_up.export(made.family, made.work), sent=SENT, number=7)
    assert isinstance(_error(store.note_export(never_saved)), StoreError)
    assert store.register(made.family.id).result() == ()


def test_a_filled_copy_comes_back_whole_and_goes_with_its_family(store: VaultStore, made: Made) -> None:
    filed = FiledReturn(
        "review", made.family.id, made.work.id, "TF-2026-0001", 1, "ABCD-EFGH-JKMN", "ab" * 32, made_up.LATER,
        made_up.WORKER.id, agrees=True, answers={"name": "Małgorzata Łęcka", "needed": "一。\nТак."},
        comments=(("child.0", "On: Tunde", f"Ask about swimming. {made_up.CANARY}"),),
    )  # fmt: skip
    store.file_return(filed).result()
    assert store.returns(made.family.id).result() == (filed,)
    store.upkeep.erase_family(made.family.id, made_up.WORKER.id, "Rio", "20 November 2026").result()
    assert store.returns(made.family.id).result() == ()
    assert store.verify_chain().result().verifies


def test_a_copy_of_another_familys_work_is_not_filed(store: VaultStore, made: Made) -> None:
    other = made_up.family("TF-2026-0002")
    store.new_family(other, made_up.card(), made_up.WORKER.id).result()
    filed = FiledReturn(
        "review", other.id, made.work.id, "TF-2026-0002", 1, "", "", made_up.LATER, made_up.WORKER.id
    )  # fmt: skip
    assert isinstance(_error(store.file_return(filed)), ValueError)
    assert store.returns(other.id).result() == ()


def _error(future: Future[Receipt]) -> BaseException | None:
    with pytest.raises(Exception) as raised:  # noqa: PT011  whichever it is, the test looks at it
        future.result()
    return raised.value
