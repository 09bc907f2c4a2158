from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.forms.case import NOW, REGISTER, Case, alert_key, item, page, rule, section, years_ago
from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Answer, Gap, PartialDate, PersonRef, Source, SourceKind
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, FormRef, SignedVersion, Stage, Worker
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey, AssessmentId, FamilyId, ItemId, PersonId, WorkerId
from thinkfamily_desktop.domain.ids import person_subject as subject_of
from thinkfamily_desktop.forms.copy_asked import REVIEW
from thinkfamily_desktop.forms.release import Choices, release
from thinkfamily_desktop.forms.releases import Release

WORKER = Worker(WorkerId("w"), "A. Mensah", "nurse", "Home Treatment", "01632 960 001", "01632 960 002")
GROUPS = ("people", "addresses", "general", "health", "words", "private", "action", "visit", "visitors", "internal")


def reader(name: str, *, every: str = "none", **said: Any) -> dict[str, Any]:
    groups = {group: said.pop(group, every) for group in GROUPS}
    titles = {"title": name, "document_title": f"For {name}", "urgent_title": f"Urgent, for {name}"}
    return {"id": name, **titles, "contents": groups, **said}


READERS = [
    reader("social-care", every="all", health="child_safety", internal="none"),
    reader("gp-child", people="all", general="about", action="about", addresses="all", about_required=True,
           may_show_family=True),
    reader("school", people="about", general="about", about_required=True, may_show_family=True),
    reader("health-visitor", every="all", internal="none", visitors="none", about_required=True),
    reader("person", people="about", general="all", words="about", for_person=True, may_show_family=True),
]  # fmt: skip

PEOPLE = {
    **REGISTER,
    "register_items": {
        **REGISTER["register_items"],
        "home_address": "family.address",
        "at_home": ["family-address"],
        "protected_by": {"family.address": "family.address_protected", "person.address": "person.address_protected"},
    },
}

RECORD = {
    "act_now": [
        item("record.tonight", "rows", needed_for="screening", content="action", items=[
            item("record.tonight.child", "person"), item("record.tonight.place")]),
        item("record.told", "yes_no", needed_for="screening", content="action"),
    ],
    "discuss": [item("record.talk", content="action")],
}  # fmt: skip

RULES = [
    rule("R1", {"item": "belief", "is": ["possible", "yes"]}),
    rule("R2", {"item": "c.harm", "is": "yes"}, asked_of="each_child", says="{name} may come to harm."),
    rule("R14", {"item": "secret.worry", "is": "yes"}, do_not_tell=True),
    rule("A1", [{"item": "c.care", "is": "yes"}, {"not": {"item": "private.note", "answered": True}}], "discuss",
         "each_child"),
    rule("Q1", {"item": "belief", "gap": "any"}, "quality"),
]  # fmt: skip


def pages() -> list[dict[str, Any]]:
    plan_cells = [item("plan.child", "person"), item("plan.help"), item("plan.outcome")]
    return [
        page(
            section(item("ask"), item("keep"), item("worker.note", content="internal")),
            section(item("care", label="When {parent} is unwell, {name}"), item("c.harm", "choice"),
                    item("c.care", "choice", needed_for="referral"), item("c.words", "long_text", content="words"),
                    asked_of="each_child", title="Life of {name}"),
            section(item("plan", "rows", items=plan_cells), name="plan"),
            section(item("view", nature="analysis"), name="thinking", title="My thinking"),
            section(item("dogs", content="visitors"), item("private.note", content="private"),
                    item("by.absence", show_when={"not": {"item": "private.note", "answered": True}}), name="more"),
        ),
        page(section(item("belief", "choice"), item("tablets"), asked_of="assessed"), name="health", content="health"),
        page(section(item("secret.worry", "choice"),
                     item("secret.how", show_when={"item": "secret.worry", "is": "yes"})), name="secret"),
    ]  # fmt: skip


