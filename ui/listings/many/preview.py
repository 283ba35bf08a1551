"""What a change of many would do, listing by listing, and the press that makes it."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from navigator.find.wording import plural
from ui.listings.form.boxes import Turning
from ui.listings.many.look import LookedAt
from ui.listings.row_list import RowList
from ui.shell.arranged import Measured
from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.parts import Toned
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, characters, give_room, line_height

if TYPE_CHECKING:
    from navigator.listings.many.bulk import Preview

_WHY: Final = "&Why"
_WHY_SAYS: Final = "A few words for the history. They may stay empty."
_WHY_WIDE: Final = 30
_LEAST_LINES: Final = 9
_SWITCH: Final = "Turn on “Edit listings” above to make this change. What you asked for is kept."
_NOTHING: Final = "That would change nothing."
_REFUSED: Final = "With {} nothing is changed. Leave {} out, or ask for something else."


class ManyPreview(Measured, QWidget):
    """``apply_asked`` asks for what is shown to be made, ``back_asked`` for something else to ask."""

    apply_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.looked: LookedAt | None = None
        self._on = False
        self._busy = False
        self.apply, self.back = Turning("", bold=True), Button("Ask again (Esc)")
        self.leave_out = QCheckBox()
        self.why = QLineEdit()
        self.why.setMinimumWidth(characters(self, _WHY_WIDE))
        self.list = RowList("What would change", "Each listing, with how it is now and what it becomes.")
        self._says, self._counts = Text(size=1.3, bold=True), Text(selectable=True)
        self._refused = Toned("", "urgent")
        self._switch = Text(_SWITCH, role=QUIET)
        self._why = beside(field(_WHY, self.why, _WHY_SAYS), self.why)
        layout = QVBoxLayout(self)
        for part in (self._says, self._counts, self._refused, self.leave_out, self._switch):
            layout.addWidget(part)
        layout.addWidget(beside(self.apply, self._why, self.back))
        layout.addWidget(self.list, 1)
        give_room(self, layout, between=0.5)
        for button, asked in ((self.apply, self.apply_asked), (self.back, self.back_asked)):
            button.clicked.connect(asked)
        self.why.returnPressed.connect(self._press)
        self.leave_out.toggled.connect(lambda _on: self._offer())
        self._measure()

    def show_looked(self, looked: LookedAt, says: str) -> None:
        """Show what was looked at; ``says`` is what was asked for."""
        self.looked, self._busy = looked, False
        seen = looked.seen
        self._says.setText(says)
        self._counts.setText(_counts(seen))
        refused = len(seen.refused)
        them = "them" if refused > 1 else "it"
        self._refused.setText(_REFUSED.format(them, them))
        self.leave_out.setText(f"Leave {them} out ({refused:,})")
        self.leave_out.setChecked(False)
        self.list.show_lines(())
        self.list.show_lines(looked.lines)
        self._offer()

    def enter(self) -> None:
        """Take the keyboard to what is to be pressed next."""
        first = (self.leave_out, self.apply, self.list, self.back)
        next(part for part in first if not part.isHidden()).setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, *, on: bool) -> None:
        """Offer to make the change, where listings may be changed."""
        self._on = on
        self._offer()

    def set_busy(self, busy: bool) -> None:
        """Nothing can be pressed while it is made."""
        self._busy = busy
        self._offer()

    def clear(self) -> None:
        """Show nothing."""
        self.looked = None
        self.why.clear()
        self.list.show_lines(())

    def _press(self) -> None:
        if not self.apply.isHidden():
            self.apply_asked.emit()

    def _offer(self) -> None:
        seen = self.looked.seen if self.looked else None
        refused, changed = (len(seen.refused), len(seen.differences)) if seen else (0, 0)
        stands = bool(changed) and (not refused or self.leave_out.isChecked())
        self.apply.setText("Changing..." if self._busy else f"Change {plural(changed, 'listing')}")
        self.apply.setVisible(self._on and stands)
        self._why.setVisible(self._on and stands)
        self.leave_out.setVisible(bool(refused and changed))
        self._refused.setVisible(bool(refused and changed) and not self.leave_out.isChecked())
        self._switch.setVisible(bool(changed) and not self._on)
        self.list.setVisible(bool(refused or changed))

    def _measure(self) -> None:
        self.list.setMinimumHeight(_LEAST_LINES * line_height(self))


def _counts(seen: "Preview") -> str:
    told = [
        f"{plural(len(seen.differences), 'listing')} would change." if seen.differences else _NOTHING,
        f"{len(seen.same):,} would stay as {'they are' if len(seen.same) > 1 else 'it is'}." if seen.same else "",
        f"{len(seen.refused):,} cannot be changed so." if seen.refused else "",
    ]
    doubts = sum(bool(one.doubts) for one in seen.differences)
    told.append(f"{doubts:,} would have something to look at." if doubts else "")
    return " ".join(filter(None, told))
