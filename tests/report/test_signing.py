"""The organisation's signature, judged by poppler's pdfsig and openssl, which know nothing of ours."""

import re
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import page
import pytest

from tests.report.made_up_certificate import NOW, PASSWORD, certificate, pdfsig
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.report.signing import sign


@pytest.fixture
def signed(okafor: bytes) -> bytes:
    return sign(okafor, certificate(), PASSWORD, NOW)


def test_poppler_says_it_is_valid_and_covers_the_whole_file(signed: bytes, tmp_path: Path) -> None:
    said = pdfsig(signed, tmp_path)
    assert "Signature is Valid." in said
    assert "Total document signed" in said
    assert "Made-Up Trust (practice)" in said


def test_openssl_says_so_too(signed: bytes, tmp_path: Path) -> None:
    found = re.search(rb"/ByteRange \[ 0 (\d+) (\d+) (\d+) \]", signed)
    assert found is not None
    start, end, rest = (int(number) for number in found.groups())
    assert end + rest == len(signed)
    (tmp_path / "content").write_bytes(signed[:start] + signed[end:])
    (tmp_path / "signature.der").write_bytes(bytes.fromhex(signed[start + 1 : end - 1].decode()))
    arguments: list[str | Path] = ["openssl", "cms", "-verify", "-binary", "-noverify", "-inform", "DER"]
    files: list[str | Path] = [
        "-in",
        tmp_path / "signature.der",
        "-content",
        tmp_path / "content",
        "-out",
        tmp_path / "out",
    ]
    assert subprocess.run([*arguments, *files], capture_output=True, check=False).returncode == 0
    (tmp_path / "content").write_bytes(signed[:start] + signed[end:] + b" ")
    assert subprocess.run([*arguments, *files], capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize("where", [0.01, 0.6, 0.99])
def test_a_changed_byte_is_seen(signed: bytes, tmp_path: Path, where: float) -> None:
    at = int(len(signed) * where)
    assert "Signature is Valid." not in pdfsig(signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :], tmp_path)


def test_what_the_file_claims_still_holds(signed: bytes) -> None:
    assert page.validate_pdf_bytes(signed, profile="ua1").is_compliant
    failures = page.validate_pdf_bytes(signed, profile="3a").failures
    assert [failure.message for failure in failures if failure.rule_id != "PDFA3A-STREAM-LENGTH-001"] == []


@pytest.mark.parametrize(
    ("file", "password", "at", "code"),
    [
        (b"no such file", PASSWORD, NOW, "report.no_signing_key"),
        (None, "wrong", NOW, "report.no_signing_key"),
        (None, PASSWORD, NOW + timedelta(days=400), "report.signing_key_out_of_date"),
    ],
)
def test_what_cannot_sign_is_said_plainly(
    okafor: bytes, file: bytes | None, password: str, at: datetime, code: str
) -> None:
    with pytest.raises(ThinkFamilyError, match=re.escape(code)):
        sign(okafor, file or certificate(), password, at)
