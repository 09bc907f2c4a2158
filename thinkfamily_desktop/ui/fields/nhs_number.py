"""An NHS number: spaces, hyphens and brackets do not matter; read back as 3 3 4."""

import re

from thinkfamily_desktop.domain.answers import Value
from thinkfamily_desktop.domain.wording import nhs_number_in_words
from thinkfamily_desktop.forms.state import Question
from thinkfamily_desktop.ui.fields.base import LineField, Means

WIDE = 18


class NhsNumberField(LineField):
    """Kept as its figures; what is no NHS number is kept and named."""

    def __init__(self, question: Question, means: Means, name: str) -> None:
        super().__init__(question, means, name, WIDE)
        self.line.left.connect(self._tidy)

    def read(self, text: str) -> Value:
        """The figures, without what people put between them."""
        return re.sub(r"[\s()\-–.]", "", text)

    def show_value(self, value: Value | None) -> None:
        """3 3 4."""
        self.line.show_text(nhs_number_in_words(value) if isinstance(value, str) else "")

    def _tidy(self) -> None:
        self.show_value(self._sent)
