"""Listings that look like the one that is being added, so that none is there twice."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.parts import Band, Link
from ui.shell.saying import announce
from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from navigator.listings.add.lookalikes import Lookalike

_TITLE: Final = "Is it one of these?"
_SAYS: Final = "Each leads to that listing. What you typed here is kept."
_NOT_ACTIVE: Final = {"closed": "Closed. ", "unclear": "Unclear whether it runs. "}


class Alike(QWidget):
    """The listings that look like it, each with why; ``asked`` is the id of one to see. Hidden where there are none."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.links: list[Link] = []
        self._shown: tuple[Lookalike, ...] = ()
        self._band: QWidget | None = None
        self._layout: Final = QVBoxLayout(self)
        give_room(self, self._layout)
        self.hide()

    @property
    def shown(self) -> "Sequence[Lookalike]":
        """What is shown."""
        return self._shown

    def show_alike(self, alike: "tuple[Lookalike, ...]") -> None:
        """Show these in place of those before."""
        if alike == self._shown:
            return
        if len(alike) > len(self._shown):
            announce(self, f"{_TITLE} {', '.join(one.name for one in alike)}")
        self._shown = alike
        if self._band is not None:
            self._band.hide()
            self._band.deleteLater()
            self._band = None
        self.links = [Link(one.name) for one in alike]
        if alike:
            blocks: list[list[QWidget]] = [[Text(_TITLE, bold=True), Text(_SAYS, role=QUIET)]]
            blocks += [self._about(one, link) for one, link in zip(alike, self.links, strict=True)]
            self._band = Band("warn", blocks)
            self._layout.addWidget(self._band)
            self._band.show()
        self.setVisible(bool(alike))

    def _about(self, one: "Lookalike", link: Link) -> list[QWidget]:
        reasons = ", ".join(one.reasons)
        says = f"{_NOT_ACTIVE.get(one.status, '')}Run by {one.organization}: {reasons}."
        link.setAccessibleDescription(says)
        link.clicked.connect(lambda: self.asked.emit(one.id))
        return [link, Text(says, role=QUIET)]
