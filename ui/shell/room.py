"""What every room of the window can do."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.shell.starred import Starred


class Room(QWidget):
    """One of the places down the left of the window; the keys that work in every room call these."""

    _old = False

    @property
    def parts(self) -> Sequence[QWidget]:
        """What there is to see, in the order one reads."""
        return (self,)

    def enter(self) -> None:
        """Take the keyboard to where one begins."""
        raise NotImplementedError

    def next_part(self) -> None:
        """Take the keyboard to the next part of the room."""
        raise NotImplementedError

    def go_back(self) -> None:
        """Go back to what was shown before."""
        raise NotImplementedError

    def clear(self) -> None:
        """Begin again, with nothing typed, chosen or answered."""
        raise NotImplementedError

    def renew(self) -> None:
        """The directory is not as it was: look again, now or when this is next seen."""
        self._old = not self.isVisible()
        if not self._old:
            self.look_again()

    def look_again(self) -> None:
        """Ask again for what is shown; what is chosen, typed and read stays."""

    def showEvent(self, event: QShowEvent) -> None:
        """Look again where the directory is not as it was when this was last seen."""
        super().showEvent(event)
        if self._old:
            self.renew()

    def follow_stars(self, starred: Starred) -> None:
        """Show which services are on the shortlist, and let them be put there."""

    def star(self) -> bool:
        """Put the service that is shown, or has the keyboard, on the shortlist, or take it off.

        Gives whether there is one.
        """
        return False
