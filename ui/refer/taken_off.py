"""What was last taken off a shortlist, so that it can be put back where it was."""

from typing import TYPE_CHECKING

from ui.shell.starred import Starred

if TYPE_CHECKING:
    from navigator.refer.shortlist import Stop


class TakenOff:
    """Takes stops off a shortlist, and remembers the last of them, in memory only."""

    def __init__(self, starred: Starred) -> None:
        self._starred = starred
        self._last: tuple[Stop, int] | None = None

    def __bool__(self) -> bool:
        """Whether there is something to put back."""
        return self._last is not None

    def take(self, service_id: str) -> "Stop | None":
        """Take a service off; None where it is not on the shortlist."""
        shortlist = self._starred.shortlist
        stop = shortlist.stop(service_id)
        if stop is not None:
            self._last = (stop, shortlist.ids.index(service_id))
            self._starred.put(shortlist.without(service_id))
        return stop

    def put_back(self) -> "Stop | None":
        """Put back what was taken off, in its place; None where there is nothing, or no room for it any more."""
        (stop, place), self._last = self._last or (None, 0), None
        if stop is None:
            return None
        if not self._starred.has(stop.id):
            self._starred.put(self._starred.shortlist.with_stop(stop).moved(stop.id, place))
        return stop if self._starred.has(stop.id) else None

    def forget(self) -> None:
        """There is nothing to put back."""
        self._last = None

    def __repr__(self) -> str:
        """Nothing of what was on the shortlist."""
        return "TakenOff(...)"
