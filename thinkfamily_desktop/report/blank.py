"""A form on paper, for a home where a laptop is wrong: the questions, room to write, and what to do if it is urgent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.answers import Gap
from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.model import ChoiceItem, Form, Item, Page, RowsItem, Section, SeveralItem
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import GAP_CODES, Maker
from thinkfamily_desktop.report.flow import Block, Columns, Group, NewPage, Rule
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.tables import TO_WRITE, Table

BLANK_MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""A blank form's file says no time of its own: its version says which text it is."""

ROWS_TO_FILL = 4
LINES: dict[str, int] = {"long_text": 4}
BOX = "☐"
ASKED_SHARES = (1.0, 1.4)  # the question; the reasons why there is no answer
MOST_TO_WRITE = 9  # columns; with more, none is wide enough for a word
STACKED_TO_FILL, ABREAST = 3, 2
ROOM_TO_WRITE = 1.0  # of an equal share is what a column of a table has at least, before all are fitted to the page


def blank_blocks(form: Form, make: Maker, document: Elem) -> list[Block]:
    """Every page of the form, then the safeguarding steps for the back."""
    say = make.words.say
    sect = document.add("Sect")
    blocks: list[Block] = [make.paragraph(sect.add("P"), say("report.blank_marking"), style.FURNITURE)]
    heading = make.heading(sect, 1, make.text(form.info.title))
    heading.before = 8.0
    blocks += [heading, make.paragraph(sect.add("P"), say("report.blank_note"), style.BODY.quiet())]
    for code in ("blank_reference", "blank_worker", "blank_day"):
        blocks += _to_write(make.paragraph(sect.add("P"), say(f"report.{code}"), style.LABEL, before=6.0, keep=True), 1)
    for page in form.pages:
        paper = _Paper(form, make, document.add("Sect"))
        blocks += paper.page(page)
        if page.id == form.people.page:
            blocks += paper.register()
    return [*blocks, *_steps(form, make, document.add("Sect"))]


def _to_write(label: Block, lines: int) -> list[Block]:
    """A label and lines to write on, kept together."""
    return [Group([label, *(Rule(style.DASH, before=18.0) for _ in range(lines))], before=8.0)]


def _steps(form: Form, make: Maker, sect: Elem) -> list[Block]:
    """What to do at once, rule by rule, for the back of the paper."""
    blocks: list[Block] = [NewPage(), make.heading(sect, 2, make.words.say("report.blank_steps"))]
    for rule in form.rules.rules:
        if rule.level is not Level.ACT_NOW:
            continue
        heading = make.heading(sect, 3, _plain(rule.title, make))
        steps = sect.add_list()
        actions: list[Block] = [
            make.paragraph(steps.add("LI").add("LBody"), f"{number}. {_plain(step, make)}", style.BODY, before=1.0)
            for number, step in enumerate(rule.first_actions, 1)
        ]
        blocks.append(Group([heading, *actions], before=10.0))
    return blocks


def _plain(text: Text, make: Maker) -> str:
    """Our words with room for a name where a name would stand."""
    blank = make.words.say("report.blank_name")
    parent = make.words.say("report.blank_parent")
    filled = text.filled(name=blank, child=blank, person=blank, parent=parent)
    return make.text(filled)


