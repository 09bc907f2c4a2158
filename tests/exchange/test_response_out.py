"""A Release as a QuestionnaireResponse: sound, fitting its Questionnaire, and saying no more than the Release."""

# ruff: noqa: E501  # tables of cases stand on one line each
import json
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

import pytest
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

from tests.exchange.practice_releases import releases, shipped_forms
from tests.forms.case import NOW, Case, item, page, section, years_ago
from tests.forms.test_release import WORKER, reader
from thinkfamily_desktop.domain.answers import Answer, Gap, PartialDate, PersonRef, Source, SourceKind
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, FormRef
from thinkfamily_desktop.domain.ids import AssessmentId, ItemId, PersonId, WorkerId
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.exchange.fhir import Json, to_json
from thinkfamily_desktop.exchange.questionnaire_out import questionnaire
from thinkfamily_desktop.exchange.response_invariants import response_findings
from thinkfamily_desktop.exchange.response_out import questionnaire_response
from thinkfamily_desktop.forms.release import release
from thinkfamily_desktop.forms.releases import Release


@cache
def whole_form() -> Json:
    return questionnaire(shipped_forms()["full"])


def test_every_practice_release_fits_its_questionnaire() -> None:
    for copy in releases():
        response = questionnaire_response(copy)
        QuestionnaireResponse.model_validate_json(to_json(response))
        assert response_findings(response, whole_form()) == (), copy.reader


def test_it_says_nothing_that_the_release_lacks() -> None:
    for copy in releases():
        said = " ".join(_strings(copy))
        words = {words for words in _leaves(questionnaire_response(copy)) if " " in words}
        known = {f"{copy.worker.name}, {copy.worker.role}, {copy.worker.team}"}
        assert {word for word in words if word not in said} <= known, copy.reader


def test_everything_that_the_release_says_in_its_sections_is_in_it() -> None:
    for copy in releases():
        said = to_json(questionnaire_response(copy))
        for part in copy.sections:
            for line in part.lines:
                for value in line.values:
                    words = value.in_language() if isinstance(value, Text) else value
                    if isinstance(words, str):
                        assert json.dumps(words, ensure_ascii=False)[1:-1] in said


def test_the_same_release_gives_the_same_bytes_and_no_identity() -> None:
    copy = releases()[0]
    text = to_json(questionnaire_response(copy))
    assert text == to_json(questionnaire_response(copy))
    assert not any(len(word) == 32 and set(word) <= set("0123456789abcdef") for word in text.replace('"', " ").split())


def _strings(value: Any) -> list[str]:
    match value:
        case Text():
            return [words for _, words in value.versions]
        case Enum():
            return [str(value.value)]
        case str():
            return [value]
        case tuple() | list():
            return [words for part in value for words in _strings(part)]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return [words for each in fields(value) for words in _strings(getattr(value, each.name))]
        case _:
            return []


def _leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [words for inner in value.values() for words in _leaves(inner)]
    if isinstance(value, list):
        return [words for inner in value for words in _leaves(inner)]
    return [value] if isinstance(value, str) else []


# -- a small family, for what each thing becomes


READER = reader("social-care", every="all")


def case() -> Case:
    questions = [item("q.yes", "yes_no"), item("q.one", "choice"), item("q.many", "several"), item("q.number", "number"),
                 item("q.when", "partial_date"), item("q.at", "time"), item("q.who", "person"), item("q.words", "long_text"),
                 item("q.gap"), item("q.rows", "rows", items=[item("q.rows.a"), item("q.rows.b", "yes_no")])]  # fmt: skip
    of_child = section(item("c.words", accounts=["assessed", "subject"]), asked_of="each_child", name="child")
    made = Case(page(section(*questions, name="asked"), of_child, name="one"), readers=[READER])
    made.person("Grace", "parent", family_name="Okafor", nhs_number="9992914173")
    made.person("Tunde", "child", born=years_ago(11), nhs_number="1234567890", sex="male")
    return made.assesses("Grace")


def released(made: Case) -> Release:
    form = made.form
    work = Assessment(AssessmentId("a"), made.family.id, FormRef("test", "1", "x"), AssessmentState.DRAFT, NOW,
                      WorkerId("w"), NOW, answers=made.answers)  # fmt: skip
    return release(form, made.family, made.answers, made.state, WORKER, "social-care", assessment=work)


def answered(made: Case) -> dict[str, Json]:
    """The items of the response by linkId; the last of those with the same."""
    found: dict[str, Json] = {}

    def walk(holder: Json) -> None:
        for each in holder.get("item", ()):
            found[each["linkId"]] = each
            walk(each)

    walk(questionnaire_response(released(made)))
    return found


@pytest.mark.parametrize(
    ("name", "said", "value"),
    [
        ("q.yes", False, {"valueBoolean": False}),
        ("q.one", "possible", {"valueCoding": {"code": "possible", "display": "Possible"}}),
        ("q.number", Decimal("1.10"), {"valueDecimal": Decimal("1.10")}),
        ("q.when", PartialDate(2015), {"valueDate": "2015"}),
        ("q.when", PartialDate(2015, 3), {"valueDate": "2015-03"}),
        ("q.at", time(9, 5), {"valueTime": "09:05:00"}),
        ("q.who", PersonRef(PersonId("tunde")), {"valueReference": {"reference": "#person-2", "display": "Tunde"}}),
        ("q.words", "He hides.\nThen he comes back.", {"valueString": "He hides.\nThen he comes back."}),
        ("q.words", "odd \x07 bell", {"valueString": "odd  bell"}),
    ],
)
def test_each_kind_of_value_has_its_type(name: str, said: Any, value: Json) -> None:
    (answer,) = answered(case().says({name: said}))[name]["answer"]
    assert {key: inner for key, inner in answer.items() if key != "extension"} == value


