"""Where a service is: addresses that are found on the map, and places that stay confidential."""

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt, Signal

from navigator.directory.places import sector_of
from navigator.listings.form.whereabouts import usual_postcode
from ui.listings.form.codes import CodesEditor
from ui.listings.form.editor import Problems
from ui.listings.form.rows import RowEditor, RowsEditor
from ui.listings.form.state import State
from ui.listings.form.texts import LineEditor, NumberEditor, TickEditor
from ui.shell.folding import Fold
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET

_HIDDEN: Final = ("address_1", "postal_code", "latitude", "longitude")
_CONFIDENTIAL: Final = "The address is confidential, and Navigator keeps it nowhere."
_TICK: Final = "The address is confidential"
_TICK_SAYS: Final = "Then no address is asked for or kept."
_MAKE: Final = "Make confidential..."
_MAKE_SAYS: Final = "Takes the address out of the listing, search, history and backups, after asking."
_FOUND: Final = "{}: found on the map."
_POINT: Final = "Point on the map"
_NO_POINT: Final = "Not on the map yet: give a postcode."


@dataclass(frozen=True, slots=True)
class _Held:
    """A place as it is in a row; ``saved`` is whether the directory has it, ``number`` which one it is there or 0."""

    place: Any
    saved: bool
    number: int


class PlaceRow(RowEditor):
    """A place. ``conceal_asked``: the place is in the directory, and its address is to go from everything kept."""

    conceal_asked = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._sectors: Final = state.reference.sectors
        self.saved, self.number = False, 0
        self._closed: Final = Text(_CONFIDENTIAL)
        self.column.addWidget(self._closed)
        self.tick: Final = TickEditor(_TICK, _TICK_SAYS)
        self.add(confidential=self.tick)
        self.add(name=LineEditor("Name of the place, if it has one"))
        self.add(address_1=LineEditor("Street"))
        postcode = LineEditor("Postcode", wide=14)
        self.add(city=LineEditor("Town", wide=30), postal_code=postcode)
        self._told: Final = Text(role=QUIET)
        self.column.addWidget(self._told)
        self._fold: Final = Fold(_POINT)
        self.column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._point: Final = self.add(
            latitude=NumberEditor("Latitude", wide=16), longitude=NumberEditor("Longitude", wide=16)
        )
        self.column.addWidget(Text("Access"))
        self.add(accessibility=CodesEditor("accessibility", state.reference, "Access"))
        self.make: Final = Button(_MAKE)
        self.make.setToolTip(_MAKE_SAYS)
        self.make.setAccessibleDescription(_MAKE_SAYS)
        self.acts = (self.make,)
        self._fold.toggled.connect(self._follow)
        self.make.clicked.connect(self.conceal_asked)
        self.changed.connect(self._follow)

    @property
    def confidential(self) -> bool:
        """Whether the address is confidential."""
        return self.tick.value()

    def value(self) -> dict[str, Any]:
        """The place; nothing that tells where a confidential one is."""
        value = super().value()
        return value | dict.fromkeys(_HIDDEN) if self.confidential else value

    def show_problems(self, problems: Problems) -> None:
        """Show what is wrong beside it; the point on the map only where something is."""
        super().show_problems(problems)
        if any(path.startswith(("latitude", "longitude")) for path in problems):
            self._fold.setChecked(True)
        self._follow()

    def focus_field(self, path: str) -> None:
        """Take the keyboard to a part; of a confidential place, to what is there."""
        if path.startswith(("latitude", "longitude")):
            self._fold.setChecked(True)
        super().focus_field("name" if path in {"", *(_HIDDEN if self.confidential else ())} else path)

    def held(self) -> _Held:
        """Everything of the place, to be shown in another row."""
        return _Held(
            super().value() if not (self.saved and self.confidential) else self.value(), self.saved, self.number
        )

    def give(self, held: _Held) -> None:
        """Show what another row held."""
        self.saved, self.number = held.saved, held.number
        self.show_value(held.place)
        self._follow()

    def _follow(self) -> None:
        """Show what goes with what stands there."""
        hidden = self.confidential
        self._closed.setVisible(hidden and self.saved)
        self.tick.setVisible(not self.saved)
        for name in ("address_1", "postal_code"):
            self.editors[name].setVisible(not hidden)
        for part in (self._fold, self._told):
            part.setVisible(not hidden)
        self._point.setVisible(not hidden and self._fold.isChecked())
        self.make.setVisible(self.saved and not hidden)
        postcode = usual_postcode(str(self.editors["postal_code"].value() or ""))
        sector = sector_of(postcode) or ""
        has_point = self.editors["latitude"].value() is not None
        found = _FOUND.format(sector) if sector in self._sectors else "" if postcode or has_point else _NO_POINT
        self._told.setText(found)
        self._told.setVisible(bool(found) and not hidden)


class PlacesEditor(RowsEditor):
    """The places of a listing.

    A place that is in the directory with its address is never made confidential here, since the history would keep
    the address: that asks for what purges it.
    """

    def __init__(self, state: State) -> None:
        self._state: Final = state
        super().__init__("Place", self._new)

    def show_value(self, value: Any) -> None:
        """Show these places: of a listing that is in the directory, as places that are there too."""
        there = list(self._state.start.fields["locations"]) if self._state.start.id else []
        super().show_value(
            [_Held(place, bool(there), there.index(place) + 1 if place in there else 0) for place in value or ()]
        )

    def new_value(self) -> Any:
        """A place that is not in the directory yet."""
        return _Held({}, saved=False, number=0)

    def hold(self, row: RowEditor) -> Any:
        """Also whether the directory has it."""
        return row.held() if isinstance(row, PlaceRow) else None

    def give(self, row: RowEditor, held: Any) -> None:
        """Show a place."""
        if isinstance(row, PlaceRow):
            row.give(held)

    def _new(self) -> PlaceRow:
        row = PlaceRow(self._state)
        row.conceal_asked.connect(lambda: self._state.conceal_asked.emit(row.number, self.number_of(row)))
        return row
