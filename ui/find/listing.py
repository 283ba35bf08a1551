"""The whole listing, beside the results."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.shell.arranged import Measured
from ui.shell.text import Button, Reading, Text
from ui.shell.theme import QUIET, characters, give_room

if TYPE_CHECKING:
    from navigator.directory.atlas import Atlas
    from navigator.find.sheet import Sheet
    from navigator.pathways.catch22s import Catch22
    from ui.find.sheet_page import SheetPage
    from ui.shell.starred import Starred

_HINT: Final = "Choose a service to read all about it here."
_LEAST_ACROSS: Final = 32
"""Fewer characters across than this would cut long words in a name."""
_KEYS: Final = (
    "Type what is in front of you: a need, a place, a postcode, or the name of a service.",
    "The down arrow goes to the results, Enter opens one, Escape goes back.",
    "F8 opens Right now: what to do in an emergency.",
)


class ListingView(Measured, QWidget):
    """One listing from top to bottom, or a hint while there is none.

    ``copied`` tells what was copied, ``opened`` the id of another listing that was asked for, ``catch_22_asked`` that
    of a catch-22, and ``whole`` that of the listing on show once all of its words are there.
    """

    left = Signal()
    whole = Signal(str)
    catch_22_asked = Signal(str)
    opened = Signal(str)
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shown: str | None = None
        self._atlas: Atlas | None = None
        self._page: SheetPage | None = None
        self._sheet: Sheet | None = None
        self._starred: Starred | None = None
        self.back = Button("Back (Esc)")
        self.back.setAccessibleName("Back to the results")
        self.back.clicked.connect(self.left)
        self._pages = QStackedWidget()
        self._credit = Text(role=QUIET, selectable=True)
        hint = Reading()
        hint.show_content(_hint(self._credit), _HINT)
        self._pages.addWidget(hint)
        self._reading = _Reading()
        self._pages.addWidget(self._reading)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.back.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.addWidget(self._head)
        layout.addWidget(self._pages, 1)
        give_room(self._head, head, around=(0.8, 0.4))
        give_room(self, layout, between=0)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._measure()

    @property
    def service(self) -> tuple[str, str] | None:
        """The id and the name of what is shown."""
        return (self.shown, self._page.name) if self.shown and self._page else None

    def follow_stars(self, starred: "Starred") -> None:
        """Say of every further listing whether it is on the shortlist, on the button that puts it there."""
        self._starred = starred

    def credit(self, attribution: str) -> None:
        """Say, under the hint, whom the geography is owed to."""
        self._credit.setText(attribution)

    def show_atlas(self, atlas: "Atlas") -> None:
        """Draw this and every further listing's place on these outlines."""
        self._atlas = atlas
        self._show_map()

    def show_sheet(self, sheet: "Sheet") -> None:
        """Show a listing from its beginning; one that is shown already, and says something else, where it was read."""
        if sheet == self._sheet and self.shown:
            return
        bar = self._reading.verticalScrollBar()
        read_to = bar.value() if sheet.id == self.shown else 0
        from ui.find.sheet_page import SheetPage

        page = SheetPage(sheet, self._starred)
        page.copied.connect(self.copied)
        page.opened.connect(self.opened)
        page.catch_22_asked.connect(self.catch_22_asked)
        page.whole.connect(self._show_map)
        page.whole.connect(partial(self.whole.emit, sheet.id))
        page.whole.connect(partial(bar.setValue, read_to))
        self._show(page, f"About {sheet.name}")
        self._page, self._sheet, self.shown = page, sheet, sheet.id

    def show_catch_22s(self, service_id: str, catch_22s: "Sequence[Catch22]") -> None:
        """Name the catch-22s that bite on the listing of this id, if it is the one on show."""
        if self._page is not None and self.shown == service_id:
            self._page.show_catch_22s(catch_22s)

    def say(self, text: str) -> None:
        """Show a sentence in place of a listing."""
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.addWidget(Text(text, selectable=True))
        layout.addStretch(1)
        give_room(page, layout, around=(1.3, 1))
        self._show(page, text)

    def clear(self) -> None:
        """Show no listing."""
        self._pages.setCurrentIndex(0)
        self._page = self._sheet = self.shown = None

    def enter(self) -> None:
        """Take the keyboard, to scroll with."""
        if self._pages.currentWidget() is self._reading:
            self._reading.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def copy_phone(self) -> bool:
        """Copy the first number to ring; says whether there is one."""
        number = self._page.number if self._page else None
        if number is not None:
            number.copy()
        return number is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the results."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave no room for the button back while it is hidden."""
        if watched is self.back and event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._head.setHidden(self.back.isHidden())
        return super().eventFilter(watched, event)

    def _measure(self) -> None:
        self.setMinimumWidth(characters(self, _LEAST_ACROSS))

    def _show(self, content: QWidget, name: str) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self._page = self._sheet = self.shown = None
        self._reading.show_content(content, name)
        content.setAutoFillBackground(False)
        self._pages.setCurrentWidget(self._reading)
        if had_focus:
            self.enter()

    def _show_map(self) -> None:
        if self._page is not None and self._atlas is not None:
            self._page.show_map(self._atlas)


class _Reading(Reading):
    """A page whose texts are read from their first line on when the keyboard comes to them."""

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Scroll to the beginning of what is higher than the page; Qt would show its middle."""
        moved = super().focusNextPrevChild(next)
        widget, content = QApplication.focusWidget(), self.widget()
        if widget is None or content is None or not content.isAncestorOf(widget):
            return moved
        if widget.height() > self.viewport().height():
            self.verticalScrollBar().setValue(widget.mapTo(content, QPoint()).y())
        return moved


def _hint(credit: Text) -> QWidget:
    page = QWidget()
    page.setBackgroundRole(QPalette.ColorRole.Base)
    layout = QVBoxLayout(page)
    layout.addStretch(1)
    layout.addWidget(Text(_HINT, size=1.2, bold=True))
    for line in _KEYS:
        layout.addWidget(Text(line, role=QUIET))
    layout.addStretch(2)
    layout.addWidget(credit)
    give_room(page, layout, around=(2, 1), between=0.6)
    return page
