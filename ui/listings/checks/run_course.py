"""Where a run-through is: which listing of how many, and which others the same call covers."""

from dataclasses import dataclass, field, replace
from itertools import takewhile

from navigator.listings.checks.course import Stop


@dataclass(frozen=True, slots=True)
class Course:
    """The listings to go through in their order, and the place of the one that is gone through now."""

    stops: tuple[Stop, ...] = field(default=())
    place: int = 0

    @property
    def stop(self) -> Stop | None:
        """The listing that is gone through; None once all were."""
        return self.stops[self.place] if self.place < len(self.stops) else None

    @property
    def next(self) -> "Course":
        """At the listing after this one."""
        return replace(self, place=self.place + 1)

    def after(self, count: int) -> "Course":
        """So many listings further on."""
        return replace(self, place=self.place + count)

    @property
    def same_call(self) -> bool:
        """Whether the listing before this one was asked about in the same call."""
        stop = self.stop
        return bool(stop and self.place and self.stops[self.place - 1].call == stop.call)

    @property
    def rest_of_call(self) -> tuple[Stop, ...]:
        """The listing that is gone through, and those that follow in the same call."""
        stop = self.stop
        return tuple(takewhile(lambda one: one.call == stop.call, self.stops[self.place :])) if stop else ()

    @property
    def says(self) -> str:
        """How far it is: ``"Listing 2 of 7"``."""
        return f"Listing {self.place + 1} of {len(self.stops)}"
