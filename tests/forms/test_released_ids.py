"""A released question, or a code of its choices, never comes back as something else and never goes without a word."""

from pathlib import Path

import pytest

from tests.forms.written import PAGE, Written
from thinkfamily_desktop.forms.canonical import form_ref
from thinkfamily_desktop.forms.check import check
from thinkfamily_desktop.forms.problems import FormError, FormProblem
from thinkfamily_desktop.forms.released import with_released
from thinkfamily_desktop.forms.released_ids import read_released_ids, with_released_ids

STEPS = 'migrations:\n  - {form: first, before: "1.0.0", after: "1.1.0", steps: [%s]}\n'


@pytest.fixture
def released(written: Written) -> Written:
    """The small set, released, and then given its next version."""
    beside, form_set = written.folder.parent, written.read()
    (beside / "released.lock").write_text(with_released({}, [form_ref(form_set.form("first"))]), encoding="utf-8")
    (beside / "released.ids").write_text(with_released_ids({}, form_set), encoding="utf-8")
    written.change("first/form.yaml", "version: 1.0.0", "version: 1.1.0")
    return migrated(written, "")


def migrated(written: Written, steps: str) -> Written:
    (written.folder / "migrations.yaml").write_text(STEPS % steps, encoding="utf-8")
    return written


def only(written: Written) -> FormProblem:
    [problem] = check(written.folder)
    return problem


def test_a_set_that_keeps_its_questions_is_right(released: Written) -> None:
    assert check(released.folder) == ()


def test_a_version_from_which_no_way_leads_on_is_named(released: Written) -> None:
    (released.folder / "migrations.yaml").write_text("migrations: []\n", encoding="utf-8")
    assert "No migration leads from first 1.0.0 to 1.1.0" in only(released).says


def test_a_question_that_is_gone_needs_a_word_about_its_answers(released: Written) -> None:
    released.change(PAGE, "id: child.worry", "id: child.concern").change("rules.yaml", "child.worry", "child.concern")
    assert "child.worry was released and is gone" in only(released).says
    assert check(migrated(released, "{step: rename, item: child.worry, to: child.concern}").folder) == ()


def test_a_retired_question_does_not_come_back(released: Written) -> None:
    problem = only(migrated(released, "{step: retire, item: child.worry}"))
    assert "child.worry was retired, and is used again" in problem.says
    assert problem.file == PAGE


def test_an_id_is_not_used_for_another_kind_of_question(released: Written) -> None:
    released.change(PAGE, "kind: long_text\n        exact_words: true", "kind: text")
    assert "child.says was released as long_text and is text now" in only(released).says


def test_a_code_that_is_gone_is_kept_retired_or_recoded(released: Written) -> None:
    released.change("people.yaml", "{code: male, label: Male}", "{code: man, label: Male}")
    assert "'male' of person.sex was released and is gone" in only(released).says
    assert check(migrated(released, "{step: recode, item: person.sex, codes: {male: man}}").folder) == ()
    released.change("people.yaml", "{code: man, label: Male}", "{code: man, label: Male}, {code: male, label: Male}")
    assert "'male' of person.sex was retired, and is used again" in only(released).says


def test_a_retired_option_may_stay(released: Written) -> None:
    released.change("people.yaml", "{code: male, label: Male}", "{code: male, label: Male, retired: true}")
    assert check(released.folder) == ()


def test_releasing_again_keeps_what_was_released_before(released: Written, tmp_path: Path) -> None:
    before = read_released_ids(released.folder.parent / "released.ids")
    released.change(PAGE, "id: child.worry", "id: child.concern").change("rules.yaml", "child.worry", "child.concern")
    (tmp_path / "again").write_text(with_released_ids(before, released.read()), encoding="utf-8")
    after = read_released_ids(tmp_path / "again")
    assert set(before) < set(after)
    assert after["person.sex"].codes == {"female", "male"}


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "released.ids").write_text("# so\nchild.seen\n", encoding="utf-8")
    with pytest.raises(FormError, match=r"released\.ids:2"):
        read_released_ids(tmp_path / "released.ids")


def test_a_question_is_not_split_into_itself(released: Written) -> None:
    problem = only(migrated(released, "{step: split, item: person.sex, into: {person.sex: [male]}}"))
    assert "an id of its own" in problem.remedy
