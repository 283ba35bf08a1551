"""Listings that may be one service twice: the pairs with their reasons, and the chosen two side by side."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from navigator.listings.twins.apart import forget_apart, note_apart
from navigator.listings.twins.duplicates import Pair
from navigator.listings.twins.sides import Sides, read_sides
from ui.listings.keeping import Keeping
from ui.listings.twins.pairs_chosen import ChosenPair
from ui.listings.twins.pairs_list import PairsList, key_of
from ui.listings.twins.pairs_looking import Looked, Looking
from ui.listings.view import View
from ui.shell.arranged import Arranged
from ui.shell.notice import Notice
from ui.shell.parts import Toned
from ui.shell.saying import announce, sentence
from ui.shell.splitter import Splitter
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Button, Text
from ui.shell.theme import characters, give_room

if TYPE_CHECKING:
    from navigator.directory import Store
    from navigator.listings.changes.editor import Author

_LOOKING: Final = "Looking..."
_COMPARES: Final = "The names, numbers and addresses of all listings are compared. Thousands of them take some seconds."
_NONE: Final = "No two listings look like one service."
_LEFT_OUT: Final = "Pairs that somebody noted as two services are not shown again."
_TWO: Final = 100
"""With as many characters across, the pairs and the chosen one stand side by side; with fewer they take turns."""
_LIST: Final = 38


class PairsView(Arranged, View):
    """The pairs, the likeliest first; to merge one, or to note that it is two services, listings must be editable."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        self._looked: Looked | None = None
        self._of = ""
        self._stale = self._reads = False
        self._swapped: set[str] = set()
        self._noted: tuple[str, str] | None = None
        self._looking = Looking(keeping, self)
        self.list, self.chosen = PairsList(), ChosenPair()
        self.take_back = Button("Take that back")
        self.waiting, self.empty, self.problem = Notice("Stop looking"), Notice("Go back"), Notice("Try again")
        self._told, self._wrong = Text(selectable=True), Toned("", "urgent")
        self._lay_out()
        self._connect()
        self._offer()

    @property
    def parts(self) -> Sequence[QWidget]:
        """What was noted, the pairs, and the chosen one."""
        return (self._head, self.waiting, self.empty, self.problem, self.list, self.panes.handle(1), self.chosen)

    @property
    def pair(self) -> Pair | None:
        """The pair that is chosen."""
        return self.list.pair

    def open(self, *what: str) -> None:
        """Show all pairs, or those of the listing named."""
        of = what[0] if what else ""
        self._say_noted("")
        self._tell(None)
        self._turn(reads=False)
        if self._looked is not None and of == self._of:
            self._show(self._looked)
            return
        self._of, self._looked, self._stale = of, None, False
        self._show_page(self.waiting)
        self._looking.look(of)

    def enter(self) -> None:
        """Take the keyboard to the pairs."""
        shown = self._pages.currentWidget()
        if isinstance(shown, Notice):
            shown.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._reads and self._narrow:
            self.chosen.sides.enter()
        else:
            self.list.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes from a pair to the others, where they take turns."""
        if event.key() == Qt.Key.Key_Escape and self._reads and self._narrow:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again, where the directory was changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._follow()

    def _lay_out(self) -> None:
        self._noted_row = QWidget()
        noted = QHBoxLayout(self._noted_row)
        noted.addWidget(self._told, 1)
        noted.addWidget(self.take_back)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        for part in (self._noted_row, self._wrong):
            head.addWidget(part)
        self.panes = Splitter(Qt.Orientation.Horizontal, ["Edge after the pairs"])
        for pane in (self.list, self.chosen):
            self.panes.addWidget(pane)
        self.panes.setStretchFactor(1, 1)
        self._pages = QStackedWidget()
        for page in (self.waiting, self.empty, self.problem, self.panes):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.addWidget(self._head)
        layout.addWidget(self._pages, 1)
        for widget, its in ((self._noted_row, noted), (self._head, head), (self, layout)):
            give_room(widget, its, between=0.4)
        self.waiting.say(_LOOKING, _COMPARES)

    def _connect(self) -> None:
        for button, press in (
            (self.take_back, self._forget),
            (self.empty.button, self._leave_empty),
            (self.waiting.button, self._stop),
            (self.problem.button, self._try_again),
        ):
            button.clicked.connect(press)
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open_pair)
        self.list.everything_asked.connect(self._show_all)
        self.list.rows.clicked.connect(lambda _index: self._turn(reads=True))
        self.chosen.merge_asked.connect(self._merge)
        self.chosen.apart_asked.connect(self._note)
        self.chosen.swap_asked.connect(self._swap)
        self.chosen.back_asked.connect(self._go_back)
        self._looking.found.connect(self._take)
        self._looking.failed.connect(self._fail)
        self.keeping.changed.connect(self._mark)
        self.keeping.editing.changed.connect(lambda _on: self._offer())

    def _mark(self) -> None:
        """The directory is another: look again now, or when this is next seen."""
        self._stale = self._looked is not None or self._looking.running
        if self._stale and self.isVisible():
            self._follow()

    def _follow(self) -> None:
        """Look at the chosen pair at once, and at all others soon; what is shown stays meanwhile."""
        self._stale = False
        self._choose()
        self._looking.look_again()

    def _take(self, looked: Looked) -> None:
        self._looked = looked
        self._show(looked)

    def _fail(self, error: Exception) -> None:
        self._looked = None
        self.problem.say("The pairs could not be looked for.", sentence(error))
        self._show_page(self.problem)

    def _show_all(self) -> None:
        self.open()
        self.enter()

    def _try_again(self) -> None:
        self.open(*filter(None, [self._of]))
        self.enter()

    def _stop(self) -> None:
        self._looking.stop()
        self.left.emit()

    def _leave_empty(self) -> None:
        if self._of:
            self._show_all()
        else:
            self.left.emit()

    def _show(self, looked: Looked) -> None:
        """Show these pairs; the chosen one stays so."""
        pairs = looked.pairs
        self.list.show_pairs(pairs, of_one=bool(self._of))
        if not pairs:
            self.empty.button.setText("Show all pairs" if self._of else "Back to the table")
            self.empty.say(f"No other listing looks like {looked.name}." if self._of else _NONE, _LEFT_OUT)
            self.chosen.sides.clear()
        self._show_page(self.panes if pairs else self.empty)

    def _show_page(self, page: QWidget) -> None:
        held = has_keyboard(self._pages)
        self._pages.setCurrentWidget(page)
        if held:
            self.enter()

    def _choose(self) -> None:
        """Show the chosen pair side by side."""
        if (pair := self.pair) is None:
            return
        keep, drop = self._order(pair)
        self.keeping.look_up(
            "pairs-sides",
            lambda listings: read_sides(listings.connection, keep, drop),
            owner=self,
            success=partial(self._show_sides, pair),
            failure=self._tell,
        )

    def _show_sides(self, pair: Pair, sides: Sides | None) -> None:
        if sides is None:
            self._drop(pair)
        elif pair == self.pair:
            self._tell(None)
            self.chosen.show_pair(pair, sides)

    def _drop(self, pair: Pair) -> None:
        """Show the others: this is no pair any more."""
        if self._looked is not None:
            self._looked = self._looked._replace(pairs=tuple(one for one in self._looked.pairs if one != pair))
            self._turn(reads=False)
            self._show(self._looked)

    def _order(self, pair: Pair) -> tuple[str, str]:
        """The ids of a pair, of the one that would stay first: one that runs, unless somebody wants it otherwise."""
        one, other = pair.one.id, pair.other.id
        turned = (pair.one.status == "closed") != (key_of(pair) in self._swapped)
        return (other, one) if turned else (one, other)

    def _swap(self) -> None:
        if self.pair is not None:
            self._swapped ^= {key_of(self.pair)}
            self._choose()

    def _merge(self) -> None:
        if self.pair is not None:
            self.view_asked.emit("merge", self._order(self.pair))

    def _note(self) -> None:
        """Remember that the chosen two are two services."""
        if (pair := self.pair) is None:
            return
        ids = pair.one.id, pair.other.id

        def note(store: "Store", _author: "Author") -> bool:
            return note_apart(store, *ids)

        def done(_new: bool) -> None:
            self._noted = ids
            self._drop(pair)
            self.said.emit("", 0)  # what was done before is no longer what Undo would be taken for
            self._say_noted(f"Remembered: {pair.one.name} and {pair.other.name} are two services.")
            self.enter()

        self._change(note, done)

    def _forget(self) -> None:
        """Take back that two are two services."""
        if (noted := self._noted) is None:
            return

        def forget(store: "Store", _author: "Author") -> bool:
            return forget_apart(store, *noted)

        def done(_new: bool) -> None:
            self._noted = None
            self._say_noted("That was taken back: they may be one service.")
            self.enter()

        self._change(forget, done)

    def _change(self, change: "Callable[[Store, Author], bool]", done: Callable[[bool], None]) -> None:
        self._tell(None)
        self.keeping.change(change, owner=self, success=done, failure=self._tell)

    def _say_noted(self, text: str) -> None:
        self._told.setText(text)
        self._noted_row.setVisible(bool(text))
        self._offer()
        announce(self, text)

    def _tell(self, error: Exception | None) -> None:
        self._wrong.setText(sentence(error) if error else "")
        self._wrong.setVisible(error is not None)
        announce(self, self._wrong.text())

    def _offer(self) -> None:
        """Offer what can be done now."""
        on = self.keeping.editing.on
        self.chosen.offer(on=on)
        self.take_back.setVisible(on and self._noted is not None)

    def _open_pair(self) -> None:
        self._turn(reads=True)
        self.chosen.sides.enter()

    def _go_back(self) -> None:
        self._turn(reads=False)
        self.enter()

    def _turn(self, *, reads: bool) -> None:
        """Show the pairs or the chosen one, where they take turns."""
        self._reads = reads
        self._arrange()

    @property
    def _narrow(self) -> bool:
        return self.width() < characters(self, _TWO)

    def _arrange(self) -> None:
        narrow = self._narrow
        self.list.setVisible(not (narrow and self._reads))
        self.chosen.setVisible(not narrow or self._reads)
        self.chosen.back.setVisible(narrow)
        if not narrow:
            listing = characters(self, _LIST)
            self.panes.setSizes([listing, max(1, self.width() - listing)])
