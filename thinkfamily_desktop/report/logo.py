"""The organisation's logo: a PNG file judged before it is unpacked, and a small figure beside the title of page 1."""

import struct
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.report import style
from thinkfamily_desktop.report.blocks import Maker
from thinkfamily_desktop.report.flow import Block, Columns, Heading
from thinkfamily_desktop.report.structure import Elem
from thinkfamily_desktop.report.tagging import TaggedCanvas

LARGEST_FILE = 1_000_000  # bytes
SIDES = (60, 3_000)  # pixels
WIDEST, TALLEST = 8, 2  # times as wide as tall, and as tall as wide
BOX = (120.0, 28.0)  # points: it may lengthen page 1 by a few points, never by a line
MOST_PIXELS = (1_000, 250)  # 600 to the inch in that box; more would only make every file heavier
GAP = 17.0
BELOW = 3.0
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = 24  # bytes until the two sides have been said


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo on white, row by row in red, green and blue, and whose it is; "" where nobody has said."""

    pixels: bytes
    wide: int
    tall: int
    name: str

    @property
    def points(self) -> tuple[float, float]:
        """How wide and how tall it stands on paper."""
        scale = min(BOX[0] / self.wide, BOX[1] / self.tall)
        return self.wide * scale, self.tall * scale


def read_logo(file: Path, name: str = "") -> Logo:
    """The logo in a file. Raises ThinkFamilyError, `report.logo_…`, for any that is not as the policy asks."""
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        raise ThinkFamilyError("report.logo_not_read", file=str(file)) from error
    if len(data) > LARGEST_FILE:
        raise ThinkFamilyError("report.logo_too_large", file=str(file))
    if len(data) < _HEADER or not data.startswith(_SIGNATURE):
        raise ThinkFamilyError("report.logo_not_png", file=str(file))
    wide, tall = struct.unpack(">II", data[16:_HEADER])  # asked first: a small file can unpack to gigabytes
    least, most = SIDES
    if not (least <= wide <= most and least <= tall <= most and wide <= WIDEST * tall and tall <= TALLEST * wide):
        raise ThinkFamilyError("report.logo_wrong_size", file=str(file), wide=wide, tall=tall)
    try:
        with Image.open(BytesIO(data), formats=("PNG",)) as picture:
            flat = _on_white(picture)
    except (OSError, SyntaxError, ValueError) as error:
        raise ThinkFamilyError("report.logo_not_png", file=str(file)) from error
    return Logo(flat.tobytes(), flat.width, flat.height, name)


def _on_white(picture: Image.Image) -> Image.Image:
    """As it looks on paper, and no finer than a printer can show."""
    if picture.mode.startswith("I"):
        raise ValueError("16 bits to a pixel")  # they would be cut off, not scaled
    clear = picture.convert("RGBA")
    flat = Image.new("RGB", clear.size, "white")
    flat.paste(clear, mask=clear.getchannel("A"))
    flat.thumbnail(MOST_PIXELS, Image.Resampling.LANCZOS)
    return flat


@dataclass(eq=False, slots=True)
class LogoFigure:
    """The logo as a block, against the right edge."""

    logo: Logo
    elem: Elem
    before: float = 0.0
    keep_with_next: bool = False

    def height(self, width: float) -> float:  # noqa: ARG002
        """How tall it is, in points."""
        return self.logo.points[1] + BELOW

    least = height

    def split(self, width: float, room: float) -> None:  # noqa: ARG002
        """It is never split."""
        return

    def draw(self, canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        """Draws it with its top right corner here."""
        wide, tall = self.logo.points
        left = x + width - wide
        canvas.box_of(self.elem, left, top, wide, tall)
        with canvas.inside(self.elem):
            canvas.picture((self.logo.pixels, self.logo.wide, self.logo.tall), left, top, wide, tall)


def beside(title: Heading, logo: Logo | None, make: Maker, sect: Elem) -> Block:
    """The title with the logo to its right, read after it; the title alone where there is none."""
    if logo is None:
        return title
    say = make.words.say
    says = say("report.logo_of", name=logo.name) if logo.name else say("report.logo_unnamed")
    figure = LogoFigure(logo, sect.add("Figure", alt=says))
    wide = logo.points[0]
    return Columns([[title], [figure]], (style.BODY_WIDTH - GAP - wide, wide), GAP, title.before, keep_with_next=True)
