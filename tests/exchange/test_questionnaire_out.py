"""A form as a Questionnaire: sound by every check we have, and in FHIR's own words wherever those say the same."""

# ruff: noqa: E501  # tables of cases stand on one line each
import json
from decimal import Decimal
from typing import Any

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire

from tests.exchange.practice_releases import shipped_forms
from tests.forms.case import item, make_form, page, section
from thinkfamily_desktop.exchange.fhir import Json, to_json
from thinkfamily_desktop.exchange.invariants import items_of, questionnaire_findings
from thinkfamily_desktop.exchange.questionnaire_in import read_questionnaire
from thinkfamily_desktop.exchange.questionnaire_out import questionnaire

SHIPPED = ("crisis_plan", "full", "review", "screening", "young_carer")


def written(*items: dict[str, Any], **said: Any) -> dict[str, Json]:
    """The items of a form, by linkId."""
    form = make_form(page(section(*items, **said)))
    return {found.raw["linkId"]: found.raw for found in items_of(questionnaire(form))}


def extension_named(raw: Json, name: str) -> list[Json]:
    return [each for each in raw.get("extension", ()) if each["url"].endswith(f"/{name}")]


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_form_is_sound_and_comes_back_equal(name: str) -> None:
    form = shipped_forms()[name]
    text = to_json(questionnaire(form))
    assert questionnaire_findings(json.loads(text)) == ()
    Questionnaire.model_validate_json(text)
    assert read_questionnaire(json.loads(text, parse_float=Decimal)).form == form


def test_the_same_form_gives_the_same_text() -> None:
    form = shipped_forms()["screening"]
    assert to_json(questionnaire(form)) == to_json(questionnaire(form))


def test_kinds_have_the_types_of_fhir() -> None:
    kinds = {"text": "string", "long_text": "text", "yes_no": "boolean", "number": "decimal", "date": "date",
             "partial_date": "date", "time": "time", "person": "reference", "nhs_number": "string"}  # fmt: skip
    found = written(*(item(f"x.{kind}", kind) for kind in kinds))
    assert {kind: found[f"x.{kind}"]["type"] for kind in kinds} == kinds


def test_options_say_which_stands_alone_and_leave_out_what_is_retired() -> None:
    options = [{"code": "a", "label": "A"}, {"code": "none", "label": "None", "exclusive": True},
               {"code": "old", "label": "Old", "retired": True}]  # fmt: skip
    raw = written(item("x", "several", options=options, list=None))["x"]
    assert raw["repeats"] is True
    assert [answer["valueCoding"]["code"] for answer in raw["answerOption"]] == ["a", "none"]
    assert [bool(extension_named(answer, "questionnaire-optionExclusive")) for answer in raw["answerOption"]] == [
        False,
        True,
    ]


def test_required_is_only_what_a_signature_waits_for() -> None:
    found = written(item("x", needed_for="referral"), item("y"))
    assert found["x"]["required"] is True
    assert "required" not in found["y"]


def test_guidance_stands_beneath_as_instructions() -> None:
    found = written(item("x", guidance={"why": "Because", "how": "So", "say": ["One", "Two"]}, help="Help"))
    words = {link: found[link]["text"] for link in ("why:x", "how:x", "say:x:1", "say:x:2", "help:x")}
    assert words == {"why:x": "Because", "how:x": "So", "say:x:1": "One", "say:x:2": "Two", "help:x": "Help"}
    assert {found[link]["type"] for link in words} == {"display"}
    assert all(extension_named(found[link], "questionnaire-displayCategory") for link in words if link != "help:x")


def test_other_languages_are_translations() -> None:
    raw = written(item("x", ask={"en": "Name", "cy": "Enw"}))["x"]
    assert raw["text"] == "Name"
    (translation,) = extension_named(raw["_text"], "translation")
    assert [part.get("valueCode", part.get("valueString")) for part in translation["extension"]] == ["cy", "Enw"]


def test_a_section_for_each_person_repeats_and_says_first_whom() -> None:
    found = written(item("x"), asked_of="each_child", name="child")
    group = found["section:one/child"]
    assert group["repeats"] is True
    assert group["item"][0]["linkId"] == "person:one/child"
    assert group["item"][0]["type"] == "reference"
    assert extension_named(group["item"][0], "questionnaire-hidden") == [
        {"url": extension_named(group["item"][0], "questionnaire-hidden")[0]["url"], "valueBoolean": True}
    ]


def test_a_table_is_a_repeated_group() -> None:
    found = written(
        item("x", "rows", items=[item("x.a"), item("x.b", "yes_no", show_when={"item": "x.a", "answered": True})])
    )
    assert (found["x"]["type"], found["x"]["repeats"]) == ("group", True)
    assert found["x.b"]["enableWhen"] == [{"question": "x.a", "operator": "exists", "answerBoolean": True}]


