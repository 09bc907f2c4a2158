"""The right field for each kind of item."""

from typing import assert_never

from thinkfamily_desktop.forms.model import (
    ChoiceItem,
    DateItem,
    LongTextItem,
    NhsNumberItem,
    NumberItem,
    PartialDateItem,
    PersonItem,
    RowsItem,
    SeveralItem,
    TextItem,
    TimeItem,
    YesNoItem,
)
from thinkfamily_desktop.forms.state import Question
from thinkfamily_desktop.ui.fields.base import Field, Means
from thinkfamily_desktop.ui.fields.date import DateField, PartialDateField, TimeField
from thinkfamily_desktop.ui.fields.long_text import LongTextField
from thinkfamily_desktop.ui.fields.nhs_number import NhsNumberField
from thinkfamily_desktop.ui.fields.number import NumberField
from thinkfamily_desktop.ui.fields.options import (
    MOST_CARDS,
    ChoiceField,
    LongListField,
    PersonField,
    SeveralField,
    YesNoField,
)
from thinkfamily_desktop.ui.fields.rows import RowsField
from thinkfamily_desktop.ui.fields.text import TextField


def make_field(question: Question, means: Means, name: str) -> Field:
    """The field for a question. `name` is what a screen reader calls it: the question itself."""
    item = question.item
    match item:
        case TextItem():
            return TextField(question, means, name)
        case LongTextItem():
            return LongTextField(question, means, name)
        case YesNoItem():
            return YesNoField(question, means, name)
        case ChoiceItem():
            if len(means.form.options(item)) > MOST_CARDS:
                return LongListField(question, item, means, name)
            return ChoiceField(question, item, means, name)
        case SeveralItem():
            return SeveralField(question, item, means, name)
        case NumberItem():
            return NumberField(question, item, means, name)
        case DateItem():
            return DateField(question, means, name)
        case PartialDateItem():
            return PartialDateField(question, means, name)
        case TimeItem():
            return TimeField(question, means, name)
        case PersonItem():
            return PersonField(question, item, means, name)
        case NhsNumberItem():
            return NhsNumberField(question, means, name)
        case RowsItem():
            return RowsField(question, item, means, name, make_field)
        case _:
            assert_never(item)
