"""How each page of the task list stands, in the words of the desk or of a visit."""

from collections.abc import Iterator

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.state import FormState, Progress
from thinkfamily_desktop.ui.parts.task_list import Standing, Task


def tasks(form: Form, state: FormState, words: Words, *, visit: bool, open_gates: frozenset[str]) -> Iterator[Task]:
    """A line for each page that may be listed: in a visit no page of the worker's own, no alert and no group."""
    of_page: dict[str, list[Progress]] = {}
    for entry in state.progress:
        of_page.setdefault(entry.page, []).append(entry)
    pages_asked = {section.page for section in state.sections}
    alarming = frozenset() if visit else alarming_pages(state)
    shut = 0
    for page in form.pages:
        if page.id not in pages_asked or (visit and not page.in_visit):
            continue
        status, standing = _status(of_page.get(page.id, []), state, words, visit=visit)
        if page.id in alarming:
            status, standing = words.say("workspace.act_today"), "danger"
        title = words.text(page.title if visit else page.desk_title or page.title)
        if visit and page.alone_gate and page.id not in open_gates:
            shut += 1
            title = words.say("workspace.on_your_own", number=shut)
        yield Task(page.id, title, status, standing, "" if visit else words.text(page.group))


def alarming_pages(state: FormState) -> frozenset[str]:
    """The pages whose answers opened an alert that asks to act today."""
    return frozenset(
        state.questions[key].page
        for alert in state.alerts
        if alert.is_open and alert.level is Level.ACT_NOW
        for key in alert.because
        if key in state.questions
    )


def _status(entries: list[Progress], state: FormState, words: Words, *, visit: bool) -> tuple[str, Standing]:
    whole = next((entry for entry in entries if entry.subject is None), None)
    if whole is None or whole.asked == 0:
        return "", "quiet"
    if whole.finished:
        return words.say("visit.finished" if visit else "workspace.done"), "quiet" if visit else "good"
    if whole.answered == 0:
        return words.say("visit.not_started" if visit else "workspace.not_started"), "quiet"
    people = [entry for entry in entries if entry.subject is not None and entry.subject.kind == "person"]
    if len(people) > 1:
        done = sum(entry.finished or entry.answered == entry.asked for entry in people)
        if done:
            children = all(_is_child(entry, state) for entry in people)
            code = "workspace.so_many_children" if children else "workspace.so_many_people"
            return words.say("workspace.so_many_of" if visit else code, some=done, all=len(people)), "quiet"
    return words.say("workspace.so_many_of", some=whole.answered, all=whole.asked), "quiet"


def _is_child(entry: Progress, state: FormState) -> bool:
    return any(
        person.is_child for person in state.people if entry.subject is not None and person.id == entry.subject.id
    )
