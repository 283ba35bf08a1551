"""The room in the whole window: by keyboard, with the other rooms, over the directory that ships and broken ones."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.errors import NavigatorError
from navigator.find.hours import london_now
from navigator.refer.refer import Refer
from navigator.refer.shortlist import MOST, Shortlist, Stop
from navigator.refer.wish import Kind
from navigator.resources import resource
from tests.check_window.asking import words_in
from tests.directory.conftest import Fill, MakeListing
from tests.find_window.conftest import (
    ALT,
    CTRL,
    LONG_MS,
    SHIFT,
    OpenWindow,
    Search,
    _nothing_leads_outside,
    _shared,
    button,
    has_keyboard,
    open_window,
    page,
    press,
    search,
    theme,
    type_words,
    wait_for_listing,
)
from tests.find_window.conftest import window as _window
from tests.pathways_window.test_room import PRISON, ROUGH, Time
from tests.refer_window.printed import Dialog, FilePrinters
from ui.check.page import CheckPage
from ui.find.desk import Desk
from ui.find.page import FindPage
from ui.refer.page import ReferPage
from ui.refer.sheets import SheetsView
from ui.shell.main_window import MainWindow
from ui.shell.star import HELD, Star

__all__ = ["_nothing_leads_outside", "_shared", "_window", "open_window", "page", "search", "theme"]

ENTER, ESCAPE, DOWN, DELETE = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Delete
CLOSED, UNCLEAR, OLD = "999-club-night-shelter", "bench-outreach-housing-first", "999-club-gateway"
REFERRED, TELLS, PHONE = "advance-minerva-london", "refuge-national-domestic-abuse-helpline", "samaritans"
MINUTES = 10
CANARY = "canaryquill"


@pytest.fixture(scope="module")
def named() -> dict[str, str]:
    with sqlite3.connect(f"file:{resource('services.sqlite')}?mode=ro&immutable=1", uri=True) as connection:
        names: dict[str, str] = dict(connection.execute("SELECT id, name FROM service"))
    connection.close()
    return names


@pytest.fixture(scope="module")
def _rooms(_shared: MainWindow) -> None:
    """Every view is there before the first test: they stay for all of them, with their menus."""
    _shared.show_check()
    _shared.show_pathways()
    _shared.show_refer()
    pathways, refer = _shared.pathways_page, _shared.refer_page
    assert pathways is not None
    assert refer is not None
    for item in (ROUGH, PRISON):
        pathways.open(*item)
        deadline = QDeadlineTimer(LONG_MS)
        while pathways.shown != item and not deadline.hasExpired():
            QTest.qWait(10)
    refer.views.comparison()
    refer.views.made_sheets().frame.discreet.show()


@pytest.fixture
def window(_rooms: None, _window: MainWindow) -> Iterator[MainWindow]:
    """The window that all tests share; nothing is held afterwards."""
    yield _window
    _window.forget_answers()


@pytest.fixture
def room(window: MainWindow) -> ReferPage:
    """The room, made, with nothing on the shortlist."""
    press(Qt.Key.Key_4, ALT)
    made = window.refer_page
    assert made is not None
    return made


@pytest.fixture
def put(window: MainWindow, room: ReferPage, named: dict[str, str], qtbot: QtBot) -> Callable[..., None]:
    """Puts services on the shortlist, and waits until it is known what to know of them."""

    def star(*ids: str) -> None:
        window.conversation.starred.put(Shortlist(tuple(Stop(one, named[one]) for one in ids)))
        press(Qt.Key.Key_4, ALT)
        qtbot.waitUntil(lambda: all(room.knowing.before(one) for one in ids), timeout=LONG_MS)

    return star


@pytest.fixture
def printed(room: ReferPage, tmp_path: Path) -> Path:
    """The file that the printer prints to."""
    path = tmp_path / "printed.pdf"
    room.views.made_sheets()._giving._printers = FilePrinters(path)
    return path


def ids(window: MainWindow) -> tuple[str, ...]:
    return window.conversation.starred.ids


def sheets(room: ReferPage) -> SheetsView:
    view = room.views.sheets
    assert view is not None
    assert room.views.shown is view
    return view


def sheet(room: ReferPage, qtbot: QtBot) -> str:
    """Wait for the sheet that is shown; gives its text."""
    view = sheets(room)
    qtbot.waitUntil(lambda: view.made is not None and view._found is not None, timeout=LONG_MS)
    assert view.made is not None
    return view.made.text


def on_paper(path: Path, room: ReferPage, qtbot: QtBot) -> int:
    """Wait until something was printed; gives how many pages."""
    qtbot.waitUntil(lambda: "went to the printer" in sheets(room).frame.bar.told.text(), timeout=LONG_MS)
    document = pypdfium2.PdfDocument(path)
    pages = len(document)
    document.close()
    return pages


def everything_on(widget: QWidget) -> str:
    """All that is written anywhere on a widget, in sight or not."""
    boxes = [one.text() for one in widget.findChildren(QLineEdit)]
    areas = [one.toPlainText() for one in widget.findChildren(QPlainTextEdit)]
    return "\n".join([*boxes, *areas, *(one.text() for one in widget.findChildren(QLabel))])


# Stars in every room


def test_three_results_are_starred_and_waiting_in_order(window: MainWindow, search: Search, qtbot: QtBot) -> None:
    named = search("rough sleeping")[:3]
    press(DOWN)
    for _ in range(3):
        press(Qt.Key.Key_D, CTRL)
        press(DOWN)
    assert [stop.name for stop in window.conversation.starred.shortlist.stops] == named
    press(Qt.Key.Key_4, ALT)
    room = window.refer_page
    assert room is not None
    assert room.side.list.hasFocus()
    assert [line.id for line in room.side.list.stops.lines] == list(ids(window))
    qtbot.waitUntil(lambda: "Who to ring" in words_in(room.before), timeout=LONG_MS)


def test_a_listing_is_starred_and_says_so(window: MainWindow, page: FindPage, search: Search, qtbot: QtBot) -> None:
    search("samaritans")
    press(ENTER)
    wait_for_listing(qtbot, page, PHONE)
    press(Qt.Key.Key_D, CTRL)
    assert ids(window) == (PHONE,)
    assert button(page.listing, HELD).isVisible()
    press(Qt.Key.Key_D, CTRL)
    assert ids(window) == ()


def test_a_place_in_check_is_starred(window: MainWindow, qtbot: QtBot) -> None:
    press(Qt.Key.Key_2, ALT)
    check = window.check_page
    assert isinstance(check, CheckPage)
    qtbot.waitUntil(lambda: bool(check.places.places.rows), timeout=LONG_MS)
    check.places.enter()
    press(Qt.Key.Key_D, CTRL)
    row = check.places.places.rows[0]
    assert row.card is not None
    assert ids(window) == (row.card.line.id,)
    press(ENTER)
    qtbot.waitUntil(lambda: check.places.reading, timeout=LONG_MS)
    press(Qt.Key.Key_D, CTRL)
    assert ids(window) == ()


def test_a_service_of_a_step_is_starred(window: MainWindow, qtbot: QtBot) -> None:
    press(Qt.Key.Key_3, ALT)
    pathways = window.pathways_page
    assert pathways is not None
    qtbot.waitUntil(lambda: pathways.menu.filled, timeout=LONG_MS)
    pathways.open(*ROUGH)
    qtbot.waitUntil(lambda: pathways.shown == ROUGH, timeout=LONG_MS)

    def stars() -> list[Star]:
        return [star for star in pathways.findChildren(Star) if star.isVisible()]

    qtbot.waitUntil(lambda: bool(stars()), timeout=LONG_MS)
    stars()[0].setFocus()
    press(Qt.Key.Key_D, CTRL)
    assert len(ids(window)) == 1
    assert [star.accessibleName().startswith(HELD) for star in stars()].count(True) >= 1


def test_a_full_shortlist_says_so_in_any_room(window: MainWindow, search: Search, named: dict[str, str]) -> None:
    others = [one for one in named if one != PHONE][:MOST]
    window.conversation.starred.put(Shortlist(tuple(Stop(one, named[one]) for one in others)))
    press(Qt.Key.Key_1, ALT)
    search("samaritans")
    press(DOWN)
    press(Qt.Key.Key_D, CTRL)
    assert ids(window) == tuple(others)
    bar = window.conversation._bar
    assert bar is not None
    assert bar.isVisible()
    assert f"it holds {MOST} services" in bar.text
    press(DOWN)
    assert not bar.isVisible()


# From a listing to paper


def test_from_a_listing_two_presses_print_a_sheet_and_one_goes_back_to_it(
    window: MainWindow, room: ReferPage, search: Search, printed: Path, qtbot: QtBot
) -> None:
    page = window.find_page
    press(Qt.Key.Key_1, ALT)
    search("samaritans")
    press(ENTER)
    wait_for_listing(qtbot, page, PHONE)
    press(Qt.Key.Key_P, CTRL)
    press(ENTER)
    assert on_paper(printed, room, qtbot) >= 1
    assert "Samaritans" in sheet(room, qtbot)
    assert ids(window) == ()
    press(ESCAPE)
    wait_for_listing(qtbot, page, PHONE)
    press(Qt.Key.Key_4, ALT)
    assert has_keyboard(room.views.empty), "a sheet of one listing is not in the way of the shortlist"


def test_a_sheet_that_is_open_follows_the_shortlist(
    window: MainWindow, room: ReferPage, put: Callable[..., None], search: Search, qtbot: QtBot
) -> None:
    put(OLD)
    press(Qt.Key.Key_P, CTRL)
    sheet(room, qtbot)
    press(Qt.Key.Key_1, ALT)
    search("national domestic abuse helpline")
    press(DOWN)
    press(Qt.Key.Key_D, CTRL)
    press(Qt.Key.Key_4, ALT)
    assert sheets(room).frame.title.text() == "A sheet for 2 services"
    assert window.conversation.starred.shortlist.stops[1].name in sheet(room, qtbot)


# Before you send someone


def test_stops_are_put_in_order_by_keyboard(window: MainWindow, put: Callable[..., None]) -> None:
    put(OLD, PHONE)
    press(DOWN, ALT)
    assert ids(window) == (PHONE, OLD)
    press(Qt.Key.Key_Up, ALT)
    assert ids(window) == (OLD, PHONE)
    press(DELETE)
    assert ids(window) == (PHONE,)
    press(Qt.Key.Key_Z, CTRL)
    assert ids(window) == (OLD, PHONE)


@pytest.mark.parametrize(
    ("stop", "label", "says"),
    [
        (CLOSED, "Do not send yet", "This service has closed."),
        (UNCLEAR, "Ring first", "It may no longer run."),
        (OLD, "Ring first", "nobody has checked it"),
        (REFERRED, "Do not send yet", "You cannot refer here yourself."),
    ],
)
def test_the_worst_that_is_known_of_a_stop_comes_first(
    room: ReferPage, put: Callable[..., None], stop: str, label: str, says: str
) -> None:
    put(PHONE, stop)
    press(DOWN)
    said = words_in(room.before)
    assert says in said
    assert said.index("Before you send someone") < said.index(label) < said.rindex(says)
    (line,) = (line for line in room.side.list.stops.lines if line.id == stop)
    assert line.grade == {"Do not send yet": "stop", "Ring first": "first"}[label]


def test_whoever_can_refer_there_is_not_stopped(room: ReferPage, put: Callable[..., None], qtbot: QtBot) -> None:
    put(REFERRED)
    room.head.role.setFocus()
    type_words("probation")
    qtbot.waitUntil(lambda: "You cannot refer here yourself" not in words_in(room.before), timeout=LONG_MS)
    room.head.role.setCurrentIndex(0)


def test_stops_are_compared_and_one_key_goes_back(room: ReferPage, put: Callable[..., None], qtbot: QtBot) -> None:
    put(OLD, PHONE)
    press(Qt.Key.Key_E, CTRL)
    view = room.views.comparison()
    qtbot.waitUntil(lambda: bool(view.model.rows) and view.table.hasFocus(), timeout=LONG_MS)
    assert "Samaritans" in " ".join(view.model.names)
    press(Qt.Key.Key_Left, ALT)
    assert room.side.list.hasFocus()


def test_the_listing_of_a_stop_is_read_in_find(
    room: ReferPage, page: FindPage, put: Callable[..., None], qtbot: QtBot
) -> None:
    put(PHONE)
    button(room.before, "Read the whole listing").setFocus()
    press(ENTER)
    wait_for_listing(qtbot, page, PHONE)
    press(Qt.Key.Key_4, ALT)
    assert room.side.list.hasFocus()


# Sheets


def test_where_paper_may_not_be_safe_the_discreet_sheet_comes_first(
    room: ReferPage, put: Callable[..., None], printed: Path, qtbot: QtBot
) -> None:
    put(TELLS)
    press(Qt.Key.Key_P, CTRL)
    sheet(room, qtbot)
    view = sheets(room)
    qtbot.waitUntil(lambda: has_keyboard(view.frame.warning_button), timeout=LONG_MS)
    press(ENTER)
    discreet = view.frame.discreet
    qtbot.waitUntil(lambda: discreet.offered is not None, timeout=LONG_MS)
    assert has_keyboard(discreet.answers["safe"]) or has_keyboard(discreet)
    discreet.answers["seen"].setFocus()
    press(ENTER)
    text = sheet(room, qtbot)
    assert "abuse" not in text.casefold()
    assert "refuge" not in text.casefold()
    (name,) = discreet.names
    name.box.setFocus()
    name.box.clear()
    type_words("women's aid refuge")
    press(ENTER)
    assert discreet.approved is None
    assert name.refused
    name.box.clear()
    type_words("Sam")
    press(ENTER)
    assert "Sam" in sheet(room, qtbot)
    view.frame.bar.print.setFocus()
    press(ENTER)
    assert on_paper(printed, room, qtbot) == 1


def test_one_key_goes_through_the_parts_of_a_sheet(room: ReferPage, put: Callable[..., None], qtbot: QtBot) -> None:
    put(PHONE)
    press(Qt.Key.Key_P, CTRL)
    sheet(room, qtbot)
    frame = sheets(room).frame
    for part in (frame.body, frame.kinds, frame.bar, frame.body):
        press(Qt.Key.Key_F6)
        assert has_keyboard(part)


def words(room: ReferPage, qtbot: QtBot) -> QPlainTextEdit:
    """The first box of "In my words", with something typed in it."""
    press(Qt.Key.Key_P, CTRL)
    view = sheets(room)
    view.choose("words")
    view.enter()
    box = next(iter(view.frame.words.boxes.values()))
    assert box.hasFocus()
    type_words(CANARY)
    qtbot.waitUntil(lambda: CANARY in sheet(room, qtbot), timeout=LONG_MS)
    return box


def test_words_are_forgotten_when_they_were_printed_and_no_sooner(
    room: ReferPage, put: Callable[..., None], printed: Path, qtbot: QtBot
) -> None:
    put(PHONE)
    box = words(room, qtbot)
    press(Qt.Key.Key_1, ALT)
    press(Qt.Key.Key_4, ALT)
    assert box.toPlainText() == CANARY
    press(ESCAPE)
    press(Qt.Key.Key_P, CTRL)
    sheets(room).choose("words")
    qtbot.waitUntil(lambda: CANARY in sheet(room, qtbot), timeout=LONG_MS)
    sheets(room).enter()
    press(Qt.Key.Key_P, CTRL)
    assert box.toPlainText() == CANARY
    assert has_keyboard(sheets(room).frame.bar.print)
    press(ENTER)
    on_paper(printed, room, qtbot)
    assert CANARY not in everything_on(room)
    assert "The words are forgotten." in sheets(room).frame.bar.told.text()


def test_words_are_forgotten_when_cleared(room: ReferPage, put: Callable[..., None], qtbot: QtBot) -> None:
    put(PHONE)
    box = words(room, qtbot)
    sheets(room).frame.words.clear_button.setFocus()
    press(ENTER)
    assert not box.toPlainText()
    assert CANARY not in sheet(room, qtbot)


def test_a_calendar_has_the_appointments_and_the_dates_of_a_transition(
    window: MainWindow, room: ReferPage, put: Callable[..., None], tmp_path: Path, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_3, ALT)
    pathways = window.pathways_page
    assert pathways is not None
    qtbot.waitUntil(lambda: pathways.menu.filled, timeout=LONG_MS)
    pathways.open(*PRISON)
    qtbot.waitUntil(lambda: pathways.shown == PRISON, timeout=LONG_MS)
    today = london_now().date()
    pathways.pick_day(today + timedelta(days=40))
    qtbot.waitUntil(lambda: pathways.timeline is not None, timeout=LONG_MS)
    put(PHONE)
    room.before.appointment.day.boxes[0].setFocus()
    type_words(f"{today + timedelta(days=41):%d/%m/%Y}")
    room.before.appointment.time.setFocus()
    type_words("1430")
    press(Qt.Key.Key_P, CTRL)
    view = sheets(room)
    view._giving._ask_file = Dialog(tmp_path / "reminders.ics")
    view.choose("calendar")
    qtbot.waitUntil(lambda: view._reminders is not None, timeout=LONG_MS)
    view.enter()
    press(ENTER)
    qtbot.waitUntil((tmp_path / "reminders.ics").exists, timeout=LONG_MS)
    written = (tmp_path / "reminders.ics").read_text(encoding="utf-8")
    assert written.count("BEGIN:VEVENT") > 2
    assert "143000" in written or "133000" in written
    assert "amaritans" not in written
    assert "rison" not in written
    press(DELETE, CTRL | SHIFT)
    assert pathways.timeline is None
    assert not ids(window)


def test_the_counts_of_referrals_are_saved_for_commissioners(
    window: MainWindow, room: ReferPage, tmp_path: Path, qtbot: QtBot
) -> None:
    path, (save,) = tmp_path / "c.csv", (one for one in window.commands.items() if one.text().startswith("Save the c"))
    room.counts._ask = asked = Dialog(path)
    save.trigger()
    qtbot.waitUntil(lambda: "Saved as" in room.head.told.text(), timeout=LONG_MS)
    assert asked.named == ["referral-counts"]
    assert "under five" in room.head.told.text()
    assert path.read_text(encoding="utf-8-sig").startswith("Service")
    room.counts._ask = Dialog(tmp_path / "nowhere" / "c.csv")
    save.trigger()
    qtbot.waitUntil(lambda: "cannot be written" in room.head.told.text(), timeout=LONG_MS)


# Forgetting


def note_all(window: MainWindow, room: ReferPage, qtbot: QtBot) -> None:
    """Type in every box of the room, and copy a number."""
    button(room.before, "Copy").click()
    room.before.note.box.setFocus()
    type_words(CANARY)
    room.before.appointment.time.setFocus()
    type_words("1430")
    words(room, qtbot)
    sheets(room).choose("person")
    sheets(room).frame.options.place.setFocus()
    type_words("SE5")
    assert set(window.conversation.person.held) == {"shortlist", "words"}


def assert_forgotten(window: MainWindow, room: ReferPage) -> None:
    assert not ids(window)
    assert not window.conversation.person.said
    assert QGuiApplication.clipboard().text() == ""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = everything_on(room)
    assert not [one for one in (CANARY, "1430", "SE5", "Samaritans") if one in left]
    assert window.windowTitle() == "Navigator"
    assert has_keyboard(room.views.empty)


def test_one_key_forgets_the_shortlist_and_all_that_was_typed(
    window: MainWindow, room: ReferPage, put: Callable[..., None], qtbot: QtBot
) -> None:
    put(PHONE)
    note_all(window, room, qtbot)
    press(DELETE, CTRL | SHIFT)
    assert_forgotten(window, room)
    press(Qt.Key.Key_Z, CTRL)
    assert not ids(window)


def test_a_shortlist_nobody_goes_on_with_is_forgotten_and_named_before(
    window: MainWindow, room: ReferPage, put: Callable[..., None], qtbot: QtBot
) -> None:
    put(PHONE)
    assert window.conversation.forgetting is not None
    idle, time = window.conversation.forgetting.idle, Time()
    idle._now = time
    note_all(window, room, qtbot)
    time.seconds += MINUTES * 60 - 30
    idle.look()
    bar = window.conversation.forgetting.bar
    assert bar is not None
    assert bar.text.startswith("The shortlist and the words will be forgotten in 30 seconds.")
    time.seconds += 31
    idle.look()
    assert_forgotten(window, room)


def test_what_is_typed_for_one_listing_s_sheet_is_forgotten_too(
    window: MainWindow, room: ReferPage, page: FindPage, search: Search, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_1, ALT)
    search("samaritans")
    press(ENTER)
    wait_for_listing(qtbot, page, PHONE)
    words(room, qtbot)
    assert window.conversation.person.held == ("words",)
    press(DELETE, CTRL | SHIFT)
    assert_forgotten(window, room)


# Other directories


class Broken(Desk):
    """A directory that cannot be read any more, until it ``works``."""

    works = False

    def refer(self, look_up: Callable[[Refer], Any]) -> Any:
        if not self.works:
            raise NavigatorError("The disk was taken out.")
        return super().refer(look_up)


def test_a_directory_that_cannot_be_read_says_so_and_can_be_tried_again(
    open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    opened: list[Broken] = []

    def open_desk() -> Desk:
        opened.append(Broken(Store.open(tmp_path)))
        return opened[0]

    window = open_window(open_desk)
    window.conversation.starred.put(Shortlist((Stop(PHONE, "Samaritans"),)))
    press(Qt.Key.Key_4, ALT)
    room = window.refer_page
    assert room is not None
    qtbot.waitUntil(lambda: "The directory cannot be read." in words_in(room), timeout=LONG_MS)
    assert "press F8" in words_in(room)
    for key in (Qt.Key.Key_P, Qt.Key.Key_E):
        press(key, CTRL)
        assert "The directory cannot be read." in words_in(room)
    opened[0].works = True
    focus = QApplication.focusWidget()
    assert focus is not None
    assert room.isAncestorOf(focus)
    press(ENTER)
    qtbot.waitUntil(lambda: room.knowing.before(PHONE) is not None, timeout=LONG_MS)
    assert room.side.list.hasFocus()


HOSTILE = '<script>alert(1)</script> {{ 7*7 }} <img src="file:///etc/passwd"> \u202eabc'


def test_a_hostile_listing_is_only_words(
    open_window: OpenWindow, fill: Fill, make_listing: MakeListing, tmp_path: Path, qtbot: QtBot
) -> None:
    facts = {"how_to_refer": HOSTILE, "description": f"{HOSTILE}{'x ' * 1500}", "phones": [{"number": "0800 00 1111"}]}
    fill(tmp_path / "services.sqlite", [make_listing("hostile", name=HOSTILE[:60], **facts)])
    window = open_window()
    window.conversation.starred.put(Shortlist((Stop("hostile", HOSTILE[:60]),)))
    press(Qt.Key.Key_4, ALT)
    room = window.refer_page
    assert room is not None
    qtbot.waitUntil(lambda: room.knowing.before("hostile") is not None, timeout=LONG_MS)
    assert "<script>" in words_in(room.before)
    press(Qt.Key.Key_P, CTRL)
    kinds: tuple[Kind, ...] = ("person", "worker")
    for kind in kinds:
        sheets(room).choose(kind)
        text = sheet(room, qtbot)
        assert "<script>alert(1)</script>" in text
        assert "{{ 7*7 }}" in text
        assert "\u202e" not in text
