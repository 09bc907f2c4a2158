"""Sent, acknowledged, reviewed, closed: what becomes of a copy, and where the work stands then."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.session.conftest import add, assess
from tests.session.memory_store import MemoryStore
from thinkfamily_desktop.domain.assessment import AssessmentState, Stage
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId
from thinkfamily_desktop.domain.records import ExportRecord
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.exporting import Document, register_document
from thinkfamily_desktop.session.session import Session

WHY_NOW = AnswerKey(ItemId("send.why_now"))
SAVED = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
LEFT, CAME = SAVED + timedelta(minutes=10), SAVED + timedelta(minutes=30)


@pytest.fixture
def ready(session: Session, monkeypatch: pytest.MonkeyPatch) -> Session:
    """A family of two with one answer, which nothing keeps from being signed."""
    grace = add(session, "Grace", "parent")
    add(session, "Tunde", "child")
    assess(session, grace)
    session.answer(WHY_NOW, "She has not slept since Tuesday.")
    monkeypatch.setattr(Session, "blocking", lambda *_: ())
    return session


def saved(desk: Desk, session: Session, kind: str = "referral") -> ExportRecord:
    """The register's line of a copy of how things stand."""
    document = Document(session.release("social-care"), b"%PDF-1.7 made up")
    register_document(desk.store, session, document, Path("a.pdf"), SAVED, kind=kind).result()
    return desk.register(session.family.id).result()[0]


def test_the_register_knows_each_copy_by_its_hash_and_how_it_left(desk: Desk, ready: Session) -> None:
    ready.sign(Stage.REFERRAL).result()
    export = saved(desk, ready)
    assert (export.reader, export.version, export.sent, export.acknowledged) == ("social-care", 1, None, None)
    assert export.sha256 == Document(ready.release("social-care"), b"%PDF-1.7 made up").sha256
    ready.mark_sent(export, LEFT, "secure-email", to="Duty desk").result()
    kept = desk.register(ready.family.id).result()[0]
    assert kept.sent is not None
    assert (kept.sent.at, kept.sent.how, kept.sent.to, kept.sent.by) == (
        LEFT, "secure-email", "Duty desk", ready.worker.id,
    )  # fmt: skip
    ready.acknowledge(kept, CAME, "J. Hart").result()
    known = desk.register(ready.family.id).result()[0].acknowledged
    assert known is not None
    assert (known.at, known.who) == (CAME, "J. Hart")


def test_the_work_goes_from_signed_to_sent_to_reviewed_to_closed(
    desk: Desk, memory: MemoryStore, ready: Session
) -> None:
    ready.sign(Stage.REFERRAL).result()
    steps: list[Callable[[], object]] = [
        lambda: ready.mark_sent(saved(desk, ready), LEFT, "post").result(),
        lambda: ready.acknowledge(desk.register(ready.family.id).result()[0], CAME, "J. Hart").result(),
        ready.reviewed,
        ready.end_work,
    ]
    stood = []
    for step in steps:
        step()
        stood.append(memory.assessment(ready.assessment.id).result().state)
    sent, reviewed, closed = AssessmentState.SENT, AssessmentState.REVIEWED, AssessmentState.CLOSED
    assert stood == [sent, sent, reviewed, closed]


def test_a_copy_sent_before_signing_leaves_the_work_a_draft(desk: Desk, ready: Session) -> None:
    export = saved(desk, ready)
    assert export.version == 0
    ready.mark_sent(export, LEFT, "post").result()
    assert ready.assessment.state is AssessmentState.DRAFT
    assert desk.register(ready.family.id).result()[0].sent is not None


def test_a_change_to_what_was_sent_opens_a_draft_and_an_older_copy_does_not_close_it(
    desk: Desk, memory: MemoryStore, ready: Session
) -> None:
    ready.sign(Stage.REFERRAL).result()
    export = saved(desk, ready)
    ready.mark_sent(export, LEFT, "post").result()
    ready.answer(WHY_NOW, "She slept last night.")
    ready.save()
    assert memory.assessment(ready.assessment.id).result().state is AssessmentState.DRAFT
    ready.mark_sent(export, CAME, "by-hand").result()
    assert ready.assessment.state is AssessmentState.DRAFT
    assert ready.reviewed() is None
    with pytest.raises(ThinkFamilyError, match=r"sending\.not_signed"):
        ready.end_work()


@pytest.mark.parametrize(
    ("when", "how", "code"),
    [
        (SAVED - timedelta(minutes=1), "post", "sending.before_saved"),
        (SAVED + timedelta(days=900), "post", "sending.not_yet"),
        (LEFT, "pigeon", "sending.which_way"),
    ],
)
def test_what_cannot_have_been_is_refused_and_nothing_is_written(
    desk: Desk, ready: Session, when: datetime, how: str, code: str
) -> None:
    export = saved(desk, ready)
    with pytest.raises(ThinkFamilyError, match=re.escape(code)):
        ready.mark_sent(export, when, how)
    assert desk.register(ready.family.id).result() == (export,)
    ready.mark_sent(export, LEFT, "post").result()


def test_a_signed_version_can_be_had_after_a_change_and_one_that_was_never_signed_cannot(ready: Session) -> None:
    ready.sign(Stage.REFERRAL).result()
    signed = ready.release("social-care")
    ready.answer(WHY_NOW, "She slept last night.")
    assert ready.release("social-care", version=1) == signed
    assert ready.release("social-care") != signed
    with pytest.raises(ThinkFamilyError, match=r"check\.no_such_version"):
        ready.release("social-care", version=2)


def test_the_internal_copy_is_never_sent(desk: Desk, ready: Session) -> None:
    with pytest.raises(ThinkFamilyError, match=r"sending\.internal"):
        ready.mark_sent(saved(desk, ready, kind="review"), LEFT, "post")


def test_nobody_acknowledges_what_was_not_sent_nor_before_it_was(desk: Desk, ready: Session) -> None:
    export = saved(desk, ready)
    with pytest.raises(ThinkFamilyError, match=r"sending\.not_sent"):
        ready.acknowledge(export, CAME, "J. Hart")
    sent = ready.mark_sent(export, LEFT, "post").result()
    with pytest.raises(ThinkFamilyError, match=r"sending\.by_whom"):
        ready.acknowledge(sent, CAME, "  ")
    with pytest.raises(ThinkFamilyError, match=r"sending\.before_sent"):
        ready.acknowledge(sent, SAVED, "J. Hart")
