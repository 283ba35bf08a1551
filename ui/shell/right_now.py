"""Right now: what to do in an emergency and whom to ring, over every room, and above results that sound like one."""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from navigator.find.wording import plain_date
from navigator.right_now import Phone, RightNow, Situation, plain_hours
from ui.shell.arranged import Arranged
from ui.shell.copying import Copy
from ui.shell.text import Button, Digits, Heading, Reading, Text, UrgentButton
from ui.shell.theme import ACCENT, QUIET, characters, colours_of, follow_font, give_room, line_height, scaled

UNREADABLE = "If someone is in danger, call 999."
_NARROW = 70
_SHARES = (4, 7)
_LIST_SIZE: Final = 1.15
_STEP_SIZE: Final = 1.35
_NUMBER_SIZE: Final = 1.9
_PANEL_LINES = 14
_PANEL_SHARE = 0.35


class RightNowPage(Arranged, QWidget):
    """All the emergencies, and what to do in the one chosen: side by side, or in turns where there is no room."""

    left = Signal()

    def __init__(self, right_now: RightNow | None) -> None:
        super().__init__()
        self._situations = right_now.situations if right_now else ()
        self._reads = not self._situations
        self._list = _List([situation.title for situation in self._situations])
        self._list.currentRowChanged.connect(self._show)
        self._list.opened.connect(self._read)
        self._reading = Reading()
        self._reading.show_content(_page([Text(UNREADABLE, size=1.6, bold=True, selectable=True)]), UNREADABLE)
        self._title = Text("Right now", size=1.5, bold=True)
        self._others = Button("Others")
        self._others.setAccessibleName("Other emergencies")
        self._others.clicked.connect(self._choose)
        self._back = Button("Back (Esc)")
        self._back.clicked.connect(self.left)
        halves = QHBoxLayout()
        halves.addWidget(self._list, _SHARES[0])
        halves.addWidget(self._reading, _SHARES[1])
        layout = QVBoxLayout(self)
        layout.addLayout(self._head())
        layout.addLayout(halves, 1)
        give_room(self, layout, around=(0.8, 0.6), between=0.5)
        give_room(self, halves, between=0.5)
        self._list.setCurrentRow(0)
        self._arrange()

    def enter(self, situation_id: str | None = None) -> None:
        """Take the keyboard, at one emergency if it is named."""
        rows = [row for row, situation in enumerate(self._situations) if situation.id == situation_id]
        if rows:
            self._list.setCurrentRow(rows[0])
        self._reads = bool(rows) or not self._situations
        self._arrange()
        narrow = self._list.isHidden()
        (self._reading if narrow else self._list).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to where one was."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addStretch()
        head.addWidget(self._others)
        head.addWidget(self._back)
        give_room(self, head, between=0.5)
        return head

    def _arrange(self) -> None:
        narrow = self.width() < characters(self, _NARROW)
        self._list.setHidden(not self._situations or (narrow and self._reads))
        self._reading.setHidden(narrow and not self._reads)
        self._title.setHidden(narrow)
        self._others.setVisible(narrow and self._reads and bool(self._situations))

    def _read(self) -> None:
        self._reads = True
        self._arrange()
        self._reading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        self._reads = False
        self._arrange()
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._situations):
            situation = self._situations[row]
            title = Text(situation.title, size=1.4, bold=True, selectable=True)
            parts = [title, *_steps(situation), *_contacts(situation), *_sources(situation)]
            self._reading.show_content(_page(parts), situation.title)


