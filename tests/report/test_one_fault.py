"""Each fault is noticed by something: the fast validator, real veraPDF, or reading along the tree."""

from pathlib import Path

import pytest

from tests.report import one_fault
from tests.report import releases_made as made
from tests.report.conftest import FONTS, _words
from tests.report.reading import read
from tests.report.test_build import failures
from tests.report.verapdf import faults
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
@pytest.mark.parametrize("fault", one_fault.SEEN_BY_VERAPDF)
def test_verapdf_notices_every_fault_that_a_machine_can(right: bytes, tmp_path: Path, fault: one_fault.Fault) -> None:
    file = tmp_path / "faulty.pdf"
    file.write_bytes(one_fault.with_fault(right, fault))
    assert any(line.startswith("FAIL") for line in faults("ua1,3a", file))


@pytest.mark.full
def test_verapdf_has_nothing_against_the_right_one(right: bytes, tmp_path: Path) -> None:
    file = tmp_path / "right.pdf"
    file.write_bytes(right)
    assert faults("ua1,3a", file) == []
