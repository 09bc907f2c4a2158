"""A finger on the screen scrolls a page, and presses nothing on the way.

Qt turns a touch into a mouse as well. What is scrolled stays under the finger, so lifting it would press whatever the
swipe began on: an answer nobody gave.
"""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScroller, QScrollerProperties, QWidget
from shiboken6 import isValid

FAR_AWAY = QPointF(-100_000, -100_000)


def follow_the_finger(area: QAbstractScrollArea) -> None:
    """Let a swipe scroll this, and stop at its ends: a page that springs back looks as if something had moved."""
    viewport = area.viewport()
    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.TouchGesture)
    scroller = QScroller.scroller(viewport)
    manner = scroller.scrollerProperties()
    for way in (
        QScrollerProperties.ScrollMetric.HorizontalOvershootPolicy,
        QScrollerProperties.ScrollMetric.VerticalOvershootPolicy,
    ):
        manner.setScrollMetric(way, QScrollerProperties.OvershootPolicy.OvershootAlwaysOff)
    scroller.setScrollerProperties(manner)
    _Finger(viewport, scroller)


class _Finger(QObject):
    """Takes its press away from what a finger came down on, once the finger scrolls."""

    def __init__(self, viewport: QWidget, scroller: QScroller) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._under = viewport
        self._scrolls = False
        viewport.installEventFilter(self)
        scroller.stateChanged.connect(self._on_state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Remember what is under the finger; from the first scroll to the release it gets no more of the mouse."""
        if event.type() == QEvent.Type.TouchBegin and isinstance(event, QTouchEvent) and watched is self._viewport:
            at = event.points()[0].position().toPoint()
            self._under = self._viewport.childAt(at) or self._viewport
        if self._scrolls and event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
            if event.type() == QEvent.Type.MouseButtonRelease:
                self._let_go()
            return True
        return False

    def _on_state(self, state: QScroller.State) -> None:
        if state == QScroller.State.Dragging and not self._scrolls and self._still_there():
            left, none, unheld = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
            kind = QEvent.Type.MouseButtonRelease
            QApplication.sendEvent(self._under, QMouseEvent(kind, FAR_AWAY, FAR_AWAY, left, none, unheld))
            self._scrolls = True
            self._under.installEventFilter(self)

    def _let_go(self) -> None:
        self._scrolls = False
        if self._under is not self._viewport and self._still_there():
            self._under.removeEventFilter(self)

    def _still_there(self) -> bool:
        return bool(isValid(self._under))  # type: ignore[no-untyped-call]
