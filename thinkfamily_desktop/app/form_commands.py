"""`forms check`, `forms list`, `forms show`, `forms fhir`, `forms blank`, `forms register`."""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from thinkfamily_desktop.app.console import Console
from thinkfamily_desktop.app.exit_codes import OK, WANTING
from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.exchange.fhir import to_json
from thinkfamily_desktop.exchange.questionnaire_in import QuestionnaireError, read_questionnaire_file
from thinkfamily_desktop.exchange.questionnaire_out import questionnaire
from thinkfamily_desktop.forms.adapted import Adapted, adapted
from thinkfamily_desktop.forms.canonical import form_ref
from thinkfamily_desktop.forms.check import check as check_path
from thinkfamily_desktop.forms.content_register import content_register
from thinkfamily_desktop.forms.form_items import form_items
from thinkfamily_desktop.forms.loader import load_set
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.forms.nation import read_nations
from thinkfamily_desktop.forms.problems import FormError, FormProblem
from thinkfamily_desktop.forms.reading import PageReading, reading
from thinkfamily_desktop.forms.released import LOCK_NAME, read_released, released_problems, with_released
from thinkfamily_desktop.forms.released_ids import IDS_NAME, read_released_ids, reuse_problems, with_released_ids
from thinkfamily_desktop.forms.show import show
from thinkfamily_desktop.session.exporting import write_whole

QUESTIONNAIRE = ".json"  # how a file ends that is taken for a FHIR Questionnaire


def check(options: argparse.Namespace, house: House, console: Console) -> int:
    """Find what is wrong with sets, forms, files or Questionnaires. 1 when any has an error; advice does not fail."""
    problems = [found for path in options.paths or [house.set_folder] for found in _problems(path)]
    problems += [_said(problem) for problem in _in_use(options, house).problems] if _asks_for_changes(options) else []
    errors = sum(problem["severity"] == "error" for problem in problems)
    read = _reading(options, house) if options.reading and not errors else {}
    if options.json:
        notes = {"reading": {form: [asdict(page) for page in pages] for form, pages in read.items()}} if read else {}
        console.say_json({"problems": problems, "errors": errors, **notes})
        return WANTING if errors else OK
    for problem in problems:
        where = problem.get("path", problem.get("line"))
        console.say(f"{problem['file']}:{where}: {problem['says']} {problem['remedy']}")
    for form, pages in read.items():
        for page in pages:
            console.say(house.words.say("forms.reading", form=form, page=page.page, age=page.age))
            for hard in page.hardest:
                console.say(house.words.say("forms.reading_hard", path=hard.path, words=hard.words, age=hard.age))
    console.say(house.words.say("forms.checked", errors=errors, advice=len(problems) - errors))
    return WANTING if errors else OK


def _reading(options: argparse.Namespace, house: House) -> dict[str, tuple[PageReading, ...]]:
    """How hard each form in use is to read, page by page: a note, which fails nothing."""
    return {name: reading(form) for name, form in _in_use(options, house).form_set.forms.items()}


def _problems(path: Path) -> Iterator[dict[str, str | int]]:
    if path.suffix.lower() == QUESTIONNAIRE:
        yield from _questionnaire_problems(path)
        return
    yield from map(_said, check_path(path))


def _said(problem: FormProblem) -> dict[str, str | int]:
    said = {"says": problem.says, "remedy": problem.remedy, "severity": problem.severity}
    return {"file": problem.file, "line": problem.line, **said}


def _asks_for_changes(options: argparse.Namespace) -> bool:
    return options.nation is not None or options.overlay is not None


def _in_use(options: argparse.Namespace, house: House) -> Adapted:
    """The forms in use here, or those of the nation and the folder of changes that are asked for."""
    if not _asks_for_changes(options):
        return house.adapted
    policy = house.in_force.policy
    nation, overlays = options.nation or policy.nation, options.overlay or policy.overlay_folder
    return adapted(load_set(house.set_folder), house.set_folder, nation, overlays)


