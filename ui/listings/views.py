"""The things to do with listings that stand in place of the table: each made when it is first asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.listings.keeping import Keeping
from ui.listings.view import View
from ui.shell.turns import draw_between, import_aside


@dataclass(frozen=True, slots=True)
class Kind:
    """Where a view is made, and whether it is of use only while listings may be changed."""

    module: str
    name: str
    writes: bool = False


KINDS: Final[Mapping[str, Kind]] = {
    "add": Kind("ui.listings.add.view", "AddView", writes=True),
    "form": Kind("ui.listings.form.view", "FormView", writes=True),
    "verify": Kind("ui.listings.checks.verify_view", "VerifyView", writes=True),
    "hour": Kind("ui.listings.checks.hour_view", "HourView"),
    "run": Kind("ui.listings.checks.run_view", "RunView", writes=True),
    "history": Kind("ui.listings.past.history_view", "HistoryView"),
    "pairs": Kind("ui.listings.twins.pairs_view", "PairsView"),
    "merge": Kind("ui.listings.twins.merge_view", "MergeView", writes=True),
    "many": Kind("ui.listings.many.view", "ManyView", writes=True),
    "confidential": Kind("ui.listings.past.confidential_view", "ConfidentialView", writes=True),
    "gaps": Kind("ui.listings.gaps.view", "GapsView"),
    "copies": Kind("ui.listings.copies.view", "CopiesView"),
    "backups": Kind("ui.listings.copies.backups_view", "BackupsView"),
}


class Views(QStackedWidget):
    """The table, and one of the views in its place."""

    def __init__(self, keeping: Keeping, table: QWidget) -> None:
        """At first the table is shown."""
        super().__init__()
        self._keeping = keeping
        self._table = table
        self._made: dict[str, View] = {}
        self.addWidget(table)

    @property
    def shown(self) -> View | None:
        """The view that is shown; None for the table."""
        widget = self.currentWidget()
        return widget if isinstance(widget, View) else None

    @property
    def made(self) -> Mapping[str, View]:
        """The views that there are by now, by name."""
        return self._made

    def view(self, name: str) -> tuple[View, bool]:
        """The view of a name, and whether it was only just made."""
        if name in self._made:
            return self._made[name], False
        kind = KINDS[name]
        import_aside(self._keeping.work, kind.module)
        view: View = getattr(import_module(kind.module), kind.name)(self._keeping)
        self._made[name] = view
        self.addWidget(view)
        draw_between()
        return view, True

    def minimumSizeHint(self) -> QSize:
        """None: each view fits itself into the room there is, and must not widen the window while it does."""
        return QSize(0, 0)

    def show_table(self) -> None:
        """Show the table."""
        self.setCurrentWidget(self._table)