FRONT = {
    "asks": ["ask"],
    "keep_doing": ["keep"],
    "critical": ["c.care", "belief"],
    "child_columns": [
        {"title": "Born or due", "items": ["person.born", "person.due"]},
        {"title": "Tonight", "items": ["record.tonight.place"]},
    ],
    "link_columns": [
        {"title": "When {parent} is unwell", "items": ["care"]},
        {"title": "Outcome", "items": ["plan.outcome"]},
    ],
}


def okafor() -> Case:
    """Grace, assessed; David; Ife of 4, Tunde of 11, a baby due; a friend; and something said of each."""
    case = Case(*pages(), rules=RULES, records=RECORD, readers=READERS, people=PEOPLE, front=FRONT)
    case.person("Grace", "parent", born=years_ago(34), family_name="Okafor", lives_with="family-address")
    case.person("David", "partner", lives_with="elsewhere", address="9 Hidden Close", address_protected=True)
    case.person("Ife", "child", born=years_ago(4), lives_with="family-address")
    case.person("Tunde", "child", born=years_ago(11), nhs_number="9997763173")
    case.person("Bump", "unborn", given_name="").person("Marlow", "friend").assesses("Grace")
    case.fact("family.address", "4 Elm Row, Northfield")
    case.fact("rel.list", ["r1", "r2", "r3"])
    for row, one, kind, other in (
        ("r1", "grace", "birth-parent", "tunde"),
        ("r2", "grace", "birth-parent", "ife"),
        ("r3", "ife", "sibling", "tunde"),
    ):
        case.fact("rel.from", PersonRef(PersonId(one)), row=row).fact("rel.kind", kind, row=row)
        case.fact("rel.to", PersonRef(PersonId(other)), row=row)
    case.says({"ask": "An assessment", "keep": "Visits", "plan": ["p1"], "view": "It can change", "dogs": "Two"})
    case.says({"plan.child": PersonRef(PersonId("ife")), "plan.help": "Visits", "plan.outcome": "In school"}, row="p1")
    case.says({"worker.note": "for supervision", "by.absence": "shown", "secret.worry": "none"})
    case.says({"care": "Gets Ife up", "c.care": "yes", "c.words": own_words("I check on mum")}, "tunde")
    case.says({"care": "Waits", "c.harm": "yes"}, "ife")
    case.says({"belief": "possible", "tablets": "Stopped"}, "grace")
    return case


def own_words(words: str, *, kept: bool = True, condition: str = "") -> Answer:
    said_by = Source(SourceKind.PERSON, PersonId("tunde"))
    kept_from = frozenset({PersonId("grace"), PersonId("david")}) if kept else frozenset()
    return Answer(value=words, source=said_by, exact_words=True, kept_from=kept_from, condition=condition, at=NOW)


def released(case: Case, to: str = "social-care", about: str = "", for_person: str = "", **said: Any) -> Release:
    assessment = Assessment(
        AssessmentId("a"), FamilyId("family"), FormRef("test", "1", ""), AssessmentState.DRAFT,
        NOW - timedelta(days=9), WorkerId("w"), NOW,
    )  # fmt: skip
    return release(
        case.form, case.family, case.answers, case.state, WORKER, to, PersonId(about) if about else None,
        PersonId(for_person) if for_person else None, assessment=assessment, **said,
    )  # fmt: skip


def said(found: Release) -> str:
    """Everything that is in a Release, as text."""
    return repr(found)


def line_of(found: Release, name: str) -> Any:
    return next(line for part in found.sections for line in part.lines if line.item == name)


# -- what each reader gets


def test_social_care_gets_what_raised_an_alert_and_not_the_rest_of_the_clinical_detail() -> None:
    found = released(okafor())
    assert "belief" in {line.item for part in found.sections for line in part.lines}
    assert "Stopped" not in said(found)
    assert "for supervision" not in said(found)
    assert "Two" in said(found)


def test_a_school_hears_of_one_child_and_those_who_bring_them_up() -> None:
    found = released(okafor(), "school", "tunde")
    assert {person.name for person in found.people} == {"Grace", "Tunde"}
    assert "Waits" not in said(found)
    for stranger in ("Ife may", "David", "Marlow", "Hidden"):
        assert stranger not in said(found)
    assert "Two" not in said(found)


