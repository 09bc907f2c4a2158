"""Puts the licence of every part of others, and our own, into the frozen folder.

python installer/licences.py FROZEN
"""

import shutil
import sys
from pathlib import Path

from parts import HERE, Part, third_party

FRONT = """Think Family Desktop is under the MIT licence: ThinkFamilyDesktop.txt.

It is built with the following. Each line: part, version, licence, texts in this folder.

"""
INSIDE = "What the makers of {name} say is compiled into it, with the licence of each:\n\n"
UNSAID = "its licence is among the texts of this part"


def main(arguments: list[str]) -> int:
    """Collect them; returns 1 when a part has none."""
    parts = third_party()
    bare = without_text(parts)
    if bare:
        print(
            f"These parts have no licence text: {', '.join(bare)}. See installer/licences/native.toml.", file=sys.stderr
        )
        return 1
    collect(parts, Path(arguments[0]) / "licences")
    return 0


def without_text(parts: tuple[Part, ...]) -> list[str]:
    """The parts for which no licence, or no text of it, is there."""

    def is_kept(part: Part) -> bool:
        return bool(part.licence and part.texts) and all(text.is_file() for text in part.texts.values())

    return [part.name for part in parts if not is_kept(part)]


def collect(parts: tuple[Part, ...], folder: Path) -> None:
    """Every text in `folder`, with a list of what is whose."""
    shutil.rmtree(folder, ignore_errors=True)
    lines = []
    for part in parts:
        for name, text in part.texts.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, folder / name)
        names = sorted(part.texts)
        if inside := part.inside():
            names.append(f"{part.name}/inside.txt")
            told = "".join(f"{one.name} {one.version}: {one.licence or UNSAID}\n" for one in inside)
            (folder / names[-1]).write_text(INSIDE.format(name=part.name) + told, encoding="utf-8", newline="\n")
        lines.append(f"{part.name} {part.version}: {part.licence}: {', '.join(names)}\n")
    shutil.copyfile(HERE.parent / "LICENSE", folder / "ThinkFamilyDesktop.txt")
    (folder / "README.txt").write_text(FRONT + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