def _questionnaire_problems(path: Path) -> Iterator[dict[str, str | int]]:
    try:
        read_questionnaire_file(path)
    except QuestionnaireError as error:
        for finding in error.findings:
            said = {"says": finding.says, "remedy": finding.remedy, "severity": "error"}
            yield {"file": path.name, "path": finding.path, "rule": finding.rule, **said}


def list_forms(options: argparse.Namespace, house: House, console: Console) -> int:
    """The forms in use with their versions and sizes."""
    rows = [_counts(form) for form in house.forms.values()]
    if options.json:
        console.say_json({"forms": rows})
        return OK
    for row in rows:
        console.say(house.words.say("forms.listed", **row))
    return OK


def _counts(form: Form) -> dict[str, str | int]:
    levels = Counter(rule.level for rule in form.rules.rules)
    return {
        "form": form.info.form,
        "version": form.info.version,
        "title": str(form.info.title),
        "pages": len(form.pages),
        "items": sum(1 for _ in form_items(form)),
        "rules": sum(levels.values()),
        "readers": len(form.recipients.readers),
        "criteria": len(form.criteria),
    }


def show_form(options: argparse.Namespace, house: House, console: Console) -> int:
    """A form as text that a clinician can read."""
    console.say(show(_named(options, house), house.words))
    return OK


def fhir(options: argparse.Namespace, house: House, console: Console) -> int:
    """A form as a FHIR R4 Questionnaire."""
    _put_out(to_json(questionnaire(_named(options, house))), options.out, house, console)
    return OK


def blank(options: argparse.Namespace, house: House, console: Console) -> int:
    """A form on paper, with room to write and the safeguarding steps on its last pages."""
    from thinkfamily_desktop.report.build import build_blank  # noqa: PLC0415, RUF100  slow, and not always needed

    write_whole(build_blank(_named(options, house), house.words, house.fonts), options.out)
    console.say(house.words.say("forms.written", file=str(options.out)))
    return OK


def register(options: argparse.Namespace, house: House, console: Console) -> int:
    """The content register of the shipped set."""
    _put_out(
        content_register(load_set(house.set_folder), read_nations(house.set_folder)[0]), options.out, house, console
    )
    return OK


def release(_options: argparse.Namespace, house: House, console: Console) -> int:
    """Pin the shipped forms as they stand, beside the set. 1 when a version that is pinned says another thing now."""
    form_set, beside = load_set(house.set_folder), house.set_folder.parent
    lock, ids = read_released(beside / LOCK_NAME), read_released_ids(beside / IDS_NAME)
    since = (*released_problems(form_set, lock), *reuse_problems(form_set, ids, house.migrations))
    for problem in since:
        console.say(str(problem))
    if since:
        return WANTING
    refs = [form_ref(form) for form in form_set.forms.values()]
    write_whole(with_released(lock, refs).encode("utf-8"), beside / LOCK_NAME)
    write_whole(with_released_ids(ids, form_set).encode("utf-8"), beside / IDS_NAME)
    for ref in refs:
        console.say(house.words.say("forms.released", form=ref.form, version=ref.version, hash=ref.sha256))
    return OK


def _put_out(text: str, path: Path | None, house: House, console: Console) -> None:
    if path is None:
        console.say(text.removesuffix("\n"))
    else:
        write_whole(text.encode("utf-8"), path)
        console.say(house.words.say("forms.written", file=str(path)))


def _named(options: argparse.Namespace, house: House) -> Form:
    path = Path(options.form)
    if path.suffix.lower() == QUESTIONNAIRE:
        return read_questionnaire_file(path).form
    if path.is_dir():
        return next(iter(load_set(path).forms.values()))
    found = _in_use(options, house)
    if options.overlay is not None and found.refused:
        raise FormError(found.problems)
    if options.form not in found.form_set.forms:
        raise ThinkFamilyError("forms.no_such_form", form=options.form, known=", ".join(found.form_set.forms))
    return found.form_set.form(options.form)
