"""The box one types in, and what every such box has."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from ui.shell.theme import QUIET, follow_font, line_height, scaled

_CROSS_SIDE: Final = 64
_SIZE: Final = 1.3
_EXAMPLE: Final = "A need, a place, a name: rough sleeping hearing voices brixton"


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


class SearchBox(Box):
    """The big box: Down and Enter lead to the results, Escape clears."""

    down = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__(_EXAMPLE)
        self._refont()
        follow_font(self._refont)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See to the keys that lead elsewhere."""
        match event.key():
            case Qt.Key.Key_Down:
                self.down.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case _:
                super().keyPressEvent(event)

    def _refont(self) -> None:
        self.setFont(scaled(QApplication.font(), _SIZE))
        margin = line_height(self) // 4
        self.setTextMargins(margin, margin, margin, margin)
