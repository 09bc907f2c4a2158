"""A subject-access output holds everything, says on each page that it is not for release, and marks what to weigh."""

from collections.abc import Iterator
from io import BytesIO

import pypdf
import pytest

from tests.session.left_on_laptop import Left, left_on_laptop
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.releases import Line, Release
from thinkfamily_desktop.session.exporting import make_document
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.session.subject_access import subject_access
from thinkfamily_desktop.settings.locations import resources_folder
from thinkfamily_desktop.settings.words import load_words

THIRD, HARM = "[Third party]", "[Serious harm?]"


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    made = left_on_laptop(tmp_path_factory.mktemp("access"))
    made.save("one.pdf")
    yield made
    made.family.desk.close().result()


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words(resources_folder() / "words")


@pytest.fixture(scope="module")
def session(left: Left) -> Iterator[Session]:
    opened = left.family.desk.open_reference(left.family.reference).result()
    opened.add_note("The heron stood by the third sluice.")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def graces(left: Left, session: Session, words: Words) -> Release:
    exports = left.family.store.exports(session.assessment.id).result()
    return subject_access(session, left.family.people["grace"], exports, words)


def lines_of(made: Release) -> list[tuple[int | None, Line]]:
    return [(section.about, line) for section in made.sections for line in section.lines]


def test_nothing_of_the_review_copy_is_lost_and_only_marks_are_added(session: Session, graces: Release) -> None:
    for (about, before), (_, after) in zip(lines_of(session.release("review")), lines_of(graces), strict=False):
        assert (before.item, before.values, before.rows != (), before.condition) == (
            after.item, after.values, after.rows != (), after.condition,
        ), about  # fmt: skip
        assert str(after.label).endswith(str(before.label))


def test_what_is_about_or_from_somebody_else_is_marked_and_what_she_said_of_herself_is_not(
    graces: Release,
) -> None:
    grace = next(index for index, person in enumerate(graces.people) if person.name == "Grace")
    found = lines_of(graces)
    others = [line for about, line in found if about not in (None, grace)]
    assert others
    assert all(THIRD in str(line.label) for line in others)
    told = [line for about, line in found if line.source_name == "David"]
    assert told
    assert all(THIRD in str(line.label) for line in told)
    hers = [line for about, line in found if about in (None, grace) and line.source_name == "Grace"]
    assert any(THIRD not in str(line.label) for line in hers), "the control: not everything is marked"


def test_confidences_and_alerts_are_marked_as_what_may_do_harm(graces: Release) -> None:
    confidences = [line for _, line in lines_of(graces) if line.condition]
    assert confidences
    assert all(HARM in str(line.label) for line in confidences)
    assert graces.alerts
    assert all(HARM in str(alert.title) for alert in graces.alerts)
    assert any(HARM not in str(line.label) for _, line in lines_of(graces)), "the control"


def test_another_persons_output_has_its_marks_elsewhere(left: Left, session: Session, words: Words) -> None:
    tunde = subject_access(session, left.family.people["tunde"], (), words)
    place = next(index for index, person in enumerate(tunde.people) if person.name == "Tunde")
    own = [line for about, line in lines_of(tunde) if about == place and line.source_name == "Tunde" and not line.rows]
    assert own
    assert any(THIRD not in str(line.label) for line in own)


def test_every_page_says_that_it_is_not_for_release_and_notes_and_copies_are_in_it(
    graces: Release, words: Words
) -> None:
    pdf = make_document(graces, words, resources_folder() / "fonts").pdf
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]
    assert [number for number, page in enumerate(pages, 1) if "not for release" not in page] == []
    whole = " ".join(pages)
    assert "The heron stood by the third sluice." in whole
    assert words.say("access.was_saved", reader="social-care", kind="referral") in whole
    assert words.say("access.not_here") in whole


def test_somebody_who_is_not_of_the_family_is_refused(session: Session, words: Words) -> None:
    with pytest.raises(ThinkFamilyError) as told:
        subject_access(session, PersonId("nobody"), (), words)
    assert told.value.code == "cli.no_such_person"
