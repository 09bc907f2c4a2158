"""The gate: real veraPDF passes every kind of document in what it claims, and fails one that is spoilt."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from tests.report import practice
from tests.report import releases_made as made
from tests.report.conftest import FONTS, Build
from tests.report.made_up_certificate import NOW, certificate
from tests.report.made_up_certificate import PASSWORD as OF_CERTIFICATE
from tests.report.test_logo import TRUST, drawn
from tests.report.verapdf import faults, verdict
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.exchange.fhir import to_json
from thinkfamily_desktop.exchange.response_out import questionnaire_response
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.report.build import (
    build_blank,
    build_referral,
    build_reply_slip,
    build_review,
    build_sheet,
)
from thinkfamily_desktop.report.logo import read_logo
from thinkfamily_desktop.report.metadata import Attachment
from thinkfamily_desktop.report.protect import protect
from thinkfamily_desktop.report.recovery_sheet import build_recovery_sheet
from thinkfamily_desktop.report.signing import sign
from thinkfamily_desktop.settings.locations import forms_folder

pytestmark = pytest.mark.full

ARCHIVAL = "ua1,3a"
TO_FILL = "ua1"
STRANGE = "😢 你好 مرحبا שלום हिन्दी বাংলা ਪੰਜਾਬੀ Ọlọ́run <b>&amp;\u00ad\u200d\ud83d"


def told(file: Path, claims: str, data: bytes, password: str = "") -> list[str]:
    """What veraPDF holds against these bytes."""
    file.write_bytes(data)
    return faults(claims, file, password)


@pytest.mark.parametrize("name", ["okafor", "signed", "twelve", "long", "strange", "bare"])
def test_every_referral_is_pdf_ua_1_and_pdf_a_3a(build: Build, tmp_path: Path, name: str) -> None:
    releases: dict[str, Callable[[], Release]] = {
        "okafor": made.okafor,
        "signed": lambda: made.okafor(finished=True, practice=False),
        "twelve": lambda: made.many_children(12),
        "long": lambda: made.with_answer(" ".join(f"w{n}" for n in range(40_000))),
        "strange": lambda: made.with_answer(STRANGE, exact=True),
        "bare": lambda: replace(made.okafor(), alerts=(), gaps=(), criteria=(), sections=()),
    }
    assert told(tmp_path / f"{name}.pdf", ARCHIVAL, build(releases[name]())) == []


def of_a_family(number: int, words: Words) -> Iterator[tuple[str, str, bytes]]:
    """Every kind of document of a practice family with its name and what it claims."""
    readers = [reader.id for reader in practice.full_form().recipients.readers if not reader.for_person]
    copies = [(reader, practice.release_of(number, reader)) for reader in readers]
    copies += [(name, practice.copy_for(number, name)) for name in practice.families()[number].people]
    for name, release in copies:
        response = to_json(questionnaire_response(release)).encode("utf-8")
        attached = Attachment("answers.json", "application/fhir+json", "The same answers as data", response)
        yield f"{name}-referral", ARCHIVAL, build_referral(release, words, FONTS)
        yield f"{name}-attached", ARCHIVAL, build_referral(release, words, FONTS, attachment=attached)
        for sheet in release.sheets:
            yield f"{name}-{sheet.kind}", ARCHIVAL, build_sheet(release, words, FONTS, sheet.kind)  # type: ignore[arg-type]
    made_up = practice.release_of(number)
    for kind in ("phone-script", "chronology"):
        yield kind, ARCHIVAL, build_sheet(made_up, words, FONTS, kind)
    yield "review", TO_FILL, build_review(practice.release_of(number, "review"), words, FONTS)
    yield "slip", TO_FILL, build_reply_slip(made_up, words, FONTS)


@pytest.mark.parametrize("number", range(3))
def test_every_kind_of_export_of_every_practice_family_passes(words: Words, tmp_path: Path, number: int) -> None:
    judged, kinds = 0, set()
    for name, claims, data in of_a_family(number, words):
        assert told(tmp_path / f"{name}.pdf", claims, data) == [], name
        judged += 1
        kinds.add(name.split("-", 1)[-1])
    print(f"\nfamily {number}: {judged} documents of kinds {', '.join(sorted(kinds))}")  # noqa: T201
    assert kinds >= {"referral", "attached", "chronology", "slip", "review"}


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "1"])
def test_with_the_organisation_s_logo_it_still_passes(words: Words, tmp_path: Path, mode: str) -> None:
    logo = read_logo(drawn(tmp_path / "logo.png", mode=mode), TRUST)
    for number in range(3):
        referral = build_referral(practice.release_of(number), words, FONTS, logo=logo)
        assert told(tmp_path / f"{number}.pdf", ARCHIVAL, referral) == []
    review = build_review(practice.release_of(0, "review"), words, FONTS, logo=logo)
    assert told(tmp_path / "review.pdf", TO_FILL, review) == []


def test_every_form_on_paper_passes(words: Words, tmp_path: Path) -> None:
    for name, form in load_set(forms_folder() / "think_family").forms.items():
        assert told(tmp_path / f"{name}.pdf", ARCHIVAL, build_blank(form, words, FONTS)) == [], name


def test_what_is_done_to_a_copy_leaves_its_claims_true(okafor: bytes, words: Words, tmp_path: Path) -> None:
    signed = sign(okafor, certificate(), OF_CERTIFICATE, NOW)
    assert told(tmp_path / "signed.pdf", ARCHIVAL, signed) == []
    assert told(tmp_path / "locked.pdf", TO_FILL, protect(okafor, "four pässwörd words"), "four pässwörd words") == []
    sheet = build_recovery_sheet("ABCD-EFGH-JKMN-PQRS", "0123456789ab", date(2026, 11, 20), words, FONTS)
    assert told(tmp_path / "recovery.pdf", ARCHIVAL, sheet) == []


def test_a_spoilt_one_fails(okafor: bytes, tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(okafor)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                del item["/Alt"]
        pdf.save(tmp_path / "spoilt.pdf")
    assert verdict("ua1", tmp_path / "spoilt.pdf").startswith("FAIL\tua1")
    assert faults("ua1", tmp_path / "spoilt.pdf")
