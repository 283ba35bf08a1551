"""What editors are made of: a menu, a menu of sources, some lines of words, and a label above a field."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ui.listings.form.editor import Messages
from ui.shell.arranged import Measured
from ui.shell.forms import field
from ui.shell.style import draw_ring
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, characters, give_room, line_height

Sources = Callable[[], Sequence[tuple[int, str]]]
"""The sources of a listing as they are now: their numbers and titles."""
_NOT_SAID: Final = "Not said"
_GONE: Final = "{} (not among the sources)"
_MOST_CHARACTERS: Final = 40
_LEAST_CHARACTERS: Final = 8
_ROOM: Final = 0.7
_ANY_SIDE: Final = Qt.AlignmentFlag(0)
_MOST_LINES: Final = 8


class Menu(QComboBox):
    """A menu that is not turned by scrolling past it. ``chosen`` says that somebody chose another."""

    chosen = Signal()

    def __init__(self, choices: Iterable[tuple[Any, str]] = (), *, most: int = _MOST_CHARACTERS) -> None:
        """Choices are what they stand for and what they say; ``most`` is how many characters wide it is at the most."""
        super().__init__()
        self._most: Final = most
        self._before: Any = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(choices)
        self.activated.connect(self._tell)

    @property
    def value(self) -> Any:
        """What is chosen; None for nothing."""
        return self.currentData()

    def offer(self, choices: Iterable[tuple[Any, str]]) -> None:
        """Offer these, with the same one chosen; nothing is emitted."""
        kept = self.value
        with QSignalBlocker(self):
            self.clear()
            for value, label in choices:
                self.addItem(label, value)
            self.setCurrentIndex(self._row(kept))
        self._before = self.value

    def show_value(self, value: Any, label: str = "") -> None:
        """Choose this, under a label of its own where it is not offered; nothing is emitted."""
        with QSignalBlocker(self):
            if self._row(value) < 0 and label:
                self.addItem(label, value)
            self.setCurrentIndex(self._row(value))
        self._before = self.value

    def sizeHint(self) -> QSize:
        """As wide as what it offers, up to a measure."""
        hint = super().sizeHint()
        return QSize(min(hint.width(), characters(self, self._most)), hint.height())

    def minimumSizeHint(self) -> QSize:
        """The first letters of what is chosen: in little room the rest is left out."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), characters(self, _LEAST_CHARACTERS)), hint.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page instead."""
        event.ignore()

    def _row(self, value: Any) -> int:
        return next((row for row in range(self.count()) if self.itemData(row) == value), -1)

    def _tell(self, _row: int) -> None:
        if self.value != self._before:
            self._before = self.value
            self.chosen.emit()


class Turning(Button):
    """A button whose words change with what it does next."""

    def setText(self, text: str) -> None:
        """Say this, with room around it."""
        super().setText(text)
        self._measure()


class SourceBox(Menu):
    """Which of a listing's sources says so; it offers those there are at the moment it is entered or opened."""

    def __init__(self, sources: Sources) -> None:
        super().__init__(most=2 * _MOST_CHARACTERS)
        self._sources: Final = sources
        self.show_number(None)

    def show_number(self, number: int | None) -> None:
        """Choose the source of this number; nothing is emitted."""
        self._offer(number)
        self.show_value(number)

    def showPopup(self) -> None:
        """Offer what there is by now."""
        self._offer(self.value)
        super().showPopup()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go through what there is by now."""
        self._offer(self.value)
        super().keyPressEvent(event)

    def _offer(self, number: int | None) -> None:
        offered: list[tuple[int | None, str]] = [(None, _NOT_SAID)]
        offered += [(each, f"{each}: {title}" if title else str(each)) for each, title in self._sources()]
        if all(number != each for each, _ in offered):
            offered.append((number, _GONE.format(number)))
        if offered != [(self.itemData(row), self.itemText(row)) for row in range(self.count())]:
            self.offer(offered)


class WordsBox(Measured, QPlainTextEdit):
    """Lines of words, as high as what stands there. ``edited`` says that somebody typed; Ctrl+Z takes it back."""

    edited = Signal()

    def __init__(self, lines: int = 1) -> None:
        """At the least so many lines high."""
        super().__init__()
        self._least: Final = lines
        self._given = ""
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.edited)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._measure())
        self._measure()

    @property
    def words(self) -> str:
        """What stands there; as it was given where nobody changed it."""
        return self.toPlainText() if self.document().isModified() else self._given

    def show_words(self, words: str) -> None:
        """Show these, unless they stand there; nothing is emitted."""
        if words != self.words:
            with QSignalBlocker(self):
                self._given = words
                self.setPlainText(words)
            self.document().setModified(False)
            self._measure()

    def replace_words(self, words: str) -> None:
        """Type these in place of what stands there."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(words)

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(characters(self, _MOST_CHARACTERS), self.minimumHeight())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is pressed together with Alt, and Escape, are for those around it."""
        if event.key() == Qt.Key.Key_Escape or event.modifiers() == Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, where there is nothing to scroll here."""
        if self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard is: what is typed on lies over the frame's ring."""
        super().paintEvent(event)
        if self.hasFocus():
            draw_ring(self.viewport())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere in another width."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        lines = max(self._least, min(_MOST_LINES, round(self.document().size().height())))
        height = round((lines + _ROOM) * line_height(self))
        if height != self.minimumHeight():
            self.setFixedHeight(height)


def labelled(label: str, widget: QWidget, says: str = "", messages: Messages | None = None) -> QWidget:
    """A field below its label, with what to know of it between them, and what is wrong with it below."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.addWidget(field(label, widget, says))
    if says:
        layout.addWidget(Text(says, role=QUIET))
    # A menu is as wide as its words; what is typed in takes the room there is.
    layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if isinstance(widget, Menu) else _ANY_SIDE)
    if messages is not None:
        messages.describe(widget)
        layout.addWidget(messages)
    give_room(holder, layout, between=0.2)
    return holder


def said(words: str) -> str | None:
    """Words as a field holds them: None where there are none."""
    return words if words.strip() else None
