"""A sheet to look at, and a printer that prints into a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from navigator.refer.blocks import Items, Number, Paragraph, Section, Sheet
from navigator.refer.papers import Paper
from ui.refer.printing import Found, Printers
from ui.shell.saving import Kinds
from ui.shell.work import Job

SHEET = Sheet(
    "Where to go",
    (Paragraph("Try the first one first."),),
    tuple(
        Section(f"Place {n}", (Number("020 7946 0000"), Items(("Bring a letter", "Ask for Sam"))), apart=n > 1)
        for n in range(1, 4)
    ),
    "Yours to keep",
    "22 November 2026",
    "where-to-go",
)
"""Three pages."""


class FilePrinters(Printers):
    """One printer, or none where it has no name, that prints into a file; ``choose`` is a hand on the dialog."""

    def __init__(self, path: Path, name: str = "Hub printer", paper: Paper | None = "A4") -> None:
        self.path = path
        self.found = Found(name, bool(name), paper)
        self.choose: Callable[[QPrinter], object] = lambda _printer: None
        self.asked: list[tuple[int, bool]] = []

    def look(self) -> Found:
        return self.found

    def usual(self) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.path))
        return printer

    def ask(self, printer: QPrinter, pages: int, _parent: QWidget, *, files: bool) -> bool:
        self.asked.append((pages, files))
        self.choose(printer)
        return True


class Dialog:
    """Somebody who names a file, or thinks better of it."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.named: list[str] = []
        self.kinds: list[Kinds] = []

    def __call__(self, _parent: QWidget, name: str, kinds: Kinds) -> Path | None:
        self.named.append(name)
        self.kinds.append(kinds)
        return self.path


def job() -> Job:
    """A job that nobody watches."""
    return Job(lambda _done, _total: None)
