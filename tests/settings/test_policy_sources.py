"""Only a policy that an ordinary user cannot write counts."""

import os
import plistlib
from pathlib import Path
from types import SimpleNamespace

import pytest

from thinkfamily_desktop.settings.policy_sources import (
    REGISTRY_KEY,
    Source,
    file_source,
    file_sources,
    registry_sources,
)

ME = os.getuid() if hasattr(os, "getuid") else 0
posix = pytest.mark.skipif(os.name == "nt", reason="owners and modes are those of Linux and macOS")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    folder = tmp_path / "thinkfamily"
    folder.mkdir(mode=0o755)
    return folder


def policy(top: Path, text: str = '{"IdleLockMinutes": 3}', mode: int = 0o644) -> Path:
    file = top / "policy.json"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def read(file: Path, top: Path, owner: int = ME) -> Source:
    (source,) = file_sources((file,), top, owner)
    return source


def codes(source: Source) -> list[str]:
    return [problem.code for problem in source.problems]


@posix
def test_a_file_of_the_administrator_counts(top: Path) -> None:
    assert read(policy(top), top) == Source(str(top / "policy.json"), {"IdleLockMinutes": 3})


@posix
@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
def test_a_file_that_others_can_write_is_ignored_and_said(top: Path, mode: int) -> None:
    source = read(policy(top, mode=mode), top)
    assert (source.values, codes(source)) == ({}, ["policy.not_trusted"])


@posix
def test_a_file_in_a_folder_that_others_can_write_is_ignored(top: Path) -> None:
    file = policy(top)
    top.chmod(0o777)
    assert codes(read(file, top)) == ["policy.not_trusted"]


@posix
def test_a_file_of_somebody_else_is_ignored(top: Path) -> None:
    assert codes(read(policy(top), top, owner=ME + 1)) == ["policy.not_trusted"]


@posix
def test_a_link_is_not_followed(top: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text('{"IdleLockMinutes": 15}', encoding="utf-8")
    (top / "policy.json").symlink_to(tmp_path / "mine.json")
    assert codes(read(top / "policy.json", top)) == ["policy.not_readable"]


@posix
def test_a_pipe_in_its_place_does_not_hang_the_program(top: Path) -> None:
    os.mkfifo(top / "policy.json", mode=0o644)
    assert codes(read(top / "policy.json", top)) == ["policy.not_trusted"]


@posix
def test_files_count_in_the_order_given_and_a_missing_one_is_nothing(top: Path) -> None:
    file = policy(top)
    assert [source.name for source in file_sources((top / "gone.json", file), top, ME)] == [str(file)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"IdleLockMinutes": 3,}', "policy.not_json"),
        ("", "policy.not_json"),
        ("[3]", "policy.not_settings"),
        ("[" * 100_000, "policy.not_readable"),
        ('{"a": ' + "9" * 5000 + "}", "policy.not_readable"),
        (" " * 1_000_001, "policy.too_large"),
        ('{"IdleLockMinutes": 3, "IdleLockMinutes": 4}', "policy.given_twice"),
    ],
)
def test_a_file_that_is_not_right_is_said(top: Path, text: str, code: str) -> None:
    assert codes(file_source(policy(top, text))) == [code]


def test_an_editor_s_mark_at_the_start_does_no_harm(top: Path) -> None:
    assert file_source(policy(top, '\ufeff{"IdleLockMinutes": 3}')).values == {"IdleLockMinutes": 3}


def test_a_property_list_is_read(tmp_path: Path) -> None:
    file = tmp_path / "org.thinkfamily.desktop.plist"
    file.write_bytes(plistlib.dumps({"IdleLockMinutes": 3}))
    assert file_source(file).values == {"IdleLockMinutes": 3}
    file.write_bytes(b"<?xml version='1.0'?><plist><dict><key>a</key>")
    assert codes(file_source(file)) == ["policy.not_readable"]


class Key:
    """One key of a made-up registry, as `winreg` shows it."""

    def __init__(self, values: dict[str, object], below: dict[str, "Key"] | None = None) -> None:
        self.values = list(values.items())
        self.below = below or {}

    def __enter__(self) -> "Key":
        return self

    def __exit__(self, *_: object) -> None:
        return None


def registry(root: Key | None, at: str = REGISTRY_KEY) -> SimpleNamespace:
    def open_key(hive: str, path: str, _reserved: int, access: int) -> Key:
        assert (hive, access) == ("HKLM", 0x101)
        if root is None or not path.startswith(at):
            raise FileNotFoundError(path)
        names = path.removeprefix(at).split("\\")[1:]
        key = root
        for name in names:
            key = key.below[name]
        return key

    return SimpleNamespace(
        HKEY_LOCAL_MACHINE="HKLM",
        KEY_READ=1,
        KEY_WOW64_64KEY=0x100,
        OpenKey=open_key,
        QueryInfoKey=lambda key: (len(key.below), len(key.values), 0),
        EnumValue=lambda key, index: (*key.values[index], 4),
        EnumKey=lambda key, index: list(key.below)[index],
    )


def test_the_registry_gives_values_and_lists_in_order() -> None:
    folders = Key({"10": "C:\\j", "1": "C:\\a", "2": "C:\\b"})
    (source,) = registry_sources(
        registry(Key({"": "default", "IdleLockMinutes": 3}, {"AllowedExportFolders": folders}))
    )
    assert source.values == {"IdleLockMinutes": 3, "AllowedExportFolders": ["C:\\a", "C:\\b", "C:\\j"]}
    assert source.name == r"HKLM\Software\Policies\ThinkFamily\Desktop"


def test_a_registry_without_our_key_is_no_source() -> None:
    assert registry_sources(registry(None)) == ()
