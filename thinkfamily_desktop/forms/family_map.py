"""The family map: who stands where, and which lines join them. Pure; the window and the page each draw it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from thinkfamily_desktop.domain.text import Words

Shape = Literal["square", "circle", "triangle", "diamond"]
Side = Literal["left", "right", "below"]

PARENT_KINDS = frozenset({
    "birth-parent", "parent", "step-parent", "adoptive-parent", "foster-carer", "kinship-carer", "special-guardian",
})  # fmt: skip
PARTNER_KINDS = frozenset({"partner", "spouse", "married", "civil-partner", "partner-of-parent"})
FORMER_KINDS = frozenset({"ex-partner", "former-partner", "separated", "divorced"})
SIBLING_KINDS = frozenset({"sibling", "half-sibling", "step-sibling"})
GRANDPARENT_KINDS = frozenset({"grandparent"})
_SHAPES: Mapping[str, Shape] = {"male": "square", "female": "circle"}

COUPLE = 1.5  # columns between two partners
GAP = 0.6  # columns between the children of one couple and those of the next
BESIDE = 0.7  # columns within which somebody would touch an outline about others
ROUNDS = 4  # of settling parents over children and children under parents


class MapPerson(NamedTuple):
    """A person as the map needs them; the position in the list stands for the person."""

    label: str  # "Tunde, 11"
    note: str = ""  # a second, quiet line
    sex: str = ""  # the option's code; anything but male and female is drawn as not known
    is_child: bool = False
    is_unborn: bool = False
    is_assessed: bool = False
    died: bool = False
    born: date | None = None  # orders children, eldest on the left


class MapRelationship(NamedTuple):
    """`person` is the `kind` of `other`; positions in the list of people."""

    person: int
    other: int
    kind: str


@dataclass(frozen=True, slots=True)
class MapSymbol:
    """One person on the map. `column` and `row` are the symbol's middle; row 0 is the topmost generation."""

    person: int
    shape: Shape
    column: float
    row: int
    assessed: bool
    died: bool
    label: str
    note: str
    side: Side  # where the label stands


@dataclass(frozen=True, slots=True)
class MapCouple:
    """Two people joined by a line; `level` is 0 on the symbols' own height, else how far below it passes."""

    left: int
    right: int
    former: bool
    level: int


@dataclass(frozen=True, slots=True)
class MapChildren:
    """Children hanging from one parent or from the middle of a couple's line."""

    parents: tuple[int, ...]
    children: tuple[int, ...]
    couple: int | None  # position in `couples`


@dataclass(frozen=True, slots=True)
class FamilyMap:
    """Everything that is drawn, and the same for a reader who cannot see it (`describe`)."""

    symbols: tuple[MapSymbol, ...]
    couples: tuple[MapCouple, ...]
    children: tuple[MapChildren, ...]
    household: tuple[tuple[int, ...], ...]  # outlines: the people within each; one where nobody else stands between
    columns: float
    rows: int

    def symbol(self, person: int) -> MapSymbol:
        """Where a person stands."""
        return next(symbol for symbol in self.symbols if symbol.person == person)


def lay_out(
    people: Sequence[MapPerson], relationships: Iterable[MapRelationship], household: Iterable[int]
) -> FamilyMap:
    """Places everybody. The same input gives the same map."""
    ties = _Ties(people, tuple(relationships))
    lives_here = frozenset(household)
    rows = _generations(people, ties)
    order = _order(people, ties, rows, lives_here)
    columns = _columns(ties, rows, order)
    first = min(rows.values(), default=0)
    leftmost = min(columns.values(), default=0.0)
    columns = {person: column - leftmost for person, column in columns.items()}
    rows = {person: row - first for person, row in rows.items()}
    couples = _couples(ties, rows, columns)
    families = _families(ties, rows, columns, couples)
    symbols = tuple(
        MapSymbol(
            index, _shape(person), columns[index], rows[index], person.is_assessed, person.died, person.label,
            person.note, _side(index, couples),
        )
        for index, person in enumerate(people)
    )  # fmt: skip
    outlines = _outlines(lives_here, rows, columns)
    return FamilyMap(
        symbols, couples, families, outlines, max(columns.values(), default=0.0) + 1, max(rows.values(), default=0) + 1
    )


def _shape(person: MapPerson) -> Shape:
    return "triangle" if person.is_unborn else _SHAPES.get(person.sex, "diamond")