def test_a_reader_who_may_show_the_family_gets_nothing_that_the_family_is_not_told() -> None:
    case = okafor().says({"secret.worry": "yes", "secret.how": "A flight is booked"})
    assert "A flight is booked" in said(released(case))
    for found in (released(case, "gp-child", "tunde"), released(case, "person", for_person="grace")):
        assert "R14" not in said(found)
        assert "flight" not in said(found)
    keys = frozenset({AnswerKey(ItemId("secret.worry"))})
    included = Choices(include=keys, include_alerts=frozenset({alert_key("R14")}))
    assert "R14" in said(released(case, "gp-child", "tunde", choices=included))


def test_a_confidence_goes_to_social_care_with_its_condition_and_not_to_the_gp() -> None:
    case = okafor()
    line = line_of(released(case), "c.words")
    assert line.condition == "Tunde asked that David and Grace not be told this; speak to us first."
    case.says({"c.words": own_words("I check on mum", condition="Ask Tunde first.")}, "tunde")
    assert line_of(released(case), "c.words").condition == "Ask Tunde first."
    assert "I check on mum" not in said(released(case, "gp-child", "tunde"))
    assert "I check on mum" not in said(released(case, "person", for_person="tunde"))


def test_a_copy_for_one_person_holds_nothing_that_another_said_and_no_reasoning() -> None:
    case = okafor()
    david = Source(SourceKind.PERSON, PersonId("david"))
    case.says({"ask": Answer(value="What David asks", source=david, at=NOW)})
    found = released(case, "person", for_person="grace")
    assert "What David asks" not in said(found)
    assert "It can change" not in said(found)
    assert found.gaps == ()
    assert found.people[found.for_person or 0].name == "Grace"


def test_a_protected_address_goes_to_nobody_until_it_is_released() -> None:
    case, david = okafor(), AnswerKey(ItemId("person.address"), subject_of(PersonId("david")))
    for found in (released(case), released(case, "health-visitor", "ife"), released(case, REVIEW)):
        assert "Hidden" not in said(found)
    assert "9 Hidden Close" in said(released(case, choices=Choices(include=frozenset({david}))))
    assert released(case).household_name == "4 Elm Row"
    case.fact("family.address_protected", True)
    assert "Elm" not in said(released(case))


def test_safety_notes_for_visitors_go_only_where_they_are_allowed() -> None:
    assert "Two" in said(released(okafor()))
    assert "Two" not in said(released(okafor(), "health-visitor", "ife"))


def test_what_the_worker_leaves_out_is_out_and_counted_in_the_review_copy_alone() -> None:
    case, key = okafor(), AnswerKey(ItemId("belief"), subject_of(PersonId("grace")))
    chosen = Choices(leave_out=frozenset({key}), reasons={key: "Told to the duty desk by phone"})
    found = released(case, choices=chosen)
    assert "belief" not in {line.item for part in found.sections for line in part.lines}
    assert "R1" not in {alert.rule for alert in found.alerts}
    review = released(case, REVIEW, choices=chosen)
    assert (found.withheld, found.withheld_lines, review.withheld) == (0, (), 1)
    assert [each.reason for each in review.withheld_lines] == ["Told to the duty desk by phone"]
    assert [decision.reason for decision in chosen.decisions()] == ["Told to the duty desk by phone"]


def test_what_an_alert_rests_on_is_left_out_for_social_care_only_with_a_reason() -> None:
    case, key = okafor(), AnswerKey(ItemId("belief"), subject_of(PersonId("grace")))
    nothing_said: tuple[dict[AnswerKey | AlertKey, str], ...] = ({}, {key: "  "})
    for reasons in nothing_said:
        with pytest.raises(ThinkFamilyError) as refused:
            released(case, choices=Choices(leave_out=frozenset({key}), reasons=reasons))
        assert refused.value.code == "release.reason_needed"


def test_the_review_copy_holds_everything_and_its_criteria() -> None:
    case = okafor().says({"secret.worry": "yes", "secret.how": "A flight"})
    found = released(case, REVIEW)
    for words in ("Stopped", "for supervision", "A flight", "I check on mum"):
        assert words in said(found)
    assert found.reader == REVIEW


