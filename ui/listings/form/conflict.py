"""Yours and theirs beside one another, where two people changed one listing at once: a choice for each field."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from navigator.find.wording import plural
from navigator.listings.past.clashes import Both, Clash, Whose
from ui.listings.form.columns import Column, Columns
from ui.shell.flow import beside
from ui.shell.parts import Toned
from ui.shell.saying import announce
from ui.shell.text import Button, Heading, Reading, Text
from ui.shell.theme import QUIET, give_room

_OTHER = Qt.FocusReason.OtherFocusReason
_TITLE: Final = "Somebody else changed this listing while you did. Nothing of yours is lost."
_SAYS: Final = (
    "Choose for each field whose to keep. What only one of you changed is chosen already. The pages of both stay."
)
_LEFT: Final = "{} still to choose."
_NO_CHANGE: Final = "Left as it was."
_SIDES: Final[tuple[tuple[Whose, str], ...]] = (("yours", "Yours"), ("theirs", "Theirs"))
_LEAST: Final = 34
_WIDEST: Final = 120


class Conflict(QWidget):
    """What is different, and a choice for each. ``chosen`` has one listing out of both, to be saved."""

    chosen = Signal(dict)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._both: Both | None = None
        self._sides: dict[str, Whose] = {}
        self._why_not = ""
        self.rows: tuple[_Row, ...] = ()
        self.save, self.back = Button("Save (Ctrl+S)", bold=True), Button("Go on changing (Esc)")
        self.told: Final = Text(selectable=True)
        self._reading: Final = Reading()
        self._reading.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._reading.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(self)
        layout.addWidget(self._reading, 1)
        layout.addWidget(self.told)
        layout.addWidget(beside(self.save, self.back))
        give_room(self, layout, between=0.5)
        self.save.clicked.connect(self.take)
        self.back.clicked.connect(self.left)

    def show_both(self, both: Both) -> None:
        """Show both, what only one changed as chosen."""
        self._both = both
        self._sides = {clash.field: clash.side for clash in both.clashes if clash.side}
        content = Column(_WIDEST)
        layout = content.rows
        for told in (Toned(_TITLE, "warn", bold=True), Text(_SAYS, role=QUIET)):
            layout.addWidget(told)
        self.rows = tuple(map(_Row, both.clashes))
        for row in self.rows:
            row.chosen.connect(partial(self._choose, row.clash.field))
            layout.addWidget(row)
        layout.addStretch(1)
        give_room(content, layout, around=(0.8, 0.4), between=0.7)
        self._reading.show_content(content, _TITLE)
        content.setAutoFillBackground(False)
        self._tell()
        announce(self, _TITLE)

    @property
    def merged(self) -> Mapping[str, object] | None:
        """One listing out of both, what is not chosen yet as theirs; None before there is a conflict."""
        return self._both.merged(self._sides) if self._both else None

    def enter(self) -> None:
        """Take the keyboard to the first choice that is open, else to what saves."""
        waiting = self._waiting
        first = next((row for row in self.rows if row.clash.field in waiting), None)
        if first is not None:
            first.buttons["yours"].setFocus(_OTHER)
        else:
            self.save.setFocus(_OTHER)

    def take(self) -> None:
        """Save one listing out of both; where a choice is open, go there."""
        merged = self.merged
        if self._waiting or merged is None:
            self.enter()
        else:
            self.chosen.emit(merged)

    def allow(self, on: bool, why_not: str) -> None:
        """Offer to save, or say why that is not offered."""
        self.save.setVisible(on)
        self._why_not = "" if on else why_not
        self._tell()

    @property
    def _waiting(self) -> Sequence[str]:
        return [row.clash.field for row in self.rows if row.clash.field not in self._sides]

    def _choose(self, field: str, side: Whose) -> None:
        self._sides[field] = side
        self._tell()

    def _tell(self) -> None:
        waiting = len(self._waiting)
        open_ = _LEFT.format(plural(waiting, "field")) if waiting else ""
        self.told.setText(self._why_not or open_)
        self.told.setVisible(bool(self.told.text()))


class _Row(QWidget):
    """One field: what each side did, and which is taken."""

    chosen = Signal(str)

    def __init__(self, clash: Clash) -> None:
        super().__init__()
        self.clash: Final = clash
        self.buttons: dict[Whose, QRadioButton] = {}
        self._group: Final = QButtonGroup(self)
        sides = []
        for side, name in _SIDES:
            told = (clash.yours if side == "yours" else clash.theirs) or (_NO_CHANGE,)
            if clash.fixed and side == "yours":
                told = (clash.fixed,)
            sides.append(self._side(side, name, told))
        layout = QVBoxLayout(self)
        layout.addWidget(Heading(clash.label))
        layout.addWidget(Columns(*sides, least=_LEAST))
        give_room(self, layout, between=0.2)

    def _side(self, side: Whose, name: str, told: Sequence[str]) -> QWidget:
        holder = QWidget()
        layout = QVBoxLayout(holder)
        self.buttons[side] = button = QRadioButton(name)
        button.setAccessibleName(f"{self.clash.label}: {name.lower()}")
        button.setAccessibleDescription(" ".join(told))
        button.setChecked(self.clash.side == side)
        button.setEnabled(not self.clash.fixed)
        button.toggled.connect(lambda on: self.chosen.emit(side) if on else None)
        self._group.addButton(button)
        layout.addWidget(button)
        for line in told:
            layout.addWidget(Text(line, selectable=True))
        give_room(holder, layout, between=0.2)
        return holder
