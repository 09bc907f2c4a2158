"""The recovery sheet: the code in groups, which store and day, how to keep it, and nothing else."""

from datetime import date

import page

from tests.report.conftest import FONTS
from tests.report.reading import read
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.report.recovery_sheet import build_recovery_sheet

CODE = "K7QM-2X4P-9T0B-V3HD-R8WN-5C1Z-6YJG-E0FA-7KQS"


def sheet(words: Words) -> bytes:
    return build_recovery_sheet(CODE, "0f" * 16, date(2026, 11, 22), words, FONTS)


def test_the_code_stands_group_by_group_with_its_store_and_day(words: Words) -> None:
    said = " ".join(read(sheet(words)).words.split())
    assert CODE.replace("-", " ") in said
    assert "Store 0F0F0F0F" in said
    assert "22 Nov 2026" in said
    assert "office safe" in said


def test_the_page_is_accessible_and_archival(words: Words) -> None:
    found = [
        failure.message
        for profile in ("ua1", "3a")
        for failure in page.validate_pdf_bytes(sheet(words), profile=profile).failures
        if failure.rule_id != "PDFA3A-STREAM-LENGTH-001"
    ]
    assert found == []


def test_the_same_sheet_is_the_same_bytes(words: Words) -> None:
    assert sheet(words) == sheet(words)
