"""The column of cards of Check and refer, filled from a state and a release."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.assessment import STAGES, Stage
from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.ids import THE_FAMILY, AlertKey, AnswerKey, PersonId
from thinkfamily_desktop.domain.records import ExportRecord
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import day_in_words, time_in_words
from thinkfamily_desktop.forms.family_map import join
from thinkfamily_desktop.forms.model import Reader
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.forms.state import FormState
from thinkfamily_desktop.session.copies import Copies, WhichCopy
from thinkfamily_desktop.session.exporting import REFERRAL, kinds_for
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.settings.local_content import LocalContent
from thinkfamily_desktop.ui.models.check import (
    Goal,
    answer_lines,
    answers_given,
    answers_in_all,
    blocking_goals,
    criterion_goals,
    criterion_link,
    criterion_title,
    need_in_words,
    question_in_words,
    saved_copies,
    sharing_questions,
)
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.cards import Scroller
from thinkfamily_desktop.ui.parts.check_cards import BestCard, NeedCard, ReaderCard, ShareCard
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.leaving_cards import SignCard, TravelCard
from thinkfamily_desktop.ui.parts.links import LinkRow
from thinkfamily_desktop.ui.parts.sent_card import SentCard
from thinkfamily_desktop.ui.phone_script import address_of
from thinkfamily_desktop.ui.said import answer_in_words

SHOWN, LACKING = "✓", "○"
DUTY = ("social-care-day", "social-care-out-of-hours")
MOST_NUMBERS = 2  # where several authorities could be meant, the card of the alert has them all


class CheckColumn(Scroller):
    """Shows; whoever owns it makes, saves and signs."""

    reader_changed = Signal()
    choices_changed = Signal()  # an answer was left out, or put back
    answer_requested = Signal(object)  # AnswerKey
    card_requested = Signal(object)  # AlertKey

    def __init__(
        self, session: Session, copies: Copies, clock: Clock, words: Words, local: LocalContent | None = None
    ) -> None:
        super().__init__()
        self._session = session
        self._copies = copies
        self._local = local or LocalContent()
        self._words = words
        self._readers: dict[str, Reader] = {reader.id: reader for reader in session.form.recipients.readers}
        self.about: PersonId | None = None
        self.whom: PersonId | None = None
        self.kind = REFERRAL  # what is made for this reader
        self.who = ReaderCard([(code, words.text(reader.title)) for code, reader in self._readers.items()], words)
        self.need = NeedCard(words)
        self.share = ShareCard(words)
        self.best = BestCard(words)
        self.travel = TravelCard(words)
        stages = [(stage.value, words.say(f"check.sign_{stage.value}")) for stage in STAGES]
        self.sign = SignCard(stages, session.worker.name, words)
        self.sent = SentCard(words, clock)
        self.pdf_button = Button(words.say("check.preview_show"))
        self._build()
        self.who.readers.show_code(next(iter(self._readers)))
        self.sign.stages.show_code(Stage.REFERRAL.value)
        self._show_people()

    @property
    def reader(self) -> Reader:
        """Who it is for."""
        return self._readers[self.who.readers.code]

    @property
    def which(self) -> WhichCopy:
        """Which copy it is: for whom to read, about whom, for which named person."""
        return WhichCopy(self.reader.id, self.about, self.whom)

    @property
    def stage(self) -> Stage:
        """The stage a signature would be for."""
        return Stage(self.sign.stages.code)

    def show_state(self, state: FormState) -> None:
        """Everything but what depends on the release."""
        self._show_who(state)
        self._show_need(state, None)
        self._show_share(state)
        self._show_best(state)
        self.show_blocking()

    def show_release(self, release: Release) -> None:
        """How much of what was answered this reader gets, and what can be made of it."""
        kinds = kinds_for(release)
        self.kind = self.kind if self.kind in kinds else REFERRAL
        self.who.kind.show_kinds(kinds, self.kind)
        self._show_need(self._session.state, release)

    def take_travel(self) -> None:
        """Let the last card scroll with the others, where there is no room to keep it in sight."""
        self.body.insertWidget(self.body.indexOf(self.best) + 1, self.travel)

    def show_exports(self, exports: Sequence[ExportRecord]) -> None:
        """What became of each saved copy."""
        self.sent.show_copies(saved_copies(exports, self._readers, self._words))

    def show_blocking(self) -> None:
        """What a signature at the chosen stage waits for."""
        blocking = self._session.blocking(self.stage)
        self.sign.show_blocking(blocking_goals(blocking, self._session.state, self._words))

    # -- building

    def _build(self) -> None:
        self.body.setContentsMargins(30, 12, 30, 10)
        self.body.setSpacing(9)
        head = QHBoxLayout()
        head.addWidget(Label(self._words.say("check.title"), "title"), 1)
        head.addWidget(self.pdf_button)
        self.pdf_button.hide()
        self.body.addLayout(head)
        for card in (self.who, self.need, self.share, self.best, self.sign, self.sent):
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.who.reader_chosen.connect(self._on_reader)
        self.who.about_chosen.connect(self._on_about)
        self.who.for_chosen.connect(self._on_whom)
        self.who.kind.chosen.connect(self._on_kind)
        self.who.script_requested.connect(self._on_script)
        self.need.opened.connect(self._list_answers)
        self.need.left_out.connect(self._on_left_out)
        self.need.put_back.connect(self._on_put_back)
        self.share.followed.connect(self._on_followed)
        self.best.followed.connect(self._on_followed)
        self.sign.followed.connect(self._on_followed)
        self.sign.stage_chosen.connect(self.show_blocking)

    # -- showing

    def _show_people(self) -> None:
        reader = self.reader
        self.who.show_asked(about=reader.about_required, whom=reader.for_person)
        people = [(person.id, person.label) for person in self._session.state.people]
        self.who.about.show_people(people, self.about)
        self.who.whom.show_people(people, self.whom)

    def _show_who(self, state: FormState) -> None:
        say = self._words.say
        names = [person.name for person in state.people if person.is_child and not person.is_unborn]
        urgent = self._red() is not None
        code = "check.who_authority" if urgent else "check.who_authority_live"
        authority = say(code, names=join(names, self._words)) if names else say("check.who_authority_plain")
        said = f"{authority} {self._phone_first(state)}" if urgent else authority
        self.who.show_advice(said if self.reader.contents.get("action") == "all" else "", script=urgent)
        self.who.show_standing(say("check.who_done"), "good")

    def show_lacking(self) -> None:
        """Somebody has to be chosen before there can be a PDF."""
        self.who.show_standing(self._words.say("check.who_choose_person"), "warn")

    def _phone_first(self, state: FormState) -> str:
        """The duty numbers where the family lives, each with the day it was last checked."""
        say = self._words.say
        numbers = self._local.numbers_for(DUTY, address_of(THE_FAMILY, state))
        if not numbers:
            return say("check.who_phone_none")
        told = []
        for number in numbers[:MOST_NUMBERS]:
            first = say("check.who_phone_first", name=number.name, number=number.number)
            day = number.last_checked
            checked = say("check.who_phone_checked", date=day_in_words(day, self._words)) if day is not None else ""
            told.append(f"{first} ({checked})." if checked else f"{first}.")
        return " ".join(told)

    def _show_need(self, state: FormState, release: Release | None) -> None:
        say, form = self._words.say, self._session.form
        if release is not None:
            count = say("check.need_count", given=answers_given(release), all=answers_in_all(state))
            self.need.show_standing(count, "good")
        else:
            self.need.show_standing("")
        about = state.person(self.about) if self.about is not None else None
        left_out = self._copies.left_out(self.which)
        whole = not any(key in left_out for key in self._copies.safety(self.which)) if left_out else True
        said, groups = need_in_words(form, self.reader, state, about, self._words, alerts_whole=whole)
        names = ", ".join(filter(None, (question_in_words(key, state, self._words) for key in left_out)))
        self.need.show_need(said, say("check.need_by_you", answers=names) if names else "", groups)
        if self.need.open:
            self._list_answers()

    def _list_answers(self) -> None:
        which, session = self.which, self._session
        offered, left_out = self._copies.offered(which), self._copies.left_out(which)
        self.need.show_answers(answer_lines(offered, left_out, session.form, session.state, self._words))

    def _show_share(self, state: FormState) -> None:
        say, form = self._words.say, self._session.form
        questions = sharing_questions(form, state)
        told = [(question, answer_in_words(question, form, state, self._words)) for question in questions]
        told = [(question, said) for question, said in told if said]
        goals = tuple(Goal(question_in_words(question.key, state, self._words), question.key) for question in questions)
        if not told:
            self.share.show_standing(say("check.share_missing"), "warn")
            self.share.show_answers(say("check.share_nothing"), say("check.share_answer"), goals[:1])
            return
        moments = [question.answer.at for question, _ in told if question.answer is not None and question.answer.at]
        when = time_in_words(max(moments).astimezone(self._session.assessment.changed_at.tzinfo)) if moments else ""
        self.share.show_standing(say("check.share_recorded", when=when).rstrip(), "good")
        self.share.show_answers(". ".join(said.rstrip(".") for _, said in told) + ".", say("check.share_change"), goals)

    def _show_best(self, state: FormState) -> None:
        rows, lacking = [], 0
        for criterion in state.criteria:
            goals = criterion_goals(criterion, state, self._words)
            title = criterion_title(criterion, state, self._words)
            lacking += not criterion.met
            rows.append(
                LinkRow(
                    title,
                    criterion_link(criterion, goals, state, self._words),
                    goals,
                    spoken=self._words.say("check.best_shown" if criterion.met else "check.best_lacking", title=title),
                    sign=SHOWN if criterion.met else LACKING,
                )
            )
        self.best.show_rows(rows)
        if lacking:
            self.best.show_standing(self._words.say("check.best_left", count=lacking, all=len(rows)), "warn")
        else:
            self.best.show_standing(self._words.say("check.best_all"), "good")

    # -- what happens

    def _on_reader(self) -> None:
        self.about = self.whom = None
        self._show_people()
        self.travel.show_result("", "")
        self.reader_changed.emit()

    def _on_about(self, person: str) -> None:
        self.about = PersonId(person) if person else None
        self.reader_changed.emit()

    def _on_kind(self, kind: str) -> None:
        self.kind = kind
        self.choices_changed.emit()

    def _on_whom(self, person: str) -> None:
        self.whom = PersonId(person) if person else None
        self.reader_changed.emit()

    def _on_left_out(self, key: object, reason: str) -> None:
        if isinstance(key, AnswerKey):
            self._copies.leave_out(self.which, key, reason)
            self.choices_changed.emit()

    def _on_put_back(self, key: object) -> None:
        if isinstance(key, AnswerKey):
            self._copies.put_back(self.which, key)
            self.choices_changed.emit()

    def _on_script(self) -> None:
        if (alert := self._red()) is not None:
            self.card_requested.emit(alert)

    def _on_followed(self, key: object) -> None:
        (self.card_requested if isinstance(key, AlertKey) else self.answer_requested).emit(key)

    def _red(self) -> AlertKey | None:
        """The first alert that asks to act today: open ones first."""
        red = [alert for alert in self._session.state.alerts if alert.level is Level.ACT_NOW]
        red.sort(key=lambda alert: not alert.is_open)
        return red[0].key if red else None
