"""Loading a set: what a form author gets wrong comes back with file, line and remedy, all at once."""

import shutil
from pathlib import Path

import pytest

from tests.forms.written import PAGE, SMALL, Written
from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.forms.conditions import Is
from thinkfamily_desktop.forms.loader import FormError, load_set


def test_the_small_set_loads() -> None:
    form_set = load_set(SMALL)
    form = form_set.form("first")
    assert list(form_set.forms) == ["first"]
    assert form.languages == ("en",)
    assert [page.id for page in form.pages] == ["visit"]
    says = form.pages[0].sections[1].items[1]
    assert (says.id, says.show_when) == ("child.says", Is(ItemId("child.seen"), (True,)))
    assert says.gaps == tuple(Gap)


def test_pages_come_in_the_order_of_the_form_not_of_the_file_names(written: Written) -> None:
    page = "id: early\nnumber: 2\ntitle: Early\ncontent: child\nsections: []\n"
    (written.folder / "first/pages/00_early.yaml").write_text(page)
    written.change("first/form.yaml", "[01_visit]", "[01_visit, 00_early]")
    assert [page.id for page in load_set(written.folder).form("first").pages] == ["visit", "early"]


def test_bare_yes_is_text(written: Written) -> None:
    written.change("people.yaml", "{code: here, label: Here}", "{code: yes, label: No}")
    register = load_set(written.folder).form("first").people.person_items
    assert "yes" in [option.code for item in register for option in getattr(item, "options", ())]


def test_true_where_text_is_meant_is_refused_with_the_remedy_to_quote_it(written: Written) -> None:
    written.change("people.yaml", "{code: here, label: Here}", "{code: true, label: Here}")
    problem = written.refused_for("people.yaml", "code: true")
    assert "Text is meant for `code`" in problem.says
    assert "'true' in quotes" in problem.remedy


def test_a_bare_number_as_words_is_refused_with_the_remedy_to_quote_it(written: Written) -> None:
    written.change(PAGE, "title: About today", "title: 12")
    assert "'12'" in written.refused_for(PAGE, "title: 12").remedy


def test_yes_where_true_is_meant_is_refused(written: Written) -> None:
    written.change(PAGE, "exact_words: true", "exact_words: yes")
    assert "true or false" in written.refused_for(PAGE, "exact_words").remedy


def test_an_unknown_key_is_named_with_the_nearest_one(written: Written) -> None:
    written.change(PAGE, "        show_when:", "        shown_when:")
    problem = written.refused_for(PAGE, "shown_when:")
    assert "`shown_when` is not a key" in problem.says
    assert "Did you mean show_when?" in problem.remedy


def test_an_unknown_key_of_an_option_is_told_what_an_option_knows(written: Written) -> None:
    written.change("lists.yaml", "{code: parent, label: Parent}", "{code: parent, lable: Parent}")
    problems = written.refused()
    assert [problem.line for problem in problems] == [3, 3]
    said = "\n".join(str(problem) for problem in problems)
    assert "`label` is missing here." in said
    assert "Did you mean label? Known here: code, exclusive, help, label, retired." in said


def test_a_missing_key_is_named_at_what_lacks_it(written: Written) -> None:
    written.change(PAGE, "        ask: Was {name} seen?\n", "")
    problem = written.refused_for(PAGE, "id: child.seen")
    assert "`ask` is missing here." in problem.says


def test_an_unknown_kind_is_named_with_the_kinds_there_are(written: Written) -> None:
    written.change(PAGE, "kind: long_text", "kind: longtext")
    problem = written.refused_for(PAGE, "id: child.says")
    assert "Did you mean long_text?" in problem.remedy


def test_a_missing_kind_is_named(written: Written) -> None:
    written.change(PAGE, "        kind: long_text\n", "")
    assert "`kind` is missing" in written.refused_for(PAGE, "id: child.says").says


def test_rows_inside_rows_are_no_kind_of_cell(written: Written) -> None:
    written.change("people.yaml", "{id: rel.from, kind: person,", "{id: rel.from, kind: rows,")
    assert "is not a kind of item here" in written.refused_for("people.yaml", "id: rel.from, kind").says


def test_a_wrong_word_of_a_closed_list_is_answered_with_the_list(written: Written) -> None:
    written.change(PAGE, "asked_of: each_child", "asked_of: every_child")
    problem = written.refused_for(PAGE, "asked_of")
    assert "Did you mean each_child?" in problem.remedy
    assert "once" in problem.remedy


def test_a_condition_that_cannot_be_read_is_named_on_its_own_line(written: Written) -> None:
    written.change(
        PAGE,
        "show_when: {item: child.seen, is: true}",
        "show_when:\n          all:\n            - {role: child}\n            - {item: child.seen, equals: true}",
    )
    problem = written.refused_for(PAGE, "equals: true")
    assert "'equals' does not belong in this condition" in problem.remedy


