"""What everything in the room that stands in place of the table can do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.listings.keeping import Keeping


class View(QWidget):
    """One thing to do with listings, in place of the table.

    ``left`` asks for what was shown before. ``said`` is a sentence on what was done, with the number of the batch by
    which it can be undone, or 0. ``listing_asked`` is the id of a listing to see in the table, ``view_asked`` the name
    of another view and what to open it with.
    """

    left = Signal()
    said = Signal(str, int)
    listing_asked = Signal(str)
    view_asked = Signal(str, tuple)

    def __init__(self, keeping: Keeping) -> None:
        """Over what reads and changes listings; nothing is asked before ``open``."""
        super().__init__()
        self.keeping = keeping

    @property
    def parts(self) -> Sequence[QWidget]:
        """What there is to see, in the order one reads."""
        return (self,)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed or chosen that would be lost."""
        return False

    def open(self, *what: str) -> None:
        """Show this, of the listings named where it is of some."""
        raise NotImplementedError

    def enter(self) -> None:
        """Take the keyboard to where one begins."""
        raise NotImplementedError

    def may_leave(self) -> bool:
        """Ask, where something is unsaved, what is to become of it; False to stay."""
        return True

    def may_close(self, then: Callable[[], None]) -> bool:
        """Ask the same before the window closes; what is to be saved first does ``then`` once it is."""
        del then
        return self.may_leave()
