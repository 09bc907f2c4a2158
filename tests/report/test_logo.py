"""The organisation's logo on page 1: seen, read aloud, never in the way, and no file of pixels can do any harm."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.report import releases_made as made
from tests.report.conftest import FONTS
from tests.report.reading import read
from tests.report.test_build import failures, pages_of
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.report.build import build_referral, build_review
from thinkfamily_desktop.report.logo import Logo, read_logo
from thinkfamily_desktop.session.exporting import REFERRAL, REPLY_SLIP, REVIEW, logo_by_policy, make_document
from thinkfamily_desktop.settings.policy import Policy, load_policy
from thinkfamily_desktop.settings.policy_sources import Source

TRUST = "Bryn and Dale Mental Health Trust (made up)"
TEAL = (0, 86, 107)


def drawn(file: Path, size: tuple[int, int] = (480, 120), mode: str = "RGB", kind: str = "PNG") -> Path:
    """A made-up logo: a plain field of one colour."""
    colours: dict[str, int | tuple[int, ...]] = {
        "RGB": TEAL,
        "RGBA": (*TEAL, 255),
        "LA": (80, 128),
        "L": 80,
        "P": 3,
        "1": 0,
    }
    Image.new(mode, size, colours.get(mode, 9_000)).save(file, kind)
    return file


@pytest.fixture
def logo(tmp_path: Path) -> Logo:
    return read_logo(drawn(tmp_path / "logo.png"), TRUST)


def figures(data: bytes) -> list[str]:
    """What is read aloud for each figure."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            str(item.Alt) for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]  # fmt: skip


def pictures(data: bytes) -> list[Image.Image]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return [
            pikepdf.PdfImage(item).as_pil_image() for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]  # fmt: skip


def test_a_referral_has_it_once_with_words_for_whom_cannot_see_it(words: Words, logo: Logo) -> None:
    data = build_referral(made.okafor(), words, FONTS, logo=logo)
    assert f"Logo of {TRUST}" in figures(data)
    [picture] = pictures(data)
    assert picture.size == (480, 120)
    assert picture.getpixel((5, 5)) == TEAL
    assert failures(data) == []
    assert build_referral(made.okafor(), words, FONTS, logo=logo) == data


def test_without_one_nothing_is_there(words: Words) -> None:
    data = build_referral(made.okafor(), words, FONTS)
    assert pictures(data) == []
    assert not any(said.startswith("Logo") for said in figures(data))


def test_page_1_says_the_same_with_it_and_stays_one_page(words: Words, logo: Logo) -> None:
    without, with_it = (build_referral(made.okafor(), words, FONTS, logo=each) for each in (None, logo))
    assert read(with_it).words.replace(f"Logo of {TRUST}", "").split() == read(without).words.split()
    assert pages_of(with_it) == pages_of(without)


@pytest.mark.parametrize("size", [(2_400, 300), (60, 120), (3_000, 3_000)])
def test_whatever_its_shape_it_keeps_to_its_place(words: Words, tmp_path: Path, size: tuple[int, int]) -> None:
    logo = read_logo(drawn(tmp_path / "logo.png", size), TRUST)
    wide, tall = logo.points
    assert wide <= 120
    assert tall <= 28
    assert wide / tall == pytest.approx(size[0] / size[1], rel=0.02)
    assert failures(build_referral(made.okafor(), words, FONTS, logo=logo)) == []


@pytest.mark.parametrize("mode", ["RGBA", "LA", "L", "P", "1"])
def test_every_ordinary_kind_of_png_is_read_and_what_is_clear_is_white(tmp_path: Path, mode: str) -> None:
    file = drawn(tmp_path / "logo.png", mode=mode)
    assert len(read_logo(file).pixels) == 480 * 120 * 3
    Image.new("RGBA", (480, 120), (0, 0, 0, 0)).save(file)
    assert set(read_logo(file).pixels) == {255}


def test_a_review_copy_has_it_a_reply_slip_and_a_made_up_family_have_not(words: Words, logo: Logo) -> None:
    def has_it(release: Release, kind: str) -> bool:
        return bool(pictures(make_document(release, words, FONTS, kind, logo).pdf))

    real = made.okafor(practice=False)
    assert has_it(real, REFERRAL)
    assert has_it(real, REVIEW)
    assert not has_it(real, REPLY_SLIP)
    assert not has_it(made.okafor(practice=True), REFERRAL)
    assert failures(build_review(real, words, FONTS, logo=logo), "ua1") == []


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def unpacking_to_gigabytes() -> bytes:
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


def refused(file: Path) -> str:
    with pytest.raises(ThinkFamilyError) as error:
        read_logo(file)
    return error.value.code


def test_what_is_no_logo_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "logo.png"
    assert refused(file) == "report.logo_not_read"
    assert refused(tmp_path) == "report.logo_not_read"
    file.write_bytes(unpacking_to_gigabytes())
    assert refused(file) == "report.logo_wrong_size"
    file.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert refused(file) == "report.logo_not_png"
    assert refused(drawn(file, kind="JPEG")) == "report.logo_not_png"
    assert refused(drawn(file, mode="I;16")) == "report.logo_not_png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(1_000_000))
    assert refused(file) == "report.logo_too_large"
    for size in ((59, 200), (200, 59), (3_001, 800), (900, 100), (100, 201)):
        assert refused(drawn(file, size)) == "report.logo_wrong_size", size


def test_a_file_that_is_cut_is_refused_unless_every_pixel_is_there(tmp_path: Path) -> None:
    file = drawn(tmp_path / "logo.png")
    whole, pixels = file.read_bytes(), read_logo(file).pixels
    given = 0
    for length in range(0, len(whole), 7):
        file.write_bytes(whole[:length])
        try:
            assert read_logo(file).pixels == pixels, length
            given += 1
        except ThinkFamilyError as error:
            assert error.code == "report.logo_not_png"  # noqa: PT017  it may also be right
    assert given <= 4  # the check sum and the mark of the end say nothing of the picture


def policy(logo: Path) -> Policy:
    return load_policy([Source("here", {"OrganisationName": TRUST, "OrganisationLogo": str(logo)})]).policy


def test_a_policy_with_a_wrong_one_gives_none_and_a_sentence(tmp_path: Path, words: Words) -> None:
    right, wrong = drawn(tmp_path / "right.png"), tmp_path / "wrong.png"
    assert logo_by_policy(Policy()) == (None, None)
    logo, problem = logo_by_policy(policy(right))
    assert logo is not None
    assert (logo.name, problem) == (TRUST, None)
    logo, problem = logo_by_policy(policy(wrong))
    assert logo is None
    assert problem is not None
    said = words.say(problem.code, **problem.parameters)
    assert said == f"The logo {wrong} could not be read. PDFs are made without it until it can be."
