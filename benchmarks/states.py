"""Every state of the window in turn, for what looks at all of them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from PySide6.QtWidgets import QApplication

from benchmarks import states_of_listings
from benchmarks.driving import answered, ask, paint_all, until
from navigator.check import Answers
from navigator.refer.shortlist import Shortlist, Stop
from ui.check.page import CheckPage
from ui.pathways.page import PathwaysPage
from ui.refer.page import ReferPage
from ui.refer.sheets import SheetsView
from ui.shell.main_window import MainWindow

_SEARCH: Final = "rough sleeping hearing voices brixton"
_FILTERS: Final = (("area", "lambeth"), ("open", "weekends"))
_NOWHERE: Final = "kangaroo"
_EMERGENCY: Final = "want to die"
_SITUATION: Final = "overdose"
_FRIDAY: Final = date(2026, 11, 27)
_STOPS: Final = (
    Stop("spires-rough-sleeper-space", "Spires"),
    Stop("advance-minerva-london", "Minerva"),
    Stop("999-club-night-shelter", "Lewisham Night Shelter"),
    Stop("samaritans", "Samaritans"),
)
_CAME: Final = Answers(needs=("mental-health",))


def start(window: MainWindow) -> None:
    """Everything there is, with nothing typed."""
    window.show_find()
    window.find_page.clear()
    until(lambda: answered(window))


def search(window: MainWindow) -> None:
    """Something was typed, and filters stand beside the results."""
    ask(window, _SEARCH)
    window.find_page.show_filters(shown=True)


def filtered(window: MainWindow) -> None:
    """Filters were chosen, and chips say which."""
    search(window)
    for name, code in _FILTERS:
        window.find_page.inquiry.toggle(name, code)
    until(lambda: answered(window))


def shown_map(window: MainWindow) -> None:
    """The results are on the map."""
    start(window)
    window.find_page.bar.map.click()
    until(lambda: window.find_page.map is not None)


def listing(window: MainWindow) -> None:
    """A listing is open."""
    page = window.find_page
    if page.bar.map.isChecked():
        page.bar.map.click()
    ask(window, _SEARCH)
    page.listing.clear()
    page.box.entered.emit()
    until(lambda: page.listing.shown is not None)


def nothing(window: MainWindow) -> None:
    """Nothing was found."""
    window.find_page.go_back()
    ask(window, _NOWHERE)
    until(window.find_page.nothing.isVisible)


def emergency(window: MainWindow) -> None:
    """What was typed sounds like an emergency."""
    page = window.find_page
    ask(window, _EMERGENCY)
    until(lambda: page.emergency is not None and page.emergency.isVisible())


def right_now(window: MainWindow) -> None:
    """What to do in one emergency."""
    window.show_right_now(_SITUATION)


def commands(window: MainWindow) -> None:
    """The command palette is open."""
    window.show_find()
    window.show_commands()


def look_menu(window: MainWindow) -> None:
    """The menu of text sizes and colours is open."""
    _close_dialogs()
    window.show_look()


def check(window: MainWindow) -> None:
    """The needs that somebody may come for, and the places that take anyone."""
    _close_dialogs()
    window.show_check()
    until(lambda: _check(window).shows(Answers()))


def question(window: MainWindow) -> None:
    """A question is asked."""
    page = _check(window)
    page.person.answers = _CAME
    until(lambda: page.shows(_CAME))


def form(window: MainWindow) -> None:
    """Every question stands there at once."""
    _check(window).talk.toggle_form()


def reasons(window: MainWindow) -> None:
    """One place is read in full, and the others are folded out."""
    page = _check(window)
    page.talk.toggle_form()
    said = _CAME.with_age(38).with_values("area", ["Lambeth"]).with_values("housing", ["hostel"])
    page.person.answers = said
    until(lambda: page.shows(said))
    page.places.places.rows[0].click()
    until(lambda: page.places.reading)


def situation(window: MainWindow) -> None:
    """A situation as a drawing and as a list, with its first step open."""
    window.show_pathways()
    until(lambda: _pathways(window).menu.filled)
    _open(window, "situation", "rough-sleeping-both")


def transition(window: MainWindow) -> None:
    """A transition point with the day it counts from."""
    _open(window, "transition", "prison-release")
    _pathways(window).pick_day(_FRIDAY)
    until(lambda: _pathways(window).panes.has_drawing)


def catch_22(window: MainWindow) -> None:
    """Rules that block one another."""
    _open(window, "catch-22", "gp-needs-address")


def who(window: MainWindow) -> None:
    """The map of who to talk to."""
    _open(window, "who", "")


def no_shortlist(window: MainWindow) -> None:
    """Nothing is on the shortlist."""
    window.show_refer()
    until(_refer(window).views.empty.isVisible)


def shortlist(window: MainWindow) -> None:
    """A shortlist, with what to know of its first stop."""
    window.conversation.starred.put(Shortlist(_STOPS))
    until(lambda: _refer(window).knowing.before(_STOPS[0].id) is not None)


def compared(window: MainWindow) -> None:
    """The services of the shortlist side by side."""
    window.compare()
    until(lambda: bool(_refer(window).views.comparison().model.rows))


def sheet(window: MainWindow) -> None:
    """A sheet for the person, before it is printed."""
    window.make_sheet()
    until(lambda: _sheets(window).made is not None)


def discreet(window: MainWindow) -> None:
    """What remains on a discreet sheet, with the names to choose."""
    sheets = _sheets(window)
    sheets.choose("discreet")
    until(lambda: sheets.frame.discreet.offered is not None)
    sheets.frame.discreet.answers["seen"].click()
    until(lambda: sheets.made is not None)


def words(window: MainWindow) -> None:
    """The page for a person's own words."""
    _sheets(window).choose("words")
    until(lambda: _sheets(window).made is not None)


