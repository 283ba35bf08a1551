"""How wide the columns of the table are: as is usual for the room there is, unless somebody chose otherwise."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTableView

from ui.listings.table.cells import Headings
from ui.listings.table.columns import COLUMNS
from ui.shell.theme import characters

_TOLD: Final = 2
"""So many columns tell whether a listing can be trusted: names leave room for them where there is enough."""
_NAME_SHARE: Final = 0.6
"""The most of the width that names take."""
_FEWEST, _MOST = 12, 44
"""The fewest and most characters that they take."""
_WHOLE: Final = 100
_WIDEST: Final = 10 * _WHOLE
_LAST: Final = len(COLUMNS) - 1
"""It takes the room that is left, so nobody chooses its width."""


class Widths(QObject):
    """Keeps the widths somebody chose in per cent of the usual ones, so that they go with the size of text."""

    def __init__(self, table: QTableView, headings: Headings) -> None:
        """Of a table and its headings."""
        super().__init__(table)
        self._table, self._headings = table, headings
        self._chosen: dict[int, int] = {}
        self._fitting = False
        headings.sectionResized.connect(self._take)

    @property
    def chosen(self) -> list[int]:
        """What was chosen for each column, 0 for the usual width. Where that makes no sense, all have that."""
        return [self._chosen.get(section, 0) for section in range(_LAST)]

    @chosen.setter
    def chosen(self, widths: Sequence[int]) -> None:
        within = len(widths) == _LAST and all(0 <= width <= _WIDEST for width in widths)
        self._chosen = {section: width for section, width in enumerate(widths) if width} if within else {}
        self.fit()

    def fit(self) -> None:
        """Make every column as wide as it is to be in the room and the font there are."""
        self._fitting = True
        for section in range(len(COLUMNS) - 1, -1, -1):  # names last: they take what others leave
            share = self._chosen.get(section)
            usual = self._usual(section)
            across = round(usual * share / _WHOLE) if share else usual if section else self._name(usual)
            self._headings.resizeSection(section, across)
        self._fitting = False

    def _usual(self, section: int) -> int:
        return max(characters(self._table, COLUMNS[section].across), self._headings.needs(section))

    def _name(self, usual: int) -> int:
        """What the next columns leave of the width, or the share of names where that is less."""
        width = self._table.viewport().width()
        left = width - sum(self._headings.sectionSize(section + 1) for section in range(_TOLD))
        least, most = (characters(self._table, count) for count in (_FEWEST, _MOST))
        return max(least, min(max(usual, left), most, round(_NAME_SHARE * width)))

    def _take(self, section: int, _before: int, now: int) -> None:
        if not self._fitting and section != _LAST:
            self._chosen[section] = max(1, min(_WIDEST, round(_WHOLE * now / self._usual(section))))
