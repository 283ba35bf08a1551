"""Everything that can be done in the window, by menu and key, and the rail that leads to the rooms."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAction

from ui.find.bar import ORDERS
from ui.shell.actions import Actions
from ui.shell.everywhere import Everywhere
from ui.shell.room import Room
from ui.shell.settings import IDLE_MINUTES
from ui.shell.theme import Scheme, Theme

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

_Does = tuple[str, Callable[[], object], str, str]

_SCHEMES: Final[tuple[tuple[Scheme, str], ...]] = (
    ("system", "Colours as the system"),
    ("light", "Light colours"),
    ("dark", "Dark colours"),
    ("contrast", "High contrast"),
)
_IN_EVERY_ROOM: Final[tuple[tuple[str, Callable[[Room], object], str, str], ...]] = (
    ("Next part", lambda room: room.next_part(), "F6", "From one part of the room to the next"),
    ("Back", lambda room: room.go_back(), "Alt+Left", "To the listing, the results or the question before"),
    ("Start again", lambda room: room.clear(), "Ctrl+Shift+Backspace", "Clear what was typed, chosen or answered here"),
    ("Shortlist", lambda room: room.star(), "Ctrl+D", "Put the service on the shortlist, or take it off"),
)


_LISTINGS: Final = (
    ("hour", "I have an hour", "The calls that fit your time, the most urgent first"),
    ("pairs", "Duplicates", "Listings that may be one service twice"),
    ("gaps", "What is missing", "What share of listings has a phone, hours, rules and so on"),
    ("copies", "Copies", "Copy the directory for a colleague, or take over what they changed"),
    ("backups", "Backups", "Make a backup, or put one back"),
    ("add", "New listing", "Add a service to the directory"),
)


def offer(window: "MainWindow", theme: Theme) -> tuple[QAction, ...]:
    """Add everything there is to do to a window's commands and rail.

    Gives what stays usable where the screen is hidden.
    """
    add = window.commands.add
    urgent = add("Right now", window.toggle_right_now, keys=("F8",), menu="Go to", says="What to do in an emergency")
    rooms = tuple(_rooms(window))
    for name, leads, its_key, about in _IN_EVERY_ROOM:
        add(name, partial(window.in_room, leads), keys=(its_key,), menu="Go to", says=about)
    for text, do, key, says in _in_find(window):
        add(text, partial(window.in_find, do), keys=(key,), menu="Find", says=says)
    for text, do, keys, says in _in_refer(window):
        add(text, do, keys=keys, menu="Refer", says=says)
    _listings(window)
    add("All commands", window.show_commands, keys=("Ctrl+K",), menu="Help", says="Search what can be done")
    closes = add("Close", window.close, keys=("Ctrl+Q",), menu="Help", says="Close Navigator")
    hides = _privacy(window)
    every = add("Menu", window.show_menu, keys=("F10",), says="All that can be done, by subject")
    look = add("Text and colours", window.show_look, keys=("Ctrl+,",), menu="Help", says="Size, light or dark")
    _look(window.commands, theme)
    window.rail.add_urgent("Right now", "urgent", urgent)
    for action, icon in rooms:
        window.rail.add_room(action.text(), icon, action)
    window.rail.add_tool("Look", "look", look)
    window.rail.add_tool("Menu", "commands", every)
    return hides, closes


def _rooms(window: "MainWindow") -> Iterator[tuple[QAction, str]]:
    """The rooms in the order of the rail, each with its icon."""
    for number, (name, show, more, says) in enumerate(
        (
            ("Find", window.show_find, ("Ctrl+F", "/"), "Go to the search box"),
            ("Check", window.show_check, (), "Work out, together, what is open"),
            ("Pathways", window.show_pathways, (), "What to do with both needs, and where support falls away"),
            ("Refer", window.show_refer, (), "The shortlist, what to know first, and sheets to leave with"),
            ("Listings", window.show_listings, (), "Keep listings true: check them, change them, see what is due"),
        ),
        start=1,
    ):
        action = window.commands.add(name, show, keys=(*more, f"Alt+{number}"), menu="Go to", says=says)
        yield action, name.casefold()


def _in_find(window: "MainWindow") -> Iterator[_Does]:
    page = window.find_page
    yield "Filters", page.bar.filters.toggle, "Ctrl+L", "Show or hide the filters"
    yield "Map", page.bar.map.toggle, "Ctrl+M", "Show the results on a map, or as a list"
    for number, (order, label) in enumerate(ORDERS, start=1):
        by = partial(page.inquiry.order_by, order)
        yield f"Order: {label.lower()}", by, f"Ctrl+{number}", "What comes first in the results"
    yield "Copy phone number", page.listing.copy_phone, "Ctrl+Shift+C", "The number of the listing shown"


def _in_refer(window: "MainWindow") -> Iterator[tuple[str, Callable[[], object], tuple[str, ...], str]]:
    yield "Make a sheet", window.make_sheet, ("Ctrl+P",), "Of the listing shown, or of the shortlist"
    yield "Compare", window.compare, ("Ctrl+E",), "Services of the shortlist, side by side"
    yield "Save the counts of referrals...", window.save_counts, (), "What happened after them, as a table (CSV)"


def _listings(window: "MainWindow") -> None:
    """What there is to do with listings, and the switch that lets them be changed."""
    add, edit = window.commands.add, window.edit_listings
    says = "Let listings be changed, until nothing was touched for a while"
    switch = add("Edit listings", edit, keys=("Ctrl+Shift+E",), menu="Listings", says=says, checkable=True)
    window.editing_turned.connect(switch.setChecked)
    does = "Note that the listing shown was checked with its provider"
    add("Checked today", window.check_today, keys=("Ctrl+Shift+V",), menu="Listings", says=does)
    for name, text, about in _LISTINGS:
        add(text, partial(window.show_in_listings, name), menu="Listings", says=about)
    says = "Make the columns of the table as wide as they were at first"
    add("Usual column widths", window.take_usual_widths, menu="Listings", says=says)


def _privacy(window: "MainWindow") -> QAction:
    """What hides and forgets; gives what hides."""
    add = window.commands.add
    hides = add("Hide the screen", window.hide_screen, keys=("F9",), menu="Privacy", says="Behind a plain clock")
    hides.setAutoRepeat(False)
    Everywhere(hides)
    forgets, says = window.forget_answers, "The answers and the shortlist, at once, in every room"
    add("Forget the answers", forgets, keys=("Ctrl+Shift+Delete",), menu="Privacy", says=says)
    for minutes in IDLE_MINUTES:
        after, about = partial(window.allow_idle, minutes), "How long answers stay when nothing is touched"
        add(f"Forget answers after {minutes} minutes", after, menu="Privacy", says=about)
    return hides


def _look(commands: Actions, theme: Theme) -> None:
    commands.add("Larger text", theme.larger, keys=("Ctrl++", "Ctrl+="), menu="Look", says="Up to twice as large")
    commands.add("Smaller text", theme.smaller, keys=("Ctrl+-",), menu="Look", says="Down to four fifths")
    commands.add("Usual text", theme.usual, keys=("Ctrl+0",), menu="Look", says="Text of the usual size")
    for scheme, label in _SCHEMES:
        commands.add(label, partial(theme.set_scheme, scheme), menu="Look", says="The colours of the window")
