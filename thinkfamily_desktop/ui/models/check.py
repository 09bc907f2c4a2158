"""What Check and refer says of a release and of what still stands in the way, as plain values. No Qt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey
from thinkfamily_desktop.domain.records import ExportRecord
from thinkfamily_desktop.domain.text import Text, Words
from thinkfamily_desktop.domain.wording import moment_in_words
from thinkfamily_desktop.forms.model import Form, Reader
from thinkfamily_desktop.forms.offered import Offered
from thinkfamily_desktop.forms.releases import Release
from thinkfamily_desktop.forms.state import AlertState, CriterionState, FormState, PersonState, Problem, Question
from thinkfamily_desktop.ui.said import answer_in_words, asked_in_words


@dataclass(frozen=True, slots=True)
class Goal:
    """Somewhere to go: what the link says, and the answer or the alert it leads to."""

    says: str
    key: AnswerKey | AlertKey


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An answer that goes into a copy, or with a reason does not."""

    key: AnswerKey
    heading: str  # of the page it stands on
    asked: str
    said: str
    safety: bool  # an alert may rest on it, and the reader is children's social care
    reason: str = ""  # left out, and why


@dataclass(frozen=True, slots=True)
class SavedCopy:
    """A saved copy, as the card of what became of it says it."""

    export: ExportRecord
    says: str  # "Children's social care, saved Friday 20 Nov 2026, 14:03"
    standing: str  # what is known of it since
    done: bool  # somebody has said that they have it


def answers_given(release: Release) -> int:
    """How many answers this reader gets, the register's facts and tables' rows counted once each."""
    told = sum(1 for section in release.sections for line in section.lines if line.values or line.rows)
    return told + sum(1 for person in release.people for line in person.lines if line.values or line.rows)


def answers_in_all(state: FormState) -> int:
    """How many shown questions hold a value; cells of a table count with their table."""
    return sum(
        1
        for question in state.questions.values()
        if not question.key.row and question.answer is not None and question.answer.gap is None
    )


def groups_left_out(form: Form, reader: Reader, state: FormState) -> tuple[Text, ...]:
    """The content groups that this reader gets nothing of although something was said in them."""
    said_in = {_group(form, question) for question in state.questions.values() if question.answer is not None}
    return tuple(
        title
        for group, title in form.recipients.content_groups.items()
        if reader.contents.get(group, "none") == "none" and group in said_in
    )


def how_much(form: Form, reader: Reader, state: FormState) -> tuple[tuple[str, Text], ...]:
    """Each content group in which something was said, with how much of it this reader gets."""
    said_in = {_group(form, question) for question in state.questions.values() if question.answer is not None}
    return tuple(
        (reader.contents.get(group, "none"), title)
        for group, title in form.recipients.content_groups.items()
        if group in said_in
    )


def need_in_words(
    form: Form, reader: Reader, state: FormState, about: PersonState | None, words: Words, *, alerts_whole: bool
) -> tuple[str, tuple[str, ...]]:
    """What is left out for a reader by the defaults, in one sentence, and then group by group.

    `alerts_whole`: the worker has left out nothing on which an alert may rest.
    """
    say = words.say
    left_out = groups_left_out(form, reader, state)
    names = ", ".join(_lower(words.text(title)) for title in left_out)
    said = say("check.need_left_out", groups=names) if names else say("check.need_all")
    if alerts_whole and _keeps_alerts(reader):
        said = f"{said} {say('check.need_alerts')}"
    whole: list[str] = []
    lines: list[str] = []
    for amount, title in how_much(form, reader, state):
        group = words.text(title)
        if amount == "all":
            whole.append(_lower(group))
        elif amount == "about" and about is None:
            lines.append(say("check.need_group_about_nobody", group=group))
        elif amount == "about" and about is not None:
            lines.append(say("check.need_group_about", group=group, name=about.name))
        else:
            lines.append(say(f"check.need_group_{amount}", group=group))
    if whole:
        lines.append(say("check.need_group_all", groups=", ".join(whole)))
    return said, (*lines, say("check.need_withheld")) if lines else ()


def answer_lines(
    answers: Sequence[Offered], left_out: Mapping[AnswerKey, str], form: Form, state: FormState, words: Words
) -> tuple[AnswerLine, ...]:
    """The answers of one copy as the list shows them, with the reason for each that is left out."""
    pages = {page.id: words.text(page.desk_title or page.title) for page in form.pages}
    return tuple(
        AnswerLine(
            key=each.question.key,
            heading=pages.get(each.question.page, ""),
            asked=asked_in_words(each.question, state, words),
            said=answer_in_words(each.question, form, state, words),
            safety=each.safety,
            reason=left_out.get(each.question.key, ""),
        )
        for each in answers
    )


def saved_copies(exports: Sequence[ExportRecord], readers: Mapping[str, Reader], words: Words) -> tuple[SavedCopy, ...]:
    """Every copy that was saved to travel, with what is known of it since."""
    return tuple(
        SavedCopy(export, _saved_when(export, readers[export.reader], words), _since(export, words), _arrived(export))
        for export in exports
        if export.reader in readers
    )


