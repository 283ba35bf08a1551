"""The shortlist of a conversation, for as long as that lasts: in memory and nowhere else."""

from typing import TYPE_CHECKING, NoReturn, SupportsIndex

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from navigator.refer.shortlist import Shortlist


class Starred(QObject):
    """Which services have a star, in the order they are to be tried. It is never written anywhere.

    What a shortlist is, is imported when something is first starred: whoever stars nothing does not wait for it.
    """

    changed = Signal()
    """The shortlist is another now: a service was added or taken off, or there is another order or note."""
    told = Signal(str)
    """Why nothing was added, in a sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shortlist: Shortlist | None = None
        self._ids: tuple[str, ...] = ()
        self._held: frozenset[str] = frozenset()

    @property
    def shortlist(self) -> "Shortlist":
        """The services, with what was noted on them."""
        if self._shortlist is None:
            from navigator.refer.shortlist import Shortlist

            self._shortlist = Shortlist()
        return self._shortlist

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the services, in order."""
        return self._ids

    def has(self, service_id: str) -> bool:
        """Whether a service is on the shortlist: as quick as a look into a set, as rows ask while they are drawn."""
        return service_id in self._held

    def toggle(self, service_id: str, name: str) -> None:
        """Put a service at the end of the shortlist, or take it off; where the list is full, ``told`` says so."""
        from navigator.refer.shortlist import MOST, Stop

        if self.has(service_id):
            self.put(self.shortlist.without(service_id))
        elif self.shortlist.is_full:
            self.told.emit(f"The shortlist is full: it holds {MOST} services. Take one off to make room.")
        else:
            self.put(self.shortlist.with_stop(Stop(service_id, name)))

    def put(self, shortlist: "Shortlist") -> None:
        """Hold this in place of what was held, such as the same services in another order."""
        if shortlist != self.shortlist:
            self._shortlist = shortlist
            self._ids = shortlist.ids
            self._held = frozenset(self._ids)
            self.changed.emit()

    def clear(self) -> None:
        """Forget all of it, at once."""
        self._shortlist = None
        if self._ids:
            self._ids, self._held = (), frozenset()
            self.changed.emit()

    def __repr__(self) -> str:
        """Nothing of what is on it."""
        return "Starred(...)"

    def __reduce_ex__(self, _protocol: SupportsIndex) -> NoReturn:
        """Refuse to be stored or copied; raises ``TypeError``."""
        raise TypeError("A shortlist is never stored.")
