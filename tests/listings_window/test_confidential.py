"""Making a place confidential: everything that goes is told first, it is asked twice, and what is left is named."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.directory.backups import back_up
from navigator.errors import NavigatorError
from navigator.listings.confidential import purge as purging
from navigator.listings.copies.sending import send_copy
from tests.listings.bare import bare_store
from tests.listings.small import listing
from tests.listings.three import edit, now_there
from ui.find.desk import Desk
from ui.listings.editing import Editing
from ui.listings.keeping import Keeping
from ui.listings.past.confidential_view import ConfidentialView
from ui.shell.parts import Link
from ui.shell.text import Text
from ui.shell.work import Work

ADDRESS = "12 Quay Street"
OFFICE = {"name": "Office", "address_1": "1 Pier Road", "postal_code": "SE15 5DQ"}
HOUSE: dict[str, Any] = {"name": "The house", "address_1": ADDRESS, "city": "Camberwell", "postal_code": "SE5 8AF"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A refuge with two places, of which one is to be confidential, in a directory that was used."""
    refuge = listing("refuge", locations=[OFFICE, HOUSE])
    store = bare_store(tmp_path, [refuge, listing("cove", locations=[OFFICE])])
    edit(store, "refuge", locations=[OFFICE, HOUSE | {"address_1": "12 Quay St."}])
    edit(store, "refuge", locations=[OFFICE, HOUSE])
    back_up(store)
    return store


@pytest.fixture
def view(qtbot: QtBot, store: Store) -> Iterator[ConfidentialView]:
    work = Work(lambda: Desk(store))
    keeping = Keeping(work, Editing(10))
    keeping.editing.turn(on=True)
    view = ConfidentialView(keeping)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    qtbot.waitExposed(view)
    view.activateWindow()
    yield view
    keeping.editing.turn(on=False)
    work.close()


def told(view: ConfidentialView) -> str:
    return "\n".join(text.text() for text in view.findChildren(Text) if text.isVisible())


def planned(qtbot: QtBot, view: ConfidentialView, number: str = "2") -> str:
    view.open("refuge", number)
    view.enter()
    qtbot.waitUntil(lambda: view.state == "planned")
    return told(view)


def test_what_was_written_anew_meanwhile_is_not_asked_for_again(
    qtbot: QtBot, view: ConfidentialView, store: Store
) -> None:
    edit(store, "cove", description=f"Opposite {ADDRESS}.")
    assert "Somebody must write these anew" in planned(qtbot, view)
    view.hide()
    edit(store, "cove", description="Opposite the park.")
    view.keeping.changed.emit()
    view.show()
    view.enter()
    qtbot.waitUntil(lambda: view.state == "planned" and "write these anew" not in told(view))


def press(button: QWidget) -> None:
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)


def done(qtbot: QtBot, view: ConfidentialView) -> str:
    press(view.main)
    with qtbot.waitSignal(view.said):
        press(view.yes)
    return told(view)


def test_all_that_goes_and_all_that_cannot_is_told_first(
    qtbot: QtBot, view: ConfidentialView, store: Store, tmp_path: Path
) -> None:
    send_copy(store, tmp_path / "for-ada.sqlite", {}, date(2026, 11, 23))
    text = planned(qtbot, view)
    assert view.page.hasFocus()
    assert "The house, 12 Quay Street, Camberwell, SE5 8AF" in text
    assert "2 changes in the history" in text
    assert "backup or copy is written anew" in text or "backups and copies are written anew" in text
    assert "A copy was sent on 23 November 2026: for-ada.sqlite." in text
    assert "comes with Navigator tells it too" in text
    assert "cannot be undone" in text
    assert now_there(store, "refuge").locations[1].address_1 == ADDRESS


def test_it_asks_once_more_and_no_is_the_answer_of_enter_and_escape(
    qtbot: QtBot, view: ConfidentialView, store: Store
) -> None:
    planned(qtbot, view)
    for leave in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        press(view.main)
        assert view.no.hasFocus()
        QTest.keyClick(view.no, leave)
        assert view.state == "planned"
        assert view.main.hasFocus()
    assert now_there(store, "refuge").locations[1].address_1 == ADDRESS


