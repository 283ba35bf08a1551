"""A list of places on the side that faces the person: rows that are used again, and more of them on request."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui.check.place_row import PlaceRow
from ui.shell.star import Star
from ui.shell.starred import Starred
from ui.shell.text import Button
from ui.shell.theme import give_room
from ui.shell.word_row import ACROSS, Looks

if TYPE_CHECKING:
    from navigator.check.view import Card

_MORE: Final = "Show more"


class PlaceList(QWidget):
    """Places below one another. Tab comes to one row of them, the one the keyboard was last on; arrows go on from it.

    ``opened`` is the id of the place that was pressed; ``more_asked`` says that somebody wants to see further ones.
    """

    opened = Signal(str)
    more_asked = Signal()

    def __init__(self, name: str) -> None:
        """``name`` is what they are, for a screen reader."""
        super().__init__()
        self._looks = Looks(self.font())
        self._rows: list[PlaceRow] = []
        self._shown = 0
        self._starred: Starred | None = None
        column = QWidget()
        self._stacked = QVBoxLayout(column)
        self._stacked.setContentsMargins(0, 0, 0, 0)
        self._stacked.setSpacing(0)
        self.more = Button(_MORE)
        self.more.setAccessibleName(f"{_MORE}: {name}")
        self.more.clicked.connect(self.more_asked)
        self.more.hide()
        self.setAccessibleName(name)
        foot, layout = QHBoxLayout(), QVBoxLayout(self)
        layout.addWidget(column)  # before the button, so that Tab comes to it first
        foot.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(foot)
        give_room(self, foot, around=(ACROSS, 0))
        give_room(self, layout, between=0.6)

    @property
    def rows(self) -> Sequence[PlaceRow]:
        """The rows that show a place, from the top."""
        return self._rows[: self._shown]

    def follow_stars(self, starred: Starred) -> None:
        """Have a star on every row."""
        self._starred = starred
        for row in self._rows:
            row.follow_stars(starred)
        self._offer(None)

    def show_cards(self, cards: Sequence["Card"], total: int) -> None:
        """Show these, of so many that there are."""
        kept = self._focused()
        self._stacked.setEnabled(False)  # or each row that is shown would lay all of them out
        self._grow(len(cards))
        for row, card in zip(self._rows, cards, strict=False):
            row.show_card(card)
            row.show()
        self._shown = len(cards)
        self._keep_keyboard(kept)
        for row in self._rows[len(cards) :]:
            row.hide()
            row.forget()
        self._stacked.setEnabled(True)
        self.more.setVisible(total > len(cards))
        self.more.setAccessibleDescription(f"{len(cards)} of {total} are shown.")
        self._offer(next((row for row in self.rows if row is row_of(QApplication.focusWidget())), None))

    def forget(self) -> None:
        """Show nothing, and keep nothing of what was shown."""
        self.show_cards((), 0)

    def changeEvent(self, event: QEvent) -> None:
        """Write the rows in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._looks = Looks(self.font())
            for row in self._rows:
                row.refit(self._looks)

    def _grow(self, count: int) -> None:
        for _ in range(count - len(self._rows)):
            row = PlaceRow(self._looks)
            row.opened.connect(self.opened)
            row.entered.connect(self._offer)
            if self._starred is not None:
                row.follow_stars(self._starred)
            self._rows.append(row)
            self._stacked.addWidget(row)

    def _offer(self, chosen: PlaceRow | None) -> None:
        """Let Tab come to one row and its star only: this one, or the first."""
        chosen = chosen or (self._rows[0] if self._rows else None)
        for row in self._rows:
            for part in filter(None, (row, row.star)):
                part.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is chosen else Qt.FocusPolicy.ClickFocus)

    def _focused(self) -> str:
        """The id of the place the keyboard is on."""
        row = row_of(QApplication.focusWidget())
        return row.card.line.id if row is not None and row.card and row in self.rows else ""

    def _keep_keyboard(self, service_id: str) -> None:
        """Leave the keyboard on the same place, or where that has gone on the last there is."""
        if service_id and self.rows:
            same = (row for row in self.rows if row.card and row.card.line.id == service_id)
            next(same, self.rows[-1]).setFocus(Qt.FocusReason.OtherFocusReason)


def row_of(focus: QWidget | None) -> PlaceRow | None:
    """The row that has the keyboard, or whose star has it."""
    row = focus.parentWidget() if isinstance(focus, Star) else focus
    return row if isinstance(row, PlaceRow) else None
