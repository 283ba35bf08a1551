"""The room in the whole window, as its users go through it by keyboard, with the other rooms beside it."""

from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.directory.backups import back_up, backups
from navigator.directory.records import read_listing
from navigator.listings.changes.editor import Author, Edit, Editor
from navigator.refer.shortlist import Shortlist, Stop
from tests.check_window.asking import words_in
from tests.find_window.conftest import (
    ALT,
    CTRL,
    LONG_MS,
    SHIFT,
    OpenWindow,
    _nothing_leads_outside,
    bring_to_front,
    button,
    has_keyboard,
    open_window,
    press,
    shown_text,
    theme,
    type_words,
    wait_for_listing,
)
from tests.listings.three import changed
from tests.pathways_window.test_room import ROUGH, Time
from ui.listings.add.view import AddView
from ui.listings.checks.hour_view import HourView
from ui.listings.checks.run_view import RunView
from ui.listings.checks.verify_view import VerifyView
from ui.listings.copies.backups_view import BackupsView
from ui.listings.copies.view import CopiesView
from ui.listings.form.view import FormView
from ui.listings.leaving import LeavingDialog
from ui.listings.many.view import ManyView
from ui.listings.page import ListingsPage
from ui.listings.past.confidential_view import ConfidentialView
from ui.listings.twins.merge_view import MergeView
from ui.listings.twins.pairs_view import PairsView
from ui.listings.view import View
from ui.listings.views import KINDS
from ui.shell.main_window import MainWindow
from ui.shell.star import Star

__all__ = ["_nothing_leads_outside", "open_window", "theme"]

ENTER, ESCAPE, DOWN = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down
SPACE, TAB, LEFT = Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.MouseButton.LeftButton
ID, NAME, NUMBER, OTHER = "samaritans", "Samaritans", "116 123", "020 7946 0000"
PLACE, STREET = "manna-society-day-centre", b"6 Melior Street"
ALL = 158
_View = TypeVar("_View", bound=View)


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked before something typed would be lost; the answer is to leave without saving.

    With another answer at its end, it is that.
    """
    said: list[str] = []

    def leave(dialog: LeavingDialog) -> int:
        last = said[-1] if said else ""
        dialog.answer = "stay" if last == "stay" else "save" if last == "save" else "leave"
        said.append(dialog.accessibleDescription())
        return 1

    monkeypatch.setattr(LeavingDialog, "exec", leave)
    return said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of the window."""
    return tmp_path / "data"


@pytest.fixture
def window(open_window: OpenWindow, folder: Path, qtbot: QtBot) -> MainWindow:
    """A window over the directory that ships."""
    made = open_window(store=Store.open(folder))
    qtbot.waitUntil(lambda: made.find_page.inquiry.answered is not None, timeout=LONG_MS)
    return made


@pytest.fixture
def room(window: MainWindow, qtbot: QtBot) -> ListingsPage:
    """The room, with all listings in the table."""
    return enter(window, qtbot)


def enter(window: MainWindow, qtbot: QtBot) -> ListingsPage:
    """Go to the room, and wait for its table."""
    press(Qt.Key.Key_5, ALT)
    made = window.listings_page
    assert made is not None
    qtbot.waitUntil(lambda: made.table.model.rowCount() > 0, timeout=LONG_MS)
    return made


def choose(room: ListingsPage, qtbot: QtBot, name: str, service_id: str) -> None:
    """Type a name and go down to the listing."""
    room.table.enter()
    type_words(name)
    qtbot.waitUntil(lambda: room.table.model.rowCount() == 1, timeout=LONG_MS)
    press(DOWN)
    qtbot.waitUntil(lambda: room.chosen == service_id and room.table.pane.shown == service_id, timeout=LONG_MS)


def shown(room: ListingsPage, kind: type[_View], qtbot: QtBot) -> _View:
    """Wait for a view."""
    qtbot.waitUntil(lambda: isinstance(room.views.shown, kind), timeout=LONG_MS)
    view = room.views.shown
    assert isinstance(view, kind)
    return view


