"""Where things are on each system: our own files (wheel, frozen program, checkout), data, state, policy."""

import os
import sys
from pathlib import Path

from thinkfamily_desktop.domain.errors import ThinkFamilyError

PACKAGE = Path(__file__).resolve().parent.parent


def forms_folder(package: Path = PACKAGE) -> Path:
    """The shipped form sets. Raises ThinkFamilyError when they are not where the program was put."""
    return _shipped("forms", package)


def resources_folder(package: Path = PACKAGE) -> Path:
    """Fonts, words, themes, pictures, practice families. Raises ThinkFamilyError when they are not there."""
    return _shipped("resources", package)


def data_folder(platform: str = sys.platform) -> Path:
    """What the worker must not lose. On this laptop only: never a roaming or a shared folder."""
    if platform == "win32":
        return _folder("LOCALAPPDATA", Path("AppData") / "Local") / "ThinkFamily" / "Desktop"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "ThinkFamily" / "Desktop"
    return _folder("XDG_DATA_HOME", Path(".local") / "share") / "thinkfamily"


def state_folder(platform: str = sys.platform) -> Path:
    """What may be lost without harm: the log, crash notes, the count of wrong tries."""
    if platform == "win32":
        return data_folder(platform) / "logs"
    if platform == "darwin":
        return Path.home() / "Library" / "Logs" / "ThinkFamily" / "Desktop"
    return _folder("XDG_STATE_HOME", Path(".local") / "state") / "thinkfamily"


def policy_files(folder: Path = Path("/etc/thinkfamily")) -> tuple[Path, ...]:
    """The machine's policy files on Linux, highest first: policy.d, last name first, then policy.json."""
    return (*sorted((folder / "policy.d").glob("*.json"), reverse=True), folder / "policy.json")


def _shipped(name: str, package: Path) -> Path:
    """Beside the package in a wheel and in a frozen program; in a checkout one level up."""
    for place in (package / "_data" / name, package.parent / name):
        if place.is_dir():
            return place
    raise ThinkFamilyError("settings.files_missing", folder=name)


def _folder(variable: str, below_home: Path) -> Path:
    """The system's own variable where it holds a full path, as its rules say; otherwise the usual place."""
    said = Path(os.environ.get(variable, ""))
    return said if said.is_absolute() else Path.home() / below_home
