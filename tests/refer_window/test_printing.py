"""What comes out of a printer: the pages that were asked for, as they were seen, on the paper that lies in it."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from navigator.errors import NavigatorError
from navigator.refer.papers import SIZES, Paper
from tests.refer_window.printed import SHEET, FilePrinters, job
from ui.refer.paper import Made, draw_page, make, page_sizes
from ui.refer.printing import load, pages_wanted, print_sheet
from ui.shell.work import Cancelled

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(scope="module")
def made() -> Made:
    return make(SHEET, "A4")


def loaded(printers: FilePrinters, paper: Paper = "A4") -> QPrinter:
    printer = printers.usual()
    load(printer, paper)
    return printer


def ink(image: QImage) -> float:
    """How much of a page is dark."""
    small = image.scaled(60, 85)
    dark = [QColor(small.pixel(x, y)).lightness() < 235 for x in range(60) for y in range(85)]
    return sum(dark) / len(dark)


def test_what_is_printed_is_what_was_seen(made: Made, printers: FilePrinters) -> None:
    assert print_sheet(loaded(printers), made, job()) == 3
    printed = printers.path.read_bytes()
    assert len(page_sizes(printed)) == 3
    for number in range(3):
        seen, out = draw_page(made.pdf, number, 600), draw_page(printed, number, 600)
        assert ink(out) == pytest.approx(ink(seen), abs=0.02)
        assert ink(out) > 0.005


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_paper_in_the_printer_decides(made: Made, printers: FilePrinters, paper: Paper) -> None:
    printer = loaded(printers)
    printer.setPageSize(QPageSize(getattr(QPageSize.PageSizeId, paper)))
    printer.setFromTo(1, 1)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    print_sheet(printer, made, job())
    assert page_sizes(printers.path.read_bytes())[0] == pytest.approx(SIZES[paper], abs=1)


def test_on_other_paper_a_page_is_made_to_fit(made: Made, printers: FilePrinters) -> None:
    printer = loaded(printers)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    printer.setFromTo(1, 1)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    assert print_sheet(printer, made, job()) == 1
    assert ink(draw_page(printers.path.read_bytes(), 0, 600)) == pytest.approx(
        ink(draw_page(made.pdf, 0, 600)), abs=0.03
    )


def test_the_pages_that_were_chosen_in_the_order_and_number_that_was(printers: FilePrinters) -> None:
    printer = printers.usual()
    assert list(pages_wanted(printer, 3)) == [0, 1, 2]
    printer.setFromTo(2, 9)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    assert list(pages_wanted(printer, 3)) == [1, 2]
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert list(pages_wanted(printer, 3)) == [2, 1]
    printer.setCopyCount(2)
    if not printer.supportsMultipleCopies():
        printer.setCollateCopies(True)
        assert list(pages_wanted(printer, 3)) == [2, 1, 2, 1]
        printer.setCollateCopies(False)
        assert list(pages_wanted(printer, 3)) == [2, 2, 1, 1]


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf", extend=True)
def test_a_printer_that_cannot_be_reached_is_said_in_one_line(made: Made, tmp_path: Path) -> None:
    gone = FilePrinters(tmp_path / "no folder" / "out.pdf")
    with pytest.raises(NavigatorError, match=r"^It was not printed: .*\.$"):
        print_sheet(loaded(gone), made, job())


def test_what_nobody_wants_any_more_is_not_printed(made: Made, printers: FilePrinters) -> None:
    unwanted = job()
    unwanted.cancel()
    with pytest.raises(Cancelled):
        print_sheet(loaded(printers), made, unwanted)
    assert not printers.path.exists()


def test_a_sheet_says_nothing_in_its_repr(qtbot: QtBot, made: Made) -> None:
    del qtbot
    assert repr(made) == "Made(3 pages)"
