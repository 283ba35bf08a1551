"""A drawing as a file or on paper: always dark on white, with its name, its sources and all of its boxes."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QFont, QImage, QImageWriter, QPagedPaintDevice, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from navigator.errors import NavigatorError
from navigator.pathways.drawing import fit_page
from navigator.pathways.files import write_whole
from navigator.pathways.svg import to_svg
from ui.pathways.painting import ON_PAPER, Brush, Draw, inks_of, letters_of
from ui.shell import saving

__all__ = ["FILTERS", "Draw", "ask_and_print", "ask_file", "png", "print_on", "save", "svg"]

FILTERS: Final = {"PNG picture (*.png)": ".png", "SVG drawing (*.svg)": ".svg"}
"""The kinds of file, as a dialog shows them, with how their names end."""

_ACROSS: Final = 100
"""The characters across a saved drawing."""
_SHARP: Final = 2
_MARGIN: Final = 1.5
_PAPER_POINTS: Final = 9.5
_PAPER_MARGIN_MM: Final = 12


def save(draw: Draw, path: Path, font: QFont) -> None:
    """Write a drawing to a file, whole or not at all, as SVG or PNG by how its name ends.

    Raises NavigatorError for another ending, and where the file cannot be written.
    """
    kinds: dict[str, Callable[[Draw, QFont], bytes]] = {".svg": svg, ".png": png}
    kind = kinds.get(path.suffix.lower())
    if kind is None:
        raise NavigatorError(f"{path.name} cannot be written: its name must end in .png or .svg.")
    write_whole(path, kind(draw, font))


def svg(draw: Draw, font: QFont) -> bytes:
    """The drawing as an SVG file."""
    letters = letters_of(font)
    return to_svg(draw(letters.characters(_ACROSS), letters), inks_of(ON_PAPER)).encode()


def png(draw: Draw, font: QFont) -> bytes:
    """The drawing as a PNG picture, twice as sharp as a plain screen."""
    letters = letters_of(font)
    drawing = draw(letters.characters(_ACROSS), letters)
    margin = letters.lines(_MARGIN)
    size = QSizeF(drawing.width + 2 * margin, drawing.height + 2 * margin) * _SHARP
    image = QImage(size.toSize(), QImage.Format.Format_RGB32)
    image.fill(ON_PAPER.window)
    image.setDevicePixelRatio(_SHARP)
    painter = QPainter(image)
    painter.translate(margin, margin)
    Brush(drawing, ON_PAPER, font).paint(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def print_on(draw: Draw, device: QPagedPaintDevice, font: QFont) -> float:
    """Print a drawing on one page, upright; gives how many times its usual size the letters have: 1, or less to fit.

    Raises NavigatorError where the printer, or the file in its place, cannot be written.
    """
    margins = QMarginsF(*(4 * (_PAPER_MARGIN_MM,)))
    paper = (
        device.pageLayout().pageSize()
        if device.pageLayout().pageSize().isValid()
        else QPageSize(QPageSize.PageSizeId.A4)
    )
    device.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter))
    painter = QPainter()
    if not painter.begin(device):
        raise NavigatorError("The page could not be printed: the printer, or the file to print to, cannot be written.")
    try:
        printed = QFont(font)
        printed.setPointSizeF(_PAPER_POINTS)
        letters = letters_of(printed, device)
        page = QRectF(painter.viewport())
        drawing, scale = fit_page(lambda width: draw(width, letters), page.width(), page.height())
        painter.scale(scale, scale)
        Brush(drawing, ON_PAPER, printed).paint(painter)
    finally:
        painter.end()
    return scale


def ask_file(name: str, parent: QWidget) -> Path | None:
    """Ask where to save a drawing; gives the file, None where nobody named one."""
    return saving.ask_file(parent, name, FILTERS, "Save the drawing")


def ask_and_print(draw: Draw, parent: QWidget) -> bool:
    """Ask for a printer, and print a drawing there on one page; gives whether somebody chose one.

    Raises NavigatorError where it cannot be printed.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    print_on(draw, printer, parent.font())
    return True
