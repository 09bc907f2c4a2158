"""The PDF as it will be read: the very bytes that will be saved, drawn page by page off the window's thread."""

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.parts.buttons import Button
from thinkfamily_desktop.ui.parts.cards import Panel
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.swiping import follow_the_finger
from thinkfamily_desktop.ui.pdf_pages import PagePicture, PdfPages

ZOOMS = (100, 125, 150, 200, 300)  # per cent of the size at which the page fits
AROUND = 20  # pixels of ground about the paper
RESIZE_PAUSE_MS = 120
SLACK = 3  # pixels by which a drawn page may differ from the room it has
PAPER = QColor("white")  # paper is white in every theme
A4 = 297 / 210


class Paper(QWidget):
    """One page, as wide as asked; until it is drawn an empty sheet of the right shape."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.shape = A4  # height by width
        self._width = 1
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_picture(self, picture: PagePicture | None) -> None:
        """Show this page, or an empty sheet."""
        self._image = None
        if picture is not None:
            line = len(picture.pixels) // picture.height
            drawn = QImage(picture.pixels, picture.width, picture.height, line, QImage.Format.Format_RGB32)
            self._image = drawn.copy()  # the pixels belong to the picture, which does not stay
            self.shape = picture.height / picture.width
        self.show_width(self._width)
        self.update()

    def show_width(self, width: int) -> None:
        """Be this wide."""
        self._width = max(width, 1)
        self.setFixedSize(self._width, round(self._width * self.shape))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint the sheet and what is on it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), PAPER)
        if self._image is not None:
            painter.drawImage(self.rect(), self._image)


class _PaperScroll(QScrollArea):
    """Both ways, because a page that is enlarged is wider than the window."""

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(paper)
        follow_the_finger(self)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Enough to see half a page."""
        return QSize(300, 300)


