"""An organisation that names a certificate has its copies signed; one that cannot sign still lets a referral go."""

from pathlib import Path

import pytest

from tests.report import releases_made as made
from tests.report.conftest import _okafor
from tests.report.made_up_certificate import NOW, PASSWORD, certificate, pdfsig
from thinkfamily_desktop.session.exporting import Document, signed_by_policy
from thinkfamily_desktop.settings.policy import Policy


def policy_of(folder: Path, content: bytes | None, password: str | None = PASSWORD) -> Policy:
    if content is not None:
        (folder / "team.p12").write_bytes(content)
    if password is not None:
        (folder / "password.txt").write_text(password + "\n", encoding="utf-8")
    files = {"signing_certificate": folder / "team.p12", "signing_password_file": folder / "password.txt"}
    return Policy.model_validate({name: str(file) for name, file in files.items()})


@pytest.fixture
def document() -> Document:
    return Document(made.okafor(), _okafor())


def test_what_leaves_is_signed_and_an_independent_reader_says_so(document: Document, tmp_path: Path) -> None:
    signed, problem = signed_by_policy(document, "referral", policy_of(tmp_path, certificate()), NOW)
    assert problem is None
    assert "Signature is Valid." in pdfsig(signed.pdf, tmp_path)
    assert "Signature is Valid." not in pdfsig(document.pdf, tmp_path)
    assert signed.sha256 != document.sha256


def test_without_a_certificate_in_the_policy_nothing_is_signed(document: Document) -> None:
    assert signed_by_policy(document, "referral", Policy(), NOW) == (document, None)


@pytest.mark.parametrize("kind", ["review", "reply-slip"])
def test_what_is_to_be_filled_in_is_left_alone(document: Document, tmp_path: Path, kind: str) -> None:
    assert signed_by_policy(document, kind, policy_of(tmp_path, certificate()), NOW) == (document, None)


@pytest.mark.parametrize(
    ("content", "password", "code"),
    [
        (None, PASSWORD, "report.no_signing_file"),
        (certificate(), None, "report.no_signing_file"),
        (b"no certificate at all", PASSWORD, "report.no_signing_key"),
        (certificate(), "another password", "report.no_signing_key"),
        (certificate(), "", "report.no_signing_key"),
        (certificate(expired=True), PASSWORD, "report.signing_key_out_of_date"),
    ],
)
def test_what_cannot_sign_is_named_and_the_copy_is_there_all_the_same(
    document: Document, tmp_path: Path, content: bytes | None, password: str | None, code: str
) -> None:
    left, problem = signed_by_policy(document, "referral", policy_of(tmp_path, content, password), NOW)
    assert left == document
    assert problem is not None
    assert problem.code == code
