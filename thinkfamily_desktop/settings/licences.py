"""The licences of the parts by others that come along, as they lie beside the installed program."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

INDEX = "README.txt"
_LINE = re.compile(r"(?P<name>[^:]+?) (?P<version>\S*): (?P<licence>[^:]+): (?P<texts>.+)")


@dataclass(frozen=True, slots=True)
class ShippedPart:
    """One part with its licence. `texts` are names of files in the folder that it was read from."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its name, with its version where it has one."""
        return f"{self.name} {self.version}".strip()


def licences_folder() -> Path | None:
    """Where an installed program has them; None from a checkout or a wheel, whose parts have brought their own."""
    folder = Path(sys.executable).resolve().parent / "licences"
    return folder if getattr(sys, "frozen", False) and (folder / INDEX).is_file() else None


def shipped_parts(folder: Path) -> tuple[ShippedPart, ...]:
    """Every part that the list in this folder names, in its order. Raises OSError when there is no list."""
    lines = (folder / INDEX).read_text(encoding="utf-8").splitlines()
    found = [_LINE.fullmatch(line) for line in lines]
    return tuple(
        ShippedPart(match["name"], match["version"], match["licence"], tuple(match["texts"].split(", ")))
        for match in found
        if match
    )


def licence_text(folder: Path, part: ShippedPart) -> str:
    """All texts of one part, one after the other. Raises OSError when one has gone."""
    texts = [(folder / name).read_text(encoding="utf-8", errors="replace").strip() for name in part.texts]
    return "\n\n\n".join(texts) + "\n"
