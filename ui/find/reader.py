"""Reading listings one after another: which is shown beside the results, and the way back."""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from ui.find.inquiry import Inquiry
from ui.find.listing import ListingView
from ui.find.panes import Panes
from ui.shell.saying import sentence

if TYPE_CHECKING:
    from navigator.find.sheet import Sheet

_LANE: Final = "listing"
_BITES: Final = "catch-22s"


class Reader(QObject):
    """Fetches listings and shows them; those that were read before the one on show are the trail."""

    shown = Signal()
    """A listing is shown now."""

    def __init__(self, inquiry: Inquiry, listing: ListingView, panes: Panes) -> None:
        super().__init__(panes)
        self._inquiry, self._listing, self._panes = inquiry, listing, panes
        self._trail: list[str] = []
        self._enters = False
        self._asked = ""
        listing.opened.connect(self.follow)
        listing.whole.connect(self._ask_what_bites)

    def show(self, service_id: str) -> None:
        """Show a listing beside the results, and leave the keyboard where it is."""
        if service_id != self._listing.shown:
            self._trail.clear()
        self._read(service_id, enter=False)

    def open(self, service_id: str) -> None:
        """Show a listing and take the keyboard to it."""
        self._trail.clear()
        self._read(service_id, enter=True)

    def follow(self, service_id: str) -> None:
        """Read a listing that another one names, and remember the way back."""
        if self._listing.shown:
            self._trail.append(self._listing.shown)
        self._read(service_id, enter=True)

    def back(self) -> bool:
        """Read the listing before this one again; False where there is none."""
        if not self._trail:
            return False
        self._read(self._trail.pop(), enter=True)
        return True

    def renew(self) -> None:
        """Read the listing that is on its way, or on show, once more, as it is now."""
        if self._asked:
            self._read(self._asked, enter=self._enters)
        elif self._listing.shown:
            self._read(self._listing.shown, enter=False)

    def forget(self) -> None:
        """Nobody waits for a listing any more."""
        self._asked = ""
        self._inquiry.forget(_LANE)

    def stay(self) -> None:
        """Leave the keyboard where it is when a listing comes that was asked for before."""
        self._enters = False

    def clear(self) -> None:
        """Show none, and no way back."""
        self._trail.clear()
        self._listing.clear()
        self._panes.read(False)

    def _read(self, service_id: str, *, enter: bool) -> None:
        self._asked, self._enters, origin = service_id, enter, self._inquiry.origin
        self._inquiry.fetch(_LANE, lambda desk: desk.sheet(service_id, origin), self._show, self._fail)

    def _show(self, sheet: "Sheet") -> None:
        self._asked = ""
        self.shown.emit()
        self._listing.show_sheet(sheet)
        if self._enters:
            self._panes.read(True)
            if self._panes.isVisible():
                self._listing.enter()

    def _ask_what_bites(self, service_id: str) -> None:
        """Nobody waits for this: where the catch-22s cannot be read, Pathways says why."""
        self._inquiry.fetch(
            _BITES,
            lambda desk: desk.catch_22s(service_id),
            partial(self._listing.show_catch_22s, service_id),
            lambda _error: None,
        )

    def _fail(self, error: Exception) -> None:
        self._asked = ""
        self._listing.say(sentence(error))