class _Ties:
    """Who is whose parent, partner and sibling, each in the order they were given."""

    def __init__(self, people: Sequence[MapPerson], relationships: Sequence[MapRelationship]) -> None:
        self.parents: dict[int, list[int]] = {index: [] for index in range(len(people))}
        self.partners: dict[int, dict[int, bool]] = {index: {} for index in range(len(people))}  # and whether former
        self.siblings: list[tuple[int, int]] = []
        self.grandparents: list[tuple[int, int]] = []
        for person, other, kind in relationships:
            if kind in PARENT_KINDS and person not in self.parents[other]:
                self.parents[other].append(person)
            elif kind in PARTNER_KINDS or kind in FORMER_KINDS:
                former = kind in FORMER_KINDS
                self.partners[person][other] = self.partners[other][person] = former
            elif kind in SIBLING_KINDS:
                self.siblings.append((person, other))
            elif kind in GRANDPARENT_KINDS:
                self.grandparents.append((person, other))

    def children_of(self, parents: Iterable[int]) -> list[int]:
        """The children of exactly these parents."""
        wanted = set(parents)
        return [child for child, found in self.parents.items() if found and set(found) == wanted]

    def share_a_child(self, one: int, other: int) -> bool:
        """Whether these two are parents of the same child."""
        return any(one in parents and other in parents for parents in self.parents.values())


def _generations(people: Sequence[MapPerson], ties: _Ties) -> dict[int, int]:
    """Row 0 is the assessed adult's; children below, parents above. Who is tied to nobody goes by age alone."""
    steps: dict[int, list[tuple[int, int]]] = {index: [] for index in range(len(people))}

    def tie(a: int, b: int, down: int) -> None:
        steps[a].append((b, down))
        steps[b].append((a, -down))

    for child, parents in ties.parents.items():
        for parent in parents:
            tie(parent, child, 1)
    for person, partners in ties.partners.items():
        for other in partners:
            tie(person, other, 0)
    for a, b in ties.siblings:
        tie(a, b, 0)
    for grandparent, grandchild in ties.grandparents:
        tie(grandparent, grandchild, 2)
    starts = sorted(range(len(people)), key=lambda start: (not people[start].is_assessed, people[start].is_child))
    rows: dict[int, int] = {}
    for start in starts:
        if start in rows:
            continue
        rows[start] = int(people[start].is_child or people[start].is_unborn)
        waiting = [start]
        for person in waiting:
            for other, down in steps[person]:
                if other not in rows:
                    rows[other] = rows[person] + down
                    waiting.append(other)
    return rows


def _order(
    people: Sequence[MapPerson], ties: _Ties, rows: Mapping[int, int], household: frozenset[int]
) -> dict[int, list[int]]:
    """From left to right in each generation: couples side by side, and children in their parents' order, by age."""
    order: dict[int, list[int]] = {}
    for row in sorted(set(rows.values())):
        members = [index for index in range(len(people)) if rows[index] == row]
        above = {person: place for place, person in enumerate(order.get(row - 1, []))}

        def under(index: int, above: Mapping[int, int] = above) -> float:
            places = [above[parent] for parent in ties.parents[index] if parent in above]
            return sum(places) / len(places) if places else len(above)

        members.sort(
            key=lambda index: (
                under(index), index not in household, people[index].is_unborn, people[index].born or date.max, index,
            )
        )  # fmt: skip
        order[row] = _couples_together(people, ties, members)
    return order


def _couples_together(people: Sequence[MapPerson], ties: _Ties, members: Sequence[int]) -> list[int]:
    """Each person with their partners about them: the first on the left, the next on the right, and so on in turn."""
    placed: list[int] = []
    by_ties = sorted(members, key=lambda index: (not people[index].is_assessed, -len(ties.partners[index])))
    clusters: dict[int, list[int]] = {}
    taken: set[int] = set()
    for person in by_ties:
        if person in taken:
            continue
        cluster = [person]
        taken.add(person)
        partners = sorted(ties.partners[person], key=lambda other: ties.partners[person][other])
        for turn, partner in enumerate(other for other in partners if other in members and other not in taken):
            cluster.insert(0 if turn % 2 == 0 else len(cluster), partner)
            taken.add(partner)
        clusters[person] = cluster
    owner = {person: key for key, cluster in clusters.items() for person in cluster}
    for person in members:
        cluster = clusters.pop(owner[person], [])
        placed.extend(cluster)
    return placed


