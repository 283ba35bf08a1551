"""The chosen filters as small buttons in a row that goes on in the next line: one press lets go of one."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.shell.flow import Flow
from ui.shell.style import draw_ring
from ui.shell.text import tip
from ui.shell.theme import give_room, line_height

if TYPE_CHECKING:
    from navigator.find.menu import Chip

_CROSS: Final = "  \N{MULTIPLICATION SIGN}"
_ALL: Final = "Clear all"
_HIGH: Final = 1.5
_BETWEEN: Final = 0.35
_MANY: Final = 2


class ChipButton(QPushButton):
    """A small button; words that do not fit are shortened, what comes after them is not."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = self._after = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, words: str, after: str, name: str) -> None:
        """Show these words, and something after them; a screen reader says the name."""
        self._words, self._after = words, after
        self.setAccessibleName(name)
        self.setToolTip(tip(name))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The words with half a line of room at both ends."""
        line = line_height(self)
        return QSize(self._width(self._words) + self._width(self._after) + line, round(_HIGH * line))

    def minimumSizeHint(self) -> QSize:
        """What comes after the words, which may be shortened to nothing."""
        return QSize(self._width(self._after) + line_height(self), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as well as Space."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it, as chosen where pressing it lets go of something."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.width() - line_height(self) - self._width(self._after)
        words = self._words
        if self._width(words) > room:
            words = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        option.text = (words + self._after).replace("&", "&&")
        if self._after:
            option.state |= QStyle.StateFlag.State_On
        option.state &= ~QStyle.StateFlag.State_HasFocus
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)
        if self.hasFocus():
            draw_ring(self)

    def _width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)


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
