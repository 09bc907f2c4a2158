"""Each fault is noticed by something: the fast validator, real veraPDF, or reading along the tree."""

from pathlib import Path

import pytest

from tests.report import one_fault
from tests.report import releases_made as made
from tests.report.conftest import FONTS, _words
from tests.report.reading import read
from tests.report.test_build import failures
from tests.report.verapdf import verdicts
from thinkfamily_desktop.report.build import build_sheet


@pytest.fixture(scope="module")
def right() -> bytes:
    """A short document with a figure, a table, headings and paragraphs."""
    return build_sheet(made.okafor(), _words(), FONTS, "chronology")


def test_what_is_right_is_faultless(right: bytes) -> None:
    assert failures(right) == []


@pytest.mark.parametrize("fault", one_fault.SEEN_FAST)
def test_the_fast_validator_notices(right: bytes, fault: one_fault.Fault) -> None:
    assert failures(one_fault.with_fault(right, fault)) != []


@pytest.mark.parametrize("fault", one_fault.SEEN_BY_READING)
def test_reading_along_the_tree_notices_what_no_validator_can(right: bytes, fault: one_fault.Fault) -> None:
    assert read(one_fault.with_fault(right, fault)).words != read(right).words


@pytest.mark.full
def test_verapdf_notices_every_fault_that_a_machine_can(right: bytes, tmp_path: Path) -> None:
    files = []
    for fault in one_fault.SEEN_BY_VERAPDF:
        files.append(tmp_path / f"{fault.__name__}.pdf")
        files[-1].write_bytes(one_fault.with_fault(right, fault))
    said = verdicts("ua1,3a", *files).splitlines()
    noticed = {
        name for name in (file.name for file in files) if any(line.startswith("FAIL") and name in line for line in said)
    }
    assert {file.name for file in files} - noticed == set()
