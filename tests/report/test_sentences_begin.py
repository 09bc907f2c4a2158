"""Sentences of a copy begin as sentences do, also where the reader is not told which adult was assessed."""

import pytest

from tests.report import practice


def sentences(number: int, reader: str) -> list[str]:
    """What each alert of the copy says."""
    return [str(alert.says) for alert in practice.release_of(number, reader).alerts]


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("reader", ["gp-parent", "health-visitor", "early-help", "social-care"])
def test_every_sentence_of_an_alert_begins_with_a_capital(number: int, reader: str) -> None:
    assert [said for said in sentences(number, reader) if said[:1].islower()] == []


def test_whoever_is_asked_about_the_parent_is_told_her_name() -> None:
    said = sentences(practice.OKAFOR, "gp-parent")
    assert any("Grace" in each for each in said)
    assert not any("the parent" in each for each in said)


def test_whoever_is_asked_about_a_child_is_told_of_a_parent() -> None:
    """The control: no name where the visit's own facts are not for that reader."""
    assert any(each.startswith("The parent ") for each in sentences(practice.OKAFOR, "health-visitor"))
