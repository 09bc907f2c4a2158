"""Whether an item of a Questionnaire shows for a response, worked out from FHIR alone and not by our engine."""

from collections.abc import Iterator
from decimal import Decimal

from thinkfamily_desktop.exchange.fhir import Json


class Answered:
    """The answers of a response, found as FHIR says: the nearest, first around the item, then anywhere."""

    def __init__(self, response: Json) -> None:
        self._response = response

    def to(self, question: str, around: tuple[Json, ...]) -> list[object]:
        """The values given to this question; a gap is an answer without a value, and so is none."""
        for holder in (*reversed(around), self._response):
            found = [values for link, values in _inside(holder) if link == question]
            if found:
                return found[0]
        return []


def _inside(holder: Json) -> Iterator[tuple[str, list[object]]]:
    for item in holder.get("item", ()):
        answers = item.get("answer", ())
        values = [value for answer in answers for key, value in answer.items() if key.startswith("value")]
        if answers:
            yield item["linkId"], values
        yield from _inside(item)
        for answer in answers:
            yield from _inside(answer)


def shows(item: Json, answered: Answered, around: tuple[Json, ...] = ()) -> bool:
    """Whether the item's own enableWhen holds. What stands around it is asked for on the way there."""
    limbs = item.get("enableWhen", [])
    held = [_holds(limb, answered.to(limb["question"], around)) for limb in limbs]
    return not held or (any(held) if item.get("enableBehavior") == "any" else all(held))


def _holds(limb: Json, values: list[object]) -> bool:
    operator = limb["operator"]
    wanted = next(value for key, value in limb.items() if key.startswith("answer"))
    if operator == "exists":
        return bool(values) is wanted
    said = [_comparable(value) for value in values]
    bound = _comparable(wanted)
    match operator:
        case "=":
            return bound in said
        case "!=":
            return bound not in said
        case ">":
            return any(value > bound for value in said)  # type: ignore[operator]
        case "<":
            return any(value < bound for value in said)  # type: ignore[operator]
        case ">=":
            return any(value >= bound for value in said)  # type: ignore[operator]
        case _:
            return any(value <= bound for value in said)  # type: ignore[operator]


def _comparable(value: object) -> object:
    if isinstance(value, dict):
        return value.get("code")
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return Decimal(str(value))
    return value
