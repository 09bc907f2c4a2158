"""The content register: every question, alert and action of a set with its source, for a named professional to sign."""

from collections.abc import Iterator

from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.form_set import FormSet, PlacedItem
from thinkfamily_desktop.forms.model import ChoiceItem, RowsItem, Rule, SeveralItem
from thinkfamily_desktop.forms.nation import Nation, Nations

FILE_NAME = "content-register.md"
_OPENING = """# Content register

Every question, alert and action of the set with where it comes from, and whether a named professional has signed its
wording. Made from the form files by `thinkfamily forms register --out forms/content-register.md`: never edited by hand.
To sign an entry, set `verified: true` where it stands in the files.
"""
_HEAD = "| id | words | source | verified |\n|---|---|---|---|"


def content_register(form_set: FormSet, nations: Nations | None = None) -> str:
    """The register as Markdown, with what is said otherwise in each nation; the same set gives the same text."""
    said_there = (line for nation in (nations or Nations(nations={})).nations.values() for line in _nation(nation))
    return "\n".join((*_lines(form_set), *said_there)) + "\n"


def _lines(form_set: FormSet) -> Iterator[str]:
    info = form_set.info
    entries = [placed for placed in form_set.items() if placed.rows is None]
    rules = [rule for rule, _ in form_set.rules()]
    signed = sum(placed.item.verified for placed in entries) + sum(rule.verified for rule in rules)
    yield _OPENING
    counts = (
        f"{len(entries)} questions, {len(rules)} alerts with {sum(len(rule.first_actions) for rule in rules)} actions"
    )
    yield f"Set {info.set} {info.version}: {counts}; {signed} of {len(entries) + len(rules)} entries signed."
    met: set[str] = set()
    heading = ""
    for placed in entries:
        if placed.item.id in met:
            continue  # asked in several forms, written once
        met.add(placed.item.id)
        if (title := _heading(placed)) != heading:
            heading = title
            yield f"\n## {heading}\n\n{_HEAD}"
        yield from _item(placed)
    yield f"\n## Alerts\n\n{_HEAD}"
    for rule in rules:
        yield from _rule(rule)
    yield "\n## Qualities of a good referral\n\n| id | words | source |\n|---|---|---|"
    for criterion in form_set.any_form.criteria:
        yield f"| {criterion.id} | {_cell(criterion.title)} | {_sources(criterion.source)} |"


def _heading(placed: PlacedItem) -> str:
    if placed.page is None:
        return {"person": "About each person", "family": "About the family"}.get(placed.home, "Action records")
    return f"{placed.form}: {placed.page.title}"


def _item(placed: PlacedItem) -> Iterator[str]:
    item = placed.item
    words = [_cell(item.ask)]
    words += [f"at the desk: {_cell(item.desk)}"] if item.desk and item.desk != item.ask else []
    words += [f"help: {_cell(item.help)}"] if item.help else []
    if isinstance(item, ChoiceItem | SeveralItem):
        offered = " · ".join(_cell(option.label) for option in item.options if not option.retired)
        words += [f"options: {offered}"] if offered else [f"options: the list {item.list}"]
    words += [f"why: {_cell(item.guidance.why)}"] if item.guidance.why else []
    words += [f"how: {_cell(item.guidance.how)}"] if item.guidance.how else []
    words += [f"say: {_cell(said)}" for said in item.guidance.say]
    if isinstance(item, RowsItem):
        words += ["columns: " + " · ".join(_cell(cell.ask) for cell in item.items)]
    yield f"| {item.id} | {'<br>'.join(words)} | {_sources(item.source)} | {_signed(signed=item.verified)} |"


def _rule(rule: Rule) -> Iterator[str]:
    source, signed = _sources(rule.source), _signed(signed=rule.verified)
    level = " or ".join(dict.fromkeys((rule.level.value, *(other.level.value for other in rule.levels))))
    yield f"| {rule.id} ({level}) | {_cell(rule.title)}<br>{_cell(rule.says)} | {source} | {signed} |"
    for position, action in enumerate(rule.first_actions, start=1):
        yield f"| {rule.id} action {position} | {_cell(action)} | {source} | {signed} |"


def _nation(nation: Nation) -> Iterator[str]:
    """What is said there and nowhere else: phrases, lists, and words at a path."""
    said = {f"wherever it stands: {phrase}": words for phrase, words in nation.phrases.items()}
    said |= {
        f"list {name}": " · ".join(_cell(option.label) for option in options if not option.retired)
        for name, options in nation.lists.items()
    }
    said |= {path: _cell(words) for path, words in nation.texts.items()}
    if said:
        whole = "" if nation.whole else ": labels only, its law and services are not worked through"
        yield f"\n## {nation.title}{whole}\n\n| where | words | source | verified |\n|---|---|---|---|"
    for where, words in said.items():
        source = nation.sources.get(where.removeprefix("list ") if where not in nation.texts else where, nation.source)
        yield f"| {where} | {words} | {_sources(source)} | {_signed(signed=nation.verified)} |"


def _cell(text: Text) -> str:
    """Words in every language, on one line, with nothing that a table would take for its own."""
    said = [f"{language}: {words}" if language != "en" else words for language, words in text.versions]
    return " / ".join(said).replace("|", "\\|").replace("\n", " ")


def _sources(source: tuple[str, ...]) -> str:
    return ", ".join(source).replace("|", "\\|") or "none given"


def _signed(*, signed: bool) -> str:
    return "yes" if signed else "no"
