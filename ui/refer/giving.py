"""Handing a sheet over: to a printer, to a file, to the clipboard. Says what was done, and whose paper it is."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from navigator.find.wording import plural
from ui.refer.asking import Reminders
from ui.refer.paper import Made
from ui.refer.printing import Found, Printers, load, print_sheet
from ui.refer.saving import CALENDAR, save_calendar, save_sheet
from ui.shell.copying import take_back
from ui.shell.saving import AskFile, Kinds
from ui.shell.saying import sentence
from ui.shell.work import Work

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ui.find.desk import Desk

_YOURS: Final = "What you print or save is yours to look after."
_COPIED: Final = "Copied as text. What you copy is yours to look after."
_SENDING: Final = "Going to the printer."

Done = Callable[[], None]


class Giving(QObject):
    """Prints, saves and copies, and asks first where there is something to ask."""

    said = Signal(str)
    """What was done, or why it could not be."""
    found = Signal(object)
    """What printers there are."""

    def __init__(self, work: "Work[Desk]", printers: Printers, ask_file: AskFile, parent: QWidget) -> None:
        """Do what takes a while over ``work``; dialogs stand over ``parent``."""
        super().__init__(parent)
        self._work, self._printers, self._ask_file = work, printers, ask_file
        self._over = parent
        self._printing: object = None
        """Stands for what is on its way to the printer, until it is there or all is forgotten."""
        self._copied = ""

    def look(self) -> None:
        """Look which printers there are."""
        self._work.run(lambda _job: self._printers.look(), owner=self, success=self._find, failure=self._miss)

    def print(self, made: Made, done: Done) -> None:
        """Print on the usual printer; ``done`` is called once it went there."""
        printer = self._printers.usual()
        load(printer, made.paper)
        self._send(printer, made, done)

    def print_on_another(self, made: Made, done: Done, *, files: bool) -> None:
        """Let somebody choose a printer and pages; with ``files``, also a file in its place."""
        printer = self._printers.usual()
        load(printer, made.paper)
        if self._printers.ask(printer, len(made.sizes), self._over, files=files):
            self._send(printer, made, done)

    def save(self, kinds: Kinds, made: Made) -> None:
        """Ask where to save a sheet, as one of these kinds of file, and save it."""
        path = self._ask_file(self._over, made.sheet.file_name, kinds)
        if path is not None:
            self._write(partial(save_sheet, made, path), f"Saved as {path}.")

    def save_calendar(self, reminders: Reminders) -> None:
        """Ask where to save reminders, and save them."""
        path = self._ask_file(self._over, reminders.file_name, CALENDAR)
        if path is not None:
            self._write(partial(save_calendar, reminders.ics, path), f"Saved as {path}.")

    def copy(self, made: Made) -> None:
        """Put the text on the clipboard."""
        self._copied = made.text
        QGuiApplication.clipboard().setText(made.text)
        self.said.emit(_COPIED)

    def forget(self) -> None:
        """Let go of all, and take back what was copied, where it is still on the clipboard."""
        take_back(self._copied)
        self._copied = ""
        self._printing = None

    def _find(self, found: Found) -> None:
        self.found.emit(found)

    def _miss(self, _error: Exception) -> None:
        self.found.emit(Found())

    def _send(self, printer: "QPrinter", made: Made, done: Done) -> None:
        """Print; a second press while it is on its way is the same press."""
        if self._printing is None:
            self.said.emit(_SENDING)
            self._printing = one = object()
            self._work.run(
                partial(print_sheet, printer, made),
                owner=self,
                success=lambda pages: self._be_done(one, pages, done),
                failure=lambda error: self._be_refused(one, error),
            )

    def _be_done(self, one: object, pages: int, done: Done) -> None:
        """What was forgotten on its way is nobody's any more: the next person's words stay."""
        if one is self._printing:
            self._printing = None
            self.said.emit(f"{plural(pages, 'page')} went to the printer. {_YOURS}")
            done()

    def _be_refused(self, one: object, error: Exception) -> None:
        if one is self._printing:
            self._printing = None
            self._fail(error)

    def _write(self, write: Callable[[], None], says: str) -> None:
        self._work.run(
            lambda _job: write(),
            owner=self,
            success=lambda _none: self.said.emit(f"{says} {_YOURS}"),
            failure=self._fail,
        )

    def _fail(self, error: Exception) -> None:
        self.said.emit(sentence(error))
