"""What the engine itself says where nobody has written a name or an age: data of the set, in its languages."""

from collections.abc import Sequence

from thinkfamily_desktop.domain.text import Text
from thinkfamily_desktop.forms.part import Part, WordsIn

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Said(Part):
    """The words of a set for it, in `people.yaml`; English where a set says nothing."""

    unnamed_baby: WordsIn = Text.of("Baby")
    unnamed_child: WordsIn = Text.of("Child")
    unnamed_person: WordsIn = Text.of("Person")
    no_parent: WordsIn = Text.of("the parent")  # the assessed adult before the register says who that is
    aged: WordsIn = Text.of("{name}, {age}")
    due: WordsIn = Text.of("{name}, due {month}")
    months: tuple[WordsIn, ...] = tuple(map(Text.of, _MONTHS))
    one_day: WordsIn = Text.of("1 day")
    days: WordsIn = Text.of("{count} days")
    weeks: WordsIn = Text.of("{count} weeks")
    age_months: WordsIn = Text.of("{count} months")
    about: WordsIn = Text.of("about {age}")
    together: WordsIn = Text.of("{first} and {last}")
    others: WordsIn = Text.of("others")
    somebody: WordsIn = Text.of("The person who said this")
    review_title: WordsIn = Text.of("Internal review copy: not to be sent")
    review_reader: WordsIn = Text.of("Supervisor, for review")

    def names(self, names: Sequence[str]) -> Text:
        """Names as they are said together; "others" when there is none."""
        if not names:
            return self.others
        if len(names) == 1:
            return Text.of(names[0])
        return self.together.filled(first=", ".join(names[:-1]), last=names[-1])
