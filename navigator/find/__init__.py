"""Finding a service: what was typed, understood; the services that answer, best first, each with the reason why."""

from typing import TYPE_CHECKING

from navigator.names import lazy

if TYPE_CHECKING:
    from navigator.find.filters import CODED, OPEN_CHOICES, Filters, Fits
    from navigator.find.hours import Hours, Opening, way_in
    from navigator.find.query import Correction, Expansion, Query
    from navigator.find.ranking import Match
    from navigator.find.search import Page, Rest, Result, Search

__all__ = [
    "CODED",
    "OPEN_CHOICES",
    "Correction",
    "Expansion",
    "Filters",
    "Fits",
    "Hours",
    "Match",
    "Opening",
    "Page",
    "Query",
    "Rest",
    "Result",
    "Search",
    "way_in",
]

__getattr__ = lazy(
    __name__,
    {
        "filters": "CODED OPEN_CHOICES Filters Fits",
        "hours": "Hours Opening way_in",
        "query": "Correction Expansion Query",
        "ranking": "Match",
        "search": "Page Rest Result Search",
    },
)
