"""A Questionnaire from anywhere becomes a form, or its sender gets sentences with a path: never a traceback."""

# ruff: noqa: E501  # tables of cases stand on one line each
import copy
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.answering import engine_shows
from tests.exchange.enable_when_cases import CASES, asks, group, when
from tests.forms.written import SMALL
from thinkfamily_desktop.exchange.fhir import to_json
from thinkfamily_desktop.exchange.questionnaire_in import (
    QuestionnaireError,
    read_questionnaire,
    read_questionnaire_file,
)
from thinkfamily_desktop.exchange.questionnaire_out import questionnaire
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import ChoiceItem, RowsItem

FAULTS = sorted((Path(__file__).parent / "faults").glob("*.json"))
YES = {"truth": True}


def whole(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"resourceType": "Questionnaire", "status": "active", "title": "Theirs", **more, "item": list(items)}


def refused(resource: object) -> set[tuple[str, str]]:
    with pytest.raises(QuestionnaireError) as error:
        read_questionnaire(resource)
    return {(finding.rule, finding.path) for finding in error.value.findings}


@pytest.mark.parametrize("path", FAULTS, ids=lambda path: path.stem)
def test_what_breaks_fhirs_rules_is_refused(path: Path) -> None:
    with pytest.raises(QuestionnaireError) as error:
        read_questionnaire_file(path)
    assert {finding.rule for finding in error.value.findings} == {path.stem}


def test_groups_become_pages_and_sections_in_order() -> None:
    form = read_questionnaire(whole(
        asks("loose"),
        group("one", asks("a"), group("inner", asks("b"), group("deep", asks("c"))), asks("d"), text="First"),
    )).form  # fmt: skip
    pages = [
        (str(page.title), [[item.id for item in section.items] for section in page.sections]) for page in form.pages
    ]
    assert pages == [("Theirs", [["loose"]]), ("First", [["a"], ["b"], ["c"], ["d"]])]


def test_conditions_of_groups_reach_everything_in_them() -> None:
    form = read_questionnaire(whole(
        asks("p"), asks("q"),
        group("g", group("h", asks("x"), when=(when("q", "=", **YES),)), when=(when("p", "=", **YES),)),
    )).form  # fmt: skip
    for p, q in ((True, True), (True, False), (False, True), (False, False)):
        assert ("x" in engine_shows(form, {"p": p, "q": q})) == (p and q)


def test_words_to_display_become_help_of_the_question_they_stand_before() -> None:
    shown = {"linkId": "d", "type": "display", "text": "Ask gently."}
    form = read_questionnaire(whole(group("g", shown, asks("a")))).form
    assert str(form.pages[0].sections[0].items[0].help) == "Ask gently."


def test_a_repeated_group_becomes_a_table() -> None:
    form = read_questionnaire(whole(group("g", asks("a"), asks("b", "string"), repeats=True))).form
    table = form.pages[0].sections[0].items[0]
    assert isinstance(table, RowsItem)
    assert [cell.id for cell in table.items] == ["a", "b"]


def test_a_contained_value_set_gives_the_options() -> None:
    value_set = {
        "resourceType": "ValueSet",
        "id": "v",
        "compose": {"include": [{"concept": [{"code": "x", "display": "X"}]}]},
    }
    item = {"linkId": "c", "type": "choice", "answerValueSet": "#v"}
    found = read_questionnaire(whole(item, contained=[value_set])).form.pages[0].sections[0].items[0]
    assert isinstance(found, ChoiceItem)
    assert [(option.code, str(option.label)) for option in found.options] == [("x", "X")]
    assert refused(whole({**item, "answerValueSet": "http://elsewhere.example/v"})) == {
        ("tf-options", "Questionnaire.item[0]")
    }


@pytest.mark.parametrize("kind", ["dateTime", "open-choice", "attachment", "quantity", "url", "reference"])
def test_kinds_that_we_have_not_are_named(kind: str) -> None:
    assert refused(whole(asks("a"), {"linkId": "b", "type": kind})) == {("tf-unsupported", "Questionnaire.item[1]")}


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        (asks("b", "string", repeats=True), "tf-unsupported"),
        (group("g", group("h", asks("x"), repeats=True), repeats=True), "tf-unsupported"),
        (asks("b", "string", when("a", "=", words="yes")), "tf-compare"),
        (asks("b", "string", when("a", ">", truth=True)), "tf-compare"),
        (asks("b", "string", {"question": "n", "operator": ">", "answerQuantity": {"value": 3}}), "tf-compare"),
        (asks("b", "string", when("d", ">", day="2026")), "tf-compare"),
        (asks("b", "string", when("cell", "=", truth=True)), "tf-scope"),
    ],
)
def test_what_cannot_be_said_is_refused_rather_than_guessed(item: dict[str, Any], rule: str) -> None:
    others = [asks("a"), asks("n", "integer"), asks("d", "date"), group("rows", asks("cell"), repeats=True)]
    assert {found for found, _ in refused(whole(*others, item))} == {rule}
    read_questionnaire(whole(*others))


