"""Whether what is found keeps to one person's answers."""

from typing import TYPE_CHECKING

from ui.find.inquiry import Inquiry

if TYPE_CHECKING:
    from navigator.find import Fits


class Fitting:
    """Keeps the question in step with the answers, unless somebody dropped the chip that says so."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        self._given: Fits | None = None
        self._next: Fits | None = None

    def take(self, fits: "Fits | None", *, anew: bool = False) -> None:
        """The answers are these now; ``anew`` brings back a chip that was dropped."""
        self._next = fits
        if anew:
            self._given = None

    def apply(self) -> None:
        """Ask with the answers there are, where that changes anything."""
        given, self._given = self._given, self._next
        if given == self._next:
            return
        asked = self._inquiry.filters.fits
        dropped = asked is None and given is not None
        if asked != self._next and not (dropped and self._next):
            self._inquiry.change(fits=self._next)
