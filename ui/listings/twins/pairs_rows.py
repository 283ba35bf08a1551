"""The fields of two listings beside each other, those that differ first; where one is to choose, with the choices."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from navigator.listings.twins.comparing import Row
from navigator.listings.twins.planning import Picking
from navigator.listings.twins.sides import Side, Sides
from ui.listings.twins.pairs_field import FieldRow, SameRows, Two
from ui.shell.arranged import Arranged
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Reading, Text
from ui.shell.theme import QUIET, characters, give_room, line_height

_APART: Final = 64
"""With fewer characters across than this, one stands below the other."""
_HIGH: Final = 20
"""With fewer lines of height than this, the acts scroll with all else."""
_ROOM: Final = 0.8
_AT_ONCE: Final = 3


class SidesPane(Arranged, QWidget):
    """Who the two are, and below, to scroll through, their fields.

    ``picked`` is a field and what was chosen in it.
    """

    picked = Signal(str, str)

    def __init__(self, roles: tuple[str, str], acts: QWidget, lead: QWidget) -> None:
        """``roles`` say what becomes of each.

        ``acts`` stand above all of it where there is room, and ``lead`` above the fields; it scrolls with them.
        """
        super().__init__()
        self.reading = Reading()
        self.rows: dict[str, FieldRow] = {}
        self._shown: tuple[Sides, Mapping[str, Picking]] | None = None
        self._waiting: list[tuple[Row, Picking | None]] = []
        self._named, self._told = [_Head(role) for role in roles], [_About(role) for role in roles]
        self._heads, self._about = Two(*self._named), Two(*self._told)
        self._fields = _Fields()
        self._same = SameRows()
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self._make_some)
        content = QWidget()
        content.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(content)
        self._inner, self._outer = _Slot(), _Slot()
        for part in (self._inner, lead, self._about, self._fields, self._same):
            column.addWidget(part)
        column.addStretch(1)
        give_room(content, column, around=(_ROOM, 0.6), between=0.8)
        self.reading.show_content(content, "The two side by side")
        self.reading.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._top = _Top(self._heads, self.reading)
        self._acts = acts
        layout = QVBoxLayout(self)
        for part in (self._outer, self._top):
            layout.addWidget(part)
        layout.addWidget(self.reading, 1)
        give_room(self, layout, between=0.4)
        self._place_acts(self._outer)
        self.clear()

    @property
    def shown(self) -> Sides | None:
        """What is shown."""
        return self._shown[0] if self._shown else None

    @property
    def done(self) -> bool:
        """Whether all fields are there by now."""
        return not self._waiting

    def show_sides(self, sides: Sides, pickings: Mapping[str, Picking] | None = None) -> None:
        """Show these; the same two stay where they were read to."""
        asked = (sides, dict(pickings or {}))
        if asked == self._shown:
            return
        before, self._shown = self._shown, asked
        both = {sides.keep.id, sides.drop.id}
        if before is None or {before[0].keep.id, before[0].drop.id} != both:
            self.reading.verticalScrollBar().setValue(0)
        for head, about, side in zip(self._named, self._told, (sides.keep, sides.drop), strict=True):
            head.show_side(side)
            about.show_side(side)
        self._top.show()
        self._about.show()
        if before is not None and before[0] == sides:
            for field, picking in asked[1].items():
                self.rows[field].show_picking(picking)
            return
        self._fields.clear()
        self.rows = {}
        differing = [row for row in sides.rows if not row.same]
        self._waiting = [(row, asked[1].get(row.field)) for row in differing]
        self._same.show_rows([row for row in sides.rows if row.same], alone=not differing)
        self._make_some()
        self._arrange()

    def clear(self) -> None:
        """Show nothing."""
        self._shown, self._waiting, self.rows = None, [], {}
        self._turn.stop()
        self._fields.clear()
        self._same.show_rows((), alone=False)
        self._top.hide()
        self._about.hide()

    def enter(self) -> None:
        """Take the keyboard to the fields."""
        self.reading.setFocus(Qt.FocusReason.OtherFocusReason)

    def bring(self, field: str) -> None:
        """Bring a field into sight, with the keyboard on its choice."""
        row = self.rows.get(field)
        if row is not None:
            self.reading.ensureWidgetVisible(row)
            row.enter()

    def _make_some(self) -> None:
        """Make some of the fields, and the others in the next turns."""
        if self._shown is None:
            return
        sides = self._shown[0].keep, self._shown[0].drop
        for row, picking in self._waiting[:_AT_ONCE]:
            made = self.rows[row.field] = FieldRow(row, sides, picking)
            made.stand(below=self._below)
            made.picked.connect(self.picked)
            self._fields.add(made)
        del self._waiting[:_AT_ONCE]
        if self._waiting:
            self._turn.start()

    @property
    def _below(self) -> bool:
        return self.width() < characters(self, _APART)

    def _arrange(self) -> None:
        below = self._below
        self._top.setVisible(not below and self._shown is not None)
        low = self.height() < _HIGH * line_height(self)
        self._place_acts(self._inner if low else self._outer)
        for part in (self._heads, self._about):
            part.stand(below=below)
        for row in self.rows.values():
            row.stand(below=below)
        for about in self._told:
            about.name.setVisible(below)

    def _place_acts(self, slot: "_Slot") -> None:
        if not slot.isAncestorOf(self._acts):
            held = QApplication.focusWidget() if has_keyboard(self._acts) else None
            for other in (self._inner, self._outer):
                other.setVisible(other is slot)
            slot.hold(self._acts)
            if held is not None:
                held.setFocus(Qt.FocusReason.OtherFocusReason)


class _Slot(QWidget):
    """A place for something that stands elsewhere at times, in its own place in the order of keys."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        give_room(self, self._layout)

    def hold(self, part: QWidget) -> None:
        """Take it in."""
        self._layout.addWidget(part)


