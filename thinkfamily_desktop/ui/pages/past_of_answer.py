"""The past of an answer in words, as the history panel shows it."""

from collections.abc import Iterable
from dataclasses import replace

from thinkfamily_desktop.domain.answers import Answer
from thinkfamily_desktop.domain.assessment import Worker
from thinkfamily_desktop.domain.records import PastAnswer
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import moment_in_words
from thinkfamily_desktop.forms.model import Form, RowsItem
from thinkfamily_desktop.forms.state import FormState, Question
from thinkfamily_desktop.ui.pages.question_card import told_in_words
from thinkfamily_desktop.ui.parts.history import Step
from thinkfamily_desktop.ui.said import answer_in_words


def steps_of(
    past: Iterable[PastAnswer], question: Question, form: Form, state: FormState, worker: Worker, words: Words
) -> list[Step]:
    """The changes that one can see, the oldest first. Of a table only how many rows there were."""

    def said(answer: Answer | None) -> str:
        if answer is None:
            return ""
        if isinstance(question.item, RowsItem):
            rows = answer.value if isinstance(answer.value, tuple) else ()
            return words.say("history.rows", count=len(rows))
        then = replace(question, answer=answer)
        told = "" if answer.gap is not None else told_in_words(then, state, words)
        return " · ".join(part for part in (answer_in_words(then, form, state, words), told) if part)

    found = []
    for change in past:
        before, after = said(change.before), said(change.after)
        if before != after:
            who = worker.name if change.worker == worker.id else words.say("history.somebody_else")
            found.append(Step(moment_in_words(change.at.astimezone(), words, long=False), who, before, after))
    return found
