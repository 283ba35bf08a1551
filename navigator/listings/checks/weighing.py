"""What weighs in the order of checking: how long ago, and how few others there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from navigator.find.facts import Facts
from navigator.find.orders import keys_in
from navigator.listings.checks.intervals import Intervals

_WIDER: Final = ("london", "england", "uk")
_DAYS_A_YEAR: Final = 365.25
_LAST: Final = {len("2019"): "-12-31", len("2019-06"): "-28", len("2019-06-30"): ""}
"""A page of a year may be of its last day; one of a month, near enough."""


class Ages(dict[str, float]):
    """How often a listing counts by the day of its last check, or of its newest page: "2019", "2024-06" or ""."""

    def __init__(self, today: date, intervals: Intervals) -> None:
        super().__init__()
        self._today = today
        self._intervals = intervals

    def __missing__(self, day: str) -> float:
        self[day] = 1 + min(max(self._years(day), 0.0), self._intervals.most_years)
        return self[day]

    def _years(self, day: str) -> float:
        if not day:
            return float(self._intervals.undated_years)
        last = date.fromisoformat(f"{day}{_LAST[len(day)]}")
        return (self._today - last).days / _DAYS_A_YEAR


@dataclass(frozen=True, slots=True, order=True)
class Few:
    """How few services there are for a need in a place, by their codes."""

    count: int
    need: str
    place: str


def fewest(facts: Facts, few: int) -> Mapping[int, Few]:
    """The services that few others could stand in for, by key: where there are fewest, the service itself counted.

    Those that help all of London count, and are never one of few themselves.
    """
    wide = 0
    for area in _WIDER:
        wide |= facts.code(f"area:{area}")
    places = [code for code in facts.codes if code.startswith("area:") and code.removeprefix("area:") not in _WIDER]
    found: dict[int, Few] = {}
    for need in (code for code in facts.codes if code.startswith("need:")):
        helping = facts.code(need) & ~facts.code("status:closed")
        if (helping & wide).bit_count() < few:
            for place in places:
                local = helping & facts.code(place) & ~wide
                cell = Few(
                    (local | helping & wide).bit_count(), need.removeprefix("need:"), place.removeprefix("area:")
                )
                if cell.count <= few:
                    found.update((key, min(cell, found.get(key, cell))) for key in keys_in(local))
    return found
