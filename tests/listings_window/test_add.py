"""Beginning a new listing: what looks like it is shown as typed, who runs it is there or new, and the form goes on."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from navigator.directory import Store
from navigator.find.hours import london_now
from navigator.listings.add.adding import add
from navigator.listings.add.organization import NewOrganization
from navigator.listings.changes.editor import Author, Editor
from ui.listings.add import view as add_view
from ui.listings.add.view import AddView
from ui.listings.keeping import Keeping

URL = "https://pier.example.org/kitchen"
KITCHEN = "Quay Street Kitchen"


class Watched:
    """A view that is open, and what it asked for."""

    def __init__(self, qtbot: QtBot, keeping: Keeping) -> None:
        self.view = AddView(keeping)
        qtbot.addWidget(self.view)
        self._qtbot = qtbot
        self.asked: list[tuple[str, Any]] = []
        self.left = 0
        self.view.view_asked.connect(lambda name, what: self.asked.append((name, what)))
        self.view.listing_asked.connect(lambda service_id: self.asked.append(("listing", service_id)))
        self.view.left.connect(self._leave)
        self.view.resize(1000, 700)
        self.view.show()
        self.view.open()
        self.view.enter()
        self.until(lambda: self.view.runs.box.count() > 50)

    def until(self, so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(so)

    def type(self, name: str = KITCHEN, runs: str = "", url: str = "") -> None:
        """Type what is asked for, and wait for the answer."""
        self.view.name.put(name)
        self.view.runs.box.setEditText(runs)
        self.view.source.url.put(url)
        self.until(lambda: not self.view.runs._told.isHidden() if runs else True)

    @property
    def known(self) -> dict[str, Any]:
        """What the form was opened with."""
        self.until(lambda: bool(self.asked))
        name, (what, text) = self.asked[-1]
        assert (name, what) == ("form", "+")
        found: dict[str, Any] = json.loads(text)
        return found

    def said(self) -> list[str]:
        """What is wrong, in the order it is read."""
        messages = (self.view.name.messages, self.view.runs.messages, self.view.runs._about._messages)
        every = (*messages, self.view.runs.website.messages, self.view.source.url.messages)
        return [problem.says for each in every for problem in each.shown]

    def _leave(self) -> None:
        self.left += 1


@pytest.fixture
def watched(qtbot: QtBot, keeping: Keeping) -> Watched:
    return Watched(qtbot, keeping)


def test_what_looks_like_it_is_shown_as_it_is_typed_and_leads_there(watched: Watched) -> None:
    view = watched.view
    assert view.alike.isHidden()
    view.name.put("Samaritins")
    watched.until(lambda: not view.alike.isHidden())
    (one,) = view.alike.shown
    assert (one.id, one.reasons) == ("samaritans", ("names 89 % alike",))
    QTest.keyClick(view.alike.links[0], Qt.Key.Key_Return)
    assert watched.asked == [("listing", "samaritans")]
    view.open()
    assert view.name.value() == "Samaritins"
    view.name.put(KITCHEN)
    watched.until(view.alike.isHidden)


def test_with_who_runs_it_and_a_page_the_form_goes_on(watched: Watched) -> None:
    watched.type(runs="crisis", url=URL)
    watched.view.go_on()
    today = london_now().date().isoformat()
    source = {"number": 1, "title": "pier.example.org", "url": URL, "page_date": today}
    assert watched.known == {"name": KITCHEN, "organization": "Crisis", "sources": [source]}
    assert not watched.view.unsaved
    watched.view.enter()
    assert watched.view.unsaved


def test_an_organisation_that_is_not_there_is_added_with_it(watched: Watched) -> None:
    view = watched.view
    watched.type(runs="Crissis")
    view.source.told.setChecked(True)
    assert not view.runs.is_new
    assert list(view.runs._use) == ["Crisis"]
    view.runs.new.setChecked(True)
    view.go_on()
    watched.until(lambda: watched.said() == ["Choose what kind of organisation it is."])
    assert view.focusWidget() is view.runs.kind
    view.runs.kind.show_value("charity")
    view.runs.website.put("crissis.example.org")
    watched.until(lambda: watched.said() != [] and "begins with https://" in watched.said()[0])
    view.runs.website.put("https://crissis.example.org")
    QTest.keyClick(view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    known = watched.known
    expected = {"name": "Crissis", "kind": "charity", "website": "https://crissis.example.org"}
    assert (known["organization"], known["new_organization"]) == ("Crissis", expected)
    assert (known["sources"][0]["title"], known["sources"][0]["url"]) == ("Told by the service", None)


def test_what_is_missing_is_said_once_somebody_goes_on_and_the_first_is_entered(watched: Watched) -> None:
    view = watched.view
    view.runs.box.setEditText("Crissis")
    watched.until(lambda: not view.runs._told.isHidden())
    assert watched.said() == []
    view.source.on.another.click()
    view.go_on()
    watched.until(lambda: bool(watched.said()))
    assert [said.partition(" ")[0] for said in watched.said()] == ["Say", "Choose", "Give"]
    assert "Give the day" in view.source.on._problem.text()
    assert view.focusWidget() is view.name.box
    view.runs._use["Crisis"].click()
    view.source.on.another.click()
    watched.type(runs="Crisis", url="pier.example.org")
    watched.until(
        lambda: watched.said() == ["A web address begins with https:// or http://. Write https://pier.example.org."]
    )
    assert watched.asked == []


def test_while_editing_is_off_it_does_not_go_on_and_keeps_what_was_typed(watched: Watched, keeping: Keeping) -> None:
    watched.type(runs="Crisis", url=URL)
    keeping.editing.turn(on=False)
    watched.view.go_on()
    assert (watched.view.goes_on.isVisible(), watched.view.off.isVisible()) == (False, True)
    assert watched.asked == []
    keeping.editing.turn(on=True)
    watched.view.go_on()
    assert watched.known["name"] == KITCHEN


def test_what_was_typed_is_lost_only_after_asking(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    answers = iter([False, True])

    def answer(_view: AddView, says: str) -> bool:
        asked.append(says)
        return next(answers)

    monkeypatch.setattr(add_view, "leave_anyway", answer)
    assert watched.view.may_leave()
    assert asked == []
    watched.type()
    assert watched.view.unsaved
    assert not watched.view.may_leave()
    assert watched.view.may_leave()
    assert len(asked) == 2
    assert not watched.view.unsaved
    assert watched.view.name.value() is None


def test_once_the_form_added_it_there_is_nothing_more_to_do(watched: Watched, keeping: Keeping) -> None:
    watched.type(runs="Pier")
    watched.view.source.told.setChecked(True)
    watched.view.runs.new.setChecked(True)
    watched.view.runs.kind.show_value("charity")
    watched.view.go_on()
    known = watched.known
    done: list[object] = []

    def save(store: Store, author: Author) -> object:
        facts = {"description": "Hot meals.", "needs": [], "service_types": []}
        return add(Editor(store), known | facts, author, NewOrganization.of(known["new_organization"]))

    keeping.change(save, owner=watched.view, success=done.append, failure=done.append)
    watched.until(lambda: watched.left == 1)
    assert not watched.view.unsaved
    assert watched.view.name.value() is None


def test_what_cannot_be_read_is_told_and_nothing_typed_is_lost(watched: Watched, store: Store) -> None:
    view = watched.view
    store.own.parent.mkdir(parents=True, exist_ok=True)
    store.own.write_bytes(b"no directory" * 500)
    view.name.put(KITCHEN)
    view.keeping.changed.emit()
    watched.until(lambda: bool(view.problem.text()))
    assert view.name.value() == KITCHEN


def test_it_fits_into_a_narrow_window_in_reading_order(watched: Watched) -> None:
    view = watched.view
    view.name.put("Samaritins")
    watched.until(lambda: not view.alike.isHidden())
    assert view._body.indexOf(view.alike) > 0
    view.resize(500, 500)
    watched.until(lambda: view._column.indexOf(view.alike) == 1)
    view.resize(1200, 500)
    watched.until(lambda: view._body.indexOf(view.alike) == 1)
