"""Drawings on the screen, in files and on paper: gone through by key and pointer, in any colours and any size."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QPageSize,
    QWheelEvent,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from navigator.errors import NavigatorError
from navigator.pathways.drawing import BOLD, Drawing
from navigator.pathways.lanes import draw_situation
from navigator.pathways.situations import read_situations
from ui.pathways.drawing import DrawingView
from ui.pathways.exporting import Draw, ask_and_print, ask_file, print_on, save
from ui.pathways.painting import fonts_of
from ui.shell.contrast import PART, contrast
from ui.shell.theme import CONTRAST, DARK, LIGHT, Colours, Scheme, Theme

CTRL = Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier
SETS: dict[Scheme, Colours] = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


@pytest.fixture
def told(view: DrawingView) -> list[tuple[str, int]]:
    """What the drawing told the page, in order."""
    heard: list[tuple[str, int]] = []
    view.selected.connect(lambda n: heard.append(("selected", n)))
    view.opened.connect(lambda n: heard.append(("opened", n)))
    return heard


@pytest.fixture
def at(view: DrawingView) -> Callable[[int], QPoint]:
    """Where the middle of a box is on the screen."""

    def find(n: int) -> QPoint:
        box = next(box for box in shown(view).boxes if box.n == n).rect
        return view.canvas.mapFromScene(QPointF(box.middle, box.y + box.height / 2))

    return find


def shown(view: DrawingView) -> Drawing:
    assert view.canvas.brush
    return view.canvas.brush.drawing


def press(view: DrawingView, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(view.canvas, key)


def wheel(view: DrawingView, notches: int, modifier: Qt.KeyboardModifier) -> None:
    at = QPointF(view.canvas.viewport().rect().center())
    turned = QPoint(0, 120 * notches)
    phase, inverted = Qt.ScrollPhase.NoScrollPhase, False
    event = QWheelEvent(at, at, QPoint(), turned, Qt.MouseButton.NoButton, modifier, phase, inverted)
    QApplication.sendEvent(view.canvas.viewport(), event)


def scale(view: DrawingView) -> float:
    return view.canvas.transform().m11()


# By keyboard and pointer ----------------------------------------------------------------------------------------------


def test_keys_go_from_box_to_box_in_order(view: DrawingView, told: list[tuple[str, int]]) -> None:
    press(view, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left)
    press(view, Qt.Key.Key_Home, Qt.Key.Key_Up)
    assert told == [("selected", n) for n in (1, 2, 4, 3, 2, 1)]


@pytest.mark.parametrize(("key", "n"), [(Qt.Key.Key_End, 4), (Qt.Key.Key_Home, 1), (Qt.Key.Key_Up, 1)])
def test_the_first_key_starts_somewhere(view: DrawingView, told: list[tuple[str, int]], key: Qt.Key, n: int) -> None:
    press(view, key)
    assert told == [("selected", n)]


def test_enter_opens_the_selected_box_and_nothing_else(view: DrawingView, told: list[tuple[str, int]]) -> None:
    press(view, Qt.Key.Key_Return)
    view.select(3)
    press(view, Qt.Key.Key_Return, Qt.Key.Key_Enter)
    assert told == [("opened", 3), ("opened", 3)]


def test_selecting_from_elsewhere_tells_nobody(view: DrawingView, told: list[tuple[str, int]]) -> None:
    view.select(2)
    assert view.canvas.chosen == 2
    view.select(99)
    assert view.canvas.chosen == 0
    assert told == []


def test_a_press_selects_and_two_open(
    view: DrawingView, told: list[tuple[str, int]], at: Callable[[int], QPoint]
) -> None:
    viewport = view.canvas.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at(2))
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at(2))
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=at(1))
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert told == [("selected", 2), ("selected", 1), ("opened", 1)]


def test_the_selected_box_comes_into_view(view: DrawingView, at: Callable[[int], QPoint]) -> None:
    view.resize(900, 260)
    for n in (4, 1):
        view.select(n)
        assert view.canvas.viewport().rect().contains(at(n))


def test_tab_reaches_the_drawing_and_leaves_it(qtbot: QtBot, view: DrawingView) -> None:
    QTest.keyClick(view.canvas, Qt.Key.Key_Tab)
    assert view.zoom_in.hasFocus()
    QTest.keyClick(view.zoom_in, Qt.Key.Key_Backtab)
    qtbot.waitUntil(view.canvas.hasFocus)


@pytest.mark.parametrize(
    ("key", "modifier"), [(Qt.Key.Key_Escape, PLAIN), (Qt.Key.Key_Down, CTRL), (Qt.Key.Key_0, CTRL)]
)
def test_other_keys_are_left_to_the_page(view: DrawingView, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, modifier)
    QApplication.sendEvent(view.canvas, event)
    assert not event.isAccepted()
    assert view.canvas.chosen == 0


# Zoom and size --------------------------------------------------------------------------------------------------------


def test_keys_and_buttons_zoom_and_fit(view: DrawingView) -> None:
    press(view, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus)
    assert scale(view) == pytest.approx(1.25)
    view.zoom_in.click()
    view.zoom_out.click()
    view.zoom_out.click()
    view.zoom_out.click()
    assert scale(view) == pytest.approx(0.8)
    view.fit.click()
    assert scale(view) == pytest.approx(1)
    press(view, Qt.Key.Key_Plus, Qt.Key.Key_0)
    assert scale(view) == pytest.approx(1)


def test_zoom_has_ends(view: DrawingView) -> None:
    press(view, *(40 * [Qt.Key.Key_Plus]))
    assert scale(view) == pytest.approx(4)
    press(view, *(40 * [Qt.Key.Key_Minus]))
    assert scale(view) == pytest.approx(0.4)


def test_the_wheel_zooms_with_ctrl_and_scrolls_without(view: DrawingView) -> None:
    wheel(view, 1, CTRL)
    assert scale(view) == pytest.approx(1.25)
    wheel(view, -1, PLAIN)
    assert scale(view) == pytest.approx(1.25)
    assert view.canvas.verticalScrollBar().value() > view.canvas.verticalScrollBar().minimum()


@pytest.mark.parametrize("text", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("width", [320, 600, 1000, 2600])
def test_a_drawing_fits_the_width_and_its_text_its_boxes(
    view: DrawingView, theme: Theme, width: int, text: float
) -> None:
    theme.set_scale(text)
    QApplication.processEvents()
    view.resize(width, 600)
    metrics = {bold: QFontMetricsF(font) for bold, font in enumerate(fonts_of(view.canvas.font()))}
    for situation in read_situations():
        view.show_drawing(lambda wide, letters, one=situation: draw_situation(one, wide, letters), "")  # type: ignore[misc]
        across = view.canvas.horizontalScrollBar()
        assert across.maximum() == across.minimum()
        for box in shown(view).boxes:
            for line in box.lines:
                assert line.x + metrics[line.style in BOLD].horizontalAdvance(line.text) <= box.rect.right


def test_a_drawing_follows_the_size_of_text_and_keeps_what_is_selected(view: DrawingView, theme: Theme) -> None:
    view.select(2)
    before = shown(view)
    theme.set_scale(2)
    QApplication.processEvents()
    assert shown(view).type.line == pytest.approx(2 * before.type.line, rel=0.1)
    assert not shown(view).lanes
    assert before.lanes
    assert view.canvas.chosen == 2


def test_a_change_of_colours_lays_nothing_out_anew(view: DrawingView, theme: Theme) -> None:
    before = shown(view)
    theme.set_scheme("dark")
    QApplication.processEvents()
    assert shown(view) is before


def test_nothing_can_be_shown(view: DrawingView) -> None:
    view.clear()
    press(view, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Plus)
    assert view.canvas.chosen == 0
    assert view.canvas.brush is None
    assert view.canvas.scene().items() == []
    assert view.canvas._letters is None
    assert "Drinking" not in view.canvas.accessibleName()


# Look and words -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_the_selected_box_has_a_ring_that_stands_out(view: DrawingView, theme: Theme, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    QApplication.processEvents()
    view.select(1)
    assert view.canvas.brush
    ring = view.canvas.brush.ring(shown(view).boxes[0])
    spot = view.canvas.mapFromScene(QPointF(ring.x, ring.y + ring.height / 2))
    picture = view.canvas.viewport().grab().toImage()
    around = [picture.pixelColor(spot + QPoint(by, 0)) for by in (-1, 0, 1)]
    assert QColor(SETS[scheme].accent) in around
    assert contrast(SETS[scheme].accent, SETS[scheme].window) >= PART
    view.zoom_in.setFocus()
    picture = view.canvas.viewport().grab().toImage()
    assert QColor(SETS[scheme].accent) not in [picture.pixelColor(spot + QPoint(by, 0)) for by in (-1, 0, 1)]


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_the_ground_has_the_colours_of_the_window(view: DrawingView, theme: Theme, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    QApplication.processEvents()
    corner = view.canvas.viewport().grab().toImage().pixelColor(5, 5)
    assert corner == QColor(SETS[scheme].window)


def test_the_drawing_says_what_it_is_and_where_one_is(view: DrawingView) -> None:
    canvas = view.canvas
    said = QAccessible.queryAccessibleInterface(canvas)
    assert said.text(QAccessible.Text.Name) == "Drawing: Drinking, with <b>low</b> mood"
    assert "No box is selected." in canvas.accessibleDescription()
    assert "The list beside it says the same." in canvas.accessibleDescription()
    view.select(3)
    assert canvas.accessibleDescription().startswith("Selected: Step 3, mental health: Service 3.")
    for button in view.findChildren(QPushButton):
        assert button.accessibleName()


def test_a_change_of_selection_is_announced(view: DrawingView, monkeypatch: pytest.MonkeyPatch) -> None:
    announced: list[str] = []

    def note(event: QAccessibleEvent) -> None:
        announced.append(event.message())  # type: ignore[attr-defined]

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    press(view, Qt.Key.Key_Down)
    assert announced == [shown(view).boxes[0].name]


# Files and paper ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_saved_drawing_is_dark_on_white_whatever_the_window_is(
    view: DrawingView, theme: Theme, draw: Draw, tmp_path: Path, kind: str
) -> None:
    for scheme in SETS:
        theme.set_scheme(scheme)
        save(draw, tmp_path / f"{scheme}.{kind}", view.font())
    light, *others = (tmp_path.joinpath(f"{scheme}.{kind}").read_bytes() for scheme in SETS)
    assert all(other == light for other in others)


def test_a_saved_picture_is_sharp_and_white(view: DrawingView, draw: Draw, tmp_path: Path) -> None:
    save(draw, tmp_path / "a.PNG", view.font())
    save(draw, tmp_path / "a.svg", view.font())
    picture = QImage(str(tmp_path / "a.PNG"))
    root = ET.fromstring((tmp_path / "a.svg").read_bytes())  # noqa: S314 - we wrote it
    assert picture.pixelColor(2, 2) == QColor("white")
    assert picture.width() == pytest.approx(2 * float(root.get("width", "0")), rel=0.1)


@pytest.mark.parametrize("name", ["nowhere/a.png", "a.gif", "a", "folder.svg"])
def test_a_file_that_cannot_be_written_is_one_clear_sentence(
    view: DrawingView, draw: Draw, tmp_path: Path, name: str
) -> None:
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(NavigatorError, match=r"cannot be written: .*\.$"):
        save(draw, tmp_path / name, view.font())
    assert [path.name for path in tmp_path.iterdir()] == ["folder.svg"]


def pdf(path: Path, size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageSize(QPageSize(size))
    return printer


@pytest.mark.parametrize("size", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter])
def test_a_drawing_prints_on_one_page(
    view: DrawingView, draw: Draw, draw_dates: Draw, tmp_path: Path, size: QPageSize.PageSizeId
) -> None:
    least = {draw: 1.0, draw_dates: 0.5}
    for each, smallest in least.items():
        printed = print_on(each, pdf(tmp_path / "a.pdf", size), view.font())
        assert smallest <= printed <= 1
        assert len(re.findall(rb"/Type /Page\b", (tmp_path / "a.pdf").read_bytes())) == 1


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_page_that_cannot_be_printed_is_one_clear_sentence(view: DrawingView, draw: Draw, tmp_path: Path) -> None:
    with pytest.raises(NavigatorError, match="could not be printed"):
        print_on(draw, pdf(tmp_path / "nowhere" / "a.pdf"), view.font())


def test_asking_where_to_save_adds_the_ending(
    view: DrawingView, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answers = iter([(str(tmp_path / "a"), "SVG drawing (*.svg)"), (str(tmp_path / "b.png"), ""), ("", "")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: next(answers))
    assert [ask_file("both", view) for _ in range(3)] == [tmp_path / "a.svg", tmp_path / "b.png", None]


@pytest.mark.parametrize("chosen", [True, False])
def test_asking_for_a_printer_prints_only_where_one_is_chosen(
    view: DrawingView, draw: Draw, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, chosen: bool
) -> None:
    def answer(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(tmp_path / "a.pdf"))
        return QPrintDialog.DialogCode.Accepted if chosen else QPrintDialog.DialogCode.Rejected

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    assert ask_and_print(draw, view) is chosen
    assert (tmp_path / "a.pdf").exists() is chosen