# -- alerts


def test_alerts_come_with_their_records_and_with_names() -> None:
    case = okafor()
    record = alert_key("R2", "ife").as_subject
    case.says({"record.tonight": ["t"], "record.told": Gap.NOT_KNOWN}, record)
    case.says(
        {"record.tonight.child": PersonRef(PersonId("ife")), "record.tonight.place": "12 Beck Street"}, record, row="t"
    )
    case.was_raised("R2", "ife")
    found = released(case)
    alert = next(alert for alert in found.alerts if alert.rule == "R2")
    assert (str(alert.says), alert.complete, found.people[alert.about or 0].name) == (
        "Ife may come to harm.",
        True,
        "Ife",
    )
    assert [line.gap for line in alert.record] == [None, Gap.NOT_KNOWN]
    assert found.urgent
    assert str(found.title) == "Urgent, for social-care"


def test_quality_prompts_and_withdrawn_alerts_stay_inside() -> None:
    case = okafor().says({"belief": Gap.DECLINED}, "grace")
    assert "Q1" not in {alert.rule for alert in released(case).alerts}
    assert "Q1" in {alert.rule for alert in released(case, REVIEW).alerts}


def test_an_alert_that_only_something_withheld_explains_is_withheld_with_it() -> None:
    case = okafor().was_raised("R1").was_raised("R2", "ife")
    found = released(case, "gp-child", "tunde")
    assert "R1" not in {alert.rule for alert in found.alerts}
    assert "R2" not in {alert.rule for alert in found.alerts}
    assert not found.urgent


def test_an_alert_that_is_true_only_for_want_of_what_is_withheld_is_not_told() -> None:
    case = okafor()
    assert {"A1"} <= {alert.rule for alert in released(case).alerts}
    case.says({"private.note": "x"})
    assert "A1" not in {alert.rule for alert in released(case, "gp-child", "tunde").alerts}


def test_an_answer_hidden_in_the_record_is_not_shown_by_the_absence_of_another() -> None:
    case = okafor().says({"private.note": "x"})
    assert "by.absence" not in said(released(case, "health-visitor", "ife", choices=Choices(
        leave_out=frozenset({AnswerKey(ItemId("private.note"))}))))  # fmt: skip


# -- the front page, gaps and people


def test_page_1_has_a_row_for_each_child_eldest_first() -> None:
    case = okafor()
    record = alert_key("R2", "ife").as_subject
    case.says({"record.tonight": ["t"]}, record)
    case.says(
        {"record.tonight.child": PersonRef(PersonId("ife")), "record.tonight.place": "12 Beck Street"}, record, row="t"
    )
    front = released(case).front
    found = released(case)
    assert [found.people[about or 0].name for about in front.children.about] == ["Tunde", "Ife", "Baby"]
    assert [cells[1].values if cells[1] else None for cells in front.children.rows] == [None, ("12 Beck Street",), None]
    assert [str(column) for column in front.links.columns] == ["When Grace is unwell", "Outcome"]
    assert [[line.values if line else None for line in row] for row in front.links.rows] == [
        [("Gets Ife up",), None],
        [("Waits",), ("In school",)],
    ]
    assert [line.values for line in front.asks] == [("An assessment",)]


def test_gaps_are_told_once_and_the_critical_ones_on_page_1() -> None:
    case = okafor().says({"keep": None, "care": Answer(gap=Gap.NOT_ASKED, gap_note="asleep", at=NOW)}, "ife")
    case.says({"keep": None})
    found = released(case)
    told = {
        (str(gap.label), gap.gap, gap.note, found.people[gap.about].name if gap.about is not None else "")
        for gap in found.gaps
    }
    assert ("When Grace is unwell, Ife", Gap.NOT_ASKED, "asleep", "Ife") in told
    assert ("Say c.care", None, "", "Ife") in told
    assert {str(gap.label) for gap in found.front.missing} == {"Say keep", "Say c.care"}
    assert not any(line.gap for part in found.sections for line in part.lines)


