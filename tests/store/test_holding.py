"""While a legal hold stands its family cannot be erased, and copies of the store are kept; lifting it ends both."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.ids import FamilyId
from thinkfamily_desktop.store.backup import Backup, to_keep
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.holding import Hold
from thinkfamily_desktop.store.quarantine import keep_aside, kept_aside
from thinkfamily_desktop.store.vault import VaultStore

BY = made_up.WORKER


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as told:
        work()
    return told.value.code


def hold(family: FamilyId) -> Hold:
    return Hold(family, "Inquest", BY.id, BY.name, made_up.NOW)


def erase(store: VaultStore, family: FamilyId) -> None:
    store.upkeep.erase_family(family, BY.id, "the Trust's record", "2026-11-20").result()


def test_a_held_family_is_not_erased_and_the_refusal_says_who_set_it_and_when(made: Made, store: VaultStore) -> None:
    family = made.family.id
    store.upkeep.hold(hold(family)).result()
    store.upkeep.put_in_bin(family, BY.id).result()
    with pytest.raises(StoreError) as told:
        erase(store, family)
    assert told.value.code == "store.held"
    assert told.value.parameters["name"] == BY.name
    assert str(made_up.NOW.year) in str(told.value.parameters["day"])
    assert "Inquest" not in str(told.value.parameters.values()), "why is nobody's business but theirs"
    assert store.assessment(made.work.id).result().answers == made_up.ANSWERS, "nothing of it went"
    store.upkeep.lift_hold(family, BY.id, "Our lead").result()
    erase(store, family)
    assert store.caseload().result() == ()


def test_a_hold_is_there_after_the_next_opening_and_the_journal_says_both(
    made: Made, open_copy: Callable[[], VaultStore]
) -> None:
    store, family = open_copy(), made.family.id
    store.upkeep.hold(hold(family)).result()
    assert code_of(store.upkeep.hold(hold(family)).result) == "store.held"
    store.close().result()
    store = open_copy()
    assert store.upkeep.holds().result() == (hold(family),)
    store.upkeep.lift_hold(family, BY.id, "Our lead").result()
    assert code_of(store.upkeep.lift_hold(family, BY.id, "Our lead").result) == "store.not_held"
    held, lifted = store.journal(family).result()[-2:]
    assert (held.kind, held.worker, held.content["why"], held.content["name"]) == ("held", BY.id, "Inquest", BY.name)
    assert (lifted.kind, lifted.worker, lifted.content["why"]) == ("hold-lifted", BY.id, "Our lead")
    assert store.verify_chain().result().verifies


def test_somebody_who_is_not_here_cannot_be_held(store: VaultStore) -> None:
    assert code_of(store.upkeep.hold(hold(FamilyId("nobody"))).result) == "store.not_here"


NOW = datetime(2026, 11, 22, tzinfo=UTC)
DAILY = tuple(Backup(Path(f"{day}"), NOW - timedelta(days=day), 1000 - day) for day in range(200))


def test_copies_from_before_the_hold_stay_and_of_later_ones_one_a_week() -> None:
    since = NOW - timedelta(days=100)
    usual, kept = to_keep(DAILY, NOW), to_keep(DAILY, NOW, since)
    before = {copy.path for copy in DAILY if copy.made <= since}
    assert before <= kept
    assert not before & usual, "the control: without a hold they go"
    assert usual <= kept
    weeks = {copy.made.isocalendar()[:2] for copy in DAILY if copy.path in kept}
    assert weeks == {copy.made.isocalendar()[:2] for copy in DAILY}
    assert len(kept - before) < 40, "and the disk does not fill"


@pytest.mark.parametrize("held", [True, False])
def test_files_kept_aside_stay_as_long_as_a_hold_stands(made: Made, store: VaultStore, held: bool) -> None:
    keep_aside(store.folder, made_up.NOW - timedelta(days=400))
    if held:
        store.upkeep.hold(hold(made.family.id)).result()
    store.upkeep.back_up().result()
    assert len(kept_aside(store.folder)) == int(held)


def test_new_keys_wait_for_the_hold_because_they_remove_older_backups(
    made: Made, open_copy: Callable[[], VaultStore]
) -> None:
    store = open_copy()
    made_before = store.upkeep.back_up().result()
    store.upkeep.hold(hold(made.family.id)).result()
    rotate = store.upkeep.rotate(made_up.PASSPHRASE, "four other words here", None, BY.id)
    assert code_of(rotate.result) == "store.held_rotate"
    assert made_before.path.exists()