def test_several_choices_are_several_answers() -> None:
    answers = answered(case().says({"q.many": ["none", "yes"]}))["q.many"]["answer"]
    assert [answer["valueCoding"]["code"] for answer in answers] == ["none", "yes"]


def test_a_guess_is_marked() -> None:
    (answer,) = answered(case().says({"q.when": PartialDate(2015, about=True)}))["q.when"]["answer"]
    assert answer["_valueDate"]["extension"][0]["valueBoolean"] is True


@pytest.mark.parametrize(
    ("gap", "reason"),
    [(Gap.NOT_ASKED, "not-asked"), (Gap.DECLINED, "asked-declined"), (Gap.NOT_KNOWN, "asked-unknown"),
     (Gap.NOT_APPLICABLE, "not-applicable")],
)  # fmt: skip
def test_a_gap_is_an_answer_without_a_value_that_says_why(gap: Gap, reason: str) -> None:
    (answer,) = answered(case().says({"q.gap": gap}))["q.gap"]["answer"]
    assert answer == {"_valueString": {"extension": [
        {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": reason}]}}  # fmt: skip


def test_what_was_simply_not_answered_is_not_there() -> None:
    assert "q.gap" not in answered(case().says({"q.yes": True}))


def test_rows_are_repetitions_with_their_cells() -> None:
    made = case().says({"q.rows": ["r1", "r2"]})
    made = made.says({"q.rows.a": "one"}, row="r1").says({"q.rows.a": "two", "q.rows.b": True}, row="r2")
    (section_,) = [each for each in questionnaire_response(released(made))["item"] if each["linkId"] == "page:one"]
    rows = [each for each in section_["item"][0]["item"] if each["linkId"] == "q.rows"]
    said = [[next(iter(cell["answer"][0].values())) for cell in row["item"]] for row in rows]
    assert said == [["one"], ["two", True]]


def test_the_accounts_of_two_people_are_two_answers_with_their_sources() -> None:
    made = case().says({"c.words": "Fine"}, about="tunde", account="grace")
    answers = answered(made.says({"c.words": "Not fine"}, about="tunde", account="tunde"))["c.words"]["answer"]
    by = [part["valueString"] for each in answers for part in each["extension"][0]["extension"] if part["url"] == "by"]
    assert ([each["valueString"] for each in answers], by) == (["Fine", "Not fine"], ["Grace", "Tunde"])


def test_source_exact_words_and_condition_stand_in_our_own_extension() -> None:
    said = Answer(value="He hides.", source=Source(SourceKind.PERSON, PersonId("tunde")), exact_words=True, at=NOW,
                  kept_from=frozenset({PersonId("grace")}), condition="Speak to us first.")  # fmt: skip
    (answer,) = answered(case().says({"q.words": said}))["q.words"]["answer"]
    parts = {part["url"]: part for part in answer["extension"][0]["extension"]}
    assert parts["source"]["valueCode"] == "person"
    assert parts["by"]["valueString"] == "Tunde"
    assert parts["exact-words"]["valueBoolean"] is True
    assert parts["condition"]["valueString"] == "Speak to us first."
    assert parts["said-on"]["valueDate"] == date(2026, 11, 20).isoformat()


def test_people_are_contained_and_only_a_sound_number_is_called_an_nhs_number() -> None:
    response = questionnaire_response(released(case()))
    grace, tunde = response["contained"]
    assert (grace["resourceType"], tunde["resourceType"]) == ("Patient", "RelatedPerson")
    assert grace["identifier"][0]["system"] == "https://fhir.nhs.uk/Id/nhs-number"
    assert "nhs.uk" not in tunde["identifier"][0]["system"]
    assert (tunde["gender"], tunde["birthDate"]) == ("male", "2015-11-20")
    assert response["subject"]["reference"] == "#person-1"


def test_it_names_its_form_its_state_and_that_it_is_for_practice() -> None:
    copy = released(case())
    response = questionnaire_response(copy)
    assert response["questionnaire"] == "https://example.org/test|1"
    assert response["status"] == "in-progress"
    assert "meta" not in response
    signed = questionnaire_response(replace(copy, finished=True, practice=True))
    assert signed["status"] == "completed"
    assert signed["meta"]["tag"][0]["code"] == "HTEST"


def test_an_item_that_stands_in_no_release_is_not_in_the_response() -> None:
    made = case().says({"q.words": "for all"})
    copy = released(made)
    without = replace(copy, sections=tuple(
        replace(part, lines=tuple(line for line in part.lines if line.item != ItemId("q.words"))) for part in copy.sections
    ))  # fmt: skip
    assert "for all" in to_json(questionnaire_response(copy))
    assert "for all" not in to_json(questionnaire_response(without))
