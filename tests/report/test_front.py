"""Page 1 and what goes over: safety first, nothing lost, and what is not on it is named on it."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.report import practice
from tests.report import releases_made as made
from tests.report.conftest import Build
from tests.report.reading import read, tidy
from thinkfamily_desktop.domain.answers import Value
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId, person_subject
from thinkfamily_desktop.domain.text import Text, Words
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedGap, ReleasedSection


def pages(data: bytes, folder: Path) -> list[str]:
    file = folder / "made.pdf"
    file.write_bytes(data)
    said = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True).stdout.decode()
    return [tidy(sheet) for sheet in said.rstrip("\f\n").split("\f")]


def page_1_lines(release: Release) -> list[Line]:
    front = release.front
    slots = (front.asks, front.sharing, front.keep_doing, front.safe_contact, front.address, front.matters)
    tables = (front.children, front.links, front.until_next)
    return [
        *(line for lines in slots for line in lines),
        *(cell for table in tables for cells in table.rows for cell in cells if cell is not None),
        *(line for line in front.safety if not line.rows),
    ]


@pytest.mark.parametrize("number", [practice.OKAFOR, practice.LEWIS, practice.NOWAK])
def test_page_1_of_each_practice_family_holds_all_of_page_1(build: Build, tmp_path: Path, number: int) -> None:
    release = practice.release_of(number)
    data = build(release)
    sheet = pages(data, tmp_path)[0].replace(" ", "")
    lines = page_1_lines(release)
    assert len(lines) > 15
    wanted = [
        value for line in lines for value in line.values if isinstance(value, str) and line.item != "person.nhs_number"
    ]
    assert [words for words in wanted if tidy(words).replace(" ", "") not in sheet] == []
    assert "Onthenextpages" not in sheet
    (drawn,) = (element for element in read(data).elements if element.tag == "/Figure" and "Family map." in element.alt)
    assert drawn.pages == () or set(drawn.pages) == {0}


def test_where_each_child_is_and_who_was_told_stands_in_the_box(build: Build, tmp_path: Path) -> None:
    sheet = pages(build(practice.release_of(practice.OKAFOR)), tmp_path)[0]
    assert "Where each child is: Tunde and Ife: Abeni’s home" in sheet
    assert "until Monday 23 Nov, 09:00." in sheet
    assert "J. Hart; Friday, 13:40; A visit to Abeni’s home today by 17:00" in sheet
    assert sheet.index("Immediate safety") < sheet.index("Where each child is") < sheet.index("What we are asking for")


def test_where_no_alert_says_it_page_1_says_where_each_child_is_all_the_same(build: Build, tmp_path: Path) -> None:
    sheet = pages(build(practice.release_of(practice.NOWAK)), tmp_path)[0]
    assert "Until the next contact: Kuba: At home with Halina and Gosia; Piotr from six." in sheet


def test_a_warning_that_was_set_aside_stands_on_page_1_with_its_reason(build: Build, tmp_path: Path) -> None:
    sheet = pages(build(practice.release_of(practice.NOWAK)), tmp_path)[0]
    assert "Set aside, and why: Thoughts of hurting a child (Unwanted thoughts alone." in sheet
    assert "Dr S. Rao" in sheet
    assert "Set aside" not in pages(build(practice.release_of(practice.OKAFOR)), tmp_path)[0]


def test_what_a_large_family_makes_too_much_goes_over_and_page_1_names_it(
    build: Build, tmp_path: Path, words: Words
) -> None:
    sheets = pages(build(made.many_children(30)), tmp_path)
    assert "On the next pages:" in sheets[0]
    assert "Immediate safety" in sheets[0]
    assert "What we are asking for" in sheets[0]
    told = sheets[0].split("On the next pages: ")[1].split(". ")[0]
    for code in ("links", "children", "missing", "matters"):
        title = words.say(f"report.{code}")
        assert (title in sheets[0]) is (title not in sheets[1]), title
        assert (title.lower() in told.lower()) is (title in sheets[1]), title


# -- changed since the last copy


def changed(reader: str, changes: dict[str, Value]) -> list[str]:
    made_up = practice.families()[practice.OKAFOR]
    keys = {AnswerKey(ItemId(item)): value for item, value in changes.items()}
    return [
        str(change.label) for change in practice.made_from(practice.signed_then(made_up, keys), reader).front.changed
    ]


def test_page_1_names_what_changed_since_the_version_before(build: Build, tmp_path: Path) -> None:
    made_up = practice.families()[practice.OKAFOR]
    tunde = person_subject(made_up.people["tunde"])
    key = AnswerKey(ItemId("plan.outcome"), tunde)
    release = practice.made_from(practice.signed_then(made_up, {key: "Tunde in school by 09:00"}), "social-care")
    assert [(str(change.label), change.about) for change in release.front.changed] == [("Outcome for Tunde", 3)]
    assert "Changed since version 1: Outcome for Tunde." in pages(build(release), tmp_path)[0]


def test_an_unchanged_record_and_a_first_copy_name_no_change(build: Build, tmp_path: Path) -> None:
    assert changed("social-care", {"send.why_now": practice_value("send.why_now") or ""}) == []
    assert "Changed since" not in pages(build(practice.release_of(practice.OKAFOR)), tmp_path)[0]


def practice_value(item: str) -> Value | None:
    return practice.families()[practice.OKAFOR].assessment.answers[AnswerKey(ItemId(item))].value


def test_a_change_that_a_reader_may_not_have_is_not_named_to_them() -> None:
    assert changed("social-care", {"send.visitors": "A dog"}) == ["For visitors"]
    assert changed("gp-parent", {"send.visitors": "A dog"}) == []


# -- across pages


def test_a_confidence_is_never_parted_from_its_condition(build: Build, tmp_path: Path) -> None:
    condition = "Keep this from him."
    for before in range(20, 36, 2):
        lines = [made.line(f"Q{n}", "word " * 30, who="Grace") for n in range(before)]
        lines.append(made.line("Secret", "What was told in confidence " * 6 + "qqq", who="Grace", condition=condition))
        section = ReleasedSection(made.text("All"), tuple(lines), None)
        for sheet in pages(
            build(replace(made.okafor(), alerts=(), gaps=(), criteria=(), sections=(section,))), tmp_path
        ):
            assert ("qqq" in sheet) is (condition in sheet)


@pytest.mark.parametrize(("blanks", "in_one"), [(6, False), (7, True)])
def test_many_questions_without_an_answer_stand_in_one_line_and_each_is_named(
    build: Build, tmp_path: Path, blanks: int, *, in_one: bool
) -> None:
    release = made.okafor()
    missing = tuple(
        ReleasedGap(Text.of(f"Made-up question {number}"), number % 2, Text.of("Part"), None)
        for number in range(blanks)
    )
    sheet = pages(build(replace(release, front=replace(release.front, missing=missing))), tmp_path)[0]
    sheet = sheet.replace(" ", "").lower()
    assert all(f"made-upquestion{number}" in sheet for number in range(blanks))
    assert (sheet.count("notanswered") == 1) is in_one
