"""On paper each column has room for a word: no title of a table is broken within one."""

import subprocess
from pathlib import Path

import pytest

from tests.report.conftest import FONTS
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import RowsItem
from thinkfamily_desktop.report.build import build_blank
from thinkfamily_desktop.settings.locations import forms_folder


def seen(data: bytes, folder: Path) -> set[str]:
    """The words as they stand on the paper: one that is broken over two lines is two."""
    (folder / "blank.pdf").write_bytes(data)
    done = subprocess.run(["pdftotext", "-raw", str(folder / "blank.pdf"), "-"], capture_output=True, check=True)
    return set(done.stdout.decode().split())


def broken(words: Words, name: str, folder: Path) -> set[str]:
    """Words above the columns of a form's tables that do not stand on its paper in one piece."""
    form = load_set(forms_folder() / "think_family").form(name)
    rows = [
        item
        for page in form.pages
        for section in page.sections
        for item in section.items
        if isinstance(item, RowsItem) and item.path == "core"
    ]
    titles = [str(cell.label or cell.desk or cell.ask) for item in rows for cell in item.items]
    asked = {word for title in titles if "{" not in title for word in title.split()}
    return asked - seen(build_blank(form, words, FONTS), folder)


@pytest.mark.parametrize("name", ["full", "review"])
def test_every_word_above_a_column_is_whole(words: Words, tmp_path: Path, name: str) -> None:
    assert broken(words, name, tmp_path) == set()


def test_a_table_with_very_many_columns_would_break_them(
    words: Words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thinkfamily_desktop.report.blank.MOST_TO_WRITE", 99)
    assert broken(words, "full", tmp_path)
