"""The whole listing, beside the results."""

from collections.abc import Iterator, Sequence
from itertools import chain

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from navigator.find.sheet import Section
from ui.find.desk import Sheet
from ui.shell.text import Button, Heading, Reading, Text
from ui.shell.theme import QUIET, characters, give_room

_SMALL = frozenset({"sources", "unsaid"})
_HINT = "Choose a service to read all about it here."
_KEYS = (
    "Type what is in front of you: a need, a place, a postcode, or the name of a service.",
    "The down arrow goes to the results, Enter opens one, Escape goes back.",
    "F8 opens Right now: what to do in an emergency.",
)


class ListingView(QWidget):
    """One listing from top to bottom, or a hint while there is none."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown: str | None = None
        self.back = Button("Back to the results (Esc)")
        self.back.clicked.connect(self.left)
        self._pages = QStackedWidget()
        self._credit = Text(role=QUIET, selectable=True)
        hint = Reading()
        hint.show_content(_hint(self._credit), _HINT)
        self._pages.addWidget(hint)
        self._reading = Reading()
        self._pages.addWidget(self._reading)
        layout = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)
        give_room(self, head, around=(0.8, 0.4))
        give_room(self, layout, between=0.3)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._measure()

    def credit(self, attribution: str) -> None:
        """Say, under the hint, whom the geography is owed to."""
        self._credit.setText(attribution)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a listing from its beginning."""
        if sheet.id != self.shown:
            self._show(_content(sheet), f"About {sheet.name}")
            self.shown = sheet.id

    def say(self, text: str) -> None:
        """Show a sentence in place of a listing."""
        self._show(_page([Text(text, selectable=True)]), text)
        self.shown = None

    def clear(self) -> None:
        """Show no listing."""
        self._pages.setCurrentIndex(0)
        self.shown = None

    def enter(self) -> None:
        """Take the keyboard, to scroll with."""
        if self._pages.currentWidget() is self._reading:
            self._reading.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the results."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep a width that can be read in."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    def _measure(self) -> None:
        self.setMinimumWidth(characters(self, 24))

    def _show(self, content: QWidget, name: str) -> None:
        focus = QApplication.focusWidget()
        had_focus = focus is not None and self.isAncestorOf(focus)
        self._reading.show_content(content, name)
        self._pages.setCurrentWidget(self._reading)
        if had_focus:
            self.enter()


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


def _content(sheet: Sheet) -> QWidget:
    head = [
        Text(sheet.name, size=1.5, bold=True, selectable=True),
        Text(sheet.who, role=QUIET, selectable=True),
        *([Text(sheet.mark, size=1.1, bold=True, selectable=True)] if sheet.mark else []),
        Text(sheet.does, selectable=True),
    ]
    return _page([*head, *chain.from_iterable(map(_part, sheet.sections))])


def _page(parts: Sequence[Text]) -> QWidget:
    page = QWidget()
    page.setBackgroundRole(QPalette.ColorRole.Base)
    layout = QVBoxLayout(page)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    give_room(page, layout, around=(1.3, 1), between=0.3)
    return page


def _part(section: Section) -> Iterator[Text]:
    yield Heading(section.heading)
    for line in section.lines:
        yield from _number(line) if section.code == "phone" else _line(section.code, line)


def _line(code: str, line: str) -> list[Text]:
    return [Text(line, role=QUIET if code in _SMALL else QPalette.ColorRole.NoRole, selectable=True)]


def _number(line: str) -> list[Text]:
    number, _, note = line.partition(": ")
    return [
        Text(number, size=1.3, bold=True, selectable=True),
        *([Text(note, role=QUIET, selectable=True)] if note else []),
    ]
