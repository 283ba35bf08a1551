"""What is said of an organisation that is added with a listing: its kind and its website."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.listings.form.typed import Problem
from ui.listings.form.boxes import Menu, labelled
from ui.listings.form.editor import Messages
from ui.listings.form.texts import LineEditor
from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room

NEW: Final = "A new organisation"
"""What the box is called that says so."""
_KIND: Final = "Its kind"
_WEBSITE: Final = "Its website"
_MAY_STAY: Final = "May stay empty."
_CHOOSE: Final = (None, "Choose...")


class AboutNew(QWidget):
    """A sentence that says when it is added, a menu with the kinds there are, and a line for its website.

    ``changed`` comes with each choice and each letter.
    """

    changed = Signal()

    def __init__(self, says: str, kinds: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.kind: Final = Menu([_CHOOSE, *kinds])
        self.website: Final = LineEditor(_WEBSITE, _MAY_STAY)
        self._messages: Final = Messages(self.kind)
        layout = QVBoxLayout(self)
        layout.addWidget(Text(says, role=QUIET))
        layout.addWidget(kind := labelled(_KIND, self.kind, "", self._messages))
        if (within := kind.layout()) is not None:
            within.setAlignment(self.kind, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.website)
        give_room(self, layout, around=(1.2, 0), between=0.5)
        self.kind.chosen.connect(self.changed)
        self.website.changed.connect(self.changed)

    def offer_kinds(self, kinds: Sequence[tuple[str, str]]) -> None:
        """Have these kinds to choose from; what is chosen stays."""
        self.kind.offer([_CHOOSE, *kinds])

    def show_values(self, kind: str | None, website: str | None) -> None:
        """Show what is said of it."""
        self.kind.show_value(kind)
        self.website.show_value(website)

    def show_problems(self, kind: Sequence[Problem], website: Sequence[Problem]) -> None:
        """Show what is wrong with each."""
        self._messages.show_problems(kind)
        self.website.show_problems({"": website})
