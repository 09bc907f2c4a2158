"""Page 1: is a child in danger now and who has been told, what is asked, who is who, how illness reaches each child."""

from collections.abc import Sequence
from dataclasses import dataclass

from thinkfamily_desktop.domain.answers import SourceKind
from thinkfamily_desktop.domain.wording import moment_in_words, nhs_number_in_words
from thinkfamily_desktop.forms import releases
from thinkfamily_desktop.forms.family_map import join
from thinkfamily_desktop.forms.releases import Line, Release, ReleasedGap
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker, ended
from thinkfamily_desktop.report.family_figure import family_figure
from thinkfamily_desktop.report.flow import Block, Columns, Group, NewPage
from thinkfamily_desktop.report.logo import Logo, beside
from thinkfamily_desktop.report.map_drawing import MapFigure
from thinkfamily_desktop.report.safety import Safety
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.text import Run, clean

MAP_SHARES = (1.3, 1.0)
AT_HOME = ("family-address",)  # the answer that somebody lives at the family's address
CHANGES = 6  # named on page 1; the rest are counted
BLANKS = 6  # lines of their own for what is simply not answered; more stand in one

PARTS = ("map", "matters", "links", "children", "missing")
"""What may stand on the page after, in the order in which it goes there: never safety, nor what is asked."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of setting page 1: the map across the page or beside what matters, and what goes over to the next."""

    beside: bool
    over: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Front:
    """Makes page 1, and the page after it of what no type size could hold there."""

    release: Release
    make: Maker
    sect: Elem
    way: Way
    logo: Logo | None = None

    def blocks(self) -> list[Block]:
        """Everything on it, in reading order."""
        over, beside = self.way.over, self.way.beside
        blocks = [*self._title(), *self._changed(), *Safety(self.release, self.make, self.sect).blocks()]
        blocks += self._ask_and_share()
        blocks += [] if "children" in over else self._children()
        blocks += [] if "map" in over or beside else self._map()
        blocks += [] if "links" in over else self._links()
        drawn: list[Block] = self._map() if beside and "map" not in over else []
        matters = [] if "matters" in over else self._matters()
        missing = [] if "missing" in over else self._missing()
        if drawn:
            blocks += _columns(drawn, [*matters, *missing], MAP_SHARES)
        else:
            blocks += _columns(matters, missing)
        if not over:
            return blocks
        rest = self._over()
        said = "; ".join(title for title, _ in rest)
        told = self.make.paragraph(self.sect.add("P"), self.say("goes_over", parts=said), self.make.body.bold())
        told.before = 8.0
        parts = [Group(part, before=14.0) if len(part) > 1 else part[0] for _, part in rest]
        return [*blocks, told, NewPage(), *parts]

    @staticmethod
    def is_legible(blocks: Sequence[Block]) -> bool:
        """Whether a map that stands beside other things has room for each name there."""
        return all(
            block.is_legible(wide)
            for columns in blocks if isinstance(columns, Columns)
            for stack, wide in zip(columns.columns, columns.widths(style.BODY_WIDTH), strict=True)
            for block in stack if isinstance(block, MapFigure)
        )  # fmt: skip

    def _over(self) -> list[tuple[str, list[Block]]]:
        """What stands on the next page, each part with its name. An empty one is not named."""
        making = {
            "children": ("children", self._children), "links": ("links", self._links),
            "missing": ("missing", self._missing), "matters": ("matters", self._matters),
            "map": ("goes_over_map", self._map),
        }  # fmt: skip
        parts = [
            (_lower_first(self.say(code)), make()) for part, (code, make) in making.items() if part in self.way.over
        ]
        return [(title, blocks) for title, blocks in parts if blocks]

    def say(self, code: str, /, **parameters: str | int) -> str:
        """One of our sentences."""
        return self.make.words.say(f"report.{code}", **parameters)

    # -- who, what, from whom

    def _title(self) -> list[Block]:
        release, make, sect = self.release, self.make, self.sect
        marking = make.paragraph(sect.add("P"), self.say("marking"), style.FURNITURE)
        identity = make.paragraph(sect.add("P"), self.identity(), style.FURNITURE)
        identity.right = True
        blocks: list[Block] = [Columns([[marking], [identity]], (1.0, 1.6))]
        if release.practice:
            blocks.append(make.paragraph(sect.add("P"), self.say("practice"), style.FURNITURE.bold(), before=1.0))
        title = make.heading(sect, 1, make.text(release.title))
        title.before = 5.0
        return [*blocks, beside(title, self.logo, make, sect), self._subtitle()]

    def identity(self) -> str:
        """Whose paper this is: name, NHS number, reference."""
        release = self.release
        whose = release.about if release.about is not None else _assessed(release)
        parts = []
        if whose is not None:
            person = release.people[whose]
            parts.append(person.full_name)
            if person.nhs_number:
                parts.append(self.say("nhs", number=nhs_number_in_words(person.nhs_number)))
        parts.append(self.say("reference", reference=release.reference))
        return " · ".join(parts)

    def _subtitle(self) -> Block:
        release, make = self.release, self.make
        when = moment_in_words(release.made, make.words)
        form = make.text(release.form_title)
        code = "subtitle_finished" if release.finished else "subtitle_unfinished"
        said = self.say(code, form=form, when=when, version=release.version, worker=self.sender())
        return make.paragraph(self.sect.add("P"), said, style.SUBTITLE)

    def sender(self) -> str:
        """The worker by name, role and team, with both numbers."""
        worker = self.release.worker
        who = ", ".join(part for part in (worker.name, worker.role, worker.team) if part)
        if worker.phone and worker.cover_phone:
            return self.say("from_worker", worker=who, phone=worker.phone, cover=worker.cover_phone)
        return self.say("from_worker_line", worker=who, phone=worker.phone) if worker.phone else ended(who)

    def _changed(self) -> list[Block]:
        """What is new or another since the version before, by name; what it says now stands in its place."""
        front, make = self.release.front, self.make
        if not front.changed:
            return []
        named = []
        for change in front.changed[:CHANGES]:
            label = make.text(change.label).rstrip(".:? ")
            about = self.release.people[change.about].name if change.about is not None else ""
            named.append(self.say("about", title=label, person=about) if about and about not in label else label)
        if len(front.changed) > CHANGES:
            named.append(self.say("changed_more", count=len(front.changed) - CHANGES))
        runs = [Run(clean(self.say("changed", version=front.since) + " "), make.body.bold())]
        runs.append(Run(clean(ended("; ".join(named))), make.body))
        return [make.paragraph(self.sect.add("P"), runs, make.body, before=4.0)]

    # -- asks, consent

    def _ask_and_share(self) -> list[Block]:
        front = self.release.front
        asks = self._stack("asks", (*front.asks, *front.keep_doing), lead=front.asks[:1])
        sharing = self._stack("sharing", (*front.sharing, *front.safe_contact))
        return _columns(asks, sharing)

    def _stack(self, code: str, lines: Sequence[Line], lead: Sequence[Line] = ()) -> list[Block]:
        """A heading with answers under it; the one it asks for needs no label of its own."""
        lines = [line for line in lines if line.values or line.gap is not None]
        if not lines:
            return []
        part = self.sect.add("Div")
        heading = self.make.heading(part, 2, self.say(code), style.HEADING_2)
        alone = len(lines) == 1
        return [heading, *(self._run_in(part, line, label=not alone and line not in lead) for line in lines)]

    def _run_in(self, parent: Elem, line: Line, *, label: bool = True) -> Block:
        """A question and its answer as one paragraph: the label bold, a confidence's condition after it."""
        make, body = self.make, self.make.body
        runs = []
        if label:
            said = self.say("run_in", label=make.text(line.label).rstrip(".:? "))
            runs.append(Run(clean(f"{said} "), body.bold()))
        answer = make.brief(line, weekday=True) or make.gap(line.gap, line.gap_note)
        runs.append(Run(ended(" ".join(clean(answer).split("\n"))) + " ", body))
        if line.source is SourceKind.PERSON and line.source_name:
            runs.append(Run(clean(self.say("said_by", person=line.source_name) + " "), body.quiet()))
        if line.condition:
            said = self.say("confidence", condition=line.condition)
            runs.append(Run(f"{ended(clean(said))} ", body.bold()))
        return make.paragraph(parent.add("P"), runs, body, before=3.0)

    # -- children, map

    def _children(self) -> list[Block]:
        """A row for each child; what is the same of all of them is said once beneath."""
        table, make = self.release.front.children, self.make
        if not table.rows:
            return []
        part = self.sect.add("Div")
        heading = make.heading(part, 2, self.say("children"), style.HEADING_2)
        alike = [index for index in range(len(table.columns)) if _alike(table, index)]
        same = [(make.text(table.columns[index]), table.rows[0][index]) for index in alike]
        address = self.release.front.address
        together = any(line is not None and line.codes == AT_HOME for _, line in same) and bool(address)
        once = [
            self.say("one_value", title=title, value=make.brief(line))
            for title, line in same
            if not together or line is None or line.codes != AT_HOME
        ]
        home = [self.say("one_value", title=make.text(line.label), value=make.brief(line)) for line in address]
        if together:
            home = [self.say("all_live_at", address=", ".join(map(make.brief, address)))]
        kept = [index for index in range(len(table.columns)) if index not in alike]
        rows = tuple(tuple(cells[index] for index in kept) for cells in table.rows)
        shorter = releases.Table(tuple(table.columns[index] for index in kept), rows, table.about)
        blocks = [heading, self._table(part, shorter, full_names=True)]
        said = [*([self.say("all_children"), *once] if once else []), *home]
        if said:
            blocks.append(make.paragraph(part.add("P"), " ".join(said), make.small, before=2.0))
        return blocks

    def _table(self, parent: Elem, table: releases.Table, *, full_names: bool = False) -> Block:
        """A table with whom each row is about in its first column; what no row fills is no column."""
        make, people = self.make, self.release.people
        rows = [
            [self._cell(cell, about) for cell in cells] for cells, about in zip(table.rows, table.about, strict=True)
        ]
        filled = [index for index in range(len(table.columns)) if any(cells[index] for cells in rows)]
        titles = [make.text(table.columns[index]) for index in filled]
        rows = [[cells[index] for index in filled] for cells in rows]
        if not titles:
            names = [people[about].full_name for about in table.about if about is not None]
            return make.paragraph(parent.add("P"), ended(join(names, make.words)), make.body, before=3.0)
        if any(about is not None for about in table.about):
            titles.insert(0, self.say("name" if full_names else "child"))
            for cells, about in zip(rows, table.about, strict=True):
                named = people[about] if about is not None else None
                cells.insert(0, "" if named is None else named.full_name if full_names else named.name)
        return make.table(parent, titles, rows)

    def _cell(self, cell: Line | None, about: int | None) -> str:
        """A cell in one line; the day on which a child was born with how old that makes them."""
        said = self.make.brief(cell, weekday=True)
        person = self.release.people[about] if about is not None else None
        if cell is None or person is None or person.is_unborn or cell.values != (person.born,):
            return said
        age = person.label.removeprefix(person.name).strip(", ")
        return self.say("born_aged", born=said, age=age) if age else said

    def _map(self) -> list[Block]:
        figure = family_figure(self.release, self.make, self.sect)
        return [] if figure is None else [figure]

    def _links(self) -> list[Block]:
        table = self.release.front.links
        if not table.rows:
            return []
        part = self.sect.add("Div")
        heading = self.make.heading(part, 2, self.say("links"), style.HEADING_2)
        return [heading, self._table(part, table)]

    # -- what matters, what is missing

    def _matters(self) -> list[Block]:
        return self._stack("matters", self.release.front.matters)

    def _missing(self) -> list[Block]:
        if not self.release.front.missing:
            return []
        part = self.sect.add("Div")
        heading = self.make.heading(part, 2, self.say("missing"), style.HEADING_2)
        listed = part.add_list()
        gaps: list[Block] = [
            self.make.paragraph(listed.add("LI").add("LBody"), line, self.make.body, before=2.0)
            for line in self._gap_lines()
        ]
        return [heading, *gaps]

    def _gap_lines(self) -> list[str]:
        """A line for each; what is simply not answered yet stands in one line when it is much."""
        missing = self.release.front.missing
        blank = [gap for gap in missing if gap.gap is None and not gap.note]
        if len(blank) <= BLANKS:
            return [self.gap(gap) for gap in missing]
        about: dict[str, list[str]] = {}
        for gap in blank:
            label, name = self._label(gap)
            about.setdefault(label, []).extend([name] if name else [])
        named = [f"{label} ({', '.join(names)})" if names else label for label, names in about.items()]
        why = self.make.gap(None)
        return [*(self.gap(gap) for gap in missing if gap not in blank),
                self.say("gap_line", label=why, why=ended("; ".join(named)))]  # fmt: skip

    def gap(self, gap: ReleasedGap) -> str:
        """A gap in one line: what, about whom, why."""
        label, name = self._label(gap)
        why = _lower_first(self.make.gap(gap.gap, gap.note))
        if not name:
            return self.say("gap_line", label=label, why=why)
        return self.say("gap_line_about", label=label, person=name, why=why)

    def _label(self, gap: ReleasedGap) -> tuple[str, str]:
        """What was asked, and about whom where that does not say so."""
        label = self.make.text(gap.label).rstrip(".:? ")
        name = self.release.people[gap.about].name if gap.about is not None else ""
        return label, "" if name in label else name


def _alike(table: releases.Table, index: int) -> bool:
    """Whether a column says the same of each of several children."""
    cells = [cells[index] for cells in table.rows]
    first = cells[0]
    return len(cells) > 1 and first is not None and all(
        cell is not None and (cell.values, cell.gap, cell.gap_note) == (first.values, first.gap, first.gap_note)
        for cell in cells
    )  # fmt: skip


def _assessed(release: Release) -> int | None:
    return next((index for index, person in enumerate(release.people) if person.is_assessed), None)


def _columns(left: list[Block], right: list[Block], shares: tuple[float, float] = (1.0, 1.0)) -> list[Block]:
    """Two stacks side by side; one alone takes the whole width."""
    if left and right:
        return [Columns([left, right], shares, before=9.0)]
    alone = left or right
    return [Group(alone, before=10.0)] if alone else []


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
