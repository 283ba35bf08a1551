"""A list to tick, with a box above it that leaves only what somebody types."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from navigator.listings.form.typed import alike
from ui.shell.arranged import Measured
from ui.shell.saying import announce
from ui.shell.text import Text, tip
from ui.shell.theme import QUIET, give_room, line_height

_TYPE: Final = "Type to find"
_KEYS: Final = "Down goes into the list, Space or Enter ticks, Esc closes it."
_NONE: Final = "Nothing is called like that."
_ROWS: Final = 7
_TICK: Final = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})

Choice = tuple[str, str, str]
"""A code, its label, and what it means in more words."""
_Index = QModelIndex | QPersistentModelIndex


class Picker(QWidget):
    """Everything that can be chosen: ``ticked`` is the code somebody chose or let go of, ``left`` that they are done.

    Arrows go from the box into the list; Space and Enter tick, letters go back into the box, Escape leaves.
    """

    ticked = Signal(str)
    left = Signal()

    def __init__(self, label: str) -> None:
        """``label`` names the list for a screen reader."""
        super().__init__()
        self.box: Final = QLineEdit()
        self.list: Final = _List()
        self._model: Final = _Model(self.list)
        self._none: Final = Text(_NONE, role=QUIET)
        self.box.setClearButtonEnabled(True)
        self.list.setModel(self._model)
        self.list.setAccessibleName(label)
        self.list.setAccessibleDescription(_KEYS)
        layout = QVBoxLayout(self)
        for part in (Text(f"{_TYPE}. {_KEYS}", role=QUIET), self.box, self.list, self._none):
            layout.addWidget(part)
        give_room(self, layout, between=0.2)
        self.box.setAccessibleName(f"{label}: {_TYPE.lower()}")
        self.box.setAccessibleDescription(_KEYS)
        self._none.hide()
        self.box.textChanged.connect(self._find)
        self.list.clicked.connect(self._tick)
        self.list.pressed_key.connect(self._press)
        self.box.installEventFilter(self)

    def show_choices(self, choices: Sequence[Choice], ticked: Collection[str]) -> None:
        """Offer these, some of them ticked."""
        self._model.show(choices, ticked)
        self._find(self.box.text())

    def show_ticked(self, ticked: Collection[str]) -> None:
        """Show these as ticked."""
        self._model.tick(ticked)

    def enter(self) -> None:
        """Take the keyboard to the box."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        self.box.selectAll()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """In the box, Down goes into the list and Enter ticks the first that is left."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        key = event.key()
        if key == Qt.Key.Key_Down and self._model.rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.box.text().strip() and self._model.rowCount():
                self._tick(self._model.index(0))
                self.box.selectAll()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def _find(self, text: str) -> None:
        self._model.find(text)
        empty = not self._model.rowCount()
        self._none.setVisible(empty)
        self.list.setVisible(not empty)
        self.list.show_rows(self._model.rowCount())

    def _tick(self, index: _Index) -> None:
        code, label, _ = self._model.choice(index)
        self.ticked.emit(code)
        announce(self.list, f"{label}: {'ticked' if self._model.has(code) else 'not ticked'}.")

    def _press(self, key: int, text: str) -> None:
        index = self.list.currentIndex()
        if key in _TICK and index.isValid():
            self._tick(index)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_Up:
            self.enter()
        elif text:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
            self.box.setText(text)


class _List(Measured, QListView):
    """A list some rows high. ``pressed_key`` has a key that does not go from row to row, and what it types."""

    pressed_key = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        self._rows = _ROWS
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._measure()

    def show_rows(self, rows: int) -> None:
        """Be high enough for so many, up to a measure."""
        self._rows = min(rows, _ROWS)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from row to row, and from the first one up."""
        at_top = event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0
        if at_top or event.key() in {*_TICK, Qt.Key.Key_Escape}:
            self.pressed_key.emit(event.key(), "")
        elif event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.pressed_key.emit(event.key(), event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be on a row."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.setCurrentIndex(self.model().index(0, 0))

    def _measure(self) -> None:
        row = max(self.sizeHintForRow(0), line_height(self))
        self.setFixedHeight(self._rows * row + 2 * self.frameWidth() + 2)


class _Model(QAbstractListModel):
    """The choices that are left by what is typed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._every: Sequence[Choice] = ()
        self._left: list[Choice] = []
        self._ticked: Collection[str] = ()

    def show(self, choices: Sequence[Choice], ticked: Collection[str]) -> None:
        """Offer these."""
        self._every, self._ticked = choices, ticked

    def tick(self, ticked: Collection[str]) -> None:
        """Show these as ticked."""
        self._ticked = ticked
        self.dataChanged.emit(self.index(0), self.index(len(self._left) - 1))

    def has(self, code: str) -> bool:
        """Whether this is ticked."""
        return code in self._ticked

    def find(self, text: str) -> None:
        """Leave those whose words begin with what is typed, each word of it."""
        wanted = alike(text).split()
        self.beginResetModel()
        self._left = [each for each in self._every if all(word in alike(each[1]) for word in wanted)]
        self._left.sort(key=lambda each: not alike(each[1]).startswith(alike(text)))
        self.endResetModel()

    def choice(self, index: _Index) -> Choice:
        """What stands in a row."""
        return self._left[index.row()]

    def rowCount(self, _parent: _Index | None = None) -> int:
        """How many are left."""
        return len(self._left)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The label, whether it is ticked, and what it means."""
        code, label, means = self._left[index.row()]
        ticked = code in self._ticked
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return label
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{label}, {'ticked' if ticked else 'not ticked'}"
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return means
            case Qt.ItemDataRole.ToolTipRole:
                return tip(means) if means else None
        return None
