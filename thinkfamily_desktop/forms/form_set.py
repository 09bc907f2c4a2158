"""FormSet: the forms of one set, and where in its files each thing stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from thinkfamily_desktop.forms.model import Form, FormInfo, Item, Page, Part, RowsItem, Rule
from thinkfamily_desktop.forms.problems import FormProblem
from thinkfamily_desktop.forms.yaml_strict import Where, YamlFile


class SetInfo(Part):
    """What `set.yaml` says: the set's id and version, and the languages in which all its words ought to be."""

    set: str
    version: str
    languages: tuple[str, ...] = ("en",)


class FormFile(FormInfo):
    """What `form.yaml` says: the form's information and the stems of its page files, in order."""

    pages: tuple[str, ...]
    languages: tuple[str, ...] = ()  # in which a family can be asked in it; the set's when none is named


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file of the set, from which problems can be named."""

    file: YamlFile
    where: Where = ()

    def at(self, *steps: str | int) -> "Place":
        """The place reached from here by these keys and positions."""
        return Place(self.file, (*self.where, *steps))

    @property
    def line(self) -> int:
        """The line of this place, or of the nearest thing around it."""
        return self.file.line(self.where)

    @property
    def data(self) -> object:
        """What stands at this place, as plain data; None when nothing does."""
        data = self.file.data
        for step in self.where:
            if isinstance(data, Mapping):
                data = data.get(step)
            elif isinstance(data, list) and isinstance(step, int) and step < len(data):
                data = data[step]
            else:
                return None
        return data

    def error(self, says: str, remedy: str) -> FormProblem:
        """What keeps the set from being used."""
        return self.file.problem(self.where, says, remedy)

    def advice(self, says: str, remedy: str) -> FormProblem:
        """What would make the set better."""
        return FormProblem(self.file.name, self.line, says, remedy, "advice")


ItemHome = Literal["person", "family", "page", "record"]


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item with its place: `rows` is the rows item whose cell it is, `asked_of` that of its section."""

    item: Item
    place: Place
    home: ItemHome
    form: str = ""
    page: Page | None = None
    section: str = ""
    asked_of: str = "once"
    rows: RowsItem | None = None


@dataclass(frozen=True)
class FormSet:
    """The forms of one set by id. Everything but their pages they share."""

    info: SetInfo
    forms: Mapping[str, Form]
    files: Mapping[str, YamlFile] = field(default_factory=dict, repr=False)
    page_files: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)  # (form, page id) to file name

    def form(self, form: str) -> Form:
        """The form with this id. Raises KeyError when the set has none."""
        return self.forms[form]

    @property
    def any_form(self) -> Form:
        """One of the forms, for what they all share. A set has at least one."""
        return next(iter(self.forms.values()))

    def place(self, file: str, *steps: str | int) -> Place:
        """A place in the file of this name, such as `rules.yaml`."""
        return Place(self.files.get(file, YamlFile(file)), steps)

    def page_place(self, form: str, page: Page) -> Place:
        """The beginning of the file of this page."""
        return self.place(self.page_files.get((form, page.id), f"{form}/pages"))

    def items(self) -> Iterator[PlacedItem]:
        """Every item of the set once, where it is written, with cells after the rows item that holds them."""
        shared = self.any_form
        people = self.place("people.yaml")
        for position, item in enumerate(shared.people.person_items):
            yield from _with_cells(
                PlacedItem(item, people.at("person_items", position), "person", asked_of="each_person")
            )
        for position, item in enumerate(shared.people.family_items):
            yield from _with_cells(PlacedItem(item, people.at("family_items", position), "family"))
        for level, record in shared.rules.records.items():
            for position, item in enumerate(record):
                there = self.place("rules.yaml", "records", level.value, position)
                yield from _with_cells(PlacedItem(item, there, "record"))
        shown: set[tuple[str, str]] = set()
        for form in self.forms:
            for page in self.forms[form].pages:
                start = self.page_place(form, page)
                if (start.file.name, page.id) not in shown:  # a page that several forms share
                    yield from self._page_items(form, page, start)
                shown.add((start.file.name, page.id))

    def _page_items(self, form: str, page: Page, start: Place) -> Iterator[PlacedItem]:
        for section_at, section in enumerate(page.sections):
            for position, item in enumerate(section.items):
                there = start.at("sections", section_at, "items", position)
                taken_over = isinstance(there.data, Mapping) and "use" in there.data
                if not taken_over:
                    yield from _with_cells(PlacedItem(item, there, "page", form, page, section.id, section.asked_of))

    def rules(self) -> Iterator[tuple[Rule, Place]]:
        """Every rule with its place."""
        for position, rule in enumerate(self.any_form.rules.rules):
            yield rule, self.place("rules.yaml", "rules", position)


def _with_cells(placed: PlacedItem) -> Iterator[PlacedItem]:
    yield placed
    if isinstance(placed.item, RowsItem):
        for position, cell in enumerate(placed.item.items):
            yield PlacedItem(
                cell, placed.place.at("items", position), placed.home, placed.form, placed.page, placed.section,
                placed.asked_of, placed.item,
            )  # fmt: skip
