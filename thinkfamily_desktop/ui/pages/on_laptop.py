"""What this store has left on this laptop outside itself, and the offer to remove each of it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from thinkfamily_desktop.domain.errors import ThinkFamilyError
from thinkfamily_desktop.domain.ids import WorkerId
from thinkfamily_desktop.domain.text import Words
from thinkfamily_desktop.domain.wording import moment_in_words
from thinkfamily_desktop.session.on_laptop import Found, OlderStore, OnLaptop, SavedFile
from thinkfamily_desktop.ui.awaiting import Awaiting
from thinkfamily_desktop.ui.parts.ask_panel import AskPanel
from thinkfamily_desktop.ui.parts.buttons import Button, LinkButton
from thinkfamily_desktop.ui.parts.card_page import WIDE_LETTERS, CardPage
from thinkfamily_desktop.ui.parts.labels import Label
from thinkfamily_desktop.ui.parts.rows import Rows, row_of


class OnLaptopPage(CardPage):
    """Saved files without a password, and older stores kept beside this one."""

    left = Signal()

    def __init__(self, on_laptop: OnLaptop, words: Words, who: WorkerId) -> None:
        super().__init__(WIDE_LETTERS, above=0, below=1)
        self.card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)  # a long list grows it
        self._on_laptop = on_laptop
        self._words = words
        self._who = who
        self._found = Found((), ())
        self._removing_store: OlderStore | None = None
        self._looking, self._doing = Awaiting(self), Awaiting(self)
        self._files, self._stores = Rows(), Rows()
        self._all = Button(words.say("laptop.remove_all"))
        self._all.clicked.connect(self._on_all)
        self._all.hide()
        self._lists = QWidget()  # out of the way while something is asked
        self._panel = AskPanel(words, "laptop.store_says", ("laptop.looked",), "laptop.store_do", "delete.not_now")
        self._panel.done.connect(self._on_remove_store)
        self._panel.left.connect(self._on_not_now)
        self._build()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """What is here is looked for whenever the page comes into sight."""
        super().showEvent(event)
        self._look()

    def _build(self) -> None:
        say, body = self._words.say, self.card.body
        lists = QVBoxLayout(self._lists)
        lists.setContentsMargins(0, 0, 0, 0)
        lists.setSpacing(12)
        lists.addWidget(Label(say("laptop.files"), "strong"))
        lists.addWidget(Label(say("laptop.files_say"), "small", "quiet"))
        lists.addWidget(self._files)
        lists.addWidget(self._all)
        lists.addSpacing(6)
        lists.addWidget(Label(say("laptop.stores"), "strong"))
        lists.addWidget(Label(say("laptop.stores_say"), "small", "quiet"))
        lists.addWidget(self._stores)
        body.addWidget(Label(say("laptop.title"), "title"))
        body.addWidget(self.said)
        body.addWidget(self._lists)
        body.addWidget(self._panel)
        back = LinkButton(say("unlock.forgotten_back"))
        back.clicked.connect(self.left)
        body.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self._files.show_rows([self._quiet("laptop.looking")])

    # -- what is here

    def _look(self) -> None:
        self._looking.take(self._on_laptop.look(), self._on_found, self._on_trouble)

    def _on_found(self, found: object) -> None:
        if isinstance(found, Found):
            self._found = found
            self._all.setVisible(len(found.files) > 1)
            self._files.show_rows([self._file_row(file) for file in found.files] or [self._quiet("laptop.files_none")])
            self._stores.show_rows(
                [self._store_row(store) for store in found.stores] or [self._quiet("laptop.stores_none")]
            )

    def _quiet(self, code: str) -> Label:
        return Label(self._words.say(code), "small", "quiet")

    def _file_row(self, file: SavedFile) -> QWidget:
        when = moment_in_words(file.export.at.astimezone(), self._words, weekday=False, long=False)
        says = self._words.say("laptop.file", file=file.path.name, when=when)
        remove = self._button("laptop.remove", file.path.name)
        remove.clicked.connect(partial(self._on_remove, file))
        return row_of(says, remove, under=self._words.say("laptop.in_folder", folder=str(file.path.parent)))

    def _store_row(self, store: OlderStore) -> QWidget:
        when = moment_in_words(store.written.astimezone(), self._words, weekday=False, long=False)
        says = self._words.say("laptop.store", name=store.folder.name, when=when, megabytes=store.megabytes)
        remove = self._button("laptop.store_remove", store.folder.name)
        remove.clicked.connect(partial(self._on_ask, store))
        return row_of(says, remove, under=self._words.say("laptop.in_folder", folder=str(store.folder.parent)))

    def _button(self, code: str, name: str) -> Button:
        """Short to the eye; a screen reader says which."""
        button = Button(self._words.say(code))
        button.setAccessibleName(self._words.say("delete.of_whom", does=self._words.say(code), name=name))
        return button

    # -- what happens

    def _on_remove(self, file: SavedFile) -> None:
        self._remove((file,))

    def _on_all(self) -> None:
        self._remove(self._found.files)

    def _remove(self, files: tuple[SavedFile, ...]) -> None:
        if not self._doing.busy:
            self._doing.take(self._on_laptop.remove_files(files, self._who), self._on_removed, self._on_trouble)

    def _on_removed(self, left: object) -> None:
        names = ", ".join(file.path.name for file in left) if isinstance(left, tuple) else ""
        if names:
            self._tell(self._words.say("laptop.files_left", files=names), good=False)
        else:
            self._tell(self._words.say("laptop.removed"), good=True)
        self._look()

    def _on_ask(self, store: OlderStore) -> None:
        self._removing_store = store
        self.say("")
        self._lists.hide()
        self._panel.ask(self._words.say("laptop.store_title", name=store.folder.name))

    def _on_not_now(self) -> None:
        self._removing_store = None
        self._panel.clear()
        self._lists.show()

    def _on_remove_store(self) -> None:
        (looked,) = self._panel.typed
        if self._removing_store is not None and not self._doing.busy:
            removing = self._on_laptop.remove_store(self._removing_store, self._who, looked)
            self._doing.take(removing, self._on_store_removed, self._on_trouble)

    def _on_store_removed(self, _: object) -> None:
        self._on_not_now()
        self._tell(self._words.say("laptop.store_removed"), good=True)
        self._look()

    def _on_trouble(self, error: ThinkFamilyError) -> None:
        self._tell(self._words.say(error.code, **error.parameters), good=False)

    def _tell(self, says: str, *, good: bool) -> None:
        self.said.show_tone("good" if good else "warn")
        self.say(says)
