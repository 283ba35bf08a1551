"""Saving and printing what is shown: the calendar file, the checklist, and the drawing."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QMenu, QWidget

from navigator.errors import NavigatorError
from navigator.find.wording import plural
from ui.shell.saving import ask_file
from ui.shell.text import Button

if TYPE_CHECKING:
    from navigator.pathways.checklist import Checklist
    from navigator.pathways.timeline import Timeline
    from ui.pathways.exporting import Draw

_CALENDAR: Final = "reminders"
"""Says nothing of whom it is for or what it is about."""
_KINDS: Final = {"Calendar (*.ics)": ".ics"}
_POINTS: Final = 10.5

Doing = Callable[[], str]
"""Does one thing, and says in a sentence that it was done. Raises NavigatorError where it could not be."""
Act = Callable[[QWidget], Doing | str]
"""Asks what there is to ask; gives what is left to do, or says that it was done, "" where somebody thought better."""
Say = Callable[[str], None]
Run = Callable[[Doing, Say], None]
"""Does something that raises nothing, somewhere else or at once, and hands over what it says."""


def at_once(doing: Doing, say: Say) -> None:
    """Do it here and now."""
    say(doing())


def calmly(doing: Doing) -> str:
    """What something says that was done, or in one sentence why it could not be."""
    try:
        return doing()
    except NavigatorError as error:
        return str(error)


class SaveButton(Button):
    """A menu of what can be saved or printed. ``told`` is a sentence: that it was done, or why it could not be."""

    told = Signal(str)

    def __init__(self, run: Run = at_once) -> None:
        """What takes a while is done by ``run``."""
        super().__init__("Save or print")
        self._run = run
        self._menu = QMenu(self)
        self.setMenu(self._menu)

    @property
    def names(self) -> tuple[str, ...]:
        """What can be done."""
        return tuple(action.text() for action in self._menu.actions())

    def offer(self, acts: dict[str, Act]) -> None:
        """Offer these, by name; there is nothing to press where there are none."""
        self._menu.clear()
        for name, act in acts.items():
            self._menu.addAction(name, partial(self._do, act))
        self.setVisible(bool(acts))

    def _do(self, act: Act) -> None:
        try:
            left = act(self)
        except NavigatorError as error:
            left = str(error)
        if callable(left):
            self._run(partial(calmly, left), self.told.emit)
        elif left:
            self.told.emit(left)


def save_drawing(draw: "Draw", name: str, parent: QWidget) -> Doing | str:
    """Ask for a file; what is left is to save a drawing there."""
    from ui.pathways.exporting import ask_file, save

    path, font = ask_file(name, parent), parent.font()
    if path is None:
        return ""

    def doing() -> str:
        save(draw, path, font)
        return f"Saved as {path}."

    return doing


def print_drawing(draw: "Draw", parent: QWidget) -> str:
    """Ask for a printer, and print a drawing there. Raises NavigatorError where it cannot be printed."""
    from ui.pathways.exporting import ask_and_print

    return "The drawing went to the printer." if ask_and_print(draw, parent) else ""


def save_calendar(timeline: "Timeline", parent: QWidget) -> str:
    """Ask for a file, and save the reminders of a timeline there. Raises NavigatorError where it cannot be written."""
    from navigator.pathways.ics import reminders, save_ics

    path = ask_file(parent, _CALENDAR, _KINDS, "Save the reminders")
    if path is None:
        return ""
    save_ics(timeline, path)
    return f"Saved {plural(reminders(timeline), 'reminder')} as {path}. They say no name and no reason."


def print_checklist(made: "Checklist", parent: QWidget) -> str:
    """Ask for a printer, and print a checklist there."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return ""
    document(made, parent).print_(printer)
    return "The checklist went to the printer."


def document(made: "Checklist", parent: QWidget) -> QTextDocument:
    """A checklist as pages of plain text, in the window's letters."""
    paper = QTextDocument()
    font = parent.font()
    font.setPointSizeF(_POINTS)
    paper.setDefaultFont(font)
    paper.setPlainText("\n".join(made.lines()))
    return paper
