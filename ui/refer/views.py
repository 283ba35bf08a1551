"""What stands below the head of the room: how to begin, the shortlist, services side by side, or sheets."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ui.refer.empty import Empty
from ui.refer.panes import Panes
from ui.shell.work import Work

if TYPE_CHECKING:
    from ui.find.desk import Desk
    from ui.refer.compare_view import CompareView
    from ui.refer.sheets import SheetsView


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
            from ui.refer.compare_view import CompareView

            self.compare_view = view = CompareView()
            view.left.connect(self.left)
            view.wanted.connect(self.compared)
            self.addWidget(view)
        return self.compare_view

    def made_sheets(self) -> "SheetsView":
        """The sheets."""
        if self.sheets is None:
            from ui.refer.sheets import SheetsView

            self.sheets = view = SheetsView(self._work)
            view.left.connect(self.left)
            view.noted.connect(self.worded)
            self.addWidget(view)
        return self.sheets

    def forget(self) -> None:
        """Forget what is shown side by side, and on sheets."""
        for view in (self.compare_view, self.sheets):
            if view is not None:
                view.forget()
