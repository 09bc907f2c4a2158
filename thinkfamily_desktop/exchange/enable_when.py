"""Conditions as enableWhen and back, wherever the two say exactly the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thinkfamily_desktop.domain.ids import ItemId
from thinkfamily_desktop.exchange.fhir import Json
from thinkfamily_desktop.forms.conditions import AllOf, Answered, AnyOf, Compare, Condition, HasRole, Is, IsNot, Not

VALUE_OF = {
    "yes_no": "answerBoolean",
    "choice": "answerCoding",
    "several": "answerCoding",
    "text": "answerString",
    "long_text": "answerString",
    "nhs_number": "answerString",
    "number": "answerDecimal",
    "date": "answerDate",
}
"""The kinds of item that enableWhen can compare as we do. A date known in part is not among them: FHIR leaves open
how it compares. `exists` can be asked of any kind."""

Limbs = list[Json]

ROLES = "role"
"""Among what may be read: the question that holds the roles of the person whom the repetition is about."""


@dataclass(frozen=True, slots=True)
class EnableWhen:
    """The limbs, and whether all or any of them must hold; with one limb it does not matter and is not said."""

    limbs: tuple[Json, ...]
    behaviour: str = "all"

    def written(self) -> Json:
        """The keys of an item."""
        behaviour = {"enableBehavior": self.behaviour} if len(self.limbs) > 1 else {}
        return {"enableWhen": list(self.limbs), **behaviour}


def written_condition(condition: Condition, readable: Mapping[str, str]) -> EnableWhen | None:
    """The condition as enableWhen; None when that cannot say it. `readable`: kinds of the items it may read there.

    FHIR knows one level of `all` or `any` and no negation, so a condition fits when it is one list of plain limbs.
    `not equal` is true of an unanswered question in both.
    """
    return _joined(condition, readable) or None


def _joined(condition: Condition, readable: Mapping[str, str]) -> EnableWhen | None:
    match condition:
        case AllOf((Compare(item, low, None), Not(Compare(same, least, most)))) if (item, low, low) == (
            same,
            least,
            most,
        ):
            return _strictly(item, ">", low, readable)
        case AllOf((Compare(item, None, high), Not(Compare(same, least, most)))) if (item, high, high) == (
            same,
            least,
            most,
        ):
            return _strictly(item, "<", high, readable)
        case AllOf(parts) | AnyOf(parts) if parts:
            behaviour = "all" if isinstance(condition, AllOf) else "any"
            written = [_joined(part, readable) for part in parts]
            found = [part for part in written if part is not None]
            if len(found) < len(written) or any(len(x.limbs) > 1 and x.behaviour != behaviour for x in found):
                return None
            return EnableWhen(tuple(limb for part in found for limb in part.limbs), behaviour)
        case Not(Is(item, values)):
            return _joined(IsNot(item, values), readable)
        case Not(IsNot(item, values)):
            return _joined(Is(item, values), readable)
        case Not(Answered(item, wanted)):
            return _joined(Answered(item, not wanted), readable)
        case Not(Not(part)):
            return _joined(part, readable)
        case HasRole(roles) if ROLES in readable:
            return _joined(Is(ItemId(readable[ROLES]), roles), readable)
        case Not(HasRole(roles)) if ROLES in readable:
            return _joined(IsNot(ItemId(readable[ROLES]), roles), readable)
        case Answered(item, wanted) if item in readable:
            return EnableWhen(({"question": item, "operator": "exists", "answerBoolean": wanted},))
        case Is(item, values) if _comparable(item, values, readable):
            return EnableWhen(tuple(_limb(item, "=", value, readable) for value in values), "any")
        case IsNot(item, values) if _comparable(item, values, readable):
            return EnableWhen(tuple(_limb(item, "!=", value, readable) for value in values), "all")
        case Compare(item, low, high) if low is not None and low == high and readable.get(item) in ("number", "date"):
            return EnableWhen((_limb(item, "=", low, readable),))
        case Not(Compare(item, low, high)) if (
            low is not None and low == high and readable.get(item) in ("number", "date")
        ):
            return EnableWhen((_limb(item, "!=", low, readable),))
        case Compare(item, low, high) if readable.get(item) in ("number", "date"):
            ends = [(">=", low), ("<=", high)]
            limbs = [_limb(item, sign, end, readable) for sign, end in ends if end is not None]
            return EnableWhen(tuple(limbs), "all") if limbs else None
        case _:
            return None


def _strictly(
    item: ItemId, operator: str, bound: Decimal | date | None, readable: Mapping[str, str]
) -> EnableWhen | None:
    if bound is None or readable.get(item) not in ("number", "date"):
        return None
    return EnableWhen((_limb(item, operator, bound, readable),))


def _comparable(item: ItemId, values: Sequence[str | bool], readable: Mapping[str, str]) -> bool:
    kind = readable.get(item, "")
    meant = bool if kind == "yes_no" else str
    return kind in VALUE_OF and kind not in ("number", "date") and all(isinstance(value, meant) for value in values)


def _limb(item: ItemId, operator: str, value: str | bool | Decimal | date, readable: Mapping[str, str]) -> Json:
    key = VALUE_OF[readable[item]]
    plain: object = value
    if key == "answerCoding":
        plain = {"code": value}
    elif isinstance(value, date):
        plain = value.isoformat()
    return {"question": item, "operator": operator, key: plain}


class NotThatWayError(ValueError):
    """An enableWhen that says something our conditions cannot, or nothing sensible. The message is a plain remedy."""


def read_condition(limbs: Sequence[Json], behaviour: str, kinds: Mapping[str, str]) -> Condition:
    """The condition that these limbs say.

    Raises:
        NotThatWayError: when a limb compares what cannot be compared, or in a way we have no word for.
    """
    parts = tuple(_read(limb, kinds) for limb in limbs)
    if len(parts) == 1:
        return parts[0]
    if behaviour == "all":
        return _one_item(parts, IsNot) or AllOf(parts)
    return _one_item(parts, Is) or AnyOf(parts)


def _one_item(parts: tuple[Condition, ...], node: type[Is] | type[IsNot]) -> Condition | None:
    """Several values of one question said together."""
    same = [part for part in parts if isinstance(part, node)]
    if len(same) < len(parts) or len({part.item for part in same}) > 1:
        return None
    return node(same[0].item, tuple(value for part in same for value in part.values))


def _read(limb: Json, kinds: Mapping[str, str]) -> Condition:
    item, operator = ItemId(limb["question"]), limb["operator"]
    kind = kinds[item]
    key, raw = next((key, value) for key, value in limb.items() if key.startswith("answer"))
    if operator == "exists":
        return Answered(item, raw)
    if kind in ("number", "date"):
        return _compared(item, operator, _bound(kind, key, raw))
    if kind not in VALUE_OF:
        raise NotThatWayError("Ask only whether it is answered: `exists`.")
    if key != VALUE_OF[kind]:
        raise NotThatWayError(f"Compare it with {VALUE_OF[kind]}.")
    if operator not in ("=", "!="):
        raise NotThatWayError("Such answers have no order: use =, != or exists.")
    value = raw.get("code") if isinstance(raw, dict) else raw
    if value is None or value == "":
        raise NotThatWayError("Say which code.")
    return Is(item, (value,)) if operator == "=" else IsNot(item, (value,))


def _bound(kind: str, key: str, raw: object) -> Decimal | date:
    if kind == "number" and key in ("answerDecimal", "answerInteger") and isinstance(raw, int | float | Decimal):
        return Decimal(str(raw))
    if kind == "date" and key == "answerDate" and isinstance(raw, str):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise NotThatWayError("Compare it with a whole day, as 2026-03-31.") from None
    raise NotThatWayError(f"Compare it with {VALUE_OF[kind]}.")


def _compared(item: ItemId, operator: str, bound: Decimal | date) -> Condition:
    equal = Compare(item, bound, bound)
    match operator:
        case "=":
            return equal
        case "!=":
            return Not(equal)
        case ">=":
            return Compare(item, at_least=bound)
        case "<=":
            return Compare(item, at_most=bound)
        case ">":
            return AllOf((Compare(item, at_least=bound), Not(equal)))
        case _:
            return AllOf((Compare(item, at_most=bound), Not(equal)))
