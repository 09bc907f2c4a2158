"""A screen reader can name whatever takes the focus on every question of the shipped form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from thinkfamily_desktop.domain.clock import SystemClock
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.state import FormState
from thinkfamily_desktop.session.practice import read_practice_family
from thinkfamily_desktop.settings.locations import forms_folder, resources_folder
from thinkfamily_desktop.settings.words import load_words
from thinkfamily_desktop.ui.fields import make_field
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.fields.text import TextField

FAMILIES = sorted(file.stem for file in (resources_folder() / "practice").glob("*.yaml"))


@pytest.fixture(scope="module")
def means() -> Means:
    form = load_set(forms_folder() / "think_family").forms["full"]
    return Means(load_words(resources_folder() / "words"), form, SystemClock())


@pytest.fixture(params=FAMILIES, ids=lambda file: file.split("_")[-1], scope="module")
def state(request: pytest.FixtureRequest, means: Means) -> FormState:
    practice = read_practice_family(resources_folder() / "practice" / f"{request.param}.yaml", means.form)
    assessment = practice.assessment
    return evaluate(means.form, practice.family, assessment.answers, assessment.raised, practice.now)


def nameless(widget: QWidget) -> list[str]:
    parts = [part for part in (widget, *widget.findChildren(QWidget)) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [type(part).__name__ for part in parts if not (part.accessibleName() or words_on(part)).strip()]


def words_on(part: QWidget) -> str:
    """The words a part says of itself; the list that a box opens is spoken under the box's own name."""
    box: QWidget | None = part
    while box is not None and not isinstance(box, QComboBox):
        box = box.parentWidget()
    if box is not None and box is not part:
        return box.accessibleName()
    return part.text() if isinstance(part, QAbstractButton) else ""


def test_every_input_of_every_question_has_a_name(qapp: object, means: Means, state: FormState) -> None:
    assert len(state.questions) > 50
    lost: dict[str, list[str]] = {}
    for question in state.questions.values():
        field = make_field(question, means, question.desk.in_language())
        field.show_question(question, state)
        if found := nameless(field):
            lost[question.key.item] = found
        field.deleteLater()
    assert lost == {}


def test_the_control_an_input_without_a_name_is_found(qapp: object, means: Means, state: FormState) -> None:
    question = next(question for question in state.questions.values() if question.item.kind == "text")
    assert nameless(TextField(question, means, "")) == ["LineInput"]
    assert nameless(TextField(question, means, "Who is here?")) == []
