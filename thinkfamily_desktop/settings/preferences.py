"""What a worker may choose for themselves. The organisation's policy always has the last word."""

import contextlib
import json
import os
import tempfile
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from thinkfamily_desktop.settings.policy import Policy

FILE_NAME = "preferences.json"


class Preferences(BaseModel):
    """How the program looks to one worker."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    text_size: Annotated[int, Field(ge=100, le=200)] = 100  # percent
    theme: Literal["system", "light", "dark", "contrast"] = "system"

    def within(self, policy: Policy) -> "Preferences":
        """The same, as far as the organisation allows."""
        return self.model_copy(update={"text_size": max(self.text_size, policy.text_size_at_least)})


def load_preferences(folder: Path, policy: Policy) -> Preferences:
    """What the worker chose, within the policy. What cannot be read is as if it had not been chosen."""
    try:
        chosen = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        chosen = {}
    sound: dict[str, object] = {}
    for name, field in Preferences.model_fields.items():
        if isinstance(chosen, dict) and name in chosen:
            with contextlib.suppress(ValidationError):
                sound[name] = TypeAdapter[object](field.rebuild_annotation()).validate_python(chosen[name], strict=True)
    return Preferences.model_validate(sound).within(policy)


def save_preferences(folder: Path, preferences: Preferences) -> None:
    """Keep them: the whole file or, when the disk refuses, the old one. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder, prefix=f".{FILE_NAME}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(preferences.model_dump(mode="json"), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(folder / FILE_NAME)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
