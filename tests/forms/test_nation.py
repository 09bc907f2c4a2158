"""The forms as each nation says them: whole where that is claimed, and never in the words of another nation."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.forms.written import Written
from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.forms.adapted import HOME_NATION, adapted
from thinkfamily_desktop.forms.content_register import content_register
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.lint import lint
from thinkfamily_desktop.forms.loader import FormError, load_set
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.nation import read_nations
from thinkfamily_desktop.forms.show import show
from thinkfamily_desktop.settings.locations import forms_folder, resources_folder
from thinkfamily_desktop.settings.policy import Policy
from thinkfamily_desktop.settings.words import load_words

SHIPPED = forms_folder() / "think_family"
OF_ENGLAND = re.compile(
    r"\bcouncils?\b|\bNHS\b|children’s social care|\b111\b|Children Act|section (17|47)|mental health professional"
    r"|child arrangements|child protection plan|birth.* 2003|\bpartnership\b|special guardian",
    re.IGNORECASE,
)


@cache
def spoken(nation: str = HOME_NATION) -> FormSet:
    return load_set(SHIPPED) if nation == HOME_NATION else adapted(spoken(), SHIPPED, nation).form_set


def as_text(form: Form) -> Iterator[str]:
    return (line for line in show(form, load_words(resources_folder() / "words")).splitlines() if "Source:" not in line)


def test_the_shipped_words_are_those_of_the_home_nation() -> None:
    assert adapted(spoken(), SHIPPED).form_set is spoken()
    assert any(OF_ENGLAND.search(line) for line in as_text(spoken().form("screening")))


def test_policy_offers_the_nations_that_there_are() -> None:
    offered = Policy.model_json_schema()["properties"]["nation"]
    nations, _ = read_nations(SHIPPED)
    assert set(offered["enum"]) == set(nations.nations)
    assert offered["default"] == HOME_NATION
    assert {name for name, nation in nations.nations.items() if nation.whole} == {"england", "northern-ireland"}


@pytest.mark.parametrize("form", ["full", "screening", "young_carer"])
def test_northern_ireland_never_speaks_of_the_services_and_laws_of_england(form: str) -> None:
    said = [line for line in as_text(spoken("northern-ireland").form(form)) if OF_ENGLAND.search(line)]
    assert [line for line in said if "nhs_number: an NHS number]" not in line] == []  # the kind, not the words


def test_northern_ireland_sends_to_its_own_services_under_its_own_law() -> None:
    form = spoken("northern-ireland").form("full")
    reader = next(each for each in form.recipients.readers if each.id == "social-care")
    assert str(reader.document_title) == "Referral to the Gateway service"
    text = "\n".join(as_text(form))
    for words in ("article 18", "article 66", "UNOCINI", "Phone the Gateway service for the area where the child is"):
        assert words in text
    assert {option.code for option in form.lists["ethnic_category"]} >= {"ni-irish-traveller", "ni-chinese"}
    asked = {item.id: str(item.ask) for item in form_items(form)}
    assert asked[ItemId("person.nhs_number")] == "Health and Care Number"


@pytest.mark.parametrize(
    "nation", ["northern-ireland", *(pytest.param(each, marks=pytest.mark.full) for each in ("wales", "scotland"))]
)
def test_a_rule_reads_the_same_answers_in_every_nation(nation: str) -> None:
    assert [problem for problem in lint(spoken(nation)) if problem.severity == "error"] == []
    ours, theirs = (each.form("full").rules.rules for each in (spoken(), spoken(nation)))
    assert [(rule.id, rule.level, rule.when) for rule in theirs] == [(rule.id, rule.level, rule.when) for rule in ours]


def test_wales_and_scotland_have_labels_alone_and_say_so() -> None:
    asked = {item.id: str(item.ask) for item in form_items(spoken("scotland").form("full"))}
    assert asked[ItemId("person.nhs_number")] == "CHI number"
    nations, _ = read_nations(SHIPPED)
    assert not nations.nations["wales"].whole
    assert not nations.nations["scotland"].whole


def test_what_a_nation_says_stands_in_the_register_with_its_source() -> None:
    register = content_register(spoken(), read_nations(SHIPPED)[0])
    assert "## Northern Ireland" in register
    assert "| reader social-care.title | The Gateway service | 1.4, NI-UNOA1 | no |" in register
    assert "| wherever it stands: council | Health and Social Care Trust | 1.4, M | no |" in register


def test_a_nation_that_is_not_known_is_refused() -> None:
    with pytest.raises(FormError, match="narnia"):
        adapted(spoken(), SHIPPED, "narnia")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("texts: {child.sen.ask: Otherwise}", "child.sen.ask"),
        ("lists: {colours: []}", "colours"),
        ("sources: {child.seen.ask: [M]}", "child.seen.ask"),
    ],
)
def test_words_of_a_nation_that_have_no_place_are_refused(written: Written, text: str, named: str) -> None:
    nation = f"nations:\n  there:\n    title: There\n    whole: false\n    identifiers: []\n    {text}\n"
    (written.folder / "nations.yaml").write_text(nation, encoding="utf-8")
    with pytest.raises(FormError, match=named):
        adapted(load_set(written.folder), written.folder, "there")


def test_the_longest_phrase_counts_and_only_whole_words(written: Written) -> None:
    phrases = 'phrases: {"seen": "met", "seen today": "met this day", "see": "look"}'
    nation = f"nations:\n  there:\n    title: There\n    whole: false\n    identifiers: []\n    {phrases}\n"
    (written.folder / "nations.yaml").write_text(nation, encoding="utf-8")
    written.change("first/pages/01_visit.yaml", "Was {name} seen?", "Seen today, unseen or seen, {name}?")
    form = adapted(load_set(written.folder), written.folder, "there").form_set.form("first")
    asked = {item.id: str(item.ask) for item in form_items(form)}
    assert asked[ItemId("child.seen")] == "Met this day, unseen or met, {name}?"


def test_the_shipped_file_of_nations_is_read_from_the_set_s_own_folder() -> None:
    assert (SHIPPED / "nations.yaml").is_file()
    with pytest.raises(FormError):
        read_nations(Path("nowhere"))
