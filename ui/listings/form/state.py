"""What stands in the form, whichever of its parts are in sight: the fields as they were begun from and as they are."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from navigator.listings.facts import LABELS
from navigator.listings.form.typed import number_in, row_in, rows_in, text_in, tidy
from navigator.listings.past.clashes import pointed
from navigator.listings.to_edit import Start
from ui.listings.keeping import Keeping

if TYPE_CHECKING:
    from navigator.listings.form.reference import Reference

_GROUPS: Final = ("hours", "dual_diagnosis")
_LISTS: Final = {"eligibility": "Rule", "links": LABELS["links"]}


class State(QObject):
    """The fields of one listing while they are changed.

    ``changed`` has the name of a field that is another now. ``conceal_asked`` asks to make a place confidential: its
    number as it is in the directory, or 0, and as it would be saved.
    """

    changed = Signal(str)
    conceal_asked = Signal(int, int)

    def __init__(self, keeping: Keeping, start: Start, fields: Mapping[str, Any] | None = None) -> None:
        """Begin from ``start``; with ``fields``, those are typed already.

        It belongs to ``keeping``: a question on the search thread may be the last to know it, and may not delete it.
        """
        super().__init__(keeping)
        self.keeping: Final = keeping
        self.start: Final = start
        self.names: Final = dict(start.names)
        self._fields: Final[dict[str, Any]] = deepcopy(dict(start.fields if fields is None else fields))

    @property
    def reference(self) -> "Reference":
        """What the fields are held against."""
        return self.start.reference

    @property
    def fields(self) -> dict[str, Any]:
        """Every field as it is now."""
        return dict(self._fields)

    @property
    def name(self) -> str:
        """What the listing is called, "" where nobody has said."""
        return text_in(self._fields, "name")

    @property
    def unsaved(self) -> bool:
        """Whether something is not as in the directory; a new listing is not there yet."""
        return not self.start.id or bool(tidy(self._fields) != tidy(dict(self.start.fields)))

    def take(self, field: str, value: Any) -> None:
        """Somebody changed a field to this."""
        self._fields[field] = value
        self.changed.emit(field)

    def sources(self) -> Sequence[tuple[int, str]]:
        """The pages the facts are from as they are now: their numbers and titles."""
        rows = [row for _, row in rows_in(self._fields, "sources")]
        return [(number, text_in(row, "title")) for row in rows if (number := number_in(row, "number")) is not None]

    def named_by(self, source: int) -> tuple[str, ...]:
        """What is said to be from a page, in words."""
        return tuple(words for words, number, *_ in self._naming() if number == source)

    def repoint(self, source: int, to: int) -> None:
        """Say of everything from one page that it is from another."""
        for field in {field for _, number, field in self._naming() if number == source}:
            self.take(field, pointed(self._fields[field], source, to))

    def _naming(self) -> Iterator[tuple[str, int | None, str]]:
        """Whatever names a page: in words, the number it names, and its field."""
        for field in _GROUPS:
            yield LABELS[field], number_in(row_in(self._fields, field), "source"), field
        for field, label in _LISTS.items():
            for n, (_, row) in enumerate(rows_in(self._fields, field), 1):
                yield f"{label} {n}", number_in(row, "source"), field
