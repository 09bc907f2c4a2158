"""Where an organisation's policy comes from on each system. Only places that an ordinary user cannot write count."""

import json
import os
import plistlib
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from thinkfamily_desktop.settings.locations import policy_files
from thinkfamily_desktop.settings.windows_rights import LEADS_ELSEWHERE, descriptor_of, is_administrators_alone

REGISTRY_KEY = r"Software\Policies\ThinkFamily\Desktop"
SHELL_FOLDERS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
MACHINE_FOLDER = Path("/etc/thinkfamily")
MANAGED_PREFERENCES = Path("/Library/Managed Preferences/org.thinkfamily.desktop.plist")
LARGEST_FILE = 1_000_000
IGNORED = frozenset(f"policy.{why}" for why in ("not_trusted", "not_readable", "not_json", "not_settings", "too_large"))
"""The problems of a source of which nothing counts."""

ROOT = 0


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """Something about a policy that is not right. `code` names its sentence."""

    code: str
    parameters: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Source:
    """One place with the values that it sets, as they stand there."""

    name: str
    values: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[PolicyProblem, ...] = ()


def machine_sources(platform: str = sys.platform) -> tuple[Source, ...]:
    """The places of this computer that hold something, highest first."""
    if platform == "win32":
        import winreg

        return (*registry_sources(winreg), *windows_file_sources(windows_policy_file(winreg), descriptor_of))
    if platform == "darwin":
        return file_sources((MANAGED_PREFERENCES,), MANAGED_PREFERENCES.parent)
    return file_sources(policy_files(MACHINE_FOLDER), MACHINE_FOLDER)


def file_sources(files: tuple[Path, ...], top: Path, owner: int = ROOT) -> tuple[Source, ...]:
    """What these files hold. One that `owner` does not own, or that others can write, is ignored and said."""
    return tuple(_trusted(file, top, owner) for file in files if os.path.lexists(file))


def file_source(file: Path, name: str | None = None) -> Source:
    """What one file holds, whoever owns it: JSON, or a property list when it is called .plist."""
    said = name or str(file)
    try:
        return _parsed(file.read_bytes(), file.suffix, said)
    except OSError:
        return _ignored(said, "policy.not_readable")


def registry_sources(registry: Any, path: str = REGISTRY_KEY) -> tuple[Source, ...]:
    """What Group Policy or Intune wrote for this machine. `registry` is the module winreg, or one that acts like it."""
    values = _registry_values(registry, path)
    return (Source(rf"HKLM\{path}", values),) if values else ()


def windows_policy_file(registry: Any) -> Path | None:
    """policy.json in the folder for all users' data, as the registry says: a variable is anybody's to set."""
    said = _registry_values(registry, SHELL_FOLDERS).get("Common AppData")
    return Path(said) / "ThinkFamily" / "policy.json" if isinstance(said, str) and said else None


def windows_file_sources(file: Path | None, descriptor: Callable[[Path], str]) -> tuple[Source, ...]:
    """What that file holds. One that anybody but an administrator owns, can change or replace is ignored and said."""
    if file is None or not os.path.lexists(file):
        return ()
    try:
        is_safe = is_administrators_alone(descriptor(file)) and is_administrators_alone(
            descriptor(file.parent), LEADS_ELSEWHERE
        )
        if not is_safe or file.is_symlink() or file.parent.is_symlink():
            return (_ignored(str(file), "policy.not_trusted"),)
    except OSError:
        return (_ignored(str(file), "policy.not_readable"),)
    return (file_source(file),)


def _registry_values(registry: Any, path: str) -> dict[str, object]:
    """Values by name; a list is a key below with the values 1, 2, 3."""
    try:
        access = registry.KEY_READ | registry.KEY_WOW64_64KEY
        key = registry.OpenKey(registry.HKEY_LOCAL_MACHINE, path, 0, access)
    except OSError:
        return {}
    with key:
        keys_below, count, _ = registry.QueryInfoKey(key)
        named = (registry.EnumValue(key, index) for index in range(count))
        values: dict[str, object] = {name: value for name, value, _ in named if name}
        for name in [registry.EnumKey(key, index) for index in range(keys_below)]:
            entries = _registry_values(registry, rf"{path}\{name}")
            values[name] = [entries[number] for number in sorted(entries, key=lambda text: (len(text), text))]
    return values


def _trusted(file: Path, top: Path, owner: int) -> Source:
    try:
        for folder in _folders(file, top):
            if not _is_safe(folder.lstat(), owner, stat.S_ISDIR):
                return _ignored(str(file), "policy.not_trusted")
        # Opened once and asked afterwards, so that nobody can change the file between the two.
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as opened:
            if not _is_safe(os.fstat(handle), owner, stat.S_ISREG):
                return _ignored(str(file), "policy.not_trusted")
            return _parsed(opened.read(LARGEST_FILE + 1), file.suffix, str(file))
    except OSError:
        return _ignored(str(file), "policy.not_readable")


def _folders(file: Path, top: Path) -> Iterator[Path]:
    for folder in file.parents:
        yield folder
        if folder == top:
            return


def _is_safe(found: os.stat_result, owner: int, is_kind: Any) -> bool:
    return is_kind(found.st_mode) and found.st_uid == owner and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _parsed(data: bytes, suffix: str, name: str) -> Source:
    if len(data) > LARGEST_FILE:
        return _ignored(name, "policy.too_large")
    twice: list[str] = []

    def without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        twice.extend(key for key in found if sum(key == other for other, _ in pairs) > 1)
        return found

    try:
        if suffix == ".plist":
            values = plistlib.loads(data)
        else:
            values = json.loads(data.decode("utf-8-sig"), object_pairs_hook=without_repeats)
    except json.JSONDecodeError as error:
        return _ignored(name, "policy.not_json", line=error.lineno)
    except (ValueError, ExpatError, RecursionError, plistlib.InvalidFileException):
        return _ignored(name, "policy.not_readable")
    if not isinstance(values, dict):
        return _ignored(name, "policy.not_settings")
    repeated = tuple(PolicyProblem("policy.given_twice", {"source": name, "key": key}) for key in twice)
    return Source(name, {str(key): value for key, value in values.items()}, repeated)


def _ignored(name: str, code: str, **more: int) -> Source:
    return Source(name, {}, (PolicyProblem(code, {"source": name, **more}),))
