"""The phone script, the chronology, and forms on paper."""

import re
from dataclasses import replace
from io import BytesIO

import page
import pikepdf
import pytest

from tests.report import practice
from tests.report import releases_made as made
from tests.report.conftest import FONTS
from tests.report.reading import read, tidy
from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.releases import ReleasedSection
from thinkfamily_desktop.report.build import build_blank, build_sheet
from thinkfamily_desktop.report.sheets import SheetKind

FORMS = FONTS.parents[1] / "forms" / "think_family"


@pytest.fixture(scope="module")
def form() -> Form:
    return load_set(FORMS).form("full")


def failures(data: bytes) -> list[str]:
    return [
        failure.message
        for profile in ("ua1", "3a")
        for failure in page.validate_pdf_bytes(data, profile=profile).failures
        if failure.rule_id != "PDFA3A-STREAM-LENGTH-001"
    ]


def test_the_phone_script_reads_from_caller_to_what_is_asked(words: Words) -> None:
    data = build_sheet(made.okafor(), words, FONTS, "phone-script")
    said = read(data).words
    wanted = [
        "This is A. Mensah", "Grace described thoughts of ending her life", "Tunde Okafor, born 4 Mar 2015.",
        "Baby Okafor, due Sunday 14 Feb 2027.", "Parents told: David told at 13:58", "An assessment of the needs",
        "Number I rang",
    ]  # fmt: skip
    places = [said.find(words) for words in wanted]
    assert -1 not in places
    assert places == sorted(places)
    assert failures(data) == []


def test_the_chronology_runs_from_the_oldest_to_the_latest_with_ages(words: Words) -> None:
    data = build_sheet(made.okafor(), words, FONTS, "chronology")
    said = read(data).words
    assert said.index("Sep 2026") < said.index("Friday 20 Nov 2026, 13:31")
    assert "Tunde 11, Ife 4" in said
    assert failures(data) == []


def test_the_same_sheet_is_the_same_bytes(words: Words) -> None:
    for kind in ("phone-script", "chronology"):
        assert build_sheet(made.okafor(), words, FONTS, kind) == build_sheet(made.okafor(), words, FONTS, kind)


def test_a_form_on_paper_asks_every_core_question_and_ends_with_what_to_do(words: Words, form: Form) -> None:
    data = build_blank(form, words, FONTS)
    said = read(data).words
    blank, parent = words.say("report.blank_name"), words.say("report.blank_parent")
    missing = [
        item.id
        for sheet in form.pages
        for section in sheet.sections
        for item in section.items
        if item.path == "core"
        and item.calculate is None
        and str(item.at_desk.filled(name=blank, child=blank, person=blank, parent=parent)) not in said
    ]
    assert missing == []
    assert words.say("report.blank_steps") in said
    assert failures(data) == []


def test_a_form_on_paper_is_the_same_bytes_each_time(words: Words, form: Form) -> None:
    assert build_blank(form, words, FONTS) == build_blank(form, words, FONTS)


# -- sheets that the form describes


def sheet(number: int, name: str, kind: SheetKind, words: Words) -> str:
    return read(build_sheet(practice.copy_for(number, name), words, FONTS, kind)).words


def test_a_childs_page_says_who_looks_after_them_what_is_planned_and_whom_to_ring(words: Words) -> None:
    said = sheet(practice.OKAFOR, "tunde", "child-page", words)
    wanted = ["Tunde’s page", "Abeni, 07700 900161", "Somebody to take Ife", "Visit at 08:00 every day", "01632 960100"]
    assert [each for each in wanted if each not in said] == []


@pytest.mark.parametrize("kind", ["child-page", "young-carer-page", "crisis-plan"])
def test_nothing_clinical_and_nobody_elses_words_are_on_a_childs_sheets(words: Words, kind: SheetKind) -> None:
    said = sheet(practice.OKAFOR, "tunde", kind, words)
    for secret in ("depression", "Sertraline", "suicide", "arrears", "ashamed", "listen at the door", "OFFICIAL"):
        assert secret not in said or (secret == "OFFICIAL" and kind == "crisis-plan")


