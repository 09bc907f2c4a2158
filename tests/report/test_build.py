"""The referral: complete, readable by everybody, the same bytes every time."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import page
import pikepdf
import pytest

from tests.report import releases_made as made
from tests.report.conftest import FONTS, RESOURCES, Build
from tests.report.reading import read, tidy
from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.domain.text import Text, Words
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedSection, Table
from thinkfamily_desktop.report.build import build_referral
from thinkfamily_desktop.report.metadata import Attachment
from thinkfamily_desktop.report.text import clean

CODES = {"reader", "item", "rule", "kind", "sex", "language", "stage", "nature", "nhs_number"}
"""Fields of a release that are codes, never printed as they stand; NHS numbers are printed in threes."""


HEADED = {"What we ask you to do", "What matters most to Grace"}
"""Questions of page 1 whose only answer stands straight under a heading that says the same."""


def texts(value: object, name: str = "") -> Iterator[str]:
    """Every word of ours or theirs in a release, found without knowing what a release is."""
    if name in CODES or isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield from (line for line in value.split("\n") if line.strip())
    elif isinstance(value, Text):
        yield str(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part, name)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "first_actions" and not (
                isinstance(value, Line) and name == "cell" and field.name == "label"
            ):
                yield from texts(getattr(value, field.name), "cell" if field.name == "rows" else field.name)


WRONG_RULE = "PDFA3A-STREAM-LENGTH-001"  # the fast validator trips over a stream that ends in 0x0D; veraPDF judges it


def failures(data: bytes, *profiles: str) -> list[str]:
    """What the fast validator finds wrong, with PDF/UA-1 and PDF/A-3a or with these."""
    return [
        f"{failure.rule_id} {failure.message}"
        for profile in profiles or ("ua1", "3a")
        for failure in page.validate_pdf_bytes(data, profile=profile).failures
        if failure.rule_id != WRONG_RULE
    ]


def pages_of(data: bytes) -> int:
    with pikepdf.open(BytesIO(data)) as pdf:
        return len(pdf.pages)


# -- complete


@pytest.mark.parametrize("release", [made.okafor(), made.okafor(finished=True, practice=False), made.many_children(12)])
def test_every_text_of_the_release_is_in_the_structure_tree(build: Build, release: Release) -> None:
    said = read(build(release)).words
    missing = [text for text in texts(release) if tidy(text).rstrip(".?: ") not in said]
    assert [text for text in missing if text not in HEADED] == []


def test_every_answer_is_read_once_and_in_order(build: Build) -> None:
    lines = tuple(made.line(f"Question {n}", f"Answer zq{n:04d} " + "with more words " * (n % 40)) for n in range(600))
    release = replace(made.okafor(), sections=(ReleasedSection(made.text("All"), lines),))
    found = re.findall(r"zq\d{4}", read(build(release)).words)
    assert found == [f"zq{n:04d}" for n in range(600)]


def test_nothing_of_the_family_is_only_an_artifact(okafor: bytes) -> None:
    said = read(okafor)
    assert "Sort the rent first" in said.words
    for words in ("Sort the rent", "Tunde", "Grace", "01632"):
        assert words not in said.artifacts


def test_words_at_the_end_of_a_line_do_not_join_the_next(build: Build) -> None:
    words = " ".join(f"word{n}" for n in range(400))
    assert words in read(build(made.with_answer(words))).words


def test_forty_thousand_words_are_all_there(build: Build) -> None:
    words = " ".join(f"w{n}" for n in range(40_000))
    data = build(made.with_answer(words))
    assert words in read(data).words
    assert pages_of(data) > 40


def test_a_word_longer_than_a_line_is_cut_and_not_lost(build: Build) -> None:
    word = "".join(chr(97 + n % 26) for n in range(3_000))
    assert word in read(build(made.with_answer(word))).words.replace(" ", "")


def test_no_word_is_painted_off_the_page(build: Build) -> None:
    data = build(made.with_answer("W" * 500 + " " + "unbroken" * 60))
    with pikepdf.open(BytesIO(data)) as pdf:
        places = [
            (float(instruction.operands[4]), float(instruction.operands[5]))
            for sheet in pdf.pages
            for instruction in pikepdf.parse_content_stream(sheet)
            if str(instruction.operator) == "Tm"
        ]
    assert min(x for x, _ in places) > 30
    assert max(x for x, _ in places) < 560
    assert min(y for _, y in places) > 15
    assert max(y for _, y in places) < 825


@pytest.mark.parametrize(
    "words",
    [
        "<img src='file:///etc/passwd'> & <b>not bold</b> &amp; &#65; ]]>",
        "Ŵyn ŷd Małgorzata Nguyễn Thị Ọlọ́run Şükrü Ştefan Ελένη Олена",
        "(brackets) \\backslash {braces} %percent /slash [square]",
        "soft\u00adhyphen no\u00a0break zero\u200dwidth",
    ],
)
def test_words_are_printed_exactly(build: Build, words: str) -> None:
    said = read(build(made.with_answer(words))).words
    assert tidy(clean(words)) in said


def test_what_no_page_can_hold_is_dropped_and_nothing_else(build: Build) -> None:
    said = read(build(made.with_answer("be\x00fore\ufeff\x07after \ud83d end"))).words
    assert "beforeafter \ufffd end" in said


@pytest.mark.parametrize("words", ["she drew 😢 and 🏠", "你好 Chen", "ᚠᚢᚦ runes", "ꙮ"])
def test_a_character_without_a_glyph_is_shown_and_keeps_its_meaning(build: Build, words: str) -> None:
    data = build(made.with_answer(words))
    assert words in read(data).words
    assert failures(data) == []


# -- readable


@pytest.mark.parametrize(
    "release",
    [
        made.okafor(),
        made.okafor(finished=True, practice=False),
        made.many_children(12),
        made.with_answer("line one\n\nline two\u2028line three\ttab", exact=True),
        made.with_answer(" ".join(f"w{n}" for n in range(3_000))),
        replace(made.okafor(), alerts=(), gaps=(), criteria=(), sections=()),
        replace(made.okafor(), people=(), relationships=(), household=(), alerts=(), sections=(), gaps=(), criteria=(),
                front=replace(made.front(), missing=(), children=Table((), ()), links=Table((), ()))),
    ],
)  # fmt: skip
def test_it_is_pdf_ua_1_and_pdf_a_3a(build: Build, release: Release) -> None:
    assert failures(build(release)) == []


def test_the_validator_in_use_does_notice_a_fault(okafor: bytes) -> None:
    with pikepdf.open(BytesIO(okafor)) as pdf:
        del pdf.Root.Lang
        out = BytesIO()
        pdf.save(out)
    assert failures(out.getvalue()) != []


def test_headings_never_skip_a_level(okafor: bytes) -> None:
    levels = [int(element.tag[2]) for element in read(okafor).elements if re.fullmatch(r"/H\d", element.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_map_says_in_words_what_it_shows(okafor: bytes) -> None:
    (figure,) = (element for element in read(okafor).elements if element.tag == "/Figure")
    assert "David, 39 and Grace, 34 are partners." in figure.alt
    assert "Tunde, 11, Ife, 4 and Baby, due Feb are the children of" in figure.alt
    assert "4 Elm Row" in figure.alt


def test_each_child_begins_a_page(okafor: bytes) -> None:
    headings = {tidy(e.words): e.pages[0] for e in read(okafor).elements if e.tag == "/H2"}
    assert headings["Tunde Okafor, 11"] < headings["Ife Okafor, 4"] < headings["Baby Okafor, due Feb"]


def test_a_paragraph_on_two_pages_is_one_element(build: Build) -> None:
    words = " ".join(f"w{n}" for n in range(1_500))
    halves = [element for element in read(build(made.with_answer(words))).elements if "w700 " in element.words]
    assert len(halves) == 1
    assert len(set(halves[0].pages)) > 1


def test_a_header_shown_again_is_read_once(build: Build) -> None:
    release = made.many_children(12)
    said = read(build(release))
    assert said.of("/TH").count("Why there is no answer") == 1
    assert "Why there is no answer" in said.artifacts


def test_the_outline_leads_to_each_child(okafor: bytes) -> None:
    with pikepdf.open(BytesIO(okafor)) as pdf, pdf.open_outline() as outline:
        top = outline.root[0]
        assert top.title == "Urgent referral to children’s social care"
        titles = [child.title for child in top.children]
    assert "Tunde Okafor, 11" in titles


def test_it_names_itself_and_its_language(okafor: bytes) -> None:
    with pikepdf.open(BytesIO(okafor)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert metadata["dc:title"] == "Urgent referral to children’s social care, TF-2026-0147"


def test_data_for_machines_travels_inside_and_keeps_the_file_archival(words: Words) -> None:
    data = b'{"resourceType": "QuestionnaireResponse"}'
    attachment = Attachment("answers.json", "application/fhir+json", "The same answers as data", data)
    made_file = build_referral(made.okafor(), words, FONTS, attachment=attachment)
    assert failures(made_file) == []
    with pikepdf.open(BytesIO(made_file)) as pdf:
        assert pdf.attachments["answers.json"].get_file().read_bytes() == data
        assert pdf.Root.AF[0].AFRelationship == "/Data"


# -- what every page says


def page_words(data: bytes, tmp_path: Path) -> list[str]:
    file = tmp_path / "made.pdf"
    file.write_bytes(data)
    said = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True).stdout.decode()
    return said.rstrip("\f\n").split("\f")


def test_every_page_says_practice_and_unfinished_in_words(okafor: bytes, tmp_path: Path) -> None:
    sheets = page_words(okafor, tmp_path)
    assert len(sheets) == pages_of(okafor)
    for number, sheet in enumerate(sheets, 1):
        assert "PRACTICE: a made-up family" in sheet
        assert "Sent before it was finished, Friday 20 November 2026, 14:21" in sheet
        assert f"Page {number} of {len(sheets)}" in sheet
        assert "Check code 7F3K-92QD-LM4X" in sheet
        assert "OFFICIAL-SENSITIVE: PERSONAL" in sheet
        assert "draft" not in sheet.lower()


def test_a_signed_real_one_says_neither(build: Build, tmp_path: Path) -> None:
    for sheet in page_words(build(made.okafor(finished=True, practice=False)), tmp_path):
        assert "PRACTICE" not in sheet
        assert "before it was finished" not in sheet


def test_page_1_answers_first_things_first(okafor: bytes, tmp_path: Path) -> None:
    sheet = page_words(okafor, tmp_path)[0]
    wanted = [
        "Grace described thoughts of ending her life that included Ife.", "J. Hart", "13:40", "A visit today by 17:00",
        "Abeni (grandmother)", "Monday 23 Nov, 09:00", "David told at 13:58", "An assessment of the needs of Ife",
        "Home treatment continues", "Grace agrees to this referral", "Mobile, not the house phone", "999 776 3173",
        "Gets Ife up", "Sort the rent first", "Health visitor’s view",
    ]  # fmt: skip
    assert [words for words in wanted if words not in tidy(sheet)] == []


def test_page_1_says_how_to_reach_the_sender_and_the_cover(okafor: bytes, tmp_path: Path) -> None:
    sheet = tidy(page_words(okafor, tmp_path)[0])
    assert "Direct line 01632 960 001, when away Duty desk 01632 960 002, day and night." in sheet


# -- honest


def test_a_gap_is_printed_once_with_its_reason(build: Build) -> None:
    release = made.okafor()
    gap = made.line("Religion", gap=Gap.DECLINED)
    section = ReleasedSection(made.text("Your family"), (gap,), made.GRACE)
    said = read(build(replace(release, sections=(*release.sections, section)))).words
    assert said.count("Religion") == 1
    assert "Asked, preferred not to say" in said


def test_a_gap_that_no_list_holds_is_still_printed(build: Build) -> None:
    section = ReleasedSection(made.text("Your family"), (made.line("Shoe size", gap=Gap.NOT_KNOWN),))
    assert "Shoe size: Not known." in read(build(replace(made.okafor(), sections=(section,)))).words


def test_judgement_stands_apart_from_facts(build: Build) -> None:
    mixed = ReleasedSection(
        made.text("Mixed"),
        (made.line("Seen", "a fact seen"), made.line("Think", "a judgement made", nature="analysis")),
    )
    said = read(build(replace(made.okafor(), sections=(mixed,)))).words
    assert said.index("a fact seen") < said.index("The worker’s judgement") < said.index("a judgement made")


def test_exact_words_stand_between_quotation_marks(build: Build) -> None:
    said = read(build(made.with_answer("I am fine.\nReally.", exact=True))).words
    assert "Said: “I am fine." in said
    assert "“Really.”" in said


def test_words_that_begin_with_a_quotation_mark_get_no_second(build: Build) -> None:
    said = read(build(made.with_answer("“I am fine.” Then she laughed.", exact=True))).words
    assert "Said: “I am fine.” Then she laughed." in said


def test_a_confidence_carries_its_condition(okafor: bytes) -> None:
    words = read(okafor).words
    assert "she’s a bad mum.” In confidence: Tunde asked that Grace and David not be told this" in words


def test_an_action_without_its_record_says_so_on_page_1(build: Build, tmp_path: Path, words: Words) -> None:
    release = made.okafor()
    (red,) = (alert for alert in release.alerts if alert.level is Level.ACT_NOW)
    data = build(replace(release, alerts=(replace(red, complete=False),)))
    assert words.say("report.records_open", matters=str(red.title)) in tidy(page_words(data, tmp_path)[0])
    assert "Not yet recorded" not in tidy(page_words(build(release), tmp_path)[0])


# -- the same bytes


def test_the_same_release_makes_the_same_bytes_in_other_processes(okafor: bytes) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.report import releases_made as made;"
        "from thinkfamily_desktop.report.build import build_referral;"
        "from thinkfamily_desktop.settings.words import load_words;"
        f"words = load_words(Path({str(RESOURCES / 'words')!r}));"
        f"sys.stdout.buffer.write(build_referral(made.okafor(), words, Path({str(FONTS)!r})))"
    )
    for seed in ("0", "1", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"}
        again = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, env=environment, cwd=RESOURCES.parent
        )
        assert again.stdout == okafor


def test_a_document_does_not_remember_the_one_before(build: Build, okafor: bytes) -> None:
    build(made.with_answer("Ωmega 😢 你好"))
    assert build(made.okafor()) == okafor


def test_the_time_in_the_file_is_the_releases_own(okafor: bytes) -> None:
    with pikepdf.open(BytesIO(okafor)) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261120142100+00'00'"
