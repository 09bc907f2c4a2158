"""Copies that come back filled by two libraries: whose they are, what they say, and what filing them does."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO

import pikepdf
import pypdf
import pytest

from tests.report.filling import fill_by_pikepdf
from tests.session import saved_copies as copies
from tests.session.conftest import TickingClock
from tests.session.saved_copies import LEWIS, OKAFOR
from thinkfamily_desktop.domain.answers import SourceKind
from thinkfamily_desktop.domain.assessment import AssessmentState, Stage
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.exporting import Document, make_document
from thinkfamily_desktop.session.returning import REPLIES, SAID, WHEN, ReturnedCopy, day_of, file_copy
from thinkfamily_desktop.session.session import Session

Fill = Callable[[bytes, dict[str, str]], bytes]

SIGNED_OFF = {
    "review.name": "Małgorzata Łęcka",
    "review.role": "Team manager · 团队经理",
    "review.date": "21/11/2026",
    "review.agree": "Yes",
    "review.needed": "Первое.\nSecond line: “quoted” & <marked>.\nთარგმანი, ترجمة, 翻译.",
    "comment.front": "Say who was phoned.",
}
REPLIED = {
    "slip.known": "Yes, since 2022",
    "slip.decision": "Child in need assessment",
    "slip.worker": "R. Nwosu, 01632 960555",
    "slip.date": "23/11/2026",
    "slip.offer": "A worker from Monday — ਸੋਮਵਾਰ ਤੋਂ",
}


def fill_by_pypdf(data: bytes, values: dict[str, str]) -> bytes:
    writer, out = pypdf.PdfWriter(clone_from=BytesIO(data)), BytesIO()
    ticked = {key: f"/{value}" if value == "Yes" else value for key, value in values.items()}
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, ticked, auto_regenerate=False)
    writer.write(out)
    return out.getvalue()


BOTH = pytest.mark.parametrize("filled_by", [fill_by_pypdf, fill_by_pikepdf])


@pytest.fixture
def house(full_form: Form, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(Session, "blocking", lambda *_: ())
    desk = copies.with_store(full_form, TickingClock())
    yield desk
    desk.rest()


@pytest.fixture
def session(house: Desk) -> Session:
    opened = house.open_reference(OKAFOR).result()
    opened.sign(Stage.REFERRAL).result()
    return opened


def sent_out(desk: Desk, session: Session, kind: str) -> bytes:
    """A copy with empty boxes, in the register."""
    reader = "review" if kind == "review" else "social-care"
    document = make_document(session.release(reader), copies.words(), copies.FONTS, kind)
    copies.register(desk, session, document, kind=kind)
    return document.pdf


def come_back(desk: Desk, data: bytes) -> ReturnedCopy:
    copy = desk.read_returned(data).result()
    kind = copies.words().say(f"returned.kind_{copy.kind}")
    whose: dict[str, str | int] = {"kind": kind, "reference": copy.reference, "version": copy.version}
    said = copies.words().say(copy.code, **whose | dict(copy.parameters))
    assert "{" not in said
    return copy


@BOTH
def test_a_sign_off_comes_back_whole_and_makes_the_work_reviewed(
    house: Desk, session: Session, filled_by: Fill
) -> None:
    tunde = next(person for person in session.state.people if person.name == "Tunde")
    empty = sent_out(house, session, "review")
    box = next(key for key, title in boxes(empty).items() if key.startswith("comment.") and title.endswith(" Tunde"))
    written = SIGNED_OFF | {box: "Ask Tunde about swimming."}
    copy = come_back(house, filled_by(empty, written))
    assert (copy.standing, copy.kind, copy.reference, copy.version) == ("current", "review", OKAFOR, 1)
    assert {name: words for name, _, words in copy.answers} == {
        key.removeprefix("review."): value
        for key, value in SIGNED_OFF.items()
        if key.startswith("review.") and value != "Yes"
    }
    assert (copy.agrees, copy.returns) == (True, False)
    assert [(each.words, each.about) for each in copy.comments] == [
        ("Say who was phoned.", None), ("Ask Tunde about swimming.", tunde.id),
    ]  # fmt: skip
    file_copy(house.store, session, copy, house.clock.now()).result()
    [filed] = house.returns(session.family.id).result()
    assert (filed.agrees, filed.answers["name"], filed.comments[1][2]) == (
        True, "Małgorzata Łęcka", "Ask Tunde about swimming.",
    )  # fmt: skip
    assert house.store.assessment(session.assessment.id).result().state is AssessmentState.REVIEWED


@BOTH
def test_a_reply_becomes_evidence_whose_source_is_the_service(house: Desk, session: Session, filled_by: Fill) -> None:
    copy = come_back(house, filled_by(sent_out(house, session, "reply-slip"), REPLIED))
    assert (copy.standing, copy.kind) == ("current", "reply-slip")
    file_copy(house.store, session, copy, house.clock.now()).result()
    replies = session.current(AnswerKey(REPLIES))
    assert replies is not None
    assert isinstance(replies.value, tuple)
    row = replies.value[-1]
    cells = {name: session.current(AnswerKey(ItemId(f"rev.feedback.{name}"), row=row)) for name in ("from", "decision")}
    said, when = (session.current(AnswerKey(item, row=row)) for item in (SAID, WHEN))
    assert said is not None
    assert when is not None
    assert cells["from"] is not None
    assert cells["decision"] is not None
    assert when.value == date(2026, 11, 23)
    assert "R. Nwosu, 01632 960555" in str(cells["from"].value)
    assert cells["decision"].value == "s17"
    assert "A worker from Monday — ਸੋਮਵਾਰ ਤੋਂ" in str(said.value)
    assert said.source is not None
    assert said.source.kind is SourceKind.SERVICE
    assert said.exact_words
    kept = house.store.assessment(session.assessment.id).result().answers
    assert kept[AnswerKey(SAID, row=row)] == said


def test_a_sign_off_of_an_older_text_says_so_and_does_not_make_the_work_reviewed(house: Desk, session: Session) -> None:
    filled = fill_by_pikepdf(sent_out(house, session, "review"), SIGNED_OFF)
    session.answer(AnswerKey(ItemId("send.why_now")), "Something else altogether.")
    session.leave(AnswerKey(ItemId("send.why_now")))
    copy = come_back(house, filled)
    assert (copy.standing, copy.changed) == ("superseded", 1)
    file_copy(house.store, session, copy, house.clock.now()).result()
    assert session.assessment.state is AssessmentState.DRAFT
    assert len(house.returns(session.family.id).result()) == 1


def test_a_copy_that_is_returned_to_the_worker_is_no_sign_off(house: Desk, session: Session) -> None:
    filled = fill_by_pikepdf(sent_out(house, session, "review"), SIGNED_OFF | {"review.return": "Yes"})
    file_copy(house.store, session, come_back(house, filled), house.clock.now()).result()
    assert session.assessment.state is AssessmentState.SIGNED


def test_a_copy_whose_record_was_changed_by_hand_is_not_filed(house: Desk, session: Session) -> None:
    empty = sent_out(house, session, "review")
    line = next(iter(boxes(empty, values=True)))
    assert line.startswith(OKAFOR)
    for forged in (line.replace(OKAFOR, LEWIS), line.replace("/ 1 /", "/ 2 /")):
        copy = come_back(house, with_record(empty, forged))
        assert (copy.standing, copy.may_be_filed) == ("altered", False)
        with pytest.raises(ThinkFamilyError, match=r"returned\.not_this_record"):
            file_copy(house.store, session, copy, house.clock.now())
    assert house.returns(session.family.id).result() == ()


def test_a_copy_of_another_store_or_family_is_not_filed_here(house: Desk, session: Session, full_form: Form) -> None:
    never_registered = make_document(session.release("review"), copies.words(), copies.FONTS, "review")
    copy = come_back(house, never_registered.pdf)
    assert (copy.standing, copy.code) == ("other-record", "returned.other_record")
    other = house.open_reference(LEWIS).result()
    document = Document(other.release("review"), b"")
    theirs = make_document(document.release, copies.words(), copies.FONTS, "review")
    copies.register(house, other, theirs, kind="review")
    copy = come_back(house, theirs.pdf)
    assert copy.standing == "current"
    with pytest.raises(ThinkFamilyError, match=r"returned\.not_this_record"):
        file_copy(house.store, session, copy, house.clock.now())


def test_what_is_no_filled_copy_is_said_plainly(house: Desk) -> None:
    for data, code in ((copies.strangers(), "report.not_ours"), (b"PK\x03\x04", "report.not_a_pdf")):
        with pytest.raises(ThinkFamilyError) as error:
            house.read_returned(data).result()
        assert error.value.code == code


def test_days_are_read_as_people_type_them() -> None:
    typed = ("23/11/2026", " 23.11.2026", "23-11-2026", "2026-11-23", "23 November 2026", "23/11/26")
    assert {day_of(each) for each in typed} == {date(2026, 11, 23)}
    assert [day_of(each) for each in ("", "Monday", "31/02/2026")] == [None, None, None]


def boxes(data: bytes, *, values: bool = False) -> dict[str, str]:
    """Names of the boxes with what stands above them; or values, of those that have one, with their names."""
    with pikepdf.open(BytesIO(data)) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        if values:
            return {str(field.V): str(field.T) for field in fields if "/V" in field and field.FT == "/Tx"}
        return {str(field.T): str(field.TU) for field in fields}


def with_record(data: bytes, line: str) -> bytes:
    """The same copy, claiming to be another record's."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if field.T == "record":
                field.V = pikepdf.String(line)
        pdf.save(out)
    return out.getvalue()
