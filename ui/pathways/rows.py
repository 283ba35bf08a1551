"""A numbered list to read: every row says the whole of it, and the one that is opened has more below it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.pathways.row import INDENT, Item, ItemRow, RowLooks
from ui.shell.arranged import Measured
from ui.shell.parts import stack
from ui.shell.theme import line_height


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


class _Detail(Measured, QWidget):
    """What stands below an opened row, in line with its words."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.setAccessibleName(item.spoken)
        self._layout = QVBoxLayout(self)
        stack(self, self._layout, item.blocks())
        self._measure()

    def _measure(self) -> None:
        line = line_height(self)
        self._layout.setContentsMargins(round(INDENT * line), round(0.3 * line), round(0.8 * line), line)
        self._layout.setSpacing(round(0.7 * line))
