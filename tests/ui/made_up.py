"""A small form with every kind of question, a family, and an open session over a store that is a dictionary."""

from datetime import UTC, datetime
from typing import Any

from tests.forms.case import REGISTER, item, make_form, page, rule, section
from tests.session.memory_store import MemoryStore
from thinkfamily_desktop.domain.answers import PersonRef, Value
from thinkfamily_desktop.domain.ids import AnswerKey, ItemId, PersonId, person_subject
from thinkfamily_desktop.forms.model import Form
from thinkfamily_desktop.session.desk import Desk
from thinkfamily_desktop.session.session import Session

MOOD = [{"code": code, "label": code.title()} for code in ("steady", "mostly", "changes")]
MANY = [{"code": f"c{number}", "label": f"Kind {number}"} for number in range(14)]


class StillClock:
    """It is always the same Friday afternoon."""

    def now(self) -> datetime:
        return datetime(2026, 11, 20, 14, 3, 27, tzinfo=UTC)


def kinds() -> list[dict[str, Any]]:
    """One item of each kind, asked in words that say which."""
    return [
        item("k.text", "text", ask="A line"),
        item("k.long", "long_text", ask="A story", help="As long as it takes"),
        item("k.yes", "yes_no", ask="Yes or no"),
        item("k.choice", "choice", ask="One of three", options=MOOD),
        item("k.list", "choice", ask="One of many", options=MANY),
        item("k.several", "several", ask="Some of three", options=[*MOOD, NONE]),
        item("k.number", "number", ask="How many", unit="hours"),
        item("k.date", "date", ask="Which day"),
        item("k.partial", "partial_date", ask="About when"),
        item("k.time", "time", ask="What time"),
        item("k.person", "person", ask="Who"),
        item("k.nhs", "nhs_number", ask="NHS number of this one"),
        item("k.rows", "rows", ask="Calls", add_words="Add a call", items=[
            item("k.rows.who", "text", ask="Whom you rang"), item("k.rows.when", "time", ask="When you rang"),
        ]),
    ]  # fmt: skip


HELD = ("person_items", "family_items")
NONE = {"code": "none", "label": "None of these", "exclusive": True}
CHILD = section(
    item("ch.unwell", "long_text", ask="On a low day, what is {name}'s morning like?", desk="What does {name} see?"),
    item("ch.more", "yes_no", ask="Is there more?"),
    item("ch.what", "text", ask="What more?", show_when={"item": "ch.more", "is": True}),
    item("ch.mine", "text", ask="Worker's own line", worker_only=True),
    asked_of="each_child",
)
ALONE = section(item("alone.hurt", "yes_no", ask="Has anybody hurt you?"))
WORRY = section(item("worry.now", "yes_no", ask="Is it urgent?"), item("worry.calm", "text", ask="What helps?"))


TALK = item("worry.talk", "yes_no", ask="Is there something to talk over?")
TALKED = [
    item("talk.how", "choice", ask="Talked over or planned", options=[{"code": "done", "label": "Done"}]),
    item("talk.with", "text", ask="With whom", needed_for="referral"),
]


def full_form(worry: str = "Grace needs somebody today.", *, talk: bool = False) -> Form:
    """A page of each sort. `worry` is what the one alert says; `talk` adds one that asks for a discussion."""
    worries = section(*WORRY["items"], TALK) if talk else WORRY
    more = [rule("R98", {"item": "worry.talk", "is": True}, "discuss", title="To talk over")] if talk else []
    people = {**REGISTER, **{part: [{**fact, "held_by": "family"} for fact in REGISTER[part]] for part in HELD}}
    return make_form(
        page(section(*kinds()), name="kinds", title="All kinds", group="First"),
        page(CHILD, name="children", title="Each child", desk_title="Impact on the child", group="Children"),
        page(ALONE, name="alone", title="People close to you", alone_gate=True),
        page(worries, name="worry", title="Hard moments", desk_title="Immediate safety"),
        page(section(item("mine.think", "long_text", ask="My thinking")), name="mine", title="Mine", in_visit=False),
        rules=[rule("R99", {"item": "worry.now", "is": True}, says=worry, title="Today"), *more],
        records={
            "act_now": [item("record.who", "text", ask="Who was told", needed_for="referral")],
            **({"discuss": TALKED} if talk else {}),
        },
        criteria=[{
            "id": "effect", "title": "Effect of illness", "each_child": True,
            "met_when": {"item": "ch.unwell", "answered": True}, "shown_by": ["ch.unwell"],
        }],
        people=people,
        readers=[{"id": "social-care", "title": "Social care", "document_title": "Referral", "contents": {}}],
    )  # fmt: skip


class MadeUp:
    """An open session with Grace, her son Tunde and her daughter Ife."""

    def __init__(
        self,
        form: Form | None = None,
        store: Any = None,
        people: tuple[str, str, str, str] = ("Grace", "Okafor", "Tunde", "Ife"),
    ) -> None:
        self.store = store if store is not None else MemoryStore(practice=True)
        self.clock = StillClock()
        self.desk = Desk(self.store, {"full": form or full_form()}, self.clock)
        self.desk.set_worker("A. Mensah", "nurse", "Home Treatment Team North", "", "")
        self.session: Session = self.desk.new_family().result()
        parent, family, first, second = people
        self.grace = self.person(parent, "parent", family_name=family)
        self.tunde = self.person(first, "child")
        self.ife = self.person(second, "child")
        self.say("visit.assessed", PersonRef(self.grace))
        self.session.save()

    def person(self, name: str, role: str, **facts: str) -> PersonId:
        """Somebody more in the register."""
        person = self.session.add_person((role,))
        for fact, said in {"given_name": name, **facts}.items():
            self.session.answer(AnswerKey(ItemId(f"person.{fact}"), person_subject(person)), said)
        return person

    def key(self, name: str, person: PersonId | None = None) -> AnswerKey:
        """The key of an item."""
        return AnswerKey(ItemId(name), person_subject(person)) if person else AnswerKey(ItemId(name))

    def say(self, name: str, value: Value | None, person: PersonId | None = None) -> None:
        """Answer without the screen."""
        self.session.answer(self.key(name, person), value)

    def said(self, name: str, person: PersonId | None = None) -> Any:
        """The value that is kept."""
        answer = self.session.current(self.key(name, person))
        return answer.value if answer is not None else None

    def close(self) -> None:
        """Let the desk's thread go."""
        self.desk.rest()
