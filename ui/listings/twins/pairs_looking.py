"""Looking for pairs while the window goes on: one look at a time, and again where the directory was changed."""

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from navigator.directory import read_listing
from navigator.listings.twins.duplicates import Pair, find_pairs
from ui.listings.keeping import Keeping

if TYPE_CHECKING:
    from navigator.directory import Store
    from ui.shell.work import Job

_REST_MS: Final = 300


class Looked(NamedTuple):
    """The pairs found; ``name`` is that of the listing whose they are, "" for those of all."""

    name: str
    pairs: tuple[Pair, ...]


class Looking(QObject):
    """Looks for the pairs of all listings, or of one. ``found`` has a Looked, ``failed`` the error."""

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, keeping: Keeping, parent: QObject) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self._of = ""
        self._number = 0
        self._running = self._again = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._run)

    @property
    def running(self) -> bool:
        """Whether an answer is to come."""
        return self._running or self._rest.isActive()

    def look(self, of: str) -> None:
        """Look for the pairs of a listing, or of all for ""; what was looked for before is forgotten."""
        self.stop()
        self._of = of
        self._run()

    def look_again(self) -> None:
        """Look for the same soon: the directory is another."""
        self._rest.start()

    def stop(self) -> None:
        """Look no longer."""
        self._number += 1
        self._running = self._again = False
        self._rest.stop()

    def _run(self) -> None:
        if self._running:
            self._again = True
            return
        self._running = True
        of = self._of

        def find(store: "Store", _job: "Job") -> Looked:
            with store.reading() as connection:
                listing = read_listing(connection, of) if of else None
                return Looked(listing.name if listing else of, find_pairs(connection, of or None))

        success, failure = partial(self._take, self._number), partial(self._fail, self._number)
        self._keeping.work_out(find, owner=self, success=success, failure=failure)

    def _take(self, number: int, looked: Looked) -> None:
        if number != self._number:
            return
        self._running = False
        if self._again or self._rest.isActive():  # this was found in a directory that is no more
            self._again = False
            self._rest.stop()
            self._run()
        else:
            self.found.emit(looked)

    def _fail(self, number: int, error: Exception) -> None:
        if number == self._number:
            self.stop()
            self.failed.emit(error)
