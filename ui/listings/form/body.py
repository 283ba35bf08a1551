"""The sections of the form beside their list: each is made when it is first shown, so that the form opens at once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QListWidget,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from navigator.listings.form.typed import Problem
from ui.listings.form.boxes import Menu
from ui.listings.form.page import Page
from ui.listings.form.sections import SECTIONS, section_of
from ui.listings.form.state import State
from ui.shell.arranged import Arranged
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Reading
from ui.shell.theme import characters, give_room

_OTHER = Qt.FocusReason.OtherFocusReason
_SETTLED_MS: Final = 20
_LIST: Final = 30
_NARROW: Final = 95
"""In characters: across the list of sections, and a form that is too narrow for it."""


class Body(Arranged, QWidget):
    """The form itself. ``narrowed`` says whether there is a menu in place of the list of sections."""

    narrowed = Signal(bool)

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state: Final = state
        self._problems: tuple[Problem, ...] = ()
        self._pages: dict[int, Page] = {}
        self._sight: Final = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._sight.timeout.connect(self._keep_in_sight)
        self.list: Final = _Sections()
        self.menu: Final = Menu([(n, section.name) for n, section in enumerate(SECTIONS)])
        self.menu.setAccessibleName("Sections of the form")
        self.menu.show_value(0)
        self.stack: Final = QStackedWidget()
        for _section in SECTIONS:
            self.stack.addWidget(QWidget())
        self._layout: Final = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        for part in (self.list, self.menu, self.stack):
            self._layout.addWidget(part, int(part is self.stack))
        give_room(self, self._layout, between=0.6)
        self.list.currentRowChanged.connect(self.show_section)
        self.menu.chosen.connect(lambda: self.show_section(self.menu.value))
        state.changed.connect(self._follow)
        if isinstance(application := QApplication.instance(), QApplication):
            application.focusChanged.connect(self._settle)

    @property
    def section(self) -> int:
        """The number of the section that is shown."""
        return self.stack.currentIndex()

    @property
    def narrow(self) -> bool:
        """Whether there is a menu in place of the list, since there is little room."""
        return self.width() < characters(self, _NARROW)

    @property
    def unfinished(self) -> tuple[str, str]:
        """A field of which not all is in its value yet, and why; two times "" where there is none."""
        for page in self._pages.values():
            for part, editor in page.editors:
                if why := editor.unfinished:
                    return part.field, why
        return "", ""

    def show_section(self, number: int) -> None:
        """Show a section; nothing for a number there is none of."""
        if not 0 <= number < len(SECTIONS):
            return
        if number not in self._pages:
            self._make(number)
            if not isValid(self):
                return
        self.stack.setCurrentIndex(number)
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(number)
        self.menu.show_value(number)

    def enter(self) -> None:
        """Take the keyboard to where it was in the section that is shown, at first to its first field."""
        page = self._pages.get(self.section)
        before = page.focusWidget() if page is not None else None
        if before is not None and before.isVisible():
            before.setFocus(_OTHER)
        elif page is not None:
            page.editors[0][1].focus_field("")

    def focus_field(self, path: str) -> None:
        """Take the keyboard to a field, in whichever section it is."""
        field, _, rest = path.partition(".")
        number = section_of(field)
        self.show_section(number)
        page = self._pages.get(number)
        if page is not None:
            page.focus_field(field, rest)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong beside each field, and how much of it in the list of sections."""
        self._problems = tuple(problems)
        by_field = _by_field(problems)
        for page in self._pages.values():
            page.show_problems(by_field)
        wrong, doubts = (
            Counter(section_of(problem.field.partition(".")[0]) for problem in problems if problem.blocks == blocks)
            for blocks in (True, False)
        )
        for number, section in enumerate(SECTIONS):
            told = section.name
            if wrong[number] or doubts[number]:
                told += f" ({wrong[number]} to mend)" if wrong[number] else f" ({doubts[number]} to look at)"
            self.list.item(number).setText(told)
            self.menu.setItemText(number, told)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the list where there is room, else below a menu."""
        super().resizeEvent(event)
        self._sight.start()

    def _arrange(self) -> None:
        narrow = self.narrow
        for page in self._pages.values():
            page.be_named(narrow)
        moved = has_keyboard(self.list) if narrow else has_keyboard(self.menu)
        self.list.setVisible(not narrow)
        self.menu.setVisible(narrow)
        self.list.setFixedWidth(characters(self, _LIST))
        self._layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.narrowed.emit(narrow)
        if moved:
            (self.menu if narrow else self.list).setFocus(_OTHER)

    def _make(self, number: int) -> None:
        """Make a section in turns, out of sight."""
        page = self._pages[number] = Page(SECTIONS[number], self.state)
        page.next_asked.connect(partial(self._go_on, number + 1))
        page.fill()
        page.be_named(self.narrow)
        if not isValid(self):
            return
        page.show_problems(_by_field(self._problems))
        reading = Reading()
        reading.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        reading.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        reading.show_content(page, SECTIONS[number].name)
        reading.verticalScrollBar().rangeChanged.connect(self._settle)
        self.stack.insertWidget(number, reading)
        if (empty := self.stack.widget(number + 1)) is not None:
            self.stack.removeWidget(empty)
            empty.deleteLater()

    def _go_on(self, number: int) -> None:
        """Show the section after one, with the keyboard on its first field: Qt takes it to what was made first."""
        self.show_section(number)
        if isValid(self):
            self._pages[number].editors[0][1].focus_field("")

    def _follow(self, field: str) -> None:
        """Show in every editor of a field what another one made of it."""
        for page in self._pages.values():
            page.follow(field)

    def _settle(self, *_what: object) -> None:
        self._sight.start()

    def _keep_in_sight(self) -> None:
        """Scroll to the field that has the keyboard, once everything has its place."""
        reading, focus = self.stack.currentWidget(), QApplication.focusWidget()
        if isinstance(reading, Reading) and focus is not None and focus is not reading and reading.isAncestorOf(focus):
            reading.ensureWidgetVisible(focus)


class _Sections(QListWidget):
    """The names of the sections."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Sections of the form")
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addItems([section.name for section in SECTIONS])
        self.setCurrentRow(0)


def _by_field(problems: Iterable[Problem]) -> dict[str, dict[str, list[Problem]]]:
    """Problems by field, and there by the rest of their path."""
    found: dict[str, dict[str, list[Problem]]] = {}
    for problem in problems:
        field, _, rest = problem.field.partition(".")
        found.setdefault(field, {}).setdefault(rest, []).append(problem)
    return found
