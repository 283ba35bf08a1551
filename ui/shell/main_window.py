"""The main window: puts the rooms together and connects them."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QWidget

from ui.find.bar import ORDERS
from ui.find.page import FindPage
from ui.shell.actions import Actions
from ui.shell.rail import Rail
from ui.shell.settings import Settings
from ui.shell.tabbing import step
from ui.shell.theme import Scheme, Theme, characters, line_height
from ui.shell.work import Work

if TYPE_CHECKING:
    from navigator.right_now import RightNow
    from ui.find.desk import Desk
    from ui.shell.command_palette import CommandPalette
    from ui.shell.right_now import RightNowPage

_USUAL_CHARACTERS, _USUAL_LINES = 160, 44
_SCHEMES: Final[tuple[tuple[Scheme, str], ...]] = (
    ("system", "Colours as the system"),
    ("light", "Light colours"),
    ("dark", "Dark colours"),
    ("contrast", "High contrast"),
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
        self._right_now, self._theme, self._settings = right_now, theme, settings
        self._before: QWidget | None = None
        self._palette: CommandPalette | None = None
        self.right_now_page: RightNowPage | None = None
        self.setWindowTitle("Navigator")
        self.find_page = FindPage(work)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.find_page)
        self.commands = Actions(self)
        self.rail = Rail()
        content = QWidget()
        layout = QHBoxLayout(content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addWidget(self._pages, 1)
        self.setCentralWidget(content)
        self._act()
        self._look = self.commands.menu("Look", self)
        self.find_page.emergency_asked.connect(self.show_right_now)
        self._restore()
        self.find_page.enter()
        _FirstPaint(self).seen.connect(self.painted)

    def toggle_right_now(self) -> None:
        """Open Right now, or go back to where one was."""
        if self._pages.currentWidget() is not self.right_now_page:
            self.show_right_now()
            return
        self._pages.setCurrentWidget(self.find_page)
        (self._before or self.find_page.box).setFocus()

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
        self._pages.setCurrentWidget(self.find_page)
        self.find_page.enter()

    def _orders(self) -> "Iterator[tuple[str, Callable[[], object], str, str, str]]":
        for number, (order, label) in enumerate(ORDERS, start=1):
            by = partial(self.find_page.inquiry.order_by, order)
            yield f"Order: {label.lower()}", by, f"Ctrl+{number}", "Find", "What comes first in the results"

    def _in_find(self, do: Callable[[], object]) -> None:
        """Do something in the Find room, and show it; from Right now, the first press leads back there."""
        if self._pages.currentWidget() is self.find_page:
            do()
        else:
            self.toggle_right_now()

    def show_commands(self) -> None:
        """Search everything that can be done, and do it."""
        from ui.shell.command_palette import CommandPalette

        if self._palette is None:
            self._palette = CommandPalette(self.commands, self)
        self._palette.open()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Tab goes through the room in the order one reads, then through the rail."""
        here = self._pages.currentWidget()
        parts = self.find_page.parts if here is self.find_page else (here,)
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
        find = add("Find", self.show_find, keys=("Ctrl+F", "/"), menu="Go to", says="Go to the search box")
        filters, mapped, copies = page.bar.filters.toggle, page.bar.map.toggle, page.listing.copy_phone
        does: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("Next part", page.next_part, "F6", "Go to", "Box, filters, results, listing in turn"),
            ("Back", page.go_back, "Alt+Left", "Go to", "To the listing before, or the results"),
            ("Start again", page.clear, "Ctrl+Shift+Backspace", "Find", "Clear the words and filters"),
            ("Filters", filters, "Ctrl+L", "Find", "Show or hide the filters"),
            ("Map", mapped, "Ctrl+M", "Find", "Show the results on a map, or as a list"),
            *self._orders(),
            ("Copy phone number", copies, "Ctrl+Shift+C", "Find", "The number of the listing shown"),
        )
        for text, do, key, menu, says in does:
            add(text, partial(self._in_find, do), keys=(key,), menu=menu, says=says)
        add("All commands", self.show_commands, keys=("Ctrl+K",), menu="Help", says="Search what can be done")
        add("Close", self.close, keys=("Ctrl+Q",), menu="Help", says="Close Navigator")
        every = add("Menu", self.show_menu, keys=("F10",), says="All that can be done, by subject")
        look = add("Text and colours", self.show_look, keys=("Ctrl+,",), menu="Help", says="Size, light or dark")
        self._act_on_look()
        self.rail.add_urgent("Right now", "urgent", urgent)
        self.rail.add_room("Find", "find", find)
        find.setChecked(True)
        self.rail.add_tool("Look", "look", look)
        self.rail.add_tool("Menu", "commands", every)

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
