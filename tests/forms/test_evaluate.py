from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.benchmarks.generated import generated
from tests.forms.case import NOW, Case, alert_key, item, make_form, named, page, rule, section, years_ago
from thinkfamily_desktop.domain.alerts import Level, RaisedAlert, Withdrawal
from thinkfamily_desktop.domain.answers import Answer, Gap, PartialDate, PersonRef
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId, PersonId, WorkerId, person_subject
from thinkfamily_desktop.forms.evaluate import Engine, evaluate
from thinkfamily_desktop.forms.order import CircleError
from thinkfamily_desktop.forms.plan import Plan


def family_case(*pages: Any, **parts: Any) -> Case:
    """Grace, assessed, with Tunde of 11, Ife of 4 and a partner."""
    case = Case(*pages, **parts)
    case.person("Grace", "parent", born=years_ago(34)).person("David", "partner")
    case.person("Tunde", "child", born=years_ago(11)).person("Ife", "child", born=years_ago(4))
    return case.assesses("Grace")


# -- what is asked


def test_a_hidden_parent_hides_its_grandchild() -> None:
    case = Case(
        page(
            section(
                item("c", show_when={"item": "b", "answered": True}),
                item("b", show_when={"item": "a", "answered": True}),
                item("a"),
            )
        )
    ).says({"b": "left over", "c": "left over"})
    assert case.asked == {"visit.assessed", "a"}
    assert case.hidden == {"b", "c"}
    assert case.says({"a": "now"}).asked >= {"a", "b", "c"}
    assert case.hidden == set()


def test_sections_ask_once_or_of_each_of_their_people() -> None:
    case = family_case(
        page(
            section(item("o")),
            section(item("p"), asked_of="assessed"),
            section(item("c"), asked_of="each_child"),
            section(item("a"), asked_of="each_adult"),
            section(item("x"), asked_of="chosen", chosen_by={"item": "c", "is": "yes"}),
        )
    )
    assert case.asked - {"visit.assessed"} == {"o", "p of grace", "c of tunde", "c of ife", "a of grace", "a of david"}
    assert "x of ife" in case.says({"c": "yes"}, "ife").asked
    assert "x of tunde" not in case.asked


def test_a_hidden_section_or_page_hides_all_that_is_in_it() -> None:
    case = Case(
        page(section(item("a", "yes_no"))),
        page(section(item("b"), name="s", show_when={"item": "a", "is": True}), name="two"),
        page(section(item("c")), name="three", show_when={"item": "b", "answered": True}),
    ).says({"b": "x", "c": "y"})
    assert case.hidden == {"b", "c"}
    assert case.says({"a": True}).asked >= {"b", "c"}


def test_an_answer_about_somebody_no_longer_asked_counts_for_nothing() -> None:
    case = family_case(
        page(
            section(item("c"), asked_of="each_child"),
            section(item("d", show_when={"any_person": {"item": "c", "is": "yes"}})),
        ),
    ).says({"c": "yes"}, "tunde")
    assert "d" in case.asked
    case.fact("person.born", years_ago(19), "tunde")
    assert "d" not in case.asked
    assert case.hidden == {"c of tunde"}


def test_the_names_of_the_people_stand_in_the_questions() -> None:
    case = family_case(page(section(item("c", ask="Does {name} know how {parent} is?"), asked_of="each_child")))
    asks = {str(question.ask) for question in case.state.questions.values() if question.key.item == "c"}
    assert asks == {"Does Tunde know how Grace is?", "Does Ife know how Grace is?"}


def test_braces_in_a_name_are_a_name_and_not_code() -> None:
    case = Case(page(section(item("c", ask="How is {name}?"), asked_of="each_child"))).person("{0.x}", "child")
    assert "How is {0.x}?" in {str(question.ask) for question in case.state.questions.values()}


def test_accounts_stand_side_by_side_and_either_may_raise_an_alert() -> None:
    case = family_case(
        page(section(item("c", "choice", accounts=["assessed", "subject"]), asked_of="each_child")),
        rules=[rule("R1", {"item": "c", "is": "yes"}, asked_of="each_child")],
    )
    assert {name for name in case.asked if name.startswith("c of ife")} == {"c of ife by grace", "c of ife by ife"}
    case.says({"c": "none"}, "ife", account="grace")
    assert not case.alerts
    case.says({"c": "yes"}, "ife", account="ife")
    assert [named(key) for key in case.alerts["R1 of ife"].because] == ["c of ife by ife"]


