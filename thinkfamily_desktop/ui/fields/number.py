"""A number, kept as typed."""

from decimal import Decimal, InvalidOperation

from thinkfamily_desktop.domain.answers import Value
from thinkfamily_desktop.domain.wording import number_in_words
from thinkfamily_desktop.forms.model import NumberItem
from thinkfamily_desktop.forms.state import Question
from thinkfamily_desktop.ui.fields.base import LineField, Means

WIDE = 12


class NumberField(LineField):
    """1.10 stays 1.10; what is no number is kept as text."""

    def __init__(self, question: Question, item: NumberItem, means: Means, name: str) -> None:
        super().__init__(question, means, name, WIDE)
        self._unit = means.text(item.unit)
        self._understood.show_text(self._unit)

    def read(self, text: str) -> Value:
        """The number."""
        try:
            number = Decimal(text.replace(" ", "").replace(",", "" if "." in text else "."))
        except InvalidOperation:
            return text
        return number if number.is_finite() else text

    def write(self, value: Value) -> str:
        """The number as it was typed."""
        return number_in_words(value) if isinstance(value, Decimal) else str(value)

    def _explain(self, value: Value | None) -> None:  # noqa: ARG002  the unit stands there whatever is typed
        self._understood.show_text(self._unit)
