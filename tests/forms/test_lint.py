"""Lint: what a form author would want to know, each with its line, and nothing where nothing is wrong."""

import pytest

from tests.forms.written import PAGE, SMALL, Written
from thinkfamily_desktop.forms.lint import lint
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.problems import FormProblem


def test_the_small_set_has_nothing_to_say() -> None:
    assert lint(load_set(SMALL)) == ()


def item(more: str, item_id: str = "child.more", kind: str = "yes_no") -> str:
    return f"id: {item_id}\nkind: {kind}\nask: More?\nsource: [made-up]\nguidance: {{why: To know.}}\n{more}"


def only_advice(written: Written) -> FormProblem:
    [problem] = written.advised()
    assert problem.severity == "advice", str(problem)
    assert problem.remedy
    return problem


AGAIN = "  - {id: R01, level: duty, when: {alert: R01}, title: x, says: x, first_actions: [], source: [x]}"


def test_an_item_used_twice_is_an_error_on_its_second_line(written: Written) -> None:
    written.add_item(item("", "person.born"))
    problem = written.refused_for(PAGE, "id: person.born")
    assert "first in people.yaml line" in problem.says


def test_an_item_of_a_record_used_twice_is_an_error(written: Written) -> None:
    written.add_item(item("content: child", "act.told", "text"))
    assert "used twice" in str(written.refused())


@pytest.mark.parametrize(
    ("file", "old", "new", "line"),
    [
        ("rules.yaml", "records:", f"{AGAIN}\n\nrecords:", "level: duty"),
        ("lists.yaml", "Child}", "Child}\n    - {code: child, label: Again}", "Again"),
        (PAGE, "  - id: child\n", "  - id: start\n", 'title: "About {name}"'),
    ],
)  # fmt: skip
def test_rules_options_and_sections_used_twice_are_errors(
    written: Written, file: str, old: str, new: str, line: str
) -> None:
    number = written.change(file, old, new).line_of(file, line)
    found = [problem for problem in written.refused() if "used twice" in problem.says]
    assert [problem.file for problem in found] == [file]
    assert abs(found[0].line - number) <= 1


def test_an_unknown_item_in_a_condition_is_named_with_the_nearest(written: Written) -> None:
    written.change(PAGE, "{item: child.seen,", "{item: child.seem,")
    problem = written.refused_for(PAGE, "child.seem")
    assert "There is no item 'child.seem'." in problem.says
    assert "Did you mean child.seen?" in problem.remedy


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("rules.yaml", "{item: child.worry,", "{item: child.nothing,"),
        ("rules.yaml", "    source: [made-up]\n\n", "    source: [made-up]\n    script: [child.nothing]\n\n"),
        ("criteria.yaml", "met_when: {item: child.seen,", "met_when: {item: child.nothing,"),
        ("criteria.yaml", "shown_by: [child.seen]", "shown_by: [child.nothing]"),
        ("recipients.yaml", "critical: [child.seen]", "critical: [child.nothing]"),
        ("recipients.yaml", "items: [person.given_name]", "items: [child.nothing]"),
        ("recipients.yaml", "tonight: act.where", "tonight: child.nothing"),
        ("people.yaml", "assessed: visit.assessed", "assessed: child.nothing"),
    ],
)
def test_an_unknown_item_is_an_error_wherever_it_is_named(written: Written, file: str, old: str, new: str) -> None:
    problem = written.change(file, old, new).refused_for(file, "child.nothing")
    assert "There is no item 'child.nothing'." in problem.says


@pytest.mark.parametrize(
    ("file", "old", "new", "remedy"),
    [
        ("recipients.yaml", "tonight: act.where", "tonight: act.told", "kind rows"),
        ("people.yaml", "born: person.born", "born: person.given_name", "kind partial_date"),
        ("people.yaml", "assessed: visit.assessed", "assessed: child.seen", "kind person"),
    ],
)
def test_an_item_of_the_wrong_kind_is_an_error(written: Written, file: str, old: str, new: str, remedy: str) -> None:
    assert remedy in written.change(file, old, new).refused_for(file, new).remedy


def test_a_circle_among_items_is_named_with_all_its_items(written: Written) -> None:
    written.add_item(item("show_when: {item: child.says, answered: true}"))
    written.change(
        PAGE, "ask: Was {name} seen?", "ask: Was {name} seen?\n        show_when: {item: child.more, is: true}"
    )
    [problem] = written.refused()
    assert "child.more needs child.says needs child.seen needs child.more." in problem.says
    assert problem.file == PAGE


