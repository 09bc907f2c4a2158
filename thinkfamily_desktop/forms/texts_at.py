"""Finds words of a form by a path such as `ch.voice.ask`, so that others may stand in their place."""

from collections.abc import Iterator, Mapping
from typing import Any

Plain = dict[str, Any]

_OPTION_WORDS = ("label", "help")


class TextsOf:
    """Every text of a form that may be said otherwise, by its path: the id of what has it, then where in it.

    `ch.voice.ask` · `ch.voice.guidance.say.1` · `ch.seen.options.awake.label` · `R02.first_actions.1` ·
    `page children.title` · `section children/seen.title` · `list roles.child.label` · `criterion mood.title` ·
    `reader school.title` · `front child_columns.1.title` · `recipients.confidence` · `group home` ·
    `term early-help.means` · `form.title` · `said.no_parent`. Positions count from 1.
    """

    def __init__(self, plain_form: Plain) -> None:
        self._holders: dict[str, tuple[Any, str | int]] = {}
        for path, holder, key in _texts(plain_form):
            self._holders.setdefault(path, (holder, key))

    def __iter__(self) -> Iterator[str]:
        return iter(self._holders)

    def __contains__(self, path: str) -> bool:
        return path in self._holders

    def at(self, path: str) -> dict[str, str]:
        """The words there, by language. Raises KeyError when there are none."""
        holder, key = self._holders[path]
        return dict(holder[key])

    def put(self, path: str, words: Mapping[str, str]) -> None:
        """Let these words stand there. Raises KeyError when there are none to replace."""
        holder, key = self._holders[path]
        holder[key] = dict(words)


Found = Iterator[tuple[str, Any, str | int]]


def _texts(form: Plain) -> Found:
    yield from _named("form", form["info"], ("title", "purpose"))
    said = form["people"].get("said", {})
    yield from _named("said", said, tuple(name for name in said if name != "months"))
    yield from _listed("said.months", said.get("months", []))
    for item in (*form["people"]["person_items"], *form["people"]["family_items"]):
        yield from _item(item)
    for record in form["rules"].get("records", {}).values():
        for item in record:
            yield from _item(item)
    for page in form["pages"]:
        yield from _named(f"page {page['id']}", page, ("title", "desk_title", "group", "opening"))
        yield from _guidance(f"page {page['id']}", page)
        for section in page["sections"]:
            yield from _named(f"section {page['id']}/{section['id']}", section, ("title",))
            for item in section["items"]:
                yield from _item(item)
    for name, options in form["lists"].items():
        yield from _options(f"list {name}", options)
    for rule in form["rules"]["rules"]:
        yield from _named(rule["id"], rule, ("title", "says"))
        yield from _listed(f"{rule['id']}.first_actions", rule["first_actions"])
    for criterion in form["criteria"]:
        yield from _named(f"criterion {criterion['id']}", criterion, ("title", "add_words"))
    for reader in form["recipients"]["readers"]:
        yield from _named(f"reader {reader['id']}", reader, ("title", "document_title", "urgent_title"))
    yield from _front(form["recipients"])
    groups = form["recipients"]["content_groups"]
    yield from ((f"group {name}", groups, name) for name in groups)
    for name, term in form["glossary"].items():
        yield from _named(f"term {name}", term, ("term", "means"))


def _front(recipients: Plain) -> Found:
    for part in ("child_columns", "link_columns"):
        for position, column in enumerate(recipients["front_page"][part], start=1):
            yield from _named(f"front {part}.{position}", column, ("title",))
    yield from _named("recipients", recipients, ("confidence",))


def _named(path: str, holder: Plain, keys: tuple[str, ...]) -> Found:
    yield from ((f"{path}.{key}", holder, key) for key in keys if holder.get(key))


def _listed(path: str, texts: list[Any]) -> Found:
    yield from ((f"{path}.{position + 1}", texts, position) for position in range(len(texts)))


def _item(item: Plain) -> Found:
    name = item["id"]
    yield from _named(name, item, ("ask", "desk", "label", "help", "unit", "add_words", "row_title"))
    yield from _guidance(name, item)
    yield from _options(f"{name}.options", item.get("options", []))
    for position, check in enumerate(item.get("checks", ()), start=1):
        yield from _named(f"{name}.checks.{position}", check, ("says",))
    for cell in item.get("items", ()):
        yield from _item(cell)


def _guidance(path: str, holder: Plain) -> Found:
    guidance = holder.get("guidance", {})
    yield from _named(f"{path}.guidance", guidance, ("why", "how"))
    yield from _listed(f"{path}.guidance.say", guidance.get("say", []))


def _options(path: str, options: list[Plain]) -> Found:
    for option in options:
        yield from _named(f"{path}.{option['code']}", option, _OPTION_WORDS)
