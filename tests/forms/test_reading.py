"""How hard a form is to read is a note for its author: the same everywhere, by page, with the hardest sentences."""

from pathlib import Path

import pytest

from tests.exchange.practice_releases import shipped_forms
from tests.forms.written import PAGE, Written
from thinkfamily_desktop.app.cli import main
from thinkfamily_desktop.forms.reading import AIM, reading, reading_age


def test_long_words_and_long_sentences_are_harder() -> None:
    easy = reading_age(["Who looks after you at home when your mum is ill?"])
    wordy = reading_age(["Which individuals undertake supervisory responsibilities during parental indisposition?"])
    long = reading_age(["Who looks after you " + "and looks after you " * 12 + "at home?"])
    assert easy <= 8
    assert wordy > 15
    assert long > easy


def test_the_number_is_that_of_the_formula() -> None:
    # 12 words, 48 letters, 1 sentence: 4.71 * 4 + 0.5 * 12 - 21.43 = 3.41, and five years
    assert reading_age(["This line has only four four line word that make even more."[:-1]]) == 8
    assert reading_age([]) == 6


def test_a_hard_sentence_is_named_with_its_place_and_an_easy_one_is_not(written: Written) -> None:
    hard = "Notwithstanding previous recommendations, have multidisciplinary professionals communicated appropriately?"
    written.change(PAGE, "ask: Was {name} seen?", f'ask: "{hard}"')
    [page] = [each for each in reading(written.read().form("first")) if each.page == "visit"]
    assert [(each.path, each.words) for each in page.hardest] == [("child.seen.ask", hard)]
    assert page.hardest[0].age > AIM


@pytest.mark.parametrize("form", ["full", "screening", "young_carer", "crisis_plan", "review"])
def test_every_page_that_a_family_is_asked_can_be_read_by_most_grown_ups(form: str) -> None:
    """A guard against a page that slips: plain public writing, not a promise that every family can read it."""
    for page in reading(shipped_forms()[form]):
        assert page.age <= AIM, page


def test_the_command_prints_it_and_never_fails_for_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "check", "--reading"]) == 0
    said = capsys.readouterr().out
    assert "screening, first_questions: can be read at about" in said
    assert said.splitlines()[-1].startswith("0 errors")
    assert main(["forms", "check"]) == 0
    assert "can be read" not in capsys.readouterr().out
