"""How a listing was checked: by asking its provider in one of three ways, or by reading its website."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from navigator.listings.checks.found import Method
from ui.shell.flow import beside
from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room

WAYS: Final[Mapping[Method, str]] = {
    "phone": "By phone",
    "visit": "On a visit",
    "email": "By email",
    "website": "Its website only",
}
"""What the choices say."""
_NOT_ASKED: Final = "Reading a page is not asking. It confirms what stands there, never that the service still runs."


class Ways(QWidget):
    """The four ways, of which one can be chosen; ``changed`` says that another is."""

    changed = Signal()

    def __init__(self, title: str, *, across: bool = False) -> None:
        """``title`` asks which; ``across`` puts them beside one another, and only a screen reader tells the title."""
        super().__init__()
        self.buttons: Final = {method: QRadioButton(says) for method, says in WAYS.items()}
        self._group = QButtonGroup(self)
        self.warns = Text(_NOT_ASKED, role=QUIET)
        layout = QVBoxLayout(self)
        for button in self.buttons.values():
            self._group.addButton(button)
            button.setAccessibleDescription(title)
            button.toggled.connect(lambda on: self._tell() if on else None)
        whole = [beside(*self.buttons.values())] if across else [Text(title, bold=True), *self.buttons.values()]
        for part in whole:
            layout.addWidget(part)
        self.buttons["website"].setAccessibleDescription(f"{title} {_NOT_ASKED}")
        layout.addWidget(self.warns)
        give_room(self, layout, between=0.25)
        self.choose(None)

    @property
    def method(self) -> Method | None:
        """The way that is chosen."""
        return next((method for method, button in self.buttons.items() if button.isChecked()), None)

    def choose(self, method: Method | None) -> None:
        """Choose a way, or none."""
        if method is None:
            self._group.setExclusive(False)
            for button in self.buttons.values():
                button.setChecked(False)
            self._group.setExclusive(True)
            self._tell()
        else:
            self.buttons[method].setChecked(True)

    def enter(self) -> None:
        """Take the keyboard to what is chosen, or the first."""
        self.buttons[self.method or "phone"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        self.warns.setVisible(self.method == "website")
        self.changed.emit()
