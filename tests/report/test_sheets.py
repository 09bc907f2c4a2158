"""The phone script, the chronology, and forms on paper."""

import page
import pytest

from tests.report import releases_made as made
from tests.report.conftest import FONTS
from tests.report.reading import read
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.report.build import build_blank, build_sheet

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
    blank = words.say("report.blank_name")
    missing = [
        item.id
        for sheet in form.pages
        for section in sheet.sections
        for item in section.items
        if item.path == "core"
        and item.calculate is None
        and str(item.at_desk.filled(name=blank, child=blank, person=blank, parent=blank)) not in said
    ]
    assert missing == []
    assert words.say("report.blank_steps") in said
    assert failures(data) == []


def test_a_form_on_paper_is_the_same_bytes_each_time(words: Words, form: Form) -> None:
    assert build_blank(form, words, FONTS) == build_blank(form, words, FONTS)
