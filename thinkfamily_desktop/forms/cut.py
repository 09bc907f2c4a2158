"""Takes out of a family's facts and answers all that one reader may not have, before anything is worked out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from thinkfamily_desktop.domain.alerts import RaisedAlert
from thinkfamily_desktop.domain.answers import Answer, Answers, PersonRef
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AlertKey, AnswerKey, ItemId, RuleId, Subject
from thinkfamily_desktop.forms.conditions import AllOf, Answered, AnyOf, Condition, IsNot, Not, OfPeople, OfRows
from thinkfamily_desktop.forms.model import Form, Item, RowsItem, Rule
from thinkfamily_desktop.forms.parse_condition import reads, rules_read, walk
from thinkfamily_desktop.forms.permission import Permission
from thinkfamily_desktop.forms.plan import Plan
from thinkfamily_desktop.forms.state import AlertState, FormState


@dataclass(frozen=True)
class Cut:
    """What is left for one copy. `alerts` may be in it; `raised` are those whose past raising gives nothing away."""

    family: Family
    answers: Answers
    withheld: frozenset[AnswerKey]
    alerts: frozenset[AlertKey]
    raised: tuple[RaisedAlert, ...]


def reads_absence(condition: Condition, *, negated: bool = False) -> frozenset[ItemId]:
    """The items whose absence may make a condition hold: withheld ones among them would make it say what is not so."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return frozenset[ItemId]().union(*(reads_absence(part, negated=negated) for part in parts))
        case Not(part):
            return reads_absence(part, negated=not negated)
        case OfPeople(quantifier, _, part):
            return reads(part) if quantifier == "every" else reads_absence(part, negated=negated)
        case OfRows(quantifier, _, part):
            return reads(condition) if quantifier == "every" else reads_absence(part, negated=negated)
        case IsNot(item):
            return frozenset() if negated else frozenset({item})
        case Answered(item, wanted):
            return frozenset({item}) if wanted is negated else frozenset()
        case _:
            return reads(condition) if negated else frozenset()


def cut(form: Form, plan: Plan, family: Family, answers: Answers, state: FormState, may: Permission) -> Cut:
    """Takes out everything that a reader may not have, and what only the absence of that would bring to light."""
    facts = {key: answer for key, answer in family.facts.items() if may.may_have(key, answer)}
    left = {key: answer for key, answer in answers.items() if may.may_have(key, answer)}
    _cut_rows(may, facts, family.facts)
    _cut_rows(may, left, answers)
    gone = (family.facts.keys() - facts.keys()) | (answers.keys() - left.keys())
    for item, absent in _shown_by_absence(form, plan):
        told_by = {key for key in gone if key.item in absent}
        for part in (facts, left) if told_by else ():
            for key in [key for key in part if key.item == item and _touch(plan, told_by, key.subject)]:
                gone.add(key)
                del part[key]
    known = tuple(person for person in family.people if person in may.people)
    rest = Family(family.id, family.reference, known, facts, family.practice)
    safe = list(_alerts_left(form, plan, state, may, gone))
    raised = tuple(alert.raised for alert, wholly in safe if wholly and alert.raised is not None)
    return Cut(rest, left, frozenset(gone), frozenset(alert.key for alert, _ in safe), raised)


def _touch(plan: Plan, gone: Collection[AnswerKey], subject: Subject) -> bool:
    """Whether withheld answers can be read where something about this subject is worked out."""
    return subject.kind != "person" or any(
        key.subject == subject or key.item not in plan.places or plan.places[key.item].asked_of in ("once", "assessed")
        for key in gone
    )


def _cut_rows(may: Permission, left: dict[AnswerKey, Answer], before: Answers) -> None:
    """A row that points to somebody this reader may not know of, or may not hear about here, goes as a whole."""
    gone: set[tuple[ItemId, Subject, str]] = set()
    for key, answer in before.items():
        if key.row and isinstance(answer.value, PersonRef) and not may.may_have_row(key, answer.value.person):
            gone.add((may.rights.tables.get(key.item, key.item), key.subject, key.row))
    if not gone:
        return
    for key, answer in list(left.items()):
        if key.row and (may.rights.tables.get(key.item, key.item), key.subject, key.row) in gone:
            del left[key]
        elif not key.row and isinstance(answer.value, tuple):
            kept = tuple(row for row in answer.value if (key.item, key.subject, row) not in gone)
            if kept != answer.value:
                left[key] = replace(answer, value=kept)


def _shown_by_absence(form: Form, plan: Plan) -> list[tuple[ItemId, frozenset[ItemId]]]:
    """The items that may show because another is absent, what is read before what reads it."""
    found: list[tuple[ItemId, frozenset[ItemId]]] = []
    for page in form.pages:
        for section in page.sections:
            above = [when for when in (page.show_when, section.show_when, section.chosen_by) if when is not None]
            for item in section.items:
                found.extend(_absent_reads(item, above))
    for item in (*form.people.person_items, *form.people.family_items):
        found.extend(_absent_reads(item, []))
    return sorted(found, key=lambda pair: plan.rank[pair[0]])


def _absent_reads(item: Item, above: list[Condition]) -> Iterator[tuple[ItemId, frozenset[ItemId]]]:
    own = [*above, *([item.show_when] if item.show_when is not None else [])]
    absent = frozenset[ItemId]().union(*map(reads_absence, own))
    if absent:
        yield item.id, absent
    if isinstance(item, RowsItem):
        for cell in item.items:
            yield from _absent_reads(cell, own)


def _alerts_left(
    form: Form, plan: Plan, state: FormState, may: Permission, gone: Collection[AnswerKey]
) -> Iterator[tuple[AlertState, bool]]:
    """The alerts that a reader may have, and whether wholly.

    One that also rests on something withheld comes without its past: it stands only if what is left raises it.
    """
    rules = {rule.id: rule for rule in form.rules.rules}
    for alert in state.alerts:
        withdrawn = alert.raised is not None and alert.raised.withdrawn is not None
        if may.copy.reader is None:
            yield alert, True
        elif withdrawn or not may.may_have_alert(alert.key, alert.rule, alert.level.value):
            continue
        elif alert.key in may.copy.include_alerts or not _rests_on(plan, alert, _all_reads(alert.rule, rules), gone):
            yield alert, True
        elif not _rests_on(plan, alert, reads_absence(alert.rule.when), gone):
            yield alert, False


def _rests_on(plan: Plan, alert: AlertState, items: Collection[ItemId], gone: Collection[AnswerKey]) -> bool:
    told_by = {key for key in gone if key.item in items}
    if any(isinstance(node, OfPeople) for node in walk(alert.rule.when)):
        return bool(told_by)
    return bool(told_by) and _touch(plan, told_by, alert.key.subject)


def _all_reads(rule: Rule, rules: Mapping[RuleId, Rule], seen: frozenset[RuleId] = frozenset()) -> frozenset[ItemId]:
    """What a rule reads, itself and through the rules that it names."""
    found = reads(rule.when)
    for other in rules_read(rule.when) - seen - {rule.id}:
        if other in rules:
            found |= _all_reads(rules[other], rules, seen | {rule.id})
    return found
