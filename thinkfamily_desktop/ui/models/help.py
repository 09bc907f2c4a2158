"""The help that comes with the program: topics as plain text files with headings and lists. No Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from thinkfamily_desktop.settings.locations import resources_folder

Kind = Literal["heading", "text", "point"]

TOUR = "tour"
TOPICS = (TOUR, "caseload", "family", "desk", "visit", "card", "check", "settings")
IN_VISIT = ("visit",)  # nothing else may be seen there


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, a paragraph, or one point of a list."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of help."""

    name: str
    title: str
    parts: tuple[Part, ...]

    @property
    def steps(self) -> tuple[tuple[Part, ...], ...]:
        """The parts, cut before each heading: a tour shows one after another."""
        cut: list[list[Part]] = []
        for part in self.parts:
            if part.kind == "heading" or not cut:
                cut.append([])
            cut[-1].append(part)
        return tuple(tuple(step) for step in cut)


def read_topic(name: str, folder: Path | None = None) -> Topic:
    """A topic of `resources/help`. Each paragraph, heading and point is one line of the file."""
    text = ((folder or resources_folder() / "help") / f"{name}.md").read_text(encoding="utf-8")
    title, *lines = text.splitlines()
    return Topic(name, title.removeprefix("# "), tuple(_parts(lines)))


def _parts(lines: list[str]) -> Iterator[Part]:
    for line in filter(None, map(str.strip, lines)):
        if line.startswith("## "):
            yield Part("heading", line.removeprefix("## "))
        elif line.startswith("- "):
            yield Part("point", line.removeprefix("- "))
        else:
            yield Part("text", line)
