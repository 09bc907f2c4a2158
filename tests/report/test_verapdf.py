"""The gate: real veraPDF passes every kind of document, and fails one that is spoilt."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.report import releases_made as made
from tests.report.conftest import FONTS, Build
from tests.report.verapdf import verdicts
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.report.build import build_reply_slip, build_review

pytestmark = pytest.mark.full


def test_every_referral_is_pdf_ua_1_and_pdf_a_3a(build: Build, tmp_path: Path) -> None:
    releases = {
        "okafor": made.okafor(),
        "signed": made.okafor(finished=True, practice=False),
        "twelve": made.many_children(12),
        "long": made.with_answer(" ".join(f"w{n}" for n in range(40_000))),
        "strange": made.with_answer("😢 你好 مرحبا שלום हिन्दी বাংলা ਪੰਜਾਬੀ Ọlọ́run <b>&amp;\u00ad\u200d\ud83d", exact=True),
        "bare": replace(made.okafor(), alerts=(), gaps=(), criteria=(), sections=()),
    }
    paths = []
    for name, release in releases.items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(build(release))
    said = verdicts("ua1,3a", *paths)
    assert said.count("PASS\t") == 2 * len(releases), said


def test_every_copy_with_fields_is_pdf_ua_1(words: Words, tmp_path: Path) -> None:
    review, slip = tmp_path / "review.pdf", tmp_path / "slip.pdf"
    review.write_bytes(build_review(made.okafor(), words, FONTS))
    slip.write_bytes(build_reply_slip(made.okafor(), words, FONTS))
    said = verdicts("ua1", review, slip)
    assert said.count("PASS\t") == 2, said


def test_a_spoilt_one_fails(okafor: bytes, tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(okafor)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                del item["/Alt"]
        pdf.save(tmp_path / "spoilt.pdf")
    assert verdicts("ua1", tmp_path / "spoilt.pdf").startswith("FAIL\tua1")
