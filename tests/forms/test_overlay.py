"""An organisation may say things otherwise, add, and make stricter: nothing it writes can make a form ask less."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.forms.written import SMALL
from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.forms.canonical import canonical as canonical_text
from thinkfamily_desktop.forms.canonical import form_from_canonical, form_ref
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.loader import FormError, load_set
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.overlay import Overlaid, overlaid
from thinkfamily_desktop.forms.problems import FormProblem

HEAD = "overlay: oak\nform: first\nversion: 1.0.0\n"


def lay(folder: Path, *files: str, head: str = HEAD) -> Overlaid:
    for number, text in enumerate(files):
        (folder / f"{number}.yaml").write_text(head + dedent(text), encoding="utf-8")
    return overlaid(load_set(SMALL), folder)


def refused(folder: Path, text: str) -> FormProblem:
    with pytest.raises(FormError) as error:
        lay(folder, text)
    assert len(error.value.problems) == 1, str(error.value)
    assert error.value.problems[0].line > 3, "the line in the overlay"
    return error.value.problems[0]


def first(result: Overlaid) -> Form:
    return result.form_set.form("first")


def test_words_are_replaced_and_everything_else_stays(tmp_path: Path) -> None:
    form = first(
        lay(tmp_path, "texts:\n  child.seen.ask: Did you see {name}?\n  list roles.child.label: Young person\n")
    )
    asked = {item.id: str(item.ask) for item in form_items(form)}
    assert asked[ItemId("child.seen")] == "Did you see {name}?"
    assert str(form.lists["roles"][1].label) == "Young person"
    before = {item.id: str(item.ask) for item in form_items(load_set(SMALL).form("first"))}
    assert {name for name in asked if asked[name] != before[name]} == {"child.seen"}


@pytest.mark.parametrize(
    "path",
    ["child.seen.guidance.why", "R01.says", "R01.first_actions.1", "page visit.title", "section visit/child.title",
     "person.sex.options.male.label", "criterion child_seen.title", "reader social-care.title", "group safety",
     "term unborn.means", "form.title", "act.where.place.ask"],
)  # fmt: skip
def test_every_sort_of_words_has_a_path(tmp_path: Path, path: str) -> None:
    form = first(lay(tmp_path, f"texts:\n  {path}: Said otherwise\n"))
    assert canonical_text(form).count("Said otherwise") == 1


def test_the_kept_text_of_a_form_holds_the_overlay_merged(tmp_path: Path) -> None:
    form = first(lay(tmp_path, "texts: {child.seen.ask: Otherwise}\n"))
    assert form_from_canonical(canonical_text(form)) == form
    assert form_ref(form).sha256 != form_ref(load_set(SMALL).form("first")).sha256


def test_a_path_that_no_longer_exists_is_named_with_the_nearest(tmp_path: Path) -> None:
    problem = refused(tmp_path, "texts:\n  child.sen.ask: Otherwise\n")
    assert "child.sen.ask" in problem.says
    assert "child.seen.ask" in problem.remedy


def test_words_cannot_be_emptied(tmp_path: Path) -> None:
    assert "empty" in refused(tmp_path, 'texts:\n  R01.says: ""\n').says


def test_a_level_may_be_raised(tmp_path: Path) -> None:
    rules = "rules:\n  - {id: L1, level: duty, when: {any_child: {item: child.seen, is: false}}, title: T, says: S, " \
            "first_actions: [Do]}\n"  # fmt: skip
    (tmp_path / "x").mkdir()
    both = lay(tmp_path, rules, "levels: {L1: act_now}\n")
    assert [rule.level for rule in first(both).rules.rules] == [Level.ACT_NOW, Level.ACT_NOW]


def test_a_level_is_never_lowered(tmp_path: Path) -> None:
    problem = refused(tmp_path, "levels:\n  R01: discuss\n")
    assert "asks less" in problem.says


def test_a_question_may_be_needed_sooner_and_never_later(tmp_path: Path) -> None:
    form = first(lay(tmp_path, "needed_for: {child.says: referral}\n"))
    assert next(item for item in form_items(form) if item.id == "child.says").needed_for == "referral"
    (tmp_path / "0.yaml").unlink()
    for later in ("full", "never"):
        assert "child.seen" in refused(tmp_path, f"needed_for:\n  child.seen: {later}\n").says


@pytest.mark.parametrize(
    "text",
    ["remove:\n  - R01\n", "rules:\n  - R01\n", "show_when:\n  child.seen: {item: child.worry, is: true}\n",
     "texts:\n  child.seen.show_when: never\n", "texts:\n  child.seen.gaps: none\n"],
)  # fmt: skip
def test_there_are_no_words_for_hiding_or_removing(tmp_path: Path, text: str) -> None:
    refused(tmp_path, text)


def test_a_rule_of_ours_cannot_be_replaced_by_one_of_the_same_name(tmp_path: Path) -> None:
    when = "{any_child: {item: child.worry, is: true}}"
    rule = f"rules:\n  - {{id: R01, level: quality, when: {when}, title: T, says: S, first_actions: [Nothing]}}\n"
    assert "there already" in refused(tmp_path, rule).says


PAGE = """
- id: local
  number: 2
  title: Our page
  content: child
  sections:
    - id: one
      items: [{id: local.one, kind: yes_no, ask: Ours?, source: [local], guidance: {why: We ask.}}]
