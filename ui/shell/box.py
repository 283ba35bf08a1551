"""The box one types in, and what every such box has."""

from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QToolButton

from ui.shell.arranged import Measured
from ui.shell.theme import QUIET, line_height

_CROSS_SIDE: Final = 64
_PLACE_EXAMPLE: Final = "SE5 8 or Peckham"
_REST_MS: Final = 400


class Box(QLineEdit):
    """One line to type in that Escape empties."""

    def __init__(self, example: str) -> None:
        super().__init__()
        self.setPlaceholderText(example)
        self._clear = self.addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setText("Clear")
        self._clear.setToolTip("Clear (Escape)")
        self._clear.setVisible(False)
        self._clear.setShortcut("Escape")
        self._clear.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._clear.triggered.connect(self.clear)
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        if (button := self.findChild(QToolButton)) is not None:
            button.setAccessibleName("Clear")
        self._recolour()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the box; in an empty one it means something to those around it."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the cross in a colour that stands out."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._recolour()

    def _recolour(self) -> None:
        self._clear.setIcon(_cross(self.palette().color(QUIET)))


def _cross(colour: QColor) -> QIcon:
    drawn = QPixmap(_CROSS_SIDE, _CROSS_SIDE)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, _CROSS_SIDE / 10, c=Qt.PenCapStyle.RoundCap))
    near, far = _CROSS_SIDE // 4, _CROSS_SIDE - _CROSS_SIDE // 4
    painter.drawLine(near, near, far, far)
    painter.drawLine(near, far, far, near)
    painter.end()
    return QIcon(drawn)


class PlaceBox(Measured, Box):
    """A box for a postcode or a place; it says what was typed on Enter, or once typing rests."""

    rested = Signal(str)

    def __init__(self) -> None:
        super().__init__(_PLACE_EXAMPLE)
        self._told = ""
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._tell)
        self._measure()
        self.textChanged.connect(self._wait)
        self.returnPressed.connect(self._tell)

    def set_place(self, text: str) -> None:
        """Show a place that was chosen elsewhere; nothing is emitted."""
        self._told = text
        with QSignalBlocker(self):
            self.setText(text)
        self._rest.stop()

    def _wait(self, text: str) -> None:
        """Wait for the next letter; an empty box has none to wait for."""
        if text:
            self._rest.start()
        else:
            self._tell()

    def _measure(self) -> None:
        margin = line_height(self) // 5
        self.setTextMargins(margin, margin // 2, margin, margin // 2)

    def _tell(self) -> None:
        self._rest.stop()
        text = self.text().strip()
        if text != self._told:
            self._told = text
            self.rested.emit(text)
