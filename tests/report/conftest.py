"""Words, fonts and a maker of referrals that makes each release once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.report import releases_made
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.report.build import build_referral
from thinkfamily_desktop.settings.words import load_words

RESOURCES = Path(__file__).parents[2] / "resources"
FONTS = RESOURCES / "fonts"

Build = Callable[[Release], bytes]


@cache
def _words() -> Words:
    return load_words(RESOURCES / "words")


@pytest.fixture
def words() -> Words:
    return _words()


@pytest.fixture
def build() -> Build:
    return lambda release: build_referral(release, _words(), FONTS)


@cache
def _okafor() -> bytes:
    return build_referral(releases_made.okafor(), _words(), FONTS)


@pytest.fixture
def okafor() -> bytes:
    return _okafor()