def test_what_was_done_is_told_and_the_address_is_gone(qtbot: QtBot, view: ConfidentialView, store: Store) -> None:
    planned(qtbot, view)
    press(view.main)
    with qtbot.waitSignal(view.said) as said:
        press(view.yes)
        assert "some seconds" in told(view)
    assert said.args == ["Refuge: place 2 is confidential.", 0]
    assert "Place 2 of Refuge is confidential." in told(view)
    assert now_there(store, "refuge").locations[1].confidential
    kept = [path for path in store.folder.rglob("*") if path.is_file() and b"quay st" in path.read_bytes().lower()]
    assert kept == []
    assert view.facing is None
    assert ADDRESS not in repr(vars(view))
    assert all(ADDRESS not in view.place.itemText(row) for row in range(view.place.count()))
    with qtbot.waitSignal(view.left):
        press(view.back)


def test_texts_that_tell_it_are_shown_and_taken_out_where_ticked(
    qtbot: QtBot, view: ConfidentialView, store: Store
) -> None:
    edit(store, "refuge", description=f"A house at {ADDRESS}.", url="https://example.org/12-quay-street")
    edit(store, "cove", description=f"Next to {ADDRESS}.")
    text = planned(qtbot, view)
    assert f"What it is: “A house at {ADDRESS}.”" in text
    assert view.texts.isVisible()
    assert view.texts.isChecked()
    asked: list[tuple[str, tuple[str, ...]]] = []
    view.view_asked.connect(lambda name, what: asked.append((name, what)))
    for link in view.findChildren(Link):
        link.click()
    assert asked == [("form", ("refuge", "url")), ("form", ("cove", "description"))]
    left = done(qtbot, view)
    assert now_there(store, "refuge").description == "A house at (address kept confidential)."
    assert "Cove. What it is still tells it." in left
    assert "What it is still tells it" not in left.replace("Cove. What it is still tells it.", "")


def test_without_the_tick_the_texts_stay_and_are_named(qtbot: QtBot, view: ConfidentialView, store: Store) -> None:
    edit(store, "refuge", description=f"A house at {ADDRESS}.")
    planned(qtbot, view)
    view.texts.click()
    left = done(qtbot, view)
    assert now_there(store, "refuge").description == f"A house at {ADDRESS}."
    assert "Refuge. What it is still tells it." in left
    assert "services.sqlite" in left


def test_of_several_places_one_is_chosen_and_then_another(qtbot: QtBot, view: ConfidentialView) -> None:
    view.open("refuge")
    view.enter()
    qtbot.waitUntil(lambda: view.state == "choosing")
    assert view.place.hasFocus()
    assert view.main.isHidden()
    QTest.keyClick(view.place, Qt.Key.Key_Down)
    QTest.keyClick(view.place, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: view.state == "planned" and view.facing is not None and "Quay" in view.facing.address)
    done(qtbot, view)
    press(view.another)
    qtbot.waitUntil(lambda: view.state == "choosing")
    assert "(confidential)" in view.place.itemText(2)


def test_a_place_that_nothing_tells_of_any_more_needs_nothing(qtbot: QtBot, view: ConfidentialView) -> None:
    planned(qtbot, view)
    done(qtbot, view)
    text = planned(qtbot, view)
    assert "nothing that is kept tells where it is" in text
    assert view.main.isHidden()
    assert view.back.isVisible()


def test_without_the_switch_it_cannot_be_done(qtbot: QtBot, view: ConfidentialView) -> None:
    planned(qtbot, view)
    press(view.main)
    view.keeping.editing.turn(on=False)
    assert view.yes.isHidden()
    assert view.main.isHidden()
    assert "turn on “Edit listings”" in told(view)
    view.keeping.editing.turn(on=True)
    assert view.main.isVisible()


def test_what_stops_half_way_says_why_and_can_be_done_again(
    qtbot: QtBot, view: ConfidentialView, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise NavigatorError("Close every other window of Navigator, then do this again.")

    planned(qtbot, view)
    with monkeypatch.context() as patch:
        patch.setattr(purging, "_clean_file", busy)
        press(view.main)
        press(view.yes)
        qtbot.waitUntil(lambda: "Close every other window" in view.failed.text())
    assert view.main.isVisible()
    assert "Place 2 of Refuge is confidential." in done(qtbot, view)
    assert now_there(store, "refuge").locations[1].confidential


def test_what_is_not_there_says_so(qtbot: QtBot, view: ConfidentialView) -> None:
    view.open("nowhere", "1")
    qtbot.waitUntil(lambda: view.state == "failed")
    assert "no longer in the directory" in view.failed.text()
    assert view.back.isVisible()
