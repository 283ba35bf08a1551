"""What is chosen in the table, shown beside it, and what somebody wants to do with it."""

from PySide6.QtCore import QObject, Signal

from navigator.find.sheet import Sheet
from navigator.listings.table.chosen import Chosen
from ui.listings.table.asking import Asking
from ui.listings.table.chosen_pane import READ, ChosenPane
from ui.listings.table.view import ListingsTable
from ui.shell.saying import sentence


class Choosing(QObject):
    """Looks up the one listing that is chosen, or says how many are; asks for their ids only when something is done.

    ``view_asked`` is the name of a view and what to open it with, ``listing_asked`` the id of a listing somebody wants
    to read in Find.
    """

    view_asked = Signal(str, tuple)
    listing_asked = Signal(str)

    def __init__(self, asking: Asking, table: ListingsTable, pane: ChosenPane) -> None:
        """Show in ``pane`` what is chosen in ``table``."""
        super().__init__(pane)
        self._asking, self._table, self._pane = asking, table, pane
        asking.read.connect(self._show_read)
        asking.gone.connect(lambda error: pane.say(sentence(error)))
        table.selected.connect(self.show)
        pane.acted.connect(self._act)

    def show(self) -> None:
        """Show what is chosen now, as the directory has it now."""
        count = self._table.count
        if count == 1:
            self._asking.read_chosen(self._table.chosen_keys[0])
            return
        self._asking.forget_chosen()
        if count:
            self._pane.show_several(count)
        else:
            self._pane.show_nothing()

    def _show_read(self, read: Sheet | Chosen) -> None:
        if isinstance(read, Chosen):
            self._pane.show_chosen(read)
        else:
            self._pane.show_sheet(read)

    def _act(self, name: str) -> None:
        """Ask for what a button stands for."""
        if self._table.count > 1:
            self._asking.find_ids(self._table.chosen_keys, lambda ids: self.view_asked.emit(name, ids))
        elif name == READ:
            self.listing_asked.emit(self._pane.shown)
        else:
            self.view_asked.emit(name, (self._pane.shown,))
