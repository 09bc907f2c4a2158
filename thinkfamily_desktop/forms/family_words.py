"""The words of a form that a family may see or hear: what has to be there in a language in which they are asked."""

from collections.abc import Iterator

from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.form_set import FormSet
from thinkfamily_desktop.forms.model import ChoiceItem, Form, Guidance, Item, NumberItem, RowsItem, SeveralItem
from thinkfamily_desktop.forms.problems import FormProblem


def family_words(form: Form) -> Iterator[tuple[str, Text]]:
    """Each with its path: titles, openings, questions with help and options, words to say; the register too.

    Not the worker's own reading, why and how a thing is asked, alerts and records: those are for the worker.
    """
    yield "form.title", form.info.title
    for name in type(form.people.said).model_fields:
        words = getattr(form.people.said, name)
        yield from _listed(f"said.{name}", (words,) if isinstance(words, Text) else words)
    for item in (*form.people.person_items, *form.people.family_items):
        yield from _item(form, item)
    for page in form.pages:
        if page.in_visit:
            yield f"page {page.id}.title", page.title
            yield f"page {page.id}.opening", page.opening
            yield from _aloud(f"page {page.id}", page.guidance)
            for section in page.sections:
                yield f"section {page.id}/{section.id}.title", section.title
                for item in section.items:
                    yield from _item(form, item)


def language_problems(form_set: FormSet) -> Iterator[FormProblem]:
    """Advice for what is missing in a language that a form says it can be asked in."""
    for file in form_set.files:
        place = form_set.place(file, "languages")
        form = form_set.forms.get(str(form_set.place(file, "form").data)) if file.endswith("/form.yaml") else None
        if form is None:
            continue
        for path, words in family_words(form):
            if words and (missing := [each for each in form.languages if each not in words.languages()]):
                says = f"What a family sees or hears at {path} is missing in: {', '.join(missing)}."
                yield place.advice(
                    says, "Add it where it stands: {en: ..., cy: ...}; or take the language off the form."
                )


def _item(form: Form, item: Item) -> Iterator[tuple[str, Text]]:
    if item.worker_only:
        return
    yield f"{item.id}.ask", item.ask
    yield f"{item.id}.help", item.help
    yield from _aloud(item.id, item.guidance)
    if isinstance(item, NumberItem):
        yield f"{item.id}.unit", item.unit
    elif isinstance(item, ChoiceItem | SeveralItem):
        for option in item.options or form.lists.get(item.list or "", ()):
            if not option.retired:
                yield f"{item.id}.options.{option.code}.label", option.label
                yield f"{item.id}.options.{option.code}.help", option.help
    elif isinstance(item, RowsItem):
        yield f"{item.id}.add_words", item.add_words
        for cell in item.items:
            yield from _item(form, cell)


def _aloud(path: str, guidance: Guidance) -> Iterator[tuple[str, Text]]:
    yield from _listed(f"{path}.guidance.say", guidance.say)


def _listed(path: str, texts: tuple[Text, ...]) -> Iterator[tuple[str, Text]]:
    return ((f"{path}.{place}", words) for place, words in enumerate(texts, start=1))
