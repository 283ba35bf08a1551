"""What the Find room has to do with the shortlist: which service is meant, and whether it is there."""

from typing import TYPE_CHECKING

from ui.find.charting import Charting
from ui.find.listing import ListingView
from ui.find.panes import Panes

if TYPE_CHECKING:
    from ui.find.model import ResultsModel
    from ui.find.results import ResultsView
    from ui.shell.starred import Starred


class Starring:
    """Puts services on the shortlist, or takes them off: the one in hand, or the one whose star was pressed.

    ``starred`` is the shortlist, None where there is none.
    """

    def __init__(self, listing: ListingView, panes: Panes, charting: Charting) -> None:
        """Among what is read, shown in the panes, or on the map."""
        self._listing, self._panes, self._charting = listing, panes, charting
        self.starred: Starred | None = None
        self._model: ResultsModel | None = None
        self._results: ResultsView | None = None

    def follow(self, starred: "Starred") -> None:
        """Show which services are on this shortlist."""
        self.starred = starred
        self._listing.follow_stars(starred)
        if self._model is not None:
            self._model.follow_stars(starred)

    def furnish(self, model: "ResultsModel", results: "ResultsView") -> None:
        """Show it in the results too, once there are any."""
        self._model, self._results = model, results
        results.starred.connect(self._star_row)
        if self.starred is not None:
            model.follow_stars(self.starred)

    def star(self) -> bool:
        """Do it for the service that has the keyboard or is shown; gives whether there is one."""
        return self._star(self._in_hand())

    def _in_hand(self) -> tuple[str, str] | None:
        """The service of the row or the pin that has the keyboard, else of the listing in sight, else of the row."""
        results, listing, chart = self._results, self._listing, self._charting.map
        line = results.current if results is not None and self._panes.shown is results else None
        chosen = (line.id, line.name.text) if line else None
        if results is not None and (results.hasFocus() or (chart is not None and chart.canvas.hasFocus())):
            return chosen
        return listing.service if listing.service and listing.isVisible() else chosen

    def _star(self, one: tuple[str, str] | None) -> bool:
        if one is None or self.starred is None:
            return False
        from ui.shell.star import toggle

        toggle(self.starred, *one, self._panes)
        return True

    def _star_row(self, service_id: str) -> None:
        row = self._model.row_of(service_id) if self._model is not None else None
        line = self._model.line(row) if self._model is not None and row is not None else None
        self._star((line.id, line.name.text) if line else None)
