"""What several forms of a set share: a page named by its path, or one item taken over with `use`."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from thinkfamily_desktop.forms.problems import FormProblem, did_you_mean
from thinkfamily_desktop.forms.yaml_strict import Where, YamlFile

SAID_ANEW = ("needed_for", "path")  # what a form may decide for itself about an item that it takes over


def page_file(form: str, stem: str) -> str:
    """The file of a page as `form.yaml` lists it: its stem, or form/stem for a page of another form."""
    home, _, name = stem.rpartition("/")
    return f"{home or form}/pages/{name}.yaml"


@dataclass(frozen=True, slots=True)
class Home:
    """Where an item is written: as plain data, with the content group and the subjects of the place it stands in."""

    data: Mapping[str, object]
    content: object
    once: bool


def homes(files: Iterable[YamlFile]) -> dict[str, Home]:
    """Every item written in these page files, by id."""
    found: dict[str, Home] = {}
    for file in files:
        page = file.data
        if not isinstance(page, Mapping):
            continue
        for section, _, item in _items(page):
            if isinstance(item, Mapping) and isinstance(item.get("id"), str):
                once = section.get("asked_of", "once") == "once"
                found.setdefault(str(item["id"]), Home(item, page.get("content"), once))
    return found


def with_items_taken_over(file: YamlFile, written: Mapping[str, Home]) -> tuple[YamlFile, tuple[FormProblem, ...]]:
    """The page with each `{use: some.item}` replaced by that item, and what was wrong with those that could not be."""
    page = file.data
    if not isinstance(page, Mapping) or not any(_is_use(item) for _, _, item in _items(page)):
        return file, ()
    problems: list[FormProblem] = []
    taken: dict[int, list[object]] = {}
    for section, where, item in _items(page):
        taken.setdefault(int(where[1]), []).append(_taken(file, section, where, item, written, problems))
    whole = page.get("sections")
    sections = [
        {**section, "items": taken[at]} if at in taken else section
        for at, section in enumerate(whole if isinstance(whole, list) else ())
    ]
    return replace(file, data={**page, "sections": sections}), tuple(problems)


def _items(page: Mapping[str, object]) -> Iterator[tuple[Mapping[str, object], Where, object]]:
    sections = page.get("sections")
    for at, section in enumerate(sections if isinstance(sections, list) else ()):
        items = section.get("items") if isinstance(section, Mapping) else None
        for position, item in enumerate(items if isinstance(items, list) else ()):
            yield section, ("sections", at, "items", position), item


def _is_use(item: object) -> bool:
    return isinstance(item, Mapping) and "use" in item


def _taken(
    file: YamlFile,
    section: Mapping[str, object],
    where: Where,
    item: object,
    written: Mapping[str, Home],
    problems: list[FormProblem],
) -> object:
    if not isinstance(item, Mapping) or "use" not in item:
        return item
    wanted = str(item["use"])
    home = written.get(wanted)
    if home is None:
        remedy = f"{did_you_mean(wanted, written)} Name an item that a page of the set writes.".strip()
        problems.append(file.problem((*where, "use"), f"There is no item {wanted!r} to take over.", remedy))
        return item
    if stray := [key for key in item if key not in ("use", *SAID_ANEW)]:
        remedy = f"Only {' and '.join(SAID_ANEW)} may be said anew. Write it where {wanted} stands."
        problems.append(file.problem((*where, stray[0]), f"`{stray[0]}` cannot change here.", remedy))
    if home.once != (section.get("asked_of", "once") == "once"):
        says = f"{wanted} is asked {'once' if home.once else 'of each person'} where it is written, and not here."
        problems.append(file.problem((*where, "use"), says, "Take it over in a section that asks the same people."))
    anew = {key: item[key] for key in SAID_ANEW if key in item}
    return {"content": home.content, **home.data, **anew}
