"""Makes blocks and their elements together, so that what is drawn and what is read aloud are one thing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import groupby

from thinkfamily_desktop.domain.answers import Gap, PartialDate, SourceKind
from thinkfamily_desktop.domain.text import Text, Words
from thinkfamily_desktop.domain.wording import (
    day_in_words,
    moment_in_words,
    nhs_number_in_words,
    number_in_words,
    partial_in_words,
    time_in_words,
)
from thinkfamily_desktop.forms.family_map import join
from thinkfamily_desktop.forms.releases import Line, Printable
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.column_widths import fewest_lines
from thinkfamily_desktop.report.flow import Block, Heading, Paragraph
from thinkfamily_desktop.report.stacked_rows import sit_side_by_side, stacked
from thinkfamily_desktop.report.structure import Elem, Tag
from thinkfamily_desktop.report.style import TextStyle
from thinkfamily_desktop.report.tables import GAP, Row, Table, row
from thinkfamily_desktop.report.text import Run, Setter, clean, lines_of

ANSWER_SHARES = (17.0, 83.0)  # who said it; what they said
SHORT_ANSWER = 90  # letters of an answer that others may follow in the same paragraph
WIDEST_WORD = 110.0  # points that a column grants to one long word
WIDEST_COLUMN = 260.0  # points of a line that a column would like to keep whole
HEADING_STYLES = {1: style.TITLE, 2: style.CHAPTER, 3: style.HEADING_2, 4: style.HEADING_2}
_HEADING_TAGS: dict[int, Tag] = {1: "H1", 2: "H2", 3: "H3", 4: "H4"}
_ENDS = (".", "!", "?", "…")

GAP_CODES = {
    Gap.NOT_ASKED: "report.gap_not_asked",
    Gap.DECLINED: "report.gap_declined",
    Gap.NOT_KNOWN: "report.gap_not_known",
    Gap.NOT_APPLICABLE: "report.gap_not_applicable",
    None: "report.gap_unanswered",
}
_SOURCE_CODES = {
    SourceKind.SEEN: "report.source_seen",
    SourceKind.RECORD: "report.source_record",
    SourceKind.SERVICE: "report.source_service",
    SourceKind.MY_VIEW: "report.source_my_view",
}


@dataclass(slots=True)
class Maker:
    """Makes the blocks of one document in one language."""

    setter: Setter
    words: Words
    body: TextStyle = style.BODY
    small: TextStyle = style.SMALL  # in tables
    _headings: int = field(default=0)

    def smaller(self, body: TextStyle, small: TextStyle) -> "Maker":
        """The same with type a little smaller, for a first page that would else not hold what it must."""
        return Maker(self.setter, self.words, body, small)

    # -- values in words

    def text(self, text: Text) -> str:
        """A label in the language of the document."""
        return self.words.text(text)

    def printed(self, value: Printable, *, weekday: bool = False) -> str:
        """A value as people read it."""
        match value:
            case str():
                return value
            case Text():
                return self.text(value)
            case bool():
                return self.words.say("report.yes" if value else "report.no")
            case Decimal():
                return number_in_words(value)
            case datetime():
                return moment_in_words(value, self.words, weekday=weekday, long=False)
            case date():
                return day_in_words(value, self.words, weekday=weekday)
            case time():
                return time_in_words(value)
            case PartialDate():
                return partial_in_words(value, self.words)

    def gap(self, gap: Gap | None, note: str = "") -> str:
        """A gap and its reason."""
        said = self.words.say(GAP_CODES[gap])
        return self.words.say("report.gap_why", gap=said, why=note) if note else said

    def answer(self, line: Line, *, weekday: bool = False) -> list[str]:
        """What an answer says, a paragraph each; exact words stand between quotation marks."""
        if not line.values:
            return [self.gap(line.gap, line.gap_note)] if line.gap is not None else []
        said = [self.printed(value, weekday=weekday) for value in line.values]
        if line.item.endswith("nhs_number"):
            said = [nhs_number_in_words(number) for number in said]
        paragraphs = lines_of(self.words.say("report.and_then").join(said) if len(said) > 1 else said[0])
        if line.exact_words and paragraphs and not _is_quoted(paragraphs):
            paragraphs = [f"“{paragraph}" for paragraph in paragraphs]
            paragraphs[-1] += "”"
        return paragraphs

    def brief(self, line: Line | None, *, weekday: bool = False) -> str:
        """The same in one line, for the cell of a table."""
        return "" if line is None else " ".join(self.answer(line, weekday=weekday))

    def heard(self, line: Line) -> str:
        """Who said it, or how it is known, and on which day."""
        parts = []
        if line.source is SourceKind.PERSON:
            parts.append(line.source_name or self.words.say("report.source_person"))
        elif line.source is not None:
            said = self.words.say(_SOURCE_CODES[line.source])
            named = line.source_name
            parts.append(self.words.say("report.source_named", source=said, name=named) if named else said)
        elif line.source_name:
            parts.append(line.source_name)
        if line.said_on is not None:
            if not parts:
                parts.append(self.words.say("report.noted_by_worker"))
            parts.append(day_in_words(line.said_on, self.words))
        return ", ".join(parts)

    def source(self, line: Line) -> str:
        """The same with when it happened."""
        heard = self.heard(line)
        if line.happened is None:
            return heard
        when = self.words.say("report.happened", when=partial_in_words(line.happened, self.words))
        return ", ".join(part for part in (heard, when) if part)

    # -- blocks

    def paragraph(
        self, elem: Elem, runs: str | Sequence[Run], how: TextStyle, *, before: float = 0.0, keep: bool = False
    ) -> Paragraph:
        """Words that are the whole content of an element."""
        made = (Run(" ".join(lines_of(runs)), how),) if isinstance(runs, str) else tuple(runs)
        return Paragraph(self.setter, elem, made, how, before, keep)

    def paragraphs(self, parent: Elem, texts: Sequence[str], how: TextStyle, *, before: float = 0.0) -> list[Block]:
        """A paragraph for each text."""
        return [
            self.paragraph(parent.add("P"), text, how, before=before if index == 0 else 3.0)
            for index, text in enumerate(texts)
        ]

    def heading(self, parent: Elem, level: int, title: str, how: TextStyle | None = None, *, key: str = "") -> Heading:
        """A heading that the outline lists."""
        self._headings += 1
        how = how or HEADING_STYLES[level]
        title = " ".join(lines_of(title))
        paragraph = self.paragraph(parent.add(_HEADING_TAGS[level]), title, how)
        return Heading(paragraph, level, title, key or f"h{self._headings}", before=how.size * 1.02)

    def table(
        self,
        parent: Elem,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        before: float = 2.0,
    ) -> Table:
        """A table whose first cells speak for their rows."""
        widths = self._columns(columns, rows)
        table = parent.add("Table")
        heads = table.add("TR")
        header = row(
            [[self.paragraph(heads.add_header("Column"), title, self.small.bold())] for title in columns], widths
        )
        body = []
        for texts in rows:
            line = table.add("TR")
            cells: list[list[Block]] = []
            for index, text in enumerate(texts):
                speaks = index == 0
                cell = line.add_header("Row") if speaks else line.add("TD")
                cells.append(self._cell(cell, text, self.small.bold() if speaks else self.small))
            body.append(row(cells, widths))
        return Table(header, body, before=before)

    def _columns(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
        """The widths of columns, in points, on a page of the usual width."""
        bold = self.small.bold()
        space = self.setter.width(" ", bold)
        # in the order of the page: fonts are cut to what they are asked for, in the order in which they are asked
        every = dict.fromkeys(word for cells in (titles, *rows) for text in cells for word in text.split())
        known = {word: self.setter.width(word, bold) for word in every}
        measured = [[tuple(known[word] for word in text.split()) for text in texts] for texts in (titles, *rows)]
        mins, wants = [], []
        for cells in zip(*measured, strict=True):
            longest = min(max((word for words in cells for word in words), default=space), WIDEST_WORD) + 0.5
            widest = max(sum(words) + space * len(words) for words in cells)
            mins.append(longest)
            wants.append(max(min(widest, WIDEST_COLUMN), longest))
        return fewest_lines(style.BODY_WIDTH - GAP * (len(titles) - 1), mins, wants, measured, space)

    def _longest_words(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
        """How wide the longest word of each column is, in points."""
        bold = self.small.bold()
        columns = zip(titles, *rows, strict=True)
        return [
            max((self.setter.width(word, bold) for text in texts for word in text.split()), default=0.0)
            for texts in columns
        ]

    def _cell(self, cell: Elem, text: str, how: TextStyle) -> list[Block]:
        paragraphs = lines_of(text)
        if len(paragraphs) == 1:
            return [self.paragraph(cell, paragraphs[0], how)]
        return self.paragraphs(cell, paragraphs, how)

    # -- questions and answers

    def answers(
        self, parent: Elem, lines: Sequence[Line], *, weekday: bool = False, sources: bool = True
    ) -> list[Block]:
        """Questions with their answers; who said them, and when, stands once beside what they said."""
        blocks: list[Block] = []
        rows: list[Row] = []
        for line, group in _by_kind(lines, self.heard if sources else lambda _: ""):
            if line is not None:
                if rows:
                    blocks.append(Table(None, rows))
                rows = []
                blocks.extend(self._rows_answer(parent, line, weekday=weekday))
                continue
            rows.append(
                self._told(parent.add("Div"), group, weekday=weekday, sources=sources and bool(self.heard(group[0])))
            )
        if rows:
            blocks.append(Table(None, rows))
        return blocks

    def _told(self, part: Elem, lines: Sequence[Line], *, weekday: bool, sources: bool) -> Row:
        """What one person said on one day: short answers run on, a longer one has a paragraph of its own."""
        beside: list[Block] = [self.paragraph(part.add("P"), self.heard(lines[0]), style.SOURCE)] if sources else []
        paragraphs: list[Block] = []
        short: list[Run] = []

        def run_on() -> None:
            if short:
                paragraphs.append(self.paragraph(part.add("P"), list(short), self.body, before=2.5))
                short.clear()

        for line in lines:
            said = self.answer(line, weekday=weekday)
            if len(said) < 2 and sum(map(len, said)) <= SHORT_ANSWER and not line.condition:
                short += self.run_in(line, said)
                continue
            run_on()
            paragraphs.append(self.paragraph(part.add("P"), self.run_in(line, said[:1]), self.body, before=2.5))
            paragraphs += self.paragraphs(part, said[1:], self.body, before=2.5)
            paragraphs[-1].keep_with_next = bool(line.condition)  # on another page it would be read without it
            paragraphs += self._condition(part, line)
        run_on()
        if not sources:
            return row([paragraphs], (100.0,))
        told = row([beside, paragraphs], ANSWER_SHARES)
        told.said_again = True
        return told

    def run_in(self, line: Line, said: Sequence[str]) -> list[Run]:
        """A question in bold and its answer after it."""
        asked = self._label(self.text(line.label))
        answer = " ".join(said)
        if line.happened is not None:
            when = self.words.say("report.happened", when=partial_in_words(line.happened, self.words))
            answer = f"{answer} ({when})"
        return [Run(clean(f"{asked} "), self.body.bold()), Run(f"{clean(ended(answer))}  ", self.body)]

    def _condition(self, body: Elem, line: Line) -> list[Block]:
        if not line.condition:
            return []
        said = self.words.say("report.confidence", condition=line.condition)
        return [self.paragraph(body.add("P"), said, self.body.bold(), before=1.0)]

    def _rows_answer(self, parent: Elem, line: Line, *, weekday: bool) -> list[Block]:
        """An answer that is a table: its question above it, with who said it."""
        part = parent.add("Div")
        asked = [Run(clean(f"{self.text(line.label)}  "), self.body.bold())]
        if heard := self.heard(line):
            asked.append(Run(clean(heard), style.SOURCE))
        blocks: list[Block] = [self.paragraph(part.add("P"), asked, self.body, before=6.0, keep=True)]
        if line.rows:
            titles, rows = self._filled(line, weekday=weekday)
            if sit_side_by_side(self._longest_words(titles, rows), rows):
                blocks.append(self.table(part, titles, rows))
            else:
                blocks += stacked(self.paragraph, part, titles, rows, self._label, self.body)
        else:
            blocks.extend(self.paragraphs(part, self.answer(line) or [self.gap(line.gap, line.gap_note)], self.body))
        return blocks + self._condition(part, line)

    def rows_table(self, parent: Elem, line: Line, *, weekday: bool = False, before: float = 2.0) -> Table:
        """The rows of an answer as a table."""
        titles, rows = self._filled(line, weekday=weekday)
        return self.table(parent, titles, rows, before=before)

    def _label(self, title: str) -> str:
        return self.words.say("report.run_in", label=title.rstrip(".:? "))

    def _filled(self, line: Line, *, weekday: bool) -> tuple[list[str], list[list[str]]]:
        """Titles and rows. Columns that no row fills are left out; rows that differ in one name alone are one."""
        texts = [[self.brief(cell, weekday=weekday) for cell in cells] for cells in line.rows]
        used = [index for index in range(len(line.columns)) if any(index < len(r) and r[index] for r in texts)]
        titles = [self.text(line.columns[index]) for index in used]
        filled = [[cells[index] if index < len(cells) else "" for index in used] for cells in texts]
        names = [
            place
            for place, index in enumerate(used)
            if all(index < len(cells) and cells[index].kind == "person" for cells in line.rows)
        ]
        return titles, self.joined(filled, names)

    def joined(self, rows: Sequence[list[str]], names: Sequence[int]) -> list[list[str]]:
        """Rows that differ from the one above in nothing but one of these columns go into it."""
        kept: list[list[str]] = []
        found: list[dict[int, list[str]]] = []
        for cells in rows:
            for other, held in zip(kept, found, strict=True):
                differ = [place for place, cell in enumerate(cells) if cell != other[place]]
                if len(differ) == 1 and differ[0] in names and set(held) <= set(differ):
                    held.setdefault(differ[0], [other[differ[0]]]).append(cells[differ[0]])
                    break
            else:
                kept.append(list(cells))
                found.append({})
        for cells, held in zip(kept, found, strict=True):
            for place, together in held.items():
                cells[place] = join(together, self.words)
        return kept


def _by_kind(
    lines: Sequence[Line], heard: Callable[[Line], str]
) -> Iterator[tuple[Line, tuple[Line, ...]] | tuple[None, tuple[Line, ...]]]:
    """Tables one by one; between them, the other answers by who gave them, in the order in which each first speaks."""
    for is_table, some in groupby(lines, lambda line: bool(line.columns)):
        if is_table:
            yield from ((line, ()) for line in some)
            continue
        by: dict[str, list[Line]] = {}
        for line in some:
            by.setdefault(heard(line), []).append(line)
        yield from ((None, tuple(each)) for each in by.values())


def ended(said: str) -> str:
    """The same with a full stop, unless it ends a sentence already."""
    return said if said.rstrip(' ”’"').endswith(_ENDS) else f"{said.rstrip()}."


def _is_quoted(paragraphs: Sequence[str]) -> bool:
    """Whether whoever typed them put the quotation marks there."""
    return paragraphs[0][0] in "“\"‘'"
