"""Where things are."""

from pathlib import Path

import pytest

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.settings.locations import (
    data_folder,
    forms_folder,
    policy_files,
    resources_folder,
    state_folder,
)


def test_a_checkout_finds_its_own_forms_and_resources() -> None:
    assert (forms_folder() / "think_family").is_dir()
    assert (resources_folder() / "words" / "en.toml").is_file()


def test_an_installed_program_looks_beside_its_package_first(tmp_path: Path) -> None:
    package = tmp_path / "site" / "thinkfamily_desktop"
    (package / "_data" / "forms").mkdir(parents=True)
    (tmp_path / "site" / "forms").mkdir()
    assert forms_folder(package) == package / "_data" / "forms"


def test_a_broken_installation_says_which_folder_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ThinkFamilyError) as error:
        resources_folder(tmp_path / "thinkfamily_desktop")
    assert error.value.code == "settings.files_missing"
    assert error.value.parameters == {"folder": "resources"}


def test_data_and_state_follow_the_system_s_own_variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert data_folder("linux") == tmp_path / "data" / "thinkfamily"
    assert state_folder("linux") == tmp_path / "state" / "thinkfamily"
    assert data_folder("win32") == tmp_path / "local" / "ThinkFamily" / "Desktop"
    assert state_folder("win32") == data_folder("win32") / "logs"
    assert data_folder("darwin") == Path.home() / "Library" / "Application Support" / "ThinkFamily" / "Desktop"
    assert state_folder("darwin") == Path.home() / "Library" / "Logs" / "ThinkFamily" / "Desktop"


@pytest.mark.parametrize("said", [None, "", "somewhere/relative"])
def test_without_a_full_path_the_usual_place_counts(said: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if said is None:
        monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_DATA_HOME", said)
    assert data_folder("linux") == Path.home() / ".local" / "share" / "thinkfamily"


def test_no_variable_of_our_own_moves_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (data_folder(), state_folder(), forms_folder(), resources_folder())
    for name in ("THINKFAMILY", "THINKFAMILY_DATA", "THINKFAMILY_FORMS", "THINKFAMILY_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    assert (data_folder(), state_folder(), forms_folder(), resources_folder()) == before


def test_policy_files_are_in_the_order_in_which_they_count(tmp_path: Path) -> None:
    (tmp_path / "policy.d").mkdir()
    for name in ("10_team.json", "50_trust.json", "notes.txt"):
        (tmp_path / "policy.d" / name).touch()
    assert [file.name for file in policy_files(tmp_path)] == ["50_trust.json", "10_team.json", "policy.json"]
