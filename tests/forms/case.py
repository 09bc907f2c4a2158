"""A few lines to build a form and a family, say something, and see what is asked and which alerts are raised."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from thinkfamily_desktop.domain.alerts import Level, RaisedAlert
from thinkfamily_desktop.domain.answers import Answer, Gap, PartialDate, PersonRef, Value
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import (
    THE_FAMILY,
    AlertKey,
    AnswerKey,
    FamilyId,
    ItemId,
    PersonId,
    RuleId,
    Subject,
    WorkerId,
    person_subject,
)
from thinkfamily_desktop.forms.evaluate import evaluate
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.state import AlertState, FormState

NOW = datetime(2026, 11, 20, 14, 21, tzinfo=UTC)

REGISTER: dict[str, Any] = {
    "register_items": {
        "given_name": "person.given_name",
        "family_name": "person.family_name",
        "preferred_name": "person.preferred_name",
        "roles": "person.roles",
        "born": "person.born",
        "due": "person.due",
        "died": "person.died",
        "sex": "person.sex",
        "lives_with": "person.lives_with",
        "nhs_number": "person.nhs_number",
        "child_roles": ["child", "unborn"],
        "unborn_role": "unborn",
        "adult_roles": ["parent", "partner", "grandparent"],
        "assessed": "visit.assessed",
        "relationships": "rel.list",
        "relationship_from": "rel.from",
        "relationship_to": "rel.to",
        "relationship_kind": "rel.kind",
    },
    "page": "family",
    "person_items": [
        {"id": "person.given_name", "kind": "text", "ask": "First name"},
        {"id": "person.family_name", "kind": "text", "ask": "Family name"},
        {"id": "person.preferred_name", "kind": "text", "ask": "Known as"},
        {"id": "person.roles", "kind": "several", "ask": "Who is this?", "list": "roles"},
        {"id": "person.born", "kind": "partial_date", "ask": "Born", "allow": "past"},
        {"id": "person.due", "kind": "date", "ask": "Due"},
        {"id": "person.died", "kind": "partial_date", "ask": "Died"},
        {"id": "person.sex", "kind": "choice", "ask": "Sex", "list": "sex"},
        {"id": "person.lives_with", "kind": "choice", "ask": "Where does {name} live?", "list": "lives_with"},
        {"id": "person.nhs_number", "kind": "nhs_number", "ask": "NHS number"},
        {"id": "person.address", "kind": "text", "ask": "Own address", "content": "addresses"},
        {"id": "person.address_protected", "kind": "yes_no", "ask": "Kept private?"},
    ],
    "family_items": [
        {"id": "family.address", "kind": "text", "ask": "The family's address", "content": "addresses"},
        {"id": "family.address_protected", "kind": "yes_no", "ask": "Kept private?"},
        {
            "id": "rel.list",
            "kind": "rows",
            "ask": "How is everybody related?",
            "items": [
                {"id": "rel.from", "kind": "person", "ask": "Who"},
                {"id": "rel.kind", "kind": "choice", "ask": "is the", "list": "relationship"},
                {"id": "rel.to", "kind": "person", "ask": "of"},
            ],
        },
    ],
}

LISTS = {
    "roles": ("parent", "partner", "grandparent", "child", "unborn", "friend"),
    "sex": ("female", "male"),
    "lives_with": ("family-address", "elsewhere"),
    "relationship": ("birth-parent", "sibling", "grandparent", "partner"),
    "worry": ("none", "possible", "yes"),
    "helpers": ("school", "nurse", "friend"),
}

FRONT_PAGE: dict[str, Any] = {
    "asks": [],
    "sharing": [],
    "matters": [],
    "keep_doing": [],
    "safe_contact": [],
    "child_columns": [],
    "link_columns": [],
    "tonight": "record.tonight",
    "contacted": "record.contacted",
    "critical": [],
}


def item(name: str, kind: str = "text", **said: Any) -> dict[str, Any]:
    """An item with as little said as can be."""
    rest = {"ask": f"Say {name}", **said}
    if kind in ("choice", "several"):
        rest.setdefault("list", "worry")
    return {"id": name, "kind": kind, **rest}


def section(*items: Mapping[str, Any], asked_of: str = "once", name: str = "", **said: Any) -> dict[str, Any]:
    """A section, named after whom it asks."""
    return {"id": name or asked_of, "asked_of": asked_of, "items": list(items), **said}


def page(*sections: Mapping[str, Any], name: str = "one", **said: Any) -> dict[str, Any]:
    """A page."""
    return {"id": name, "number": 1, "title": name, "content": "general", "sections": list(sections), **said}


def rule(name: str, when: Any, level: str = "act_now", asked_of: str = "once", **said: Any) -> dict[str, Any]:
    """An alert rule."""
    texts = {"title": f"Alert {name}", "says": "Act for {name}", "first_actions": ["Phone now"]}
    return {"id": name, "level": level, "when": when, "asked_of": asked_of, **texts, **said}


def make_form(*pages: Mapping[str, Any], **parts: Any) -> Form:
    """A form of these pages, with a register, and whatever else is given by name."""
    visit = {
        "id": "visit",
        "number": 0,
        "title": "Visit",
        "content": "visit",
        "sections": [section(item("visit.assessed", "person"))],
    }
    family = {"id": "family", "number": 0, "title": "Family", "content": "people", "sections": []}
    return Form.model_validate(
        {
            "info": {"form": "test", "version": "1", "url": "https://example.org/test", "title": "Test"},
            "languages": ["en"],
            "pages": [visit, family, *pages],
            "people": parts.get("people", REGISTER),
            "lists": {name: [{"code": code, "label": code.title()} for code in codes] for name, codes in LISTS.items()},
            "rules": {"rules": list(parts.get("rules", ())), "records": parts.get("records", {})},
            "criteria": list(parts.get("criteria", ())),
            "recipients": {
                "content_groups": {},
                "readers": list(parts.get("readers", ())),
                "front_page": {**FRONT_PAGE, **parts.get("front", {})},
            },
            "glossary": {},
        }
    )


def as_value(said: Any) -> Answer:
    """An answer from a plain value; a Gap or an Answer stands for itself."""
    if isinstance(said, Answer):
        return said
    if isinstance(said, Gap):
        return Answer(gap=said, at=NOW)
    if isinstance(said, int) and not isinstance(said, bool):
        said = Decimal(said)
    value: Value = tuple(said) if isinstance(said, list) else said
    return Answer(value=value, at=NOW)


class Case:
    """A form, a family and what has been said so far. Each call to `says` goes on from there."""

    def __init__(self, *pages: Mapping[str, Any], form: Form | None = None, **parts: Any) -> None:
        self.form = form or make_form(*pages, **parts)
        self.family = Family(FamilyId("family"), "TF-2026-0147")
        self.answers: dict[AnswerKey, Answer] = {}
        self.raised: tuple[RaisedAlert, ...] = ()
        self.finished: frozenset[str] = frozenset()
        self.now = NOW

    # -- building

    def person(self, name: str, *roles: str, born: PartialDate | None = None, **facts: Any) -> "Case":
        """Enter somebody in the register; the name in lower case is the id."""
        person = PersonId(name.lower())
        self.family = replace(self.family, people=(*self.family.people, person))
        known = {"given_name": name, "roles": roles, **({"born": born} if born else {}), **facts}
        for fact, value in known.items():
            self.fact(f"person.{fact}", value, person)
        return self

    def fact(self, name: str, said: Any, person: str = "", row: str = "") -> "Case":
        """Say a fact of the register."""
        subject = person_subject(PersonId(person)) if person else THE_FAMILY
        key = AnswerKey(ItemId(name), subject, "", row)
        self.family = replace(self.family, facts={**self.family.facts, key: as_value(said)})
        return self

    def assesses(self, name: str) -> "Case":
        """Say who is being assessed."""
        return self.says({"visit.assessed": PersonRef(PersonId(name.lower()))})

    def says(self, answers: Mapping[str, Any], about: str | Subject = "", account: str = "", row: str = "") -> "Case":
        """Answer items: of the family, of a person, or under any subject. None takes an answer back."""
        subject = about if isinstance(about, tuple) else person_subject(PersonId(about)) if about else THE_FAMILY
        changed = dict(self.answers)
        for name, said in answers.items():
            key = AnswerKey(ItemId(name), subject, account, row)
            if said is None:
                changed.pop(key, None)
            else:
                changed[key] = as_value(said)
        self.answers = changed
        return self

    def was_raised(self, rule_id: str, about: str = "", level: Level = Level.ACT_NOW, **said: Any) -> "Case":
        """Let an alert have been raised before."""
        self.raised = (*self.raised, RaisedAlert(alert_key(rule_id, about), level, NOW, WorkerId("w"), **said))
        return self

    # -- seeing

    @property
    def state(self) -> FormState:
        """The state as it stands."""
        return evaluate(self.form, self.family, self.answers, self.raised, self.now, self.finished)

    @property
    def asked(self) -> set[str]:
        """What is asked besides the register: "item", "item of person", with "/row" for cells."""
        return {named(key) for key, question in self.state.questions.items() if question.page not in ("family", "")}

    @property
    def alerts(self) -> dict[str, AlertState]:
        """The alerts by "rule" or "rule of person"."""
        return {
            alert.key.rule + (f" of {alert.key.subject.id}" if alert.key.subject.id else ""): alert
            for alert in self.state.alerts
        }

    @property
    def problems(self) -> set[tuple[str, str]]:
        """Item and code of every problem."""
        return {(named(problem.key), problem.code) for problem in self.state.problems}

    @property
    def hidden(self) -> set[str]:
        """The answers that are no longer asked."""
        return set(map(named, self.state.hidden))


def alert_key(rule_id: str, about: str = "") -> AlertKey:
    """The key of an alert about a person, or about the family."""
    return AlertKey(RuleId(rule_id), person_subject(PersonId(about)) if about else THE_FAMILY)


def named(key: AnswerKey) -> str:
    """A key as these tests write it."""
    said: str = key.item
    if key.subject.kind == "person":
        said += f" of {key.subject.id}"
    if key.account:
        said += f" by {key.account}"
    return said + (f"/{key.row}" if key.row else "")


def years_ago(years: int, months: int = 0) -> PartialDate:
    """An exact birth date some years before these tests' day."""
    day = date(NOW.year - years, NOW.month - months, NOW.day)
    return PartialDate(day.year, day.month, day.day)
