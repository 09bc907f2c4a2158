"""Type, spacing and colour of every page; the only place that chooses them."""

from dataclasses import dataclass, replace

POINTS_PER_MM = 72 / 25.4

PAGE_WIDTH = 210 * POINTS_PER_MM
PAGE_HEIGHT = 297 * POINTS_PER_MM
MARGIN = 39.0
TOP = 34.0  # where the header stands
BODY_TOP = 60.0  # where the text of later pages begins
FRONT_TOP = 48.0
BOTTOM = 792.0  # where text ends
FOOT = 799.0  # where the footer's rule lies
BODY_WIDTH = PAGE_WIDTH - 2 * MARGIN

Colour = tuple[float, float, float]


def _hex(value: str) -> Colour:
    return (int(value[0:2], 16) / 255, int(value[2:4], 16) / 255, int(value[4:6], 16) / 255)


# Each keeps at least 4.5:1 against white, in colour and in grey; none carries a meaning by itself.
INK = _hex("1B2530")
QUIET = _hex("566472")
HEADING = _hex("00566B")
ALARM = _hex("9B1030")
RULE = _hex("C9D2DA")
PALE = _hex("F3F6F8")
DASH = _hex("8592A0")

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "regular", "bold", "italic", "bold-italic"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How words are set. Sizes are in points; `leading` is from one baseline to the next."""

    size: float
    leading: float
    face: str = REGULAR
    colour: Colour = INK

    def bold(self) -> "TextStyle":
        """The same in bold."""
        return replace(self, face=BOLD)

    def quiet(self) -> "TextStyle":
        """The same in the quiet colour."""
        return replace(self, colour=QUIET)

    def coloured(self, colour: Colour) -> "TextStyle":
        """The same in another colour."""
        return replace(self, colour=colour)


TITLE = TextStyle(18, 22, BOLD)
SUBTITLE = TextStyle(8.8, 11.8, colour=QUIET)
CHAPTER = TextStyle(15, 19, BOLD)
PERSON = TextStyle(12, 16, BOLD)
HEADING_2 = TextStyle(10.8, 14, BOLD, HEADING)
BODY = TextStyle(9.4, 12.8)
LABEL = TextStyle(8.8, 13, colour=QUIET)
SMALL = TextStyle(8.3, 11.2)
COMPACT_BODY = TextStyle(8.8, 11.8)
COMPACT_SMALL = TextStyle(8, 10.4)
TIGHT_BODY = TextStyle(8.4, 11)
TIGHT_SMALL = TextStyle(7.7, 9.7)
SOURCE = TextStyle(7.4, 10, colour=QUIET)
FURNITURE = TextStyle(8, 10, colour=QUIET)