def test_an_empty_value_is_named(written: Written) -> None:
    written.change(PAGE, "        source: [made-up]\n", "        source:\n")
    assert "It is empty" in written.refused_for(PAGE, "source:\n".strip()).remedy


def test_everything_wrong_in_every_file_is_found_at_once(written: Written) -> None:
    written.change(PAGE, "number: 1", "number: one").change("lists.yaml", "code: child,", "cod: child,")
    written.change("rules.yaml", "level: act_now", "level: red").change("set.yaml", "version: 1.0.0", "version: 1")
    (written.folder / "glossary.yaml").unlink()
    (written.folder / "criteria.yaml").write_text("")
    files = {problem.file for problem in written.refused()}
    assert files == {PAGE, "lists.yaml", "rules.yaml", "set.yaml", "glossary.yaml", "criteria.yaml"}


def test_problems_come_by_file_and_line(written: Written) -> None:
    written.change(PAGE, "id: visit\n", "").change(PAGE, "exact_words: true", "exact_words: 1")
    places = [(problem.file, problem.line) for problem in written.refused()]
    assert places == sorted(places)


def test_a_key_given_twice_in_a_page_is_named(written: Written) -> None:
    written.change(PAGE, "number: 1", "number: 1\nnumber: 2")
    assert "first on line 2" in written.refused_for(PAGE, "number: 2").says


def test_a_page_that_is_listed_and_not_there_is_named_on_its_line(written: Written) -> None:
    written.change("first/form.yaml", "pages: [01_visit]", "pages:\n  - 01_visit\n  - 01_vist")
    problem = written.refused_for("first/form.yaml", "- 01_vist")
    assert "Did you mean 01_visit?" in problem.remedy


def test_a_page_that_is_there_and_not_listed_is_named(written: Written) -> None:
    shutil.copy(written.folder / PAGE, written.folder / "first/pages/02_more.yaml")
    [problem] = written.refused()
    assert problem.file == "first/pages/02_more.yaml"
    assert "No form lists this page" in problem.says


def test_a_page_listed_twice_is_named(written: Written) -> None:
    written.change("first/form.yaml", "[01_visit]", "[01_visit, 01_visit]")
    assert "twice" in written.refused_for("first/form.yaml", "pages").says


def test_two_forms_with_one_id_are_named(written: Written) -> None:
    shutil.copytree(written.folder / "first", written.folder / "second")
    said = [str(problem) for problem in written.refused()]
    assert any("second/form.yaml:1: The form 'first' stands in first too." in line for line in said)


def test_a_set_without_a_form_is_named(written: Written) -> None:
    shutil.rmtree(written.folder / "first")
    assert "no form" in written.refused()[0].says


def test_pages_without_a_form_file_are_named(written: Written) -> None:
    (written.folder / "first/form.yaml").unlink()
    assert "no form.yaml" in written.refused()[0].says


def test_a_folder_that_is_not_there_is_refused_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(FormError, match="There is no such folder"):
        load_set(tmp_path / "nowhere")


def test_a_file_in_place_of_the_folder_is_refused_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FormError, match="not a folder"):
        load_set(tmp_path / "file")


@pytest.mark.parametrize("content", [b"", b"\x00\xff\x80binary", b"- just\n- a list\n", b"only words\n", b"a: 'open\n"])
@pytest.mark.parametrize("file", ["set.yaml", "rules.yaml", "first/form.yaml", PAGE])
def test_a_file_that_is_nothing_of_the_sort_is_refused_in_plain_words(
    written: Written, file: str, content: bytes
) -> None:
    (written.folder / file).write_bytes(content)
    problems = [problem for problem in written.refused() if problem.file == file]
    assert problems
    assert all(problem.says and problem.remedy for problem in problems)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (PAGE, "source: [made-up]", "source: made-up"),
        (PAGE, "guidance: {why: The questions speak to one parent.}", "guidance: why"),
        (PAGE, "number: 1", "number: [1]"),
        (PAGE, "needed_for: screening", "needed_for: {screening: true}"),
        ("people.yaml", "roles: person.roles", "roles: [person.roles]"),
        ("rules.yaml", "  act_now:", "  act_nw:"),
        ("recipients.yaml", "{people: all,", "{people: some,"),
        ("glossary.yaml", "term: Unborn,", "term: {en: 3},"),
        ("set.yaml", "languages: [en]", "languages: en"),
    ],
)  # fmt: skip
def test_no_words_of_a_library_reach_the_author(written: Written, file: str, old: str, new: str) -> None:
    said = "\n".join(str(problem) for problem in written.change(file, old, new).refused())
    for word in ("pydantic", "Input should", "valid ", "type=", "tuple", "dict", "Value error", "Traceback"):
        assert word not in said


def test_an_error_of_the_set_has_a_code_and_counts(written: Written) -> None:
    written.change(PAGE, "number: 1", "number: one")
    with pytest.raises(FormError) as refused:
        load_set(written.folder)
    assert refused.value.code == "forms.unusable"
    assert refused.value.parameters["count"] == 1