def test_a_circle_through_a_rule_is_named(written: Written) -> None:
    written.change(
        PAGE, "ask: Is there a worry about {name}?", "ask: Is there a worry?\n        show_when: {alert: R01}"
    )
    [problem] = written.refused()
    assert "R01" in problem.says
    assert "child.worry" in problem.says


def test_a_circle_through_a_level_is_named(written: Written) -> None:
    written.change("rules.yaml", "when: {item: child.worry, is: true}", "when: {alert_level: act_now}")
    assert "R01 needs R01" in written.refused_for("rules.yaml", "when:").says


def test_a_circle_through_a_page_is_named(written: Written) -> None:
    written.change(PAGE, "content: child\n", "content: child\nshow_when: {item: visit.assessed, answered: true}\n")
    assert "visit.assessed needs visit.assessed" in written.refused_for(PAGE, "show_when: {item: visit").says


def test_a_register_that_waits_for_itself_through_its_page_goes_in_a_circle(written: Written) -> None:
    condition = "{any_person: {item: person.sex, answered: true}}"
    written.change(PAGE, "content: child\n", f"content: child\nshow_when: {condition}\n")
    assert "person.sex needs person.sex" in str(written.refused())


def test_roles_that_wait_for_a_role_go_in_a_circle(written: Written) -> None:
    written.change("people.yaml", "list: roles,", "list: roles, show_when: {role: child},")
    assert "person.roles needs person.roles" in str(written.refused())


def test_two_circles_are_both_named(written: Written) -> None:
    written.add_item(item("show_when: {item: child.more, is: true}"))
    written.add_item(item("show_when: {item: child.less, is: true}", "child.less"))
    said = str(written.refused())
    assert "child.more needs child.more" in said
    assert "child.less needs child.less" in said


def test_a_long_chain_is_no_circle(written: Written) -> None:
    before = "child.seen"
    for number in range(30):
        written.add_item(item(f"show_when: {{item: {before}, is: true}}", f"child.n{number}"))
        before = f"child.n{number}"
    assert written.advised() == ()


def test_a_missing_list_is_an_error_with_the_nearest(written: Written) -> None:
    written.add_item(item("list: role", "child.more", "several"))
    assert "Did you mean roles?" in written.refused_for(PAGE, "list: role").remedy


def test_a_choice_without_options_is_an_error(written: Written) -> None:
    written.add_item(item("", "child.more", "choice"))
    assert "nothing to choose from" in written.refused_for(PAGE, "id: child.more").says


def test_an_unused_list_is_advice(written: Written) -> None:
    written.add("lists.yaml", "  spare: [{code: a, label: A}]\n")
    assert "No item uses the list 'spare'" in only_advice(written).says
    assert load_set(written.folder)


@pytest.mark.parametrize("code", ["declined", "not-known", "not_asked", "not-applicable"])
def test_a_gap_as_an_option_is_refused(written: Written, code: str) -> None:
    written.change("people.yaml", "{code: elsewhere,", f"{{code: {code},")
    assert "is a gap, not an option" in written.refused_for("people.yaml", f"code: {code}").says


def test_a_leading_other_is_advice(written: Written) -> None:
    written.change("lists.yaml", "{code: parent, label: Parent}", "{code: parent, label: Other parent}")
    assert "Put it last" in only_advice(written).remedy


def test_an_option_that_the_item_does_not_have_is_named_with_the_nearest(written: Written) -> None:
    written.add_item(item("show_when: {item: person.sex, is: femal}"))
    problem = written.refused_for(PAGE, "is: femal")
    assert "person.sex has no option 'femal'." in problem.says
    assert "Did you mean female?" in problem.remedy


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("{item: person.sex, is: true}", "not yes or no"),
        ("{item: child.seen, is: 'yes'}", "neither"),
        ("{item: person.sex, is: declined}", "is a gap"),
        ("{item: person.born, is: '2020'}", "cannot be compared"),
        ("{item: person.sex, at_least: 3}", "not a number"),
        ("{item: person.sex, at_least: 2020-01-01}", "not a date"),
        ("{item: child.worry, gap: declined}", ""),
        ("{item: person.born, at_least: 2020-01-01}", ""),
        ("{role: [child, unborn]}", ""),
        ("{role: chld}", "no role 'chld'"),
        ("{alert: R01}", ""),
        ("{alert: R99}", "no rule 'R99'"),
        ("{item: rel.kind, is: birth-parent}", "read outside them"),
        ("{any_row: {rows: rel.list, where: {item: rel.kind, is: birth-parent}}}", ""),
        ("{any_row: {rows: child.seen, where: {item: rel.kind, is: birth-parent}}}", "has no rows"),
        ("{item: act.told, answered: true}", "from outside its record"),
    ],
)
def test_a_condition_may_only_say_what_the_item_can_answer(written: Written, condition: str, says: str) -> None:
    written.add_item(item(f"show_when: {condition}"))
    if not says:
        assert written.advised() == ()
    else:
        assert says in " ".join(problem.says for problem in written.refused())


