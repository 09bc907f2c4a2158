"""What is offered as a passphrase, and which of the worker's own are refused with a remedy."""

from pathlib import Path

import pytest

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.session.passphrases import PassphraseRule, four_words
from thinkfamily_desktop.settings.locations import resources_folder

RULE = PassphraseRule(12, ("Northmoor Community Trust",))
WORKER = ("Adaeze Mensah", "Riverside recovery team")
LIST = resources_folder() / "passphrase" / "words.txt"


def refusal(passphrase: str) -> str:
    try:
        RULE.refuse_weak(passphrase, *WORKER)
    except ThinkFamilyError as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    "weak",
    [
        "Summer2026!!",
        "aaaaaaaaaaaaaaaa",
        "qwertyuiop1234",
        "password12345",
        "liverpoolfc2026",
        "purple elephants dance",
    ],
)
def test_what_people_often_choose_is_refused(weak: str) -> None:
    assert refusal(weak) == "unlock.first_guessable"


@pytest.mark.parametrize(
    "named",
    [
        "Mensah family 2026",
        "adaezemensah1",
        "northmoorcommunity",
        "NorthmoorCommunityTrust",
        "Riverside recovery 1",
        "thinkfamily2026",
        "n0rthm00r trust!",
    ],
)
def test_a_name_that_others_know_counts_for_nothing(named: str) -> None:
    assert refusal(named) in {"unlock.first_named", "unlock.first_guessable"}


def test_the_same_words_are_strong_for_somebody_whose_names_they_are_not() -> None:
    assert refusal("Mensah Riverside Adaeze") == "unlock.first_named"
    PassphraseRule(12).refuse_weak("Mensah Riverside Adaeze")


@pytest.mark.parametrize(
    "strong",
    ["purple elephants dance alone", "correct horse battery staple", "Mensah keeps wombats in Leeds", "gT7#kq9!vLmZ2"],
)
def test_long_uncommon_words_or_letters_are_taken_without_further_demands(strong: str) -> None:
    assert refusal(strong) == ""


def test_a_short_one_is_told_how_long_it_has_to_be() -> None:
    with pytest.raises(ThinkFamilyError) as error:
        RULE.refuse_weak("  gT7#kq9!   ")
    assert (error.value.code, error.value.parameters) == ("unlock.first_too_short", {"count": 12})


def test_a_very_long_one_is_judged_by_its_beginning() -> None:
    RULE.refuse_weak("wombat lantern " * 40)


def test_what_is_offered_is_never_refused_and_never_the_same(tmp_path: Path) -> None:
    offered = {four_words(LIST) for _ in range(40)}
    assert len(offered) == 40
    assert [words for words in offered if refusal(words)] == []
    (tmp_path / "one.txt").write_text("only\n", encoding="utf-8")
    assert four_words(tmp_path / "one.txt") == "only only only only", "the control: words come from the list"