def test_rows_hold_their_cells_and_a_cell_reads_its_own_row() -> None:
    cells = [
        item("call.who", "choice", list="helpers"),
        item("call.why", show_when={"item": "call.who", "is": "nurse"}),
    ]
    case = Case(page(section(item("calls", "rows", items=cells)))).says({"calls": ["r1", "r2"]})
    case.says({"call.who": "nurse"}, row="r1").says({"call.who": "school", "call.why": "old"}, row="r2")
    assert {name for name in case.asked if "/" in name} == {"call.who/r1", "call.why/r1", "call.who/r2"}
    assert case.hidden == {"call.why/r2"}
    table = case.state.questions[AnswerKey(ItemId("calls"))]
    assert [[cell.key.item for cell in row.cells] for row in table.rows] == [["call.who", "call.why"], ["call.who"]]
    assert case.says({"calls": ["r2"]}).hidden == {"call.why/r2"}  # a row taken away is not an answer no longer asked


def test_conditions_look_into_every_row() -> None:
    cells = [item("call.who", "choice", list="helpers")]
    where = {"rows": "calls", "where": {"item": "call.who", "is": "nurse"}}
    case = Case(
        page(
            section(
                item("calls", "rows", items=cells),
                item("any", show_when={"any_row": where}),
                item("every", show_when={"every_row": where}),
            )
        )
    )
    assert not case.asked & {"any", "every"}
    case.says({"calls": ["r1", "r2"]}).says({"call.who": "nurse"}, row="r1")
    assert case.asked & {"any", "every"} == {"any"}
    assert case.says({"call.who": "nurse"}, row="r2").asked & {"any", "every"} == {"any", "every"}


# -- conditions


@pytest.mark.parametrize(
    ("condition", "answers", "holds"),
    [
        ({"item": "c", "is": ["yes", "possible"]}, {"c": "possible"}, True),
        ({"item": "c", "is": "yes"}, {}, False),
        ({"item": "c", "is_not": "yes"}, {}, True),
        ({"item": "c", "is_not": "yes"}, {"c": "yes"}, False),
        ({"item": "s", "is": "nurse"}, {"s": ["school", "nurse"]}, True),
        ({"item": "s", "answered": True}, {"s": []}, False),
        ({"item": "c", "answered": True}, {"c": Gap.DECLINED}, False),
        ({"item": "c", "answered": False}, {"c": Gap.DECLINED}, True),
        ({"item": "c", "gap": "declined"}, {"c": Gap.DECLINED}, True),
        ({"item": "c", "gap": "any"}, {"c": "yes"}, False),
        ({"item": "b", "is": False}, {"b": False}, True),
        ({"item": "b", "is": True}, {"b": Decimal(1)}, False),
        ({"item": "n", "at_least": 3, "at_most": 5}, {"n": 3}, True),
        ({"item": "n", "at_least": 3}, {"n": "three"}, False),
        ({"item": "n", "at_most": 3}, {}, False),
        ({"item": "d", "at_least": "2026-03-01"}, {"d": PartialDate(2026, 3)}, True),
        ({"item": "d", "at_least": "2026-03-02"}, {"d": PartialDate(2026, 3)}, False),
        ({"all": []}, {}, True),
        ({"any": []}, {}, False),
        ({"not": {"item": "c", "is": "yes"}}, {"c": "yes"}, False),
        ({"every_child": {"item": "c", "is": "yes"}}, {"c": "yes"}, False),
    ],
)
def test_conditions_hold_as_they_are_documented(condition: Any, answers: dict[str, Any], *, holds: bool) -> None:
    asks = (item("c", "choice"), item("s", "several", list="helpers"), item("b", "yes_no"), item("n", "number"))
    case = Case(page(section(*asks, item("d", "partial_date"), item("then", show_when=condition)))).says(answers)
    assert ("then" in case.asked) is holds


@pytest.mark.parametrize(
    ("born", "condition", "holds"),
    [
        (years_ago(0, 5), {"under": 6, "unit": "months"}, True),
        (PartialDate(2026), {"under": 6, "unit": "months"}, False),
        (PartialDate(2026), {"under": 6, "unit": "months", "possibly": True}, True),
        (years_ago(8), {"at_least": 8, "under": 18}, True),
        (years_ago(7), {"at_least": 8}, False),
        (None, {"under": 18}, False),
    ],
)
def test_ages_hold_only_when_every_possible_birthday_agrees(
    born: PartialDate | None, condition: Any, *, holds: bool
) -> None:
    case = Case(page(section(item("q", show_when={"age": condition}), asked_of="each_child")))
    assert ("q of bisi" in case.person("Bisi", "child", born=born).asked) is holds


