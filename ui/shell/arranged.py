"""What is laid out anew when there is other room for it: in another font, or at another size.

Both classes stand before a class of Qt's: ``class Page(Arranged, QWidget)``.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
else:
    QWidget = object


class Measured(QWidget):
    """Has sizes of its own that go with its font: ``_measure`` sets them."""

    def _measure(self) -> None:
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()


class Arranged(Measured):
    """Its room decides what stands where: ``_arrange`` puts it there.

    The font decides it too, as soon as there is a layout: a page may be told of one while it is being made.
    """

    def _arrange(self) -> None:
        raise NotImplementedError

    def _measure(self) -> None:
        if self.layout() is not None:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew for the room there is."""
        super().resizeEvent(event)
        self._arrange()
