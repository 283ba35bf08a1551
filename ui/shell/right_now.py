"""Right now: what to do in an emergency and whom to ring, over every room, and above results that sound like one."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from navigator.find.sheet import plain_date
from navigator.right_now import Contact, RightNow, Situation
from ui.shell.text import Button, Reading, Text, UrgentButton
from ui.shell.theme import ACCENT, QUIET, characters, colours_of, give_room, line_height

UNREADABLE = "If someone is in danger, call 999."
_NARROW = 70
_SHARES = (4_000, 6_000)
_PANEL_LINES = 14
_PANEL_SHARE = 0.35


class RightNowPage(QWidget):
    """All the emergencies: a list of them, and beside it what to do in the one chosen."""

    left = Signal()

    def __init__(self, right_now: RightNow | None) -> None:
        super().__init__()
        self._situations = right_now.situations if right_now else ()
        self._list = QListWidget()
        self._list.setAccessibleName("Emergencies")
        self._list.setWordWrap(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.addItems([situation.title for situation in self._situations])
        self._list.currentRowChanged.connect(self._show)
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._halves.setChildrenCollapsible(False)
        self._halves.addWidget(self._list)
        self._reading = Reading()
        self._reading.show_content(_page([Text(UNREADABLE, size=1.4, bold=True, selectable=True)]), UNREADABLE)
        self._halves.addWidget(self._reading)
        for half in (self._list, self._reading):
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._halves.setSizes(list(_SHARES))
        self._back = Button("Back (Esc)")
        self._back.clicked.connect(self.left)
        layout = QVBoxLayout(self)
        layout.addLayout(self._head())
        layout.addWidget(self._halves, 1)
        give_room(self, layout, around=(0.8, 0.6), between=0.5)
        self._list.setCurrentRow(0)

    def enter(self, situation_id: str | None = None) -> None:
        """Take the keyboard, at one emergency if it is named."""
        rows = [row for row, situation in enumerate(self._situations) if situation.id == situation_id]
        if rows:
            self._list.setCurrentRow(rows[0])
        (self._list if self._situations else self._back).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to where one was."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else one above the other."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """The font decides how much room there is."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(Text("Right now", size=1.5, bold=True), 1)
        head.addWidget(self._back)
        return head

    def _arrange(self) -> None:
        narrow = self.width() < characters(self, _NARROW)
        orientation = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        self._list.setSpacing(line_height(self) // 4)
        if self._halves.orientation() != orientation:
            self._halves.setOrientation(orientation)
            self._halves.setSizes(list(_SHARES))

    def _show(self, row: int) -> None:
        if 0 <= row < len(self._situations):
            situation = self._situations[row]
            title = Text(situation.title, size=1.3, bold=True, selectable=True)
            content = _page([title, *_steps(situation), *_contacts(situation), *_sources(situation)])
            self._reading.show_content(content, situation.title)


class RightNowPanel(QFrame):
    """One emergency above the results, for a query that sounds like it; the page has the rest of it."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._situation: Situation | None = None
        self._reading = Reading()
        self._more = UrgentButton("All of it, and other emergencies (F8)")
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
                parts = [Text(situation.title, size=1.2, bold=True, selectable=True)]
                content = _page([*parts, *_steps(situation), *_contacts(situation, brief=True)], around=(0.2, 0))
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
        self._reading.setFixedHeight(max(2 * line, min(needed, _PANEL_LINES * line, round(height * _PANEL_SHARE))))

    def _ask(self) -> None:
        if self._situation is not None:
            self.asked.emit(self._situation.id)


def _page(parts: list[Text], around: tuple[float, float] = (1, 0.6)) -> QWidget:
    content = QWidget()
    content.setBackgroundRole(QPalette.ColorRole.Base)
    layout = QVBoxLayout(content)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    give_room(content, layout, around=around, between=0.35)
    return content


def _steps(situation: Situation) -> list[Text]:
    return [Text(f"{number}. {step}", size=1.2, selectable=True) for number, step in enumerate(situation.do, start=1)]


def _contacts(situation: Situation, *, brief: bool = False) -> list[Text]:
    return [part for contact in situation.services for part in _contact(contact, brief=brief)]


def _contact(contact: Contact, *, brief: bool) -> list[Text]:
    numbers = [f"{phone.number}  {phone.note}".rstrip() for phone in contact.phones]
    if brief:
        return [Text(f"{number.partition('  ')[0]}  {contact.name}", bold=True, selectable=True) for number in numbers]
    says = [f"Hours: {'day and night' if contact.hours == '24/7' else contact.hours}"] if contact.hours else []
    says += [contact.how] if contact.how else []
    says.append(f"From pages of {plain_date(contact.dated)} or before" if contact.dated else "From undated pages")
    return [
        Text(f"{contact.name} ({', '.join(contact.areas)})", bold=True, role=ACCENT, selectable=True),
        *(Text(number, size=1.3, bold=True, selectable=True) for number in numbers),
        *(Text(line, role=QUIET, selectable=True) for line in says),
    ]


def _sources(situation: Situation) -> list[Text]:
    return [Text(f"Source: {source.says}", role=QUIET, selectable=True) for source in situation.sources]