def test_conditions_that_wait_for_each_other_are_refused_by_name() -> None:
    with pytest.raises(CircleError) as refused:
        _ = Case(
            page(
                section(
                    item("a", show_when={"item": "b", "answered": True}),
                    item("b", show_when={"item": "a", "answered": True}),
                )
            )
        ).state
    assert set(refused.value.path) == {"a", "b"}


# -- calculations


def test_a_calculation_with_an_input_missing_stays_blank() -> None:
    case = Case(
        page(
            section(item("c", "choice"), asked_of="each_child"),
            section(
                item("count", "number", calculate={"count_people": "children", "where": {"item": "c", "is": "yes"}})
            ),
            section(item("many", show_when={"item": "count", "at_least": 2}), name="after"),
        )
    )
    key = AnswerKey(ItemId("count"))
    assert case.state.questions[key].calculated is None
    case.person("Tunde", "child").person("Ife", "child").says({"c": "yes"}, "tunde")
    assert case.state.questions[key].calculated is None
    assert case.says({"c": "yes"}, "ife").state.questions[key].calculated == 2
    assert "many" in case.asked
    case.says({"c": "none"}, "ife")
    assert case.state.questions[key].calculated == 1
    assert "many" not in case.asked


def test_the_age_on_a_day_is_worked_out_only_when_it_is_certain() -> None:
    case = Case(
        page(
            section(item("when", "date")),
            section(item("age", "number", calculate={"age_at": "when"}), asked_of="each_child"),
        )
    ).person("Tunde", "child", born=PartialDate(2015, 3))
    key = AnswerKey(ItemId("age"), person_subject(PersonId("tunde")))
    assert case.state.questions[key].calculated is None
    assert case.says({"when": date(2020, 4, 1)}).state.questions[key].calculated == 5
    assert case.says({"when": date(2020, 3, 10)}).state.questions[key].calculated is None


def test_rows_are_counted_once_there_is_a_table() -> None:
    rows = item("calls", "rows", items=[item("call.who", "choice", list="helpers")])
    count = {"count_rows": "calls", "where": {"item": "call.who", "is": "nurse"}}
    case = Case(page(section(rows, item("n", "number", calculate=count))))
    key = AnswerKey(ItemId("n"))
    assert case.state.questions[key].calculated is None
    case.says({"calls": ["a", "b"]}).says({"call.who": "nurse"}, row="a").says({"call.who": "school"}, row="b")
    assert case.state.questions[key].calculated == 1


# -- problems


@pytest.mark.parametrize(
    ("made", "said", "code"),
    [
        (item("q", "nhs_number"), "9992914174", "problem.nhs_number"),
        (item("q", "nhs_number"), "9992914173", None),
        (item("q", "number", at_least=0), Decimal(-1), "problem.too_small"),
        (item("q", "number", at_most=7), Decimal(8), "problem.too_large"),
        (item("q", "number"), "lots", "problem.not_a_number"),
        (item("q", "date", allow="past"), NOW.date() + timedelta(1), "problem.in_future"),
        (item("q", "date", allow="past"), NOW.date(), None),
        (item("q", "date", allow="future"), NOW.date() - timedelta(1), "problem.in_past"),
        (item("q", "partial_date", allow="past"), PartialDate(2026), None),
        (item("q", "partial_date", allow="past"), PartialDate(2027), "problem.in_future"),
        (item("q", "date"), "soon", "problem.not_a_date"),
        (item("q", "time"), "later", "problem.not_a_time"),
        (item("q", "person"), PersonRef(PersonId("gone")), "problem.not_in_family"),
        (item("q", needed_for="referral"), None, "problem.needed"),
        (item("q", needed_for="referral"), "  ", "problem.needed"),
        (item("q", needed_for="referral"), Gap.NOT_KNOWN, None),
        (item("q", gap_note=["not-asked"]), Gap.NOT_ASKED, "problem.gap_note"),
        (item("q", gap_note=["not-asked"]), Answer(gap=Gap.NOT_ASKED, gap_note="asleep"), None),
    ],
)
def test_what_is_wrong_with_an_answer_is_named(made: Any, said: Any, code: str | None) -> None:
    case = Case(page(section(made))).says({"q": said})
    assert case.problems == (set() if code is None else {("q", code)})


