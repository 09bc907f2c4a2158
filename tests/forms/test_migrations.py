"""Answers brought forward: on a copy, nothing written over, nothing lost, and a line for each change."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thinkfamily_desktop.domain.answers import Answer, Gap
from thinkfamily_desktop.domain.ids import THE_FAMILY, AnswerKey, ItemId, PersonId, person_subject
from thinkfamily_desktop.forms.migrations import Migration, Migrations, migrate, read_migrations, way
from thinkfamily_desktop.forms.problems import FormError


def key(item: str, person: str = "", row: str = "") -> AnswerKey:
    return AnswerKey(ItemId(item), person_subject(PersonId(person)) if person else THE_FAMILY, "", row)


def steps(*said: dict[str, object]) -> list[Migration]:
    return [Migration.model_validate({"form": "full", "before": "1.0.0", "after": "1.1.0", "steps": list(said)})]


RENAME: dict[str, object] = {"step": "rename", "item": "a", "to": "b"}


def test_a_renamed_item_keeps_every_answer_to_it() -> None:
    answers = {
        key("a", "tunde"): Answer(value="x"),
        key("a", "ife"): Answer(gap=Gap.DECLINED),
        key("c"): Answer(value=True),
    }
    after = migrate(answers, steps(RENAME))
    assert after.answers == {
        key("b", "tunde"): Answer(value="x"), key("b", "ife"): Answer(gap=Gap.DECLINED), key("c"): Answer(value=True)
    }  # fmt: skip
    assert key("a", "tunde") in answers, "what was given is left alone"
    assert after.report() == ("rename: a → b", "rename: a → b")


def test_a_rename_never_writes_over_an_answer() -> None:
    after = migrate({key("a"): Answer(value="old"), key("b"): Answer(value="new")}, steps(RENAME))
    assert after.answers == {key("b"): Answer(value="new")}
    assert after.aside == {key("a"): Answer(value="old")}
    assert after.report() == ("rename: a → set aside (answered already)",)


def test_codes_change_and_the_others_stay() -> None:
    recode = steps({"step": "recode", "item": "a", "codes": {"x": "y"}})
    after = migrate({key("a"): Answer(value=("x", "z")), key("a", "ife"): Answer(value="z")}, recode)
    assert after.answers == {key("a"): Answer(value=("y", "z")), key("a", "ife"): Answer(value="z")}
    assert after.report() == ("recode: a (x, z → y, z)",)


def test_a_split_gives_each_part_its_codes_and_each_the_gap() -> None:
    split = steps({"step": "split", "item": "a", "into": {"b": ["x"], "c": ["y", "z"]}})
    after = migrate({key("a"): Answer(value=("x", "y")), key("a", "ife"): Answer(gap=Gap.NOT_ASKED)}, split)
    assert after.answers[key("b")].value == ("x",)
    assert after.answers[key("c")].value == ("y",)
    assert {key("b", "ife"), key("c", "ife")} <= set(after.answers)


def test_a_split_that_has_no_place_for_a_code_keeps_the_whole_answer_aside() -> None:
    split = steps({"step": "split", "item": "a", "into": {"b": ["x"]}})
    after = migrate({key("a"): Answer(value=("x", "lost"))}, split)
    assert after.answers[key("b")].value == ("x",)
    assert after.aside[key("a")].value == ("x", "lost")


def test_a_retired_item_is_set_aside_and_not_lost() -> None:
    after = migrate({key("a"): Answer(value="x")}, steps({"step": "retire", "item": "a"}))
    assert not after.answers
    assert after.aside == {key("a"): Answer(value="x")}


def test_the_report_holds_no_words_that_anybody_said() -> None:
    after = migrate({key("a"): Answer(value="he hits me")}, steps(RENAME, {"step": "retire", "item": "b"}))
    assert "he hits me" not in " ".join(after.report())


@given(st.lists(st.sampled_from(["a", "b", "c"]), unique=True), st.permutations([
    {"step": "rename", "item": "a", "to": "b"}, {"step": "rename", "item": "b", "to": "c"},
    {"step": "retire", "item": "c"}, {"step": "recode", "item": "b", "codes": {"x": "y"}},
]))  # fmt: skip
def test_whatever_the_steps_no_answer_is_lost(items: list[str], order: list[dict[str, object]]) -> None:
    answers = {key(item, person): Answer(value=f"{item}-{person}") for item in items for person in ("tunde", "ife")}
    after = migrate(answers, steps(*order))
    held = sorted(str(answer.value) for part in (after.answers, after.aside) for answer in part.values())
    assert held == sorted(str(answer.value) for answer in answers.values())


def test_the_way_leads_forward_only() -> None:
    def one(before: str, after: str) -> Migration:
        return Migration(form="full", before=before, after=after, steps=())

    known = Migrations(migrations=(one("2", "3"), one("1", "2")))
    assert [(each.before, each.after) for each in way(known, "full", "1", "3")] == [("1", "2"), ("2", "3")]
    assert way(known, "full", "3", "3") == ()
    for before, after in (("3", "1"), ("1", "9")):
        with pytest.raises(FormError, match="No migration leads"):
            way(known, "full", before, after)


def test_a_circle_of_versions_is_refused() -> None:
    round_trip = tuple(Migration(form="f", before=a, after=b, steps=()) for a, b in (("1", "2"), ("2", "1")))
    with pytest.raises(FormError):
        way(Migrations(migrations=round_trip), "f", "1", "3")


def test_a_set_without_the_file_has_none_and_a_wrong_step_is_named(tmp_path: Path) -> None:
    assert read_migrations(tmp_path) == Migrations()
    lines = [
        "migrations:",
        "  - form: full",
        "    before: 1",
        "    after: '2'",
        "    steps:",
        "      - {step: renam, item: a}",
    ]
    text = "\n".join(lines)
    (tmp_path / "migrations.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FormError) as refused:
        read_migrations(tmp_path)
    assert {problem.line for problem in refused.value.problems} == {3, 6}