@pytest.mark.parametrize(
    ("condition", "says"),
    [
        ("{item: child.worry, is: true}", "asked of each person"),
        ("{item: person.sex, is: male}", "asked of each person"),
        ("{age: {under: 5}}", "Nobody in particular"),
        ("{role: child}", "Nobody in particular"),
        ("{any_child: {item: child.worry, is: true}}", ""),
        ("{every_adult: [{item: person.sex, is: male}, {age: {at_least: 18}}]}", ""),
    ],
)
def test_what_is_asked_of_each_person_is_read_once_only_through_any_or_every(
    written: Written, condition: str, says: str
) -> None:
    more = "id: visit.more, kind: text, ask: More?, source: [x], guidance: {why: x}"
    once = f"      - {{{more}, show_when: {condition}}}\n"
    written.change(PAGE, "  - id: child\n", f"{once}  - id: child\n")
    if says:
        problem = written.refused_for(PAGE, "id: visit.more")
        assert says in problem.says
        assert "any_child" in problem.remedy
    else:
        assert written.advised() == ()


def test_an_item_of_children_read_for_each_adult_is_advice(written: Written) -> None:
    written.change("rules.yaml", "asked_of: each_child", "asked_of: each_adult")
    assert "asked of children" in only_advice(written).says


def test_is_not_without_answered_is_advice(written: Written) -> None:
    written.add_item(item("show_when: {item: person.sex, is_not: male}"))
    assert "holds for person.sex while it is unanswered" in only_advice(written).says


def test_is_not_with_answered_says_nothing(written: Written) -> None:
    written.add_item(item("show_when: [{item: person.sex, is_not: male}, {item: person.sex, answered: true}]"))
    assert written.advised() == ()


@pytest.mark.parametrize(
    ("condition", "reachable"),
    [
        ("[{item: person.sex, is: male}, {item: person.sex, is: female}]", False),
        ("[{item: person.roles, is: parent}, {item: person.roles, is: child}]", True),
        ("[{item: person.sex, is: male}, {item: person.sex, gap: any}]", False),
        ("[{item: child.seen, is: true}, {item: child.seen, answered: false}]", False),
        ("{any: []}", False),
        ("{any: [{any: []}, {role: child}]}", True),
        ("{age: {at_least: 8, under: 8}}", False),
        ("{item: person.born, at_least: 2020-01-01, at_most: 2019-01-01}", False),
        (
            "{all: [{role: child}, {all: [{item: person.sex, is: [male]}, {item: person.sex, is: [male, female]}]}]}",
            True,
        ),
    ],
)
def test_an_item_that_nobody_can_reach_is_an_error(written: Written, condition: str, reachable: bool) -> None:
    written.add_item(item(f"show_when: {condition}"))
    if reachable:
        assert written.advised() == ()
    else:
        assert "child.more can never be reached" in written.refused_for(PAGE, "show_when: " + condition).says


def test_a_section_and_its_item_may_contradict_each_other(written: Written) -> None:
    written.change(
        PAGE, "    asked_of: each_child\n", "    asked_of: each_child\n    show_when: {item: person.sex, is: male}\n"
    )
    written.add_item(item("show_when: {item: person.sex, is: female}"))
    assert "child.more can never be reached" in str(written.refused())


def test_a_missing_why_and_a_missing_source_are_advice(written: Written) -> None:
    written.change(PAGE, "        source: [made-up]\n        guidance: {why: Every child is seen.}\n", "")
    said = [(problem.severity, problem.says) for problem in written.advised()]
    assert said == [
        ("advice", "child.seen does not say where it comes from."),
        ("advice", "child.seen does not say why it is asked."),
    ]


def test_more_than_twenty_five_words_are_advice(written: Written) -> None:
    written.change(PAGE, "Was {name} seen?", " ".join(["word"] * 26))
    assert "26 words long" in only_advice(written).says


