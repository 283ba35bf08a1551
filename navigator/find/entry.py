"""What search reads of one service: its words by field, its codes, and the line a list shows of it."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from navigator.directory import Place, Point, distance_m
from navigator.directory.entry import ALIAS_BREAK

_SPREAD: Final = 0.2
_LATE: Final = 0.1


class Entry:
    """What search reads of one service: padded folded words by field, codes, and the line a list shows."""

    __slots__ = ("__dict__", "_line", "_listed", "_texts", "fresh", "key")

    def __init__(self, key: int, *columns: str) -> None:
        """Take a row of ``search_entry`` in the order of its columns."""
        *self._texts, self._listed, self.fresh, self._line = columns
        self.key = key

    @cached_property
    def text(self) -> str:
        """The words of all fields."""
        return f" {' | '.join(self._texts)} "

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The words of each field."""
        return tuple(f" {text} " for text in self._texts)

    @cached_property
    def codes(self) -> frozenset[str]:
        """What the listing says in codes."""
        return frozenset(self._listed.split(" "))

    @cached_property
    def line(self) -> dict[str, Any]:
        """The line a list shows."""
        parsed: dict[str, Any] = json.loads(self._line)
        return parsed

    @cached_property
    def names(self) -> tuple[frozenset[str], ...]:
        """The words of the name and of each other name."""
        also = self.fields[1].strip().split(f" {ALIAS_BREAK} ")
        return tuple(frozenset(name.split()) for name in (self.fields[0], *also) if name.strip())

    @cached_property
    def _needs(self) -> list[str]:
        return [code for code in self._listed.split(" ") if code.startswith("need:")]

    def focus(self, code: str) -> float:
        """How much of the service is about a code: less where a need is one of many, or named late."""
        if not code.startswith("need:"):
            return 1.0
        share: float = len(self._needs) ** -_SPREAD * (1 + self._needs.index(code)) ** -_LATE
        return share

    def shuts_out(self, facets: Mapping[str, frozenset[str]]) -> bool:
        """Whether a stated rule lets in none of what was asked for on some facet, or shuts it out by name."""
        codes = self.codes
        return any(
            (f"only:{facet}" in codes and codes.isdisjoint(asked))
            or not codes.isdisjoint(f"not-{code}" for code in asked)
            for facet, asked in facets.items()
        )

    def admits(self, age: int) -> bool:
        """Whether a stated age rule lets in somebody of an age in years."""
        limits = [code.split(":") for code in self.codes if code.startswith(("age-from:", "age-to:"))]
        return all(age >= int(limit) if name == "age-from" else age <= int(limit) for name, limit in limits)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Where the service can be visited, as far as known."""
        return tuple(Point(*point) for point in self.line["points"])

    def distance(self, place: Place | None) -> float | None:
        """Metres from a place to the nearest known point, or None."""
        if place is None or place.point is None or not self.points:
            return None
        origin = place.point
        return min(distance_m(origin, point) for point in self.points)
