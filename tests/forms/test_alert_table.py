"""Every line of the alert test table comes out as it says, and no rule is without its three kinds of line."""

import re

import pytest

from tests.forms.alert_cases import AlertCase, Kind, all_cases
from tests.forms.alert_table import family_of, found_level, full_form
from thinkfamily_desktop.forms.evaluate import engine_of

CASES = all_cases()
RULES = tuple(rule.id for rule in full_form().rules.rules)


@pytest.mark.parametrize("rule", RULES)
def test_every_line_of_a_rule_comes_out_as_it_says(rule: str) -> None:
    engine = engine_of(full_form())
    lines = [case for case in CASES if case.rule == rule]
    wrong = [
        (case.in_words, found)
        for case in lines
        if (found := found_level(case, family_of(case), engine)) != case.expected
    ]
    assert wrong == []


def test_every_rule_has_a_line_that_raises_it_one_that_nearly_does_and_one_unknown() -> None:
    kinds: tuple[Kind, ...] = ("raises", "nearly", "unknown")
    there = {(case.rule, case.kind) for case in CASES}
    assert [(rule, kind) for rule in RULES for kind in kinds if (rule, kind) not in there] == []


def test_a_line_that_raises_says_at_which_level_and_no_rule_is_made_up() -> None:
    assert [case for case in CASES if case.kind == "raises" and not case.expected] == []
    assert {case.rule for case in CASES} == set(RULES)


def test_a_line_that_says_otherwise_would_be_found_out() -> None:
    """The look above sees a wrong line when there is one."""
    wrong = AlertCase("R01", "raises", "well", {"pmh.child_in_belief": "none"}, "act_now")
    assert found_level(wrong, family_of(wrong), engine_of(full_form())) != wrong.expected


def test_what_an_alert_says_is_fit_for_the_desk_and_for_paper() -> None:
    """It names the family and never speaks to the worker: "You judge ..." would stand on a referral."""
    spoken = re.compile(r"\b(you|your|yours)\b", re.IGNORECASE)
    said = {rule.id: f"{rule.title} {rule.says}" for rule in full_form().rules.rules}
    assert [rule for rule, words in said.items() if spoken.search(words)] == []
    assert any(spoken.search(str(action)) for rule in full_form().rules.rules for action in rule.first_actions)
