"""One field of two listings: what each says and from where, which is the better and why, and what to take."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from navigator.find.wording import listed
from navigator.listings.facts import FIELDS
from navigator.listings.twins.comparing import Choice, Row, Said
from navigator.listings.twins.planning import Picking
from navigator.listings.twins.sides import Side, origin
from ui.shell.folding import Fold
from ui.shell.parts import Toned
from ui.shell.text import Text
from ui.shell.theme import QUIET, colours_of, give_room

_SILENT: Final = "Does not say"
_NO_MORE: Final = "Nothing more"
_SAME: Final = "Both say the same"
_ALL_SAME: Final = "Both say the same in every field."
_CHOOSE: Final[Mapping[Choice, str]] = {"keep": "Keep this", "drop": "Take this", "both": "Both"}
_MANY: Final = frozenset(field.name for field in FIELDS if field.shape == "many")


class Two(QWidget):
    """Two things of one width beside each other, or one below the other."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        for part in (first, second):
            self._layout.addWidget(part, 1)
        give_room(self, self._layout, between=1.0)

    def stand(self, *, below: bool) -> None:
        """Put the second below the first, or beside it."""
        across = QBoxLayout.Direction.LeftToRight
        self._layout.setDirection(QBoxLayout.Direction.TopToBottom if below else across)


class FieldRow(QWidget):
    """One field: what it is called, what each says and from where, and which is the better and why."""

    picked = Signal(str, str)

    def __init__(self, row: Row, both: tuple[Side, Side], picking: Picking | None) -> None:
        super().__init__()
        self.row = row
        self.choices: dict[Choice, QRadioButton] = {}
        self._picking: Picking | None = None
        self._group = QButtonGroup(self)
        self.problem = Toned("", "urgent")
        shared = _shared(row)
        whole = row.better == "both" or row.undecided
        self._cells: list[_Cell] = []
        sides: tuple[tuple[Choice, Said], ...] = (("keep", row.keep), ("drop", row.drop))
        for side, (choice, fact) in zip(both, sides, strict=True):
            cell = _Cell(side, fact, shared)
            if picking is not None:
                cell.add(self._choice(choice, cell.said), first=True)
            if row.better == choice and not whole:
                cell.add(_remark(f"✓ {row.why}", "good"))
            self._cells.append(cell)
        self._two = Two(*self._cells)
        layout = QVBoxLayout(self)
        layout.addWidget(Text(row.label, bold=True))
        if whole:
            layout.addWidget(_remark(row.why, "warn" if row.better != "both" else "good"))
        if shared:
            layout.addWidget(Text(f"Both: {'; '.join(shared)}", role=QUIET))
        layout.addWidget(self._two)
        if picking is not None:
            layout.addWidget(self._choice("both", "what both say"))
        layout.addWidget(self.problem)
        give_room(self, layout, around=(0, 0.4), between=0.3)
        self.show_picking(picking)

    def stand(self, *, below: bool) -> None:
        """Put what the second says below what the first says, or beside it."""
        self._two.stand(below=below)
        for cell in self._cells:
            cell.caption.setVisible(below)

    def show_picking(self, picking: Picking | None) -> None:
        """Show what may be chosen, and what is."""
        self._picking = picking
        self.problem.setText(picking.problem if picking else "")
        self.problem.setVisible(bool(picking and picking.problem))
        self._group.setExclusive(False)  # else none could be let go of
        for choice, button in self.choices.items():
            button.setVisible(picking is not None and choice in picking.offered)
            button.setChecked(picking is not None and choice == picking.taken)
        self._group.setExclusive(True)

    def enter(self) -> None:
        """Take the keyboard to the choice."""
        shown = [button for button in self.choices.values() if not button.isHidden()]
        chosen = next((button for button in shown if button.isChecked()), next(iter(shown), None))
        if chosen is not None:
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line parts it from what is above."""
        super().paintEvent(event)
        colours = colours_of(self.palette())
        between = colours.edge if colours.button == colours.base else colours.button
        QPainter(self).fillRect(0, 0, self.width(), 1, QColor(between))

    def _choice(self, choice: Choice, says: str) -> QRadioButton:
        button = self.choices[choice] = QRadioButton(_CHOOSE[choice])
        button.setAccessibleName(f"{self.row.label}: {_CHOOSE[choice].lower()}")
        button.setAccessibleDescription(says)
        self._group.addButton(button)
        button.clicked.connect(partial(self.picked.emit, self.row.field, choice))
        return button


class _Cell(QWidget):
    """What one of the two says; whose it is stands above only where they are below one another."""

    def __init__(self, side: Side, fact: Said, shared: Sequence[str]) -> None:
        super().__init__()
        self.caption = Text(side.name, role=QUIET)
        own = [line for line in fact.lines if line not in shared]
        self.said = "\n".join(own) if own else _NO_MORE if fact.lines else _SILENT
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.caption)
        self._layout.addWidget(Text(self.said) if own else Text(self.said, role=QUIET))
        if says := origin(fact, side):
            self._layout.addWidget(Text(says, role=QUIET))
        self._layout.addStretch(1)
        give_room(self, self._layout, between=0.15)

    def add(self, part: QWidget, *, first: bool = False) -> None:
        """Put one more thing at the end, or first below the caption."""
        self._layout.insertWidget(1 if first else self._layout.count() - 1, part)


def _remark(text: str, tone: str) -> Toned:
    """A remark that is no stop for the keyboard: the choices are."""
    made = Toned(text, tone)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def _shared(row: Row) -> tuple[str, ...]:
    """Of many facts those that both state."""
    return tuple(line for line in row.keep.lines if line in row.drop.lines) if row.field in _MANY else ()


class SameRows(QWidget):
    """The fields in which both say the same: their names, and what they say once it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._fold: Fold | None = None
        self._says = Text(selectable=True)
        self._layout.addWidget(self._says)
        give_room(self, self._layout, between=0.4)

    def show_rows(self, rows: Sequence[Row], *, alone: bool) -> None:
        """Show these; ``alone`` where nothing differs."""
        if self._fold is not None:
            self._fold.hide()
            self._layout.removeWidget(self._fold)
            self._fold.deleteLater()
            self._fold = None
        self.setVisible(bool(rows))
        self._says.hide()
        if not rows:
            return
        names = listed([row.label for row in rows], "and", lower=True)
        fold = self._fold = Fold(_ALL_SAME if alone else f"{_SAME}: {names}")
        fold.toggled.connect(self._says.setVisible)
        self._layout.insertWidget(0, fold)
        fold.show()
        self._says.setText("\n".join(f"{row.label}: {'; '.join(row.keep.lines)}" for row in rows))
