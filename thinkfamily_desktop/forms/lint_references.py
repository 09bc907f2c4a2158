"""Lint of what names something else outside conditions: rules, criteria, readers, page 1, the register."""

from collections.abc import Iterable, Iterator

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.forms.form_set import FormSet, Place, PlacedItem
from thinkfamily_desktop.forms.model import (
    Calculate,
    ChoiceItem,
    DateItem,
    FrontPage,
    NhsNumberItem,
    PartialDateItem,
    PersonItem,
    RowsItem,
    SeveralItem,
    YesNoItem,
)
from thinkfamily_desktop.forms.problems import FormProblem, did_you_mean

_REGISTER_KINDS: dict[str, tuple[type, ...]] = {
    "roles": (SeveralItem,),
    "born": (PartialDateItem,),
    "due": (DateItem, PartialDateItem),
    "sex": (ChoiceItem,),
    "lives_with": (ChoiceItem,),
    "nhs_number": (NhsNumberItem,),
    "assessed": (PersonItem,),
    "relationships": (RowsItem,),
    "relationship_from": (PersonItem,),
    "relationship_to": (PersonItem,),
    "relationship_kind": (ChoiceItem,),
}
_ACCOUNTS_BESIDE_ROLES = frozenset({"assessed", "subject"})


def reference_problems(form_set: FormSet) -> Iterator[FormProblem]:
    """Every name that leads nowhere, and every one that leads to the wrong sort of thing."""
    look = _Look(form_set)
    yield from look.rules()
    yield from look.criteria()
    yield from look.front_page()
    yield from look.register()
    yield from look.content()
    yield from look.items_themselves()
    yield from look.sections()


