"""A form that a family can be asked in another language is wholly there in it, names and ages included."""

from datetime import UTC, date, datetime

from tests.exchange.practice_releases import shipped_forms
from tests.forms.written import PAGE, Written
from thinkfamily_desktop.domain.answers import Answer, PartialDate
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, FamilyId, ItemId, PersonId, person_subject
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.family_words import family_words
from thinkfamily_desktop.forms.model import Form

NOW = datetime(2026, 11, 20, 14, tzinfo=UTC)


def of_an_unnamed(form: Form, item: str, value: object, *, unborn: bool) -> tuple[str, str]:
    """What a child without a name is called on the first question about them, in Welsh and in English."""
    child = PersonId("1" * 32)
    about = person_subject(child)
    facts = {
        AnswerKey(ItemId("person.roles"), about): Answer(value=("unborn",) if unborn else ("child",)),
        AnswerKey(ItemId(item), about): Answer(value=value),  # type: ignore[arg-type]
    }
    state = evaluate(form, Family(FamilyId("2" * 32), "TF-2026-0001", (child,), facts), {}, (), NOW)
    title = next(section.title for section in state.sections if section.subject == about)
    return title.in_language("cy"), title.in_language("en")


def test_the_screening_says_that_it_can_be_asked_in_welsh_and_all_of_it_can() -> None:
    form = shipped_forms()["screening"]
    assert form.languages == ("en", "cy")
    words = [(path, text) for path, text in family_words(form) if text]
    assert len(words) > 250
    assert [path for path, text in words if "cy" not in text.languages()] == []
    same = {text.in_language("cy") for _, text in words if text.in_language("cy") == text.in_language("en")}
    assert same <= {"Partner", "partner", "Person", "{name}", "{name}, {age}"}


def test_what_is_missing_in_a_language_is_named_with_its_path(written: Written) -> None:
    written.change("first/form.yaml", "version: 1.0.0", "version: 1.0.0\nlanguages: [en, cy]")
    missing = {problem.says.split(" at ")[1].split(" is missing")[0] for problem in written.advised()}
    assert {"child.seen.ask", "page visit.title", "person.sex.options.male.label", "said.no_parent.1"} <= missing
    written.change(PAGE, "ask: Was {name} seen?", 'ask: {en: "Was {name} seen?", cy: "Welwyd {name}?"}')
    assert "child.seen.ask" not in {
        problem.says.split(" at ")[1].split(" is missing")[0] for problem in written.advised()
    }


def test_a_form_in_one_language_needs_no_other(written: Written) -> None:
    assert written.advised() == ()


def test_names_and_ages_that_nobody_wrote_are_said_in_the_language_of_the_question() -> None:
    form = shipped_forms()["screening"]
    assert of_an_unnamed(form, "person.due", date(2027, 2, 3), unborn=True) == (
        "Babi, disgwylir Chwef",
        "Baby, due Feb",
    )
    born = PartialDate(2026, 9, 20)
    assert of_an_unnamed(form, "person.born", born, unborn=False) == ("Plentyn, 8 wythnos", "Child, 8 weeks")
