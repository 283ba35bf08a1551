"""The editors inside the form: rules, hours, stance, flexibility, codes and words, as they read and write."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from navigator.check.asking import BOTH_NEEDS
from navigator.directory.fields import ATTRIBUTES
from navigator.directory.form import read_listings
from navigator.listings.changes.history import fields_of
from navigator.listings.form.reference import Reference
from navigator.listings.form.typed import Problem
from navigator.listings.form.week import NO_HOURS, grid_of, text_of
from navigator.resources import resource
from ui.listings.form.codes import CodesEditor, WordsEditor
from ui.listings.form.criteria import CriteriaEditor
from ui.listings.form.editor import Editor, Messages
from ui.listings.form.hours_day import clock
from ui.listings.form.hours_grid import HoursEditor
from ui.listings.form.stance import FlexibilityEditor, StanceEditor
from ui.shell.tabbing import tab_stops

_ALT = Qt.KeyboardModifier.AltModifier
_ADULTS = {
    "facet": "age", "rule": "requires", "strength": "hard", "values": [],
    "min": 18, "max": None, "note": None, "source": 1,
}  # fmt: skip
_HOMELESS = _ADULTS | {"facet": "housing", "values": ["rough-sleeping"], "min": None, "source": 2}


def _sources() -> list[tuple[int, str]]:
    return [(1, "Its page"), (2, "Its leaflet")]


@pytest.fixture(scope="session")
def reference() -> Iterator[Reference]:
    """What listings are held against, of the directory that ships."""
    with closing(sqlite3.connect(f"file:{resource('services.sqlite')}?mode=ro", uri=True)) as connection:
        yield Reference.read(connection)


@pytest.fixture(scope="session")
def listings() -> list[dict[str, Any]]:
    """The fields of every listing that ships."""
    return [fields_of(form) for form in read_listings(Path(resource("listings")))]


def _shown(qtbot: QtBot, editor: Editor) -> list[Any]:
    """Show an editor, and note what it holds at every change."""
    qtbot.addWidget(editor)
    editor.resize(700, 600)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    told: list[Any] = []
    editor.changed.connect(lambda: told.append(editor.value()))
    return told


def _focused() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def _texts(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QWidget) if hasattr(one, "text") and one.isVisible())


def _in_order(editor: Editor) -> int:
    """How many stops Tab makes in an editor, each after what stands above it or to its left."""
    places = [stop.mapTo(editor, stop.rect().center()) for stop in tab_stops(editor)]
    rows = [(place.y() // 12, place.x()) for place in places]
    assert rows == sorted(rows)
    return len(rows)


def test_every_shipped_rule_goes_from_text_to_form_to_text(
    qtbot: QtBot, reference: Reference, listings: list[dict[str, Any]]
) -> None:
    editor = CriteriaEditor(reference, lambda: [(n, f"Page {n}") for n in range(1, 30)])
    qtbot.addWidget(editor)
    told: list[None] = []
    editor.changed.connect(lambda: told.append(None))
    rules = 0
    for fields in listings:
        editor.show_value(fields["eligibility"])
        assert editor.value() == fields["eligibility"]
        for at, rule in enumerate(fields["eligibility"]):
            editor.open_rule(at)
            form = editor.form
            assert form is not None
            text = form.text.text()
            # Typed into the form of another rule, the text builds this one.
            form.show_row(_ADULTS)
            form.text.setText(text)
            form.text.textEdited.emit(text)
            assert (form.row, form.unfinished) == (rule, "")
            menus = (form.does.value, form.firmness.value, form.facet.value, form.source.value)
            assert menus == (rule["rule"], rule["strength"], rule["facet"], rule["source"])
            assert form.values.value() == rule["values"]
            assert form.text.text() == text
            rules += 1
        assert editor.value() == fields["eligibility"]
    assert rules == len(told) > 300


def test_every_other_shipped_fact_is_held_as_it_is_shown(
    qtbot: QtBot, reference: Reference, listings: list[dict[str, Any]]
) -> None:
    def pages() -> list[tuple[int, str]]:
        return []

    editors: dict[str, Editor] = {
        "hours": HoursEditor(pages),
        "dual_diagnosis": StanceEditor(reference, pages),
        "flexibility": FlexibilityEditor(),
        "areas": CodesEditor("area", reference, "Areas"),
        **{name: CodesEditor(taxonomy, reference, name) for name, taxonomy in ATTRIBUTES.items()},
        **{name: WordsEditor(name) for name in ("alternate_names", "languages", "required_documents")},
    }
    told: list[str] = []
    for name, editor in editors.items():
        qtbot.addWidget(editor)
        editor.changed.connect(lambda name=name: told.append(name))
        for fields in listings:
            editor.show_value(fields[name])
            assert editor.value() == fields[name], fields["id"]
    assert not told


def test_the_week_of_every_shipped_text_is_written_back_the_same(qtbot: QtBot, listings: list[dict[str, Any]]) -> None:
    editor = HoursEditor(list)
    qtbot.addWidget(editor)
    weeks = 0
    for fields in listings:
        text = fields["hours"]["opening_hours"]
        week = grid_of(text)
        if week is None:
            continue
        editor.show_value(fields["hours"])
        shown = editor.week
        assert shown is not None
        # Something is changed and changed back through the menus: what is written is the same week.
        sunday = shown.days[6]
        before = sunday.day
        sunday.show_day(NO_HOURS.days[0] if before else (week.days[0] or week.days[1] or week.days[2]))
        sunday.changed.emit()
        sunday.show_day(before)
        sunday.changed.emit()
        assert editor.value()["opening_hours"] == text_of(week)
        weeks += 1
    assert weeks > 40


def test_a_rule_is_built_from_menus(qtbot: QtBot, reference: Reference) -> None:
    editor = CriteriaEditor(reference, _sources)
    told = _shown(qtbot, editor)
    editor.show_value([_ADULTS])
    QTest.keyClick(editor.add, Qt.Key.Key_Space)
    form = editor.form
    assert form is not None
    assert _focused() is form.facet
    assert editor.value()[1]["facet"] is None
    form.facet.setCurrentIndex(form.facet.findData("housing"))
    form.facet.activated.emit(0)
    form.does.setCurrentIndex(form.does.findData("excludes"))
    form.does.activated.emit(0)
    form.values.focus_field("")
    QTest.keyClick(form.values.add, Qt.Key.Key_Space)
    QTest.keyClicks(_focused(), "hostel")
    QTest.keyClick(_focused(), Qt.Key.Key_Return)
    QTest.keyClick(_focused(), Qt.Key.Key_Escape)
    assert form.values.picker is None
    assert _in_order(editor) > 14
    form.source.show_number(2)
    form.source.chosen.emit()
    assert told[-1][1] == _HOMELESS | {"rule": "excludes", "values": ["hostel"]}
    assert editor.rows[1].says.text().startswith("2. Not for: ")
    assert form.text.text() == "excludes hard housing: hostel; source 2"
    # Another facet has other values.
    form.facet.setCurrentIndex(form.facet.findData("age"))
    form.facet.activated.emit(0)
    assert editor.rows[1].says.text() == "2. A rule about “Age”: nothing is said yet."
    QTest.keyClicks(form.least, "25")
    assert told[-1][1] == _HOMELESS | {"facet": "age", "rule": "excludes", "values": [], "min": 25}


def test_a_text_that_is_no_rule_yet_is_neither_taken_nor_lost(qtbot: QtBot, reference: Reference) -> None:
    editor = CriteriaEditor(reference, _sources)
    told = _shown(qtbot, editor)
    editor.show_value([_ADULTS, _HOMELESS])
    editor.focus_field("1")
    form = editor.form
    assert form is not None
    form.enter_text()
    form.text.selectAll()
    QTest.keyClicks(form.text, "requires hard age")
    assert editor.unfinished.startswith("Rule 1: ")
    assert editor.value() == [_ADULTS, _HOMELESS]
    # It is said once the box is left, and no other rule is opened over it.
    editor.rows[1].change.setFocus()
    assert "source" in _texts(form)
    QTest.keyClick(editor.rows[1].change, Qt.Key.Key_Space)
    assert _focused() is form.text
    QTest.keyClicks(form.text, " 18+; source 2")
    assert not editor.unfinished
    assert told[-1] == [_ADULTS | {"source": 2}, _HOMELESS]
    form.text.setText("nonsense")
    form.text.textEdited.emit("nonsense")
    form.text.setModified(True)
    QTest.keyClick(form.text, Qt.Key.Key_Escape)
    assert (form.text.text(), editor.unfinished) == ("requires hard age 18-; source 2", "")


def test_rules_are_moved_removed_and_put_back_with_the_keyboard(qtbot: QtBot, reference: Reference) -> None:
    editor = CriteriaEditor(reference, _sources)
    told = _shown(qtbot, editor)
    editor.show_value([_ADULTS, _HOMELESS])
    editor.focus_field("")
    QTest.keyClick(editor.rows[0].change, Qt.Key.Key_Down, _ALT)
    assert told[-1] == [_HOMELESS, _ADULTS]
    assert _focused() is editor.rows[1].change
    QTest.keyClick(_focused(), Qt.Key.Key_Delete)
    assert told[-1] == [_HOMELESS]
    assert _focused() is editor.put_back
    QTest.keyClick(_focused(), Qt.Key.Key_Space)
    assert told[-1] == [_HOMELESS, _ADULTS]
    QTest.keyClick(_focused(), Qt.Key.Key_Space)
    assert editor.form is not None
    QTest.keyClick(_focused(), Qt.Key.Key_Escape)
    assert editor.form is None
    assert _focused() is editor.rows[1].change


def test_problems_of_a_rule_stand_below_it_and_beside_its_parts(qtbot: QtBot, reference: Reference) -> None:
    editor = CriteriaEditor(reference, _sources)
    told = _shown(qtbot, editor)
    editor.show_value([_ADULTS, _HOMELESS | {"values": ["rough-slepping"]}])
    wrong = Problem(
        "eligibility.2.values.1", "There is no “rough-slepping” to choose here.", blocks=True, offer="rough-sleeping"
    )
    editor.show_problems({"1": [Problem("eligibility.1", "Odd.", blocks=False)], "2.values.1": [wrong]})
    assert "To look at: Odd." in _texts(editor.rows[0])
    assert "Cannot be saved like this: There is no" in _texts(editor.rows[1])
    editor.focus_field("2.values.1")
    form = editor.form
    assert form is not None
    use = next(one for one in form.findChildren(QWidget) if getattr(one, "text", str)() == "Use “Sleeping rough”")
    assert not editor.rows[1].messages.shown
    QTest.keyClick(use, Qt.Key.Key_Space)
    assert told[-1] == [_ADULTS, _HOMELESS]


def test_hours_are_set_as_a_week(qtbot: QtBot) -> None:
    editor = HoursEditor(_sources)
    told = _shown(qtbot, editor)
    editor.show_value(None)
    assert "No hours are listed." in _texts(editor)
    QTest.keyClick(editor.set, Qt.Key.Key_Space)
    week = editor.week
    assert week is not None
    monday = week.days[0]
    monday.menu.setCurrentIndex(monday.menu.findData("times"))
    monday.menu.activated.emit(0)
    assert "Monday" in editor.unfinished
    QTest.keyClicks(monday.times[0].start, "9")
    QTest.keyClicks(monday.times[0].end, "5pm")
    QTest.keyClick(monday.times[0].end, Qt.Key.Key_Return)
    assert monday.times[0].end.text() == "17:00"
    assert (editor.unfinished, told[-1]["opening_hours"]) == ("", "Mo 09:00-17:00")
    QTest.keyClick(week.same, Qt.Key.Key_Space)
    assert told[-1]["opening_hours"] == "Mo-Fr 09:00-17:00"
    assert "Monday to Friday: 09:00 to 17:00" in _texts(week)
    # Two times that overlap are not taken, and said below their day.
    more = monday.more
    assert more is not None
    QTest.keyClick(more, Qt.Key.Key_Space)
    assert _in_order(editor) > 30
    QTest.keyClicks(monday.times[1].start, "16:00")
    QTest.keyClicks(monday.times[1].end, "18:00")
    assert "two times overlap" in editor.unfinished
    assert editor.value()["opening_hours"] == "Mo-Fr 09:00-17:00"
    editor.source.setFocus()
    assert "two times overlap" in _texts(week)
    QTest.keyClick(monday.times[1].less, Qt.Key.Key_Space)
    assert not editor.unfinished
    holidays = week.days[7]
    holidays.menu.setCurrentIndex(holidays.menu.findData("closed"))
    holidays.menu.activated.emit(0)
    assert told[-1]["opening_hours"] == "Mo-Fr 09:00-17:00; PH off"
    QTest.keyClick(week.take_out, Qt.Key.Key_Space)
    assert told[-1] == {"opening_hours": None, "note": None, "source": None}
    assert editor.week is None


def test_hours_beyond_a_week_are_changed_as_text(qtbot: QtBot) -> None:
    editor = HoursEditor(_sources)
    told = _shown(qtbot, editor)
    text = 'Sa 10:00-12:00 "alternate Saturdays"'
    editor.show_value({"opening_hours": text, "note": "Ring first", "source": 9})
    week = editor.week
    assert week is not None
    assert "quotation marks" in _texts(week)
    assert not week.days[0].isVisible()
    assert editor.value() == {"opening_hours": text, "note": "Ring first", "source": 9}
    editor.focus_field("opening_hours")
    week.text.selectAll()
    QTest.keyClicks(_focused(), "Sa 10:00-12:00")
    assert told[-1]["opening_hours"] == "Sa 10:00-12:00"
    assert week.days[5].times[0].span.start == "10:00"
    problem = Problem("hours.opening_hours", "They are shown as written.", blocks=False)
    editor.show_problems({"opening_hours": [problem]})
    assert week.messages.shown == (problem,)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("9", "09:00"), ("9.30", "09:30"), ("0930", "09:30"), ("5pm", "17:00"), ("24", "24:00"), ("12am", "00:00"),
     ("", ""), ("25", "25"), ("soon", "soon")],
)  # fmt: skip
def test_times_are_read_as_people_write_them(typed: str, kept: str) -> None:
    assert clock(typed) == kept


def test_codes_are_ticked_in_a_list_and_let_go_of_as_chips(qtbot: QtBot, reference: Reference) -> None:
    editor = CodesEditor("need", reference, "Needs")
    told = _shown(qtbot, editor)
    editor.show_value(["food", "no-such-need"])
    assert editor.picker is None
    editor.focus_field("")
    QTest.keyClick(_focused(), Qt.Key.Key_Space)
    picker = editor.picker
    assert picker is not None
    QTest.keyClicks(_focused(), "hous")
    QTest.keyClick(_focused(), Qt.Key.Key_Down)
    assert _focused() is picker.list
    assert _in_order(editor) == 5
    label = picker.list.currentIndex().data()
    QTest.keyClick(picker.list, Qt.Key.Key_Space)
    assert told[-1][:2] == ["food", "no-such-need"]
    assert editor.named(told[-1][2]) == label
    assert picker.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == f"{label}, ticked"
    QTest.keyClick(picker.list, Qt.Key.Key_Up)
    assert _focused() is picker.box
    QTest.keyClick(picker.box, Qt.Key.Key_Escape)
    assert editor.picker is None
    assert _focused() is editor.add
    editor.show_problems({"2": [Problem("needs.2", "There is no “no-such-need” here.", blocks=True, offer="food")]})
    editor.focus_field("2")
    QTest.keyClick(_focused(), Qt.Key.Key_Delete)
    assert told[-1] == ["food", editor.value()[1]]


def test_what_is_offered_for_a_code_takes_its_place(qtbot: QtBot, reference: Reference) -> None:
    editor = CodesEditor("need", reference, "Needs")
    told = _shown(qtbot, editor)
    editor.show_value(["foood", "housing"])
    editor.show_problems({"1": [Problem("needs.1", "There is no “foood” to choose here.", blocks=True, offer="food")]})
    use = next(one for one in editor.findChildren(QWidget) if getattr(one, "text", str)().startswith("Use “"))
    QTest.keyClick(use, Qt.Key.Key_Space)
    assert told == [["food", "housing"]]


def test_words_stand_one_on_each_line(qtbot: QtBot) -> None:
    editor = WordsEditor("Languages")
    told = _shown(qtbot, editor)
    editor.show_value(["Welsh", "Farsi"])
    editor.focus_field("2")
    QTest.keyClick(editor.box, Qt.Key.Key_End)
    QTest.keyClicks(editor.box, "\rPolish")
    assert told[-1] == ["Welsh", "Farsi", "Polish"]
    editor.show_problems({"2": [Problem("languages.2", "This is here twice.", blocks=False)]})
    assert "“Farsi”: This is here twice." in _texts(editor)
    QTest.keyClick(editor.box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "Polish" not in editor.value()


def test_a_stance_that_is_not_stated_says_what_to_ask(qtbot: QtBot, reference: Reference) -> None:
    editor = StanceEditor(reference, _sources)
    told = _shown(qtbot, editor)
    assert BOTH_NEEDS in _texts(editor)
    editor.menu.setCurrentIndex(editor.menu.findData("accepts"))
    editor.menu.activated.emit(0)
    assert told == [{"stance": "accepts", "note": None, "source": None}]
    assert BOTH_NEEDS not in _texts(editor)
    assert "no reason to say no" in _texts(editor)
    problem = Problem("dual_diagnosis.source", "Say on which page this was read.", blocks=False)
    editor.show_problems({"source": [problem]})
    assert problem.says in editor.source.accessibleDescription()
    editor.show_problems({})
    assert not editor.source.accessibleDescription()


def test_how_it_bends_is_folded_to_what_is_filled(qtbot: QtBot) -> None:
    editor = FlexibilityEditor()
    told = _shown(qtbot, editor)
    editor.show_value({"wait_time": "Two weeks"})
    assert list(editor.boxes) == ["wait_time"]
    QTest.keyClick(editor.add["drop_in"], Qt.Key.Key_Return)
    QTest.keyClicks(_focused(), "Tuesdays")
    assert told[-1]["drop_in"] == "Tuesdays"
    assert (told[-1]["wait_time"], told[-1]["re_entry"]) == ("Two weeks", None)
    assert not editor.add["drop_in"].isVisible()
    assert _in_order(editor) == len(told[-1])


def test_messages_tell_what_stops_saving_first_and_describe_their_field(qtbot: QtBot) -> None:
    box = QWidget()
    box.setAccessibleDescription("A number.")
    messages = Messages(box)
    for widget in (box, messages):
        qtbot.addWidget(widget)
    taken: list[str] = []
    messages.offered.connect(taken.append)
    messages.show_problems(
        [Problem("x", "Perhaps wrong.", blocks=False), Problem("x", "Wrong.", blocks=True, offer="Right")]
    )
    messages.show()
    texts = _texts(messages)
    assert texts.index("Cannot be saved like this: Wrong.") < texts.index("To look at: Perhaps wrong.")
    assert box.accessibleDescription() == "A number. Wrong. Perhaps wrong."
    next(one for one in messages.findChildren(QWidget) if getattr(one, "text", str)() == "Use “Right”").click()  # type: ignore[attr-defined]
    assert taken == ["Right"]
    messages.show_problems([])
    assert (messages.isHidden(), box.accessibleDescription()) == (True, "A number.")