def test_unknown_extensions_are_kept_where_they_stood() -> None:
    strange = [{"url": "http://example.org/strange", "valueString": "keep me"}]
    option = {"valueCoding": {"system": "http://example.org", "code": "x", "display": "X"}, "extension": strange}
    resource = whole(
        {"linkId": "g", "type": "group", "text": "G", "extension": strange, "item": [
            {"linkId": "c", "type": "choice", "text": "C", "extension": strange, "answerOption": [option],
             "_text": {"extension": strange}, "code": [{"system": "http://loinc.org", "code": "1-8"}], "prefix": "1."}]},
        publisher="Somebody", extension=strange,
    )  # fmt: skip
    read = read_questionnaire(resource)
    again = questionnaire(read.form, read.kept)
    page = again["item"][0]
    question = page["item"][0]["item"][0]
    assert again["publisher"] == "Somebody"
    assert all(
        strange[0] in part["extension"]
        for part in (again, page, question, question["_text"], question["answerOption"][0])
    )
    assert question["code"] == [{"system": "http://loinc.org", "code": "1-8"}]
    assert question["prefix"] == "1."
    assert question["answerOption"][0]["valueCoding"]["system"] == "http://example.org"
    assert strange[0] not in questionnaire(read.form)["extension"]


def test_what_somebody_changed_in_fhirs_own_words_counts() -> None:
    form = load_set(SMALL).form("first")
    resource = questionnaire(form)
    text = to_json(resource).replace("Was {name} seen?", "Did you see {name}?").replace('"Female"', '"Woman"')
    changed = read_questionnaire(json.loads(text, parse_float=Decimal)).form
    items = {item.id: item for page in changed.pages for section in page.sections for item in section.items}
    assert str(items["child.seen"].ask) == "Did you see {name}?"  # type: ignore[index]
    sex = next(item for item in changed.people.person_items if item.id == "person.sex")
    assert isinstance(sex, ChoiceItem)
    assert [str(option.label) for option in sex.options] == ["Woman", "Male"]


def test_a_condition_changed_in_enable_when_counts_too() -> None:
    resource = questionnaire(load_set(SMALL).form("first"))
    text = to_json(resource).replace('"question": "child.seen",\n', '"question": "child.worry",\n')
    changed = read_questionnaire(json.loads(text)).form
    items = {item.id: item for page in changed.pages for section in page.sections for item in section.items}
    assert "child.worry" in str(items["child.says"].show_when)  # type: ignore[index]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "3", '"x"', "NaN", '{"resourceType": "Patient"}', '{"resourceType": "Questionnaire"}',
     "[" * 100_000, '{"a":' * 50_000, '{"resourceType": "Questionnaire", "status": "active", "item": [null]}',
     '{"resourceType": "Questionnaire", "status": "active", "item": [{"linkId": "a", "type": []}]}', "\ufeff{}",
     '{"resourceType": "Questionnaire", "status": "active", "item": [{"linkId": "", "type": "boolean"}]}'],
)  # fmt: skip
def test_absurd_files_get_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "absurd.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuestionnaireError) as error:
        read_questionnaire_file(path)
    assert error.value.findings


def test_a_file_that_is_no_text_or_not_there_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"\xff\xfe\x00")
    for name in ("x.json", "missing.json"):
        with pytest.raises(QuestionnaireError):
            read_questionnaire_file(tmp_path / name)


ABSURD = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.text(max_size=3), st.just([]), st.just({}), st.just([None]),
    st.just({"url": "x"}), st.just([{"linkId": "a", "type": "group"}]), st.floats(), st.just("group"), st.just("display"),
)  # fmt: skip
OURS = json.loads(to_json(questionnaire(load_set(SMALL).form("first"))), parse_float=Decimal)
PLACES: list[tuple[str | int, ...]] = []


def _places(value: Any, path: tuple[str | int, ...] = ()) -> None:
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        PLACES.append((*path, key))
        _places(inner, (*path, key))


_places(OURS)


@given(
    st.lists(st.tuples(st.integers(0, len(PLACES) - 1), st.one_of(ABSURD, st.just("delete"))), min_size=1, max_size=4)
)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_happens_to_a_file_it_is_read_or_refused(changes: list[tuple[int, Any]]) -> None:
    resource = copy.deepcopy(OURS)
    for place, value in changes:
        _change(resource, PLACES[place], value)
    _read_or_refused(resource)


def _change(resource: Any, path: tuple[str | int, ...], value: Any) -> None:
    try:
        for step in path[:-1]:
            resource = resource[step]
        if value == "delete":
            del resource[path[-1]]
        else:
            resource[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        return  # an earlier change took the place away


def _read_or_refused(resource: Any) -> None:
    try:
        read = read_questionnaire(resource)
    except QuestionnaireError as error:
        said = [finding.says for finding in error.findings]
        if not said or not all(said):
            raise AssertionError("refused without a sentence") from error
    else:
        questionnaire(read.form, read.kept)


RESTS = OURS["extension"]


@given(
    st.integers(0, len(RESTS) - 1),
    st.one_of(st.just("{"), st.sampled_from(["[]", "3", '"x"', "null", "{}", '{"a": 1}', "[[]]", '[{"id": "x"}]'])),
)
@settings(max_examples=100, deadline=None)
def test_our_own_extensions_may_hold_anything(position: int, text: str) -> None:
    resource = copy.deepcopy(OURS)
    resource["extension"][position]["extension"][1]["valueString"] = text
    _read_or_refused(resource)


@given(
    st.sampled_from(CASES),
    st.sampled_from(
        [
            '{"kind": []}',
            '{"kind": "rows"}',
            '{"kind": "choice", "list": "none"}',
            '{"options": 3}',
            '{"accounts": 1}',
            '{"ask": 1}',
            '{"kind": {}}',
            '{"calculate": 0}',
        ]
    ),
)
@settings(max_examples=100, deadline=None)
def test_what_stands_besides_a_question_may_be_anything(case: Any, text: str) -> None:
    resource = copy.deepcopy(case.questionnaire)
    first = resource["item"][0]
    first["extension"] = [{"url": "https://thinkfamily.example/fhir/StructureDefinition/rest", "valueString": text}]
    _read_or_refused(resource)
