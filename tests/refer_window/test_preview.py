"""The pages as they are printed: drawn when they come into sight, sharp, and only the newest."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.refer_window.printed import SHEET
from ui.refer.paper import Made, draw_page, make, page_sizes
from ui.refer.preview import Pages, Twin
from ui.shell.text import Reading


@pytest.fixture(scope="module")
def made() -> Made:
    return make(SHEET, "A4")


class Drawing:
    """Draws at once, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []

    def __call__(self, made: Made, number: int, width: int, take: Callable[[QImage], None]) -> None:
        self.asked.append((number, width))
        take(draw_page(made.pdf, number, width))


@pytest.fixture
def drawing() -> Drawing:
    return Drawing()


@pytest.fixture
def pages(qtbot: QtBot, drawing: Drawing) -> Iterator[Pages]:
    reading, pages = Reading(), Pages(drawing)
    qtbot.addWidget(reading)
    reading.resize(500, 400)
    reading.show_content(pages, "The sheet")
    reading.show()
    qtbot.waitExposed(reading)
    yield pages
    reading.close()


def test_a_page_is_drawn_when_it_comes_into_sight(qtbot: QtBot, pages: Pages, made: Made, drawing: Drawing) -> None:
    pages.show_made(made)
    qtbot.waitUntil(lambda: pages.drawn == {0})
    reading = pages.window()
    assert isinstance(reading, Reading)
    reading.verticalScrollBar().setValue(reading.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: 2 in pages.drawn)
    width = round(pages.width() * pages.devicePixelRatioF())
    assert all(asked == width for _, asked in drawing.asked[1:])


def test_it_is_named_and_as_high_as_its_pages(pages: Pages, made: Made) -> None:
    pages.show_made(made)
    assert "Where to go: 3 pages" in pages.accessibleName()
    across, down = made.sizes[0]
    assert pages.heightForWidth(400) == pytest.approx(3 * 400 * down / across, rel=0.1)
    pages.show_made(None)
    assert pages.heightForWidth(400) == 0


def test_a_page_of_a_sheet_that_is_gone_is_not_shown(qtbot: QtBot, made: Made) -> None:
    late: list[Callable[[QImage], None]] = []
    pages = Pages(lambda _made, _number, _width, take: late.append(take))
    qtbot.addWidget(pages)
    pages.show_made(made)
    pages.resize(300, 300)
    pages.show()
    qtbot.waitUntil(lambda: bool(late))
    pages.show_made(None)
    late[0](QImage(10, 10, QImage.Format.Format_Grayscale8))
    assert not pages.drawn


def test_the_text_says_all_that_the_pages_say(qtbot: QtBot, made: Made) -> None:
    twin = Twin()
    qtbot.addWidget(twin)
    twin.show_made(made)
    assert all(text in twin.toPlainText() for text in SHEET.texts())
    assert twin.isReadOnly()
    twin.show_made(None)
    assert not twin.toPlainText()


def test_pages_are_read_from_the_file_itself(made: Made) -> None:
    assert page_sizes(made.pdf) == made.sizes
    assert draw_page(made.pdf, 0, 300).width() == 300
