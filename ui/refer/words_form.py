"""What a person would like said once, typed in their words; held here and nowhere else."""

from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from navigator.refer.in_my_words import ASKS, Words
from ui.shell.arranged import Measured
from ui.shell.copying import take_back_parts
from ui.shell.forms import field
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, give_room, line_height

PROMISE: Final = "Printed only. Forgotten when printed, cleared or closed. Leave any of it empty, to write by hand."
_LINES: Final = 3
_REST_MS: Final = 500
_HINTS: Final = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText


class WordsForm(QWidget):
    """Four boxes. ``rested`` says that what stands in them is other words now."""

    rested = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes: Final[dict[str, QPlainTextEdit]] = {}
        self.clear_button = Button("Clear the words")
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.rested)
        layout = QVBoxLayout(self)
        layout.addWidget(Text(PROMISE, role=QUIET))
        for name, label, _lines in ASKS:
            box = _Box()
            box.textChanged.connect(self._rest.start)
            asks = field(label, box)
            asks.setWordWrap(True)
            layout.addWidget(asks)
            layout.addWidget(box)
            self.boxes[name] = box
        layout.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignLeft)
        give_room(self, layout, between=0.3)
        self.clear_button.clicked.connect(self._clear)

    @property
    def words(self) -> Words:
        """What stands in the boxes."""
        return Words(**{name: box.toPlainText().strip() for name, box in self.boxes.items()})

    @property
    def empty(self) -> bool:
        """Whether nothing is typed."""
        return not any(box.toPlainText() for box in self.boxes.values())

    def enter(self) -> None:
        """Take the keyboard to the first box."""
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> bool:
        """Do not wait for typing to rest; True where somebody was typing."""
        typing = self._rest.isActive()
        self._rest.stop()
        return typing

    def forget(self) -> None:
        """Empty the boxes, what they would undo, and the clipboard where it holds words of theirs."""
        take_back_parts(box.toPlainText() for box in self.boxes.values())
        for box in self.boxes.values():
            box.setPlainText("")
        self._rest.stop()

    def _clear(self) -> None:
        self.forget()
        self.enter()
        self.cleared.emit()


class _Box(Measured, QPlainTextEdit):
    """Some lines to type in; Tab goes on to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setInputMethodHints(_HINTS)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; what is pressed together with Alt is for those around it."""
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _measure(self) -> None:
        self.setFixedHeight(round((_LINES + 0.7) * line_height(self)))
