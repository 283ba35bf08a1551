"""All commands: a box to type in, and everything there is to do that answers to what was typed."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.shell.actions import Actions, keys_of, plain
from ui.shell.text import Text
from ui.shell.theme import QUIET, characters, colours_of, give_room, line_height, scaled

_WIDE, _LINES = 64, 20
_SHARE: Final = 0.9
"""Of the window it lies over."""
_ROW_LINES: Final = 2.6
_NEAR_ENOUGH: Final = 60
_SAYS: Final = Qt.ItemDataRole.UserRole
_KEYS: Final = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


class CommandPalette:
    """Opens the list of commands over a window; it is made when it is first opened."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        self._actions, self._parent = actions, parent
        self.dialog: CommandDialog | None = None

    def open(self) -> None:
        """Show every command that can be used now."""
        if self.dialog is None:
            self.dialog = CommandDialog(self._parent)
        self.dialog.show_actions(action for action in self._actions.items() if action.isEnabled())
        self.dialog.open()


class CommandDialog(QDialog):
    """The box and the list. The keyboard may stay in the box: arrows choose, Enter does it, Escape goes back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("All commands")
        self._actions: list[QAction] = []
        self.box = _Box()
        self.list = QListWidget()
        self.list.setAccessibleName("Commands")
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = Text("No command has these words.", role=QUIET)
        layout = QVBoxLayout(self)
        for part in (self.box, self._none, self.list):
            layout.addWidget(part)
        give_room(self, layout, around=(0.6, 0.6), between=0.4)
        self.box.textChanged.connect(self._narrow)
        self.box.stepped.connect(self._step)
        self.box.returnPressed.connect(self._do)
        self.list.itemClicked.connect(self._do)
        self.list.itemActivated.connect(self._do)
        self.list.currentItemChanged.connect(self._speak)

    def show_actions(self, actions: Iterable[QAction]) -> None:
        """Offer these, with nothing typed."""
        self._actions = list(actions)
        self.box.clear()
        self._narrow("")
        self.box.setFocus()
        self._fit()

    def _fit(self) -> None:
        """As large as its words need, within the window it lies over."""
        wanted = QSize(characters(self, _WIDE), line_height(self) * _LINES)
        over = self.parentWidget()
        self.resize(wanted.boundedTo(over.window().size() * _SHARE) if over else wanted)

    def _narrow(self, text: str) -> None:
        found = narrowed(self._actions, text)
        self.list.clear()
        for action in found:
            self.list.addItem(_item(action))
        self._none.setVisible(not found)
        self.list.setCurrentRow(0)

    def _step(self, rows: int) -> None:
        last = self.list.count() - 1
        self.list.setCurrentRow(min(max(self.list.currentRow() + rows, 0), last))

    def _speak(self, item: QListWidgetItem | None) -> None:
        """A screen reader stays with the box, so the box says which command is chosen."""
        self.box.setAccessibleDescription(item.data(Qt.ItemDataRole.AccessibleTextRole) if item else self._none.text())

    def _do(self) -> None:
        row = self.list.currentRow()
        if row >= 0 and self.isVisible():  # a click may also activate
            action = narrowed(self._actions, self.box.text())[row]
            self.accept()
            action.trigger()


def narrowed(actions: Sequence[QAction], text: str) -> list[QAction]:
    """Those with every word of the text in their name or their line, names first; if none, those most like it."""
    words = text.casefold().split()
    found = [action for action in actions if all(word in _words(action) for word in words)]
    if found or not words:
        return sorted(found, key=lambda action: not all(word in plain(action).casefold() for word in words))
    from rapidfuzz.fuzz import WRatio
    from rapidfuzz.process import extract

    near = extract(text.casefold(), [_words(action) for action in actions], scorer=WRatio, score_cutoff=_NEAR_ENOUGH)
    return [actions[place] for _, _, place in near]


def _words(action: QAction) -> str:
    return f"{plain(action)} {action.toolTip()}".casefold()


def _item(action: QAction) -> QListWidgetItem:
    name = f"{plain(action)} (chosen)" if action.isChecked() else plain(action)
    item = QListWidgetItem(name)
    item.setData(_SAYS, action.toolTip())
    item.setData(_KEYS, keys_of(action))
    spoken = ". ".join(filter(None, (name, action.toolTip().rstrip("."), keys_of(action))))
    item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
    return item


class _Box(QLineEdit):
    """Hands on the keys that choose from the list below."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Type what you want to do")
        self.setAccessibleName("Command")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        if event.key() in rows:
            self.stepped.emit(rows[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """A command: its name and key on one line, what it does under them."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, round(_ROW_LINES * QFontMetricsF(option.font).lineSpacing()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = round(QFontMetricsF(option.font).lineSpacing())
        colours = colours_of(option.palette)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.chosen))
            painter.fillRect(
                QRect(option.rect.topLeft(), QSize(line // 4, option.rect.height())), QColor(colours.accent)
            )
        rect = option.rect.adjusted(line // 2, round(0.3 * line), -line // 2, 0)
        rect.setHeight(line)
        key = index.data(_KEYS)
        across = QFontMetrics(option.font).horizontalAdvance(key)
        painter.setPen(QColor(colours.quiet))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight, key)
        self._write(painter, rect.translated(0, line), index.data(_SAYS))
        painter.setPen(QColor(colours.text))
        painter.setFont(scaled(option.font, 1, bold=True))
        self._write(painter, rect.adjusted(0, 0, -across - line, 0), index.data())
        painter.restore()

    @staticmethod
    def _write(painter: QPainter, rect: QRect, text: str) -> None:
        painter.drawText(rect, 0, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))
