"""What the window asks for: the words, the filters, the order."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from navigator.find import Filters
    from navigator.find.orders import Order


class Asked(NamedTuple):
    """One question; ``filters`` is None where none were chosen, and ``exact`` takes the words as they were typed."""

    text: str = ""
    filters: "Filters | None" = None
    order: "Order" = "best"
    exact: bool = False
