"""The gate: real veraPDF passes every kind of document, and fails one that is spoilt."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.report import practice
from tests.report import releases_made as made
from tests.report.conftest import FONTS, Build
from tests.report.verapdf import verdicts
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.exchange.fhir import to_json
from thinkfamily_desktop.exchange.response_out import questionnaire_response
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.report.build import (
    build_blank,
    build_referral,
    build_reply_slip,
    build_review,
    build_sheet,
)
from thinkfamily_desktop.report.metadata import Attachment
from thinkfamily_desktop.settings.locations import forms_folder

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


def of_a_family(number: int, words: Words) -> Iterator[tuple[str, bytes]]:
    """Every kind of document of a practice family that claims to be archival, with its name."""
    readers = [reader.id for reader in practice.full_form().recipients.readers if not reader.for_person]
    copies = [(reader, practice.release_of(number, reader)) for reader in readers]
    copies += [(name, practice.copy_for(number, name)) for name in practice.families()[number].people]
    for name, release in copies:
        response = to_json(questionnaire_response(release)).encode("utf-8")
        attached = Attachment("answers.json", "application/fhir+json", "The same answers as data", response)
        yield f"{name}-referral", build_referral(release, words, FONTS)
        yield f"{name}-attached", build_referral(release, words, FONTS, attachment=attached)
        for sheet in release.sheets:
            yield f"{name}-{sheet.kind}", build_sheet(release, words, FONTS, sheet.kind)  # type: ignore[arg-type]
    made_up = practice.release_of(number)
    for kind in ("phone-script", "chronology"):
        yield kind, build_sheet(made_up, words, FONTS, kind)


@pytest.mark.parametrize("number", range(3))
def test_every_kind_of_export_of_every_practice_family_passes(words: Words, tmp_path: Path, number: int) -> None:
    archival = dict(of_a_family(number, words))
    review = practice.release_of(number, "review")
    forms = {"review": build_review(review, words, FONTS)}
    forms["slip"] = build_reply_slip(practice.release_of(number), words, FONTS)
    for name, data in (archival | forms).items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    said = verdicts("ua1,3a", *(tmp_path / f"{name}.pdf" for name in archival))
    assert said.count("PASS\t") == 2 * len(archival), said
    said = verdicts("ua1", *(tmp_path / f"{name}.pdf" for name in forms))
    assert said.count("PASS\t") == len(forms), said


def test_every_form_on_paper_passes(words: Words, tmp_path: Path) -> None:
    forms = load_set(forms_folder() / "think_family").forms
    for name, form in forms.items():
        (tmp_path / f"{name}.pdf").write_bytes(build_blank(form, words, FONTS))
    said = verdicts("ua1,3a", *(tmp_path / f"{name}.pdf" for name in forms))
    assert said.count("PASS\t") == 2 * len(forms), said


def test_a_spoilt_one_fails(okafor: bytes, tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(okafor)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                del item["/Alt"]
        pdf.save(tmp_path / "spoilt.pdf")
    assert verdicts("ua1", tmp_path / "spoilt.pdf").startswith("FAIL\tua1")
