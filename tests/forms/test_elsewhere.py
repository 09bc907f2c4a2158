"""A short form of the set lowers, reopens and forgets no alert because it does not ask what the alert rests on."""

import pytest

from tests.forms.alert_table import SUPPORTED, SUPPORTED_CHILD, full_form, the_set
from tests.forms.case import Case, as_value
from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import PartialDate
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId
from thinkfamily_desktop.forms.canonical import canonical, form_from_canonical
from thinkfamily_desktop.forms.evaluate import Engine, evaluate
from thinkfamily_desktop.forms.plan import Plan
from thinkfamily_desktop.session.items import items_by_id

SHORT = ("crisis_plan", "young_carer", "review", "screening")
RESISTED = {
    "pmh.harm_child": "fears", "pmh.harm_child.quality": "resisted", "pmh.harm_child.history": False,
    "pmh.psychosis": "none", "pmh.harm_child.senior": "Dr Rao", "pmh.harm_child.senior_view": "unwanted-only",
}  # fmt: skip


def family(form: str = "full") -> Case:
    case = Case(form=the_set().form(form)).person("Ada", "parent").person("Ben", "child", born=PartialDate(2015, 3, 4))
    return case.assesses("ada").says(SUPPORTED).says(SUPPORTED_CHILD, "ben")


@pytest.mark.parametrize("form", SHORT)
def test_a_short_form_finds_the_very_alerts_that_the_full_one_finds(form: str) -> None:
    """Every rule but those that point at gaps of the plan, which a short form may ask anew."""
    said = {**RESISTED, "pmh.now": "crisis", "safe.means": ["medicines"], "safe.means_reach": "unsure"}
    of_ben = {"safe.fii": "puzzling", "ch.dependable": False, "an.sig_harm": "unsure", "an.flag": True}
    short, full = (family(name).says(said).says(of_ben, "ben") for name in (form, "full"))

    def levels(case: Case) -> dict[str, Level]:
        return {name: alert.level for name, alert in case.alerts.items() if alert.level is not Level.QUALITY}

    assert len(levels(full)) > 5
    assert levels(short) == levels(full)


@pytest.mark.parametrize("form", SHORT)
def test_what_lets_an_alert_be_the_lesser_one_counts_though_it_is_not_asked_here(form: str) -> None:
    """R03 was a discussion because a senior said so: no short form makes a call for today of it again."""
    assert family(form).says(RESISTED).alerts["R03"].level is Level.DISCUSS
    assert family(form).says({**RESISTED, "pmh.harm_child.senior": None}).alerts["R03"].level is Level.ACT_NOW


def test_what_the_other_form_hides_raises_nothing_here() -> None:
    signs = {"da.gate": "alone-ready", "da.screen": "past", "da.signs": ["throat"]}
    assert family("crisis_plan").says(signs).alerts["R10"].met
    assert "R10" not in family("crisis_plan").says({**signs, "da.gate": "not-alone"}).alerts


def test_nothing_of_another_form_is_asked_or_called_hidden_or_waited_for_here() -> None:
    case = family("crisis_plan").says({"pmh.now": "crisis", "safe.access": "refused"})
    assert "pmh.now" not in case.asked
    assert case.hidden == set()
    assert not [problem for problem in case.problems if problem[0] == "pmh.now"]


def test_a_change_to_what_is_not_asked_here_is_seen_at_once() -> None:
    """What the engine remembers for speed never hides it."""
    case = family("crisis_plan")
    assert "R18" not in case.alerts
    case.says({"pmh.now": "crisis"})
    assert case.alerts["R18"].met
    case.says({"pmh.now": "well"})
    assert "R18" not in case.alerts


def test_what_is_remembered_changes_nothing_that_comes_out() -> None:
    form = the_set().form("review")
    case = family("review")
    for said in ({"pmh.past_child": True}, {"svc.three_or_more": True}, {"pmh.past_child": None}):
        case.says(said)
        fresh = Engine(Plan(form)).evaluate(case.family, case.answers, (), case.now, frozenset())
        assert evaluate(form, case.family, case.answers, (), case.now) == fresh


@pytest.mark.parametrize("form", ["full", *SHORT])
def test_a_form_kept_as_text_still_knows_what_others_ask(form: str) -> None:
    shipped = the_set().form(form)
    assert form_from_canonical(canonical(shipped)) == shipped


@pytest.mark.parametrize("form", SHORT)
def test_the_session_knows_every_item_that_a_rule_may_rest_on(form: str) -> None:
    case = family(form).says(RESISTED)
    known = items_by_id(case.form)
    assert all(key.item in known for alert in case.state.alerts for key in alert.because)


def test_the_full_form_asks_all_that_its_rules_read() -> None:
    assert full_form().elsewhere == ()


def test_an_answer_that_no_form_asks_counts_nowhere() -> None:
    case = family("crisis_plan")
    case.answers[AnswerKey(ItemId("no.such_item"))] = as_value("now")
    assert case.hidden == set()
