"""Checking a set, one form or one file."""

from pathlib import Path

from tests.forms.written import PAGE, Written
from thinkfamily_desktop.forms.canonical import form_ref
from thinkfamily_desktop.forms.check import check
from thinkfamily_desktop.forms.released import with_released


def test_a_sound_set_has_no_problems_whole_or_in_part(written: Written) -> None:
    for path in (written.folder, written.folder / "first", written.folder / PAGE):
        assert check(path) == ()


def test_one_form_or_file_is_told_only_of_its_own_problems(written: Written) -> None:
    written.change(PAGE, "{item: child.seen,", "{item: child.seem,")
    written.change("criteria.yaml", "shown_by: [child.seen]", "shown_by: [child.seem]")
    assert {problem.file for problem in check(written.folder)} == {PAGE, "criteria.yaml"}
    assert {problem.file for problem in check(written.folder / "first")} == {PAGE}
    assert {problem.file for problem in check(written.folder / "criteria.yaml")} == {"criteria.yaml"}
    assert check(written.folder / "lists.yaml") == ()


def test_errors_and_advice_come_together(written: Written) -> None:
    written.add("lists.yaml", "  spare: [{code: a, label: A}]\n").change(PAGE, "is: true", "is: 'true'")
    assert sorted(problem.severity for problem in check(written.folder)) == ["advice", "error"]


def test_a_released_version_that_changed_is_an_error(written: Written) -> None:
    lock = written.folder.parent / "released.lock"
    lock.write_text(with_released({}, [form_ref(written.read().form("first"))]))
    assert check(written.folder) == ()
    written.change(PAGE, "Was {name} seen?", "Did you see {name}?")
    assert ["was released" in problem.says for problem in check(written.folder)] == [True]


def test_a_path_that_leads_to_no_set_is_refused_in_plain_words(tmp_path: Path) -> None:
    [problem] = check(tmp_path / "nowhere")
    assert problem.says == "There is no such folder."


def test_the_set_that_is_shipped_has_no_error() -> None:
    shipped = Path(__file__).parents[2] / "forms" / "think_family"
    assert [str(problem) for problem in check(shipped) if problem.severity == "error"] == []
