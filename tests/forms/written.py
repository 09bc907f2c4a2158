"""Form sets as an author would write them: the small set, with one thing changed."""

import shutil
from pathlib import Path

import pytest

from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.lint import lint
from thinkfamily_desktop.forms.loader import FormError, FormProblem, load_set, read_set

SMALL = Path(__file__).parent / "sets" / "small"
PAGE = "first/pages/01_visit.yaml"


class Written:
    """A copy of the small set whose files a test changes by their words."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "small"
        shutil.copytree(SMALL, self.folder)

    def change(self, file: str, old: str, new: str) -> "Written":
        """Replace words that must be there."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return self

    def add(self, file: str, text: str) -> "Written":
        """Write more at the end of a file."""
        path = self.folder / file
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
        return self

    def add_item(self, text: str) -> "Written":
        """Another item, asked of each child: YAML keys at no indentation."""
        lines = [f"        {line}" for line in text.strip().splitlines()]
        lines[0] = lines[0].replace("        ", "      - ", 1)
        return self.add(PAGE, "\n".join(lines) + "\n")

    def line_of(self, file: str, words: str) -> int:
        """The first line that holds these words."""
        lines = (self.folder / file).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if words in line)

    def read(self) -> FormSet:
        """The set, not linted."""
        return read_set(self.folder)

    def refused(self) -> tuple[FormProblem, ...]:
        """The problems for which it is not loaded."""
        with pytest.raises(FormError) as refused:
            load_set(self.folder)
        return refused.value.problems

    def refused_for(self, file: str, words: str) -> FormProblem:
        """The one problem for which it is not loaded, which must stand on the line with these words."""
        problems = self.refused()
        assert len(problems) == 1, "\n".join(str(problem) for problem in problems)
        assert (problems[0].file, problems[0].line) == (file, self.line_of(file, words)), str(problems[0])
        return problems[0]

    def advised(self) -> tuple[FormProblem, ...]:
        """What lint says of it."""
        return lint(self.read())
