"""Makes the Windows icon, and every window's, from the drawing resources/icon/thinkfamily-desktop.svg.

python installer/icon.py      (run it after the drawing has changed; a test fails until the icon is of this drawing)
"""

import sys
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent.parent / "resources" / "icon" / "thinkfamily-desktop.svg"
ICON = DRAWING.with_suffix(".ico")
SIZES = (16, 24, 32, 48, 64, 128, 256)
"""Pixels: list, small and large symbol at 100 to 200 %, and the largest that Windows shows."""


def drawn(size: int) -> Image.Image:
    """The drawing in a square of this many pixels."""
    canvas = QImage(size, size, QImage.Format.Format_RGBA8888)
    canvas.fill(0)
    painter = QPainter(canvas)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(canvas.constBits()))


def main() -> int:
    """Draw it in every size."""
    *smaller, largest = (drawn(size) for size in SIZES)
    largest.save(ICON, sizes=[(size, size) for size in SIZES], append_images=smaller)
    print(ICON)
    return 0


if __name__ == "__main__":
    sys.exit(main())