class _Top(QWidget):
    """What stands above a page in the same columns as what is on it, clear of its scroll bar."""

    def __init__(self, heads: QWidget, page: Reading) -> None:
        super().__init__()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._gap, self._bar = QWidget(), page.verticalScrollBar()
        row, layout = QWidget(), QHBoxLayout(self)
        inner = QVBoxLayout(row)
        inner.addWidget(heads)
        layout.addWidget(row, 1)
        layout.addWidget(self._gap)
        give_room(row, inner, around=(_ROOM, 0.3))
        give_room(self, layout, between=0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep clear of the bar as wide as it is now."""
        super().resizeEvent(event)
        self._gap.setFixedWidth(self._bar.sizeHint().width())


class _Head(QWidget):
    """What becomes of a listing, and its name."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._name = Text(bold=True)
        layout = QVBoxLayout(self)
        for part in (Text(role, role=QUIET), self._name):
            layout.addWidget(part)
        give_room(self, layout, between=0.1)

    def show_side(self, side: Side) -> None:
        """Show its name."""
        self._name.setText(side.name)


class _About(QWidget):
    """Who runs a listing, whether it runs, and when it was checked."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._role = role
        self.name, self._says = Text(bold=True), Text(role=QUIET)
        layout = QVBoxLayout(self)
        for part in (self.name, self._says):
            layout.addWidget(part)
        give_room(self, layout)

    def show_side(self, side: Side) -> None:
        """Show this one."""
        self.name.setText(f"{self._role}: {side.name}")
        self._says.setText(f"{side.organization} · {side.status}\n{side.checked}")


class _Fields(QWidget):
    """Fields below one another."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        give_room(self, self._layout, between=0.6)

    def add(self, row: QWidget) -> None:
        """Put one more at the end."""
        self._layout.addWidget(row)
        row.show()

    def clear(self) -> None:
        """Take all of them away."""
        while (item := self._layout.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.hide()
                row.deleteLater()