def _columns(ties: _Ties, rows: Mapping[int, int], order: Mapping[int, Sequence[int]]) -> dict[int, float]:
    """Settles each generation over the one below and under the one above, keeping the order and the distances."""
    columns: dict[int, float] = {}
    for members in order.values():
        for place, person in enumerate(members):
            before = members[place - 1]
            columns[person] = columns[before] + _apart(before, person, ties) if place else 0.0
    levels = sorted(order)
    for turn in range(ROUNDS):
        for row in levels if turn % 2 else reversed(levels):
            wishes = {person: _wish(person, ties, rows, columns, up=bool(turn % 2)) for person in order[row]}
            columns.update(_spread(order[row], wishes, ties))
    return columns


def _wish(person: int, ties: _Ties, rows: Mapping[int, int], columns: Mapping[int, float], *, up: bool) -> float:
    """Where a person would like to stand: under their parents, or over their children beside their partner."""
    if up:
        parents = [columns[parent] for parent in ties.parents[person] if rows[parent] < rows[person]]
        if not parents:
            return columns[person]
        siblings = sorted(columns[child] for child in ties.children_of(ties.parents[person]))
        middle = (siblings[0] + siblings[-1]) / 2
        return columns[person] + sum(parents) / len(parents) - middle
    children = [child for child, parents in ties.parents.items() if person in parents]
    if not children:
        return columns[person]
    centre = (min(columns[child] for child in children) + max(columns[child] for child in children)) / 2
    others = [columns[parent] for child in children for parent in ties.parents[child] if parent != person]
    if not others:
        return centre
    return centre + (COUPLE / 2 if columns[person] > sum(others) / len(others) else -COUPLE / 2)


def _spread(order: Sequence[int], wishes: Mapping[int, float], ties: _Ties) -> dict[int, float]:
    """The wishes, moved apart as little as their order and distances ask."""
    groups: list[tuple[list[int], list[float], float]] = []  # people, offsets from the first, wished first place
    for person in order:
        groups.append(([person], [0.0], wishes[person]))
        while len(groups) > 1:
            left, right = groups[-2], groups[-1]
            apart = _apart(left[0][-1], right[0][0], ties)
            if left[2] + left[1][-1] + apart <= right[2]:
                break
            shift = left[1][-1] + apart
            total = len(left[0]) + len(right[0])
            first = (left[2] * len(left[0]) + (right[2] - shift) * len(right[0])) / total
            groups[-2:] = [(left[0] + right[0], left[1] + [shift + offset for offset in right[1]], first)]
    return {
        person: first + offset
        for people, offsets, first in groups
        for person, offset in zip(people, offsets, strict=True)
    }


def _apart(left: int, right: int, ties: _Ties) -> float:
    if right in ties.partners[left] or ties.share_a_child(left, right):
        return COUPLE
    return 1.0 if ties.parents[left] == ties.parents[right] and ties.parents[left] else 1.0 + GAP


def _couples(ties: _Ties, rows: Mapping[int, int], columns: Mapping[int, float]) -> tuple[MapCouple, ...]:
    """Partners, and parents of the same child whether or not they are said to be partners."""
    pairs: dict[tuple[int, int], bool] = {}
    for person, partners in ties.partners.items():
        for other, former in partners.items():
            pairs[_from_left(person, other, columns)] = former
    for parents in ties.parents.values():
        for place, person in enumerate(parents):
            for other in parents[place + 1 :]:
                if rows[person] == rows[other]:
                    pairs.setdefault(_from_left(person, other, columns), True)
    levels: dict[int, int] = {}
    couples = []
    for (left, right), former in pairs.items():
        if rows[left] != rows[right]:
            continue
        between = any(
            rows[person] == rows[left] and columns[left] < column < columns[right] for person, column in columns.items()
        )
        level = levels[rows[left]] = levels.get(rows[left], 0) + 1 if between else 0
        couples.append(MapCouple(left, right, former, level))
    return tuple(couples)


def _from_left(one: int, other: int, columns: Mapping[int, float]) -> tuple[int, int]:
    return (one, other) if columns[one] <= columns[other] else (other, one)


