"""Whatever happens to a form file, its author gets sentences: never a fault of the program."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms.written import SMALL
from thinkfamily_desktop.forms.loader import FormError, load_set
from thinkfamily_desktop.forms.problems import FormProblem

FILES = sorted(str(path.relative_to(SMALL)) for path in SMALL.rglob("*.yaml"))
SCRAPS = ["", "true", "7", "[]", "{}", "- x", "{item: child.seen, is: true}", "'", "x: y", "~", "é", "{name}", "[[a]]"]


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, str]:
    """A file of the small set with one line lost, doubled, moved in, or one value replaced."""
    file = draw(st.sampled_from(FILES))
    lines = (SMALL / file).read_text(encoding="utf-8").splitlines()
    at = draw(st.integers(0, len(lines) - 1))
    how = draw(st.sampled_from(["lose", "double", "indent", "value", "cut"]))
    line = lines[at]
    if how == "lose":
        del lines[at]
    elif how == "double":
        lines.insert(at, line)
    elif how == "indent":
        lines[at] = "  " + line
    elif how == "value":
        lines[at] = line.partition(":")[0] + ": " + draw(st.sampled_from(SCRAPS))
    else:
        lines[at] = line[: draw(st.integers(0, len(line)))]
    return file, "\n".join(lines) + "\n"


def problems_of(file: str, text: str) -> tuple[FormProblem, ...]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "small"
        shutil.copytree(SMALL, copy)
        (copy / file).write_text(text, encoding="utf-8")
        try:
            load_set(copy)
        except FormError as refused:
            return refused.problems
    return ()


@settings(deadline=None)
@given(broken())
def test_a_broken_file_is_loaded_or_refused_in_sentences(change: tuple[str, str]) -> None:
    for problem in problems_of(*change):
        assert problem.line >= 1
        assert problem.says.endswith((".", "?"))
        assert problem.remedy.endswith((".", "?")), problem
        assert "\n" not in str(problem)


@pytest.mark.parametrize("file", FILES)
def test_an_unbroken_file_is_not_refused(file: str) -> None:
    assert problems_of(file, (SMALL / file).read_text(encoding="utf-8")) == ()
