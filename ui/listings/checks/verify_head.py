"""Whom to ring about a listing, in big digits, and what is known of it before it is checked."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from ui.shell.copying import Copy
from ui.shell.flow import beside
from ui.shell.parts import Block, Link, Pane, Toned, open_address
from ui.shell.text import Digits, Text
from ui.shell.theme import QUIET

if TYPE_CHECKING:
    from navigator.find.parts import Part
    from navigator.listings.to_check import ToCheck

_BIG: Final = 2.0
_SMALLER: Final = 1.2
_NAME: Final = 1.35


class CheckHead(Pane):
    """The name, the number, whether it is open, the last check, and what was reported."""

    def show_listing(self, listing: "ToCheck", above: Block = (), ring: "Sequence[Part]" = ()) -> None:
        """Show one listing; ``above`` stands over its name, and ``ring`` is whom to ring where that is another."""
        self.show_blocks(self._blocks(listing, above, ring or listing.ring))

    def _blocks(self, listing: "ToCheck", above: Block, ring: "Sequence[Part]") -> Iterator[Block]:
        run = listing.run
        own = run.organization in run.name
        yield [
            *above,
            Text(run.name, size=_NAME, bold=True, selectable=True),
            *([] if own else [Text(run.organization, role=QUIET, selectable=True)]),
        ]
        yield list(_rings(ring))
        yield [
            *(Toned(says, "warn", bold=True) for says in (_state(listing), listing.reported) if says),
            *(Text(says, selectable=True) for says in (listing.opening, listing.tried) if says),
            Text(listing.checked, role=QUIET, selectable=True),
        ]


def _state(listing: "ToCheck") -> str:
    return f"The listing says: {listing.state[:1].lower()}{listing.state[1:]}." if listing.state else ""


def _rings(ring: "Sequence[Part]") -> Iterator[QWidget]:
    """Each number with the button that copies it and what its line is for, the first the biggest."""
    size = _BIG
    for part in ring:
        if part.kind == "phone":
            yield beside(Digits(part.text, size=size), Copy(part.target, part.text))
            if part.note:
                yield Text(f"{part.note[:1].upper()}{part.note[1:]}", role=QUIET, selectable=True)
            size = _SMALLER
        elif part.kind in {"email", "web"}:
            link = Link(part.text)
            link.setAccessibleDescription(part.note)
            link.clicked.connect(partial(open_address, part.target))
            yield beside(link, Copy(part.text))
        else:
            yield Text(part.text, selectable=True)
