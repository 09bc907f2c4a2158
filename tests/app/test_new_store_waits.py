"""While nobody can tell whether the organisation has a key, no store is made; those that exist open as always."""

from pathlib import Path

import pytest

from thinkfamily_desktop.app.cli import main
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.settings import policy
from thinkfamily_desktop.settings.policy import load_policy
from thinkfamily_desktop.settings.policy_sources import PolicyProblem, Source
from thinkfamily_desktop.store import creating
from thinkfamily_desktop.store.kdf import FLOOR

KEY = "bWFkZSB1cCBmb3IgcHJhY3RpY2UsIG5vdCBhIGtleSE="
WRONG_KEY = Source("high", {"EscrowPublicKey": "half a key"})
IGNORED = Source("low", {}, (PolicyProblem("policy.not_trusted", {"source": "low"}),))
SLIP = Source("low", {"IdleLockMinutes": 600, "Unknown": 1})


@pytest.mark.parametrize("sources", [(WRONG_KEY,), (IGNORED,), (SLIP, IGNORED)])
def test_a_key_that_may_be_meant_and_is_not_there_stops_new_stores(sources: tuple[Source, ...]) -> None:
    with pytest.raises(ThinkFamilyError, match=r"policy\.new_store_waits"):
        load_policy(sources).refuse_new_store()


@pytest.mark.parametrize("sources", [(), (SLIP,), (Source("high", {"EscrowPublicKey": KEY}), IGNORED)])
def test_without_a_doubt_about_the_key_a_store_may_be_made(sources: tuple[Source, ...]) -> None:
    load_policy(sources).refuse_new_store()


def test_the_command_makes_none_and_one_that_exists_still_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(creating, "calibrate", lambda: FLOOR)
    words = tmp_path / "words.txt"
    words.write_text("apple bridge cotton dune\n", encoding="utf-8")

    def run(what: str, name: str, *more: str) -> int:
        return main(["store", what, *more, "--passphrase-file", str(words), "--store", str(tmp_path / name)])

    assert run("new", "first", "--without-recovery") == 0
    monkeypatch.setattr(policy, "machine_sources", lambda: (WRONG_KEY,))
    assert run("new", "second", "--without-recovery") != 0
    assert "No store can be made here yet" in capsys.readouterr().err
    assert not (tmp_path / "second").exists()
    assert run("check", "first") == 0
