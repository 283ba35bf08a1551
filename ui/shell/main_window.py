"""The main window: puts the rooms together and connects them."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QWidget
from shiboken6 import isValid

from ui.find.bar import ORDERS
from ui.find.page import FindPage
from ui.shell.actions import Actions
from ui.shell.everywhere import Everywhere
from ui.shell.rail import Rail
from ui.shell.room import Room
from ui.shell.settings import IDLE_MINUTES, Settings
from ui.shell.tabbing import step
from ui.shell.theme import Scheme, Theme, characters, line_height
from ui.shell.work import Work

if TYPE_CHECKING:
    from navigator.find import Filters
    from navigator.right_now import RightNow
    from ui.check.page import CheckPage
    from ui.find.desk import Desk
    from ui.pathways.page import PathwaysPage
    from ui.shell.command_palette import CommandPalette
    from ui.shell.curtain import Curtain
    from ui.shell.forgetting import Forgetting
    from ui.shell.person import Person
    from ui.shell.right_now import RightNowPage

_USUAL_CHARACTERS, _USUAL_LINES = 160, 44
_SCHEMES: Final[tuple[tuple[Scheme, str], ...]] = (
    ("system", "Colours as the system"),
    ("light", "Light colours"),
    ("dark", "Dark colours"),
    ("contrast", "High contrast"),
)
_IN_EVERY_ROOM: Final[tuple[tuple[str, Callable[[Room], None], str, str], ...]] = (
    ("Next part", lambda room: room.next_part(), "F6", "From one part of the room to the next"),
    ("Back", lambda room: room.go_back(), "Alt+Left", "To the listing, the results or the question before"),
    ("Start again", lambda room: room.clear(), "Ctrl+Shift+Backspace", "Clear what was typed, chosen or answered here"),
)


class MainWindow(QMainWindow):
    """The rail, the rooms, and Right now over them."""

    painted = Signal()
    """The window was drawn for the first time."""

    def __init__(
        self, work: "Work[Desk]", right_now: "Callable[[], RightNow | None]", theme: Theme, settings: Settings
    ) -> None:
        """Compose the window; where ``right_now`` gives nothing, its page says only to call 999."""
        super().__init__()
        self._work, self._right_now, self._theme, self._settings = work, right_now, theme, settings
        self._before: QWidget | None = None
        self._palette: CommandPalette | None = None
        self.right_now_page: RightNowPage | None = None
        self.check_page: CheckPage | None = None
        self.pathways_page: PathwaysPage | None = None
        self._curtain: Curtain | None = None
        self._person: Person | None = None
        self._forgetting: Forgetting | None = None
        self.setWindowTitle("Navigator")
        self.find_page = FindPage(work)
        self._room: Room = self.find_page
        self._pages = QStackedWidget()
        self._pages.addWidget(self.find_page)
        self.commands = Actions(self)
        self.rail = Rail()
        self._content = content = QWidget()
        layout = QHBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addWidget(self._pages, 1)
        self.setCentralWidget(content)
        self._act()
        self._look = self.commands.menu("Look", self)
        self.find_page.emergency_asked.connect(self.show_right_now)
        self.find_page.catch_22_asked.connect(self._show_catch_22)
        self._restore()
        self.find_page.enter()
        _FirstPaint(self).seen.connect(self.painted)

    def toggle_right_now(self) -> None:
        """Open Right now, or go back to where one was."""
        if self._pages.currentWidget() is not self.right_now_page:
            self.show_right_now()
            return
        self._pages.setCurrentWidget(self._room)
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        else:
            self._room.enter()

    def show_right_now(self, situation_id: str = "") -> None:
        """Open Right now, at one emergency if it is named."""
        from ui.shell.right_now import RightNowPage

        if self.right_now_page is None:
            self.right_now_page = RightNowPage(self._right_now())
            self.right_now_page.left.connect(self.toggle_right_now)
            self._pages.addWidget(self.right_now_page)
        self._before = self.focusWidget()
        self._pages.setCurrentWidget(self.right_now_page)
        self.right_now_page.enter(situation_id)

    def show_find(self) -> None:
        """Go to the search box."""
        self._go(self.find_page)

    def show_check(self) -> None:
        """Go to the questions, which are made when they are first asked for."""
        if self.check_page is None:
            from ui.check.page import CheckPage

            self.check_page = CheckPage(self._work, self._met())
            self._join(self.check_page)
        self._go(self.check_page)

    def show_pathways(self) -> None:
        """Go to situations, transition points and who does what, which are read when they are first asked for."""
        if self.pathways_page is None:
            from ui.pathways.page import PathwaysPage

            self.pathways_page = PathwaysPage(self._work)
            self._join(self.pathways_page)
            self.pathways_page.find_asked.connect(self._look_in_find)
            person = self._met()
            self.pathways_page.noted.connect(person.note)
            person.forgotten.connect(self.pathways_page.forget)
            self.pathways_page.take_answers(person.answers)
        self._go(self.pathways_page)

    def _met(self) -> "Person":
        """Whom the conversation is with, in every room: one clock watches over all that is said or picked in it."""
        if self._person is None:
            from ui.shell.forgetting import Forgetting
            from ui.shell.person import Person

            self._person = person = Person(self)
            person.changed.connect(partial(self._carry_over, person))
            self._forgetting = Forgetting(person, self._content, self._settings.idle_minutes)
        return self._person

    def _join(self, room: "CheckPage | PathwaysPage") -> None:
        """Make a new room one of the window's."""
        room.listing_asked.connect(self._read_in_find)
        room.right_now_asked.connect(self.show_right_now)
        self._pages.addWidget(room)

    def _go(self, room: Room) -> None:
        self._room = room
        self._pages.setCurrentWidget(room)
        self._rooms[(self.find_page, self.check_page, self.pathways_page).index(room)].setChecked(True)
        room.enter()

    def _look_in_find(self, filters: "Filters") -> None:
        """Show the services that another room named by filters."""
        self.show_find()
        self.find_page.look(filters)

    def _read_in_find(self, service_id: str) -> None:
        """Read a listing that another room named."""
        self.show_find()
        self.find_page.read(service_id)

    def _show_catch_22(self, catch_22_id: str) -> None:
        """Show a catch-22 that another room named."""
        self.show_pathways()
        if self.pathways_page is not None:
            self.pathways_page.open("catch-22", catch_22_id)

    def _carry_over(self, person: "Person") -> None:
        """What was said in one room holds in the others."""
        from navigator.find import Fits

        self.find_page.fit(Fits(person.answers) if person.answers.facets else None)
        if self.pathways_page is not None:
            self.pathways_page.take_answers(person.answers)

    def forget_answers(self) -> None:
        """Forget at once what was said, and the days that were picked."""
        if self.check_page is not None:
            self.check_page.forget()
        if self._person is not None:
            self._person.clear()

    def _forget_after(self, minutes: int) -> None:
        self._settings.idle_minutes = minutes
        if self._forgetting is not None:
            self._forgetting.allow(minutes)

    @property
    def is_hidden(self) -> bool:
        """Whether a clock hides everything."""
        return self._curtain is not None and self._curtain.is_down

    def hide_screen(self) -> None:
        """Hide everything behind a clock, or show it again."""
        from ui.shell.curtain import Curtain

        if self._curtain is None:
            self._curtain = Curtain(self, self._content, self._usable, "F9 goes back")
        self._curtain.toggle()

    def _orders(self) -> "Iterator[tuple[str, Callable[[], object], str, str, str]]":
        for number, (order, label) in enumerate(ORDERS, start=1):
            by = partial(self.find_page.inquiry.order_by, order)
            yield f"Order: {label.lower()}", by, f"Ctrl+{number}", "Find", "What comes first in the results"

    def _in_find(self, do: Callable[[], object]) -> None:
        """Do something in the Find room, and show it; from elsewhere, the first press leads there."""
        if self._here(self.find_page):
            do()

    def _in_room(self, do: Callable[[Room], None]) -> None:
        """Do what every room can do, in the one that is shown; from Right now, the first press leads back to it."""
        if self._here(self._room):
            do(self._room)

    def _here(self, room: QWidget) -> bool:
        """Whether a room is shown; where it was not, it is from now on."""
        shown = self._pages.currentWidget()
        if shown is self.right_now_page and room is self._room:
            self.toggle_right_now()
        elif shown is not room:
            self.show_find()
        return shown is room

    def show_commands(self) -> None:
        """Search everything that can be done, and do it."""
        from ui.shell.command_palette import CommandPalette

        if self._palette is None:
            self._palette = CommandPalette(self.commands, self)
        self._palette.open()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Tab goes through the room in the order one reads, then through the rail."""
        parts = self._room.parts if self._pages.currentWidget() is self._room else (self._pages.currentWidget(),)
        return step((*parts, self.rail), on=next) or super().focusNextPrevChild(next)

    def show_look(self) -> None:
        """Choose the size of text and the colours."""
        self._pop_up(self._look)

    def show_menu(self) -> None:
        """Show all menus."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.commands.fill(menu)
        self._pop_up(menu)

    def _pop_up(self, menu: QMenu) -> None:
        menu.popup(self.rail.mapToGlobal(self.rail.rect().bottomRight() - QPoint(0, menu.sizeHint().height())))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window looked: nothing else is kept."""
        self._settings.keep_window(self)
        self._settings.keep_splitter("find", self.find_page.panes.shares)
        super().closeEvent(event)

    def _restore(self) -> None:
        if not self._settings.restore_window(self):
            usual = QSize(characters(self, _USUAL_CHARACTERS), line_height(self) * _USUAL_LINES)
            self.resize(usual.boundedTo(self.screen().availableSize()))
        if sizes := self._settings.splitter("find"):
            self.find_page.panes.shares = sizes

    def _act(self) -> None:
        page, add = self.find_page, self.commands.add
        urgent = add("Right now", self.toggle_right_now, keys=("F8",), menu="Go to", says="What to do in an emergency")
        find = add("Find", self.show_find, keys=("Ctrl+F", "/", "Alt+1"), menu="Go to", says="Go to the search box")
        check = add("Check", self.show_check, keys=("Alt+2",), menu="Go to", says="Work out, together, what is open")
        filters, mapped, copies = page.bar.filters.toggle, page.bar.map.toggle, page.listing.copy_phone
        walks, guides = self.show_pathways, "What to do with both needs, and where support falls away"
        pathways = add("Pathways", walks, keys=("Alt+3",), menu="Go to", says=guides)
        for name, leads, its_key, about in _IN_EVERY_ROOM:
            add(name, partial(self._in_room, leads), keys=(its_key,), menu="Go to", says=about)
        does: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("Filters", filters, "Ctrl+L", "Find", "Show or hide the filters"),
            ("Map", mapped, "Ctrl+M", "Find", "Show the results on a map, or as a list"),
            *self._orders(),
            ("Copy phone number", copies, "Ctrl+Shift+C", "Find", "The number of the listing shown"),
        )
        for text, do, key, menu, says in does:
            add(text, partial(self._in_find, do), keys=(key,), menu=menu, says=says)
        add("All commands", self.show_commands, keys=("Ctrl+K",), menu="Help", says="Search what can be done")
        closes = add("Close", self.close, keys=("Ctrl+Q",), menu="Help", says="Close Navigator")
        self._act_on_privacy(closes)
        every = add("Menu", self.show_menu, keys=("F10",), says="All that can be done, by subject")
        look = add("Text and colours", self.show_look, keys=("Ctrl+,",), menu="Help", says="Size, light or dark")
        self._act_on_look()
        self.rail.add_urgent("Right now", "urgent", urgent)
        self._rooms = (find, check, pathways)
        for action, icon in zip(self._rooms, ("find", "check", "pathways"), strict=True):
            self.rail.add_room(action.text(), icon, action)
        find.setChecked(True)
        self.rail.add_tool("Look", "look", look)
        self.rail.add_tool("Menu", "commands", every)

    def _act_on_privacy(self, closes: QAction) -> None:
        add = self.commands.add
        hides = add("Hide the screen", self.hide_screen, keys=("F9",), menu="Privacy", says="Behind a plain clock")
        hides.setAutoRepeat(False)
        Everywhere(hides)
        self._usable = (hides, closes)
        forgets, says = self.forget_answers, "At once, in every room"
        add("Forget the answers", forgets, keys=("Ctrl+Shift+Delete",), menu="Privacy", says=says)
        for minutes in IDLE_MINUTES:
            after, about = partial(self._forget_after, minutes), "How long answers stay when nothing is touched"
            add(f"Forget answers after {minutes} minutes", after, menu="Privacy", says=about)

    def _act_on_look(self) -> None:
        add, theme = self.commands.add, self._theme
        add("Larger text", theme.larger, keys=("Ctrl++", "Ctrl+="), menu="Look", says="Up to twice as large")
        add("Smaller text", theme.smaller, keys=("Ctrl+-",), menu="Look", says="Down to four fifths")
        add("Usual text", theme.usual, keys=("Ctrl+0",), menu="Look", says="Text of the usual size")
        for scheme, label in _SCHEMES:
            add(label, partial(theme.set_scheme, scheme), menu="Look", says="The colours of the window")
        theme.changed.connect(self._remember_look)

    def _remember_look(self) -> None:
        self._settings.scale, self._settings.scheme = self._theme.scale, self._theme.scheme


class _FirstPaint(QObject):
    """Says once that a window was drawn."""

    seen = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.seen.emit)
        return False
