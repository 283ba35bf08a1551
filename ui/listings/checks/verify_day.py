"""A day that is usually as it should be, said in words, with a button to say another."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.day_field import DayField
from ui.shell.flow import beside
from ui.shell.parts import Toned
from ui.shell.saying import tell
from ui.shell.text import Button, Text
from ui.shell.theme import give_room

_ANOTHER: Final = "Another day"


class DayChoice(QWidget):
    """``changed`` says that another day stands there; ``entered`` that somebody pressed Enter in it."""

    changed = Signal()
    entered = Signal()

    def __init__(self, title: str, today: Callable[[], date], *, usual: str) -> None:
        """``title`` says which day it is, ``usual`` is on the button that leads back to the usual one."""
        super().__init__()
        self.field: Final = DayField(title, today)
        self.field.label.hide()
        self.field.today.hide()
        self.usual: Final = usual
        self.another: Final = Button(_ANOTHER)
        self.another.setAccessibleDescription(title)
        self._says, self._problem = Text(selectable=True), Toned("", "warn")
        layout = QVBoxLayout(self)
        for part in (Text(title, bold=True), self._says, self.field, self._problem, beside(self.another)):
            layout.addWidget(part)
        give_room(self, layout, between=0.25)
        self.field.changed.connect(self._look)
        for box in self.field.boxes:
            box.entered.connect(self.entered)
        self.another.clicked.connect(self._turn)
        self.forget()

    @property
    def day(self) -> date | None:
        """The day that was typed; None for the usual one."""
        return self.field.day if self.typing else None

    @property
    def typing(self) -> bool:
        """Whether another day than the usual one is asked for."""
        return not self.field.isHidden()

    @property
    def lacks(self) -> str:
        """What is missing where another day is asked for and none is there; else ""."""
        return f"Give the day, or press “{self.usual}”." if self.typing and self.day is None else ""

    def show_usual(self, says: str) -> None:
        """Say which day is usual."""
        self._says.setText(says)

    def say(self, problem: str) -> None:
        """Say what is wrong with the day."""
        tell(self._problem, problem)

    def forget(self) -> None:
        """Be as usual."""
        self._show(typing=False)

    def _turn(self) -> None:
        self._show(typing=not self.typing)
        if self.typing:
            self.field.enter()
        self.changed.emit()

    def _show(self, *, typing: bool) -> None:
        self.field.show_day(None)
        self.field.setVisible(typing)
        self._says.setVisible(not typing)
        self.another.setText(self.usual if typing else _ANOTHER)
        self.say("")

    def _look(self) -> None:
        self.say("")
        self.changed.emit()
