"""The map beside the results: made when it is first shown, and kept in step with the list."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSignalBlocker, Signal

from ui.find.inquiry import Inquiry

if TYPE_CHECKING:
    from navigator.directory.atlas import Atlas
    from ui.find.map_view import MapView
    from ui.find.results import ResultsView


class Charting(QObject):
    """The map and the outlines it is drawn on, which listings are drawn on too."""

    drawn = Signal(object)
    """The ``Atlas``, once it was read."""
    opened = Signal(str)
    """The id of a service on the map that somebody wants to read about."""
    left = Signal()
    """Somebody is done with the map."""

    def __init__(self, inquiry: Inquiry, parent: QObject) -> None:
        super().__init__(parent)
        self._inquiry = inquiry
        self._atlas: Atlas | None = None
        self._asked = False
        self._keys: tuple[int, ...] = ()
        self._rows: dict[str, int] = {}
        self.map: MapView | None = None

    def make(self, results: "ResultsView") -> "MapView":
        """The map, with what is pointed at or chosen in the list or on the map shown in both."""
        if self.map is None:
            from ui.find.map_view import MapView

            self.map = view = MapView()
            view.chosen.connect(lambda service_id: self._choose(results, service_id))
            view.opened.connect(self.opened)
            view.left.connect(self.left)
            view.hovered.connect(results.set_hovered)
            results.hovered.connect(view.set_hovered)
            results.chosen.connect(view.choose)
            self.need_atlas()
            if self._atlas is not None:
                view.show_atlas(self._atlas)
        return self.map

    def need_atlas(self) -> None:
        """Read the outlines, once."""
        if not self._asked:
            self._asked = True
            self._inquiry.fetch("atlas", lambda desk: desk.atlas(), self._take)

    def show_results(self, keys: tuple[int, ...]) -> None:
        """Put pins where these answers are."""
        self._keys = keys
        self._inquiry.fetch_spots(keys, self._pin)

    def _take(self, atlas: "Atlas") -> None:
        self._atlas = atlas
        self.drawn.emit(atlas)
        if self.map is not None:
            self.map.show_atlas(atlas)

    def _pin(self, spots: tuple[tuple[int, str, str, Any], ...]) -> None:
        from ui.find.map_view import Pin

        if self.map is not None:
            self.map.set_origin(self._inquiry.origin)
            self.map.show_pins(tuple(Pin(*spot) for spot in spots), len(self._keys))
            self._rows = {service_id: number - 1 for number, service_id, *_ in spots}

    def _choose(self, results: "ResultsView", service_id: str) -> None:
        """The list follows the map."""
        if service_id in self._rows:
            with QSignalBlocker(results):
                results.choose(self._rows[service_id])
