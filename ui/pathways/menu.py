"""What there is in the room of pathways: every situation, transition point and catch-22 by name."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout, QWidget

from ui.shell.fields import Field
from ui.shell.parts import Link
from ui.shell.text import Button, Text
from ui.shell.theme import ACCENT, QUIET, give_room

WHO: Final = "who"
"""The kind of the map of who to talk to, which has no id."""
_WHO: Final = "Who to talk to"
_URGENT: Final = "In danger now? Right now (F8)"
_NARROW: Final = "Type to shorten the list"
_NARROW_SAYS: Final = "A word, such as prison, tenancy or methadone. The down arrow goes to the list."
_NOTHING: Final = "Nothing here has that word. Find searches all services."
_OPENS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right})
_TO_LIST: Final = frozenset({Qt.Key.Key_Down, Qt.Key.Key_PageDown})


class Entry(NamedTuple):
    """One thing there is: its kind, its id, its name, and more words that it is found by."""

    kind: str
    id: str
    name: str
    words: str = ""

    @property
    def searched(self) -> str:
        """Everything it is found by."""
        return f"{self.name} {self.words}".casefold()


class Section(NamedTuple):
    """Things of one kind, under a heading."""

    heading: str
    entries: tuple[Entry, ...]


class Menu(QWidget):
    """A list with sections, a box that shortens it, and the way to the map of who to talk to.

    ``chosen`` is the kind and id of what somebody came to, ``opened`` of what they pressed; ``right_now_asked`` is for
    somebody who cannot wait.
    """

    chosen = Signal(str, str)
    opened = Signal(str, str)
    right_now_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._mapped = False
        self.box = _Box()
        self.list = _List()
        self.urgent = Link(_URGENT)
        self._nothing = Text(_NOTHING, role=QUIET)
        self.who = Button(_WHO)
        self.who.setAccessibleDescription("Needs down the side, boroughs along the top, and who helps.")
        layout = QVBoxLayout(self)
        layout.addWidget(self.who)
        layout.addWidget(self.box)
        layout.addWidget(self._nothing)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.urgent)
        give_room(self, layout, between=0.4)
        self._nothing.hide()
        self.box.textEdited.connect(lambda _text: self._shorten())
        self.box.entered.connect(self._open_first)
        self.box.left.connect(self._enter_list)
        self.list.currentRowChanged.connect(lambda _row: self._choose())
        self.list.opened.connect(self._open)
        self.who.clicked.connect(lambda: self._go(WHO, ""))
        self.urgent.clicked.connect(self.right_now_asked)

    @property
    def filled(self) -> bool:
        """Whether it says what there is."""
        return bool(self.list.entries)

    @property
    def entries(self) -> Sequence[Entry]:
        """What is in sight, from the top."""
        rows = enumerate(self.list.entries)
        return [entry for row, entry in rows if entry is not None and not self.list.isRowHidden(row)]

    def fill(self, sections: Iterable[Section]) -> None:
        """Say what there is."""
        with QSignalBlocker(self.list):
            self.list.empty()
            for section in sections:
                self.list.add_heading(section.heading)
                for entry in section.entries:
                    self.list.add_entry(entry, section.heading)
        self._shorten()

    def show_chosen(self, kind: str, item_id: str) -> None:
        """Mark this one, or none where it is not in the list; nothing is emitted."""
        self._mapped = kind == WHO
        with QSignalBlocker(self.list):
            self.list.choose(kind, item_id)
        self.list.embolden()

    def begin(self) -> None:
        """Choose the first in sight where nothing that is in sight is chosen."""
        current = self.list.currentRow()
        if (current < 0 or self.list.isRowHidden(current)) and (entries := self.entries):
            self.list.choose(*entries[0][:2])

    def enter(self) -> None:
        """Take the keyboard to the list, or to the way to the map while that is what is chosen."""
        if self._mapped:
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._enter_list()

    def forget(self) -> None:
        """The whole list again, with nothing typed or chosen."""
        self.box.forget()
        self._shorten()
        self.show_chosen("", "")
        self.list.scrollToTop()

    def _enter_list(self) -> None:
        self.begin()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shorten(self) -> None:
        """Show what has every word that was typed, and the headings of that."""
        words = self.box.text().casefold().split()
        held = False
        for row, entry in reversed(list(enumerate(self.list.entries))):
            shown = held if entry is None else all(word in entry.searched for word in words)
            held = entry is not None and (held or shown)
            self.list.setRowHidden(row, not shown)
        self._nothing.setVisible(self.filled and not self.entries)

    def _open_first(self) -> None:
        if entries := self.entries:
            self._go(*entries[0][:2])

    def _go(self, kind: str, item_id: str) -> None:
        self.show_chosen(kind, item_id)
        self.opened.emit(kind, item_id)

    def _open(self) -> None:
        if (entry := self.list.current) is not None:
            self.opened.emit(entry.kind, entry.id)

    def _choose(self) -> None:
        self._mapped = False
        self.list.embolden()
        if (entry := self.list.current) is not None:
            self.chosen.emit(entry.kind, entry.id)


class _Box(Field):
    """The box that shortens the list; the down arrow leads there."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_NARROW)
        self.setAccessibleName(_NARROW)
        self.setAccessibleDescription(_NARROW_SAYS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow that leads down leads to the list."""
        if event.key() in _TO_LIST:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _List(QListWidget):
    """Names under headings; the one that is chosen is bold. ``entries`` are by row, None for a heading."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[Entry | None] = []
        self._bold = -1
        self.setAccessibleName("Pathways")
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(lambda _item: self.opened.emit())

    @property
    def current(self) -> Entry | None:
        """What is chosen."""
        row = self.currentRow()
        return self.entries[row] if row >= 0 else None

    def add_heading(self, text: str) -> None:
        """Put a heading at the end: it cannot be chosen."""
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(_font(bold=True))
        item.setForeground(self.palette().color(ACCENT))
        self.addItem(item)
        self.entries.append(None)

    def add_entry(self, entry: Entry, heading: str) -> None:
        """Put one thing at the end."""
        item = QListWidgetItem(entry.name)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.name}. {heading}.")
        self.addItem(item)
        self.entries.append(entry)

    def choose(self, kind: str, item_id: str) -> None:
        """Choose this one, or none where there is no such thing."""
        rows = (row for row, entry in enumerate(self.entries) if entry and entry[:2] == (kind, item_id))
        self.setCurrentRow(next(rows, -1))

    def embolden(self) -> None:
        """Let the one that is chosen be bold, and no other."""
        now = self.currentRow()
        for row in {self._bold, now} - {-1}:
            self.item(row).setFont(_font(bold=row == now))
        self._bold = now
        if now >= 0:
            self.scrollToItem(self.item(now))  # bold words may take one line more

    def empty(self) -> None:
        """Show nothing."""
        self._bold = -1
        self.entries.clear()
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the right arrow open what is chosen; Home goes to the first, above which a heading stands."""
        if event.key() in _OPENS:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Home:
            rows = (row for row, entry in enumerate(self.entries) if entry and not self.isRowHidden(row))
            self.setCurrentRow(next(rows, -1))
            self.scrollToTop()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What is chosen is in sight."""
        super().showEvent(event)
        if (item := self.currentItem()) is not None:
            self.scrollToItem(item)

    def changeEvent(self, event: QEvent) -> None:
        """Headings follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for row in (row for row, entry in enumerate(self.entries) if entry is None):
                self.item(row).setForeground(self.palette().color(ACCENT))


def _font(*, bold: bool) -> QFont:
    font = QFont()
    font.setBold(bold)
    return font
