"""The box one types in, and the two choices below it."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from navigator.find import Filters
from ui.find.desk import Choices
from ui.shell.forms import field
from ui.shell.theme import ACCENT, QUIET, follow_font, give_room, line_height, scaled

_BOX_SIZE = 1.25
_EXAMPLE = "For example: rough sleeping hearing voices brixton"
_CHOICE_CHARACTERS = 7


class SearchBox(QLineEdit):
    """One line to type in: Down and Enter lead to the results, Escape clears."""

    down = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText(_EXAMPLE)
        self.setClearButtonEnabled(True)
        self._refont()
        follow_font(self._refont)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See to the keys that lead elsewhere."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.clear()
            case Qt.Key.Key_Down:
                self.down.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw an edge that can be seen on every background, and stronger with the keyboard in it."""
        super().paintEvent(event)
        focused = self.hasFocus()
        painter = QPainter(self)
        painter.setPen(QPen(self.palette().color(ACCENT if focused else QUIET), 2 if focused else 1))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _refont(self) -> None:
        self.setFont(scaled(QApplication.font(), _BOX_SIZE))
        margin = line_height(self) // 4
        self.setTextMargins(margin, margin, margin, margin)


class Asking(QWidget):
    """Everything one asks with: the words, where, and what for."""

    changed = Signal()

    def __init__(self, beside: QWidget) -> None:
        """Put a widget of the shell beside the box."""
        super().__init__()
        self.box = SearchBox()
        self.box.textChanged.connect(self.changed)
        self._area = _choice("Anywhere")
        self._need = _choice("Anything")
        self._area.currentIndexChanged.connect(self.changed)
        self._need.currentIndexChanged.connect(self.changed)
        words = QHBoxLayout()
        words.addWidget(field("&Find", self.box, "Results change as you type. Down goes to them, Escape clears."))
        words.addWidget(self.box, 1)
        words.addWidget(beside)
        choices = QHBoxLayout()
        choices.addWidget(field("&Where", self._area, "Only services for this borough."))
        choices.addWidget(self._area, 2)
        choices.addWidget(field("What &for", self._need, "Only services that help with this."))
        choices.addWidget(self._need, 3)
        choices.addStretch(4)
        layout = QGridLayout(self)
        layout.addLayout(words, 0, 0)
        layout.addLayout(choices, 1, 0)
        give_room(self, layout, between=0.4)
        give_room(self, words, between=0.5)
        give_room(self, choices, between=0.5)

    @property
    def text(self) -> str:
        """The words."""
        return self.box.text()

    @property
    def filters(self) -> Filters:
        """What was chosen beside the words."""
        area, need = self._area.currentData(), self._need.currentData()
        return Filters(area=(area,) if area else (), need=(need,) if need else ())

    def offer(self, choices: Choices) -> None:
        """Fill the choices; what was chosen stays."""
        for combo, offered in ((self._area, choices.areas), (self._need, choices.needs)):
            if combo.count() == 1:
                with QSignalBlocker(combo):
                    for code, label in offered:
                        combo.addItem(label, code)

    def clear(self) -> None:
        """Ask for everything again."""
        with QSignalBlocker(self):
            self._area.setCurrentIndex(0)
            self._need.setCurrentIndex(0)
            self.box.clear()
        self.changed.emit()


def _choice(everything: str) -> QComboBox:
    combo = QComboBox()
    combo.addItem(everything, "")
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(_CHOICE_CHARACTERS)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return combo