def _refer(window: MainWindow) -> ReferPage:
    if window.refer_page is None:
        raise AssertionError("nobody went to Refer")
    return window.refer_page


def _sheets(window: MainWindow) -> SheetsView:
    return _refer(window).views.made_sheets()


def _open(window: MainWindow, kind: str, item_id: str) -> None:
    page = _pathways(window)
    page.open(kind, item_id)
    until(lambda: page.shown == (kind, item_id))


def _pathways(window: MainWindow) -> PathwaysPage:
    if window.pathways_page is None:
        raise AssertionError("nobody went to Pathways")
    return window.pathways_page


def _check(window: MainWindow) -> CheckPage:
    if window.check_page is None:
        raise AssertionError("nobody went to Check")
    return window.check_page


STATES: Final[tuple[tuple[str, Callable[[MainWindow], None]], ...]] = (
    ("start", start),
    ("search", search),
    ("filtered", filtered),
    ("map", shown_map),
    ("listing", listing),
    ("nothing found", nothing),
    ("emergency", emergency),
    ("right now", right_now),
    ("commands", commands),
    ("look", look_menu),
    ("check", check),
    ("question", question),
    ("form", form),
    ("reasons", reasons),
    ("situation", situation),
    ("transition", transition),
    ("catch-22", catch_22),
    ("who", who),
    ("no shortlist", no_shortlist),
    ("shortlist", shortlist),
    ("compare", compared),
    ("sheet", sheet),
    ("discreet", discreet),
    ("words", words),
    *states_of_listings.states(),
)

DAMAGED: Final = "damaged"


def states(window: MainWindow) -> Iterator[str]:
    """Bring the window into each of its states, and name it; it has been drawn by then.

    A window whose directory cannot be read has one.
    """
    until(lambda: window.find_page.broken or answered(window))
    if window.find_page.broken:
        paint_all()
        yield DAMAGED
        return
    for name, bring in STATES:
        bring(window)
        paint_all()
        yield name
    _close_dialogs()


def _close_dialogs() -> None:
    for popup in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
        if popup is not None:
            popup.close()