"""


def test_pages_and_forms_are_added(tmp_path: Path) -> None:
    page = dedent(PAGE).strip().replace("\n", "\n  ")
    form = first(lay(tmp_path, f"pages:\n  {page}\n"))
    assert [page.id for page in form.pages] == ["visit", "local"]
    assert "local.one" in {item.id for item in form_items(form)}
    (tmp_path / "0.yaml").unlink()
    whole = "forms:\n  - form: ours\n    version: 1.0.0\n    url: https://oak.example/ours\n    title: Ours\n    pages:\n      - id: visit\n" \
            "        number: 1\n        title: P\n        content: child\n        sections: []\n"  # fmt: skip # noqa: E501
    assert set(lay(tmp_path, whole).form_set.forms) == {"first", "ours"}


def test_an_added_rule_that_reads_nothing_known_is_named(tmp_path: Path) -> None:
    rule = (
        "rules:\n  - {id: L1, level: duty, when: {item: nowhere, is: true}, title: T, says: S, first_actions: [Do]}\n"
    )
    (tmp_path / "0.yaml").write_text(HEAD + rule, encoding="utf-8")
    with pytest.raises(FormError, match="nowhere"):
        overlaid(load_set(SMALL), tmp_path)


def test_an_overlay_for_another_version_still_works_and_says_so(tmp_path: Path) -> None:
    result = lay(tmp_path, "texts: {child.seen.ask: Otherwise}\n", head=HEAD.replace("1.0.0", "0.9.0"))
    assert [problem.severity for problem in result.advice] == ["advice"]
    assert "0.9.0" in result.advice[0].says
    assert not lay(tmp_path, "texts: {child.seen.ask: Otherwise}\n").advice


def test_local_numbers_and_threshold_names_come_along(tmp_path: Path) -> None:
    text = "numbers:\n  - {kind: social-care-day, name: Duty desk, number: 01632 960 111}\n" \
           "threshold: {name: Right help, levels: {b: Early help}}\n"  # fmt: skip
    result = lay(tmp_path, text)
    assert [number.number for number in result.numbers] == ["01632 960 111"]
    assert result.threshold is not None
    assert str(result.threshold.name) == "Right help"


def test_without_an_overlay_nothing_changes(tmp_path: Path) -> None:
    assert overlaid(load_set(SMALL), tmp_path).form_set == load_set(SMALL)


def test_a_local_number_that_could_not_be_rung_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, "numbers:\n  - {kind: social-care-day, name: Duty desk, number: ask Anne}\n")
