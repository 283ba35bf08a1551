"""Every state of the room Listings in turn."""

from collections.abc import Callable, Iterator
from typing import Final

from benchmarks.driving import until
from ui.listings.add.view import AddView
from ui.listings.checks.hour_view import HourView
from ui.listings.checks.run_view import RunView
from ui.listings.checks.verify_view import VerifyView
from ui.listings.copies.backups_view import BackupsView
from ui.listings.copies.view import CopiesView
from ui.listings.form.view import FormView
from ui.listings.gaps.view import GapsView
from ui.listings.many.view import ManyView
from ui.listings.page import ListingsPage
from ui.listings.past.history_view import HistoryView
from ui.listings.twins.pairs_view import PairsView
from ui.listings.view import View
from ui.shell.main_window import MainWindow

_ONE, _OTHER = "spires-rough-sleeper-space", "samaritans"
_WITH_ALL: Final[tuple[tuple[str, tuple[str, ...], Callable[[View], bool]], ...]] = (
    ("form", (_ONE,), lambda view: isinstance(view, FormView) and view.form.body is not None),
    ("verify", (_ONE,), lambda view: isinstance(view, VerifyView) and view.listing is not None),
    ("hour", (), lambda view: isinstance(view, HourView) and view.found is not None),
    ("run", (_ONE, _OTHER), lambda view: isinstance(view, RunView) and view.run is not None),
    ("history", (_ONE,), lambda view: isinstance(view, HistoryView) and view.past is not None),
    ("pairs", (), lambda view: isinstance(view, PairsView) and not view.waiting.isVisible()),
    ("many", (_ONE, _OTHER), lambda view: isinstance(view, ManyView)),
    ("gaps", (), lambda view: isinstance(view, GapsView) and bool(view.model.rows)),
    ("copies", (), lambda view: isinstance(view, CopiesView)),
    ("backups", (), lambda view: isinstance(view, BackupsView)),
    ("add", (), lambda view: isinstance(view, AddView)),
)
"""The views by name, what each is opened with, and whether it is filled."""


def table(window: MainWindow) -> None:
    """All listings in a table, for reading."""
    window.show_listings()
    until(lambda: _page(window).table.model.rowCount() > 0)
    _page(window).table.choose(_ONE)
    until(lambda: _page(window).chosen == _ONE)


def editing(window: MainWindow) -> None:
    """The same while listings may be changed."""
    _page(window).editing.turn(on=True)


def reading(window: MainWindow) -> None:
    """The table again, once everything was left."""
    _page(window).clear()
    _page(window).editing.turn(on=False)


def states() -> Iterator[tuple[str, Callable[[MainWindow], None]]]:
    """The states by name, in order, each with what brings the window into it."""
    yield "listings", table
    yield "editing", editing
    for name, what, filled in _WITH_ALL:
        yield f"listings: {name}", _shows(name, what, filled)
    yield "listings again", reading


def _shows(name: str, what: tuple[str, ...], filled: Callable[[View], bool]) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        page = _page(window)
        page.clear()
        page.show_view(name, *what)
        until(lambda: page.views.shown is not None and filled(page.views.shown))

    return show


def _page(window: MainWindow) -> ListingsPage:
    if window.listings_page is None:
        raise AssertionError("nobody went to Listings")
    return window.listings_page
