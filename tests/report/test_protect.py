"""A copy behind a password: it opens with it in every program at hand, and without it in none."""

import subprocess
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pypdf
import pypdfium2
import pytest

from tests.report.reading import read
from thinkfamily_desktop.report.protect import protect

PASSWORD = "four pässwörd words ship"


@pytest.fixture
def locked(okafor: bytes, tmp_path: Path) -> Path:
    file = tmp_path / "locked.pdf"
    file.write_bytes(protect(okafor, PASSWORD))
    return file


def test_nothing_opens_it_with_a_wrong_password(locked: Path) -> None:
    for password in ("", "four passwords", PASSWORD.upper()):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(locked, password=password)
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(locked, password=password)
        assert subprocess.run(["pdftotext", "-upw", password, locked, "-"], capture_output=True).returncode != 0
        assert (
            subprocess.run(["qpdf", f"--password={password}", "--check", locked], capture_output=True).returncode != 0
        )
        assert pypdf.PdfReader(locked).decrypt(password) is pypdf.PasswordType.NOT_DECRYPTED
        mupdf = subprocess.run(["mutool", "draw", "-p", password, "-F", "txt", locked], capture_output=True)
        assert b"Urgent" not in mupdf.stdout
        assert mupdf.returncode != 0


def test_qpdf_poppler_mupdf_pdfium_and_pypdf_open_it_with_the_right_one(locked: Path) -> None:
    wanted = b"Urgent referral to children"
    assert subprocess.run(["qpdf", f"--password={PASSWORD}", "--check", locked], capture_output=True).returncode == 0
    poppler = subprocess.run(["pdftotext", "-upw", PASSWORD, locked, "-"], capture_output=True, check=True)
    mupdf = subprocess.run(["mutool", "draw", "-p", PASSWORD, "-F", "txt", locked], capture_output=True, check=True)
    assert wanted in poppler.stdout
    assert wanted in mupdf.stdout
    reader = pypdf.PdfReader(locked)
    assert reader.decrypt(PASSWORD) is pypdf.PasswordType.USER_PASSWORD
    assert wanted.decode() in reader.pages[0].extract_text()
    document = pypdfium2.PdfDocument(locked, password=PASSWORD)
    try:
        assert wanted.decode() in document[0].get_textpage().get_text_range()
    finally:
        document.close()


def test_it_is_aes_256_and_lets_assistive_technology_in(locked: Path) -> None:
    with pikepdf.open(locked, password=PASSWORD) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert pdf.encryption.stream_method.name == "aesv3"
        assert pdf.allow.accessibility
        assert not pdf.owner_password_matched


def test_nothing_of_the_family_can_be_read_in_its_bytes(locked: Path) -> None:
    data = locked.read_bytes()
    for words in ("Okafor", "Grace", "TF-2026-0147", "Urgent referral"):
        assert words.encode() not in data
        assert words.encode("utf-16-be") not in data
        assert words.encode("utf-16-be").hex().upper().encode() not in data


def test_unlocked_it_says_the_same_and_is_still_pdf_ua(locked: Path, okafor: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(locked, password=PASSWORD) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            assert "pdfaid:part" not in metadata
        pdf.save(out, encryption=False)
    assert read(out.getvalue()) == read(okafor)
    assert page.validate_pdf_bytes(out.getvalue(), profile="ua1").is_compliant
