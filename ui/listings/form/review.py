"""What saving would change, in words, before it is saved, and a line for the history on why."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from navigator.listings.facts import LABELS
from navigator.listings.form.typed import Problem
from navigator.listings.past.saying import Line
from ui.listings.form.boxes import Turning, labelled
from ui.listings.form.columns import Column
from ui.shell.flow import beside
from ui.shell.parts import Toned
from ui.shell.saying import tell
from ui.shell.text import Button, Heading, Reading, Text
from ui.shell.theme import QUIET, give_room

_OTHER = Qt.FocusReason.OtherFocusReason
_CHANGES: Final = "What changes"
_NEW: Final = "What is added"
_DOUBTS: Final = "To look at, before or after saving"
_WHY: Final = "Why (for the history)"
_WHY_SAYS: Final = "For example: Amira at the front desk told me. It may stay empty."
_MOST_LINES: Final = 200
_MORE: Final = "And {} more."
_LONGEST_WHY: Final = 500
_SAVE: Final = "Save (Ctrl+S)"
_SAVE_LAST: Final = "Save and close (Ctrl+S)"
_WIDE: Final = 70
_WIDEST: Final = 110


class Review(QWidget):
    """The lines, why, and the two ways on. ``saved`` is pressed to save, ``left`` to go on changing."""

    saved = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.why: Final = QLineEdit()
        self.why.setMaxLength(_LONGEST_WHY)
        self.save, self.back = Turning(_SAVE, bold=True), Button("Go on changing (Esc)")
        self.told: Final = Text(bold=True, selectable=True)
        self.lines: Final = Reading()
        self._shown = QWidget()
        content, asks = Column(_WIDEST), Column(_WIDE)
        self._column: Final = content.rows
        self._column.addWidget(self._shown)
        self._column.addWidget(asks)
        self._column.addStretch(1)
        asks.rows.addWidget(labelled(_WHY, self.why, _WHY_SAYS))
        give_room(asks, asks.rows)
        give_room(content, self._column, around=(0.8, 0.4), between=1)
        self.lines.show_content(content, _CHANGES)
        self.lines.setBackgroundRole(QPalette.ColorRole.Base)
        content.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.lines, 1)
        for part in (self.told, beside(self.save, self.back)):
            layout.addWidget(part)
        give_room(self, layout, between=0.5)
        self.told.hide()
        self.why.returnPressed.connect(self.saved)
        self.save.clicked.connect(self.saved)
        self.back.clicked.connect(self.left)

    def show_changes(self, lines: Sequence[Line], doubts: Sequence[Problem], warning: str, *, new: bool) -> None:
        """Show what would change, and what is still to look at."""
        self._shown.hide()
        self._column.removeWidget(self._shown)
        self._shown.deleteLater()
        self._shown = QWidget()
        layout = QVBoxLayout(self._shown)
        layout.addWidget(Heading(_NEW if new else _CHANGES))
        for line in lines[:_MOST_LINES]:
            layout.addWidget(Text(f"{line.label}: {line.after}" if new else line.says, selectable=True))
        if len(lines) > _MOST_LINES:
            layout.addWidget(Text(_MORE.format(len(lines) - _MOST_LINES)))
        if warning:
            layout.addWidget(Toned(warning, "warn", bold=True))
        if doubts:
            layout.addWidget(Heading(_DOUBTS))
        for problem in doubts:
            layout.addWidget(Text(f"{field_named(problem.field)}: {problem.says}", role=QUIET, selectable=True))
        give_room(self._shown, layout, between=0.4)
        self._column.insertWidget(0, self._shown)
        self.lines.setAccessibleName(_NEW if new else _CHANGES)
        self.lines.verticalScrollBar().setValue(0)
        self.say("")

    def enter(self) -> None:
        """Take the keyboard to why, where all of it is in sight: Enter saves. Else to the lines, to read on."""
        bar = self.lines.verticalScrollBar()
        (self.lines if bar.maximum() > bar.minimum() else self.why).setFocus(_OTHER)

    def tell_end(self, *, closes: bool) -> None:
        """Say on the button whether Navigator ``closes`` once it is saved."""
        self.save.setText(_SAVE_LAST if closes else _SAVE)

    def allow(self, on: bool, why_not: str) -> None:
        """Offer to save, or say why that is not offered."""
        self.save.setVisible(on)
        self.say("" if on else why_not)

    def say(self, says: str) -> None:
        """Say what kept it from being saved, or nothing."""
        tell(self.told, says)


def field_named(path: str) -> str:
    """What people call a field, and which row it is of: ``"phones.1.number"`` is "Phone 1"."""
    field, *rest = path.split(".")
    row = f" {rest[0]}" if rest and rest[0].isdecimal() else ""
    return f"{LABELS.get(field, field)}{row}"
