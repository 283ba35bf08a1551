"""In place of results where there are none: never a dead end, always something to press."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.parts import Link
from ui.shell.text import Button, Reading, Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from navigator.find.loosen import Loosening

_TITLE: Final = "Nothing found for this."
_TRY: Final = "These find something:"
_ALWAYS: Final = "If it cannot wait: F8 opens Right now, for danger or nowhere to sleep tonight."


class NothingFound(Reading):
    """What else to ask for, each with what it would find, and a way to begin again."""

    chosen = Signal(object)
    """The ``Loosening`` that was pressed."""
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.show_ways(())

    def show_ways(self, ways: Sequence["Loosening"]) -> None:
        """Offer these; the first of them is reached first by keyboard."""
        content = QWidget()
        content.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(content)
        layout.addWidget(Text(_TITLE, size=1.4, bold=True))
        if ways:
            layout.addWidget(Text(_TRY))
        for way in ways:
            link = Link(way.says)
            link.clicked.connect(lambda _checked=False, way=way: self.chosen.emit(way))
            layout.addWidget(link)
        clear = Button("Clear the words and filters")
        clear.clicked.connect(self.cleared)
        layout.addWidget(clear, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(Text(_ALWAYS, role=QUIET))
        layout.addStretch(1)
        give_room(content, layout, around=(1.5, 1.2), between=0.6)
        self.show_content(content, _TITLE)
