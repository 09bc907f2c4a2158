"""A day, a date as far as it is known, and a time: typed in one line, with what was understood beside it."""

from datetime import date, time

from thinkfamily_desktop.domain.answers import PartialDate, Value
from thinkfamily_desktop.domain.wording import day_in_words, partial_in_words, time_in_words
from thinkfamily_desktop.forms.state import Question
from thinkfamily_desktop.ui.fields.base import LineField, Means
from thinkfamily_desktop.ui.fields.reading_dates import read_date, read_partial_date, read_time

WIDE = 20


class DateField(LineField):
    """One day."""

    def __init__(self, question: Question, means: Means, name: str) -> None:
        super().__init__(question, means, name, WIDE)
        self.line.setPlaceholderText(means.words.say("workspace.date_example"))

    def read(self, text: str) -> Value:
        """The day."""
        return read_date(text, self.means.words, self.means.clock.now().date()) or text

    def write(self, value: Value) -> str:
        """4 Mar 2015."""
        return day_in_words(value, self.means.words) if isinstance(value, date) else str(value)

    def understood(self, value: Value) -> str:
        """Wednesday 4 March 2015."""
        return day_in_words(value, self.means.words, weekday=True, long=True) if isinstance(value, date) else ""


class PartialDateField(LineField):
    """A year, a month or a day."""

    def __init__(self, question: Question, means: Means, name: str) -> None:
        super().__init__(question, means, name, WIDE)
        self.line.setPlaceholderText(means.words.say("workspace.partial_date_example"))

    def read(self, text: str) -> Value:
        """The date as far as it is known."""
        return read_partial_date(text, self.means.words, self.means.clock.now().date()) or text

    def write(self, value: Value) -> str:
        """4 Mar 2015, Mar 2015, about 2015."""
        return partial_in_words(value, self.means.words) if isinstance(value, PartialDate) else str(value)

    def understood(self, value: Value) -> str:
        """The same in words."""
        if not isinstance(value, PartialDate):
            return ""
        if value.is_exact:
            return day_in_words(value.earliest, self.means.words, weekday=True, long=True)
        return partial_in_words(value, self.means.words)


class TimeField(LineField):
    """A time of day."""

    def __init__(self, question: Question, means: Means, name: str) -> None:
        super().__init__(question, means, name, WIDE // 2)
        self.line.setPlaceholderText(means.words.say("workspace.time_example"))

    def read(self, text: str) -> Value:
        """The time."""
        told = read_time(text)
        return text if told is None else told

    def write(self, value: Value) -> str:
        """14:03."""
        return time_in_words(value) if isinstance(value, time) else str(value)

    def understood(self, value: Value) -> str:
        """14:03."""
        return time_in_words(value) if isinstance(value, time) else ""
