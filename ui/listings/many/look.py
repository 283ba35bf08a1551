"""What a change of many would do, as rows of a list, and making it: both run in jobs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from navigator.listings.many.fields import Wish
from navigator.listings.to_change_many import Told, foresee
from ui.listings.row_list import Line

if TYPE_CHECKING:
    from navigator.directory import Store
    from navigator.listings.changes.editor import Author, Saved
    from navigator.listings.many.bulk import Preview


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What a change would do, with a row for each listing, those that cannot be changed first."""

    wish: Wish
    seen: "Preview"
    lines: tuple[Line, ...]


def look(store: "Store", ids: Sequence[str], wish: Wish) -> LookedAt:
    """Every difference that a change would make, and nothing changed. Raises NavigatorError where it means nothing."""
    seen, told = foresee(store, ids, wish)
    return LookedAt(wish, seen, tuple(Line(one.id, one.name, tuple(_lines(one))) for one in told))


def apply_as_seen(store: "Store", author: "Author", seen: "Preview") -> "Saved | None":
    """Make the change as it was looked at; None where it changes nothing."""
    from navigator.listings.changes.editor import Editor
    from navigator.listings.many.bulk import apply

    return apply(Editor(store), seen, author)


def _lines(one: Told) -> Iterator[tuple[str, str]]:
    if one.refused:
        yield f"Cannot be changed so: {one.refused}", "urgent"
    yield from ((says, "text") for says in one.changes)
    yield from ((f"To look at: {says}", "warn") for says in one.doubts)
