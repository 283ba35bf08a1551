"""The main window: puts the rooms together and connects them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QWidget
from shiboken6 import isValid

from ui.find.page import FindPage
from ui.shell.actions import Actions
from ui.shell.conversation import Conversation
from ui.shell.offers import offer
from ui.shell.rail import Rail
from ui.shell.room import Room
from ui.shell.settings import Settings
from ui.shell.tabbing import step
from ui.shell.theme import Theme, characters, line_height
from ui.shell.watching import Watching
from ui.shell.work import Work

if TYPE_CHECKING:
    from navigator.find import Filters
    from navigator.pathways import Timeline
    from navigator.right_now import RightNow
    from ui.check.page import CheckPage
    from ui.find.desk import Desk
    from ui.listings.page import ListingsPage
    from ui.pathways.page import PathwaysPage
    from ui.refer.page import ReferPage
    from ui.shell.command_palette import CommandPalette
    from ui.shell.curtain import Curtain
    from ui.shell.person import Person
    from ui.shell.right_now import RightNowPage

_USUAL_CHARACTERS, _USUAL_LINES = 160, 44


class MainWindow(QMainWindow):
    """The rail, the rooms, and Right now over them."""

    painted = Signal()
    """The window was drawn for the first time."""
    editing_turned = Signal(bool)
    """Listings may be changed from now on, or may not."""

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
        self.refer_page: ReferPage | None = None
        self.listings_page: ListingsPage | None = None
        self._curtain: Curtain | None = None
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
        self.conversation = Conversation(content, settings, self._meet)
        self.find_page.follow_stars(self.conversation.starred)
        self._usable = offer(self, theme)
        self.rail.rooms[0].setChecked(True)
        theme.changed.connect(self._remember_look)
        self._look = self.commands.menu("Look", self)
        self._watching = Watching(work, self)
        self._watching.changed.connect(self._renew)
        for heard in (self.find_page.inquiry.others, self.find_page.inquiry.failed):
            heard.connect(self._watching.begin)
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

            self.check_page = CheckPage(self._work, self.conversation.person)
            self._join(self.check_page)
        self._go(self.check_page)

    def show_pathways(self) -> None:
        """Go to situations, transition points and who does what, which are read when they are first asked for."""
        if self.pathways_page is None:
            from ui.pathways.page import PathwaysPage

            self.pathways_page = PathwaysPage(self._work)
            self._join(self.pathways_page)
            self.pathways_page.find_asked.connect(self._look_in_find)
            person = self.conversation.person
            self.pathways_page.noted.connect(partial(person.note, "days"))
            person.forgotten.connect(self.pathways_page.forget)
            self.pathways_page.take_answers(person.answers)
        self._go(self.pathways_page)

    def show_refer(self) -> None:
        """Go to the shortlist, which is read when it is first asked for."""
        if self.refer_page is None:
            from ui.shell.turns import draw_between, import_aside

            import_aside(self._work, "ui.refer.page", "navigator.refer.refer")
            from ui.refer.page import ReferPage

            person = self.conversation.person
            self.refer_page = ReferPage(self._work, self.conversation.starred, person)
            self._join(self.refer_page)
            self.refer_page.noted.connect(partial(person.note, "words"))
            self.refer_page.follow_timeline(self._timeline)
            self.refer_page.room_asked.connect(self._begin_in)
            person.forgotten.connect(self.refer_page.forget)
            draw_between()
            self._pages.setCurrentWidget(self.refer_page)
            draw_between()
        self._go(self.refer_page)

    def show_listings(self) -> "ListingsPage":
        """Go to the table of all listings, which is read when it is first asked for."""
        if self.listings_page is None:
            from ui.shell.turns import draw_between, import_aside

            import_aside(self._work, "ui.listings.page", "navigator.listings.listings")
            from ui.listings.page import ListingsPage

            self.listings_page = ListingsPage(self._work, self._settings.idle_minutes)
            self.listings_page.editing.changed.connect(self.editing_turned)
            self.listings_page.told.connect(self.conversation.say)
            self.listings_page.close_asked.connect(self.close, Qt.ConnectionType.QueuedConnection)
            self.listings_page.keeping.made.connect(partial(self._watching.look, own=True))
            self.listings_page.widths = self._settings.columns("listings")
            self._join(self.listings_page)
            draw_between()
            self._pages.setCurrentWidget(self.listings_page)
            draw_between()
        self._go(self.listings_page)
        return self.listings_page

    def edit_listings(self, on: bool) -> None:
        """Let listings be changed, or not any more."""
        self.show_listings().editing.turn(on)

    def allow_idle(self, minutes: int) -> None:
        """Keep what was said, and let listings be changed, for so many minutes without a touch."""
        self.conversation.allow(minutes)
        if self.listings_page is not None:
            self.listings_page.editing.allow(minutes)

    def show_in_listings(self, name: str) -> None:
        """Go to one thing to do with listings."""
        self.show_listings().show_view(name)

    def take_usual_widths(self) -> None:
        """Make the columns of the table of listings as wide as they are at first."""
        self.show_listings().take_usual_widths()

    def check_today(self) -> None:
        """Note that the listing shown, or chosen among the listings, was checked with its provider."""
        stop = self.find_page.stop if self._pages.currentWidget() is self.find_page else None
        self.show_listings().check_today(stop.id if stop else "")

    def make_sheet(self) -> None:
        """Make a sheet of the listing that is shown, or of the shortlist."""
        stop = self.find_page.stop if self._pages.currentWidget() is self.find_page else None
        self.show_refer()
        if self.refer_page is not None:
            self.refer_page.make_sheet(stop)

    def save_counts(self) -> None:
        """Save the counts of what happened after referrals, for commissioners."""
        self.show_refer()
        if self.refer_page is not None:
            self.refer_page.counts.save()

    def _timeline(self) -> "Timeline | None":
        return self.pathways_page.timeline if self.pathways_page is not None else None

    def _meet(self, person: "Person") -> None:
        """Let what is said to a person in one room hold in the others."""
        person.changed.connect(partial(self._carry_over, person))

    def _join(self, room: "CheckPage | PathwaysPage | ReferPage | ListingsPage") -> None:
        """Make a new room one of the window's."""
        room.follow_stars(self.conversation.starred)
        room.listing_asked.connect(self._read_in_find)
        room.right_now_asked.connect(self.show_right_now)
        self._pages.addWidget(room)

    def _go(self, room: Room) -> None:
        self._room = room
        self._pages.setCurrentWidget(room)
        self.rail.rooms[self._rooms.index(room)].setChecked(True)
        room.enter()
        self._watching.look()

    @property
    def _rooms(self) -> "Sequence[Room | None]":
        """The rooms in the order of the rail, None for those that were never shown."""
        return (self.find_page, self.check_page, self.pathways_page, self.refer_page, self.listings_page)

    def _renew(self, own: bool) -> None:
        """Have every room look again; Listings knows what was changed there."""
        for room in self._rooms:
            if room is not None and not (own and room is self.listings_page):
                room.renew()

    def compare(self) -> None:
        """Compare services of the shortlist."""
        self.show_refer()
        if self.refer_page is not None:
            self.refer_page.compare()

    def _begin_in(self, room: str) -> None:
        """Go to the room in which somebody wants to look for services."""
        {"find": self.show_find, "check": self.show_check, "pathways": self.show_pathways}[room]()

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
        """Forget at once what was said, starred or picked."""
        if self.check_page is not None:
            self.check_page.forget()
        self.conversation.forget()

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

    def in_find(self, do: Callable[[], object]) -> None:
        """Do something in the Find room, and show it; from elsewhere, the first press leads there."""
        if self._here(self.find_page):
            do()

    def in_room(self, do: Callable[[Room], object]) -> None:
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

    def changeEvent(self, event: QEvent) -> None:
        """Look whether the directory is as it was, when somebody comes back to the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and hasattr(self, "_watching"):
            self._watching.look()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window looked: nothing else is kept. What is typed and not saved is asked about first."""
        if self.listings_page is not None and self.listings_page.unsaved and not self._may_close():
            event.ignore()
            return
        self._settings.keep_window(self)
        self._settings.keep_splitter("find", self.find_page.panes.shares)
        if self.listings_page is not None:
            self._settings.keep_columns("listings", self.listings_page.widths)
        super().closeEvent(event)

    def _may_close(self) -> bool:
        """Ask about what is not saved, where it can be seen."""
        return self.show_listings().may_close()

    def _restore(self) -> None:
        if not self._settings.restore_window(self):
            usual = QSize(characters(self, _USUAL_CHARACTERS), line_height(self) * _USUAL_LINES)
            self.resize(usual.boundedTo(self.screen().availableSize()))
        if sizes := self._settings.splitter("find"):
            self.find_page.panes.shares = sizes

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
