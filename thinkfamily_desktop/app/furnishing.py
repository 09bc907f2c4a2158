"""What lies behind the door, read on a thread of its own once the unlock screen is painted: forms, policy, pages."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from thinkfamily_desktop.app.house import House
from thinkfamily_desktop.app.local_parts import local_content, local_parts, said_of_all
from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.forms.model import FormInfo
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.exporting import logo_by_policy
from thinkfamily_desktop.session.ports import Store
from thinkfamily_desktop.settings.policy import InForce, Policy
from thinkfamily_desktop.settings.policy_sources import PolicyProblem
from thinkfamily_desktop.settings.preferences import Preferences
from thinkfamily_desktop.ui.documents import Documents
from thinkfamily_desktop.ui.inside import Inside
from thinkfamily_desktop.ui.pdf_pages import PdfPages
from thinkfamily_desktop.ui.services import Keeping, Services
from thinkfamily_desktop.ui.spelling import Speller


@dataclass(frozen=True)
class Furnishing:
    """Everything that was read; `close` ends its threads."""

    in_force: InForce
    open_inside: Callable[[Store], Inside]  # on the window's own thread
    close: Callable[[], None]


def furnish(
    house: House,
    *,
    practice: bool,
    preferences: Callable[[], Preferences],
    prefer: Callable[[Preferences], None],
    keeping: Keeping,
) -> Furnishing:
    """Read it all. No widget is made here. Raises ThinkFamilyError when a form file has been damaged."""
    in_force = house.in_force
    house.form_set  # noqa: B018  read and checked here, not when somebody waits for it
    content, problems = local_content(house, in_force.policy, practice=practice)
    parts = () if practice else local_parts(in_force.policy, content, house.adapted)
    logo, without = logo_by_policy(in_force.policy)
    documents, pages = Documents(house.words, house.fonts, in_force.policy, logo), PdfPages()
    services = Services(
        words=house.words,
        clock=house.clock,
        make_desk=partial(_desk, house),
        documents=documents,
        pdf_pages=pages,
        export_folder=export_folder(in_force.policy),
        local_content=content,
        local_said=said_of_all(parts, house.clock.now().date(), house.words),
        minutes_to_lock=in_force.policy.idle_lock_minutes,
        in_force=in_force,
        set_wrong=_sentences((*in_force.problems, *problems, *house.form_problems, without), house.words),
        preferences=preferences,
        prefer=prefer,
        keeping=keeping,
        speller=Speller(house.resources / "spelling"),
        forms=partial(_form_infos, house),
    )
    return Furnishing(in_force, partial(Inside, services), partial(_close, documents, pages))


def export_folder(policy: Policy) -> Path | None:
    """Where a PDF is offered to be saved first; None where the organisation allows nowhere."""
    allowed = policy.allowed_export_folders
    if allowed is None:
        return Path.home()
    return allowed[0] if allowed else None


def _desk(house: House, store: Store) -> Desk:
    return Desk(store, house.forms, house.clock, house.migrations)


def _form_infos(house: House) -> tuple[FormInfo, ...]:
    return tuple(form.info for form in house.forms.values())


def _sentences(problems: Iterable[PolicyProblem | ThinkFamilyError | None], words: Words) -> tuple[str, ...]:
    return tuple(words.say(problem.code, **problem.parameters) for problem in problems if problem is not None)


def _close(documents: Documents, pages: PdfPages) -> None:
    documents.close()
    pages.close()
