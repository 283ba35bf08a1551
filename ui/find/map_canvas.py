"""What a pointer does on a map: hovering, choosing, moving and zooming."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from ui.find.map_picture import MapPicture
from ui.find.pins import Spot
from ui.shell.text import tip

_WHEEL_STEP: Final = 1.25
_NOTCH: Final = 120
_NAMED: Final = 10
"""As many services are named in the tip of one pin."""


class MapCanvas(MapPicture):
    """A map that a pointer moves and chooses on.

    ``picked``, ``opened`` and ``hovered`` carry the id of a service; the last is "" when the pointer leaves a pin.
    """

    picked = Signal(str)
    opened = Signal(str)
    hovered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._held: QPointF | None = None
        self._dragged = False
        self.setMouseTracking(True)

    def event(self, event: QEvent) -> bool:
        """Name the services of the pin under the pointer when it rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            spot = self._spot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), _tip(spot) if spot else "", self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the map."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the map that is held, or tell what the pointer is on."""
        if self._held is None:
            self._hover(self._spot_at(event.position()))
            return
        moved = self._held - event.position()
        if self._dragged or moved.manhattanLength() >= QApplication.startDragDistance():
            self._dragged, self._held = True, event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pan(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the pin that was pressed; pressing one of several services again goes to the next of them."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        spot = None if self._dragged else self._spot_at(event.position())
        self._held = None
        self.unsetCursor()
        if spot:
            ids = spot.services
            after = ids.index(self._chosen) + 1 if self._chosen in ids else 0
            self.picked.emit(ids[after % len(ids)])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the one service of a pin; on a pin of several it is one more press."""
        spot = self._spot_at(event.position())
        if spot and len(spot.services) == 1:
            self.opened.emit(spot.services[0])
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer."""
        self.zoom(_WHEEL_STEP ** (event.angleDelta().y() / _NOTCH), event.position())
        event.accept()

    def leaveEvent(self, _event: QEvent) -> None:
        """The pointer is on no pin."""
        self._hover(None)

    def _spot_at(self, at: QPointF) -> Spot | None:
        return next((spot for spot in self.spots() if self.box(spot).contains(at)), None)

    def _hover(self, spot: Spot | None) -> None:
        service = spot.services[0] if spot else ""
        self.setCursor(Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor)
        if service != self._under:
            self.show_hovered(service)
            self.hovered.emit(service)


def _tip(spot: Spot) -> str:
    """The numbers and names of a pin's services, never read as mark-up."""
    lines = [f"{pin.number}  {pin.name}" for pin in spot.pins[:_NAMED]]
    more = len(spot.pins) - _NAMED
    lines += [f"and {more} more"] if more > 0 else []
    return tip(*lines)
