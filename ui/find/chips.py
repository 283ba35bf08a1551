"""The chosen filters as small buttons in a row that goes on in the next line: one press lets go of one."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.shell.chip_button import ChipButton
from ui.shell.flow import Flow
from ui.shell.theme import give_room

if TYPE_CHECKING:
    from navigator.find.menu import Chip

_CROSS: Final = "  \N{MULTIPLICATION SIGN}"
_ALL: Final = "Clear all"
_BETWEEN: Final = 0.35
_MANY: Final = 2


class Chips(QWidget):
    """What is chosen; hidden while nothing is. ``left`` says that the last was let go of with the keyboard on it."""

    removed = Signal(str, str)
    cleared = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chips: tuple[Chip, ...] = ()
        self._gone: set[Chip] = set()
        self._buttons: list[ChipButton] = []
        self._all = ChipButton(self)
        self._all.say(_ALL, "", "Clear all filters")
        self._all.clicked.connect(self.cleared)
        self._all.hide()
        self._row = Flow()
        self.setLayout(self._row)
        self._row.addWidget(self._all)
        give_room(self, self._row, between=_BETWEEN)
        self.setAccessibleName("Chosen filters")
        self.hide()

    def show_chips(self, chips: "tuple[Chip, ...]") -> None:
        """Show these; the keyboard stays in its place, which is then the next chip."""
        self._gone.clear()
        if chips == self._chips:
            return
        held = next((number for number, button in enumerate(self._shown()) if button.hasFocus()), None)
        self._chips = chips
        while len(self._buttons) < len(chips):
            self._buttons.append(self._made(len(self._buttons)))
        for button, chip in zip(self._buttons, chips, strict=False):
            button.say(chip.label, _CROSS, f"Remove {chip.label}")
        if held is not None:
            self._give_keyboard(min(held, len(chips) - 1))
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(chips))
        self._all.setVisible(len(chips) >= _MANY)
        self.setVisible(bool(chips))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Backspace let go of the chip that has the keyboard."""
        held = next((button for button in self._buttons if button.hasFocus()), None)
        if held is not None and event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            held.click()
        else:
            super().keyPressEvent(event)

    def _made(self, number: int) -> ChipButton:
        button = ChipButton(self)
        self._row.removeWidget(self._all)
        for one in (button, self._all):
            self._row.addWidget(one)
        button.clicked.connect(partial(self._remove, number))
        self.setTabOrder(self._buttons[-1] if self._buttons else self, button)
        self.setTabOrder(button, self._all)
        return button

    def _remove(self, number: int) -> None:
        """Say which to let go of, once: a second press before the answer is not about the next chip."""
        chip = self._chips[number]
        if chip not in self._gone:
            self._gone.add(chip)
            self.removed.emit(chip.filter, chip.code)

    def _give_keyboard(self, number: int) -> None:
        if number < 0:
            self.left.emit()
        else:
            self._buttons[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown(self) -> list[ChipButton]:
        buttons = self._buttons[: len(self._chips)]
        return [*buttons, self._all] if len(buttons) >= _MANY else buttons
