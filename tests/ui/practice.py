"""The made-up Okafor family in the shipped form, open over a store that is a dictionary."""

from functools import cache

from tests.session.memory_store import MemoryStore
from thinkfamily_desktop.domain.clock import Clock
from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey, ItemId, PersonId, Subject
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.state import AlertState
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.family_card import family_card
from thinkfamily_desktop.session.practice import practice_families
from thinkfamily_desktop.settings.locations import forms_folder, resources_folder
from thinkfamily_desktop.ui.fields.base import Means
from thinkfamily_desktop.ui.presenter import AssessmentPresenter


@cache
def shipped() -> FormSet:
    """The shipped forms, read once."""
    return load_set(forms_folder() / "think_family")


class Practice:
    """A desk with the family on it, and the family open."""

    def __init__(self, clock: Clock, words: Words) -> None:
        form = shipped().form("full")
        made_up = practice_families(resources_folder() / "practice", form)[0]
        self.store = MemoryStore(practice=True)
        self.clock = clock
        self.words = words
        self.desk = Desk(self.store, {"full": form}, clock)
        worker = made_up.worker
        self.desk.set_worker(worker.name, worker.role, worker.team, worker.phone, worker.cover_phone)
        self.people = made_up.people
        work = made_up.assessment
        state = evaluate(form, made_up.family, work.answers, work.raised, clock.now())
        card = family_card(form, made_up.family, work, state)
        self.desk.add(made_up.family, work, card, form)
        self._form = form
        self.session = self.desk.open(made_up.family.id).result()
        self.presenter = AssessmentPresenter(self.session)
        self.means = Means(words, form, clock)

    def alert(self, rule: str) -> AlertState:
        """An alert of this rule."""
        return next(alert for alert in self.session.state.alerts if alert.key.rule == rule)

    def red(self) -> AlertKey:
        """An alert that asks to act today, opened again by taking its record's first answer back."""
        alert = next(alert for alert in self.session.state.alerts if alert.level == "act_now")
        for question in alert.record:
            if question.item.needed_for == "screening" and question.answer is not None:
                self.session.answer(question.key, None)
        assert self.alert(alert.key.rule).is_open
        return alert.key

    def key(self, item: str, person: str = "") -> AnswerKey:
        """The key of an item, of somebody by their short name."""
        who = PersonId(self.people[person]) if person else None
        return AnswerKey(ItemId(item), Subject("person", who)) if who else AnswerKey(ItemId(item))

    def add_the_others(self) -> None:
        """Put the other made-up families beside this one."""
        for made_up in practice_families(resources_folder() / "practice", self._form)[1:]:
            work = made_up.assessment
            state = evaluate(self._form, made_up.family, work.answers, work.raised, self.clock.now())
            card = family_card(self._form, made_up.family, work, state)
            self.desk.add(made_up.family, work, card, self._form)

    def close(self) -> None:
        """Let the desk's thread go."""
        self.desk.rest()