def tab_to(words: str) -> None:
    """Go on with Tab to a button with these words."""
    for _ in range(60):
        focus = QApplication.focusWidget()
        if str(getattr(focus, "text", str)()).startswith(words):
            return
        press(TAB)
    pytest.fail(f"Tab never came to {words}")


def form_of(room: ListingsPage, qtbot: QtBot) -> FormView:
    """Wait until the form has the keyboard in a field."""
    view = shown(room, FormView, qtbot)
    qtbot.waitUntil(lambda: view.form.body is not None and has_keyboard(view.form.body), timeout=LONG_MS)
    return view


def save(view: FormView, qtbot: QtBot) -> str:
    """Look at what changes, and save it with Enter; gives what was seen."""
    press(Qt.Key.Key_S, CTRL)
    review = view.saving.review
    qtbot.waitUntil(lambda: has_keyboard(review), timeout=LONG_MS)
    seen = shown_text(review)
    press(ENTER)
    qtbot.waitUntil(lambda: not view.isVisible(), timeout=LONG_MS)
    return seen


def now(folder: Path, service_id: str = ID) -> Any:
    """A listing as the directory of a data folder has it."""
    with Store.open(folder).reading() as connection:
        return read_listing(connection, service_id)


def told(room: ListingsPage, begins: str, qtbot: QtBot) -> None:
    """Wait until the head says something."""
    qtbot.waitUntil(lambda: room.head.told.text().startswith(begins), timeout=LONG_MS)


def count_of(room: ListingsPage, kind: str) -> int:
    """How many listings a view says that it holds."""
    return next(one.count for one in room.table._offered.fixed if one.view.kind == kind)


def tab_to_box(box: QWidget) -> None:
    """Go on with Tab to a box."""
    for _ in range(10):
        if box.hasFocus():
            return
        press(TAB)
    pytest.fail("Tab never came to the box")


def edit_number(room: ListingsPage, qtbot: QtBot, number: str) -> FormView:
    """Open the form of a listing, and type another number."""
    room.editing.turn(on=True)
    room.show_view("form", ID, "phones.1.number")
    view = form_of(room, qtbot)
    press(Qt.Key.Key_A, CTRL)
    type_words(number)
    return view


def face_both(view: FormView, qtbot: QtBot) -> str:
    """Try to save; gives what is shown of both."""
    press(Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: has_keyboard(view.saving.review), timeout=LONG_MS)
    press(ENTER)
    qtbot.waitUntil(lambda: has_keyboard(view.saving.conflict), timeout=LONG_MS)
    return words_in(view.saving.conflict)


def test_a_listing_is_read_and_left_again_and_edited_by_keyboard(room: ListingsPage, qtbot: QtBot) -> None:
    choose(room, qtbot, "samar", ID)
    press(ENTER)
    assert has_keyboard(room.table.pane)
    press(ESCAPE)
    assert has_keyboard(room.table.table)
    press(Qt.Key.Key_E, CTRL | SHIFT)
    assert room.editing.on
    press(ENTER)
    tab_to("Edit")
    press(ENTER)
    view = form_of(room, qtbot)
    view.form.focus_field("hours")
    while not isinstance(QApplication.focusWidget(), QLineEdit):
        press(TAB)
    press(Qt.Key.Key_A, CTRL)
    type_words("Mo-Fr 09:00-17:00")
    assert "Hours: " in save(view, qtbot)
    told(room, f"{NAME} was saved: Hours.", qtbot)
    assert has_keyboard(room.table.table)
    assert room.chosen == ID
    qtbot.waitUntil(lambda: "09:00 to 17:00" in shown_text(room.table.pane), timeout=LONG_MS)