def test_twenty_five_words_say_nothing(written: Written) -> None:
    written.change(PAGE, "Was {name} seen?", " ".join(["word"] * 25))
    assert written.advised() == ()


def test_an_unknown_content_group_is_an_error(written: Written) -> None:
    written.change(PAGE, "content: child", "content: childs")
    assert "Did you mean child?" in written.refused_for(PAGE, "content: childs").remedy


def test_a_group_of_which_a_reader_is_told_nothing_is_advice(written: Written) -> None:
    written.change("recipients.yaml", ", safety: all}", "}")
    assert "safety for the reader social-care" in only_advice(written).says


def test_alerts_without_an_action_record_are_an_error(written: Written) -> None:
    written.change("rules.yaml", "level: act_now", "level: discuss")
    assert "no action record" in written.refused_for("rules.yaml", "level: discuss").says


def test_a_missing_translation_of_a_declared_language_is_advice(written: Written) -> None:
    written.change("set.yaml", "[en]", "[en, cy]").change("glossary.yaml", "term: Unborn,", "term: {en: a, cy: b},")
    advised = written.advised()
    assert {problem.severity for problem in advised} == {"advice"}
    assert all("missing in: cy" in problem.says for problem in advised)
    assert [problem.line for problem in advised if problem.file == "glossary.yaml"] == [2]


def test_an_unknown_placeholder_is_an_error(written: Written) -> None:
    written.change(PAGE, "Was {name} seen?", "Was {nane} seen?")
    problem = written.refused_for(PAGE, "{nane}")
    assert "Did you mean name?" in problem.remedy


def test_a_name_where_nobody_is_meant_is_an_error(written: Written) -> None:
    written.change(PAGE, "Who is this about?", "Who is {name}?")
    assert "names nobody here" in written.refused_for(PAGE, "Who is {name}?").says


def test_an_alert_of_the_family_that_names_a_child_is_an_error(written: Written) -> None:
    written.change("rules.yaml", "asked_of: each_child", "asked_of: once")
    written.change(
        "rules.yaml", "when: {item: child.worry, is: true}", "when: {any_child: {item: child.worry, is: true}}"
    )
    assert "R01 is asked once" in written.refused_for("rules.yaml", "says:").says


def test_the_title_of_a_row_may_name_its_cells_and_no_others(written: Written) -> None:
    written.change("people.yaml", "    kind: rows\n", "    kind: rows\n    row_title: '{rel.from} {rel.kind}'\n")
    assert written.advised() == ()
    written.change("people.yaml", "{rel.kind}'", "{rel.what}'")
    assert "Nothing fills {rel.what}" in written.refused_for("people.yaml", "row_title").says


def test_a_chosen_section_says_who_is_chosen(written: Written) -> None:
    written.change(PAGE, "asked_of: each_child", "asked_of: chosen")
    assert any("does not say who is chosen" in problem.says for problem in written.refused())


def test_an_item_of_the_register_is_held_by_the_family(written: Written) -> None:
    written.change("people.yaml", "ask: Born, held_by: family,", "ask: Born,")
    assert "held_by: family" in written.refused_for("people.yaml", "ask: Born").remedy


def test_a_needed_item_without_any_gap_is_advice(written: Written) -> None:
    written.add_item(item("needed_for: full\ngaps: []"))
    assert "offers no gap" in only_advice(written).says


@pytest.mark.parametrize("bad", ["Child.More", "child more", "child..more", "child.more."])
def test_a_badly_formed_id_is_an_error(written: Written, bad: str) -> None:
    written.add_item(item("", bad))
    assert "cannot be the id of an item" in written.refused_for(PAGE, f"id: {bad}").says


def test_a_version_has_three_numbers(written: Written) -> None:
    written.change("first/form.yaml", "version: 1.0.0", "version: '1.0'")
    assert "1.0.0" in written.refused_for("first/form.yaml", "version").remedy


def test_calculations_read_items_that_exist_and_are_of_the_right_kind(written: Written) -> None:
    written.add_item(item("calculate: {count_rows: child.seen}", "child.more", "number"))
    assert "another kind" in written.refused_for(PAGE, "calculate").says
    written.change(PAGE, "count_rows: child.seen", "age_at: visit.nothing")
    assert "There is no item 'visit.nothing'" in written.refused_for(PAGE, "calculate").says
    written.change(PAGE, "age_at: visit.nothing", "age_at: now, count_people: children")
    assert "in one way" in written.refused_for(PAGE, "calculate").says
    written.change(PAGE, "age_at: now, ", "")
    assert written.advised() == ()