class PdfPreview(Panel):
    """Page keys and buttons turn the pages, plus and minus change the size."""

    def __init__(self, pages: PdfPages, words: Words) -> None:
        super().__init__("paper_ground")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words.say("check.preview"))
        self.setAccessibleDescription(words.say("check.preview_help"))
        self._pages = pages
        self._words = words
        self._pdf = b""
        self._number = 0
        self._count = 0
        self._zoom = 0
        self._awaiting = Awaiting(self)
        self._paper = Paper()
        self._scroll = _PaperScroll(self._paper)
        self._said = Label(words.say("check.preview_none"), "small", "quiet")
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._previous = self._button("check.preview_previous", "‹")
        self._next = self._button("check.preview_next", "›")
        self._smaller = self._button("check.preview_smaller", "−")
        self._larger = self._button("check.preview_larger", "+")
        self._previous.clicked.connect(self._on_previous)
        self._next.clicked.connect(self._on_next)
        self._smaller.clicked.connect(self._on_smaller)
        self._larger.clicked.connect(self._on_larger)
        self._resized = QTimer(self, interval=RESIZE_PAUSE_MS, singleShot=True)
        self._resized.timeout.connect(self._draw)
        self._build()
        self.show_pdf(b"")

    @property
    def pdf(self) -> bytes:
        """The bytes that are shown; empty while there are none."""
        return self._pdf

    @property
    def says(self) -> str:
        """The line above the page."""
        return self._said.text()

    def show_pdf(self, pdf: bytes) -> None:
        """Show these bytes, at the page that was being read."""
        self._pdf = pdf
        if pdf:
            self._draw()
            return
        self._awaiting.forget()
        self._number = self._count = 0
        self._paper.hide()
        self._say(self._words.say("check.preview_none"))

    def show_said(self, text: str) -> None:
        """Say what is happening instead; the page that was there stays."""
        self._say(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Page keys, Home, End, plus and minus."""
        match Qt.Key(event.key()):
            case Qt.Key.Key_PageDown | Qt.Key.Key_Right:
                self._turn(self._number + 1)
            case Qt.Key.Key_PageUp | Qt.Key.Key_Left:
                self._turn(self._number - 1)
            case Qt.Key.Key_Home:
                self._turn(0)
            case Qt.Key.Key_End:
                self._turn(self._count - 1)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self._on_larger()
            case Qt.Key.Key_Minus:
                self._on_smaller()
            case Qt.Key.Key_Down | Qt.Key.Key_Up as key:
                bar = self._scroll.verticalScrollBar()
                bar.setValue(bar.value() + (60 if key == Qt.Key.Key_Down else -60))
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Fit the paper at once, and draw it sharply when the dragging has stopped."""
        super().resizeEvent(event)
        self._paper.show_width(self._paper_width())
        if self._pdf:
            self._resized.start()

    # -- within

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        self.back = Button(self._words.say("check.preview_hide"), bar=True)
        self.back.hide()
        top.addWidget(self.back)
        top.addWidget(self._previous)
        top.addWidget(self._next)
        top.addWidget(self._said, 1)
        top.addWidget(self._smaller)
        top.addWidget(self._larger)
        body = QVBoxLayout(self)
        body.setContentsMargins(AROUND, 4, AROUND, AROUND // 2)
        body.setSpacing(2)
        body.addLayout(top)
        body.addWidget(self._scroll, 1)

    def _button(self, code: str, sign: str) -> Button:
        button = Button(sign, bar=True)
        button.setAccessibleName(self._words.say(code))
        button.setToolTip(self._words.say(code))
        return button

    def _paper_width(self) -> int:
        """At the first size the whole page is in sight."""
        room = self._scroll.contentsRect()
        return round(min(room.width() - 2, (room.height() - 2) / self._paper.shape)) * ZOOMS[self._zoom] // 100

    def _turn(self, number: int) -> None:
        number = max(0, min(number, self._count - 1))
        if number != self._number and self._pdf:
            self._number = number
            self._scroll.verticalScrollBar().setValue(0)
            self._draw()

    def _zoom_to(self, zoom: int) -> None:
        zoom = max(0, min(zoom, len(ZOOMS) - 1))
        if zoom != self._zoom:
            self._zoom = zoom
            self._paper.show_width(self._paper_width())
            if self._pdf:
                self._draw()

    def _draw(self) -> None:
        pixels = round(self._paper_width() * self.devicePixelRatioF())
        self._awaiting.take(
            self._pages.picture(self._pdf, self._number, max(pixels, 60)), self._on_picture, self._on_trouble
        )

    def _on_picture(self, picture: PagePicture) -> None:
        self._number, self._count = picture.number, picture.pages
        self._paper.show_picture(picture)
        ratio = self.devicePixelRatioF()
        if abs(picture.width - self._paper_width() * ratio) > SLACK:
            self._resized.start()
            self._paper.show_width(self._paper_width())
        else:
            self._paper.show_width(round(picture.width / ratio))  # pixel for pixel, or letters blur
        self._paper.show()
        place = {"number": picture.number + 1, "pages": picture.pages}
        self._paper.setAccessibleName(self._words.say("check.preview_words", words=picture.words, **place))
        self._say(self._words.say("check.preview_page", **place))

    def _on_trouble(self, error: ThinkFamilyError) -> None:
        self._say(self._words.say(error.code, **error.parameters))

    def _say(self, text: str) -> None:
        self._said.show_text(text)
        self.setAccessibleDescription(text)
        self._previous.setEnabled(self._number > 0)
        self._next.setEnabled(self._number + 1 < self._count)
        self._smaller.setEnabled(bool(self._pdf) and self._zoom > 0)
        self._larger.setEnabled(bool(self._pdf) and self._zoom + 1 < len(ZOOMS))

    def _on_previous(self) -> None:
        self._turn(self._number - 1)

    def _on_next(self) -> None:
        self._turn(self._number + 1)

    def _on_smaller(self) -> None:
        self._zoom_to(self._zoom - 1)

    def _on_larger(self) -> None:
        self._zoom_to(self._zoom + 1)

    def paper_rect(self) -> QRect:
        """Where the paper lies, in this widget."""
        return QRect(self._paper.mapTo(self, self._paper.rect().topLeft()), self._paper.size())
