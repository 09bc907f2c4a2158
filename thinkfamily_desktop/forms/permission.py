"""Who may have what: the rules of one copy, asked of every answer before anything is made of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from thinkfamily_desktop.domain.answers import Answer, Answers, PersonRef, SourceKind
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey, ItemId, PersonId, Subject, person_subject
from thinkfamily_desktop.forms.model import Form, Item, Reader, RowsItem, Rule
from thinkfamily_desktop.forms.parse_condition import reads

SOCIAL_CARE = "social-care"
"""Has whatever raised an alert or is read by a rule, whoever it is about (practice 14)."""


@dataclass(frozen=True)
class Copy:
    """One copy asked for: who reads it, about and for whom, and what the worker decided against the defaults.

    `reader` None is the internal review copy, which holds everything but protected addresses and never travels.
    `include` and `leave_out` name answers, `include_alerts` alerts that the defaults keep back.
    """

    reader: Reader | None
    about: PersonId | None = None
    for_person: PersonId | None = None
    include: Collection[AnswerKey] = frozenset()
    leave_out: Collection[AnswerKey] = frozenset()
    include_alerts: Collection[AlertKey] = frozenset()

    @property
    def shown_to_family(self) -> bool:
        """Whether somebody of the family is likely to see it."""
        return self.reader is not None and (self.reader.may_show_family or self.for_person is not None)


@dataclass(frozen=True)
class FormRights:
    """What the rules of one copy need to know of a form, whatever the family."""

    groups: Mapping[ItemId, str]
    items: Mapping[ItemId, Item]
    tables: Mapping[ItemId, ItemId]  # the rows item of each cell
    safety: frozenset[ItemId]  # read by a rule, or read out by its script
    do_not_tell: frozenset[ItemId]
    identity: frozenset[ItemId]  # what says who somebody is

    @classmethod
    def of(cls, form: Form) -> "FormRights":
        """Worked out from the form alone."""
        placed = list(_placed_items(form))
        tables = {cell.id: item.id for item, _ in placed if isinstance(item, RowsItem) for cell in item.items}
        secret = [rule for rule in form.rules.rules if rule.do_not_tell]
        register = form.people.register_items
        named = (register.given_name, register.family_name, register.preferred_name, register.roles)
        return cls(
            groups={item.id: group for item, group in placed},
            items={item.id: item for item, _ in placed},
            tables=tables,
            safety=_with_tables(_read(form.rules.rules) | _read_out(form.rules.rules), tables),
            do_not_tell=_with_tables(_read(secret), tables),
            identity=frozenset(named),
        )


def _read(rules: Collection[Rule]) -> frozenset[ItemId]:
    """What rules read to see whether they hold and at which level."""
    conditions = [when for rule in rules for when in (rule.when, *(level.when for level in rule.levels))]
    return frozenset[ItemId]().union(*map(reads, conditions))


def _read_out(rules: Collection[Rule]) -> frozenset[ItemId]:
    """What the phone scripts of rules read out."""
    return frozenset(item for rule in rules for item in rule.script)


def _with_tables(items: frozenset[ItemId], tables: Mapping[ItemId, ItemId]) -> frozenset[ItemId]:
    """Items with all of any table among them: a cell alone says nothing."""
    whole = items & set(tables.values()) | {tables[item] for item in items if item in tables}
    return frozenset(items | whole | {cell for cell, table in tables.items() if table in whole})


def _placed_items(form: Form) -> Iterator[tuple[Item, str]]:
    """Every item with its content group: its own, else its table's, else its page's."""
    pages = {page.id: page.content for page in form.pages}
    of_register = pages.get(form.people.page, "people")
    groups: list[tuple[Item, str]] = [(item, of_register) for item in form.people.person_items]
    groups += [(item, of_register) for item in form.people.family_items]
    groups += [(item, page.content) for page in form.pages for section in page.sections for item in section.items]
    groups += [(kept.item, kept.content) for kept in form.elsewhere]
    groups += [(item, alerts_group(form)) for record in form.rules.records.values() for item in record]
    for item, default in groups:
        group = item.content or default
        yield item, group
        if isinstance(item, RowsItem):
            yield from ((cell, cell.content or group) for cell in item.items)


def alerts_group(form: Form) -> str:
    """The content group of alerts: that of the action record's first item that names one."""
    items = (item for record in form.rules.records.values() for item in record)
    return next((item.content for item in items if item.content), "alerts")


