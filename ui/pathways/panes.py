"""What stands beside what in the room of pathways: the menu, the drawing and the list, or fewer of them in turns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from ui.pathways.menu import WHO, Menu
from ui.shell.splitter import Splitter
from ui.shell.theme import characters

if TYPE_CHECKING:
    from ui.pathways.drawing import DrawingView
    from ui.pathways.showing import Shown

MENU, DRAWING, READER = "menu", "drawing", "reader"
_THREE: Final = 132
"""With as many characters across, the menu, the drawing and the list stand side by side."""
_TWO: Final = 92
"""With as many, the menu and one of the others; with fewer they take turns."""
_MENU_WIDE: Final = 34
"""The characters across in the menu, where something stands beside it."""
_EDGES: Final = ("Edge after the menu", "Edge after the drawing")


class Panes(Splitter):
    """The menu on the left, then the drawing, then the list; the map of who to talk to takes all the room.

    ``side`` is which of the three somebody turned to. ``selected`` and ``opened`` are numbers of boxes of the drawing.
    """

    selected = Signal(int)
    opened = Signal(int)

    def __init__(self, menu: Menu) -> None:
        super().__init__(Qt.Orientation.Horizontal, _EDGES)
        self.menu, self.drawn, self.reader = menu, QStackedWidget(), QStackedWidget()
        self.side = MENU
        self.drawing: DrawingView | None = None
        self._shown: Shown | None = None
        self._stands: tuple[bool, ...] = ()
        self._drawn: Shown | None = None
        self.reader.setBackgroundRole(QPalette.ColorRole.Base)
        self.reader.setAutoFillBackground(True)
        for pane in (self.menu, self.drawn, self.reader):
            pane.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self.addWidget(pane)

    @property
    def has_drawing(self) -> bool:
        """Whether what is shown has a drawing."""
        return self._shown is not None and self._shown.draw is not None

    @property
    def mapped(self) -> bool:
        """Whether the map of who to talk to is shown."""
        return self._shown is not None and self._shown.kind == WHO

    @property
    def offers_menu(self) -> bool:
        """Whether the menu is out of sight."""
        return self.menu.isHidden()

    @property
    def offers_turn(self) -> bool:
        """Whether there is a drawing and room for only one of it and the list."""
        return self.has_drawing and self._across < _THREE and (self._across >= _TWO or self.side != MENU)

    def show_view(self, shown: "Shown | None") -> None:
        """Show this, or nothing; where there is no drawing any more, the list takes its place."""
        self._shown = shown
        if shown is not None:
            if self.reader.indexOf(shown.view) < 0:
                self.reader.addWidget(shown.view)
            self.reader.setCurrentWidget(shown.view)
        elif self.drawing is not None:
            self.drawing.clear()
            self._drawn = None
        if self.side == DRAWING and not self.has_drawing:
            self.side = READER

    def arrange(self, selected: int) -> None:
        """Show what there is room for; ``selected`` is the number of the box to select in a drawing that is new."""
        wide, two = self._across >= _THREE, self._across >= _TWO and not self.mapped
        stands = (
            two or self.side == MENU,
            self.has_drawing and (wide or self.side == DRAWING),
            self._shown is not None and (self.side == READER or (two and (wide or self.side == MENU))),
        )
        for pane, there in zip((self.menu, self.drawn, self.reader), stands, strict=True):
            pane.setVisible(there)
        if stands != self._stands:
            self._stands = stands
            self.setSizes(self._shares(stands))
        self._draw(selected)

    def _draw(self, selected: int) -> None:
        """Draw what is shown where the drawing is in sight; its view is made when it is first needed."""
        shown = self._shown
        if shown is None or shown.draw is None or self.drawn.isHidden() or shown is self._drawn:
            return
        from ui.pathways.drawing import DrawingView

        if self.drawing is None:
            self.drawing = DrawingView()
            self.drawing.selected.connect(self.selected)
            self.drawing.opened.connect(self.opened)
            self.drawn.addWidget(self.drawing)
        self._drawn = shown
        self.drawing.show_drawing(shown.draw, shown.name)
        self.drawing.select(selected)

    def _shares(self, stands: Sequence[bool]) -> list[int]:
        """The menu has what its names need, and the others share the rest."""
        menu = characters(self, _MENU_WIDE) if stands[0] and any(stands[1:]) else self.width() * stands[0]
        rest = max(1, self.width() - menu) // max(1, sum(stands[1:]))
        return [menu, *(rest * there for there in stands[1:])]

    @property
    def _across(self) -> int:
        return self.width() // max(1, characters(self, 1))
