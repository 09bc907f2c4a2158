"""A whole form as plain text, for a clinician who checks what is asked, when, why, and what it sets off."""

from collections.abc import Iterator

from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.domain.text import Text, Words
from thinkfamily_desktop.forms.condition_words import ConditionWords, gap_in_words
from thinkfamily_desktop.forms.conditions import Condition
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.model import (
    ChoiceItem,
    Form,
    Guidance,
    Item,
    Option,
    Page,
    RowsItem,
    Rule,
    Section,
    SeveralItem,
)
from thinkfamily_desktop.forms.parse_condition import reads

INDENT = "    "


def show(form: Form, words: Words) -> str:
    """The form in the language of `words`: register, pages, records, alerts and criteria, in that order."""
    return "\n".join(line.rstrip() for line in _Shown(form, words).lines()) + "\n"


class _Shown:
    def __init__(self, form: Form, words: Words) -> None:
        self._form = form
        self._words = words
        self._say = words.say
        self._conditions = ConditionWords(form, words)
        self._fed: dict[ItemId, list[str]] = {}
        for rule in form.rules.rules:
            for item in sorted({item for when in _whens(rule) for item in reads(when)}):
                self._fed.setdefault(item, []).append(f"{rule.id} {words.text(rule.title)}")

    def lines(self) -> Iterator[str]:
        info = self._form.info
        title = self._say("show.form", title=self._words.text(info.title), form=info.form, version=info.version)
        yield from (title, "=" * len(title))
        if info.purpose:
            yield self._words.text(info.purpose)
        yield from ("", self._say("show.usual_gaps", gaps=self._gaps(tuple(Gap))))
        items = list(form_items(self._form))
        yield self._say("show.signed_of", signed=sum(item.verified for item in items), count=len(items))
        yield from self._register()
        for page in self._form.pages:
            yield from self._page(page)
        yield from self._records()
        yield from self._rules()
        yield from self._criteria()
        yield from self._readers()

    def _register(self) -> Iterator[str]:
        yield from _headed(self._say("show.register"))
        for title, items in (("people", self._form.people.person_items), ("family", self._form.people.family_items)):
            if items:
                yield from ("", self._say(f"show.{title}"))
                yield from self._items(items)

    def _page(self, page: Page) -> Iterator[str]:
        title = self._say("show.page", number=page.number, title=self._words.text(page.title))
        yield from _headed(title)
        yield from self._worded("desk_title", page.desk_title)
        if page.opening:
            yield self._words.text(page.opening)
        if page.alone_gate:
            yield self._say("show.alone")
        if page.show_when is not None:
            yield self._say("show.shown_when", condition=self._conditions.say(page.show_when))
        yield from self._guidance(page.guidance)
        for section in page.sections:
            yield from self._section(section)

    def _section(self, section: Section) -> Iterator[str]:
        chosen = self._conditions.say(section.chosen_by) if section.chosen_by is not None else ""
        asked = self._say(f"show.{section.asked_of}", condition=chosen)
        title = self._words.text(section.title) or self._say("show.untitled")
        yield from ("", self._say("show.section", title=title, asked=asked))
        if section.show_when is not None:
            yield self._say("show.shown_when", condition=self._conditions.say(section.show_when))
        yield from self._items(section.items)

    def _items(self, items: tuple[Item, ...]) -> Iterator[str]:
        for item in items:
            yield ""
            for line in self._item(item):
                yield INDENT + line

    def _item(self, item: Item) -> Iterator[str]:
        say = self._say
        kind = say(f"show.kind_{item.kind}")
        yield f"{self._words.text(item.ask)}  [{item.id}: {kind}]"
        if item.desk and item.desk != item.ask:
            yield from self._worded("desk", item.desk)
        yield from self._worded("help", item.help)
        yield from self._guidance(item.guidance)
        if isinstance(item, ChoiceItem | SeveralItem):
            offered = (self._option(option) for option in self._form.options(item) if not option.retired)
            yield say("show.options", options=" · ".join(offered))
        if item.show_when is not None:
            yield say("show.shown_when", condition=self._conditions.say(item.show_when))
        if item.calculate is not None:
            yield say("show.calculated")
        elif item.gaps != tuple(Gap):
            yield say("show.gaps", gaps=self._gaps(item.gaps)) if item.gaps else say("show.no_gaps")
        yield from self._what_follows(item)
        if isinstance(item, RowsItem):
            yield say("show.columns")
            for cell in item.items:
                yield from (INDENT + line for line in self._item(cell))

    def _what_follows(self, item: Item) -> Iterator[str]:
        if item.needed_for != "never":
            yield self._say(f"show.needed_{item.needed_for}")
        if item.accounts:
            yield self._say("show.accounts")
        if item.worker_only:
            yield self._say("show.worker_only")
        for check in item.checks:
            condition = self._conditions.say(check.when)
            yield self._say("show.check", condition=condition, words=self._words.text(check.says))
        if item.id in self._fed:
            yield self._say("show.feeds", rules="; ".join(self._fed[item.id]))
        if item.source:
            code = "show.source_signed" if item.verified else "show.source"
            yield self._say(code, source=", ".join(item.source))

    def _records(self) -> Iterator[str]:
        yield from _headed(self._say("show.records"))
        for level, items in self._form.rules.records.items():
            yield from ("", self._say("show.record", level=self._say(f"condition.level_{level}")))
            yield from self._items(items)

    def _rules(self) -> Iterator[str]:
        yield from _headed(self._say("show.rules"))
        for rule in self._form.rules.rules:
            level = self._say(f"condition.level_{rule.level}")
            title = self._words.text(rule.title)
            yield from ("", self._say("show.rule", rule=rule.id, title=title, level=level))
            for line in self._rule(rule):
                yield INDENT + line

    def _rule(self, rule: Rule) -> Iterator[str]:
        yield self._say(f"show.{rule.asked_of}")
        yield self._say("show.rule_when", condition=self._conditions.say(rule.when))
        for other in rule.levels:
            level = self._say(f"condition.level_{other.level}")
            yield self._say("show.rule_level", level=level, condition=self._conditions.say(other.when))
        yield from self._worded("rule_says", rule.says)
        for action in rule.first_actions:
            yield from self._worded("rule_do", action)
        if rule.do_not_tell:
            yield self._say("show.rule_hidden")
        if rule.source:
            yield self._say("show.source", source=", ".join(rule.source))

    def _criteria(self) -> Iterator[str]:
        yield from _headed(self._say("show.criteria"))
        for criterion in self._form.criteria:
            condition = self._conditions.say(criterion.met_when)
            yield self._say("show.criterion", title=self._words.text(criterion.title), condition=condition)

    def _readers(self) -> Iterator[str]:
        """What each reader is given of each group of questions, by default."""
        yield from _headed(self._say("show.readers"))
        groups = self._form.recipients.content_groups
        for reader in self._form.recipients.readers:
            yield from ("", self._say("show.reader", title=self._words.text(reader.title)))
            for mode in ("all", "about", "child_safety", "none"):
                named = (self._words.text(title) for name, title in groups.items() if reader.contents.get(name) == mode)
                if said := ", ".join(sorted(named)):
                    yield INDENT + self._say(f"show.reader_{mode}", groups=said)

    def _guidance(self, guidance: Guidance) -> Iterator[str]:
        yield from self._worded("why", guidance.why)
        yield from self._worded("how", guidance.how)
        for said in guidance.say:
            yield from self._worded("say", said)

    def _worded(self, code: str, text: Text) -> Iterator[str]:
        if text:
            yield self._say(f"show.{code}", words=self._words.text(text))

    def _gaps(self, gaps: tuple[Gap, ...]) -> str:
        return ", ".join(gap_in_words(gap, self._words) for gap in gaps)

    def _option(self, option: Option) -> str:
        label = self._words.text(option.label)
        return self._say("show.alone_option", option=label) if option.exclusive else label


def _whens(rule: Rule) -> Iterator[Condition]:
    yield rule.when
    yield from (level.when for level in rule.levels)


def _headed(title: str) -> Iterator[str]:
    yield from ("", title, "-" * len(title))
