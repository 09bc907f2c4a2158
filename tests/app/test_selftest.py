"""What the self-test says of a machine on which spelling does not work."""

import shutil
from pathlib import Path

import pytest

from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.selftest import _spelling
from thinkfamily_desktop.domain.errors import ThinkFamilyError


@pytest.mark.parametrize("words", ["1\nteh\n", "1\nrecieve\n", "2\ncolour\nreceived\n", ""])
def test_a_dictionary_that_is_damaged_or_gone_is_noticed(tmp_path: Path, words: str) -> None:
    house = House()
    assert "“receive” is offered" in _spelling(house)
    shutil.copytree(house.resources / "spelling", tmp_path / "spelling")
    (tmp_path / "spelling" / "en_GB.dic").write_text(words, encoding="utf-8")
    house.__dict__["resources"] = tmp_path
    with pytest.raises(ThinkFamilyError, match="no_spelling"):
        _spelling(house)
