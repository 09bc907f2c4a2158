"""What a worker may choose for themselves. The organisation's policy always has the last word."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:  # the unlock screen is painted before the policy and its library are read
    from thinkfamily_desktop.settings.policy import Policy

FILE_NAME = "preferences.json"
SMALLEST_TEXT, LARGEST_TEXT = 100, 200

Theme = Literal["system", "light", "dark", "contrast"]


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the program looks to one worker."""

    text_size: int = SMALLEST_TEXT  # percent, up to LARGEST_TEXT
    theme: Theme = "system"

    def within(self, policy: "Policy") -> "Preferences":
        """The same, as far as the organisation allows."""
        return replace(self, text_size=max(self.text_size, policy.text_size_at_least))


def load_preferences(folder: Path, policy: "Policy | None" = None) -> Preferences:
    """What the worker chose, within the policy where it is known. What cannot be read counts as not chosen."""
    try:
        kept = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        kept = None
    chosen = _sound(kept) if isinstance(kept, dict) else Preferences()
    return chosen if policy is None else chosen.within(policy)


def _sound(kept: Mapping[str, object]) -> Preferences:
    """One wrong choice leaves the others."""
    size, theme = kept.get("text_size"), kept.get("theme")
    chosen = Preferences()
    if isinstance(size, int) and not isinstance(size, bool) and SMALLEST_TEXT <= size <= LARGEST_TEXT:
        chosen = replace(chosen, text_size=size)
    for name in get_args(Theme):
        if theme == name:
            chosen = replace(chosen, theme=name)
    return chosen


def save_preferences(folder: Path, preferences: Preferences) -> None:
    """Keep them: the whole file or, when the disk refuses, the old one. Raises OSError."""
    import tempfile  # noqa: PLC0415, RUF100  the unlock screen is painted without it

    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder, prefix=f".{FILE_NAME}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(preferences), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(folder / FILE_NAME)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