def test_an_answer_that_is_withheld_is_never_called_missing() -> None:
    case = okafor().says({"c.care": replace(own_words("yes"), value="yes")}, "tunde")
    found = released(case, "gp-child", "tunde")
    assert "Say c.care" not in {str(gap.label) for gap in found.gaps}


def test_the_map_names_who_lives_together_and_who_belongs_to_whom() -> None:
    found = released(okafor())
    names = [person.name for person in found.people]
    assert [names[index] for index in found.household] == ["Grace", "Ife"]
    ties = {(names[tie.person], tie.kind, names[tie.other]) for tie in found.relationships}
    assert ties == {("Grace", "birth-parent", "Tunde"), ("Grace", "birth-parent", "Ife"), ("Ife", "sibling", "Tunde")}
    school = released(okafor(), "school", "tunde")
    assert [school.people[tie.other].name for tie in school.relationships] == ["Tunde"]


def test_ages_are_those_of_the_latest_change_and_not_of_the_day_it_is_printed() -> None:
    case = okafor()
    before = released(case)
    case.now = NOW + timedelta(days=800)
    assert released(case) == before
    assert before.made == NOW


def test_made_is_the_latest_change_of_what_this_reader_has() -> None:
    case, later = okafor(), NOW + timedelta(days=2)
    case.says({"worker.note": Answer(value="later", at=later)})
    assert released(case).made == NOW
    assert released(case, REVIEW).made == later


def test_a_signed_version_says_so_with_its_time() -> None:
    case = okafor()
    at = NOW + timedelta(hours=1)
    signed = SignedVersion(3, Stage.REFERRAL, at, WORKER, case.family, case.answers)
    found = released(case, signed=signed)
    assert (found.finished, found.version, found.stage, found.made) == (True, 3, "referral", at)
    assert (released(case).finished, released(case).version) == (False, 1)


def test_the_check_code_changes_with_the_content_and_the_reader() -> None:
    case = okafor()
    codes = {released(case).check_code, released(case, REVIEW).check_code}
    codes.add(released(case.says({"ask": "Something else"})).check_code)
    assert len(codes) == 3
    assert released(case).check_code in codes


@pytest.mark.parametrize(
    ("reader_id", "about", "for_person", "code"),
    [
        ("nobody", "", "", "release.unknown_reader"),
        ("school", "", "", "release.about_needed"),
        ("person", "", "", "release.for_whom"),
        ("social-care", "", "grace", "release.for_whom"),
        ("school", "stranger", "", "release.not_in_family"),
    ],
)
def test_a_copy_that_cannot_be_made_says_why(reader_id: str, about: str, for_person: str, code: str) -> None:
    with pytest.raises(ThinkFamilyError) as refused:
        released(okafor(), reader_id, about, for_person)
    assert refused.value.code == code


def test_the_only_child_is_whom_a_copy_must_be_about() -> None:
    case = Case(*pages(), rules=RULES, records=RECORD, readers=READERS, people=PEOPLE).person("Ife", "child")
    assert released(case, "school").people[released(case, "school").about or 0].name == "Ife"


# -- nothing of what is withheld


def ids_in(value: object) -> set[str]:
    """Every text inside a value that could be an id."""
    if is_dataclass(value) and not isinstance(value, type):
        return set().union(*(ids_in(getattr(value, part.name)) for part in fields(value)))
    if isinstance(value, tuple | list | frozenset):
        return set().union(*map(ids_in, value))
    return {value} if isinstance(value, str) else set()


def test_no_id_of_a_person_is_in_a_release() -> None:
    case = okafor()
    case.was_raised("R2", "ife")
    people = {str(person) for person in case.family.people}
    for to, about in (("social-care", ""), ("gp-child", "tunde"), (REVIEW, "")):
        assert not people & ids_in(released(case, to, about))