def _families(
    ties: _Ties, rows: Mapping[int, int], columns: Mapping[int, float], couples: Sequence[MapCouple]
) -> tuple[MapChildren, ...]:
    """Each set of parents with their children; then brothers and sisters whose parents are not on the map."""
    of_couple = {frozenset((couple.left, couple.right)): index for index, couple in enumerate(couples)}
    found: dict[tuple[int, ...], list[int]] = {}
    for child, parents in ties.parents.items():
        above = tuple(sorted(parent for parent in parents if rows[parent] < rows[child]))
        if above:
            found.setdefault(above, []).append(child)
    families = [
        MapChildren(parents, tuple(sorted(children, key=columns.__getitem__)), of_couple.get(frozenset(parents)))
        for parents, children in found.items()
    ]
    together: list[set[int]] = []
    for one, other in ties.siblings:
        if ties.parents[one] or ties.parents[other] or rows[one] != rows[other]:
            continue
        joined = {one, other}.union(*(group for group in together if group & {one, other}))
        together = [group for group in together if not group & joined] + [joined]
    families += [MapChildren((), tuple(sorted(group, key=columns.__getitem__)), None) for group in together]
    return tuple(families)


def _side(person: int, couples: Sequence[MapCouple]) -> Side:
    """The side of the symbol that no line leaves from."""
    right = any(couple.left == person for couple in couples)
    left = any(couple.right == person for couple in couples)
    if right and left:
        return "below"
    if right:
        return "left"
    return "right"


def _outlines(
    household: frozenset[int], rows: Mapping[int, int], columns: Mapping[int, float]
) -> tuple[tuple[int, ...], ...]:
    """One outline about the household; one for each unbroken stretch where somebody else stands between them."""
    inside = sorted(household & set(columns), key=lambda person: (rows[person], columns[person]))
    if not inside:
        return ()
    left, right = (end(columns[person] for person in inside) for end in (min, max))
    top, bottom = (end(rows[person] for person in inside) for end in (min, max))
    strangers = [
        person for person, column in columns.items()
        if person not in household and left - BESIDE < column < right + BESIDE and top <= rows[person] <= bottom
    ]  # fmt: skip
    if not strangers:
        return (tuple(inside),)
    stretches: list[list[int]] = []
    for person in inside:
        last = stretches[-1][-1] if stretches else None
        if (
            last is not None
            and rows[last] == rows[person]
            and not any(
                rows[stranger] == rows[person] and columns[last] < columns[stranger] < columns[person]
                for stranger in strangers
            )
        ):
            stretches[-1].append(person)
        else:
            stretches.append([person])
    return tuple(map(tuple, stretches))


def describe(drawn: FamilyMap, words: Words, household_name: str = "") -> tuple[str, ...]:
    """The same map as sentences: everybody, how they are tied, and who lives together."""
    label = {symbol.person: symbol.label for symbol in drawn.symbols}
    said = [words.say("report.map_assessed", person=symbol.label) for symbol in drawn.symbols if symbol.assessed]
    said += [words.say("report.map_died", person=symbol.label) for symbol in drawn.symbols if symbol.died]
    for couple in drawn.couples:
        code = "report.map_former" if couple.former else "report.map_couple"
        said.append(words.say(code, one=label[couple.left], other=label[couple.right]))
    for family in drawn.children:
        children = join([label[child] for child in family.children], words)
        if family.parents:
            parents = join([label[parent] for parent in family.parents], words)
            count = len(family.children)
            said.append(words.say("report.map_children", count=count, children=children, parents=parents))
        else:
            said.append(words.say("report.map_siblings", people=children))
    tied = {person for couple in drawn.couples for person in (couple.left, couple.right)}
    tied |= {person for family in drawn.children for person in (*family.parents, *family.children)}
    alone = [symbol.label for symbol in drawn.symbols if symbol.person not in tied and not symbol.assessed]
    if alone:
        said.append(words.say("report.map_alone", people=join(alone, words)))
    living = join([label[person] for outline in drawn.household for person in outline], words)
    if living and household_name:
        said.append(words.say("report.map_household_at", people=living, place=household_name))
    elif living:
        said.append(words.say("report.map_household", people=living))
    return tuple(said)


def join(names: Sequence[str], words: Words) -> str:
    """Ann, Ben and Cal."""
    if len(names) < 2:
        return "".join(names)
    return words.say("report.and", first=", ".join(names[:-1]), last=names[-1])
