"""From a listing to a printed sheet in two presses; and every other way out of this view."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from navigator.check import Answers
from navigator.directory import Store
from navigator.refer.shortlist import Stop
from navigator.refer.wish import Kind
from tests.check_window.asking import words_in
from tests.refer_window.printed import Dialog, FilePrinters
from ui.find.desk import Desk
from ui.refer.paper import page_sizes
from ui.refer.sheets import SheetsView
from ui.shell.theme import Theme
from ui.shell.work import Work

CANARY = "zanzibar"
DAY_CENTRE, CRISIS, REFUGE = (
    Stop("manna-society-day-centre", "Manna Centre", note=CANARY),
    Stop("slam-crisis-line", "Crisis line"),
    Stop("refuge-southwark", "Refuge"),
)
SAID = Answers().with_values("housing", ["rough-sleeping"])
Open = Callable[..., SheetsView]


@pytest.fixture(scope="module")
def work(qapp: object) -> Iterator[Work[Desk]]:
    del qapp
    work = Work(lambda: Desk(Store.open()))
    yield work
    work.close()


@pytest.fixture
def dialog(tmp_path: Path) -> Dialog:
    return Dialog(tmp_path / "saved.pdf")


@pytest.fixture
def open_view(qtbot: QtBot, theme: Theme, work: Work[Desk], printers: FilePrinters, dialog: Dialog) -> Iterator[Open]:
    """Opens the view for some stops; it is held for as long as the test lasts."""
    assert theme.scheme == "light"
    view = SheetsView(work, printers, dialog)
    qtbot.addWidget(view)
    view.resize(1100, 760)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()

    def opened(*stops: Stop, kind: Kind = "person", answers: Answers | None = None) -> SheetsView:
        view.open_for(stops or (DAY_CENTRE, CRISIS), answers or Answers(), kind)
        return view

    yield opened
    view.forget()


def settled(qtbot: QtBot, view: SheetsView) -> SheetsView:
    qtbot.waitUntil(lambda: view.made is not None, timeout=10_000)
    return view


def said(qtbot: QtBot, view: SheetsView, text: str) -> str:
    """What is said once it begins so."""
    qtbot.waitUntil(lambda: view.frame.bar.told.text().startswith(text), timeout=10_000)
    return view.frame.bar.told.text()


def test_enter_prints_the_sheet_for_the_person_at_once(qtbot: QtBot, open_view: Open, printers: FilePrinters) -> None:
    view = open_view()
    qtbot.waitUntil(view.frame.bar.print.hasFocus)
    QTest.keyClick(view.frame.bar.print, Qt.Key.Key_Return)
    made = settled(qtbot, view).made
    assert made is not None
    says = said(qtbot, view, f"{len(made.sizes)} pages went")
    assert says.endswith("What you print or save is yours to look after.")
    assert "Manna" in made.text
    assert len(page_sizes(printers.path.read_bytes())) == len(made.sizes)


def test_the_printer_is_named_and_the_button_keeps_the_keyboard(qtbot: QtBot, open_view: Open) -> None:
    view = open_view()
    qtbot.waitUntil(lambda: view.frame.bar.told.text() == "Prints on Hub printer.")
    assert view.frame.bar.print.accessibleDescription() == "Prints on Hub printer."
    assert view.frame.bar.print.hasFocus()


def test_without_a_printer_it_is_said_and_saved_instead(
    qtbot: QtBot, open_view: Open, printers: FilePrinters, dialog: Dialog
) -> None:
    printers.found = FilePrinters(printers.path, name="").found
    view = open_view()
    said(qtbot, view, "This computer has no printer.")
    bar = view.frame.bar
    assert [button.text() for button in bar.buttons if button.isVisible()][:1] == ["Save as PDF..."]
    assert bar.pdf.hasFocus()
    QTest.keyClick(bar.pdf, Qt.Key.Key_Return)
    says = said(qtbot, view, "Saved as")
    assert "yours to look after" in says
    assert dialog.path is not None
    assert dialog.path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("kind", ["worker", "person"])
def test_the_pages_are_drawn_and_say_the_same_as_the_text(qtbot: QtBot, open_view: Open, kind: Kind) -> None:
    view = settled(qtbot, open_view(kind=kind))
    qtbot.waitUntil(lambda: 0 in view.frame.pages.drawn)
    view.frame.bar.as_text.click()
    assert view.frame.twin.isVisible()
    assert "020 7403 1931" in view.frame.twin.toPlainText()
    view.frame.bar.as_text.click()
    assert view.frame.pages.isVisible()


def test_only_choices_that_matter_are_offered(qtbot: QtBot, open_view: Open) -> None:
    view = settled(qtbot, open_view(answers=SAID))
    options = view.frame.options
    assert options.most.isVisible()
    assert not options.tell.isVisible()
    assert not options.tell.isChecked()
    view.choose("worker")
    assert options.tell.isVisible()
    assert not options.most.isVisible()
    view.choose("calendar")
    assert not options.paper.isVisible()
    open_view(DAY_CENTRE, kind="worker")
    assert not options.tell.isVisible(), "nobody said anything"


def test_other_choices_make_another_sheet(qtbot: QtBot, open_view: Open) -> None:
    view = settled(qtbot, open_view())
    assert view.made is not None
    before = view.made
    view.frame.options.paper.setCurrentIndex(1)
    view.frame.options.paper.activated.emit(1)
    assert settled(qtbot, view).made is not before
    assert view.made.paper == "Letter"
    view.frame.options.most.setCurrentIndex(0)
    view.frame.options.most.activated.emit(0)
    settled(qtbot, view)
    assert len(view.made.text) < len(before.text)


def test_where_the_person_sets_out_from_is_never_printed(qtbot: QtBot, open_view: Open) -> None:
    view = settled(qtbot, open_view())
    before = view.made
    view.frame.options.place.setText("SE5 8")
    QTest.keyClick(view.frame.options.place, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.made is not None and view.made is not before, timeout=10_000)
    assert "Near SE5 8" in words_in(view)
    assert view.made is not None
    assert "SE5 8" not in view.made.text


def test_a_service_for_people_fleeing_harm_is_asked_about_before_it_is_printed(
    qtbot: QtBot, open_view: Open, printers: FilePrinters
) -> None:
    view = open_view(DAY_CENTRE, REFUGE)
    QTest.keyClick(view.frame.bar.print, Qt.Key.Key_Return)
    settled(qtbot, view)
    assert view.frame.warned
    assert "Is paper safe?" in words_in(view)
    qtbot.waitUntil(view.frame.warning_button.hasFocus)
    assert not printers.path.exists()
    view.frame.warning_button.click()
    assert view.kind == "discreet"


def test_the_discreet_sheet_is_printed_only_after_the_question_and_with_names_that_tell_nothing(
    qtbot: QtBot, open_view: Open, printers: FilePrinters
) -> None:
    view = open_view(REFUGE, kind="discreet")
    bar, discreet = view.frame.bar, view.frame.discreet
    qtbot.waitUntil(lambda: discreet.offered is not None, timeout=10_000)
    assert not any(button.isVisible() for button in bar.buttons)
    discreet.answers["seen"].click()
    settled(qtbot, view)
    discreet.names[0].box.setText("Refuge")
    bar.print.click()
    assert not bar.print.isEnabled()
    assert view.made is None
    discreet.names[0].box.setText("Cousin")
    discreet.settle()
    settled(qtbot, view)
    bar.print.click()
    said(qtbot, view, "1 page went")
    assert view.made is not None
    assert "Cousin" in view.made.text
    assert "efuge" not in view.made.text
    assert b"efuge" not in printers.path.read_bytes()


def test_where_paper_is_safe_the_full_sheet_follows_and_asks_no_more(qtbot: QtBot, open_view: Open) -> None:
    view = open_view(REFUGE, kind="discreet")
    view.frame.discreet.answers["safe"].click()
    assert view.kind == "person"
    settled(qtbot, view)
    assert not view.frame.warned


def test_words_are_printed_then_forgotten_and_never_saved(
    qtbot: QtBot, open_view: Open, printers: FilePrinters
) -> None:
    view = settled(qtbot, open_view(kind="words"))
    bar, words = view.frame.bar, view.frame.words
    said(qtbot, view, "Prints on")
    assert [button.text() for button in bar.buttons if button.isVisible()] == [
        "Print",
        "Choose a printer...",
        "Show as text",
    ]
    with qtbot.waitSignal(view.noted, check_params_cb=lambda holds: holds):
        QTest.keyClicks(words.boxes["know"], CANARY)
    QTest.keyClicks(words.boxes["helps"], "Tea")
    bar.choose.click()
    said(qtbot, view, "1 page went")
    assert printers.asked == [(1, False)], "not into a file"
    assert words.empty
    assert "The words are forgotten." in bar.told.text()
    settled(qtbot, view)
    assert view.made is not None
    assert CANARY not in view.made.text


def test_a_calendar_says_what_is_in_it_and_is_saved(qtbot: QtBot, open_view: Open, dialog: Dialog) -> None:
    view = open_view(kind="calendar")
    qtbot.waitUntil(lambda: "1 reminder" in view.frame.calendar.says.text(), timeout=10_000)
    assert dialog.path is not None
    dialog.path = dialog.path.with_suffix(".ics")
    assert [button.text() for button in view.frame.bar.buttons if button.isVisible()] == ["Save for a calendar..."]
    view.frame.bar.save.click()
    said(qtbot, view, "Saved as")
    assert b"Manna" not in dialog.path.read_bytes()
    assert dialog.path.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_what_cannot_be_saved_is_said_and_what_was_there_stays(
    qtbot: QtBot, open_view: Open, dialog: Dialog, tmp_path: Path
) -> None:
    view = settled(qtbot, open_view())
    dialog.path = tmp_path / "nowhere" / "plan.pdf"
    view.frame.bar.save.click()
    assert "cannot be written" in said(qtbot, view, str(dialog.path))
    dialog.path = None
    view.frame.bar.save.click()
    assert "cannot be written" in view.frame.bar.told.text()


@pytest.mark.qt_log_ignore("QPainter::begin", "QPdf", extend=True)
def test_a_printer_that_is_gone_is_said_and_can_be_tried_again(
    qtbot: QtBot, open_view: Open, printers: FilePrinters, tmp_path: Path
) -> None:
    view = settled(qtbot, open_view(CRISIS))
    there, printers.path = printers.path, tmp_path / "no folder" / "out.pdf"
    view.frame.bar.print.click()
    said(qtbot, view, "It was not printed")
    printers.path = there
    view.frame.bar.print.click()
    said(qtbot, view, f"{len(view.made.sizes) if view.made else 0} pages went")


def test_what_was_copied_is_taken_back_when_all_is_forgotten(qtbot: QtBot, open_view: Open) -> None:
    view = settled(qtbot, open_view(answers=SAID))
    view.frame.bar.copy.click()
    assert "Manna" in QGuiApplication.clipboard().text()
    said(qtbot, view, "Copied as text.")
    view.frame.words.boxes["know"].setPlainText(CANARY)
    view.forget()
    assert QGuiApplication.clipboard().text() == ""
    assert view.made is None
    assert not view.frame.twin.toPlainText()
    assert view.frame.words.empty
    assert "Manna" not in words_in(view)


def test_words_that_were_copied_from_their_text_leave_the_clipboard_with_them(qtbot: QtBot, open_view: Open) -> None:
    view = settled(qtbot, open_view(kind="words"))
    view.frame.words.boxes["know"].setPlainText(CANARY)
    twin = view.frame.twin
    qtbot.waitUntil(lambda: CANARY in twin.toPlainText())
    view.frame.bar.as_text.click()
    twin.selectAll()
    twin.copy()
    assert CANARY in QGuiApplication.clipboard().text()
    view.choose("person")
    assert CANARY in QGuiApplication.clipboard().text()
    view.frame.words.clear_button.click()
    assert QGuiApplication.clipboard().text() == ""


@pytest.mark.parametrize(("width", "scale"), [(1100, 1.0), (700, 2.0)])
def test_it_can_all_be_reached_where_there_is_little_room(
    qtbot: QtBot, open_view: Open, theme: Theme, width: int, scale: float
) -> None:
    view = open_view()
    theme.set_scale(scale)
    view.resize(width, 560)
    settled(qtbot, view)
    frame = view.frame
    assert frame.kinds.box.isVisible() == (scale > 1)
    frame.bar.as_text.click()
    qtbot.waitUntil(frame.bar.as_text.isVisible)
    assert frame.twin.isVisible()


def test_arrows_go_through_the_kinds_and_escape_leaves(qtbot: QtBot, open_view: Open) -> None:
    view = open_view()
    settled(qtbot, view)
    view.frame.kinds.buttons["person"].setFocus()
    QTest.keyClick(view.frame.kinds.buttons["person"], Qt.Key.Key_Down)
    assert view.kind == "discreet"
    assert view.frame.kinds.buttons["discreet"].hasFocus()
    with qtbot.waitSignal(view.left):
        QTest.keyClick(view.frame.kinds.buttons["discreet"], Qt.Key.Key_Escape)
