"""The form for a whole listing: nothing changes unseen, mistakes are told where they are, and nothing typed is lost."""

import json
from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from navigator.directory import Store, read_listing
from navigator.directory.as_form import form_of
from navigator.directory.form import ListingForm
from navigator.directory.labels import read_labels
from navigator.listings.changes.editor import Author, Edit, Editor
from navigator.listings.changes.history import changes_of, fields_of
from navigator.listings.facts import LABELS
from navigator.listings.form.typed import tidy
from navigator.listings.past.clashes import compare
from navigator.listings.past.undoing import undo
from tests.listings_window.conftest import MINUTES
from ui.find.desk import Desk
from ui.listings import leaving
from ui.listings.editing import Editing
from ui.listings.form.codes import CodesEditor
from ui.listings.form.organization import OrganizationEditor
from ui.listings.form.people import ListingEditor
from ui.listings.form.places import PlaceRow, PlacesEditor
from ui.listings.form.rows import RowsEditor
from ui.listings.form.sections import SECTIONS, section_of
from ui.listings.form.sources import SourceRow, SourcesEditor
from ui.listings.form.texts import LineEditor, MenuEditor, TextEditor
from ui.listings.form.view import NEW, FormView
from ui.listings.keeping import Keeping
from ui.shell.tabbing import tab_stops
from ui.shell.text import Text
from ui.shell.work import Work

ID = "spires-rough-sleeper-space"
OTHER = "samaritans"
MANY = "streetlink"
HOUSED = "999-club-night-shelter"


class Stage:
    """A form view over a store, and what it told."""

    def __init__(self, qtbot: QtBot, keeping: Keeping, store: Store) -> None:
        self.qtbot, self.keeping, self.store = qtbot, keeping, store
        self.view = FormView(keeping)
        qtbot.addWidget(self.view)
        self.said: list[tuple[str, int]] = []
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.left: list[bool] = []
        self.view.said.connect(lambda *told: self.said.append(told))
        self.view.view_asked.connect(lambda *asked: self.asked.append(asked))
        self.view.left.connect(lambda: self.left.append(True))
        self.view.resize(1100, 700)
        self.view.show()

    def open(self, *what: str) -> None:
        self.view.open(*what)
        self.view.enter()
        self.wait_for_form()

    def wait_for_form(self) -> None:
        self.qtbot.waitUntil(lambda: self.view.form.body is not None and self.page == 1)

    @property
    def page(self) -> int:
        """0 while it is read, 1 for the form, 2 for what saving changes, 3 for yours and theirs."""
        return self.view.pages.currentIndex()

    def editor(self, field: str) -> Any:
        """The editor of a whole field, in its section."""
        body = self.view.form.body
        assert body is not None
        body.show_section(section_of(field))
        page = body._pages[section_of(field)]
        return next(editor for part, editor in page.editors if part.field == field and part.whole)

    def type(self, field: str, text: str) -> None:
        editor = cast("LineEditor", self.editor(field))
        editor.box.selectAll()
        QTest.keyClicks(editor.box, text)

    def review(self) -> None:
        self.view.save()
        self.qtbot.waitUntil(lambda: self.page == 2)

    def save(self) -> None:
        self.review()
        self.view.save()
        self.qtbot.waitUntil(lambda: bool(self.said))

    def form(self, service_id: str = ID) -> ListingForm:
        with Editor(self.store).reading() as connection:
            listing = read_listing(connection, service_id)
        assert listing is not None
        return form_of(listing)

    def change_meanwhile(self, **fields: object) -> None:
        Editor(self.store).save([Edit(self.form().model_copy(update=fields))], Author("ZZ"))


@pytest.fixture
def stage(qtbot: QtBot, keeping: Keeping, store: Store) -> Stage:
    return Stage(qtbot, keeping, store)


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[leaving.Answer], list[str]]:
    """Answers what is asked before something is lost; gives what was asked."""

    def answers(answer: leaving.Answer) -> list[str]:
        asked: list[str] = []

        def ask(_parent: object, says: str, **_labels: str) -> leaving.Answer:
            asked.append(says)
            return answer

        monkeypatch.setattr(leaving, "ask", ask)
        return asked

    return answers