def _saved_when(export: ExportRecord, reader: Reader, words: Words) -> str:
    when = moment_in_words(export.at, words, long=False)
    return words.say("check.sent_copy", reader=words.text(reader.title), when=when)


def _arrived(export: ExportRecord) -> bool:
    return export.acknowledged is not None


def _since(export: ExportRecord, words: Words) -> str:
    sent, known = export.sent, export.acknowledged
    if sent is None:
        return words.say("check.sent_not_yet_sent", file=PurePath(export.path).name)
    how, when = words.say(f"sending.{sent.how}"), moment_in_words(sent.at, words, long=False)
    told = words.say("check.sent_so_to" if sent.to else "check.sent_so", when=when, to=sent.to, how=how)
    if known is None:
        return told
    received = moment_in_words(known.at, words, long=False)
    return words.say("check.sent_and_received", sent=told, when=received, who=known.who)


def sharing_questions(form: Form, state: FormState) -> tuple[Question, ...]:
    """The questions that record who agreed and why it may be shared, as page 1 has them."""
    wanted = form.recipients.front_page.sharing
    return tuple(question for item in wanted for key, question in state.questions.items() if key.item == item)


def criterion_title(criterion: CriterionState, state: FormState, words: Words) -> str:
    """What the criterion asks for, with the assessed adult's name in it."""
    assessed = state.person(state.assessed) if state.assessed is not None else None
    title = criterion.criterion.title
    return words.text(title.filled(parent=assessed.name) if assessed is not None else title)


def criterion_goals(criterion: CriterionState, state: FormState, words: Words) -> tuple[Goal, ...]:
    """Where a criterion's link leads: to the answers that show it, or to the questions that would."""
    if criterion.met:
        return tuple(Goal(question_in_words(key, state, words), key) for key in criterion.met_by)
    wanted = set(criterion.criterion.shown_by)
    lacking = set(criterion.lacking)
    found = [
        key
        for key, question in state.questions.items()
        if key.item in wanted and not key.row and (not lacking or key.subject.id in lacking) and question.answer is None
    ]
    anywhere = found or [key for key in state.questions if key.item in wanted and not key.row]
    return tuple(Goal(question_in_words(key, state, words), key) for key in anywhere)


def criterion_link(criterion: CriterionState, goals: Sequence[Goal], state: FormState, words: Words) -> str:
    """What the link says: how many answers, which children, or what to do."""
    lacking = [person.name for person in map(state.person, criterion.lacking) if person is not None]
    if not criterion.met:
        asked = words.text(criterion.criterion.add_words) or words.say("check.best_answer_now")
        return f"{asked}: {', '.join(lacking)}" if lacking else asked
    if criterion.criterion.each_child:
        return ", ".join(_names(goals, state)) or words.say("check.best_answers", count=len(goals))
    return words.say("check.best_answers", count=len(goals))


def blocking_goals(blocking: Iterable[Problem | AlertState], state: FormState, words: Words) -> tuple[Goal, ...]:
    """What a signature waits for, each as a link to where it is put right."""
    return tuple(_blocking(each, state, words) for each in blocking)


def warnings(state: FormState, words: Words) -> tuple[Goal, ...]:
    """What ought to be looked at again and blocks nothing."""
    return tuple(_blocking(problem, state, words) for problem in state.problems if problem.severity == "warning")


def question_in_words(key: AnswerKey, state: FormState, words: Words) -> str:
    """A question by its short name, with whom it is about: "Tunde: Seen alone"."""
    question = state.questions.get(key)
    return asked_in_words(question, state, words) if question is not None else ""


def _keeps_alerts(reader: Reader) -> bool:
    """Only children's social care gets everything that raised an alert, whoever it is about."""
    contents = reader.contents
    return contents.get("action") == "all" and "none" not in (contents.get("hard_moments"), contents.get("analysis"))


def _blocking(each: Problem | AlertState, state: FormState, words: Words) -> Goal:
    if isinstance(each, AlertState):
        level = words.say(f"card.title_{each.level.value}")
        return Goal(words.say("check.problem_alert", level=level, says=words.text(each.says)), each.key)
    asked = question_in_words(each.key, state, words)
    if each.severity == "needed":
        return Goal(asked, each.key)
    said = words.text(each.says) if each.says is not None else words.say(each.code, **dict(each.parameters))
    return Goal(f"{asked}: {said}" if asked else said, each.key)


def _names(goals: Iterable[Goal], state: FormState) -> list[str]:
    names: list[str] = []
    for goal in goals:
        subject = goal.key.subject
        person = state.person(subject.id) if subject.kind == "person" else None  # type: ignore[arg-type]  # a person's id
        if person is not None and person.name not in names:
            names.append(person.name)
    return names


def _group(form: Form, question: Question) -> str:
    if question.item.content:
        return question.item.content
    return next((page.content for page in form.pages if page.id == question.page), "")


def _lower(title: str) -> str:
    """A title within a sentence; what begins with more than one capital, such as NHS, stays as it is."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
