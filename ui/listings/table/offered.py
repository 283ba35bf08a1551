"""The views of the table that there are, with their counts as they become known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from navigator.listings.table.table import Counted
from navigator.listings.table.views import FIXED, View

_UNKNOWN: Final = -1


@dataclass(frozen=True, slots=True)
class Organizations:
    """All organisations, and what each is found by when somebody types a part of its name."""

    counted: Sequence[Counted]
    names: Sequence[str]


class Offered(QObject):
    """A count below nothing is not known yet. ``changed`` says that something is another now."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._counts: dict[View, int] = dict.fromkeys(FIXED, _UNKNOWN)
        self.boroughs: Sequence[Counted] = ()
        self.organizations = Organizations((), ())

    @property
    def fixed(self) -> tuple[Counted, ...]:
        """The views that are always there."""
        return tuple(Counted(view, self._counts[view]) for view in FIXED)

    def take_count(self, one: Counted) -> None:
        """Know how many listings one of the views holds that are always there."""
        if self._counts[one.view] != one.count:
            self._counts[one.view] = one.count
            self.changed.emit()

    def take_boroughs(self, boroughs: Sequence[Counted]) -> None:
        """Know the boroughs."""
        if boroughs != self.boroughs:
            self.boroughs = boroughs
            self.changed.emit()

    def take_organizations(self, found: Organizations) -> None:
        """Know the organisations."""
        self.organizations = found
        self.changed.emit()
