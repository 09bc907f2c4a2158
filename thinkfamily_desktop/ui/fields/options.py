"""Yes or no, one of a list, any of a list, somebody in the family: all are option cards."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from thinkfamily_desktop.domain.answers import PersonRef, Value
from thinkfamily_desktop.domain.ids import PersonId
from thinkfamily_desktop.forms.model import ChoiceItem, Option, PersonItem, SeveralItem
from thinkfamily_desktop.forms.state import FormState, Question
from thinkfamily_desktop.ui.fields.base import Field, Means, stacked
from thinkfamily_desktop.ui.parts.options import Offer, OptionCards
from thinkfamily_desktop.ui.parts.quiet_inputs import QuietCombo

MOST_CARDS = 9  # a longer list of which one is chosen folds into a box
SIDE_BY_SIDE = 2  # cards that have room in half a line


class _CardsField(Field):
    """What the kinds share: a group of cards, made again when the offers change."""

    several = False

    def __init__(self, question: Question, means: Means, name: str) -> None:
        super().__init__(question, means, name)
        self._layout = stacked(self)
        self._help = ""
        self._offers: tuple[Offer, ...] = ()
        self._group: OptionCards | None = None

    def offer(self, offers: Sequence[Offer], exclusive: frozenset[str] = frozenset()) -> None:
        """Put these on offer."""
        if self._group is not None and tuple(offers) == self._offers:
            return
        if self._group is not None:
            self._layout.removeWidget(self._group)
            self._group.hide()  # until it is gone it would stand there beside the new one
            self._group.deleteLater()
        self._offers = tuple(offers)
        self._group = OptionCards(offers, several=self.several, name=self.name, exclusive=exclusive)
        self._group.picked.connect(self._on_picked)
        self._group.left.connect(self._on_left)
        self._group.setAccessibleDescription(self._help)
        self._layout.addWidget(self._group)
        self._group.show_codes(self.codes_of(self._sent))

    def describe(self, help_text: str) -> None:
        """The help is the group's, said once as one comes to it; a card keeps the help of its own option."""
        self._help = help_text
        if self._group is not None:
            self._group.setAccessibleDescription(help_text)

    def codes_of(self, value: Value | None) -> tuple[str, ...]:
        """The cards that a value ticks."""
        raise NotImplementedError

    def value_of(self, codes: tuple[str, ...]) -> Value | None:
        """The value that these ticks make."""
        raise NotImplementedError

    def inputs(self) -> tuple[QWidget, ...]:
        """The cards."""
        return tuple(self._group.cards) if self._group is not None else ()

    def show_value(self, value: Value | None) -> None:
        """Tick what the value says."""
        if self._group is not None:
            self._group.show_codes(self.codes_of(value))

    def _on_picked(self, codes: object) -> None:
        if isinstance(codes, tuple):
            self.send(self.value_of(codes))

    def _on_left(self) -> None:
        self.on_left()


class YesNoField(_CardsField):
    """Yes, no, or not answered."""

    def __init__(self, question: Question, means: Means, name: str) -> None:
        super().__init__(question, means, name)
        self.offer((Offer("yes", means.words.say("workspace.yes")), Offer("no", means.words.say("workspace.no"))))

    def codes_of(self, value: Value | None) -> tuple[str, ...]:
        """Yes or no."""
        return () if value is None else ("yes" if value is True else "no",)

    def value_of(self, codes: tuple[str, ...]) -> Value | None:
        """True or false."""
        return codes[0] == "yes" if codes else None


class ChoiceField(_CardsField):
    """One of a list."""

    def __init__(self, question: Question, item: ChoiceItem, means: Means, name: str) -> None:
        super().__init__(question, means, name)
        offers = offers_of(means.form.options(item), question, means)
        self.across = len(offers) > SIDE_BY_SIDE
        self.offer(offers)

    def codes_of(self, value: Value | None) -> tuple[str, ...]:
        """The code."""
        return (value,) if isinstance(value, str) else ()

    def value_of(self, codes: tuple[str, ...]) -> Value | None:
        """The code."""
        return codes[0] if codes else None


class SeveralField(_CardsField):
    """Any of a list."""

    several = True
    across = True

    def __init__(self, question: Question, item: SeveralItem, means: Means, name: str) -> None:
        super().__init__(question, means, name)
        options = means.form.options(item)
        exclusive = frozenset(option.code for option in options if option.exclusive)
        self.offer(offers_of(options, question, means), exclusive)

    def codes_of(self, value: Value | None) -> tuple[str, ...]:
        """The codes."""
        return value if isinstance(value, tuple) else ()

    def value_of(self, codes: tuple[str, ...]) -> Value | None:
        """The codes; none of them is unanswered."""
        return codes or None


class PersonField(_CardsField):
    """Somebody in the family's register."""

    across = True

    def __init__(self, question: Question, item: PersonItem, means: Means, name: str) -> None:
        super().__init__(question, means, name)
        self._roles = frozenset(item.roles)

    def show_question(self, question: Question, state: FormState) -> None:
        """The people may have changed. Who is the answer already stays on offer, whatever their roles are now."""
        held = self.codes_of(question.answer.value if question.answer is not None else None)
        self.offer(
            tuple(
                Offer(person.id, person.name)
                for person in state.people
                if not self._roles or person.roles & self._roles or person.id in held
            )
        )
        super().show_question(question, state)

    def codes_of(self, value: Value | None) -> tuple[str, ...]:
        """The person."""
        return (value.person,) if isinstance(value, PersonRef) else ()

    def value_of(self, codes: tuple[str, ...]) -> Value | None:
        """The person."""
        return PersonRef(PersonId(codes[0])) if codes else None


class LongListField(Field):
    """One of a list that is too long for cards. The first line takes the answer back."""

    def __init__(self, question: Question, item: ChoiceItem, means: Means, name: str) -> None:
        super().__init__(question, means, name)
        self._box = QuietCombo()
        self._box.setAccessibleName(name)
        self._box.addItem(means.words.say("workspace.choose"), "")
        for offer in offers_of(means.form.options(item), question, means):
            self._box.addItem(offer.text, offer.code)
        self._box.activated.connect(self._on_activated)
        self._box.left.connect(self._on_left)
        stacked(self).addWidget(self._box)

    def inputs(self) -> tuple[QWidget, ...]:
        """The box."""
        return (self._box,)

    def show_value(self, value: Value | None) -> None:
        """Show what is chosen; setting it by program sends nothing."""
        self._box.setCurrentIndex(max(self._box.findData(value or ""), 0))

    def _on_activated(self, place: int) -> None:
        code = self._box.itemData(place)
        self.send(code if isinstance(code, str) and code else None)

    def _on_left(self) -> None:
        self.on_left()


def offers_of(options: Sequence[Option], question: Question, means: Means) -> tuple[Offer, ...]:
    """What is on offer: a retired option only where it is the answer already."""
    held = question.answer.value if question.answer is not None else None
    chosen = held if isinstance(held, tuple) else (held,)
    return tuple(
        Offer(option.code, means.text(option.label), means.text(option.help))
        for option in options
        if not option.retired or option.code in chosen
    )