def test_every_field_of_a_listing_is_edited_whole_in_one_place() -> None:
    fields = [part.field for section in SECTIONS for part in section.parts if part.whole]
    assert sorted(fields) == sorted(ListingForm.model_fields.keys() - {"id"})
    assert all(field in LABELS for field in fields)


@pytest.mark.parametrize("service_id", [OTHER, MANY, "maytree-respite-centre"])
def test_looking_at_every_section_changes_nothing(stage: Stage, service_id: str) -> None:
    stage.open(service_id)
    body = stage.view.form.body
    assert body is not None
    assert stage.view.form.state is not None
    for number in range(len(SECTIONS)):
        body.show_section(number)
        for part, editor in body._pages[number].editors:
            shown = part.read(stage.view.form.state.start.fields[part.field])
            assert tidy(editor.value()) == tidy(shown), part.field
    assert not stage.view.unsaved
    assert stage.view.may_leave()


def test_what_is_typed_is_checked_beside_its_field_and_what_is_offered_is_taken_and_taken_back(stage: Stage) -> None:
    stage.open(ID, "email")
    editor = cast("LineEditor", stage.editor("email"))
    assert stage.view.focusWidget() is editor.box
    stage.type("email", "mailto:team@spires.org.uk")
    stage.qtbot.waitUntil(lambda: bool(editor.messages.shown))
    assert editor.messages.shown[0].blocks
    body, foot = stage.view.form.body, stage.view.form.foot
    assert body is not None
    assert "(1 to mend)" in body.list.item(section_of("email")).text()
    body.show_section(0)
    stage.view.save()
    stage.qtbot.waitUntil(lambda: body.section == section_of("email"))
    assert stage.page == 1
    assert not foot.mend.isHidden()
    editor.messages.findChildren(QPushButton)[0].click()
    assert editor.value() == "team@spires.org.uk"
    stage.qtbot.waitUntil(lambda: not editor.messages.shown)
    assert foot.mend.isHidden()
    QTest.keyClick(editor.box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.value() == "mailto:team@spires.org.uk"


def test_saving_shows_what_changes_and_notes_why(stage: Stage) -> None:
    stage.keeping.editing.by = "KB"
    stage.open(ID)
    stage.type("email", "team@spires.org.uk")
    stage.review()
    review = stage.view.saving.review
    assert "Email: team@spires.org.uk was added" in [label.text() for label in review.lines.findChildren(Text)]
    assert not stage.said
    review.why.setText("Rang them")
    QTest.keyClick(review.why, Qt.Key.Key_Return)
    stage.qtbot.waitUntil(lambda: bool(stage.left))
    assert stage.said == [("Spires: rough sleepers' and open access services was saved: Email.", 1)]
    assert not stage.view.unsaved
    with Editor(stage.store).reading() as connection:
        (change,) = changes_of(connection, ID)
    assert (change.by, change.why, change.after) == ("KB", "Rang them", {"email": "team@spires.org.uk"})


def test_keys_go_from_the_last_field_to_saving(stage: Stage) -> None:
    stage.open(ID, "email")
    stops = [stop for part in stage.view.parts for stop in tab_stops(part)]
    labels = [stop.accessibleName() or getattr(stop, "text", str)() for stop in stops]
    assert labels.index("Email") < labels.index("Next section") < labels.index("Save (Ctrl+S)")


@pytest.mark.parametrize(("before", "label"), [("phones", "Name of the place, if it has one"), ("links", "Title")])
def test_the_next_section_begins_at_its_first_field(stage: Stage, before: str, label: str) -> None:
    stage.open(ID)
    stage.editor(before)
    body = stage.view.form.body
    assert body is not None
    page = body._pages[section_of(before)]
    following = next(button for button in page.findChildren(QPushButton) if button.text() == "Next section")
    following.setFocus()
    QTest.keyClick(following, Qt.Key.Key_Return)
    focus = stage.view.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == label


def test_keys_save_from_beside_the_form_too(stage: Stage) -> None:
    stage.open(ID)
    stage.type("email", "team@spires.org.uk")
    window, beside = QWidget(), QLineEdit()
    stage.qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    for part in (beside, stage.view):
        layout.addWidget(part)
    window.show()
    window.activateWindow()
    beside.setFocus()
    stage.qtbot.waitUntil(beside.hasFocus)
    QTest.keyClick(beside, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    stage.qtbot.waitUntil(lambda: stage.page == 2)
    stage.view.setParent(None)


def test_where_nothing_changed_it_says_so(stage: Stage) -> None:
    stage.open(ID)
    stage.type("name", f" {stage.form().name} ")
    stage.view.save()
    stage.qtbot.waitUntil(lambda: "Nothing was changed" in stage.view.form.foot.told.text())
    assert stage.page == 1
    assert not stage.view.unsaved


def test_two_at_once_are_shown_both_and_one_listing_is_saved_out_of_them(stage: Stage) -> None:
    stage.open(ID)
    stage.type("email", "ours@spires.org.uk")
    cast("TextEditor", stage.editor("how_to_refer")).box.setPlainText("Ring first.")
    stage.review()
    stage.view.saving.review.why.setText("Rang them")
    stage.change_meanwhile(email="theirs@spires.org.uk", cost="free")
    stage.view.save()
    stage.qtbot.waitUntil(lambda: stage.page == 3)
    conflict = stage.view.saving.conflict
    sides = {row.clash.field: row.clash.side for row in conflict.rows}
    assert sides == {"email": None, "how_to_refer": "yours", "cost": "theirs"}
    assert next(row.clash.yours for row in conflict.rows if row.clash.field == "email") == (
        "ours@spires.org.uk was added",
    )
    stage.view.save()
    assert stage.page == 3
    assert stage.view.focusWidget() is next(row for row in conflict.rows if row.clash.field == "email").buttons["yours"]
    next(row for row in conflict.rows if row.clash.field == "email").buttons["yours"].click()
    stage.view.save()
    stage.qtbot.waitUntil(lambda: bool(stage.left))
    form = stage.form()
    assert (form.email, form.how_to_refer, form.cost) == ("ours@spires.org.uk", "Ring first.", "free")
    with Editor(stage.store).reading() as connection:
        assert changes_of(connection, ID)[0].why == "Rang them"


def test_an_address_that_was_made_confidential_meanwhile_is_not_put_back_and_new_pages_keep_apart(stage: Stage) -> None:
    with Editor(stage.store).reading() as connection:
        vocabulary = read_labels(connection)
    base = fields_of(stage.form())
    page = {"number": 4, "title": "Ours", "url": None, "page_date": None}
    place = {**base["locations"][0], "address_1": "8 Tooting Bec Gardens"}
    yours = base | {
        "locations": [place],
        "sources": [*base["sources"], page],
        "hours": {"opening_hours": "Mo-Fr 09:00-12:00", "note": None, "source": 4},
    }
    hidden: dict[str, Any] = {**dict.fromkeys(place), "confidential": True, "accessibility": []}
    theirs = base | {"locations": [hidden], "sources": [*base["sources"], page | {"title": "Theirs"}]}
    both = compare(base, yours, theirs, vocabulary)
    (places,) = (clash for clash in both.clashes if clash.field == "locations")
    assert (places.side, places.yours) == ("theirs", ())
    assert "Tooting" not in repr(both.clashes)
    merged = both.merged({clash.field: clash.side for clash in both.clashes if clash.side})
    assert merged["locations"] == [hidden]
    assert [source["title"] for source in merged["sources"][-2:]] == ["Theirs", "Ours"]
    assert merged["hours"]["source"] == merged["sources"][-1]["number"] == 5


def test_a_place_that_is_there_is_never_made_confidential_by_saving_but_a_new_one_may_be(
    stage: Stage, answer: Callable[[leaving.Answer], list[str]]
) -> None:
    stage.open(ID)
    places = cast("PlacesEditor", stage.editor("locations"))
    places.add()
    there, new = (cast("PlaceRow", row) for row in places.rows)
    assert there.tick.isHidden()
    assert not there.make.isHidden()
    assert new.make.isHidden()
    cast("LineEditor", new.editors["address_1"]).put("1 Secret Street")
    new.tick.box.click()
    assert new.editors["address_1"].isHidden()
    assert places.value()[1]["address_1"] is None
    asked = answer("stay")
    there.make.click()
    assert len(asked) == 1
    assert not stage.asked
    answer("leave")
    there.make.click()
    assert stage.asked == [("confidential", (ID, "1"))]
    stage.wait_for_form()
    assert not stage.view.unsaved


def test_saving_warns_where_a_confidential_place_comes_for_one_whose_address_the_history_keeps(stage: Stage) -> None:
    stage.open(HOUSED)
    places = cast("PlacesEditor", stage.editor("locations"))
    while places.rows:
        places.remove(0)
    places.add()
    cast("PlaceRow", places.rows[0]).tick.box.click()
    cast("LineEditor", places.rows[0].editors["name"]).put("The refuge")
    stage.review()
    review = stage.view.saving.review
    assert any("keep the address" in label.text() for label in review.lines.findChildren(Text))


def test_a_listing_is_moved_to_an_organisation_that_is_new(stage: Stage) -> None:
    stage.open(ID)
    runs = cast("OrganizationEditor", stage.editor("organization"))
    before = stage.form().organization
    assert runs.new.isHidden()
    runs.box.setEditText("")
    QTest.keyClicks(runs.box, "Harbour Trust")
    stage.qtbot.waitUntil(lambda: any("There is no “Harbour Trust”" in one.says for one in runs.messages.shown))
    assert not runs.kind.isVisible()
    QTest.keyClick(runs.new, Qt.Key.Key_Space)
    assert stage.view.focusWidget() is runs.kind
    stage.view.save()
    stage.qtbot.waitUntil(lambda: any("Choose what kind" in label.text() for label in runs.findChildren(Text)))
    QTest.keyClicks(runs.kind, "Charity")
    QTest.keyClicks(runs.website.box, "https://harbour.example.org")
    stage.review()
    told = [label.text() for label in stage.view.saving.review.lines.findChildren(Text)]
    assert f"Who runs it: {before} became Harbour Trust" in told
    assert "Kind of organisation: Charity was added" in told
    stage.view.save()
    stage.qtbot.waitUntil(lambda: bool(stage.said))
    assert stage.form().organization == "Harbour Trust"
    undo(stage.store, stage.said[0][1])
    assert stage.form().organization == before
    with Editor(stage.store).reading() as connection:
        assert not connection.execute("SELECT 1 FROM organization WHERE name = 'Harbour Trust'").fetchall()


def test_a_name_that_is_taken_back_leaves_nothing_unsaved(stage: Stage) -> None:
    stage.open(ID)
    runs = cast("OrganizationEditor", stage.editor("organization"))
    runs.box.setEditText("Harbour Trust")
    runs.new.click()
    assert stage.view.unsaved
    runs.box.setEditText(stage.form().organization)
    assert not stage.view.unsaved
    assert runs.new.isHidden()


def test_what_waits_for_saving_follows_it(stage: Stage, answer: Callable[[leaving.Answer], list[str]]) -> None:
    stage.open(ID)
    stage.type("email", "team@spires.org.uk")
    answer("save")
    cast("PlaceRow", cast("PlacesEditor", stage.editor("locations")).rows[0]).make.click()
    stage.qtbot.waitUntil(lambda: stage.page == 2)
    stage.view.save()
    stage.qtbot.waitUntil(lambda: bool(stage.asked))
    assert stage.asked == [("confidential", (ID, "1"))]
    assert not stage.left
    stage.view.enter()
    stage.wait_for_form()
    assert cast("LineEditor", stage.editor("email")).value() == "team@spires.org.uk"


def test_a_page_that_facts_name_goes_once_they_name_another(stage: Stage) -> None:
    stage.open(ID)
    sources = cast("SourcesEditor", stage.editor("sources"))
    stance = stage.editor("dual_diagnosis")
    assert stance.value()["source"] == 1
    sources.remove(0)
    row = cast("SourceRow", sources.rows[0])
    assert "“Rule 1”" in row.moving.says.text()
    assert len(sources.rows) == 3
    row.moving.menu.show_value(3)
    row.moving.go.click()
    assert [each["number"] for each in sources.value()] == [2, 3]
    assert stance.value()["source"] == 3
    assert stage.view.form.state is not None
    assert not stage.view.form.state.named_by(1)


def test_rows_are_added_moved_and_put_back_by_keyboard_and_empty_ones_count_for_nothing(stage: Stage) -> None:
    stage.open(ID)
    phones = cast("RowsEditor", stage.editor("phones"))
    first = phones.value()[0]
    phones.add()
    box = cast("LineEditor", phones.rows[1].editors["number"]).box
    assert stage.view.focusWidget() is box
    assert phones.value() == [first]
    QTest.keyClick(box, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert phones.rows[0].blank
    second = cast("LineEditor", phones.rows[1].editors["number"])
    second.put("not a number")
    stage.qtbot.waitUntil(lambda: bool(second.messages.shown))
    phones.focus_field("1.number")
    assert stage.view.focusWidget() is second.box
    phones.remove(1)
    assert phones.value() == []
    phones.back_button.click()
    assert phones.value() == [first | {"number": "not a number"}]


def test_what_replaced_a_closed_service_is_a_link_that_both_sections_show(stage: Stage) -> None:
    stage.open(ID)
    links = cast("RowsEditor", stage.editor("links"))
    before = links.value()
    stage.editor("name")
    body = stage.view.form.body
    assert body is not None
    page = body._pages[0]
    taker = next(editor for part, editor in page.editors if part.field == "links")
    assert taker.isHidden()
    status = cast("MenuEditor", stage.editor("status"))
    status.box.setCurrentIndex(status.box.findData("closed"))
    status.box.activated.emit(status.box.currentIndex())
    assert not taker.isHidden()
    box = cast("ListingEditor", taker).box
    box.setFocus()
    QTest.keyClicks(box, "Samaritans")
    assert links.value() == [*before, {"to": "Samaritans", "kind": "replaced-by", "source": None}]
    stage.qtbot.waitUntil(lambda: taker.value() == OTHER)
    assert links.value() == [*before, {"to": OTHER, "kind": "replaced-by", "source": None}], "what is meant is saved"
    box.clear()
    box.textEdited.emit("")
    assert links.value() == before


def test_leaving_unsaved_asks_and_staying_keeps_all(
    stage: Stage, answer: Callable[[leaving.Answer], list[str]]
) -> None:
    stage.open(ID)
    stage.type("email", "team@spires.org.uk")
    asked = answer("stay")
    assert not stage.view.may_leave()
    stage.view.open(ID, "url")
    stage.view.enter()
    assert len(asked) == 2
    assert cast("LineEditor", stage.editor("email")).value() == "team@spires.org.uk"
    answer("leave")
    assert stage.view.may_leave()
    assert not stage.view.unsaved
    stage.view.enter()
    stage.wait_for_form()
    assert cast("LineEditor", stage.editor("email")).value() is None


def test_the_window_closes_once_what_kept_it_open_is_saved_and_only_then(
    stage: Stage, answer: Callable[[leaving.Answer], list[str]]
) -> None:
    closed: list[bool] = []

    def close() -> None:
        closed.append(stage.view.may_close(lambda: closed.append(True)))

    stage.open(ID)
    stage.type("email", "team")
    answer("save")
    close()
    stage.qtbot.waitUntil(lambda: not stage.view.form.foot.mend.isHidden())
    stage.type("email", "team@spires.org.uk")
    close()
    stage.qtbot.waitUntil(lambda: stage.page == 2)
    assert stage.view.saving.review.save.text() == "Save and close (Ctrl+S)"
    QTest.keyClick(stage.view, Qt.Key.Key_Escape)
    stage.review()
    assert stage.view.saving.review.save.text() == "Save (Ctrl+S)", "given up"
    stage.view.save()
    stage.qtbot.waitUntil(lambda: bool(stage.left))
    stage.open(ID)
    stage.type("email", "new@spires.org.uk")
    assert closed == [False, False]
    close()
    stage.qtbot.waitUntil(lambda: stage.page == 2)
    stage.view.save()
    stage.qtbot.waitUntil(lambda: closed == [False, False, False, True])
    assert stage.form().email == "new@spires.org.uk"


def test_the_question_is_answered_by_staying_unless_somebody_chooses(stage: Stage) -> None:
    dialog = leaving.LeavingDialog(stage.view, "Not saved.", save="Save", leave="Leave")
    stage.qtbot.addWidget(dialog)
    assert dialog.stay.isDefault()
    QTimer.singleShot(0, lambda: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    dialog.exec()
    assert dialog.answer == "stay"
    dialog.leave.click()
    answers = [dialog.answer]
    assert answers == ["leave"]


def test_with_the_switch_off_nothing_is_saved_and_nothing_lost(stage: Stage) -> None:
    stage.open(ID)
    stage.type("email", "team@spires.org.uk")
    stage.keeping.editing.turn(on=False)
    foot = stage.view.form.foot
    assert foot.save.isHidden()
    assert "Edit listings" in foot.off.text()
    stage.view.save()
    assert stage.page == 1
    stage.keeping.editing.turn(on=True)
    assert not foot.save.isHidden()
    stage.save()
    assert stage.form().email == "team@spires.org.uk"


def test_a_new_listing_is_added_with_who_runs_it(stage: Stage) -> None:
    seen: list[str] = []
    stage.view.listing_asked.connect(seen.append)
    runs = {"name": "Brixton Together", "kind": "charity", "website": ""}
    sources = [{"number": 1, "title": "Leaflet", "url": None, "page_date": "2026-11"}]
    known = {"name": "Brixton Drop-in", "organization": runs["name"], "sources": sources, "new_organization": runs}
    stage.open(NEW, json.dumps(known))
    assert stage.view.unsaved
    stage.view.save()
    stage.qtbot.waitUntil(lambda: not stage.view.form.foot.mend.isHidden())
    cast("TextEditor", stage.editor("description")).box.setPlainText("Tea and advice.")
    codes = cast("CodesEditor", stage.editor("needs"))
    codes.show_value(["food"])
    codes.changed.emit()
    stage.save()
    assert stage.said[0][0] == "Brixton Drop-in was added."
    assert seen == ["brixton-drop-in"]
    form = stage.form("brixton-drop-in")
    assert (form.organization, form.needs) == ("Brixton Together", ("food",))


def test_what_others_changed_is_shown_where_nothing_is_typed(stage: Stage) -> None:
    stage.open(ID)
    email = cast("LineEditor", stage.editor("email"))
    assert email.value() is None
    stage.change_meanwhile(email="theirs@spires.org.uk")
    stage.keeping.changed.emit()
    stage.qtbot.waitUntil(lambda: stage.view.form.body is not None and stage.page == 1)
    assert cast("LineEditor", stage.editor("email")).value() == "theirs@spires.org.uk"


def test_a_listing_that_is_gone_is_said_to_be(qtbot: QtBot, store: Store) -> None:
    work = Work(lambda: Desk(store))
    stage = Stage(qtbot, Keeping(work, Editing(MINUTES)), store)
    stage.view.open("nowhere")
    qtbot.waitUntil(lambda: "no longer" in stage.view.waiting.text())
    stage.view.enter()
    assert not stage.view.unsaved
    work.close()
