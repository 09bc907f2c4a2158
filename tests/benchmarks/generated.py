"""A generated form and family of a size that a budget speaks of. The same numbers give the same form and answers."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from thinkfamily_desktop.domain.answers import Answer, Gap, PartialDate, PersonRef
from thinkfamily_desktop.domain.assessment import FormRef
from thinkfamily_desktop.domain.family import Family
from thinkfamily_desktop.domain.ids import AnswerKey, FamilyId, ItemId, PersonId, person_subject
from thinkfamily_desktop.forms.canonical import form_ref
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.state import FormState

NOW = datetime(2026, 11, 20, 14, 21, tzinfo=UTC)
_KINDS = ("choice", "text", "long_text", "several", "yes_no", "choice", "number", "partial_date", "long_text", "rows")
_PAGE_ITEMS = 15
_ASKED_OF = ("assessed", "each_child", "once", "each_child", "each_adult")
_CODES = ("none", "some", "much", "unsure")
_REGISTER = {
    "given_name": "text",
    "family_name": "text",
    "preferred_name": "text",
    "roles": "several",
    "born": "partial_date",
    "due": "date",
    "died": "partial_date",
    "sex": "choice",
    "lives_with": "choice",
    "nhs_number": "nhs_number",
}


@dataclass(frozen=True)
class Generated:
    """A form with a family and the answers to about half of what it asks."""

    form: Form
    family: Family
    answers: dict[AnswerKey, Answer]
    now: datetime

    @cached_property
    def ref(self) -> FormRef:
        """What an assessment says of the form that it was begun with."""
        return form_ref(self.form)


def generated_form(items: int = 300, rules: int = 45, criteria: int = 20) -> Form:
    """A form of so many items, a third of them conditional, on pages that ask once, of each child and of each adult."""
    pages = [_page(number, _PAGE_ITEMS) for number in range(items // _PAGE_ITEMS)]
    asked = [item for page in pages for section in page["sections"] for item in section["items"]]
    choices = {
        asked_of: [
            item["id"]
            for page in pages
            for section in page["sections"]
            if section["asked_of"] == asked_of
            for item in section["items"]
            if item["kind"] == "choice"
        ]
        for asked_of in _ASKED_OF
    }
    return Form.model_validate(
        {
            "info": {"form": "generated", "version": "1", "url": "https://example.org/generated", "title": "Generated"},
            "languages": ["en"],
            "pages": [_first_page(), *pages],
            "people": _people(),
            "lists": {"codes": [{"code": code, "label": code.title()} for code in _CODES]},
            "rules": {"rules": [_rule(number, choices) for number in range(rules)], "records": _records()},
            "criteria": [_criterion(number, choices, asked) for number in range(criteria)],
            "recipients": _recipients(),
            "glossary": {},
        }
    )


def generated_family(children: int = 6, adults: int = 4) -> Family:
    """A family of so many people."""
    people = [PersonId(f"child{number}") for number in range(children)]
    people += [PersonId(f"adult{number}") for number in range(adults)]
    facts = {}
    for number, person in enumerate(people):
        child = number < children
        told: dict[str, Any] = {
            "given_name": f"{'Child' if child else 'Adult'} {number}",
            "family_name": "Made-Up",
            "roles": ("child",) if child else ("parent",),
            "born": PartialDate(2026 - 3 * (number + 1) if child else 1980 + number, 3, 4),
            "sex": "some",
        }
        for fact, value in told.items():
            facts[AnswerKey(ItemId(f"person.{fact}"), person_subject(person))] = Answer(value=value, at=NOW)
    return Family(FamilyId("generated"), "TF-2026-0001", tuple(people), facts, practice=True)


def generated(
    items: int = 300, children: int = 6, adults: int = 4, rules: int = 45, criteria: int = 20, seed: int = 1
) -> Generated:
    """A form, a family, and answers to half of the questions it shows: about one in twenty of them a gap."""
    from thinkfamily_desktop.forms.evaluate import evaluate  # noqa: PLC0415, RUF100  builders of forms need none of it

    form, family = generated_form(items, rules, criteria), generated_family(children, adults)
    chance = random.Random(seed)  # noqa: S311  made-up answers
    assessed = AnswerKey(ItemId("visit.assessed"))
    answers = {assessed: Answer(value=PersonRef(PersonId("adult0")), at=NOW)}
    for _ in range(2):  # what shows only after the first answers is answered too
        state = evaluate(form, family, answers, (), NOW)
        answers.update(_said(state, answers, chance))
    return Generated(form, family, answers, NOW)


def _said(
    state: FormState, answers: dict[AnswerKey, Answer], chance: random.Random
) -> Iterator[tuple[AnswerKey, Answer]]:
    for key, question in state.questions.items():
        if key in answers or question.page in ("family", "") or chance.random() < 0.5:
            continue
        if chance.random() < 0.05:
            yield key, Answer(gap=Gap.NOT_ASKED, at=NOW)
        elif (value := _value(question.item.kind, key, chance)) is not None:
            yield key, Answer(value=value, at=NOW)


def _value(kind: str, key: AnswerKey, chance: random.Random) -> Any:
    match kind:
        case "choice":
            return chance.choice(_CODES)
        case "several":
            return tuple(sorted(chance.sample(_CODES, 2)))
        case "yes_no":
            return chance.random() < 0.5
        case "number":
            return Decimal(chance.randrange(10))
        case "partial_date":
            return PartialDate(2010 + chance.randrange(15), 1 + chance.randrange(12))
        case "rows":
            return tuple(f"{key.item}-{key.subject.id}-{row}" for row in range(2))
        case "text" | "long_text":
            return "She gets up, makes toast for both of them, and is late for school."
        case _:
            return None


def _page(number: int, items: int) -> dict[str, Any]:
    asked_of = _ASKED_OF[number % len(_ASKED_OF)]
    first = number * items
    return {
        "id": f"page{number}",
        "number": number + 2,
        "title": f"Page {number}",
        "content": "general",
        "sections": [
            {
                "id": f"section{part}",
                "asked_of": asked_of,
                "title": "About {name}",
                "items": [_item(first, place) for place in range(part * 5, min(part * 5 + 5, items))],
            }
            for part in range(-(-items // 5))
        ],
    }


def _item(first: int, place: int) -> dict[str, Any]:
    number = first + place
    kind = _KINDS[number % len(_KINDS)]
    item: dict[str, Any] = {
        "id": f"q{number}",
        "kind": kind,
        "ask": f"How is {{name}} with {{parent}} at such times, as to {number}?",
        "desk": f"{{name}} with {{parent}}: {number}",
        "needed_for": ("referral", "never", "full")[number % 3],
    }
    if kind in ("choice", "several"):
        item["list"] = "codes"
    if kind == "rows":
        item["items"] = [
            {"id": f"q{number}.what", "kind": "text", "ask": "What"},
            {"id": f"q{number}.when", "kind": "date", "ask": "When"},
        ]
    gate = next((first + other for other in range(place) if _KINDS[(first + other) % len(_KINDS)] == "choice"), None)
    if place % 3 == 2 and gate is not None:
        item["show_when"] = {"any": [{"item": f"q{gate}", "is": ["some", "much"]}, {"item": f"q{gate}", "gap": "any"}]}
    return item


def _first_page() -> dict[str, Any]:
    item = {"id": "visit.assessed", "kind": "person", "ask": "Who is this about?"}
    sections = [{"id": "visit", "items": [item]}]
    return {"id": "visit", "number": 1, "title": "Visit", "content": "visit", "sections": sections}


def _people() -> dict[str, Any]:
    person_items = [
        {
            "id": f"person.{name}",
            "kind": kind,
            "ask": name,
            **({"list": "codes"} if kind in ("choice", "several") else {}),
        }
        for name, kind in _REGISTER.items()
    ]
    cells = [
        {"id": "rel.from", "kind": "person", "ask": "Who"},
        {"id": "rel.kind", "kind": "choice", "ask": "is the", "list": "codes"},
        {"id": "rel.to", "kind": "person", "ask": "of"},
    ]
    return {
        "register_items": {
            **{name: f"person.{name}" for name in _REGISTER},
            "child_roles": ["child", "unborn"],
            "unborn_role": "unborn",
            "adult_roles": ["parent"],
            "assessed": "visit.assessed",
            "relationships": "rel.list",
            "relationship_from": "rel.from",
            "relationship_to": "rel.to",
            "relationship_kind": "rel.kind",
        },
        "person_items": person_items,
        "family_items": [{"id": "rel.list", "kind": "rows", "ask": "Who is who", "items": cells}],
        "page": "family",
    }


def _rule(number: int, choices: dict[str, list[str]]) -> dict[str, Any]:
    """Rules as real ones are: of a child or of the family, over several answers, some over other rules."""
    children, parent = choices["each_child"], choices["assessed"]
    own, other = children[number % len(children)], children[(number * 7 + 3) % len(children)]
    about_parent = {"item": parent[number % len(parent)], "is": ["much", "unsure"]}
    each_child = number % 3 != 0
    child_part = {"any": [{"item": own, "is": "much"}, {"item": other, "is": "unsure"}]}
    when: dict[str, Any] = {"all": [about_parent, child_part if each_child else {"any_child": child_part}]}
    if number % 9 == 8:
        when = {"all": [{"alert": f"R{number - 1:02}"}, {"age": {"under": 12}}]}
    return {
        "id": f"R{number:02}",
        "level": ("act_now", "discuss", "duty", "quality")[number % 4],
        "asked_of": "each_child" if each_child else "once",
        "when": when,
        "title": f"Rule {number}",
        "says": "{name} may need something today because of {parent}.",
        "first_actions": ["Phone now"],
    }


def _records() -> dict[str, Any]:
    def items(level: str, count: int) -> list[dict[str, Any]]:
        return [
            {"id": f"{level}.{n}", "kind": "text", "ask": f"What was done ({n})", "needed_for": "screening"}
            for n in range(count)
        ]

    return {"act_now": items("red", 12), "discuss": items("amber", 5), "duty": items("blue", 2), "quality": []}


def _criterion(number: int, choices: dict[str, list[str]], asked: list[dict[str, Any]]) -> dict[str, Any]:
    own = choices["each_child"][number % len(choices["each_child"])]
    return {
        "id": f"quality{number}",
        "title": f"Quality {number}",
        "each_child": True,
        "met_when": {"item": own, "answered": True},
        "shown_by": [own, asked[number % len(asked)]["id"]],
    }


def _recipients() -> dict[str, Any]:
    reader = {
        "id": "social-care",
        "title": "children's social care",
        "document_title": "Referral to children's social care",
        "contents": {"general": "all", "people": "all", "visit": "all"},
    }
    slots = ("asks", "sharing", "matters", "keep_doing", "safe_contact", "child_columns", "link_columns", "critical")
    front = {**{slot: [] for slot in slots}, "tonight": "red.0", "contacted": "red.1"}
    return {"content_groups": {"general": "Everything"}, "readers": [reader], "front_page": front}