class _List(QListWidget):
    """The names of the emergencies, in large letters; the one that is chosen is bold."""

    opened = Signal()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName("Emergencies")
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.addItems(names)
        self.currentItemChanged.connect(self._embolden)
        self.itemClicked.connect(self.opened)
        self._refont()
        follow_font(self._refont)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the right arrow open what is chosen."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _embolden(now: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        for item, bold in ((before, False), (now, True)):
            if item is not None:
                font = QFont()
                font.setBold(bold)
                item.setFont(font)

    def _refont(self) -> None:
        self.setFont(scaled(QApplication.font(), _LIST_SIZE))
        self.setSpacing(line_height(self) // 4)


class RightNowPanel(QFrame):
    """One emergency above the results, for a query that sounds like it; the page has the rest of it."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._situation: Situation | None = None
        self._reading = Reading()
        self._reading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._more = UrgentButton("All of it (F8)")
        self._more.clicked.connect(self._ask)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QVBoxLayout(self)
        layout.addWidget(self._reading)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        give_room(self, layout, around=(0.8, 0.5), between=0.3)
        self.hide()

    def show_situation(self, situation: Situation | None) -> None:
        """Show this emergency, or nothing."""
        if situation is not self._situation:
            self._situation = situation
            if situation is not None:
                title = Text(situation.title, size=1.2, bold=True, selectable=True)
                content = _page([title, *_brief(situation)], around=(0.2, 0))
                self._reading.show_content(content, f"Right now: {situation.title}")
        self.setVisible(situation is not None)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark it at its edge; the words say what it is."""
        super().paintEvent(event)
        edge = max(3, line_height(self) // 4)
        QPainter(self).fillRect(0, 0, edge, self.height(), QColor(colours_of(self.palette()).urgent))

    def fit(self, width: int, height: int) -> None:
        """Take no more than a share of a page of this size, in pixels, and no more than there is to say."""
        line = line_height(self)
        content = self._reading.widget()
        needed = content.heightForWidth(width - 3 * line) if content is not None else 0
        self._reading.setMaximumHeight(max(2 * line, min(needed, _PANEL_LINES * line, round(height * _PANEL_SHARE))))

    def _ask(self) -> None:
        if self._situation is not None:
            self.asked.emit(self._situation.id)


def _page(parts: Sequence[QWidget], around: tuple[float, float] = (1, 0.6)) -> QWidget:
    content = QWidget()
    content.setBackgroundRole(QPalette.ColorRole.Base)
    layout = QVBoxLayout(content)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    give_room(content, layout, around=around, between=0.35)
    return content


def _steps(situation: Situation) -> Iterator[QWidget]:
    """Each step with its number beside it."""
    for number, says in enumerate(situation.do, start=1):
        count = Text(f"{number}.", size=_STEP_SIZE, bold=True, role=ACCENT)
        count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        count.setAlignment(Qt.AlignmentFlag.AlignTop)
        step = Text(says, size=_STEP_SIZE, selectable=True)
        step.setAccessibleName(f"{number}. {says}")
        yield _row((count, 0), (step, 1))


def _brief(situation: Situation) -> Iterator[Text]:
    """Steps and numbers in as few lines as can be."""
    for number, says in enumerate(situation.do, start=1):
        yield Text(f"{number}. {says}", size=1.2, selectable=True)
    for contact in situation.services:
        for phone in contact.phones:
            yield Text(f"{phone.number}  {contact.name}", bold=True, selectable=True)


def _contacts(situation: Situation) -> Iterator[QWidget]:
    for contact in situation.services:
        yield Heading(f"{contact.name} ({', '.join(contact.areas)})")
        for phone in contact.phones:
            yield from _phone(phone, contact.name)
        if contact.hours:
            yield Text(f"Open: {plain_hours(contact.hours)}", selectable=True)
        if contact.how:
            yield Text(contact.how, selectable=True)
        dated = f"From pages of {plain_date(contact.dated)} or before" if contact.dated else "From undated pages"
        yield Text(dated, role=QUIET, selectable=True)


def _phone(phone: Phone, whose: str) -> Iterator[QWidget]:
    """A number in big digits with the button that copies it, and what is said about it."""
    number = Digits(phone.number, size=_NUMBER_SIZE)
    yield _row((number, 0), (Copy(phone.number, f"{phone.number}, {whose}"), 0), (QWidget(), 1))
    if phone.note:
        yield Text(phone.note, selectable=True)


def _row(*parts: tuple[QWidget, int]) -> QWidget:
    made = QWidget()
    layout = QHBoxLayout(made)
    for widget, stretch in parts:
        layout.addWidget(widget, stretch)
    give_room(made, layout, between=0.6)
    return made


def _sources(situation: Situation) -> Iterator[Text]:
    yield Heading("Where this comes from")
    for source in situation.sources:
        yield Text(source.says, role=QUIET, selectable=True)
