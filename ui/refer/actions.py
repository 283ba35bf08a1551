"""What can be done with a sheet: print it, save it, copy it, read it as text."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.refer.printing import Found
from ui.shell.flow import beside
from ui.shell.saying import announce
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, give_room

_NO_PRINTER: Final = "This computer has no printer. Save the sheet as a PDF and print it elsewhere."
_WORDS_NO_PRINTER: Final = "This computer has no printer, and this page is never saved. Write it by hand instead."
_UNKNOWN: Final = "No printer is set as the usual one. Choose one."
_SAVES: Final = {"calendar": "Save for a calendar..."}
_SAVE_AS: Final = "Save as..."


class Actions(QWidget):
    """The buttons there is a use for, and a line about the printer or what was just done."""

    print_asked = Signal()
    choose_asked = Signal()
    pdf_asked = Signal()
    save_asked = Signal()
    copy_asked = Signal()
    text_turned = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.print, self.choose = Button("Print"), Button("Choose a printer...")
        self.pdf, self.save, self.copy = Button("Save as PDF..."), Button(_SAVE_AS), Button("Copy as text")
        self.as_text = Button("Show as text")
        self.as_text.setCheckable(True)
        self.as_text.setAccessibleDescription("Shows all that the pages say as a text, in place of the pages.")
        self.told = Text(role=QUIET, selectable=True)
        self._kind = "person"
        self._found: Found | None = None
        self._usable = True
        layout = QVBoxLayout(self)
        layout.addWidget(beside(*self.buttons))
        layout.addWidget(self.told)
        give_room(self, layout, between=0.3)
        presses = (self.print_asked, self.choose_asked, self.pdf_asked, self.save_asked, self.copy_asked)
        for button, asked in zip(self.buttons, presses, strict=False):
            button.clicked.connect(asked)
        self.as_text.toggled.connect(self.text_turned)
        self._offer()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All of them, in order."""
        return (self.print, self.choose, self.pdf, self.save, self.copy, self.as_text)

    @property
    def first(self) -> Button | None:
        """The one that has the keyboard at first: to print, or what comes nearest to it; None where nothing can be."""
        return next((button for button in self.buttons if not button.isHidden()), None)

    def show_kind(self, kind: str, *, usable: bool = True) -> None:
        """Offer what can be done with a sheet of this kind; nothing, unless there is one that is ``usable``."""
        self._kind, self._usable = kind, usable
        self._offer()

    def show_found(self, found: Found) -> None:
        """Offer what these printers can do."""
        self._found = found
        self._offer()

    def allow(self, allowed: bool) -> None:
        """Let it be printed, saved and copied, or do not."""
        for button in self.buttons:
            button.setEnabled(allowed)

    def say(self, text: str) -> None:
        """Say what was done, or why it could not be."""
        self.told.setForegroundRole(QPalette.ColorRole.WindowText if text else QUIET)
        self.told.setText(text or self._of_printer())
        self.told.setHidden(not self.told.text())
        announce(self, text)

    def _offer(self) -> None:
        sheet = self._usable and self._kind != "calendar"
        kept = self._usable and self._kind != "words"
        found = self._found or Found(any=True)
        self.print.setVisible(sheet and (self._found is None or bool(found.name)))
        self.choose.setVisible(sheet and found.any)
        self.pdf.setVisible(sheet and kept and not found.any)
        self.save.setVisible(kept)
        self.save.setText(_SAVES.get(self._kind, _SAVE_AS))
        self.copy.setVisible(sheet and kept)
        self.as_text.setVisible(sheet)
        self.print.setAccessibleDescription(self._of_printer())
        self.say("")

    def _of_printer(self) -> str:
        if not self._usable or self._kind == "calendar" or self._found is None:
            return ""
        if self._found.name:
            return f"Prints on {self._found.name}."
        if self._found.any:
            return _UNKNOWN
        return _WORDS_NO_PRINTER if self._kind == "words" else _NO_PRINTER
