"""Forms of one set share pages and items: written once, asked in several forms."""

from pathlib import Path

from tests.forms.written import PAGE, Written
from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.forms.lint import lint

SECOND = "form: second\nversion: 1.0.0\nurl: https://example.org/second\ntitle: Second\nstage: screening\npages: [{}]\n"
TAKEN = """id: visit
number: 1
title: Briefly
content: people
sections:
  - id: child
    asked_of: each_child
    items:
      - {use: child.seen, needed_for: screening}
"""


def second_form(written: Written, pages: str, page: str = "") -> Path:
    folder = written.folder / "second"
    (folder / "pages").mkdir(parents=True)
    (folder / "form.yaml").write_text(SECOND.format(pages), encoding="utf-8")
    if page:
        (folder / "pages/01_brief.yaml").write_text(page, encoding="utf-8")
    return folder


def test_a_page_of_another_form_is_named_by_its_path_and_is_the_same_page(written: Written) -> None:
    second_form(written, "first/01_visit")
    form_set = written.read()
    assert form_set.form("second").pages == form_set.form("first").pages
    assert not [problem for problem in lint(form_set) if problem.severity == "error"]


def test_a_path_that_leads_nowhere_is_named(written: Written) -> None:
    second_form(written, "first/09_nothing")
    assert "09_nothing" in written.refused_for("second/form.yaml", "pages").says


def test_an_item_taken_over_keeps_its_words_and_its_content_group_and_may_be_needed_earlier(written: Written) -> None:
    second_form(written, "01_brief", TAKEN)
    form_set = written.read()
    first = form_set.form("first").pages[0].sections[1].items[0]
    second = form_set.form("second").pages[0].sections[0].items[0]
    assert (second.id, second.ask, second.content) == (ItemId("child.seen"), first.ask, "child")
    assert (first.needed_for, second.needed_for) == ("referral", "screening")
    assert not [problem for problem in lint(form_set) if "used twice" in problem.says]


def test_an_item_that_nobody_writes_cannot_be_taken_over(written: Written) -> None:
    second_form(written, "01_brief", TAKEN.replace("child.seen", "child.sean"))
    problem = written.refused_for("second/pages/01_brief.yaml", "use:")
    assert "child.seen" in problem.remedy


def test_the_words_of_an_item_taken_over_cannot_change(written: Written) -> None:
    second_form(written, "01_brief", TAKEN.replace("needed_for: screening", "ask: Seen?"))
    assert "`ask` cannot change here" in written.refused_for("second/pages/01_brief.yaml", "use:").says


def test_an_item_taken_over_is_asked_of_the_same_people(written: Written) -> None:
    second_form(written, "01_brief", TAKEN.replace("    asked_of: each_child\n", ""))
    assert "asked of each person" in written.refused_for("second/pages/01_brief.yaml", "use:").says


def test_the_small_set_itself_shares_nothing(written: Written) -> None:
    assert "use:" not in (written.folder / PAGE).read_text(encoding="utf-8")
    assert len({placed.item.id for placed in written.read().items()}) == len(list(written.read().items()))
