"""Makes blocks and their elements together, so that what is drawn and what is read aloud are one thing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

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
from thinkfamily_desktop.forms.releases import Line, Printable
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.flow import Block, Heading, Paragraph
from thinkfamily_desktop.report.structure import Elem, Tag
from thinkfamily_desktop.report.style import TextStyle
from thinkfamily_desktop.report.tables import Row, Table, row
from thinkfamily_desktop.report.text import Run, Setter, lines_of

ANSWER_SHARES = (25.0, 54.0, 21.0)  # the question, the answer, who said it
WITHOUT_SOURCE = (25.0, 75.0)
WIDEST_WORD = 110.0  # points that a column grants to one long word
WIDEST_COLUMN = 260.0  # points of a line that a column would like to keep whole
LONG_ANSWER = 420  # letters beyond which an answer is set across the page
HEADING_STYLES = {1: style.TITLE, 2: style.CHAPTER, 3: style.HEADING_2, 4: style.HEADING_2}
_HEADING_TAGS: dict[int, Tag] = {1: "H1", 2: "H2", 3: "H3", 4: "H4"}
_SPACES = re.compile(" {2,}")

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

    def compact(self) -> "Maker":
        """The same with type a little smaller, for a first page that would else not hold what it must."""
        return Maker(self.setter, self.words, style.COMPACT_BODY, style.COMPACT_SMALL)

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

    def source(self, line: Line) -> str:
        """Who said it, or how it is known, and when."""
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
            parts.append(day_in_words(line.said_on, self.words))
        if line.happened is not None:
            when = partial_in_words(line.happened, self.words)
            parts.append(self.words.say("report.happened", when=when))
        return ", ".join(parts)

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
        mins, shares = self._columns(columns, rows)
        table = parent.add("Table")
        heads = table.add("TR")
        header = row(
            [[self.paragraph(heads.add_header("Column"), title, self.small.bold())] for title in columns], shares, mins
        )
        body = []
        for texts in rows:
            line = table.add("TR")
            cells: list[list[Block]] = []
            for index, text in enumerate(texts):
                speaks = index == 0
                cell = line.add_header("Row") if speaks else line.add("TD")
                cells.append(self._cell(cell, text, self.small.bold() if speaks else self.small))
            body.append(row(cells, shares, mins))
        return Table(header, body, before=before)

    def _columns(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[float], list[float]]:
        """What each column needs at least, for its longest word, and what it would like, both in points."""
        mins, wants = [], []
        for index, title in enumerate(titles):
            texts = [title, *(cells[index] for cells in rows)]
            words = dict.fromkeys(word for text in texts for word in text.split()) or (" ",)
            longest = min(max(self.setter.width(word, self.small.bold()) for word in words), WIDEST_WORD)
            widest = max(self.setter.width(text[:200], self.small.bold()) for text in texts) + 0.5
            mins.append(longest)
            wants.append(max(min(widest, WIDEST_COLUMN), longest))
        return mins, wants

    def _cell(self, cell: Elem, text: str, how: TextStyle) -> list[Block]:
        paragraphs = lines_of(text)
        if len(paragraphs) == 1:
            return [self.paragraph(cell, paragraphs[0], how)]
        return self.paragraphs(cell, paragraphs, how)

    # -- questions and answers

    def answers(self, parent: Elem, lines: Sequence[Line], *, weekday: bool = False) -> list[Block]:
        """Questions with their answers, who said them and when; tables of rows between them."""
        blocks: list[Block] = []
        rows: list[Row] = []
        listed: Elem | None = None
        for line in lines:
            if line.columns:
                if rows:
                    blocks.append(Table(None, rows))
                rows, listed = [], None
                blocks.extend(self._rows_answer(parent, line, weekday=weekday))
                continue
            listed = listed or parent.add_list()
            rows.append(self._answer(listed.add("LI"), line, weekday=weekday))
        if rows:
            blocks.append(Table(None, rows))
        return blocks

    def _answer(self, item: Elem, line: Line, *, weekday: bool) -> Row:
        label, body = item.add("Lbl"), item.add("LBody")
        said = self.answer(line, weekday=weekday)
        source = self.source(line)
        long = sum(map(len, said)) > LONG_ANSWER or len(said) > 4
        question = self.paragraph(label, self.text(line.label), style.LABEL)
        answers = self.paragraphs(body, said, self.body)
        answers += self._condition(body, line)
        sources: list[Block] = [self.paragraph(body.add("P"), source, style.SOURCE, before=3.0)] if source else []
        if long:
            question.keep_with_next = True
            return row([[question, *answers, *sources]], (100.0,))
        if not sources:
            return row([[question], answers], WITHOUT_SOURCE)
        return row([[question], answers, sources], ANSWER_SHARES)

    def _condition(self, body: Elem, line: Line) -> list[Block]:
        if not line.condition:
            return []
        said = self.words.say("report.confidence", condition=line.condition)
        return [self.paragraph(body.add("P"), said, self.body.bold(), before=3.0)]

    def _rows_answer(self, parent: Elem, line: Line, *, weekday: bool) -> list[Block]:
        """An answer that is a table: its question above it, who said it beneath."""
        part = parent.add("Div")
        question = self.paragraph(part.add("P"), self.text(line.label), style.LABEL, before=6.0, keep=True)
        blocks: list[Block] = [question]
        if line.rows:
            blocks.append(self.rows_table(part, line, weekday=weekday))
        else:
            blocks.extend(self.paragraphs(part, self.answer(line) or [self.gap(line.gap, line.gap_note)], self.body))
        blocks += self._condition(part, line)
        if source := self.source(line):
            blocks.append(self.paragraph(part.add("P"), source, style.SOURCE, before=2.0))
        return blocks

    def rows_table(self, parent: Elem, line: Line, *, weekday: bool = False, before: float = 2.0) -> Table:
        """The rows of an answer. Columns that no row fills are left out; wide words get wide columns."""
        texts = [[self.brief(cell, weekday=weekday) for cell in cells] for cells in line.rows]
        used = [index for index in range(len(line.columns)) if any(index < len(r) and r[index] for r in texts)]
        titles = [self.text(line.columns[index]) for index in used]
        filled = [[cells[index] if index < len(cells) else "" for index in used] for cells in texts]
        return self.table(parent, titles, filled, before=before)


def _is_quoted(paragraphs: Sequence[str]) -> bool:
    """Whether whoever typed them put the quotation marks there."""
    return paragraphs[0][0] in "“\"‘'" and paragraphs[-1][-1] in "”\"’'"
