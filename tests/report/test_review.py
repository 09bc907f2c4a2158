"""Copies that come back: filled by two programs, read whole, refused when they are not ours."""

from collections.abc import Callable
from io import BytesIO

import page
import pikepdf
import pytest

from tests.report import releases_made as made
from tests.report.conftest import FONTS
from tests.report.filling import fill, fill_by_pikepdf
from tests.report.reading import read
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.report.build import build_reply_slip, build_review
from thinkfamily_desktop.report.returned import ReturnedComment, read_returned

Fill = Callable[[bytes, dict[str, str]], bytes]

WRITTEN = {
    "review.name": "Małgorzata Łęcka",
    "review.role": "Team manager",
    "review.date": "21/11/2026",
    "review.agree": "Yes",
    "review.needed": "First line.\nSecond line: “quoted” & <marked>.",
    "comment.child.2": "Ask Tunde about swimming.",
    "comment.alerts": "Good, clear record.",
}


@pytest.fixture(scope="module")
def review() -> bytes:
    from tests.report.conftest import _words

    return build_review(made.okafor(), _words(), FONTS)


def test_an_empty_copy_says_which_record_it_belongs_to(review: bytes) -> None:
    returned = read_returned(review)
    assert (returned.kind, returned.reference, returned.version) == ("review", "TF-2026-0147", 3)
    assert returned.check_code == "7F3K-92QD-LM4X"
    assert (returned.answers, returned.comments, returned.agrees, returned.returns) == ({}, (), False, False)


@pytest.mark.parametrize("filled_by", [fill, fill_by_pikepdf])
def test_what_a_supervisor_writes_comes_back_whole(review: bytes, filled_by: Fill) -> None:
    returned = read_returned(filled_by(review, WRITTEN))
    assert returned.answers == {
        "name": WRITTEN["review.name"], "role": "Team manager", "date": "21/11/2026",
        "needed": WRITTEN["review.needed"],
    }  # fmt: skip
    assert returned.agrees
    assert not returned.returns
    assert returned.comments == (
        ReturnedComment("child.2", "On: Tunde", "Ask Tunde about swimming."),
        ReturnedComment("alerts", "On: Safety matters and what was done", "Good, clear record."),
    )


def test_the_record_it_belongs_to_cannot_be_typed_over(review: bytes) -> None:
    assert read_returned(fill(review, {"record": "TF-2026-9999 / 1 / AAAA"})).reference == "TF-2026-0147"


def test_copies_with_fields_are_pdf_ua_and_say_all_the_pages_say(review: bytes, okafor: bytes, words: Words) -> None:
    assert page.validate_pdf_bytes(review, profile="ua1").is_compliant
    slip = build_reply_slip(made.okafor(), words, FONTS)
    assert page.validate_pdf_bytes(slip, profile="ua1").is_compliant
    story = [words for words in read(okafor).of("/P", "/TD", "/H2") if "on page" not in words]
    said = read(review).words
    missing = [words for words in story if words not in said]
    assert missing == []


def test_every_field_has_a_label_and_a_place_in_the_tree(review: bytes) -> None:
    with pikepdf.open(BytesIO(review)) as pdf:
        widgets = [a for sheet in pdf.pages for a in sheet.get("/Annots", []) if a.Subtype == "/Widget"]
        assert len(widgets) == len(pdf.Root.AcroForm.Fields) > 10
        assert all(str(widget.TU).strip() and "/StructParent" in widget for widget in widgets)


def test_the_review_copy_is_the_same_bytes_each_time(review: bytes, words: Words) -> None:
    assert build_review(made.okafor(), words, FONTS) == review


def test_a_reply_slip_names_no_one_but_the_sender_and_comes_back(words: Words) -> None:
    slip = build_reply_slip(made.okafor(), words, FONTS)
    said = read(slip).words
    assert "A. Mensah" in said
    assert not any(name in said for name in ("Grace", "Tunde", "Okafor"))
    returned = read_returned(fill(slip, {"slip.known": "Yes, since 2022", "slip.offer": "A worker from Monday"}))
    assert returned.kind == "reply-slip"
    assert returned.answers == {"known": "Yes, since 2022", "offer": "A worker from Monday"}


def test_the_referral_itself_is_not_a_copy_to_fill(okafor: bytes) -> None:
    with pytest.raises(ThinkFamilyError) as error:
        read_returned(okafor)
    assert error.value.code == "report.not_ours"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nhalf a file", b"PK\x03\x04"])
def test_what_is_no_pdf_is_said_plainly(data: bytes) -> None:
    with pytest.raises(ThinkFamilyError) as error:
        read_returned(data)
    assert error.value.code == "report.not_a_pdf"


def test_a_form_that_points_at_itself_is_read_to_an_end(review: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(review)) as pdf:
        fields = pdf.Root.AcroForm.Fields
        ring = pdf.make_indirect(pikepdf.Dictionary(T="ring", Kids=pikepdf.Array()))
        ring.Kids.append(ring)
        fields.append(ring)
        pdf.save(out)
    assert read_returned(out.getvalue()).reference == "TF-2026-0147"
