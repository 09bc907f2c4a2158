from collections.abc import Callable
from typing import Any

import pytest

from tests.store import made_up
from tests.store.conftest import Made
from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.assessment import AssessmentState
from thinkfamily_desktop.domain.ids import AnswerKey
from thinkfamily_desktop.domain.records import JournalLine, Save
from thinkfamily_desktop.store.history import ChainReport
from thinkfamily_desktop.store.journal import ERASED, Entry
from thinkfamily_desktop.store.vault import VaultStore


def type_in(store: VaultStore, made: Made, key: AnswerKey, *words: str, **more: Any) -> None:
    for said in words:
        answers = {key: Answer(value=said)}
        store.save(made_up.save(made.family, made.work, answers, field_visited=key, **more)).result()


def lines(store: VaultStore, made: Made) -> tuple[JournalLine, ...]:
    return store.journal(made.family.id).result()


def inside(store: VaultStore, *statements: str) -> None:
    """Alter the database behind the journal's back."""
    connection = store._vault.writer.connection

    def alter() -> None:
        for statement in statements:
            connection.execute(statement).fetchall()

    store._thread.submit(alter).result()


def test_a_visit_to_a_field_is_one_line_with_what_was_and_what_is(store: VaultStore, made: Made) -> None:
    before = len(lines(store, made))
    type_in(store, made, made_up.MOOD, "T", "Ti", "Tired")
    assert len(lines(store, made)) == before + 1
    line = lines(store, made)[-1]
    change = line.content["changes"][0]  # type: ignore[index]
    assert change["was"]["gap"] == "declined"
    assert change["now"] == {"value": ["text", "Tired"]}
    assert line.content["sealed_by"] == ""
    assert (line.kind, line.worker, line.assessment) == ("field", made_up.WORKER.id, made.work.id)


def test_another_field_or_leaving_seals_the_line(store: VaultStore, made: Made) -> None:
    before = len(lines(store, made))
    type_in(store, made, made_up.MOOD, "one")
    type_in(store, made, made_up.BECAUSE, "two")
    type_in(store, made, made_up.MOOD, "three")
    store.save(Save(made.family.id, made_up.WORKER.id, made_up.NOW, seal=True)).result()
    type_in(store, made, made_up.MOOD, "four", seal=True)
    sealed = [line.content["sealed_by"] for line in lines(store, made)[before:]]
    assert sealed == ["next", "next", "left", "left"]


def test_closing_seals_the_line(open_copy: Callable[[], VaultStore], made: Made) -> None:
    store = open_copy()
    type_in(store, made, made_up.MOOD, "half a word")
    store.close().result()
    assert lines(open_copy(), made)[-1].content["sealed_by"] == "close"


def test_the_same_field_in_a_new_visit_is_a_new_line(store: VaultStore, made: Made) -> None:
    type_in(store, made, made_up.MOOD, "one", seal=True)
    before = len(lines(store, made))
    type_in(store, made, made_up.MOOD, "two")
    change = lines(store, made)[-1].content["changes"][0]  # type: ignore[index]
    assert (len(lines(store, made)), change["was"]) == (before + 1, {"value": ["text", "one"]})


def test_every_commit_advances_the_number(store: VaultStore, made: Made) -> None:
    receipts = [
        store.save(made_up.save(made.family, made.work, {made_up.MOOD: Answer(value=str(number))})).result()
        for number in range(4)
    ]
    assert [receipt.seq for receipt in receipts] == list(range(receipts[0].seq, receipts[0].seq + 4))


def test_what_did_not_change_leaves_no_line(store: VaultStore, made: Made) -> None:
    type_in(store, made, made_up.MOOD, "same", seal=True)
    before = lines(store, made)
    type_in(store, made, made_up.MOOD, "same", seal=True)
    assert lines(store, made) == before


def test_every_kind_of_work_leaves_its_line(store: VaultStore, made: Made) -> None:
    before = len(lines(store, made))
    common = {"family": made.family.id, "worker": made_up.WORKER.id, "at": made_up.NOW, "assessment": made.work.id}
    for more in (
        {"raised": (made_up.alert(),)},
        {"notes": (made_up.note(),)},
        {"finished_sections": frozenset({"mood/family/"})},
        {"state": AssessmentState.READY},
        {"people": (made_up.TUNDE,)},
        {"facts": {made_up.NAME: Answer(value="Tunde")}},
    ):
        store.save(Save(**common, **more)).result()  # type: ignore[arg-type]
    store.sign(made.work.id, made_up.signed(made.family, made_up.ANSWERS)).result()
    store.register_export(made_up.export(made.family, made.work)).result()
    kinds = [line.kind for line in lines(store, made)[before:]]
    assert kinds == ["raised", "notes", "finished", "state", "people", "facts", "signed", "exported"]
    assert store.verify_chain().result().verifies