@dataclass(frozen=True, slots=True)
class _Paper:
    """The questions of one page that a first visit needs; what is asked only further on is for the laptop."""

    form: Form
    make: Maker
    sect: Elem

    def page(self, page: Page) -> list[Block]:
        title = _plain(page.desk_title or page.title, self.make)
        blocks: list[Block] = [self.make.heading(self.sect, 2, f"{page.number}. {title}")]
        for section in page.sections:
            blocks += self._section(section)
        return blocks

    def _section(self, section: Section) -> list[Block]:
        make = self.make
        items = [item for item in section.items if item.path == "core" and item.calculate is None]
        if not items:
            return []
        blocks: list[Block] = []
        title = _plain(section.title, make)
        if title and title != make.words.say("report.blank_name"):
            blocks.append(make.heading(self.sect, 3, title))
        if section.asked_of not in ("once", "assessed"):
            blocks += self._copy_for_each()
        return [*blocks, *(block for item in items for block in self._item(item))]

    def register(self) -> list[Block]:
        """What is asked of each person of the family, and once of the family."""
        people, make = self.form.people, self.make
        once = [block for item in people.family_items if item.path == "core" for block in self._item(item)]
        heading = make.heading(self.sect, 3, make.words.say("report.blank_people"))
        each = [block for item in people.person_items if item.path == "core" for block in self._item(item)]
        return [*once, heading, *self._copy_for_each(), *each]

    def _copy_for_each(self) -> list[Block]:
        said = self.make.words.say("report.blank_each")
        return _to_write(self.make.paragraph(self.sect.add("P"), said, style.BODY.bold(), keep=True), 1)

    def _item(self, item: Item) -> list[Block]:
        make, part = self.make, self.sect.add("Div")
        asked = make.paragraph(part.add("P"), _plain(item.at_desk, make), style.BODY.bold(), before=8.0, keep=True)
        if isinstance(item, RowsItem):
            asked.before = 10.0
            return [asked, *self._rows(part, item)]
        gaps = [make.words.say(GAP_CODES[gap]) for gap in item.gaps if gap in Gap]
        asked.before = 0.0
        no_answer: list[Block] = [self._boxes(part, gaps, style.SOURCE)] if gaps else []
        blocks: list[Block] = [Columns([[asked], no_answer], ASKED_SHARES) if gaps else asked]
        match item:
            case ChoiceItem() | SeveralItem():
                labels = [make.text(option.label) for option in self.form.options(item) if not option.retired]
                blocks.append(self._boxes(part, labels))
                lines = 1
            case _ if item.kind == "yes_no":
                blocks.append(self._boxes(part, [make.words.say("report.yes"), make.words.say("report.no")]))
                lines = 1
            case _:
                lines = LINES.get(item.kind, 1)
        blocks += [Rule(style.DASH, before=18.0) for _ in range(lines)]
        return [Group(blocks, before=9.0)]

    def _boxes(self, part: Elem, labels: Sequence[str], how: style.TextStyle = style.SMALL) -> Block:
        said = "   ".join(f"{BOX} {label}".replace(" ", "\u00a0") for label in labels)
        return self.make.paragraph(part.add("P"), said, how, before=3.0)

    def _rows(self, part: Elem, item: RowsItem) -> list[Block]:
        """An empty table with room to write; with more columns than a hand can write in, a few lines for each row."""
        titles = [_plain(cell.label or cell.desk or cell.ask, self.make) for cell in item.items]
        if len(titles) > MOST_TO_WRITE:
            return [block for _ in range(STACKED_TO_FILL) for block in self._stacked(part, titles)]
        return [self._table(part, titles)]

    def _stacked(self, part: Elem, titles: Sequence[str]) -> list[Block]:
        """One row: its columns as labelled lines, two abreast."""
        row = part.add("Div")
        lines = [
            _to_write(self.make.paragraph(row.add("P"), title, style.SMALL.bold(), keep=True), 1) for title in titles
        ]
        pairs = [lines[at : at + ABREAST] for at in range(0, len(lines), ABREAST)]
        whole: list[Block] = [Columns([*pair, *([[]] * (ABREAST - len(pair)))], (1.0,) * ABREAST) for pair in pairs]
        return [Rule(style.DASH, before=10.0), *whole]

    def _table(self, part: Elem, titles: Sequence[str]) -> Table:
        table = self.make.table(part, titles, [["" for _ in titles] for _ in range(ROWS_TO_FILL)])
        table.row_height = TO_WRITE
        for each in (*([table.header] if table.header else []), *table.rows):
            each.cells.shares = tuple(
                max(share, sum(each.cells.shares) / len(titles) * ROOM_TO_WRITE) for share in each.cells.shares
            )
        return table