class _Look:
    def __init__(self, form_set: FormSet) -> None:
        self._set = form_set
        self._shared = form_set.any_form
        self._items: dict[str, PlacedItem] = {}
        for placed in form_set.items():
            self._items.setdefault(placed.item.id, placed)
        roles = self._items.get(self._shared.people.register_items.roles)
        self._roles: set[str] = set()
        if roles and isinstance(roles.item, ChoiceItem | SeveralItem):
            options = roles.item.options or self._shared.lists.get(roles.item.list or "", ())
            self._roles = {option.code for option in options}

    def rules(self) -> Iterator[FormProblem]:
        levels: dict[Level, Place] = {}
        for rule, place in self._set.rules():
            yield from self._known(rule.script, place.at("script"))
            for level in (rule.level, *(other.level for other in rule.levels)):
                levels.setdefault(level, place.at("level"))
        for level, place in levels.items():
            if level in (Level.ACT_NOW, Level.DISCUSS) and not self._shared.rules.records.get(level):
                says = f"Alerts of level {level.value} have no action record, so none could ever be complete."
                yield place.error(says, f"Add `{level.value}:` under `records:` with the items of its record.")

    def criteria(self) -> Iterator[FormProblem]:
        for position, criterion in enumerate(self._shared.criteria):
            there = self._set.place("criteria.yaml", "criteria", position, "shown_by")
            yield from self._known(criterion.shown_by, there)

    def front_page(self) -> Iterator[FormProblem]:
        front: FrontPage = self._shared.recipients.front_page
        start = self._set.place("recipients.yaml", "front_page")
        slots = ("asks", "sharing", "matters", "keep_doing", "safe_contact", "critical")
        for slot in (*slots, "safety", "until_next", "parent_until_next", "address"):
            yield from self._known(getattr(front, slot), start.at(slot))
        for position, each in enumerate(front.set_aside):
            yield from self._known((each.item, *each.why), start.at("set_aside", position))
        for name, sheet in self._shared.recipients.sheets.items():
            yield from self._known(sheet.needs, self._set.place("recipients.yaml", "sheets", name, "needs"))
            for position, part in enumerate(sheet.parts):
                yield from self._known(
                    (*part.items, *part.columns), self._set.place("recipients.yaml", "sheets", name, "parts", position)
                )
        for slot in ("child_columns", "link_columns"):
            for position, column in enumerate(getattr(front, slot)):
                yield from self._known(column.items, start.at(slot, position, "items"))
        for slot in ("tonight", "contacted"):
            yield from self._of_kind(getattr(front, slot), (RowsItem,), start.at(slot))

    def register(self) -> Iterator[FormProblem]:
        register = self._shared.people.register_items
        start = self._set.place("people.yaml", "register_items")
        for name in type(register).model_fields:
            value = getattr(register, name)
            if name in ("child_roles", "adult_roles"):
                yield from self._known_roles(value, start.at(name))
            elif name == "unborn_role":
                yield from self._known_roles((value,), start.at(name))
            elif name == "at_home":
                continue
            elif name == "protected_by":
                for item, by in value.items():
                    yield from self._known((item,), start.at(name, item))
                    yield from self._of_kind(by, (YesNoItem,), start.at(name, item))
            elif value is not None:
                yield from self._of_kind(value, _REGISTER_KINDS.get(name, (object,)), start.at(name))
        for name, form in self._set.forms.items():
            pages = [page.id for page in form.pages]
            if self._shared.people.page not in pages:
                remedy = did_you_mean(self._shared.people.page, pages) or "Name one of its pages."
                says = f"The form {name!r} has no page {self._shared.people.page!r} for the register."
                yield self._set.place("people.yaml", "page").error(says, remedy)

    def content(self) -> Iterator[FormProblem]:
        groups = self._shared.recipients.content_groups
        for name, form in self._set.forms.items():
            for page in form.pages:
                yield from _known_group(page.content, groups, self._set.page_place(name, page).at("content"))
        for placed in self._set.items():
            if placed.item.content:
                yield from _known_group(placed.item.content, groups, placed.place.at("content"))
            elif placed.home != "page" and placed.rows is None:
                says = f"{placed.item.id} belongs to no content group, so no reader would have it."
                yield placed.place.error(says, f"Add `content:`, one of: {', '.join(groups)}.")
        for position, reader in enumerate(self._shared.recipients.readers):
            there = self._set.place("recipients.yaml", "readers", position, "contents")
            for group in reader.contents:
                yield from _known_group(group, groups, there.at(group))
            if left_out := [group for group in groups if group not in reader.contents]:
                says = f"Nothing is said of {', '.join(left_out)} for the reader {reader.id}."
                yield there.advice(says, "Say all, about, child_safety or none.")

    def items_themselves(self) -> Iterator[FormProblem]:
        for placed in self._set.items():
            item, place = placed.item, placed.place
            if isinstance(item, PersonItem):
                yield from self._known_roles(item.roles, place.at("roles"))
            yield from self._known_roles([role for role in item.accounts if role not in _ACCOUNTS_BESIDE_ROLES], place)
            if placed.home in ("person", "family") and placed.rows is None and item.held_by != "family":  # cells follow
                yield place.error(f"{item.id} is part of the register but not held by it.", "Add `held_by: family`.")
            if stray := [gap.value for gap in item.gap_note if gap not in item.gaps]:
                says = f"{item.id} wants a note for gaps it does not offer: {', '.join(stray)}."
                yield place.at("gap_note").error(says, "Take them out, or add them to `gaps`.")
            must_be_known = item.calculate is not None or item.id == self._shared.people.register_items.assessed
            if item.needed_for != "never" and not item.gaps and not must_be_known and placed.home != "record":
                says = f"{item.id} must be answered and offers no gap."
                yield place.at("gaps").advice(says, "Offer at least one honest way out, such as not-known.")
            if item.calculate is not None:
                yield from self._calculation(item.calculate, place.at("calculate"))

    def _calculation(self, sums: Calculate, place: Place) -> Iterator[FormProblem]:
        ways = [way for way in ("age_at", "count_people", "count_rows") if getattr(sums, way) is not None]
        if len(ways) != 1:
            yield place.error("A value is worked out in one way.", "Give one of age_at, count_people, count_rows.")
        if sums.age_at not in (None, "now"):
            yield from self._of_kind(str(sums.age_at), (DateItem, PartialDateItem), place.at("age_at"))
        if sums.count_rows is not None:
            yield from self._of_kind(sums.count_rows, (RowsItem,), place.at("count_rows"))

    def sections(self) -> Iterator[FormProblem]:
        for name, form in self._set.forms.items():
            for page in form.pages:
                for position, section in enumerate(page.sections):
                    there = self._set.page_place(name, page).at("sections", position)
                    if section.asked_of == "chosen" and section.chosen_by is None:
                        yield there.error("The section does not say who is chosen.", "Add `chosen_by:` a condition.")
                    if section.asked_of != "chosen" and section.chosen_by is not None:
                        remedy = "Write `asked_of: chosen`, or take `chosen_by` away."
                        yield there.at("chosen_by").error("`chosen_by` does nothing here.", remedy)

    def _known(self, items: Iterable[str], place: Place) -> Iterator[FormProblem]:
        for position, item in enumerate(items):
            if item not in self._items:
                remedy = f"{did_you_mean(item, self._items)} Correct it, or add that item.".strip()
                yield place.at(position).error(f"There is no item {item!r}.", remedy)

    def _of_kind(self, item: str, kinds: tuple[type, ...], place: Place) -> Iterator[FormProblem]:
        if item not in self._items:
            yield from self._known((item,), place)
        elif not isinstance(self._items[item].item, kinds):
            meant = " or ".join(_kind_name(kind) for kind in kinds)
            yield place.error(f"{item} is of another kind than is meant here.", f"Name an item of kind {meant}.")

    def _known_roles(self, roles: Iterable[str], place: Place) -> Iterator[FormProblem]:
        for role in roles:
            if role not in self._roles:
                remedy = did_you_mean(role, self._roles) or f"The roles: {', '.join(sorted(self._roles))}."
                yield place.error(f"There is no role {role!r}.", remedy)


def _kind_name(kind: type) -> str:
    fields = getattr(kind, "model_fields", {})
    return str(fields["kind"].annotation.__args__[0]) if "kind" in fields else "any"


def _known_group(group: str, groups: Iterable[str], place: Place) -> Iterator[FormProblem]:
    known = list(groups)
    if group not in known:
        remedy = f"{did_you_mean(group, known)} The groups: {', '.join(known)}.".strip()
        yield place.error(f"There is no content group {group!r}.", remedy)
