from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.alerts import Withdrawal
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.assessment import AssessmentState
from thinkfamily_desktop.domain.ids import AssessmentId, FamilyId, new_id
from thinkfamily_desktop.domain.records import Place, Save
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.store.errors import StoreError
from thinkfamily_desktop.store.vault import VaultStore, create_store


def code_of(future: object) -> str:
    with pytest.raises(StoreError) as told:
        future.result()  # type: ignore[attr-defined]
    return told.value.code


def test_it_is_the_store_that_sessions_ask_for(store: VaultStore) -> None:
    asked: Store = store
    assert not asked.practice


def test_a_family_comes_back_as_it_was_given(store: VaultStore, made: Made) -> None:
    assert store.family(made.family.id).result() == made.family
    (line,) = store.caseload().result()
    assert (line.id, line.reference, line.card) == (made.family.id, made.family.reference, made_up.card())


def test_the_caseload_has_the_latest_change_first(store: VaultStore, made: Made) -> None:
    second = made_up.family("TF-2026-0002")
    store.new_family(second, made_up.card("Second"), made_up.WORKER.id).result()
    assert [line.id for line in store.caseload().result()] == [second.id, made.family.id]
    store.save(Save(made.family.id, made_up.WORKER.id, made_up.LATER, card=made_up.card("Grace Ade"))).result()
    first, _ = store.caseload().result()
    assert (first.id, first.card.name, first.changed_at) == (made.family.id, "Grace Ade", made_up.LATER)


def test_references_are_counted_and_never_given_twice(store: VaultStore, made: Made) -> None:
    assert store.next_reference(2026).result() == "TF-2026-0002"
    assert store.next_reference(2027).result() == "TF-2027-0001"
    taken = made_up.family(made.family.reference)
    future = store.new_family(taken, made_up.card(), made_up.WORKER.id)
    assert code_of(future) == "store.reference_taken"
    assert len(store.caseload().result()) == 1


def test_an_assessment_comes_back_as_it_was_given(store: VaultStore, made: Made) -> None:
    work = replace(
        made_up.assessment(made.family),
        follows=made.work.id,
        answers=made_up.ANSWERS,
        raised=(made_up.alert(),),
        finished_sections=frozenset({"mood/family/"}),
        notes=(made_up.note("first"), made_up.note("second")),
        versions=(made_up.signed(made.family, made_up.ANSWERS),),
    )
    store.new_assessment(work, made_up.WORKER.id).result()
    assert store.assessment(work.id).result() == work
    summaries = store.assessments(made.family.id).result()
    assert [(line.id, line.version, line.reference) for line in summaries] == [
        (work.id, 1, made.family.reference),
        (made.work.id, 0, made.family.reference),
    ]


def test_one_save_writes_everything_it_holds(store: VaultStore, made: Made) -> None:
    withdrawn = replace(made_up.alert(), withdrawn=Withdrawal(made_up.LATER, made_up.WORKER.id, "wrong child"))
    for alert in (made_up.alert(), withdrawn):
        store.save(
            Save(
                made.family.id,
                made_up.WORKER.id,
                made_up.LATER,
                made.work.id,
                facts={made_up.NAME: None},
                answers={made_up.MOOD: None, made_up.BECAUSE: Answer(value=True)},
                people=(made_up.GRACE,),
                raised=(alert,),
                state=AssessmentState.READY,
                finished_sections=frozenset({"a/family/"}),
                notes=(made_up.note("kept"),),
            )
        ).result()
    work = store.assessment(made.work.id).result()
    family = store.family(made.family.id).result()
    assert work.answers == {made_up.BECAUSE: Answer(value=True)}
    assert work.raised == (withdrawn,)
    assert (work.state, work.finished_sections) == (AssessmentState.READY, frozenset({"a/family/"}))
    assert [note.text for note in work.notes] == ["kept"]
    assert work.changed_at == made_up.LATER
    assert (family.people, made_up.NAME in family.facts, len(family.facts)) == ((made_up.GRACE,), False, 1)


def test_the_order_in_which_alerts_were_raised_is_kept(store: VaultStore, made: Made) -> None:
    first = made_up.alert()
    second = replace(first, key=first.key._replace(rule="A02"))  # type: ignore[arg-type]
    for alert in (second, first, second):
        store.save(made_up.save(made.family, made.work, {}, raised=(alert,))).result()
    assert store.assessment(made.work.id).result().raised == (second, first)


