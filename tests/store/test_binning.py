"""What is taken out of sight can be put back as it was, until it is erased; and so can what a worker removed."""

from collections.abc import Callable

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.records import Save
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.vault import VaultStore


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as told:
        work()
    return told.value.code


def test_a_family_in_the_bin_is_out_of_sight_and_comes_back_whole(
    made: Made, open_copy: Callable[[], VaultStore]
) -> None:
    store, family, by = open_copy(), made.family.id, made_up.WORKER.id
    before = store.caseload().result()
    store.upkeep.put_in_bin(family, by).result()
    assert store.caseload().result() == ()
    assert store.search("adeb").result() == frozenset()
    (binned,) = store.upkeep.bin().result()
    assert (binned.family, binned.name, binned.assessment, binned.by) == (family, "Grace Adébáyò", None, by)
    assert code_of(store.upkeep.put_in_bin(family, by).result) == "store.not_here"
    store.close().result()
    store = open_copy()
    store.upkeep.take_out_of_bin(family, by).result()
    assert store.caseload().result() == before
    assert store.search("adeb").result() == {family}
    assert store.assessment(made.work.id).result().answers == made_up.ANSWERS
    kinds = [line.kind for line in store.journal(family).result()]
    assert kinds[-2:] == ["put-in-bin", "taken-out"]
    assert code_of(store.upkeep.take_out_of_bin(family, by).result) == "store.not_here"


def test_one_piece_of_work_goes_and_comes_back_without_its_family(made: Made, store: VaultStore) -> None:
    family, by = made.family.id, made_up.WORKER.id
    store.upkeep.put_in_bin(family, by, made.work.id).result()
    assert store.assessments(family).result() == ()
    assert len(store.caseload().result()) == 1
    store.upkeep.take_out_of_bin(family, by, made.work.id).result()
    assert [work.id for work in store.assessments(family).result()] == [made.work.id]


def test_what_is_in_the_bin_can_be_erased(made: Made, store: VaultStore) -> None:
    store.upkeep.put_in_bin(made.family.id, made_up.WORKER.id).result()
    store.upkeep.erase_family(made.family.id, made_up.WORKER.id, "the Trust's record", "2026-11-20").result()
    assert store.upkeep.bin().result() == ()
    assert store.verify_chain().result().verifies


def test_a_person_removed_with_all_that_was_said_of_them_comes_back(made: Made, store: VaultStore) -> None:
    family, by = made.family, made_up.WORKER.id
    facts = dict.fromkeys(family.facts)
    gone = Save(
        family.id, by, made_up.NOW, made.work.id, facts=facts, answers={made_up.BECAUSE: None}, people=(made_up.GRACE,)
    )
    store.save(gone).result()
    assert store.family(family.id).result().people == (made_up.GRACE,)
    line = store.journal(family.id).result()[-1]
    store.upkeep.put_back(family.id, line.seq, by).result()
    assert store.family(family.id).result() == family
    assert store.assessment(made.work.id).result().answers == made_up.ANSWERS
    assert store.verify_chain().result().verifies
    assert code_of(store.upkeep.put_back(family.id, line.seq, by).result) == "store.nothing_to_put_back"


def test_what_was_changed_again_since_is_left_alone(made: Made, store: VaultStore) -> None:
    def say(words: str) -> None:
        save = made_up.save(made.family, made.work, {made_up.MOOD: Answer(value=words)}, field_visited=made_up.MOOD)
        store.save(save).result()

    say("one")
    store.save(made_up.save(made.family, made.work, {made_up.BECAUSE: None})).result()
    line = store.journal(made.family.id).result()[-2]
    say("two")
    put_back = store.upkeep.put_back(made.family.id, line.seq, made_up.WORKER.id)
    assert code_of(put_back.result) == "store.nothing_to_put_back"
    assert store.assessment(made.work.id).result().answers[made_up.MOOD].value == "two"
    assert code_of(store.upkeep.put_back(made.family.id, 10_000, made_up.WORKER.id).result) == "store.not_here"