VALUES: dict[str, list[Any]] = {
    "c.words": [own_words("one"), own_words("another, longer"), own_words("x", condition="c")],
    "tablets": ["Stopped", "Never took any", Gap.DECLINED],
    "worker.note": ["a", "b"],
    "secret.worry": ["yes", "none", "possible", Gap.NOT_ASKED],
    "secret.how": ["somehow", "otherwise"],
    "private.note": ["p", "q"],
    "belief": ["yes", "none", Gap.NOT_KNOWN],
    "c.harm": ["yes", "none"],
    "dogs": ["None", "Three"],
    "view": ["one view", "another"],
    "person.address": ["1 A Street", "2 B Street"],
}
WITHHELD = {
    ("social-care", "", ""): [("tablets", "grace"), ("worker.note", ""), ("person.address", "david")],
    ("gp-child", "tunde", ""): [
        ("c.words", "tunde"), ("tablets", "grace"), ("worker.note", ""), ("secret.worry", ""), ("secret.how", ""),
        ("private.note", ""), ("belief", "grace"), ("c.harm", "ife"), ("dogs", ""), ("person.address", "david"),
    ],
    ("school", "tunde", ""): [
        ("c.words", "tunde"), ("tablets", "grace"), ("secret.worry", ""), ("secret.how", ""), ("private.note", ""),
        ("belief", "grace"), ("c.harm", "ife"), ("dogs", ""), ("person.address", "david"),
    ],
    ("person", "", "grace"): [
        ("c.words", "tunde"), ("worker.note", ""), ("secret.worry", ""), ("secret.how", ""), ("view", ""), ("dogs", ""),
    ],
}  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_changing_a_withheld_answer_changes_nothing_in_a_release(data: st.DataObject) -> None:
    (to, about, for_person), keys = data.draw(st.sampled_from(sorted(WITHHELD.items())))
    case = okafor().says({"secret.how": "somehow", "private.note": "p"})
    before = released(case, to, about, for_person)
    for name, person in data.draw(st.lists(st.sampled_from(keys), min_size=1, max_size=4)):
        value = data.draw(st.sampled_from(VALUES[name]))
        if name.startswith("person."):
            case.fact(name, value, person)
        else:
            case.says({name: value}, person)
    if data.draw(st.booleans()):
        keep_raised(case)
    assert released(case, to, about, for_person) == before


def keep_raised(case: Case) -> None:
    """As a session does: whatever is met has been raised, at the moment of the latest change."""
    for alert in case.state.alerts:
        if alert.raised is None and alert.key.rule in ("R1", "R14"):
            case.was_raised(alert.key.rule, alert.key.subject.id, alert.level)


def test_changing_what_is_not_withheld_does_change_it() -> None:
    case = okafor()
    before = released(case)
    assert released(case.says({"c.words": own_words("changed")}, "tunde")) != before


def test_a_release_of_an_empty_family_is_a_release() -> None:
    case = Case(*pages(), rules=RULES, records=RECORD, readers=READERS, people=PEOPLE)
    found = released(case)
    assert (found.people, found.sections, found.made) == ((), (), NOW - timedelta(days=9))


def test_levels_and_times_are_those_of_the_record() -> None:
    case = okafor().was_raised("R2", "ife")
    alert = next(alert for alert in released(case).alerts if alert.rule == "R2")
    assert (alert.level, alert.raised_at) == (Level.ACT_NOW, NOW)
    assert isinstance(alert.raised_at, datetime)


def test_a_birth_date_known_in_part_is_released_as_it_is_known() -> None:
    case = okafor().fact("person.born", PartialDate(2015, 3), "tunde")
    assert next(person for person in released(case).people if person.name == "Tunde").born == PartialDate(2015, 3)


def test_somebody_unknown_to_the_reader_is_not_named_as_a_source() -> None:
    case = okafor()
    case.says({"care": Answer(value="Late", source=Source(SourceKind.PERSON, PersonId("marlow")), at=NOW)}, "tunde")
    found = line_of(released(case, "school", "tunde"), "care")
    assert (found.source, found.source_name) == (SourceKind.PERSON, "")


def test_rows_that_point_to_somebody_unknown_are_left_out() -> None:
    found = released(okafor(), "school", "tunde")
    assert "In school" not in said(found)
    assert "In school" in said(released(okafor(), "school", "ife"))
