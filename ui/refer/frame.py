"""How the sheets are laid out: which sheet and its choices on the left, or above where there is little room."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from navigator.refer.wish import KINDS
from ui.refer.actions import Actions
from ui.refer.calendar_view import CalendarView
from ui.refer.choices import Kinds, Options
from ui.refer.paper import Made, usual_paper
from ui.refer.preview import Draw, Pages, Twin
from ui.refer.words_form import WordsForm
from ui.shell.arranged import Arranged
from ui.shell.parts import Toned
from ui.shell.text import Button, Reading, Text
from ui.shell.theme import characters, give_room, line_height

if TYPE_CHECKING:
    from ui.refer.discreet_view import DiscreetView

_WIDE: Final = 100
"""With fewer characters of width than this, the choices stand above the pages."""
_SIDE: Final = 40
_LOW: Final = 24
"""With fewer lines of height than this, the buttons go up and down with the pages."""
_NAMED: Final = "This sheet names a service for people fleeing harm. Is paper safe?"
_DISCREET: Final = "Make the discreet sheet"


class Frame(Arranged, QWidget):
    """Holds all there is to see; what it means is decided elsewhere."""

    left = Signal()
    answered = Signal(str)
    """Whether paper is safe was answered, with this code, or is asked again: ""."""
    renamed = Signal()
    """The names on the discreet sheet are others now."""

    def __init__(self, draw: Draw) -> None:
        super().__init__()
        self.back: Final = Button("Back")
        self.title: Final = Text("", size=1.2, bold=True)
        self.kinds: Final = Kinds(KINDS)
        self.options: Final = Options(usual_paper())
        self.bar: Final = Actions()
        self.warning, self.warning_button = Toned(_NAMED, "warn", bold=True), Button(_DISCREET)
        self.words, self.calendar = WordsForm(), CalendarView()
        self.pages: Final = Pages(draw)
        self.twin: Final = Twin()
        self._discreet: DiscreetView | None = None
        self._bodies: Final[dict[str, QWidget]] = {
            "words": self.words,
            "calendar": self.calendar,
        }
        self._build()
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.bar.text_turned.connect(self.show_as_text)
        self._arrange()

    @property
    def parts(self) -> Sequence[QWidget]:
        """What there is to see, in the order one reads."""
        fixed = [part for part in (self.kinds, self.options, self.bar) if not self._reading.isAncestorOf(part)]
        return (self._head, self._warned, *fixed, self._shown)

    @property
    def discreet(self) -> "DiscreetView":
        """The discreet sheet's questions and names; made when it is first chosen, as it is slow to import."""
        if self._discreet is None:
            from ui.refer.discreet_view import DiscreetView

            self._discreet = self._bodies["discreet"] = made = DiscreetView()
            self._content.insertWidget(self._content.indexOf(self.pages), made)
            made.answered.connect(self.answered)
            made.changed.connect(self.renamed)
            self._raise(self._content)
        return self._discreet

    @property
    def body(self) -> QWidget:
        """What is shown of the sheet, or its text."""
        return self._shown

    def enter_body(self) -> None:
        """Take the keyboard to that, to read on."""
        shown = self._shown.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Forget what is shown, and what was answered; words of a person's own stay."""
        self.calendar.show_reminders(None)
        self.show_made(None)
        self.title.setText("")
        self.bar.say("")
        self.warn(False)
        self.begin_discreet()

    def begin_discreet(self) -> None:
        """Ask anew whether paper is safe."""
        if self._discreet is not None:
            self._discreet.forget()

    @property
    def typed(self) -> bool:
        """Whether there is something that somebody typed or answered here."""
        answered = self._discreet is not None and bool(self._discreet.answer)
        return answered or not self.words.empty or bool(self.options.place.text())

    def show_made(self, made: Made | None) -> None:
        """Show the pages and the text of a sheet, or nothing."""
        self.pages.show_made(made)
        self.twin.show_made(made)

    def show_kind(self, kind: str) -> None:
        """Show what belongs to a kind of sheet, from its beginning."""
        if kind == "discreet":
            self.discreet.show()
        self.kinds.show_kind(kind)
        self.options.show_kind(kind)
        for name, body in self._bodies.items():
            body.setVisible(name == kind)
        self.pages.setVisible(kind != "calendar")
        self._reading.verticalScrollBar().setValue(0)

    @property
    def warned(self) -> bool:
        """Whether it is asked whether paper is safe, beside a sheet that names a service."""
        return not self._warned.isHidden()

    def warn(self, warned: bool) -> None:
        """Ask whether paper is safe, or do not."""
        self._warned.setVisible(warned)

    def show_as_text(self, text: bool) -> None:
        """Show the text in place of the pages, or the pages."""
        self._shown.setCurrentWidget(self.twin if text else self._reading)
        self.bar.as_text.setChecked(text)
        self._arrange()

    def _build(self) -> None:
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        give_room(self._head, head)
        self._left, self._reading = Reading(), Reading()
        self._left_content = QWidget()
        self._left_column = QVBoxLayout(self._left_content)
        self._left_column.addStretch(1)
        give_room(self._left_content, self._left_column, around=(0.3, 0.3), between=0.6)
        self._left.show_content(self._left_content, "Which sheet")
        self._left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._warned = QWidget()
        warned = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._warned)
        warned.addWidget(self.warning)
        warned.addWidget(self.warning_button, 0, Qt.AlignmentFlag.AlignLeft)
        give_room(self._warned, warned, between=0.3)
        self._warned.hide()

    def _lay_out(self) -> None:
        content = QWidget()
        content.setBackgroundRole(QPalette.ColorRole.Window)
        self._content = QVBoxLayout(content)
        for part in (*self._bodies.values(), self.pages):
            self._content.addWidget(part)
        self._content.addStretch(1)
        give_room(content, self._content, around=(0.3, 0.3), between=0.6)
        self._reading.show_content(content, "The sheet as it is printed")
        self._shown = QStackedWidget()
        for part in (self._reading, self.twin):
            self._shown.addWidget(part)
        self._right = QVBoxLayout()
        self._right.addWidget(self.bar)
        self._right.addWidget(self._shown, 1)
        across = QHBoxLayout()
        across.addWidget(self._left)
        across.addLayout(self._right, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(self._head)
        layout.addWidget(self._warned)
        layout.addLayout(across, 1)
        give_room(self, layout, around=(0.8, 0.6), between=0.4)

    def _arrange(self) -> None:
        wide = self.width() >= characters(self, _WIDE)
        scrolls = self.height() < _LOW * line_height(self) and self._shown.currentWidget() is self._reading
        self._left.setVisible(wide)
        self._left.setFixedWidth(characters(self, _SIDE))
        self.kinds.be_brief(not wide)
        into = self._left_column if wide else self._content
        self._move(self.kinds, into, 0)
        self._move(self.bar, self._content if scrolls else self._right, 0 if wide or not scrolls else 1)
        self._move(self.options, into, 1 if wide or not scrolls else 2)

    def _move(self, part: QWidget, into: QVBoxLayout, place: int) -> None:
        """Put a part somewhere else; the keyboard stays on it, and goes through all in the order they stand."""
        if into.indexOf(part) >= 0:
            return
        focus = QApplication.focusWidget()
        held = focus if focus is not None and part.isAncestorOf(focus) else None
        into.insertWidget(place, part)
        self._raise(into)
        if held is not None:
            held.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, held, partial(self._reading.ensureWidgetVisible, held))

    def _raise(self, column: QVBoxLayout) -> None:
        """Have the keyboard go through a column in the order it stands."""
        for at in range(column.count()):
            item = column.itemAt(at)
            if item is not None and (widget := item.widget()) is not None:
                widget.raise_()