def test_a_calculated_item_is_read_only() -> None:
    found = written(item("x", "number", calculate={"count_people": "children"}))
    assert found["x"]["readOnly"] is True


def test_decimals_stay_as_they_were_typed() -> None:
    form = make_form(page(section(item("x", "number", at_least="1.10", at_most=5))))
    text = to_json(questionnaire(form))
    assert '"valueDecimal": 1.10' in text
    assert read_questionnaire(json.loads(text, parse_float=Decimal)).form == form


@pytest.mark.parametrize(
    ("condition", "limbs", "behaviour"),
    [
        ({"item": "a", "is": True}, ["a = True"], None),
        ({"item": "a", "is_not": True}, ["a != True"], None),
        ({"not": {"item": "a", "is": True}}, ["a != True"], None),
        ({"item": "a", "answered": False}, ["a exists False"], None),
        ({"not": {"item": "a", "answered": False}}, ["a exists True"], None),
        ({"item": "c", "is": ["none", "yes"]}, ["c = none", "c = yes"], "any"),
        ({"item": "c", "is_not": ["none", "yes"]}, ["c != none", "c != yes"], "all"),
        ({"item": "n", "at_least": 3}, ["n >= 3"], None),
        ({"item": "n", "at_least": 3, "at_most": "4.50"}, ["n >= 3", "n <= 4.50"], "all"),
        ({"item": "d", "at_most": "2026-03-31"}, ["d <= 2026-03-31"], None),
        ({"all": [{"item": "a", "is": True}, {"item": "n", "at_least": 3}]}, ["a = True", "n >= 3"], "all"),
        ({"any": [{"item": "a", "is": True}, {"item": "c", "is": ["none", "yes"]}]}, ["a = True", "c = none", "c = yes"], "any"),
        ({"all": [{"item": "a", "is": True}, {"all": [{"item": "c", "is_not": "yes"}]}]}, ["a = True", "c != yes"], "all"),
    ],
)  # fmt: skip
def test_what_enable_when_can_say_it_says(condition: Any, limbs: list[str], behaviour: str | None) -> None:
    questions = [item("a", "yes_no"), item("c", "choice"), item("n", "number"), item("d", "date")]
    raw = written(*questions, item("t", show_when=condition))["t"]
    said = [
        f"{limb['question']} {limb['operator']} {next(_plain(v) for k, v in limb.items() if k.startswith('answer'))}"
        for limb in raw["enableWhen"]
    ]
    assert (said, raw.get("enableBehavior")) == (limbs, behaviour)


def _plain(value: Any) -> Any:
    return value["code"] if isinstance(value, dict) else value


@pytest.mark.parametrize(
    "condition",
    [
        {"all": [{"item": "a", "is": True}, {"any": [{"item": "c", "is": "yes"}, {"item": "n", "at_least": 3}]}]},
        {"item": "a", "gap": "declined"},
        {"any_child": {"age": {"under": 5}}},
        {"alert_level": "act_now", "anywhere": True},
        {"not": {"item": "n", "at_least": 3}},
        {"item": "p", "at_least": "2020-01-01"},
        {"any_row": {"rows": "r", "where": {"item": "r.x", "is": True}}},
    ],
)
def test_what_it_cannot_say_stands_whole_in_our_extension_and_shows_rather_too_much(condition: Any) -> None:
    questions = [item("a", "yes_no"), item("c", "choice"), item("n", "number"), item("p", "partial_date"),
                 item("r", "rows", items=[item("r.x", "yes_no")])]  # fmt: skip
    raw = written(*questions, item("t", show_when=condition))["t"]
    assert "enableWhen" not in raw
    assert json.loads(extension_named(raw, "shown-when")[0]["valueString"])


def test_an_answer_about_another_person_is_not_read_as_if_it_were_the_same_repetition() -> None:
    form = make_form(
        page(
            section(item("x", "yes_no"), asked_of="each_child", name="one"),
            section(item("y", show_when={"item": "x", "is": True}), asked_of="each_child", name="two"),
        )
    )
    raw = next(found.raw for found in items_of(questionnaire(form)) if found.raw["linkId"] == "y")
    assert "enableWhen" not in raw
    assert extension_named(raw, "shown-when")


def test_a_role_is_read_from_the_question_that_holds_it() -> None:
    form = shipped_forms()["full"]
    raw = next(found.raw for found in items_of(questionnaire(form)) if found.raw["linkId"] == "person.due")
    assert raw["enableWhen"] == [{"question": "person.roles", "operator": "=", "answerCoding": {"code": "unborn"}}]
