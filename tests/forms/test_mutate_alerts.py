"""The alert test table notices every small way in which a trigger is broken: a sample daily, all in a campaign."""

import pytest

from tests.forms import mutate_alerts
from tests.forms.alert_table import full_form

SAMPLE = 29  # every so manyeth mutant


def test_the_table_notices_a_sample_of_broken_triggers() -> None:
    total, alive, _ = mutate_alerts.living(every=SAMPLE)
    assert total > 25
    assert alive == []


@pytest.mark.long
def test_the_table_notices_every_broken_trigger() -> None:
    total, alive, wrongly_named = mutate_alerts.living()
    assert total > 800
    assert (alive, wrongly_named) == ([], [])


def test_a_mutant_that_is_called_the_same_is_one_of_those_that_are_made_and_says_why() -> None:
    made = {(rule.id, mutant.what) for rule in full_form().rules.rules for mutant in mutate_alerts.mutants_of(rule)}
    assert set(mutate_alerts.EQUIVALENT) - made == set()
    assert all(mutate_alerts.EQUIVALENT.values())


def test_a_mutant_that_no_line_tells_apart_is_seen_to_live() -> None:
    """The look above can see one."""
    rule = next(rule for rule in full_form().rules.rules if rule.id == "R01")
    assert mutate_alerts.killed_by(mutate_alerts.Mutant(rule, "nothing changed", rule)) is None
