"""What the tests of forms share."""

from pathlib import Path

import pytest

from tests.forms.written import Written


@pytest.fixture
def written(tmp_path: Path) -> Written:
    return Written(tmp_path)
