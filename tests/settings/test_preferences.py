"""What a worker may choose."""

import os
from pathlib import Path

import pytest

from thinkfamily_desktop.settings.policy import Policy
from thinkfamily_desktop.settings.preferences import Preferences, load_preferences, save_preferences


def test_what_is_kept_is_found_again_and_only_by_its_owner(tmp_path: Path) -> None:
    save_preferences(tmp_path / "new", Preferences(text_size=150, theme="dark"))
    assert load_preferences(tmp_path / "new", Policy()) == Preferences(text_size=150, theme="dark")
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["preferences.json"]
    if os.name != "nt":
        assert (tmp_path / "new" / "preferences.json").stat().st_mode & 0o077 == 0


def test_the_policy_has_the_last_word(tmp_path: Path) -> None:
    save_preferences(tmp_path, Preferences(text_size=110))
    assert load_preferences(tmp_path, Policy(text_size_at_least=140)).text_size == 140
    assert load_preferences(tmp_path, Policy(text_size_at_least=100)).text_size == 110


@pytest.mark.parametrize(
    "kept", ["", "[]", '"dark"', "[" * 100_000, '{"text_size": 15000}', '{"text_size": "big"}', None]
)
def test_what_cannot_be_read_is_as_if_it_had_not_been_chosen(tmp_path: Path, kept: str | None) -> None:
    if kept is not None:
        (tmp_path / "preferences.json").write_text(kept, encoding="utf-8")
    assert load_preferences(tmp_path, Policy()) == Preferences()


def test_one_wrong_choice_leaves_the_others(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text('{"text_size": 900, "theme": "dark", "later": 1}', encoding="utf-8")
    assert load_preferences(tmp_path, Policy()) == Preferences(theme="dark")


def test_a_disk_that_refuses_leaves_the_old_choice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_preferences(tmp_path, Preferences(theme="dark"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save_preferences(tmp_path, Preferences(theme="light"))
    assert load_preferences(tmp_path, Policy()).theme == "dark"
    assert [file.name for file in tmp_path.iterdir()] == ["preferences.json"]