def test_a_problem_goes_when_its_question_does() -> None:
    asks = section(item("a", "yes_no"), item("q", needed_for="screening", show_when={"item": "a", "is": True}))
    case = Case(page(asks)).says({"a": True})
    assert case.problems == {("q", "problem.needed")}
    assert case.says({"a": False}).problems == set()


def test_the_forms_own_checks_say_what_they_find() -> None:
    check = {"when": {"item": "a", "is": "yes"}, "says": "{name} has said both.", "severity": "warning"}
    case = family_case(page(section(item("a", "choice", checks=[check]), asked_of="each_child")))
    assert not case.problems
    case.says({"a": "yes"}, "ife")
    (found,) = case.state.problems
    assert (str(found.says), found.severity, found.key.subject.id) == ("Ife has said both.", "warning", "ife")


# -- alerts


RECORD = {
    "act_now": [
        item("rec.who", "rows", needed_for="screening", items=[item("rec.name", needed_for="screening")]),
        item("rec.told", "yes_no", needed_for="screening"),
        item("rec.why", needed_for="screening", show_when={"item": "rec.told", "is": False}),
        item("rec.note"),
    ],
    "discuss": [item("rec.talk", needed_for="screening", gaps=["not-known"])],
}


def alert_case(**said: Any) -> Case:
    return family_case(
        page(
            section(item("worry", "choice"), item("gate", "yes_no")),
            section(item("c", "choice"), asked_of="each_child"),
        ),
        rules=[rule("R1", {"item": "worry", "is": ["possible", "yes"]}, **said)],
        records=RECORD,
    )


def test_an_alert_is_raised_and_says_why() -> None:
    alert = alert_case().says({"worry": "possible"}).alerts["R1"]
    assert (alert.met, alert.complete, alert.is_open, str(alert.says)) == (True, False, True, "Act for Grace")
    assert list(map(named, alert.because)) == ["worry"]
    assert alert.missing == ("rec.who", "rec.told")


def test_a_record_is_complete_when_every_needed_item_in_view_is_answered() -> None:
    case = alert_case().says({"worry": "yes"})
    record = alert_key("R1").as_subject
    case.says({"rec.who": ["r"], "rec.told": False}, record)
    assert case.alerts["R1"].missing == ("rec.name", "rec.why")
    case.says({"rec.name": "J. Hart"}, record, row="r").says({"rec.why": Gap.NOT_KNOWN}, record)
    assert case.alerts["R1"].complete
    assert not case.alerts["R1"].is_open


def test_a_gap_that_a_record_does_not_offer_does_not_complete_it() -> None:
    case = alert_case(level="discuss").says({"worry": "yes"})
    record = alert_key("R1").as_subject
    assert not case.says({"rec.talk": Gap.DECLINED}, record).alerts["R1"].complete
    assert case.says({"rec.talk": Gap.NOT_KNOWN}, record).alerts["R1"].complete


def test_an_alert_that_was_raised_stays_when_its_answer_changes() -> None:
    case = alert_case().says({"worry": "none"}).was_raised("R1")
    alert = case.alerts["R1"]
    assert (alert.met, alert.is_open, alert.level) == (False, True, Level.ACT_NOW)
    assert list(map(named, alert.because)) == ["worry"]


def test_a_withdrawn_alert_is_kept_and_not_open() -> None:
    gone = Withdrawal(NOW, WorkerId("w"), "wrong family")
    alert = alert_case().says({"worry": "yes"}).was_raised("R1", withdrawn=gone).alerts["R1"]
    assert alert.met
    assert not alert.is_open


def test_a_hidden_answer_raises_nothing() -> None:
    case = Case(
        page(section(item("gate", "yes_no"), item("worry", "choice", show_when={"item": "gate", "is": True}))),
        rules=[rule("R1", {"item": "worry", "is": "yes"})],
    ).says({"worry": "yes"})
    assert not case.alerts
    assert case.says({"gate": True}).alerts


def test_a_rule_may_read_another_rule_whatever_their_order() -> None:
    rules = [
        rule("A1", {"alert": "R1"}, "discuss", "each_child"),
        rule("A2", {"alert_level": "act_now"}, "duty", "each_child"),
        rule("A3", {"alert_level": "act_now", "anywhere": True}, "duty"),
        rule("R1", {"item": "c", "is": "yes"}, asked_of="each_child"),
    ]
    records = {"act_now": [item("rec", needed_for="screening")]}
    case = family_case(page(section(item("c", "choice"), asked_of="each_child")), rules=rules, records=records)
    assert set(case.says({"c": "yes"}, "ife").alerts) == {"R1 of ife", "A1 of ife", "A2 of ife", "A3"}
    assert set(case.says({"c": None}, "ife").was_raised("R1", "ife").alerts) >= {"R1 of ife", "A1 of ife", "A2 of ife"}


