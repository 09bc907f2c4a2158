"""Underlines words that may be misspelt, in idle time; and F7 and the menu, which say so and offer others."""

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QPalette, QShortcut, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.ui.announce import announce
from thinkfamily_desktop.ui.spelling import Span, Speller, names_in, spans

IDLE_MS = 350  # after the last letter


class SpellingMarks(QSyntaxHighlighter):
    """Marks what has been looked up already; what has not waits until the hands rest.

    The line is of the accent's colour: red means "act today" and nothing else. The word that is being typed is left
    alone. A press of a key costs a look into a table for each word of its paragraph.
    """

    def __init__(self, box: QPlainTextEdit, speller: Speller) -> None:
        super().__init__(box.document())
        self._box = box
        self._speller = speller
        self._on = True
        self._names: frozenset[str] = frozenset()
        self._waiting: set[int] = set()  # numbers of paragraphs with words to look up
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self.look_up)
        box.cursorPositionChanged.connect(self._on_moved)
        self._idle.start()

    def show_on(self, *, on: bool) -> None:
        """Mark, or not: somebody's exact words are as they are."""
        if on != self._on:
            self._on = on
            self.rehighlight()

    def know(self, names: frozenset[str]) -> None:
        """The family's names are right."""
        if names != self._names:
            self._names = names
            self.rehighlight()

    def look_up(self) -> None:
        """Look up what waits, now."""
        if not self._speller.is_ready:
            self._speller.load()
            self._waiting.update(range(self.document().blockCount()))
        waiting, self._waiting = self._waiting, set()
        for number in waiting if self._on else ():
            block = self.document().findBlockByNumber(number)
            for span in spans(block.text()):
                self._speller.is_right(span.word)
            self.rehighlightBlock(block)

    def wrong(self) -> list[Span]:
        """Every word that may be misspelt, by its place in the whole text."""
        text = self._box.toPlainText() if self._on else ""
        return [span for span in spans(text) if span.word not in self._names and not self._speller.is_right(span.word)]

    def highlightBlock(self, text: str) -> None:  # noqa: N802
        """Underline what is known to be wrong."""
        if not self._on:
            return
        number = self.currentBlock().blockNumber()
        cursor = self._box.textCursor()
        typing = cursor.positionInBlock() if self._box.hasFocus() and cursor.blockNumber() == number else -1
        for span in spans(text):
            right = self._speller.looked_up(span.word)
            if right is None or span.start <= typing <= span.end:
                self._waiting.add(number)
            elif not right and span.word not in self._names:
                self.setFormat(span.start, len(span.word), self._underlined())
        if self._waiting:
            self._idle.start()

    def _underlined(self) -> QTextCharFormat:
        underlined = QTextCharFormat()
        underlined.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
        underlined.setUnderlineColor(self._box.palette().color(QPalette.ColorRole.Link))
        return underlined

    def _on_moved(self) -> None:
        if self._waiting:
            self._idle.start()


class SpellingHelp(QObject):
    """What the keyboard, the mouse and a screen reader have of the marks of one box."""

    def __init__(self, box: QPlainTextEdit, speller: Speller, words: Words) -> None:
        super().__init__(box)
        self.marks = SpellingMarks(box, speller)
        self._box = box
        self._speller = speller
        self._words = words
        box.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        box.customContextMenuRequested.connect(self._on_menu)
        next_one = QShortcut(QKeySequence(Qt.Key.Key_F7), box)
        next_one.setContext(Qt.ShortcutContext.WidgetShortcut)
        next_one.activated.connect(self._on_next)

    def know(self, *names: str) -> None:
        """The family's names are right."""
        self.marks.know(names_in(*names))

    # -- within

    def _on_next(self) -> None:
        """Go to the next word that may be misspelt, after the last to the first, and offer others."""
        self.marks.look_up()
        wrong = self.marks.wrong()
        if not wrong:
            announce(self._box, self._words.say("spelling.nothing"))
            return
        here = self._box.textCursor().selectionEnd()
        span = next((span for span in wrong if span.start >= here), wrong[0])
        cursor = self._box.textCursor()
        cursor.setPosition(span.start)
        cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        self._box.setTextCursor(cursor)
        announce(self._box, self._words.say("spelling.perhaps", word=span.word), urgent=True)
        menu = QMenu(self._box)
        self._offer(menu, span, None)
        self._pop_up(menu, self._box.cursorRect().bottomLeft())

    def _on_menu(self, at: QPoint) -> None:
        menu = self._box.createStandardContextMenu()
        place = self._box.cursorForPosition(at).position()
        span = next((span for span in self.marks.wrong() if span.start <= place <= span.end), None)
        if span is not None and menu.actions():
            self._offer(menu, span, menu.actions()[0])
        self._pop_up(menu, at)

    def _offer(self, menu: QMenu, span: Span, before: QAction | None) -> None:
        """The suggestions, and to let the word stand, above what a menu has otherwise."""
        suggested = self._speller.suggestions(span.word)
        offered = [QAction(word.replace("&", "&&"), menu) for word in suggested]
        for action, word in zip(offered, suggested, strict=True):
            action.triggered.connect(lambda _=False, word=word: self._replace(span, word))
        if not offered:
            offered = [QAction(self._words.say("spelling.no_other"), menu)]
            offered[0].setEnabled(False)
        stand = QAction(self._words.say("spelling.let_stand", word=span.word).replace("&", "&&"), menu)
        stand.triggered.connect(lambda: self._let_stand(span.word))
        for action in (*offered, stand):
            menu.insertAction(before, action)  # type: ignore[arg-type]  # None puts it last
        menu.insertSeparator(stand)
        if before is not None:
            menu.insertSeparator(before)

    def _pop_up(self, menu: QMenu, at: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._box.viewport().mapToGlobal(at))
        if (first := next((action for action in menu.actions() if action.isEnabled()), None)) is not None:
            menu.setActiveAction(first)

    def _replace(self, span: Span, word: str) -> None:
        cursor = self._box.textCursor()
        cursor.setPosition(span.start)
        cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(word)
        self._box.setTextCursor(cursor)

    def _let_stand(self, word: str) -> None:
        self._speller.accept(word)
        self.marks.rehighlight()
