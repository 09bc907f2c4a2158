"""The phone script: one minute of plain words to read to a duty desk, made from the answers that an alert names."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar

from thinkfamily_desktop.domain.assessment import Worker
from thinkfamily_desktop.domain.ids import THE_FAMILY, ItemId, Subject
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.state import AlertState, FormState, Question, Row
from thinkfamily_desktop.ui.said import answer_in_words, asked_in_words

ADDRESSES = "addresses"  # the content group that holds where people live
When = TypeVar("When", date, time)


@dataclass(frozen=True, slots=True)
class ScriptPart:
    """One step of the call: its heading, and the lines to read aloud."""

    heading: str
    lines: tuple[str, ...]


def phone_script(
    alert: AlertState, form: Form, state: FormState, worker: Worker, reference: str, words: Words
) -> tuple[ScriptPart, ...]:
    """Who is calling, what has happened, who is in the family, what is known and not known, what is asked.

    An answer that is not there is said to be missing: a caller who stops to look for it loses the minute.
    """
    found = _answers(alert, state)
    known: list[str] = []
    unknown: list[str] = []
    for item in alert.rule.script:
        questions = found.get(item, ())
        lines = [line for line in (_line(question, form, state, words) for question in questions) if line]
        known.extend(lines)
        unknown.extend(asked_in_words(question, state, words) for question in questions if question.answer is None)
    parts = (
        ScriptPart(words.say("card.script_who"), _caller(worker, reference, words)),
        ScriptPart(words.say("card.script_situation"), (words.text(alert.says),)),
        ScriptPart(words.say("card.script_family"), _family(state, words)),
        ScriptPart(words.say("card.script_known"), tuple(known)),
        ScriptPart(words.say("card.script_unknown"), tuple(unknown)),
        ScriptPart(words.say("card.script_ask"), (words.say("card.script_ask_1"), words.say("card.script_ask_2"))),
    )
    return tuple(part for part in parts if part.lines)


def as_text(parts: tuple[ScriptPart, ...]) -> str:
    """The whole script as plain text, for a screen reader."""
    return "\n".join(f"{part.heading}. {' '.join(part.lines)}" for part in parts)


def told_at(alert: AlertState, form: Form) -> datetime | None:
    """The first moment at which somebody outside was told, by the action record; without a zone, as it was typed."""
    moments = []
    for question in alert.record:
        if question.item.id != form.recipients.front_page.contacted:
            continue
        for row in question.rows:
            day = _first(row, date)
            at = _first(row, time)
            if day is not None and at is not None:
                moments.append(datetime.combine(day, at))
    return min(moments, default=None)


def address_of(subject: Subject, state: FormState) -> str:
    """Where the person lives whom an alert is about, as far as it was said; else where the family lives."""
    said = {
        question.key.subject: question.answer.value
        for question in state.questions.values()
        if question.item.content == ADDRESSES and question.answer is not None and isinstance(question.answer.value, str)
    }
    return said.get(subject, said.get(THE_FAMILY, ""))


def _first(row: Row, kind: type[When]) -> When | None:
    values = (cell.answer.value for cell in row.cells if cell.answer is not None)
    return next((value for value in values if isinstance(value, kind)), None)


def _caller(worker: Worker, reference: str, words: Words) -> tuple[str, ...]:
    who = ", ".join(filter(None, (worker.name, worker.role, worker.team)))
    lines = [words.say("card.script_i_am", who=who)]
    if worker.phone:
        lines.append(words.say("card.script_my_number", number=worker.phone))
    if worker.cover_phone:
        lines.append(words.say("card.script_my_cover", number=worker.cover_phone))
    lines.append(words.say("card.script_reference", reference=reference))
    return (" ".join(lines),)


def _family(state: FormState, words: Words) -> tuple[str, ...]:
    children = "; ".join(person.label for person in state.people if person.is_child or person.is_unborn)
    assessed = state.person(state.assessed) if state.assessed is not None else None
    others = "; ".join(
        person.label for person in state.people if person.is_adult and (assessed is None or person.id != assessed.id)
    )
    lines = []
    if assessed is not None:
        lines.append(words.say("card.script_parent", name=assessed.full_name or assessed.label))
    if children:
        lines.append(words.say("card.script_children", names=children))
    if others:
        lines.append(words.say("card.script_adults", names=others))
    return (" ".join(lines),) if lines else ()


def _answers(alert: AlertState, state: FormState) -> dict[ItemId, tuple[Question, ...]]:
    """The questions that the script reads: of the alert's own subject, of the family, and of this alert's record."""
    about: tuple[Subject, ...] = (alert.key.subject, Subject("family"), alert.key.as_subject)
    wanted = set(alert.rule.script)
    found: dict[ItemId, tuple[Question, ...]] = {}
    for key, question in state.questions.items():
        if key.item not in wanted or key.row:
            continue
        mine = key.subject in about or alert.key.subject.kind == "family"
        if mine or key in alert.because:
            found[key.item] = (*found.get(key.item, ()), question)
    return found


def _line(question: Question, form: Form, state: FormState, words: Words) -> str:
    said = answer_in_words(question, form, state, words)
    if not said:
        return ""
    ended = said if said[-1] in "”.!?" else f"{said}."
    return words.say("card.script_line", asked=asked_in_words(question, state, words), said=ended)
