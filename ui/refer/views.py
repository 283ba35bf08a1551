"""What stands below the head of the room: how to begin, the shortlist, services side by side, or sheets."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget

from ui.refer.empty import Empty
from ui.refer.panes import Panes
from ui.shell.turns import draw_between, import_aside, import_soon
from ui.shell.work import Work

if TYPE_CHECKING:
    from ui.find.desk import Desk
    from ui.refer.compare_view import CompareView
    from ui.refer.sheets import SheetsView

_SHEETS, _COMPARING = "ui.refer.sheets", "ui.refer.compare_view"
_LATER: Final = (
    _SHEETS,
    _COMPARING,
    "ui.refer.discreet_view",
    "navigator.refer.pdf_pages",
    "navigator.refer.person",
    "navigator.refer.worker",
    "navigator.refer.discreet",
    "navigator.refer.in_my_words",
    "pypdfium2",
)
"""What is slow to import, and likely to be needed next."""
_LATER_MS: Final = 300


class Views(QStackedWidget):
    """One of four; the comparison and the sheets are made when they are first needed.

    ``left`` asks for the shortlist, ``compared`` has the stops to compare, and ``worded`` says whether a sheet holds
    words of a person's own.
    """

    left = Signal()
    compared = Signal(tuple)
    worded = Signal(bool)

    def __init__(self, work: "Work[Desk]", panes: Panes) -> None:
        """Sheets are made over ``work``; ``panes`` are the shortlist and what to know of a stop."""
        super().__init__()
        self._work = work
        self._imported = False
        self.empty, self.panes = Empty(), panes
        self.compare_view: CompareView | None = None
        self.sheets: SheetsView | None = None
        for view in (self.empty, panes):
            self.addWidget(view)

    @property
    def shown(self) -> "Panes | Empty | CompareView | SheetsView":
        """The one that is shown."""
        views = (self.empty, self.compare_view, self.sheets)
        return next((view for view in views if view is self.currentWidget()), None) or self.panes

    def comparison(self) -> "CompareView":
        """Services side by side."""
        if self.compare_view is None:
            import_aside(self._work, _COMPARING)
            from ui.refer.compare_view import CompareView

            self.compare_view = view = CompareView()
            view.left.connect(self.left)
            view.wanted.connect(self.compared)
            self.addWidget(view)
            draw_between()
        return self.compare_view

    def made_sheets(self) -> "SheetsView":
        """The sheets."""
        if self.sheets is None:
            import_aside(self._work, _SHEETS)
            from ui.refer.sheets import SheetsView

            self.sheets = view = SheetsView(self._work)
            view.left.connect(self.left)
            view.noted.connect(self.worded)
            self.addWidget(view)
            draw_between()
        return self.sheets

    def showEvent(self, event: QShowEvent) -> None:
        """Import, once there is time, what is likely to be needed next."""
        super().showEvent(event)
        if not self._imported:
            self._imported = True
            QTimer.singleShot(_LATER_MS, self, lambda: import_soon(self._work, self, *_LATER))

    def forget(self) -> None:
        """Forget what is shown side by side, and on sheets."""
        for view in (self.compare_view, self.sheets):
            if view is not None:
                view.forget()