def test_a_save_that_fails_leaves_no_line_and_the_next_one_is_whole(store: VaultStore, made: Made) -> None:
    type_in(store, made, made_up.MOOD, "before")
    bad = Save(
        made.family.id,
        made_up.WORKER.id,
        made_up.NOW,
        made.work.id,
        answers={made_up.BECAUSE: Answer(value="never"), made_up.MOOD: object()},  # type: ignore[dict-item]
        field_visited=made_up.BECAUSE,
    )
    with pytest.raises(AttributeError):
        store.save(bad).result()
    type_in(store, made, made_up.MOOD, "after")
    answers = store.assessment(made.work.id).result().answers
    assert answers[made_up.BECAUSE] == made_up.ANSWERS[made_up.BECAUSE]
    assert answers[made_up.MOOD].value == "after"
    assert store.verify_chain().result().verifies


def test_the_chain_verifies_with_an_open_line_too(store: VaultStore, made: Made) -> None:
    type_in(store, made, made_up.MOOD, "open")
    assert store.verify_chain().result() == ChainReport(lines=len(lines(store, made)) + 3, erased=0)


@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE journal_content SET content = CAST(replace(content, 'stay', 'go') AS BLOB) WHERE line = 6",
        "UPDATE journal_content SET salt = zeroblob(32) WHERE line = 4",
        "UPDATE journal_line SET at = '2020-01-01' WHERE number = 4",
        "UPDATE journal_line SET worker = 'somebody else' WHERE number = 4",
        "UPDATE journal_line SET family = NULL WHERE number = 3",
        "UPDATE journal_line SET leaf = zeroblob(32) WHERE number = 4",
        "UPDATE journal_line SET sealed_by = 'left' WHERE number = 4",
        "UPDATE journal_line SET chain = zeroblob(32) WHERE number = 5",
        "DELETE FROM journal_content WHERE line = 4",
        "DELETE FROM journal_line WHERE number = 3",
        "DELETE FROM journal_line WHERE number = (SELECT max(number) FROM journal_line)",
        "UPDATE standing SET chain = zeroblob(32)",
        "UPDATE standing SET trail = zeroblob(24)",
        "UPDATE standing SET seq = seq + 1",
    ],
)
def test_every_alteration_breaks_the_chain(store: VaultStore, made: Made, alteration: str) -> None:
    assert store.verify_chain().result().verifies
    inside(store, "PRAGMA foreign_keys = OFF", alteration)
    report = store.verify_chain().result()
    assert not report.verifies
    inside(store, "PRAGMA foreign_keys = ON")


def test_a_family_can_be_erased_and_the_chain_still_verifies(store: VaultStore, made: Made) -> None:
    connection = store._vault.writer.connection

    def erase() -> None:
        with store._vault.writer.commit():
            erased = Entry(ERASED, made_up.NOW, made_up.WORKER.id, made.family.id)
            store._vault.writer.journal.record(erased)
            connection.execute("DELETE FROM journal_content WHERE family = ? AND line < 8", (made.family.id,))

    store._thread.submit(erase).result()
    report = store.verify_chain().result()
    assert (report.verifies, report.erased) == (True, 4)
    assert [dict(line.content) for line in lines(store, made)[:-1]] == [{}] * 4


def test_the_past_of_one_answer_is_each_of_its_changes_with_who_and_when(store: VaultStore, made: Made) -> None:
    before = store.past(made.family.id, made.work.id, made_up.MOOD).result()
    type_in(store, made, made_up.MOOD, "T", "Tired")
    type_in(store, made, made_up.BECAUSE, "Something else")
    type_in(store, made, made_up.MOOD, "Better")
    past = store.past(made.family.id, made.work.id, made_up.MOOD).result()[len(before) :]
    assert [change.after for change in past] == [Answer(value="Tired"), Answer(value="Better")]
    assert past[0].before is not None
    assert past[0].before.gap is not None
    assert past[1].before == Answer(value="Tired")
    assert {change.worker for change in past} == {made_up.WORKER.id}
