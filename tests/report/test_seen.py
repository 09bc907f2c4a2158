"""What is hardest to set is there to be seen: not off the page, cut off, too light or on top of something else."""

import pytest

from tests.report import releases_made as made
from tests.report.conftest import Build
from tests.report.reading import tidy
from tests.report.test_scripts import SAYINGS, saying
from tests.report.visible import look


def test_twelve_children_are_seen(build: Build) -> None:
    seen = look(build(made.many_children(12)))
    assert seen.faults == []
    assert all(person.name in seen.words for person in made.many_children(12).people)


def test_every_script_is_seen(build: Build) -> None:
    seen = look(build(saying(*SAYINGS.values())))
    assert seen.faults == []


@pytest.mark.full
def test_forty_thousand_words_are_seen_to_the_last_one(build: Build) -> None:
    said = [f"w{number}" for number in range(40_000)]
    seen = look(build(made.with_answer(" ".join(said))))
    assert seen.faults == []
    found = tidy(seen.words).replace(".", " ").split()
    assert [word for word in found if word[0] == "w" and word[1:].isdigit()] == said


@pytest.mark.full
def test_a_long_answer_in_every_script_is_seen(build: Build) -> None:
    words = " ".join(SAYINGS.values())
    many = made.with_answer(" ".join([words] * (10_000 // len(words.split()))))
    assert look(build(many)).faults == []
