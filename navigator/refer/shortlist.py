"""The services somebody means to try, in order, held in memory for as long as the conversation lasts."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

MOST: Final = 20
"""The most services on a shortlist: more is a list nobody acts on."""


@dataclass(frozen=True, slots=True, repr=False)
class Stop:
    """One service on a shortlist; ``appointment`` is London's time without a zone, where one was made."""

    id: str
    name: str
    note: str = ""
    appointment: datetime | None = None

    def __repr__(self) -> str:
        """Nothing that somebody wrote."""
        return f"Stop({self.id!r})"


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Services in the order they are to be tried: the first stop, then the others; each is there once."""

    stops: tuple[Stop, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the services, in order."""
        return tuple(stop.id for stop in self.stops)

    @property
    def is_full(self) -> bool:
        """Whether there is no room for another."""
        return len(self.stops) >= MOST

    def stop(self, service_id: str) -> Stop | None:
        """The stop at a service, None where it is not on the list."""
        return next((stop for stop in self.stops if stop.id == service_id), None)

    def with_stop(self, stop: Stop) -> "Shortlist":
        """The same with a stop at its end, or in place of the one at the same service; the same where it is full."""
        if stop.id in self.ids:
            return Shortlist(tuple(stop if one.id == stop.id else one for one in self.stops))
        return self if self.is_full else Shortlist((*self.stops, stop))

    def without(self, service_id: str) -> "Shortlist":
        """The same without a service."""
        return Shortlist(tuple(stop for stop in self.stops if stop.id != service_id))

    def moved(self, service_id: str, place: int) -> "Shortlist":
        """The same with a service at a place, counted from 0; beyond either end means the end."""
        stop = self.stop(service_id)
        if stop is None:
            return self
        others = [one for one in self.stops if one.id != service_id]
        place = min(max(place, 0), len(others))
        return Shortlist((*others[:place], stop, *others[place:]))

    def noted(self, service_id: str, note: str) -> "Shortlist":
        """The same with a note on a service; "" takes it away."""
        stop = self.stop(service_id)
        return self.with_stop(replace(stop, note=note)) if stop else self

    def meeting(self, service_id: str, at: datetime | None) -> "Shortlist":
        """The same with an appointment at a service; None takes it away."""
        stop = self.stop(service_id)
        return self.with_stop(replace(stop, appointment=at)) if stop else self
