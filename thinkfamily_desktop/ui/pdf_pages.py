"""Turns the bytes of a PDF into pictures of its pages, away from the window's thread."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import pypdfium2 as pdfium

from thinkfamily_desktop.report.pdfium import ONE_AT_A_TIME


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as 32-bit pixels (blue, green, red, unused), with the words on it for a screen reader."""

    pdf: bytes
    number: int  # from 0
    pages: int
    width: int  # pixels
    height: int
    pixels: bytes
    words: str


class PdfPages:
    """Draws pages one at a time on a thread of its own: PDFium may not be entered twice."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdf-pages")

    def picture(self, pdf: bytes, number: int, width: int) -> "Future[PagePicture]":
        """The page `number` (from 0; past the end means the last), `width` pixels wide."""
        return self._thread.submit(_picture_alone, pdf, number, width)

    def close(self) -> None:
        """Draw nothing more; waits for the page being drawn."""
        self._thread.shutdown(wait=True, cancel_futures=True)


def _picture_alone(pdf: bytes, number: int, width: int) -> PagePicture:
    with ONE_AT_A_TIME:  # a file may be under verification on another thread
        return _picture(pdf, number, width)


def _picture(pdf: bytes, number: int, width: int) -> PagePicture:
    document = pdfium.PdfDocument(pdf)
    try:
        pages = len(document)
        number = max(0, min(number, pages - 1))
        page = document[number]
        bitmap = page.render(scale=width / page.get_width(), rev_byteorder=False, prefer_bgrx=True)
        words = page.get_textpage().get_text_bounded()
        return PagePicture(pdf, number, pages, bitmap.width, bitmap.height, bytes(bitmap.buffer), words)
    finally:
        document.close()
