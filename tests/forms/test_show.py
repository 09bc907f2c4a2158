"""A form as text for a clinician."""

from pathlib import Path

import pytest

from tests.forms.written import PAGE, SMALL, Written
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.condition_words import ConditionWords
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.parse_condition import parse_condition
from thinkfamily_desktop.forms.show import show
from thinkfamily_desktop.settings.words import load_words


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words(Path(__file__).parents[2] / "resources" / "words")


def test_a_clinician_reads_what_is_asked_why_when_and_what_it_sets_off(words: Words) -> None:
    said = show(load_set(SMALL).form("first"), words)
    for line in (
        "First visit (first 1.0.0)",
        "Page 1. About today",
        "About {name} (asked of each child)",
        "What did {name} say?  [child.says: words in full]",
        "Why: Children are heard in their own words.",
        "Shown when: “Was {name} seen?” is yes",
        "Options: Parent · Child · Unborn baby",
        "Feeds: R01 A worry about a child",
        "Needed to sign a referral.",
        "Wordings signed by a named professional: 0 of 22.",
        "Source: made-up",
        "R01. A worry about a child: act now (RED)",
        "First: Speak to somebody today.",
        "Each child was seen: met when “Was {name} seen?” is yes",
        "    All of: Each child, Safety, Who is in the family",
    ):
        assert line in said


def test_fewer_gaps_than_usual_are_said(written: Written, words: Words) -> None:
    plain = show(written.read().form("first"), words)
    written.change(PAGE, "        exact_words: true\n", "        exact_words: true\n        gaps: [declined]\n")
    fewer = show(written.read().form("first"), words)
    assert "Instead of an answer, only: declined to answer" in fewer
    assert "Instead of an answer, only" not in plain


def test_every_item_and_rule_of_the_form_is_in_the_text(words: Words) -> None:
    form_set = load_set(SMALL)
    said = show(form_set.form("first"), words)
    assert [placed.item.id for placed in form_set.items() if f"[{placed.item.id}: " not in said] == []


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ([{"role": "child"}, {"age": {"at_least": 8, "under": 18}}],
         "this person is: “Child” and 8 or older and younger than 18 years"),
        ({"any": [{"item": "person.sex", "is": ["male", "female"]}, [{"role": "child"}, {"role": "unborn"}]]},
         "“Sex” is “Male” or “Female” or (this person is: “Child” and this person is: “Unborn baby”)"),
        ({"not": {"item": "child.seen", "gap": "declined"}},
         "not (“Was {name} seen?” has no answer because: declined to answer)"),
        ({"any_child": {"item": "child.seen", "is_not": True}},
         "for any child: (“Was {name} seen?” is not yes (or has no answer))"),
        ({"every_row": {"rows": "rel.list", "where": {"item": "rel.kind", "answered": False}}},
         "in every row of “Who is who to whom?”: (“Is the” has no answer)"),
        ({"age": {"under": 6, "unit": "months", "possibly": True}}, "younger than 6 months, or may be"),
        ({"alert_level": "act_now", "anywhere": True}, "an alert is open for anybody in the family: act now (RED)"),
        ({"alert": ["R01", "R02"]}, "an alert is open here: R01, R02"),
        ({"item": "n", "at_least": 2, "at_most": "5.0"}, "n is between 2 and 5.0"),
        ({"item": "n", "at_most": 3}, "n is 3 or less"),
        ({"all": []}, "always"),
        ({"any": []}, "never"),
    ],
)  # fmt: skip
def test_conditions_are_sentences(raw: object, said: str, words: Words) -> None:
    assert ConditionWords(load_set(SMALL).form("first"), words).say(parse_condition(raw)) == said
