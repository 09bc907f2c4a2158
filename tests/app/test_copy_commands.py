"""`export`, `verify` and `returned` over a practice store, as IT and a supervisor run them."""

import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.report.filling import fill_by_pikepdf
from tests.report.made_up_certificate import PASSWORD as PASSWORD_OF_CERTIFICATE
from tests.report.made_up_certificate import certificate, pdfsig
from tests.report.test_logo import drawn
from thinkfamily_desktop.app import cli
from thinkfamily_desktop.app.demo import prepare
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.session.unlocking import PRACTICE_PASSPHRASE
from thinkfamily_desktop.settings.policy import load_policy
from thinkfamily_desktop.settings.policy_sources import Source
from thinkfamily_desktop.store import creating, ways_in
from thinkfamily_desktop.store.kdf import FLOOR

HOUSE = House()  # the forms are read once for all commands
OKAFOR, LEWIS = "TF-2026-0147", "TF-2026-0131"
PASSWORD = "four plain made up words"


class Desk:
    """A practice store, its passphrase in a file, and a folder for what comes out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.passphrase = self.file("passphrase.txt", PRACTICE_PASSPHRASE.encode())
        self.password = self.file("password.txt", PASSWORD.encode())
        prepare(folder / "vault", HOUSE)

    def file(self, name: str, content: bytes) -> Path:
        (self.folder / name).write_bytes(content)
        return self.folder / name

    def run(self, *arguments: str | Path) -> int:
        store = ("--store", self.folder / "vault", "--passphrase-file", self.passphrase)
        return cli.main([str(each) for each in (*arguments, *store)])

    def export(self, name: str, *options: str | Path) -> Path:
        assert self.run("export", OKAFOR, *options, "--out", self.folder / name) == 0
        return self.folder / name


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(creating, "calibrate", lambda: FLOOR)
        patch.setattr(ways_in, "calibrate", lambda: FLOOR)
        return Desk(tmp_path_factory.mktemp("copies"))


@pytest.fixture(autouse=True)
def _one_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "House", lambda: HOUSE)


def said(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_saved_copy_is_current_and_known_as_another_familys(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    saved = desk.export("locked.pdf", "--to", "school", "--about", "Tunde", "--password-file", desk.password)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(saved)
    pikepdf.open(saved, password=PASSWORD).close()
    capsys.readouterr()
    assert desk.run("verify", saved) == 0
    assert OKAFOR in capsys.readouterr().out
    assert desk.run("verify", saved, "--case", LEWIS, "--json") == 1
    told = said(capsys)
    assert sorted(told) == ["changed", "export", "says", "verdict"]
    assert sorted(told["export"]) == ["check_code", "kind", "reader", "reference", "saved", "sent", "version"]
    assert (told["verdict"], told["changed"], told["export"]["reader"]) == ("other-record", None, "school")


def test_a_logo_that_cannot_be_used_is_said_and_the_pdf_goes_without(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {"OrganisationLogo": str(desk.folder / "logo.png")}
    monkeypatch.setitem(HOUSE.__dict__, "in_force", load_policy([Source("here", values)]))
    with_it = drawn(desk.folder / "logo.png")
    desk.export("right.pdf", "--to", "school", "--about", "Tunde")
    assert capsys.readouterr().err == ""
    with_it.write_bytes(b"GIF89a")
    saved = desk.export("without.pdf", "--to", "school", "--about", "Tunde")
    assert saved.is_file()
    [said] = capsys.readouterr().err.splitlines()
    assert said == HOUSE.words.say("report.logo_not_png", file=str(with_it))


def test_a_certificate_in_the_policy_signs_what_leaves(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    names = {"SigningCertificate": "team.p12", "SigningPasswordFile": "of-certificate.txt"}
    values = {name: str(desk.folder / file) for name, file in names.items()}
    desk.file("team.p12", certificate())
    monkeypatch.setitem(HOUSE.__dict__, "in_force", load_policy([Source("here", values)]))
    desk.file("of-certificate.txt", PASSWORD_OF_CERTIFICATE.encode())
    signed = desk.export("signed.pdf", "--to", "school", "--about", "Tunde")
    assert "Signature is Valid." in pdfsig(signed.read_bytes(), tmp_path)
    assert capsys.readouterr().err == ""
    assert desk.run("verify", signed) == 0
    capsys.readouterr()
    desk.file("of-certificate.txt", b"another one")
    unsigned = desk.export("unsigned.pdf", "--to", "school", "--about", "Tunde")
    told = capsys.readouterr()
    assert unsigned.is_file()
    assert len(told.err.strip().splitlines()) == 1
    assert HOUSE.words.say("report.no_signing_key") in told.err


def test_a_review_copy_comes_back_and_is_filed(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    empty = desk.export("review.pdf", "--as", "review")
    written = {"review.name": "Małgorzata Łęcka", "comment.front": "Clear."}
    filled = desk.file("filled.pdf", fill_by_pikepdf(empty.read_bytes(), written))
    capsys.readouterr()
    assert desk.run("returned", filled, "--json") == 0
    told = said(capsys)
    assert (told["standing"], told["kind"], told["reference"]) == ("current", "review", OKAFOR)
    assert told["answers"] == {"name": "Małgorzata Łęcka"}
    assert [comment["words"] for comment in told["comments"]] == ["Clear."]
    assert desk.run("returned", filled, "--file") == 0
    assert f"Filed with {OKAFOR}" in capsys.readouterr().out
    assert desk.run("returned", desk.file("letter.txt", b"Dear all")) == 1
    assert capsys.readouterr().err.strip()


@pytest.mark.parametrize(
    "wrong",
    [
        ("export", OKAFOR, "--out", "x.pdf"),
        ("export", OKAFOR, "--as", "review", "--to", "school", "--out", "x.pdf"),
        ("export", OKAFOR, "--to", "social-care", "--sign-with", "no.p12", "--out", "x.pdf"),
        ("export", OKAFOR, "--as", "poem", "--to", "social-care", "--out", "x.pdf"),
        ("verify", "nowhere.pdf"),
        ("returned", "nowhere.pdf"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_no_file(
    desk: Desk,
    wrong: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert desk.run(*wrong) == 4
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