def test_an_answered_alert_no_longer_counts_for_another() -> None:
    rules = [rule("A1", {"alert": "R1"}, "duty"), rule("R1", {"item": "worry", "is": "yes"})]
    case = Case(
        page(section(item("worry", "choice"))), rules=rules, records={"act_now": [item("rec", needed_for="full")]}
    )
    case.was_raised("R1")
    assert set(case.alerts) == {"R1", "A1"}
    assert set(case.says({"rec": "done"}, alert_key("R1").as_subject).alerts) == {"R1"}


def test_a_named_clinicians_decision_lowers_a_level_and_clearing_the_trigger_does_not() -> None:
    levels = [
        {"level": "discuss", "when": {"item": "rec.senior", "answered": True}},
        {"level": "quality", "when": {"item": "worry", "is_not": "yes"}},
    ]
    case = (
        Case(
            page(section(item("worry", "choice"))),
            rules=[rule("R3", {"item": "worry", "is": ["yes", "possible"]}, levels=levels)],
            records={"act_now": [item("rec.senior")], "discuss": [item("rec.talk")]},
        )
        .says({"worry": "yes"})
        .was_raised("R3")
    )
    levels_seen = [case.alerts["R3"].level, case.says({"worry": "none"}).alerts["R3"].level]
    case.says({"rec.senior": "Dr Rao"}, alert_key("R3").as_subject)
    assert [*levels_seen, case.alerts["R3"].level] == [Level.ACT_NOW, Level.ACT_NOW, Level.DISCUSS]
    assert [question.key.item for question in case.alerts["R3"].record] == ["rec.talk", "rec.senior"]


def test_an_alert_about_somebody_who_has_grown_up_or_left_stays() -> None:
    case = (
        family_case(
            page(section(item("c", "choice"), asked_of="each_child")),
            rules=[rule("R1", {"item": "c", "is": "yes"}, asked_of="each_child")],
        )
        .was_raised("R1", "tunde")
        .was_raised("R1", "gone")
    )
    case.fact("person.born", years_ago(18), "tunde")
    assert {name: alert.met for name, alert in case.alerts.items()} == {"R1 of tunde": False, "R1 of gone": False}


def test_an_alert_with_nothing_to_record_is_open_while_its_cause_is_there() -> None:
    case = Case(page(section(item("worry", "choice"))), rules=[rule("Q1", {"item": "worry", "is": "yes"}, "quality")])
    case.was_raised("Q1", level=Level.QUALITY)
    assert not case.alerts["Q1"].is_open
    assert case.says({"worry": "yes"}).alerts["Q1"].is_open


def test_a_record_item_may_show_only_in_the_record_of_some_alerts() -> None:
    records = {"act_now": [item("rec.doctor", show_when={"alert": "R1"})]}
    rules = [rule("R1", {"item": "worry", "is": "yes"}), rule("R2", {"item": "worry", "is": "yes"})]
    case = Case(page(section(item("worry", "choice"))), rules=rules, records=records).says({"worry": "yes"})
    assert [len(case.alerts[name].record) for name in ("R1", "R2")] == [1, 0]


def test_the_gravest_alerts_come_first() -> None:
    rules = [
        rule(name, {"item": "worry", "is": "yes"}, level) for name, level in zip("abcd", reversed(Level), strict=True)
    ]
    case = Case(page(section(item("worry", "choice"))), rules=rules).says({"worry": "yes"})
    assert [alert.level for alert in case.state.alerts] == list(Level)


# -- progress and criteria


def test_progress_counts_answers_and_gaps_of_each_page_and_person() -> None:
    case = family_case(
        page(section(item("a", needed_for="referral"), item("b")), section(item("c"), asked_of="each_child"))
    )
    case.says({"b": Gap.DECLINED}).says({"c": "x"}, "ife")
    case.finished = frozenset({"one/person/ife"})
    seen = {(p.page, p.subject.id if p.subject else None): p for p in case.state.progress if p.page == "one"}
    whole, ife = seen["one", None], seen["one", "ife"]
    assert (whole.answered, whole.asked, whole.needed_left, whole.finished) == (2, 4, 1, False)
    assert (ife.answered, ife.asked, ife.finished) == (1, 1, True)
    case.finished = frozenset({"one/person/ife", "one/person/tunde", "one/family/"})
    assert next(p for p in case.state.progress if p.page == "one" and p.subject is None).finished


