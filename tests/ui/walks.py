"""Random walks through the whole window over a real vault: hands that do anything in any order, and eyes that check."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.ui.walk_hands import Hands
from tests.ui.walk_scene import Scene
from tests.ui.walk_vault import NAMES
from thinkfamily_desktop.domain.answers import Answer, PersonRef, Value
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.session.rolling import placed_in, with_a_place
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.ui.fields.base import Field, LineField
from thinkfamily_desktop.ui.fields.long_text import LongTextField
from thinkfamily_desktop.ui.fields.options import LongListField
from thinkfamily_desktop.ui.pages.form_page import FormPage
from thinkfamily_desktop.ui.parts.options import OptionCards

MOST_TRIES = 100  # of things that cannot be done here, before one that can


class Walk:
    """One worker at one vault. Counts actions by kind, pages seen, and answers read back from the disk."""

    def __init__(
        self, folder: Path, words: Words, qtbot: QtBot, failures: list[BaseException], strays: Callable[[], list[str]]
    ) -> None:
        self.done: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()
        self.read_back = 0
        self.trail: list[str] = []
        self._random = random.Random()  # noqa: S311  a walk, not a secret
        self._strays = strays
        self.scene = Scene(folder, words, qtbot, failures)
        self.hands = Hands(self.scene, self._random)
        self._rolled: object = None
        self.scene.begin()

    def go(self, steps: int, seed: int) -> None:
        """So many things, each looked at."""
        self._random.seed(seed)
        self.trail = []
        tried = 0
        while len(self.trail) < steps:
            tried += 1
            assert tried < steps * MOST_TRIES, f"nothing can be done here: {self.trail}"
            name = self._random.choice(self.hands.likely)
            before = self.scene.session
            if not self.hands.can[name]():
                self.hands.promises.forget()
            else:
                self.trail.append(name)
                self.done[name] += 1
                self.scene.robot.settle()
                self._look(before)
                if self.scene.window.paused:
                    self.hands.come_back()

    def end(self) -> None:
        """Lock and let go of everything."""
        self.scene.end()

    # -- looking

    def _look(self, before: Session | None) -> None:
        assert self.scene.failures == [], f"failed in a slot: {self.scene.failures}"
        assert self._strays() == [], f"stray messages: {self._strays()}"
        self.hands.promises.look()
        session = self.scene.session
        if before is not None and before is not session:
            self._compare_what_was_left(before)
        if session is None:
            return
        self._count_roll(session)
        if not self.scene.window.paused:
            self.pages[self._where()] += 1
            self._check_names(session)
        self._compare_disk(session)

    def _check_names(self, session: Session) -> None:
        seen = self.scene.robot.reads() + self.scene.window.windowTitle()
        seen += "\n".join(each.toolTip() for each in self.scene.robot.visible())
        own = self.scene.family_of(session)
        for family, names in NAMES.items():
            strays = [name for name in (family, *names) if family != own and name in seen]
            assert strays == [], f"{strays} of another family on {self._where()}"

    def _compare_disk(self, session: Session) -> None:
        """The vault, the memory and the screen say the same."""
        opened = self.scene.opened
        assert opened is not None
        opened.flush()
        self.scene.wait(lambda: not session.unsaved, "everything on the disk")
        kept = self.scene.store.assessment(session.assessment.id).result()
        family = self.scene.store.family(session.family.id).result()
        placed_family, placed = with_a_place(session.form, family, kept)
        assert dict(placed.answers) == dict(session.assessment.answers)
        assert dict(placed_family.facts) == dict(session.family.facts)
        assert family.people == session.family.people
        assert kept.notes == session.assessment.notes
        assert kept.finished_sections == session.assessment.finished_sections
        self.read_back += len(kept.answers) + len(family.facts)
        on_disk = {**placed.answers, **placed_family.facts}
        for field in () if self.scene.window.paused else self.scene.fields():
            answer = on_disk.get(field.key)
            value = answer.value if answer is not None and session.may_paint(field.key) else None
            if isinstance(value, PersonRef) and value.person not in family.people:
                value = None  # taken out of the register; it comes back with them
            assert shows(field, value), f"{field.key.item} shows something else than {type(value).__name__}"

    def _compare_what_was_left(self, before: Session) -> None:
        """A family that was closed or locked lies in the vault as it stood; in a newer form no answer has gone."""
        kept = self.scene.store.assessment(before.assessment.id).result()
        facts = self.scene.store.family(before.family.id).result().facts
        answers = before.assessment.answers
        self.read_back += len(kept.answers) + len(facts)
        if kept.form == before.assessment.form:
            has_place = placed_in(before.form)
            assert {key: answer for key, answer in kept.answers.items() if has_place(key)} == dict(answers)
            assert {key: answer for key, answer in facts.items() if has_place(key)} == dict(before.family.facts)
        else:
            assert not Counter(map(_said, answers.values())) - Counter(map(_said, kept.answers.values()))

    def _count_roll(self, session: Session) -> None:
        if session.rolled is not None and session.rolled is not self._rolled:
            self._rolled = session.rolled
            self.done["form rolled on"] += 1

    def _where(self) -> str:
        opened = self.scene.opened
        assert opened is not None
        current = opened.currentWidget()
        body = getattr(current, "body", current)
        page = getattr(body, "page", None)
        where = f"{type(body).__name__} {page.page.id}" if isinstance(page, FormPage) else type(body).__name__
        return f"{where} in a visit" if opened.in_visit else where


def _said(answer: Answer) -> tuple[object, ...]:
    return answer.value, answer.gap, answer.kept_from


def shows(field: Field, value: Value | None) -> bool:
    """Whether a field shows this value."""
    if isinstance(field, LineField):
        text = field.line.text().strip()
        return (field.read(text) if text else None) == value
    if isinstance(field, LongTextField):
        (words,) = field.findChildren(QPlainTextEdit)
        text = words.toPlainText()
        return (text if text.strip() else None) == value
    if isinstance(field, LongListField):
        (box,) = field.inputs()
        return (box.currentData() or None) == value  # type: ignore[attr-defined]  # a combo box
    cards = [card for group in field.findChildren(OptionCards) for card in group.cards]
    codes = getattr(field, "codes_of", None)
    if codes is None:
        return True  # a table: its cells are fields of their own
    return {card.offer.code for card in cards if card.isChecked()} == set(codes(value))
