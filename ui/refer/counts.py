"""Saving the counts of what happened after referrals, as a table for commissioners."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.shell.saving import AskFile, ask_file
from ui.shell.saying import sentence
from ui.shell.work import Work

if TYPE_CHECKING:
    from pathlib import Path

    from ui.find.desk import Desk

_LANE: Final = "refer-counts"
_NAME: Final = "referral-counts"
_TABLE: Final = {"Table (*.csv)": ".csv"}


class Counts(QObject):
    """Asks for a file, and has the table written to it. ``said`` is a sentence: where it is, or why it is not."""

    said = Signal(str)

    def __init__(self, work: "Work[Desk]", over: QWidget, ask: AskFile = ask_file) -> None:
        """Write over ``work``; ``ask`` asks where, over a window."""
        super().__init__(over)
        self._work, self._over, self._ask = work, over, ask

    def save(self) -> None:
        """Ask where, and save it."""
        path = self._ask(self._over, _NAME, _TABLE)
        if path is not None:
            self._work.ask(
                _LANE,
                lambda desk: (desk.refer(lambda refer: refer.save_counts(path)),),
                owner=self,
                success=lambda figures: self.said.emit(_saved(path, figures=figures)),
                failure=lambda error: self.said.emit(sentence(error)),
            )


def _saved(path: "Path", *, figures: bool) -> str:
    from navigator.refer.outcomes import told_of

    return f"Saved as {path}. {told_of(figures=figures)}"
