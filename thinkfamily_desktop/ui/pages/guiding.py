"""What the columns and bars of the workspace say, worked out from the state."""

from collections.abc import Sequence

from thinkfamily_desktop.domain.alerts import Level
from thinkfamily_desktop.domain.ids import THE_FAMILY
from thinkfamily_desktop.domain.text import Text, Words
from thinkfamily_desktop.forms.model import Guidance, Page
from thinkfamily_desktop.forms.state import AlertState, CriterionState, FormState, Question
from thinkfamily_desktop.session.family_card import family_card
from thinkfamily_desktop.session.saving import SaveStatus
from thinkfamily_desktop.session.session import Session
from thinkfamily_desktop.ui.fields.base import names_of
from thinkfamily_desktop.ui.parts.guidance import Advice, Sign
from thinkfamily_desktop.ui.parts.status_bar import Standing


def advice_for(
    page: Page, question: Question | None, state: FormState, words: Words, *, visit: bool
) -> tuple[Advice, ...]:
    """The question's own guidance where it has some, else the page's. In a visit the words to say come first."""
    own = question.item.guidance if question is not None else Guidance()
    why, how, say = own.why or page.guidance.why, own.how or page.guidance.how, own.say or page.guidance.say
    names = names_of(question.key.subject if question is not None else THE_FAMILY, state)

    def said(text: Text) -> str:
        return words.text(text.filled(**names))

    parts = [
        Advice(words.say("visit.why_we_ask" if visit else "workspace.why_ask"), (said(why),)),
        Advice(words.say("workspace.how_to_ask"), (said(how),)),
        Advice(words.say("workspace.words_to_use"), tuple(f"“{said(line)}”" for line in say)),
    ]
    if visit:
        parts = [parts[2], parts[0]]
    return tuple(part for part in parts if any(part.lines))


def signs_of(state: FormState, words: Words) -> tuple[Sign, ...]:
    """How far the answers show what inspectors praised; for each child where that is asked."""
    return tuple(_sign(criterion, state, words) for criterion in state.criteria)


def _sign(state: CriterionState, form: FormState, words: Words) -> Sign:
    title = words.text(state.criterion.title.filled(**names_of(THE_FAMILY, form)))
    if state.met:
        return Sign(title, "all", words.say("workspace.sign_all"))
    children = sum(person.is_child for person in form.people)
    shown = children - len(state.lacking) if state.criterion.each_child else 0
    if shown > 0:
        return Sign(
            title,
            "some",
            words.say("workspace.sign_some", some=shown, all=children),
            words.say("workspace.so_many_of", some=shown, all=children),
        )
    return Sign(title, "none", words.say("workspace.sign_none"))


def open_alarms(state: FormState) -> tuple[AlertState, ...]:
    """The alerts that ask to act now and on which nobody has acted completely."""
    return tuple(alert for alert in state.alerts if alert.is_open and alert.level is Level.ACT_NOW)


def alarms_in_words(open_now: Sequence[AlertState], words: Words) -> str:
    """One line for the banner; empty when there is nothing to do."""
    if not open_now:
        return ""
    says = words.text(open_now[0].says)
    if len(open_now) > 1:
        return words.say("workspace.banner_more", says=says, count=len(open_now) - 1)
    return words.say("workspace.banner_one", says=says)


def family_words(session: Session, words: Words) -> str:
    """The family as the top bar names it: "Okafor family"."""
    name = family_card(session.form, session.family, session.assessment, session.state).name
    return words.say("workspace.family_name", name=name) if name else words.say("workspace.new_family")


def saved_in_words(status: SaveStatus, words: Words) -> tuple[str, Standing]:
    """What is true of saving, and how grave it is."""
    if status.state == "failed":
        why = words.say(status.code) if words.has(status.code) else ""
        return why if why and "{" not in why else words.say("workspace.not_saved"), "danger"
    if status.state == "saved" and status.at is not None:
        return words.say("workspace.saved", time=f"{status.at.astimezone():%H:%M:%S}"), "good"
    return words.say("workspace.saving"), "quiet"
