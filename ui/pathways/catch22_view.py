"""Rules that block one another, one loop at a time, and what holds in every situation: pages to read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pathways import parts
from ui.shell.parts import Block, Link, stack
from ui.shell.scroll import Scroll
from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from navigator.check.guidance import Guidance
    from navigator.pathways.catch22s import Catch22
    from navigator.pathways.claims import Claim

PRINCIPLES: Final = "What holds in every situation"
_LOOP: Final = "The rules block one another, and nobody is to blame for being caught between them."

Names = Mapping[tuple[str, str], str]
"""The names of the things of this room, by kind and id."""


class Catch22View(Scroll):
    """One catch-22, or all the principles. ``item_asked`` is another thing of this room, by kind, id and number."""

    item_asked = Signal(str, str, int)
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shown: object = None

    def show_catch22(self, one: "Catch22", pieces: Sequence["Guidance"], names: Names) -> None:
        """Show a catch-22, with the guidance to quote, and where it bites; ``names`` are those of all there is."""
        if (one, pieces) != self.shown:
            self.shown = one, pieces
            self._show(self._blocks(one, pieces, names), one.name)

    def show_principles(self, claims: Sequence["Claim"]) -> None:
        """Show what holds in every situation."""
        if claims != self.shown:
            self.shown = claims
            title = Text(PRINCIPLES, size=1.3, bold=True, selectable=True)
            self._show([[title], *parts.claimed(claims)], PRINCIPLES)

    def enter(self) -> None:
        """Take the keyboard, to scroll with."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Keep nothing of what was shown."""
        self.shown = None
        self._show([], "")

    def _show(self, blocks: Iterable[Block], name: str) -> None:
        content = QWidget()
        rows = QVBoxLayout(content)
        give_room(content, rows, between=0.9)
        stack(content, rows, blocks)
        self.fill((content,), name)

    def _blocks(self, one: "Catch22", pieces: Sequence["Guidance"], names: Names) -> Iterator[Block]:
        yield [Text(one.name, size=1.3, bold=True, selectable=True), Text(_LOOP, role=QUIET)]
        quotes = list(parts.guidance(pieces, self.copied.emit)) if one.guidance else []
        yield from parts.catch22(one, [quotes] if quotes else ())
        steps = [("situation", name, n) for name, n in one.bites.steps]
        places = [*steps, *(("transition", name, 0) for name in one.bites.transitions)]
        if places:
            links = (self._link(*place, names) for place in places)
            yield [parts.label("Where it bites"), *links]

    def _link(self, kind: str, name: str, n: int, names: Names) -> QWidget:
        called = names.get((kind, name), name)
        link = Link(f"Step {n} of: {called}" if n else called)
        link.clicked.connect(partial(self.item_asked.emit, kind, name, n))
        return link