def test_a_listing_is_edited_and_that_undone_by_mouse(room: ListingsPage, folder: Path, qtbot: QtBot) -> None:
    def click(widget: QWidget) -> None:
        qtbot.waitUntil(widget.isVisible, timeout=LONG_MS)
        QTest.mouseClick(widget, LEFT)

    click(room.head.switch)
    table = room.table.table
    place = table.visualRect(table.model().index(2, 0)).center()
    QTest.mouseClick(table.viewport(), LEFT, pos=place)
    qtbot.waitUntil(lambda: bool(room.chosen) and room.table.pane.shown == room.chosen, timeout=LONG_MS)
    chosen = room.chosen
    click(room.table.pane.acts["form"])
    view = form_of(room, qtbot)
    view.form.focus_field("email")
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    before = now(folder, chosen).email
    box.selectAll()
    type_words("new@example.org")
    click(view.form.foot.save)
    click(view.saving.review.save)
    qtbot.waitUntil(lambda: not view.isVisible(), timeout=LONG_MS)
    assert now(folder, chosen).email == "new@example.org"
    assert room.chosen == chosen
    click(room.head.undo)
    told(room, "That was undone.", qtbot)
    assert now(folder, chosen).email == before
    assert has_keyboard(table)


def test_a_new_number_is_in_every_room_at_once_and_undone_with_one_key(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    find = window.find_page
    type_words("samaritans")
    press(ENTER)
    wait_for_listing(qtbot, find, ID)
    assert NUMBER in shown_text(find.listing)
    press(Qt.Key.Key_2, ALT)
    check = window.check_page
    assert check is not None
    qtbot.waitUntil(lambda: bool(check.places.places.rows), timeout=LONG_MS)
    check.places.reasons.place_asked.emit(ID)
    qtbot.waitUntil(lambda: NUMBER in words_in(check.places), timeout=LONG_MS)
    window.conversation.starred.put(Shortlist((Stop(ID, NAME),)))
    press(Qt.Key.Key_4, ALT)
    refer = window.refer_page
    assert refer is not None
    qtbot.waitUntil(lambda: NUMBER in words_in(refer.before), timeout=LONG_MS)
    room = enter(window, qtbot)
    assert f"Phone: {OTHER}" in save(edit_number(room, qtbot, OTHER), qtbot)
    told(room, f"{NAME} was saved: Phone.", qtbot)
    for key, shows in ((Qt.Key.Key_1, find.listing), (Qt.Key.Key_2, check.places), (Qt.Key.Key_4, refer.before)):
        press(key, ALT)
        qtbot.waitUntil(partial(_says, shows, OTHER), timeout=LONG_MS)
        assert not _says(shows, NUMBER)
    press(Qt.Key.Key_5, ALT)
    assert button(room.head, "Undo").isVisible()
    press(Qt.Key.Key_Z, CTRL)
    told(room, "That was undone.", qtbot)
    assert now(folder).phones[0].number == NUMBER
    press(Qt.Key.Key_1, ALT)
    qtbot.waitUntil(lambda: NUMBER in shown_text(find.listing), timeout=LONG_MS)


def _says(shows: QWidget, words: str) -> bool:
    return words in words_in(shows)


def test_a_check_from_find_leads_back_there_and_the_views_count_it(window: MainWindow, qtbot: QtBot) -> None:
    find = window.find_page
    type_words("samaritans")
    press(ENTER)
    wait_for_listing(qtbot, find, ID)
    press(Qt.Key.Key_V, CTRL | SHIFT)
    room = window.listings_page
    assert room is not None
    assert has_keyboard(room.head.switch)
    press(ENTER)
    view = shown(room, VerifyView, qtbot)
    qtbot.waitUntil(lambda: view.listing is not None, timeout=LONG_MS)
    press(ESCAPE)
    wait_for_listing(qtbot, find, ID)
    press(Qt.Key.Key_V, CTRL | SHIFT)
    qtbot.waitUntil(lambda: view.listing is not None and has_keyboard(view.frame.ticks), timeout=LONG_MS)
    press(SPACE)
    press(ENTER)
    wait_for_listing(qtbot, find, ID)
    qtbot.waitUntil(lambda: "Checked with the service" in shown_text(find.listing), timeout=LONG_MS)
    bar = window.conversation._bar
    assert bar is not None
    assert bar.text.startswith(f"{NAME}: checked by phone.")
    press(Qt.Key.Key_5, ALT)
    qtbot.waitUntil(lambda: count_of(room, "never-checked") == ALL - 1, timeout=LONG_MS)
    press(Qt.Key.Key_Z, CTRL)
    told(room, "That was undone.", qtbot)
    qtbot.waitUntil(lambda: count_of(room, "never-checked") == ALL, timeout=LONG_MS)


def test_an_hour_goes_through_listings_edits_what_changed_and_comes_back(
    room: ListingsPage, folder: Path, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_E, CTRL | SHIFT)
    room.head.does["hour"].setFocus()
    press(ENTER)
    hour = shown(room, HourView, qtbot)
    qtbot.waitUntil(lambda: has_keyboard(hour.begins), timeout=LONG_MS)
    press(ENTER)
    run = shown(room, RunView, qtbot)
    qtbot.waitUntil(lambda: run.run is not None and has_keyboard(run.frame.ask), timeout=LONG_MS)
    assert run.run is not None
    first, facts = run.run.service_id, len(run.run.facts)
    for key in "yc" + "n" * (facts - 2):
        type_words(key)
    press(ENTER)
    qtbot.waitUntil(lambda: has_keyboard(run.frame.after), timeout=LONG_MS)
    press(ENTER)
    form = form_of(room, qtbot)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    assert box.accessibleName() == "Number"
    press(Qt.Key.Key_A, CTRL)
    type_words(OTHER)
    save(form, qtbot)
    assert shown(room, RunView, qtbot) is run
    assert has_keyboard(button(run, "Next listing"))
    assert now(folder, first).phones[0].number == OTHER
    press(ENTER)
    qtbot.waitUntil(lambda: run.run is not None and has_keyboard(run.frame.ask), timeout=LONG_MS)
    second = run.run.service_id
    type_words("x")
    qtbot.waitUntil(lambda: run.run is not None and run.run.service_id not in {first, second}, timeout=LONG_MS)
    assert "nobody answered" in room.head.told.text()
    press(ESCAPE)
    assert shown(room, HourView, qtbot) is hour
    press(ESCAPE)
    assert has_keyboard(room.table.table)


def test_a_pair_is_merged_and_the_merge_undone(room: ListingsPage, folder: Path, qtbot: QtBot) -> None:
    press(Qt.Key.Key_E, CTRL | SHIFT)
    room.head.does["pairs"].setFocus()
    press(ENTER)
    pairs = shown(room, PairsView, qtbot)
    qtbot.waitUntil(lambda: has_keyboard(pairs.list) and pairs.chosen.merge.isVisible(), timeout=LONG_MS)
    pair = pairs.pair
    assert pair is not None
    tab_to("Merge")
    press(ENTER)
    merge = shown(room, MergeView, qtbot)
    qtbot.waitUntil(lambda: merge.merge.isVisible() and has_keyboard(merge), timeout=LONG_MS)
    tab_to("Merge")
    press(ENTER)
    told(room, "Merged: ", qtbot)
    assert shown(room, PairsView, qtbot) is pairs
    assert has_keyboard(pairs)
    statuses = [now(folder, one.id).status for one in (pair.one, pair.other)]
    assert statuses.count("closed") == 1
    press(Qt.Key.Key_Z, CTRL)
    told(room, "That was undone.", qtbot)
    assert [now(folder, one.id).status for one in (pair.one, pair.other)] == [pair.one.status, pair.other.status]
    qtbot.waitUntil(lambda: pairs.pair is not None and has_keyboard(pairs.list), timeout=LONG_MS)


def test_one_field_of_three_rows_is_changed_and_undone_as_one(room: ListingsPage, folder: Path, qtbot: QtBot) -> None:
    press(Qt.Key.Key_E, CTRL | SHIFT)
    press(Qt.Key.Key_Home)
    press(DOWN, SHIFT, times=2)
    qtbot.waitUntil(room.table.pane.many["many"].isVisible, timeout=LONG_MS)
    press(ENTER)
    tab_to("Change one field")
    press(ENTER)
    many = shown(room, ManyView, qtbot)
    ids = many._ids
    before = [now(folder, one).required_documents for one in ids]
    type_words("What")
    assert many.form.field.path == "required_documents"
    tab_to_box(many.form.line)
    type_words("A letter from the council")
    press(ENTER)
    qtbot.waitUntil(lambda: has_keyboard(many.preview), timeout=LONG_MS)
    assert "3 listings" in shown_text(many.preview)
    press(ENTER)
    told(room, "3 listings were changed.", qtbot)
    assert has_keyboard(room.table.table)
    assert room.table.table.count == 3
    assert all("A letter from the council" in now(folder, one).required_documents for one in ids)
    press(Qt.Key.Key_Z, CTRL)
    told(room, "That was undone.", qtbot)
    assert [now(folder, one).required_documents for one in ids] == before


def test_an_address_made_confidential_is_gone_from_all_that_is_kept(
    room: ListingsPage, folder: Path, qtbot: QtBot
) -> None:
    store = Store.open(folder)
    for number in ("Rings back.", "Rings back soon."):
        Editor(store).save([Edit(changed(store, PLACE, description=number))])
    assert backups(store)
    press(Qt.Key.Key_E, CTRL | SHIFT)
    choose(room, qtbot, "manna centre", PLACE)
    press(ENTER)
    tab_to("Edit")
    press(ENTER)
    form = form_of(room, qtbot)
    form.form.focus_field("locations")
    tab_to("Make confidential")
    press(ENTER)
    hiding = shown(room, ConfidentialView, qtbot)
    qtbot.waitUntil(lambda: has_keyboard(hiding) and hiding.main.isVisible(), timeout=LONG_MS)
    assert now(folder, PLACE).locations[0].address_1
    tab_to("Make it confidential...")
    press(ENTER)
    assert has_keyboard(hiding.no)
    tab_to("Yes, for good")
    press(ENTER)
    told(room, "Manna Centre: place 1 is confidential.", qtbot)
    assert not room.head.undo.isVisible()
    (place,) = now(folder, PLACE).locations
    assert place.confidential
    assert place.address_1 is None
    assert [path.name for path in folder.rglob("*") if path.is_file() and STREET in path.read_bytes()] == []
    press(ESCAPE)
    assert form_of(room, qtbot) is form
    assert STREET.decode() not in words_in(form)
    press(ESCAPE)
    qtbot.waitUntil(lambda: STREET.decode() not in words_in(room.table.pane), timeout=LONG_MS)


def test_a_colleague_s_copy_is_opened_and_taken_and_what_is_newer_here_stays(
    room: ListingsPage, folder: Path, open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    copy, theirs = tmp_path / "for-kb.sqlite", tmp_path / "theirs"
    here, there = Store.open(folder), Store.open(theirs)
    Editor(here).save([Edit(changed(here, ID, description="Theirs is newer."))], Author("AB"))
    Editor(here).save([Edit(changed(here, PLACE, description="To be taken."))], Author("AB"))
    later = datetime.now(UTC) + timedelta(hours=1)
    Editor(there, lambda: later).save([Edit(changed(there, ID, description="This stays."))], Author("KB"))
    room.head.does["copies"].setFocus()
    press(ENTER)
    sending = shown(room, CopiesView, qtbot)
    sending._ask = lambda *_: copy
    assert has_keyboard(button(sending, "Copy the directory"))
    press(ENTER)
    qtbot.waitUntil(copy.exists, timeout=LONG_MS)
    told(room, "", qtbot)
    qtbot.waitUntil(lambda: not sending._busy, timeout=LONG_MS)
    other = open_window(store=there)
    qtbot.waitUntil(lambda: other.find_page.inquiry.answered is not None, timeout=LONG_MS)
    second = enter(other, qtbot)
    press(Qt.Key.Key_E, CTRL | SHIFT)
    second.head.does["copies"].setFocus()
    press(ENTER)
    taking = shown(second, CopiesView, qtbot)
    taking._ask_open = lambda *_: copy
    tab_to("Open a colleague")
    press(ENTER)
    qtbot.waitUntil(lambda: taking.compare.choices is not None and has_keyboard(taking.compare), timeout=LONG_MS)
    tab_to("Accept")
    press(ENTER)
    tab_to("Take 1 listing")
    press(ENTER)
    qtbot.waitUntil(lambda: now(theirs, PLACE).description == "To be taken.", timeout=LONG_MS)
    assert now(theirs).description == "This stays."


def test_a_backup_is_put_back_and_everything_shows_it(
    window: MainWindow, room: ListingsPage, folder: Path, qtbot: QtBot
) -> None:
    store, find = Store.open(folder), window.find_page
    Editor(store).save([Edit(changed(store, ID, name="Samaritans before"))])
    window._watching.look()
    qtbot.waitUntil(lambda: count_of(room, "changed") == 1, timeout=LONG_MS)
    press(Qt.Key.Key_E, CTRL | SHIFT)
    room.head.does["backups"].setFocus()
    press(ENTER)
    view = shown(room, BackupsView, qtbot)
    qtbot.waitUntil(lambda: has_keyboard(view.make), timeout=LONG_MS)
    press(ENTER)
    told(room, "Backed up and verified", qtbot)
    press(ESCAPE)
    Editor(store).save([Edit(changed(store, ID, name="Samaritans after"))])
    press(Qt.Key.Key_1, ALT)
    type_words("samaritans")
    press(ENTER)
    wait_for_listing(qtbot, find, ID)
    qtbot.waitUntil(lambda: "Samaritans after" in shown_text(find.listing), timeout=LONG_MS)
    press(Qt.Key.Key_5, ALT)
    room.head.does["backups"].setFocus()
    press(ENTER)
    qtbot.waitUntil(lambda: has_keyboard(view.list) and bool(view.list.current), timeout=LONG_MS)
    press(ENTER)
    assert has_keyboard(view.no)
    tab_to("Put it back")
    press(ENTER)
    qtbot.waitUntil(lambda: "put back" in room.head.told.text().casefold(), timeout=LONG_MS)
    assert has_keyboard(view.list)
    press(Qt.Key.Key_1, ALT)
    qtbot.waitUntil(lambda: "Samaritans before" in shown_text(find.listing), timeout=LONG_MS)
    press(Qt.Key.Key_5, ALT)
    press(ESCAPE)
    choose(room, qtbot, "samar", ID)
    assert "Samaritans before" in shown_text(room.table.pane)


def test_a_new_listing_of_a_new_organisation_is_found_at_once_and_undone(
    window: MainWindow, room: ListingsPage, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_E, CTRL | SHIFT)
    room.head.does["add"].setFocus()
    press(ENTER)
    add = shown(room, AddView, qtbot)
    assert has_keyboard(add.name)
    type_words("Quay Street Kitchen")
    press(TAB)
    type_words("Quay Street Trust")
    qtbot.waitUntil(add.runs.new.isVisible, timeout=LONG_MS)
    tab_to("A new organisation")
    press(SPACE)
    assert add.runs.kind.hasFocus()
    press(DOWN)
    tab_to("A web page")
    press(TAB)
    type_words("https://quaystreet.org.uk/kitchen")
    press(ENTER)
    form = form_of(room, qtbot)
    form.form.focus_field("description")
    type_words("Hot meals on Sundays.")
    assert "What it is: Hot meals on Sundays." in save(form, qtbot)
    told(room, "Quay Street Kitchen was added", qtbot)
    qtbot.waitUntil(lambda: "Quay Street Trust" in shown_text(room.table.pane), timeout=LONG_MS)
    press(Qt.Key.Key_1, ALT)
    type_words("quay street kitchen")
    press(ENTER)
    qtbot.waitUntil(lambda: "Hot meals" in shown_text(window.find_page.listing), timeout=LONG_MS)
    press(Qt.Key.Key_5, ALT)
    press(Qt.Key.Key_Z, CTRL)
    told(room, "That was undone.", qtbot)
    qtbot.waitUntil(lambda: room.table.model.rowCount() == ALL, timeout=LONG_MS)
    press(Qt.Key.Key_1, ALT)
    qtbot.waitUntil(lambda: "Hot meals" not in shown_text(window.find_page), timeout=LONG_MS)


def test_of_two_windows_the_second_is_told_and_shown_both(
    window: MainWindow, room: ListingsPage, folder: Path, open_window: OpenWindow, qtbot: QtBot
) -> None:
    first = edit_number(room, qtbot, OTHER)
    other = open_window(store=Store.open(folder))
    qtbot.waitUntil(lambda: other.find_page.inquiry.answered is not None, timeout=LONG_MS)
    second = enter(other, qtbot)
    choose(second, qtbot, "samar", ID)
    save(edit_number(second, qtbot, "020 7946 0009"), qtbot)
    bring_to_front(qtbot, window)
    assert first.form.unsaved
    both = face_both(first, qtbot)
    assert OTHER in both
    assert "020 7946 0009" in both
    press(SPACE)
    press(Qt.Key.Key_S, CTRL)
    told(room, f"{NAME} was saved", qtbot)
    assert now(folder).phones[0].number == OTHER
    bring_to_front(qtbot, other)
    other._watching.look()
    qtbot.waitUntil(lambda: OTHER in shown_text(second.table.pane), timeout=LONG_MS)


def test_what_another_program_changes_is_shown_in_the_room_that_is_open(
    window: MainWindow, folder: Path, qtbot: QtBot
) -> None:
    press(Qt.Key.Key_3, ALT)
    pathways = window.pathways_page
    assert pathways is not None
    qtbot.waitUntil(lambda: pathways.menu.filled, timeout=LONG_MS)
    pathways.open(*ROUGH)
    qtbot.waitUntil(lambda: pathways.shown == ROUGH and bool(pathways.findChildren(Star)), timeout=LONG_MS)
    store, service_id = Store.open(folder), pathways.findChildren(Star)[0]._id
    Editor(store).save([Edit(changed(store, service_id, name="Called something else"))])
    window._watching.look()
    called = "Called something else"
    qtbot.waitUntil(lambda: called in [star._name for star in pathways.findChildren(Star)], timeout=LONG_MS)
    assert has_keyboard(pathways.panes.reader)


class _Seen(QObject):
    """Notes which windows come into sight."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_no_part_of_a_room_is_a_window_for_a_moment(window: MainWindow, qtbot: QtBot) -> None:
    seen, application = _Seen(), QApplication.instance()
    assert application is not None
    application.installEventFilter(seen)
    for key in (Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        press(key, ALT)
    room = enter(window, qtbot)
    room.editing.turn(on=True)
    of: dict[str, tuple[str, ...]] = {"hour": ("15",), "copies": (), "many": (ID, PLACE), "merge": (ID, PLACE)}
    for name in KINDS:
        room.show_view(name, *of.get(name, (ID,)))
        room.go_back()
    LeavingDialog(room, "It is not saved.", save="Save", leave="Leave").deleteLater()
    application.removeEventFilter(seen)
    assert set(room.views.made) == set(KINDS)
    assert not seen.windows
    room.editing.turn(on=False)


def test_a_damaged_copy_says_so_and_leads_to_the_backups(open_window: OpenWindow, folder: Path, qtbot: QtBot) -> None:
    store = Store.open(folder)
    for words in ("Before.", "After."):
        Editor(store).save([Edit(changed(store, ID, description=words))])
    back_up(store)
    store.own.write_bytes(store.own.read_bytes()[:4096] + b"\0" * 90_000)
    window = open_window(store=store)
    qtbot.waitUntil(lambda: window.find_page.broken, timeout=LONG_MS)
    press(Qt.Key.Key_5, ALT)
    room = window.listings_page
    assert room is not None
    qtbot.waitUntil(lambda: "is damaged" in words_in(room), timeout=LONG_MS)
    assert has_keyboard(room.damage)
    press(TAB)
    press(ENTER)
    view = shown(room, BackupsView, qtbot)
    qtbot.waitUntil(lambda: has_keyboard(view.list) and bool(view.list.current), timeout=LONG_MS)
    press(Qt.Key.Key_E, CTRL | SHIFT)
    view.list.setFocus()
    press(ENTER)
    tab_to("Put it back")
    press(ENTER)
    qtbot.waitUntil(lambda: "put back" in room.head.told.text().casefold(), timeout=LONG_MS)
    press(ESCAPE)
    qtbot.waitUntil(lambda: room.table.model.rowCount() == ALL and has_keyboard(room.table.table), timeout=LONG_MS)
    press(Qt.Key.Key_1, ALT)
    qtbot.waitUntil(lambda: not window.find_page.broken, timeout=LONG_MS)


def test_what_is_typed_outlives_the_switch_and_is_asked_about_on_closing(
    window: MainWindow, room: ListingsPage, folder: Path, asked: list[str], qtbot: QtBot
) -> None:
    view = edit_number(room, qtbot, OTHER)
    idle, time = room.editing._idle, Time()
    idle._now = time
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Backspace)
    time.seconds += 3600
    idle.look()
    assert not room.editing.on
    assert "What was typed" in room.head.told.text()
    press(Qt.Key.Key_S, CTRL)
    assert "Editing is off" in words_in(view)
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    assert box.text() == OTHER
    press(Qt.Key.Key_1, ALT)
    asked.append("stay")
    window.close()
    assert window.isVisible()
    assert room.isVisible()
    assert asked[-1] == f"“{NAME}” was changed and not saved."
    assert box.text() == OTHER
    press(Qt.Key.Key_E, CTRL | SHIFT)
    assert has_keyboard(view)
    asked.append("save")
    window.close()
    qtbot.waitUntil(lambda: has_keyboard(view.saving.review), timeout=LONG_MS)
    assert window.isVisible()
    press(ENTER)
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONG_MS)
    assert now(folder).phones[0].number == OTHER


def test_a_file_that_was_put_in_its_place_is_what_is_shown_and_no_edit_writes_over_it(
    window: MainWindow, room: ListingsPage, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    here, there = Store.open(folder), Store.open(tmp_path / "there")
    Editor(here).save([Edit(changed(here, ID, description="Here."))])
    later = datetime.now(UTC) + timedelta(hours=1)
    Editor(there, lambda: later).save([Edit(changed(there, ID, name="Samaritans there"))])
    choose(room, qtbot, "samar", ID)
    view = edit_number(room, qtbot, OTHER)
    there.own.replace(here.own)
    window._watching.look()
    qtbot.waitUntil(lambda: "Samaritans there" in words_in(room.table.pane), timeout=LONG_MS)
    assert view.form.unsaved
    both = face_both(view, qtbot)
    assert OTHER in both
    press(Qt.Key.Key_S, CTRL)
    told(room, "Samaritans there was saved", qtbot)
    assert (now(folder).name, now(folder).phones[0].number) == ("Samaritans there", OTHER)
    press(Qt.Key.Key_1, ALT)
    type_words("samaritans")
    press(ENTER)
    wait_for_listing(qtbot, window.find_page, ID)
    assert "Samaritans there" in shown_text(window.find_page.listing)
    assert OTHER in shown_text(window.find_page.listing)