def test_the_young_carers_page_draws_the_week_and_says_it_in_words(words: Words) -> None:
    data = build_sheet(practice.copy_for(practice.OKAFOR, "tunde"), words, FONTS, "young-carer-page")
    said = read(data)
    (drawn,) = (element for element in said.elements if element.tag == "/Figure")
    assert "Dresses Ife, Most days, Does it alone" in drawn.alt
    assert "Dresses Ife" in said.of("/TH")
    assert failures(data) == []


def test_a_child_who_looks_after_nobody_has_no_young_carers_page(words: Words) -> None:
    with pytest.raises(ThinkFamilyError) as refused:
        build_sheet(practice.copy_for(practice.OKAFOR, "ife"), words, FONTS, "young-carer-page")
    assert refused.value.code == "report.no_such_sheet"


def test_only_the_adults_service_has_the_insert_for_the_care_plan(words: Words) -> None:
    data = build_sheet(practice.release_of(practice.OKAFOR, "adult-mental-health"), words, FONTS, "care-plan-insert")
    said = read(data).words
    assert "For Grace’s care plan" in said
    assert "Tunde in school by 08:45" in said
    assert "Perinatal team, Dr Rao" in said
    with pytest.raises(ThinkFamilyError):
        build_sheet(practice.release_of(practice.OKAFOR), words, FONTS, "care-plan-insert")


@pytest.mark.parametrize(
    "number",
    [
        practice.OKAFOR,
        pytest.param(practice.LEWIS, marks=pytest.mark.full),
        pytest.param(practice.NOWAK, marks=pytest.mark.full),
    ],
)
def test_every_sheet_is_one_page_and_passes_the_validator(words: Words, number: int) -> None:
    made_up = practice.families()[number]
    copies = [practice.release_of(number, reader) for reader in ("social-care", "adult-mental-health")]
    copies += [practice.copy_for(number, name) for name in made_up.people]
    sheets = [(copy, one.kind) for copy in copies for one in copy.sheets]
    assert len(sheets) > 5
    for copy, kind in sheets:
        data = build_sheet(copy, words, FONTS, kind)  # type: ignore[arg-type]  # the form's kinds are those of the program
        assert failures(data) == [], kind
        with pikepdf.open(BytesIO(data)) as pdf:
            assert len(pdf.pages) == 1, kind


def test_three_events_are_drawn_and_said_and_two_are_only_said(words: Words) -> None:
    data = build_sheet(practice.release_of(practice.OKAFOR), words, FONTS, "chronology")
    (drawn,) = (element for element in read(data).elements if element.tag == "/Figure")
    assert drawn.alt.startswith("Timeline. 1, Aug 2022: Early help")
    told = made.line("Moved house", "to Elm Row", happened=PartialDate(2020))
    section = ReleasedSection(made.text("All"), (told, replace(told, happened=PartialDate(2021))))
    two = replace(made.okafor(), alerts=(), sections=(section,))
    said = read(build_sheet(two, words, FONTS, "chronology"))
    assert [element for element in said.elements if element.tag == "/Figure"] == []
    assert "2020" in said.words
    assert "2021" in said.words


@pytest.mark.parametrize("number", range(3))
def test_the_phone_script_is_one_page_for_every_practice_family(words: Words, number: int) -> None:
    with pikepdf.open(BytesIO(build_sheet(practice.release_of(number), words, FONTS, "phone-script"))) as pdf:
        assert len(pdf.pages) == 1


def test_events_of_one_day_share_a_sign_and_people_asked_on_one_day_are_one_event(words: Words) -> None:
    said = tidy(read(build_sheet(practice.release_of(practice.OKAFOR), words, FONTS, "chronology")).words)
    assert re.search(r"\d–\d", said)
    assert said.count("Discussed with:") == 1
    assert ".;" not in said