class Permission:
    """Answers one question for one copy: may this reader have that?"""

    def __init__(
        self, form: Form, family: Family, answers: Answers, copy: Copy, children: Collection[PersonId]
    ) -> None:
        self.copy = copy
        self.rights = FormRights.of(form)
        self._form, self._facts = form, family.facts
        self.people = frozenset(_known_people(form, family, answers, copy, children))
        self._alerts_mode = self._mode(alerts_group(form))
        self._assessed = _assessed(form, family, answers)
        self._people_group = _people_group(form)

    def may_ask(self, key: AnswerKey) -> bool:
        """Whether a question, answered or not, is for this reader. Reads no answer to it."""
        if key in self.copy.leave_out or not self._knows(key):
            return False
        if self.copy.reader is None or key in self.copy.include:
            return True
        item = self.rights.items.get(key.item)
        if item is None or (self.copy.shown_to_family and key.item in self.rights.do_not_tell):
            return False
        if self.copy.for_person is not None and (item.worker_only or item.nature == "analysis"):
            return False
        return self._group_is_for_reader(key)

    def may_have(self, key: AnswerKey, answer: Answer) -> bool:
        """Whether an answer is for this reader."""
        if isinstance(answer.value, PersonRef) and answer.value.person not in self.people:
            return False
        if not self.may_ask(key) or (key not in self.copy.include and self._is_protected(key)):
            return False
        if self.copy.reader is None or key in self.copy.include:
            return True
        if self.copy.shown_to_family and answer.kept_from:
            return False
        return self.copy.for_person is None or self._is_their_own(key, answer)

    def may_have_row(self, key: AnswerKey, about: PersonId) -> bool:
        """Whether a row that names this person is for this reader: of what each person said, only their own row."""
        if about not in self.people:
            return False
        whose, group = self.copy.for_person, self.rights.groups.get(key.item, "")
        return whose in (None, about) or self._mode(group) != "about" or group == self._people_group

    def may_have_alert(self, alert: AlertKey, rule: Rule, level: str) -> bool:
        """Whether an alert is for this reader, as far as nothing that it rests on is withheld."""
        if alert.subject.kind == "person" and alert.subject.id not in self.people:
            return False
        if self.copy.reader is None or alert in self.copy.include_alerts:
            return True
        if level == "quality" or (self.copy.shown_to_family and rule.do_not_tell):
            return False
        match self._alerts_mode:
            case "all":
                return True
            case "about":
                return self._is_about(alert.subject)
            case "child_safety":
                return level == "act_now"
            case _:
                return False

    def _knows(self, key: AnswerKey) -> bool:
        """Whether this reader may know of the people whom a key is about."""
        subject = _alert_subject(key.subject) if key.subject.kind == "alert" else key.subject
        if subject.kind == "person" and subject.id not in self.people:
            return False
        return not key.account or key.account in self.people

    def _mode(self, group: str) -> str:
        return self.copy.reader.contents.get(group, "none") if self.copy.reader is not None else "all"

    def _group_is_for_reader(self, key: AnswerKey) -> bool:
        if key.item in self.rights.identity and key.subject.kind == "person":
            return True
        mode = self._mode(self.rights.groups.get(key.item, ""))
        of_safety = key.item in self.rights.safety
        if of_safety and self.copy.reader is not None and self.copy.reader.id == SOCIAL_CARE:
            return True
        match mode:
            case "all":
                return True
            case "about":
                return self._is_about(key.subject)
            case "child_safety":
                return of_safety
            case _:
                return False

    def _is_about(self, subject: Subject) -> bool:
        """What is asked once is about everybody; so is everything when the copy is about nobody in particular."""
        if subject.kind == "alert":
            subject = _alert_subject(subject)
        about = self.copy.for_person or self.copy.about
        return subject.kind != "person" or about is None or subject.id == about

    def _is_of_the_assessed(self, key: AnswerKey) -> bool:
        """In a copy for somebody else: what is asked once, of the adult whom the assessment is about, and is theirs."""
        if self.copy.for_person in (None, self._assessed) or key.subject.kind == "person" or key.row:
            return False
        group = self.rights.groups.get(key.item, "")
        return group != self._people_group and self._mode(group) == "about"

    def _is_protected(self, key: AnswerKey) -> bool:
        flag = self._form.people.register_items.protected_by.get(key.item)
        table = self.rights.tables.get(key.item)
        of_table = self._form.people.register_items.protected_by.get(table) if table is not None else None
        flags = [AnswerKey(flag, key.subject, key.account, key.row)] if flag is not None else []
        flags += [AnswerKey(of_table, key.subject)] if of_table is not None else []
        return any((answer := self._facts.get(each)) is not None and answer.value is True for each in flags)

    def _is_their_own(self, key: AnswerKey, answer: Answer) -> bool:
        """For a copy for one named person: nothing that another person or service said."""
        if key.account and key.account != self.copy.for_person:
            return False
        source = answer.source
        if key.subject.id == self.copy.for_person and self._mode(self.rights.groups.get(key.item, "")) == "all":
            return True  # the plan made for them, whoever said it
        if self._is_of_the_assessed(key):
            return source is not None and source.kind is SourceKind.PERSON and source.person == self.copy.for_person
        if source is None or source.kind in (SourceKind.SEEN, SourceKind.RECORD, SourceKind.MY_VIEW):
            return True
        return source.kind is SourceKind.PERSON and source.person == self.copy.for_person


def _assessed(form: Form, family: Family, answers: Answers) -> PersonId | None:
    key = AnswerKey(form.people.register_items.assessed)
    answer = answers.get(key) or family.facts.get(key)
    return answer.value.person if answer is not None and isinstance(answer.value, PersonRef) else None


def _people_group(form: Form) -> str:
    return next((page.content for page in form.pages if page.id == form.people.page), "people")


def _alert_subject(subject: Subject) -> Subject:
    """Whom the alert is about, from the subject of its record."""
    _, kind, person = subject.id.split("/", 2)
    return person_subject(PersonId(person)) if kind == "person" else Subject("family")


def _known_people(
    form: Form, family: Family, answers: Answers, copy: Copy, children: Collection[PersonId]
) -> Iterator[PersonId]:
    """Whom a reader may know of: everybody, or whom the copy is about with those they are directly related to.

    Those who work with one child know of the adults around that child, not of its brothers and sisters.
    """
    register = form.people.register_items
    group = _people_group(form)
    centre = copy.for_person or copy.about
    if copy.reader is None or centre is None or copy.reader.contents.get(group) in ("all", "child_safety"):
        yield from family.people
        return
    yield centre
    assessed = _assessed(form, family, answers)
    if assessed is not None:
        yield assessed
    for key, fact in family.facts.items():
        if key.item == register.relationship_from and isinstance(fact.value, PersonRef):
            other = family.facts.get(key._replace(item=register.relationship_to))
            if other is not None and isinstance(other.value, PersonRef):
                ends = {fact.value.person, other.value.person}
                if centre in ends and (
                    copy.for_person or centre not in children or not ends - {centre} & set(children)
                ):
                    yield from sorted(ends)
