"""The forms that are really used: sound, quiet in a visit, short enough, and every alert fires on what it is for."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.forms.case import Case
from tests.forms.content_ids import compare
from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Gap, PartialDate
from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.lint import lint
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import ChoiceItem, Form, Item, Page, Part, RowsItem, SeveralItem
from thinkfamily_desktop.forms.parse_condition import reads
from thinkfamily_desktop.settings.locations import forms_folder

KEPT_OUT = re.compile(r"\b(safety|risk|referral|threshold|concern)\b", re.IGNORECASE)
MOST_OF_THE_FAMILY = 25  # what the referral core may ask once
MOST_OF_A_CHILD = 8  # and of each child, the register included


@cache
def the_set() -> FormSet:
    return load_set(forms_folder() / "think_family")


def form(name: str = "full") -> Form:
    return the_set().form(name)


def test_the_set_is_sound_and_nothing_could_be_better() -> None:
    assert [str(problem) for problem in lint(the_set())] == []


def test_every_id_of_the_content_page_has_its_question_or_a_reason() -> None:
    compared = compare()
    assert sum(len(line.items) for line in compared.lines) > 250
    assert (compared.missing, compared.twice) == ((), ())


def test_no_option_holds_a_name_because_options_are_printed_as_they_stand() -> None:
    items = [placed.item for placed in the_set().items()]
    options = [
        option for item in items if isinstance(item, ChoiceItem | SeveralItem) for option in form().options(item)
    ]
    assert len(options) > 500
    assert [option.code for option in options if "{" in str(option.label)] == []


# -- quiet in a visit


def words_on(part: object) -> Iterator[str]:
    """Every word that a page may show in a visit. Labels and desk words are for the desk and for paper."""
    if isinstance(part, Page):
        yield from (str(part.title), str(part.opening))
        yield from said_in(part.guidance)
        for section in part.sections:
            yield str(section.title)
            for item in section.items:
                if not item.worker_only:
                    yield from words_of(item)


def words_of(item: Item) -> Iterator[str]:
    yield from (str(item.ask), str(item.help))
    yield from said_in(item.guidance)
    if isinstance(item, ChoiceItem | SeveralItem):
        for option in form().options(item):
            yield from (str(option.label), str(option.help))
    if isinstance(item, RowsItem):
        for cell in item.items:
            yield from words_of(cell)


def said_in(guidance: Part) -> Iterator[str]:
    for name in ("why", "how"):
        yield str(getattr(guidance, name))
    yield from map(str, getattr(guidance, "say", ()))


def test_no_page_of_a_visit_says_what_must_not_be_said() -> None:
    pages = [page for each in the_set().forms.values() for page in each.pages if page.in_visit and not page.alone_gate]
    assert len(pages) > 20
    assert [(page.id, words) for page in pages for words in words_on(page) if KEPT_OUT.search(words)] == []


def test_a_page_that_may_speak_plainly_is_seen_to_do_so() -> None:
    """The look above can see such words where there are any."""
    at_desk = [page for page in form().pages if not page.in_visit]
    everything = " ".join(str(item.desk) for page in at_desk for section in page.sections for item in section.items)
    assert KEPT_OUT.search(everything)


def test_what_an_act_today_alert_reads_is_never_filled_in_bulk() -> None:
    page_items = {item.id: item for page in form().pages for section in page.sections for item in section.items}
    read = {name for rule in form().rules.rules if rule.level is Level.ACT_NOW for name in reads(rule.when)}
    at_desk = {"an.sig_harm", "an.flag"}
    unkept = [name for name in read & set(page_items) if not page_items[ItemId(name)].kept_for_leaving]
    assert set(unkept) - at_desk == set()


# -- short enough


def needed(of: Form, *stages: str) -> tuple[set[str], set[str]]:
    once: set[str] = set()
    each: set[str] = {item.id for item in of.people.person_items if item.needed_for in stages}
    for page in of.pages:
        for section in page.sections:
            into = once if section.asked_of == "once" else each
            into |= {item.id for item in section.items if item.needed_for in stages}
    return once, each


def test_the_referral_core_is_no_longer_than_a_visit() -> None:
    once, each = needed(form(), "screening", "referral")
    assert len(once) <= MOST_OF_THE_FAMILY
    assert len(each - {"person.due"}) <= MOST_OF_A_CHILD  # due stands in for born


def test_the_screening_asks_ten_questions() -> None:
    once, each = needed(form("screening"), "screening")
    follow_ups = {"visit.assessed", "pmh.child_in_suicide"}  # whom it is about, and what only some are asked
    assert len((once | each) - follow_ups) == 10


def test_the_screening_can_be_read_in_welsh() -> None:
    items = [item for page in form("screening").pages for section in page.sections for item in section.items]
    asked = [item for item in items if item.needed_for == "screening"]
    assert [item.id for item in asked if "cy" not in item.ask.languages()] == []
    options = [option for item in asked if isinstance(item, ChoiceItem | SeveralItem) for option in item.options]
    assert [option.code for option in options if "cy" not in option.label.languages()] == []


# -- alerts

Said = Mapping[str, Any]
SUPPORTED: Said = {
    "pmh.now": "well", "pmh.suicide": "none", "pmh.child_in_belief": "none", "pmh.harm_child": "none",
    "pmh.psychosis": "none", "hh.pregnant": "nobody", "pmh.treatment_taken": "as-agreed", "pmh.insight_child": "fully",
}  # fmt: skip
SUPPORTED_CHILD: Said = {
    "safe.now_carer": "parent-able", "ch.seen": "awake", "ch.spoken": "alone", "ch.dependable": True,
    "ch.caring": "does-not", "ch.injury": False, "safe.basic_now": True, "an.sig_harm": "no-cause",
}  # fmt: skip
RESISTED: Said = {
    "pmh.harm_child": "fears", "pmh.harm_child.quality": "resisted", "pmh.harm_child.history": False,
    "pmh.psychosis": "none", "pmh.harm_child.senior": "Dr Rao", "pmh.harm_child.senior_view": "unwanted-only",
}  # fmt: skip
ALONE: Said = {"da.gate": "alone-ready"}


ELEVEN = PartialDate(2015, 3, 4)


def family(born: PartialDate = ELEVEN) -> Case:
    """A well-supported parent and child: vignette V4. Nothing has to be done."""
    case = Case(form=form()).person("Ada", "parent").person("Ben", "child", born=born).assesses("ada")
    return case.says(SUPPORTED).says(SUPPORTED_CHILD, "ben")


def raised(case: Case) -> dict[str, str]:
    """Each alert with its level, those that only advise left out."""
    return {name: alert.level.value for name, alert in case.alerts.items() if alert.level is not Level.QUALITY}


def test_a_supported_family_raises_nothing() -> None:
    assert raised(family()) == {}


ONCE: list[tuple[str, str, Said]] = [
    ("R01", "act_now", {"pmh.child_in_belief": "now"}),
    ("R01", "act_now", {"pmh.child_in_belief": "possible"}),
    ("R02", "act_now", {"pmh.suicide": "passive", "pmh.child_in_suicide": ["reason-to-live", "included"]}),
    ("R02", "act_now", {"pmh.suicide": "passive", "pmh.child_in_suicide": ["in-charge"]}),
    ("R02", "act_now", {"pmh.suicide": "passive", "pmh.child_in_suicide": ["would-find"]}),
    ("R03", "act_now", {"pmh.harm_child": "urges"}),
    ("R03", "act_now", {"pmh.child_in_belief": "unwanted-thought"}),
    ("R03", "act_now", {**RESISTED, "pmh.harm_child.senior": None}),
    ("R03", "act_now", {**RESISTED, "pmh.psychosis": "possible"}),
    ("R03", "discuss", RESISTED),
    ("R09", "act_now", {"safe.person_risk": True}),
    ("R10", "act_now", {**ALONE, "da.screen": "past", "da.signs": ["throat"]}),
    ("R14", "act_now", {"safe.exploit": True}),
    ("R16", "act_now", {"safe.means": ["medicines"], "safe.means_reach": "reachable"}),
    ("R16", "discuss", {"safe.means": ["medicines"], "safe.means_reach": "unsure"}),
    ("R18", "act_now", {"pmh.suicide": "active"}),
    ("R18", "act_now", {"pmh.suicide": "plan"}),
    ("R18", "act_now", {"pmh.now": "crisis"}),
    ("A01", "discuss", {"sub.affects": True}),
    ("A03", "discuss", {"env.other_adults": "several"}),
    ("A04", "discuss", {"pmh.outlook_time": "too-long"}),
    ("A06", "discuss", {"pmh.treatment_taken": "stopped"}),
    ("A06", "discuss", {"pmh.engagement": "no-change"}),
    ("A07", "discuss", {"pmh.insight_child": "not-yet"}),
    ("A13", "discuss", {"svc.three_or_more": True}),
    ("A14", "discuss", {"cp.leave": "planned-not-reviewed"}),
    ("A16", "discuss", {"pmh.selfharm_seen": True}),
    ("A17", "duty", {"pmh.physical": ["learning"], "pmh.physical_support": False}),
    ("A19", "discuss", {"pmh.child_in_belief": "past"}),
    ("A19", "discuss", {"pmh.past_child": True}),
    ("B03", "duty", {"env.adult_carer": True}),
    ("B06", "duty", {**ALONE, "env.adult_harm": True}),
    ("B07", "duty", {**ALONE, "da.screen": "now"}),
    ("B08", "duty", {"env.notice": True}),
]

OF_A_CHILD: list[tuple[str, str, Said]] = [
    ("R04", "act_now", {"safe.singled_out": True}),
    ("R06", "act_now", {"ch.injury": True, "ch.injury.explained": "changing"}),
    ("R07", "act_now", {"safe.disclosure": True}),
    ("R08", "act_now", {"safe.now_carer": "alone"}),
    ("R08", "act_now", {"safe.now_carer": "parent-not-able"}),
    ("R08", "act_now", {"leave.child_cover": False}),
    ("R11", "act_now", {"ch.risk_self": ["life-not-worth"]}),
    ("R11", "act_now", {"ch.caring": "cares", "yc.not_here": True}),
    ("R12", "act_now", {"safe.basic_now": False}),
    ("R15", "act_now", {"safe.fii": "suspected"}),
    ("R19", "act_now", {"an.sig_harm": "suspect"}),
    ("R19", "act_now", {"an.sig_harm": "unsure", "an.flag": True}),
    ("R19", "discuss", {"an.sig_harm": "unsure"}),
    ("A02", "discuss", {"ch.dependable": False}),
    ("A05", "discuss", {"ch.caring": "cares", "yc.tasks": ["watching"]}),
    ("A05", "discuss", {"ch.caring": "cares", "yc.appropriate": "too-much"}),
    ("A10", "discuss", {"ch.witness": ["secrets"]}),
    ("A11", "duty", {"svc.sw": "Jo Hart"}),
    ("A15", "discuss", {"ch.health": ["not-brought"]}),
    ("A21", "discuss", {"safe.fii": "puzzling"}),
    ("A22", "discuss", {"ch.impact": ["school"], "ch.impact_serious": ["school"]}),
    ("B01", "duty", {"ch.caring": "might"}),
    ("B04", "duty", {"ch.disabled": True}),
    ("B05", "duty", {"ch.living_28": True}),
    ("B10", "duty", {"hh.fathers.contacted": "unwise"}),
]


@pytest.mark.parametrize(("rule", "level", "said"), ONCE)
def test_an_alert_of_the_family_fires_on_what_it_is_for(rule: str, level: str, said: Said) -> None:
    assert raised(family().says(said)).get(rule) == level


@pytest.mark.parametrize(("rule", "level", "said"), OF_A_CHILD)
def test_an_alert_of_a_child_names_that_child_alone(rule: str, level: str, said: Said) -> None:
    case = family().person("Cat", "child", born=PartialDate(2013, 5, 1)).says(SUPPORTED_CHILD, "cat").says(said, "ben")
    found = raised(case)
    assert found.get(f"{rule} of ben") == level
    assert not [name for name in found if name.endswith(" of cat")]


BABY = PartialDate(2026, 9, 14)
TODDLER = PartialDate(2025, 3, 1)


@pytest.mark.parametrize(
    ("born", "said", "fires"),
    [
        (BABY, {"ch.injury": True}, True),
        (BABY, {"ch.injury": True, "ch.injury.mobile": True, "ch.injury.explained": "fits"}, True),
        (TODDLER, {"ch.injury": True}, True),  # nobody has said that this child can move
        (TODDLER, {"ch.injury": True, "ch.injury.mobile": True}, False),
        (PartialDate(2015), {"ch.injury": True, "ch.injury.mobile": False}, True),
        (PartialDate(2015), {"ch.injury": True}, False),
        (PartialDate(2026, about=True), {"ch.injury": True}, True),  # may be under six months
        (BABY, {"ch.injury": False}, False),
    ],
)
def test_any_mark_on_a_child_who_cannot_move_alone_is_acted_on(born: PartialDate, said: Said, fires: bool) -> None:
    assert ("R05 of ben" in raised(family(born).says(said, "ben"))) is fires


def test_a_change_after_a_birth_is_an_emergency_and_a_history_is_discussed() -> None:
    changed = raised(family(BABY).says({"pmh.perinatal": ["sudden-change"]}))
    history = raised(family(BABY).says({"pmh.perinatal": ["none"], "pmh.perinatal_history": ["family-history"]}))
    assert (changed.get("R13"), "R13" in history, history.get("A08")) == ("act_now", False, "discuss")


def test_a_baby_alone_at_night_with_a_sleepy_adult_is_discussed() -> None:
    assert raised(family(BABY).says({"inf.night_cover": "one-sleepy"}, "ben")).get("A18 of ben") == "discuss"


def test_sight_refused_matters_together_with_something_else() -> None:
    refused = family().says({"safe.access": "refused"})
    assert "R17" not in raised(refused)
    assert raised(refused.says({"ch.dependable": False}, "ben")).get("R17") == "act_now"


def test_a_child_not_spoken_to_alone_is_a_duty_and_a_discussion_while_there_is_danger() -> None:
    quiet = family().says({"ch.spoken": "with-parent"}, "ben")
    assert "A12 of ben" not in raised(quiet)
    assert raised(quiet.says({"ch.dependable": False}, "ben")).get("A12 of ben") == "duty"
    assert raised(quiet.says({"pmh.now": "crisis"})).get("A12 of ben") == "discuss"


def test_a_learning_disability_without_support_is_discussed_while_there_is_danger() -> None:
    case = family().says({"pmh.physical": ["learning"], "pmh.physical_support": False, "pmh.now": "crisis"})
    assert raised(case).get("A17") == "discuss"


def test_nobody_else_while_a_carer_cannot_respond_is_two_discussions() -> None:
    found = raised(family().says({"sub.incapable": "nobody-else"}))
    assert (found.get("A01"), found.get("A02 of ben")) == ("discuss", "discuss")


def test_a_carer_who_cannot_respond_now_leaves_each_child_without_one() -> None:
    assert raised(family().says({"sub.incapable": "now"})).get("R08 of ben") == "act_now"


def test_a_young_carer_of_sixteen_has_a_second_right() -> None:
    case = family(PartialDate(2010, 2, 1)).says({"ch.caring": "cares"}, "ben")
    assert raised(case).get("B02 of ben") == "duty"
    assert "B02 of ben" not in raised(family().says({"ch.caring": "cares"}, "ben"))


def test_a_new_visitor_whom_nobody_knows_and_an_earlier_child_removed() -> None:
    case = family().fact("hh.visitors", ["v"]).fact("hh.visitor.new", True, row="v")
    assert "A09" not in raised(case.fact("hh.visitor.known", True, row="v"))
    assert raised(case.fact("hh.visitor.known", False, row="v")).get("A09") == "discuss"
    case = family().fact("hh.other_children", ["c"]).fact("hh.other_child.in_care", True, row="c")
    assert raised(case).get("A20") == "discuss"


def test_an_adult_without_children_who_knows_some_is_asked_the_same() -> None:
    case = Case(form=form()).person("Ada", "parent").assesses("ada").fact("hh.contact_children", ["c"])
    assert raised(case.fact("hh.contact_child.name", "Dele, 6", row="c")).get("B09") == "duty"


def test_a_child_in_exploitation_raises_the_alert_that_nobody_in_the_family_is_told_of() -> None:
    alert = family().says({"ch.exploited": True}, "ben").alerts["R14"]
    assert alert.rule.do_not_tell


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("Q01", {"pmh.suicide": "passive", "pmh.child_in_suicide": Gap.NOT_ASKED}),
        ("Q02", {"safe.person_risk": Gap.NOT_KNOWN}),
        ("Q03", {"da.gate": "not-alone"}),
        ("Q08 of ben", {}),
        ("Q11 of ben", {}),
    ],
)
def test_what_is_not_yet_asked_is_pointed_out(rule: str, said: Said) -> None:
    case = family().says(said).says({"plan.outcome": "In school by nine", "ch.attend.percent": 88}, "ben")
    assert case.alerts[rule].level is Level.QUALITY


def test_every_rule_of_the_set_is_tried_somewhere_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    rules = {rule.id for rule in form().rules.rules if rule.level is not Level.QUALITY}
    assert [rule for rule in sorted(rules) if f'"{rule}' not in text] == []


# -- the record that closes an act-today alert


def record(case: Case, **said: Any) -> set[str]:
    """What the record of R18 still lacks."""
    subject = case.alerts["R18"].key.as_subject
    answers = {f"record.{name}": value for name, value in said.items()}
    return {name.removeprefix("record.") for name in case.says(answers, subject).alerts["R18"].missing}


def test_where_each_child_is_stays_to_be_said_when_the_crisis_team_already_knows() -> None:
    lacking = record(family().says({"pmh.now": "crisis"}), phoned="crisis-team-knows", same_call="M. Cole, 12:58")
    assert "tonight" in lacking
    assert "told" not in lacking


def test_not_having_been_able_to_phone_keeps_the_record_open() -> None:
    lacking = record(family().says({"pmh.now": "crisis"}), phoned="not-yet", cannot_yet="no-signal")
    assert "told" in lacking


def test_deciding_not_to_refer_needs_a_reason_a_senior_and_a_day() -> None:
    lacking = record(family().says({"pmh.now": "crisis"}), phoned="not-referred")
    assert {"not_referred", "not_referred_senior", "not_referred_review"} <= lacking
    assert "told" not in lacking
