"""Families that nobody thought of, answered on the shipped form: every text carries two words of its own.

The same draw makes the same family. A text begins with its token and ends with its token, so that one look at a page
tells whether the answer is there from its first word to its last.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from thinkfamily_desktop.domain.answers import Answer, PartialDate, PersonRef, Source, SourceKind, Value
from thinkfamily_desktop.domain.assessment import Assessment, AssessmentState, FormRef, Worker
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import (
    THE_FAMILY,
    AnswerKey,
    AssessmentId,
    FamilyId,
    ItemId,
    PersonId,
    WorkerId,
    person_subject,
)
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.model import Form, Item, RowsItem
from thinkfamily_desktop.forms.state import FormState

NOW = datetime(2026, 11, 20, 14, 21, tzinfo=UTC)
TOKEN = re.compile(r"[qz]x[a-z]{4}j")
WORKER = Worker(WorkerId("w"), "A. Mensah", "nurse", "Team North", "01632 960001", "01632 960002")
NHS_NUMBERS = ("9992914173", "9997763173", "9990669074", "9990080631", "9996083772", "9998353378")
PLAIN = (
    "Gets up alone and finds breakfast for both of them.",
    "When the light is on late the stairs are listened to; nobody asks why.",
    "School has rung twice (12 and 19 May) about mornings & once about a coat <forgotten>.",
    "“I don’t want people to think she’s a bad mum,” at 07:45, 50% of the time.",
)
NAMES = ("Tunde", "Ife", "Zoë", "Małgorzata", "Siân", "Đức", "Олена", "محمد", "ਗੁਰਪ੍ਰੀਤ", "明", "Ọláìyá", "İpek", "רות")


@dataclass(frozen=True)
class Draw:
    """What hypothesis chooses; everything else follows from it."""

    seed: int
    children: int = 2
    adults: int = 2
    answered: float = 0.5  # of the questions that are asked
    sayings: tuple[str, ...] = ()  # other scripts, mixed in
    words: int = 30  # at most, in most texts
    longest: int = 0  # words of one answer; 0 for none that is long


@dataclass
class Generated:
    """A family with its answers and how they stand. `tokens` says which answer each token belongs to."""

    form: Form
    family: Family
    answers: dict[AnswerKey, Answer]
    tokens: dict[str, AnswerKey] = field(default_factory=dict)
    children: tuple[PersonId, ...] = ()

    @property
    def state(self) -> FormState:
        return evaluate(self.form, self.family, self.answers, (), NOW)

    @property
    def assessment(self) -> Assessment:
        return Assessment(
            AssessmentId("a"), self.family.id, FormRef("full", self.form.info.version, "0" * 64),
            AssessmentState.DRAFT, NOW, WORKER.id, NOW, answers=self.answers,
        )  # fmt: skip

    def with_other_words(self, key: AnswerKey) -> "Generated":
        """The same, but for one answer."""
        answers, facts = dict(self.answers), dict(self.family.facts)
        held = facts if key in facts else answers
        held[key] = replace(held[key], value="Something else altogether, and at greater length than it was before.")
        return replace(self, answers=answers, family=replace(self.family, facts=facts))


def generated(draw: Draw, form: Form) -> Generated:
    """The family of a draw."""
    return _Making(draw, form).made()


class _Making:
    def __init__(self, draw: Draw, form: Form) -> None:
        self._draw = draw
        self._form = form
        self._chance = random.Random(draw.seed)  # noqa: S311  made-up answers
        self._number = 0
        self._tokens: dict[str, AnswerKey] = {}
        self._long = draw.longest
        self._children = tuple(PersonId(f"c{number}") for number in range(draw.children))
        self._adults = tuple(PersonId(f"a{number}") for number in range(draw.adults))
        self._people = (*self._adults, *self._children)

    def made(self) -> Generated:
        facts = dict(self._register())
        family = Family(FamilyId("f"), "TF-2026-0999", self._people, facts, practice=True)
        answers = {AnswerKey(ItemId("visit.assessed")): Answer(value=PersonRef(self._adults[0]), at=NOW)}
        asked: set[AnswerKey] = set()
        for _ in range(3):  # what shows only after earlier answers is answered too
            state = evaluate(self._form, family, answers, (), NOW)
            for key, item in list(_open(state, asked)):
                asked.add(key)
                if self._chance.random() < self._draw.answered:
                    answers.update(self._said(key, item))
        return Generated(self._form, family, answers, self._tokens, self._children)

    def _register(self) -> Iterator[tuple[AnswerKey, Answer]]:
        known = self._form.people.register_items
        for number, person in enumerate(self._people):
            child = person in self._children
            name = NAMES[(number + self._draw.seed) % len(NAMES)]
            told: dict[ItemId, Value] = {
                known.given_name: name if number < len(NAMES) else f"{name} {number}",
                known.family_name: "Made-Up",
                known.roles: ("child",) if child else (("parent",) if number == 0 else ("partner",)),
                known.born: PartialDate(2026 - 1 - number if child else 1980 + number, 3, 4),
                known.lives_with: "family-address",
                known.nhs_number: NHS_NUMBERS[number % len(NHS_NUMBERS)],
            }
            for item, value in told.items():
                yield AnswerKey(item, person_subject(person)), Answer(value=value, at=NOW)
        everybody = [person_subject(person) for person in self._people]
        of_each = [(fact, subject) for fact in self._form.people.person_items for subject in everybody]
        of_all = [(fact, THE_FAMILY) for fact in self._form.people.family_items]
        names = (known.given_name, known.family_name, known.preferred_name)
        for fact, subject in (*of_each, *of_all):
            text = fact.kind in ("text", "long_text") and fact.id not in names
            if text and self._chance.random() < self._draw.answered:
                yield from self._said(AnswerKey(fact.id, subject), fact).items()
        yield from self._relationships()

    def _relationships(self) -> Iterator[tuple[AnswerKey, Answer]]:
        known = self._form.people.register_items
        rows = []
        for number, child in enumerate(self._children):
            row = f"r{number}"
            rows.append(row)
            cells: dict[ItemId, Value] = {
                known.relationship_from: PersonRef(self._adults[0]),
                known.relationship_kind: "birth-parent",
                known.relationship_to: PersonRef(child),
            }
            for item, value in cells.items():
                yield AnswerKey(item, row=row), Answer(value=value, at=NOW)
        if rows:
            yield AnswerKey(known.relationships), Answer(value=tuple(rows), at=NOW)

    def _said(self, key: AnswerKey, item: Item) -> dict[AnswerKey, Answer]:
        """An answer, with the cells of a table; sometimes a gap, sometimes a confidence."""
        if item.gaps and self._chance.random() < 0.1:
            return {key: Answer(gap=self._chance.choice(item.gaps), at=NOW)}
        if isinstance(item, RowsItem):
            return self._table(key, item)
        value = self._value(key, item)
        if value is None:
            return {}
        told = Answer(value=value, at=NOW, by=WORKER.id)
        if item.who_said and self._chance.random() < 0.5:
            speaker = self._chance.choice(self._people)
            told = replace(told, source=Source(SourceKind.PERSON, speaker))
            others = [person for person in self._people if person != speaker]
            if others and self._chance.random() < 0.2:
                told = replace(told, kept_from=frozenset(self._chance.sample(others, min(2, len(others)))))
        return {key: told}

    def _table(self, key: AnswerKey, item: RowsItem) -> dict[AnswerKey, Answer]:
        rows = tuple(f"{key.item}-{key.subject.id}-{number}" for number in range(self._chance.randint(1, 3)))
        told: dict[AnswerKey, Answer] = {key: Answer(value=rows, at=NOW, by=WORKER.id)}
        for row in rows:
            for cell in item.items:
                place = AnswerKey(cell.id, key.subject, key.account, row)
                value = self._value(place, cell)
                if value is not None:
                    told[place] = Answer(value=value, at=NOW, by=WORKER.id)
        return told

    def _value(self, key: AnswerKey, item: Item) -> Value | None:  # noqa: PLR0911, RUF100  one line for each kind
        chance = self._chance
        match item.kind:
            case "text":
                return self._text(key, chance.randint(0, 6))
            case "long_text":
                return self._text(key, chance.randint(0, self._draw.words), may_be_long=True)
            case "choice" | "several":
                codes = [option.code for option in item.options or self._form.lists[item.list or ""]]
                some = tuple(chance.sample(codes, min(2, len(codes))))
                return some[0] if item.kind == "choice" else some
            case "yes_no":
                return chance.random() < 0.5
            case "number":
                return Decimal(chance.randrange(1, 9))
            case "date":
                return date(2026, 11, 20) + timedelta(days=chance.randrange(-300, 30))
            case "partial_date":
                return PartialDate(2010 + chance.randrange(15), 1 + chance.randrange(12))
            case "time":
                return time(chance.randrange(24), 30)
            case "person":
                return PersonRef(chance.choice(self._people))
            case _:
                return None

    def _text(self, key: AnswerKey, words: int, *, may_be_long: bool = False) -> str:
        """So many words between two tokens, with every so often a sentence in another script or a new line."""
        if may_be_long and self._long and self._chance.random() < 0.2:
            words, self._long = self._long, 0
        first, last = self._token("q", key), self._token("z", key)
        said: list[str] = []
        count = 0
        while count < words:
            foreign = self._draw.sayings and self._chance.random() < 0.3
            sentence = self._chance.choice(self._draw.sayings if foreign else PLAIN)
            said.append(sentence)
            count += len(sentence.split())
            if self._chance.random() < 0.1:
                said.append("\n")
        return f"{first} {' '.join(said)} {last}"

    def _token(self, letter: str, key: AnswerKey) -> str:
        self._number += 1
        number, letters = self._number, ""
        for _ in range(4):
            number, place = divmod(number, 26)
            letters = chr(ord("a") + place) + letters
        token = f"{letter}x{letters}j"
        self._tokens[token] = key
        return token


def _open(state: FormState, asked: set[AnswerKey]) -> Iterator[tuple[AnswerKey, Item]]:
    """What is asked and was not answered yet: the pages' questions, then what an alert wants recorded."""
    for key, question in state.questions.items():
        if key not in asked and not key.row and question.answer is None and question.item.held_by == "assessment":
            yield key, question.item
