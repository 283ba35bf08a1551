"""A numbered list to read: every row says the whole of it, and the one that is opened has more below it."""

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.check.place_row import Press
from ui.pathways.row import INDENT, Item, ItemRow, RowLooks
from ui.shell.parts import stack
from ui.shell.text import Reading
from ui.shell.theme import characters, give_room, line_height

_MOST_ACROSS: Final = 84
"""Lines of more characters than this are hard to read."""
_WAYS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Rows(QWidget):
    """Rows below one another, of which one is selected, and one at most is open.

    Tab comes to one row, the selected one or the first; arrow keys go on from it. ``selected`` is the number of the
    row that somebody came to, ``grown`` the one that was opened.
    """

    selected = Signal(int)
    grown = Signal(int)

    def __init__(self, name: str) -> None:
        """``name`` is what they are, for a screen reader."""
        super().__init__()
        self._looks = RowLooks(self.font())
        self._rows: dict[int, ItemRow] = {}
        self._detail: QWidget | None = None
        self.current = self.opened = 0
        self.setAccessibleName(name)
        self._stacked = QVBoxLayout(self)
        self._stacked.setContentsMargins(0, 0, 0, 0)
        self._stacked.setSpacing(0)

    @property
    def rows(self) -> Sequence[ItemRow]:
        """The rows from the top."""
        return tuple(self._rows.values())

    def row(self, n: int) -> ItemRow | None:
        """The row with that number."""
        return self._rows.get(n)

    def show_items(self, items: Iterable[Item], opened: int = 0) -> None:
        """Show these in place of what was there, one of them open; the keyboard stays on the row of the same number."""
        focus = QApplication.focusWidget()
        kept = focus.item.n if isinstance(focus, ItemRow) and focus in self._rows.values() else 0
        self._stacked.setEnabled(False)  # or each row that is shown would lay all of them out
        self._close()
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows = {item.n: self._made(item) for item in items}
        for row in self._rows.values():
            self._stacked.addWidget(row)
            row.show()  # now: Qt would show it a moment later, and until then it takes no keyboard
        self.current = 0
        self._offer(opened if opened in self._rows else 0)
        self.open(opened)
        self._stacked.setEnabled(True)
        self._stacked.invalidate()
        self.updateGeometry()
        if kept and self._rows:
            self._rows.get(kept, next(iter(self._rows.values()))).setFocus(Qt.FocusReason.OtherFocusReason)

    def open(self, n: int) -> None:
        """Open the row of this number, and no other; 0 for none. It is the selected one from now on."""
        if n == self.opened:
            return
        self._close()
        row = self._rows.get(n)
        if row is None:
            return
        self.opened = n
        row.setChecked(True)
        self.mark(n)
        self._detail = _Detail(row.item)
        self._stacked.insertWidget(self._stacked.indexOf(row) + 1, self._detail)
        self._detail.show()

    def mark(self, n: int) -> None:
        """Show the row of this number as the selected one."""
        if n != self.current and (n in self._rows or not n):
            for each in {self.current, n} & self._rows.keys():
                self._rows[each].show_current(current=each == n)
            self.current = n
            self._offer(n)

    def changeEvent(self, event: QEvent) -> None:
        """Write the rows in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._looks = RowLooks(self.font())
            for row in self._rows.values():
                row.refit(self._looks)

    def _made(self, item: Item) -> ItemRow:
        row = ItemRow(item, self._looks)
        row.entered.connect(self._enter)
        row.clicked.connect(lambda opened: self._press(item.n, opened))
        return row

    def _press(self, n: int, opened: bool) -> None:
        if opened:
            self._enter(n)
            self.open(n)
            self.grown.emit(n)
        else:
            self._close()

    def _enter(self, n: int) -> None:
        if n != self.current:
            self.mark(n)
            self.selected.emit(n)

    def _close(self) -> None:
        row = self._rows.get(self.opened)
        if row is not None:
            row.setChecked(False)
            self._take_keyboard(row)
        if self._detail is not None:
            self._detail.hide()
            self._detail.deleteLater()
            self._detail = None
        self.opened = 0

    def _take_keyboard(self, row: ItemRow) -> None:
        """What is about to go does not take the keyboard with it."""
        focus = QApplication.focusWidget()
        if focus is not None and self._detail is not None and self._detail.isAncestorOf(focus):
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, n: int) -> None:
        """Let Tab come to one row only: this one, or the first."""
        chosen = n or next(iter(self._rows), 0)
        for each, row in self._rows.items():
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == chosen else Qt.FocusPolicy.ClickFocus)


class _Detail(QWidget):
    """What stands below an opened row, in line with its words."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.setAccessibleName(item.spoken)
        self._layout = QVBoxLayout(self)
        stack(self, self._layout, item.blocks())
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """The room around it goes with the font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        line = line_height(self)
        self._layout.setContentsMargins(round(INDENT * line), round(0.3 * line), round(0.8 * line), line)
        self._layout.setSpacing(round(0.7 * line))


class Scroll(Reading):
    """A page in which the up and down arrows go from one thing to press to the next."""

    def fill(self, parts: Iterable[QWidget], name: str) -> None:
        """Show these parts below one another."""
        page = QWidget()
        page.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(page)
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)
        give_room(page, layout, around=(0.8, 0.6), between=0.6)
        page.setMaximumWidth(characters(self, _MOST_ACROSS))
        self.show_content(page, name)
        page.setAutoFillBackground(False)  # or it would hide most of the ring that says where the keyboard is

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the thing above or below; the page scrolls where there is none."""
        by, stops = _WAYS.get(Qt.Key(event.key()), 0), self._stops()
        focus = QApplication.focusWidget()
        at = stops.index(focus) + by if by and focus in stops else -1
        if 0 <= at < len(stops):
            stops[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(stops[at], 0, 0)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """The font decides how long a line is."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def bring(self, widget: QWidget | None) -> None:
        """Scroll so that this is near the top, once everything above it has its place."""
        QTimer.singleShot(0, self, lambda: self._bring(widget))

    def _bring(self, widget: QWidget | None) -> None:
        page = self.widget()
        if widget is not None and page is not None and isValid(widget) and page.isAncestorOf(widget):
            top = widget.mapTo(page, widget.rect().topLeft()).y()
            self.verticalScrollBar().setValue(top - line_height(self) // 2)

    def _measure(self) -> None:
        column = self.widget()
        if column is not None:
            column.setMaximumWidth(characters(self, _MOST_ACROSS))

    def _stops(self) -> Sequence[QWidget]:
        column = self.widget()
        shown = [one for one in column.findChildren(Press) if one.isVisible()] if column else []
        return sorted(shown, key=lambda one: one.mapToGlobal(one.rect().topLeft()).y())
