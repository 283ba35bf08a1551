"""Where a new listing is known from: a web page, or the service itself, and of which day."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from navigator.find.wording import plain_date
from navigator.listings.form.typed import Problem
from ui.listings.checks.verify_day import DayChoice
from ui.listings.form.texts import LineEditor
from ui.shell.flow import beside
from ui.shell.text import Text
from ui.shell.theme import give_room

_TITLE: Final = "Where do you know it from?"
_PAGE: Final = "A web page"
_TOLD: Final = "The service told us"
_URL: Final = "Web page"
_ON: Final = "Date"


class KnownFrom(QWidget):
    """A page with its address, or the service, and a day, which is today unless said otherwise.

    ``changed`` comes at each letter.
    """

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        """``today`` gives the day."""
        super().__init__()
        self._today: Final = today
        self.page, self.told = QRadioButton(_PAGE), QRadioButton(_TOLD)
        self.url: Final = LineEditor(_URL)
        self.on: Final = DayChoice(_ON, today, usual="Today")
        group = QButtonGroup(self)
        for button in (self.page, self.told):
            group.addButton(button)
            button.setAccessibleDescription(_TITLE)
        layout = QVBoxLayout(self)
        for part in (Text(_TITLE, bold=True), beside(self.page, self.told), self.url, self.on):
            layout.addWidget(part)
        give_room(self, layout, between=0.4)
        self.page.setChecked(True)
        self.told.toggled.connect(self._turn)
        self.url.changed.connect(self.changed)
        self.on.changed.connect(self.changed)

    @property
    def is_told(self) -> bool:
        """Whether the service said so itself."""
        return self.told.isChecked()

    @property
    def address(self) -> str:
        """The address of the page; "" for none."""
        return str(self.url.value() or "").strip()

    @property
    def day(self) -> str:
        """The day in ISO form, "" while one is typed that is none."""
        day = self.on.day if self.on.typing else self._today()
        return day.isoformat() if day else ""

    @property
    def touched(self) -> bool:
        """Whether somebody said something here."""
        return bool(self.address) or self.is_told or self.on.typing

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong beside it."""
        self.url.show_problems({"": [one for one in problems if one.field == "url"]})
        self.on.say(" ".join(one.says for one in problems if one.field == "on"))

    def focus_field(self, name: str) -> None:
        """Take the keyboard to a field of it."""
        if name == "on" and self.on.typing:
            self.on.field.enter()
        elif self.url.isHidden():
            self.told.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.url.focus_field("")

    def forget(self) -> None:
        """Hold nothing: a page, of today."""
        with QSignalBlocker(self.told):
            self.page.setChecked(True)
        self.url.show_value(None)
        self.url.show()
        self.on.forget()
        self.on.show_usual(f"Today, {plain_date(self._today().isoformat())}.")
        self.show_problems(())

    def _turn(self, told: bool) -> None:
        self.url.setVisible(not told)
        self.changed.emit()
