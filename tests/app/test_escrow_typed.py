"""The organisation's key typed again from two envelopes opens a store; one half, or a slip, does not."""

import re
from pathlib import Path

import pytest

from thinkfamily_desktop.app.cli import main
from thinkfamily_desktop.settings import policy
from thinkfamily_desktop.settings.policy_sources import Source
from thinkfamily_desktop.store import creating
from thinkfamily_desktop.store.kdf import FLOOR


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> tuple[Path, str]:
    """A folder with a store under the organisation's key, and the fingerprint that the custodians wrote down."""
    monkeypatch.setattr(creating, "calibrate", lambda: FLOOR)
    assert main(["escrow", "new-key", "--out", str(tmp_path / "organisation.key")]) == 0
    said = capsys.readouterr().out
    public = said.split("EscrowPublicKey: ")[1].split()[0]
    monkeypatch.setattr(policy, "machine_sources", lambda: (Source("here", {"EscrowPublicKey": public}),))
    (tmp_path / "words").write_text("apple bridge cotton dune\n", encoding="utf-8")
    made = ["store", "new", "--store", str(tmp_path / "vault"), "--passphrase-file", str(tmp_path / "words")]
    assert main(made) == 0
    capsys.readouterr()
    return tmp_path, said.split("by eye: ")[1].strip()


def unlock(folder: Path, typed: bytes) -> int:
    file = folder / "typed.key"
    file.write_bytes(typed)
    (folder / "unlock-once").unlink(missing_ok=True)
    keys = str(folder / "vault" / "keys.a")
    return main(["escrow", "unlock", keys, "--key", str(file), "--out", str(folder / "unlock-once")])


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["Linux", "Windows"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "with a byte order mark"])
def test_two_halves_typed_on_two_lines_are_the_key(
    sealed: tuple[Path, str], capsys: pytest.CaptureFixture[str], end: str, mark: str
) -> None:
    folder, known = sealed
    first_line, key = (folder / "organisation.key").read_text(encoding="ascii").splitlines()
    assert unlock(folder, f"{mark}{first_line}{end}{key[:22]}{end}{key[22:]}".encode()) == 0
    assert known in capsys.readouterr().out


def test_half_a_key_is_none_and_a_slip_shows_another_fingerprint(
    sealed: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, known = sealed
    first_line, key = (folder / "organisation.key").read_text(encoding="ascii").splitlines()
    assert unlock(folder, f"{first_line}\n{key[:22]}\n".encode()) != 0
    assert "not an organisation’s key" in capsys.readouterr().err
    slip = re.sub(r"^.", lambda letter: "A" if letter[0] != "A" else "B", key)
    assert unlock(folder, f"{first_line}\n{slip}\n".encode()) != 0
    said = capsys.readouterr().out
    assert "fingerprint" in said
    assert known not in said
