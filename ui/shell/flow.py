"""A row that goes on in the next line where there is no more room."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.shell.theme import give_room


class Rows(QLayout):
    """Things in rows, as many beside one another as a layout finds room for: the narrower, the higher."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Put one more at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them, in order."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Let go of one of them."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all the rows at this width, in pixels."""
        heights = [height for _, height in self.rows(width)]
        return sum(heights) + self.spacing() * max(0, len(heights) - 1)

    def minimumSize(self) -> QSize:
        """The least of the widest."""
        size = QSize(0, 0)
        for item in self.shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def shown(self) -> list[QLayoutItem]:
        """Those in sight, in order."""
        return [item for item in self._items if not item.isEmpty()]

    def rows(self, width: int) -> Sequence[tuple[Sequence[Any], int]]:
        """What stands in each row at this width, and how high the row is, in pixels."""
        raise NotImplementedError


class Flow(Rows):
    """Things beside one another where there is room, else below one another."""

    def sizeHint(self) -> QSize:
        """All of them in one row."""
        hints = [item.sizeHint() for item in self.shown()]
        across = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        return QSize(across, max((hint.height() for hint in hints), default=0))

    def setGeometry(self, rect: QRect) -> None:
        """Put them in their places, those of a row in its middle."""
        super().setGeometry(rect)
        top = rect.top()
        for row, height in self.rows(rect.width()):
            left = rect.left()
            for item, size in row:
                item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self.spacing()
            top += height + self.spacing()

    def rows(self, width: int) -> list[tuple[list[tuple[QLayoutItem, QSize]], int]]:
        """The things of each row with their sizes, and how high the row is."""
        rows: list[tuple[list[tuple[QLayoutItem, QSize]], int]] = []
        used = 0
        for item in self.shown():
            across = min(item.sizeHint().width(), width)
            tall = item.heightForWidth(across) if item.hasHeightForWidth() else item.sizeHint().height()
            if rows and used + across <= width:
                row, height = rows[-1]
                row.append((item, QSize(across, tall)))
                rows[-1] = (row, max(height, tall))
                used += across + self.spacing()
            else:
                rows.append(([(item, QSize(across, tall))], tall))
                used = across + self.spacing()
        return rows


def beside(*widgets: QWidget) -> QWidget:
    """These beside one another, or below one another where that is too wide."""
    row = QWidget()
    flow = Flow()
    row.setLayout(flow)
    for widget in widgets:
        flow.addWidget(widget)
    give_room(row, flow, between=0.6)
    return row