def test_a_signed_version_is_for_good(store: VaultStore, made: Made) -> None:
    version = made_up.signed(made.family, made_up.ANSWERS)
    store.sign(made.work.id, version).result()
    store.save(made_up.save(made.family, made.work, {made_up.MOOD: None}, state=AssessmentState.DRAFT)).result()
    with pytest.raises(ValueError, match="next version"):
        store.sign(made.work.id, version).result()
    store.sign(made.work.id, replace(version, number=2)).result()
    work = store.assessment(made.work.id).result()
    assert (work.versions, work.state) == ((version, replace(version, number=2)), AssessmentState.SIGNED)
    connection = store._vault.writer.connection
    with pytest.raises(sqlcipher.IntegrityError, match="never changes"):
        store._thread.submit(lambda: connection.execute("UPDATE signed_version SET content = x'00'")).result()


def test_another_familys_work_cannot_be_written_through_this_one(store: VaultStore, made: Made) -> None:
    other = made_up.family("TF-2026-0002")
    store.new_family(other, made_up.card("Other"), made_up.WORKER.id).result()
    with pytest.raises(ValueError, match="another family"):
        store.save(made_up.save(other, made.work, {made_up.MOOD: Answer(value="strayed")})).result()
    with pytest.raises(ValueError, match="another family"):
        store.register_export(made_up.export(other, made.work)).result()
    with pytest.raises(ValueError, match="next version"):
        store.sign(made.work.id, made_up.signed(other, {})).result()
    assert store.assessment(made.work.id).result().answers == made_up.ANSWERS
    assert store.exports(made.work.id).result() == ()


def test_answers_need_an_assessment(store: VaultStore, made: Made) -> None:
    with pytest.raises(ValueError, match="names none"):
        store.save(Save(made.family.id, made_up.WORKER.id, made_up.NOW, answers=made_up.ANSWERS)).result()


def test_what_is_not_here_is_said(store: VaultStore, made: Made) -> None:
    nowhere = replace(made.family, id=FamilyId(new_id()))
    gone = replace(made.work, id=AssessmentId(new_id()))
    for future in (
        store.family(nowhere.id),
        store.assessment(gone.id),
        store.form_text("00"),
        store.save(made_up.save(made.family, gone, {made_up.MOOD: Answer(value="x")})),
        store.save(Save(nowhere.id, made_up.WORKER.id, made_up.NOW)),
        store.sign(gone.id, made_up.signed(made.family, {})),
        store.new_assessment(replace(made_up.assessment(nowhere)), made_up.WORKER.id),
    ):
        assert code_of(future) == "store.not_here"


def test_the_worker_the_forms_and_the_place_are_kept(store: VaultStore, made: Made) -> None:
    assert store.worker().result() == made_up.WORKER
    text = '{"form": "café 🌳"}'
    ref = replace(made_up.FORM, sha256="ef" * 32)
    store.keep_form(ref, text).result()
    store.keep_form(ref, "never written over").result()
    assert store.form_text(ref.sha256).result() == text
    assert store.place().result() == Place()
    place = Place(made.family.id, made.work.id, "mood", made_up.TUNDE, made_up.BECAUSE, visit=True)
    store.remember_place(place).result()
    assert store.place().result() == place


def test_exports_are_registered_latest_first(store: VaultStore, made: Made) -> None:
    first = made_up.export(made.family, made.work)
    second = replace(first, reader="school", password=True, answers=12)
    store.register_export(first).result()
    store.register_export(second).result()
    assert store.exports(made.work.id).result() == (second, first)


def test_a_new_store_knows_nobody(tmp_path: Path) -> None:
    store = create_store(tmp_path / "vault", "practice made up family only", practice=True)
    assert (store.practice, store.worker().result(), store.caseload().result()) == (True, None, ())
    assert store.verify_chain().result().verifies
    real = store.new_family(made_up.family(), made_up.card(), made_up.WORKER.id)
    assert code_of(real) == "store.practice_only"
    made_up_one = made_up.family(practice=True)
    store.new_family(made_up_one, made_up.card(), made_up.WORKER.id).result()
    assert store.family(made_up_one.id).result() == made_up_one
    store.close().result()


def test_a_made_up_family_stays_out_of_a_real_store(store: VaultStore) -> None:
    future = store.new_family(made_up.family("TF-2026-0009", practice=True), made_up.card(), made_up.WORKER.id)
    assert code_of(future) == "store.no_practice"