def test_a_criterion_names_the_children_it_still_lacks() -> None:
    met = {"item": "c", "answered": True}
    criterion = {"id": "k", "title": "Each child", "each_child": True, "met_when": met, "shown_by": ["c"]}
    case = family_case(page(section(item("c"), asked_of="each_child")), criteria=[criterion]).says({"c": "x"}, "ife")
    (found,) = case.state.criteria
    assert (found.met, found.lacking, list(map(named, found.met_by))) == (False, ("tunde",), ["c of ife"])
    assert case.says({"c": "x"}, "tunde").state.criteria[0].met


# -- pure, and the same however it was reached


def test_a_number_is_shown_exactly_as_it_was_typed_last() -> None:
    case = Case(page(section(item("n", "number"))))
    shown = [
        case.says({"n": Decimal(typed)}).state.questions[AnswerKey(ItemId("n"))].answer for typed in ("1.1", "1.10")
    ]
    assert [str(answer.value) for answer in shown if answer is not None] == ["1.1", "1.10"]


def test_the_clock_is_the_one_that_is_given() -> None:
    case = Case(page(section(item("d", "date", allow="past")))).says({"d": NOW.date() + timedelta(1)})
    assert case.problems
    case.now = NOW + timedelta(1)
    assert not case.problems


def test_questions_that_have_not_changed_are_the_same_objects() -> None:
    case = family_case(page(section(item("a"), item("b"))))
    before = case.says({"a": "x"}).state.questions
    after = case.says({"b": "y"}).state.questions
    assert before[AnswerKey(ItemId("a"))] is after[AnswerKey(ItemId("a"))]


VALUES: dict[str, list[Any]] = {
    "choice": ["none", "much", "unsure"],
    "yes_no": [True, False],
    "rows": [("r1",), ("r1", "r2")],
}
MADE = generated(items=60, children=2, adults=2, rules=18, criteria=6)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_what_is_remembered_never_changes_what_comes_out(data: st.DataObject) -> None:
    engine = Engine(Plan(MADE.form))
    answers, family = dict(MADE.answers), MADE.family
    raised: tuple[RaisedAlert, ...] = ()
    names = [key for key in family.facts if key.item == "person.given_name"]
    for _ in range(data.draw(st.integers(2, 8))):
        state = engine.evaluate(family, answers, raised, MADE.now, frozenset())
        fresh = Engine(Plan(MADE.form)).evaluate(family, answers, raised, MADE.now, frozenset())
        assert state == fresh
        assert list(state.questions) == list(fresh.questions)
        choices = [key for key, question in state.questions.items() if question.page.startswith("page")]
        match data.draw(st.sampled_from(["say", "clear", "raise", "name", "record"])):
            case "say":
                key = data.draw(st.sampled_from(choices))
                value = data.draw(st.sampled_from(VALUES.get(state.questions[key].item.kind, ["some words"])))
                answers = {**answers, key: Answer(value=value)}
            case "clear":
                gone = data.draw(st.sampled_from(sorted(answers)))
                answers = {key: answer for key, answer in answers.items() if key != gone}
            case "raise":
                raised = tuple(RaisedAlert(alert.key, alert.level, NOW, WorkerId("w")) for alert in state.alerts)
            case "name":
                key = data.draw(st.sampled_from(names))
                family = replace(
                    family, facts={**family.facts, key: Answer(value=data.draw(st.sampled_from(["Al", "Bo"])))}
                )
            case _:
                found = [question.key for alert in state.alerts for question in alert.record]
                answers = {**answers, **{key: Answer(value="done") for key in found[:3]}}


def test_equal_input_gives_equal_states_whatever_the_order_of_the_answers() -> None:
    backwards = dict(reversed(list(MADE.answers.items())))
    one = evaluate(MADE.form, MADE.family, MADE.answers, (), MADE.now)
    other = Engine(Plan(MADE.form)).evaluate(MADE.family, backwards, (), MADE.now, frozenset())
    assert one == other


def test_a_form_with_nothing_but_its_register_has_a_state() -> None:
    state = Case(form=make_form()).state
    assert state.people == ()
    assert state.alerts == ()
