"""Working out the full form for 6 children and 4 adults: a letter, an answer that rules read, all from nothing."""

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.benchmarks.generated import NOW, generated_family
from tests.benchmarks.result import Result, fixed_loop, interleaved, result
from thinkfamily_desktop.domain.answers import Answer, Gap, PartialDate, PersonRef
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId, PersonId
from thinkfamily_desktop.forms.evaluate import evaluate, forget
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import ChoiceItem, Form, SeveralItem
from thinkfamily_desktop.forms.state import Question
from thinkfamily_desktop.settings.locations import forms_folder

CHILDREN, ADULTS = 6, 4
RUNS = 400
FROM_NOTHING = 30
BUDGET_MS = 4.0
_READ, _TYPED = ItemId("pmh.now"), ItemId("pmh.own_words")
_CODES = ("well", "unwell", "crisis")


class _Visit:
    """A family half answered, and one more answer each time."""

    def __init__(self) -> None:
        self.form = load_set(forms_folder() / "think_family").form("full")
        self.family: Family = generated_family(CHILDREN, ADULTS)
        self.answers = {AnswerKey(ItemId("visit.assessed")): Answer(value=PersonRef(PersonId("adult0")), at=NOW)}
        chance = random.Random(1)  # noqa: S311  made-up answers
        for _ in range(2):  # what shows only after the first answers is answered too
            for key, question in evaluate(self.form, self.family, self.answers, (), NOW).questions.items():
                if question.page not in ("family", "") and key not in self.answers and chance.random() < 0.5:
                    self._answer(key, question, chance)
        self._number = 0

    def _answer(self, key: AnswerKey, question: Question, chance: random.Random) -> None:
        value = _value(self.form, question, chance)
        if value is None or chance.random() < 0.05:
            self.answers[key] = Answer(gap=Gap.NOT_ASKED, at=NOW)
        else:
            self.answers[key] = Answer(value=value, at=NOW)

    def work_out(self) -> int:
        """Evaluate; the number of questions shown."""
        return len(evaluate(self.form, self.family, self.answers, (), NOW).questions)

    def saying(self, item: ItemId, values: Callable[[int], Any]) -> Callable[[], object]:
        """Says one thing more and works out, time after time."""

        def step() -> None:
            self._number += 1
            self.answers[AnswerKey(item)] = Answer(value=values(self._number), at=NOW)
            self.work_out()

        return step

    def from_nothing(self) -> None:
        """Work out with nothing remembered."""
        forget(self.form)
        self.work_out()


def _value(form: Form, question: Question, chance: random.Random) -> Any:
    item = question.item
    if isinstance(item, ChoiceItem | SeveralItem):
        code = chance.choice([option.code for option in form.options(item)])
        return code if isinstance(item, ChoiceItem) else (code,)
    match item.kind:
        case "yes_no":
            return chance.random() < 0.5
        case "number":
            return Decimal(chance.randrange(10))
        case "partial_date":
            return PartialDate(2010 + chance.randrange(15), 1 + chance.randrange(12))
        case "rows":
            return tuple(f"{item.id}-{question.key.subject.id}-{row}" for row in range(2))
        case "text" | "long_text":
            return "Up before seven, finds breakfast and waits by the window."
        case _:
            return None


def run() -> list[Result]:
    """The three, each beside the fixed loop."""
    visit = _Visit()
    size = f"{visit.work_out()} questions, {len(visit.answers)} answers"
    typed = interleaved(visit.saying(_TYPED, lambda number: "a" * (number % 80 + 1)), fixed_loop, RUNS)
    read = interleaved(visit.saying(_READ, lambda number: _CODES[number % len(_CODES)]), fixed_loop, RUNS)
    nothing = interleaved(visit.from_nothing, fixed_loop, FROM_NOTHING)
    beside = "the fixed loop"
    return [
        result(f"evaluate a letter ({size})", *typed, budget=BUDGET_MS, judged_by="median", reference_name=beside),
        result("evaluate an answer that rules read", *read, reference_name=beside),
        result("evaluate from nothing", *nothing, reference_name=beside),
    ]
