"""The filters beside the results: reached, pressed, spoken, and calm while counts change."""

from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from navigator.find import Filters
from navigator.find.menu import Choice, Group, Subject
from ui.find.choices import ChoicesModel, Fold, label
from ui.find.panel import FilterPanel

NEEDS = ("Alcohol", "Drug use", "Food", "Housing")
KINDS = tuple(f"Kind {number:02}" for number in range(28))


def group(filter_name: str, heading: str, codes: tuple[str, ...], counts: Mapping[str, int], chosen: set[str]) -> Group:
    return Group(filter_name, heading, tuple(Choice(code, code, counts.get(code, 1), code in chosen) for code in codes))


def subjects(counts: Mapping[str, int] | None = None, chosen: set[str] | None = None) -> tuple[Subject, ...]:
    known, has = counts or {}, chosen or set()
    return (
        Subject(
            "What for",
            (group("need", "Help with", NEEDS, known, has), group("type", "Kind of service", KINDS, known, has)),
        ),
        Subject("Where", (group("area", "Borough", ("Lambeth", "Lewisham"), known, has),)),
        Subject("Trust", (group("checked", "Checked", (), known, has),)),
    )


@pytest.fixture
def panel(qtbot: QtBot) -> FilterPanel:
    made = FilterPanel()
    qtbot.addWidget(made)
    made.resize(300, 640)
    made.show_subjects(subjects())
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.fixture
def at_tree(panel: FilterPanel, qtbot: QtBot) -> FilterPanel:
    """The panel with the keyboard among the choices."""
    panel.enter()
    qtbot.waitUntil(panel.tree.hasFocus)
    return panel


def rows(model: ChoicesModel, parent: QModelIndex | None = None) -> Iterator[QModelIndex]:
    above = parent or QModelIndex()
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        yield index
        yield from rows(model, index)


def words(panel: FilterPanel) -> list[str]:
    """What can be seen, from top to bottom."""
    found, index = [], panel.tree.choices.index(0, 0)
    while index.isValid():
        found.append(label(panel.tree.choices.entry(index)))
        index = panel.tree.indexBelow(index)
    return found


def at(panel: FilterPanel, text: str) -> QModelIndex:
    return next(index for index in rows(panel.tree.choices) if label(panel.tree.choices.entry(index)) == text)


def spoken(panel: FilterPanel, text: str) -> QAccessibleInterface:
    """What a screen reader finds for a row."""
    tree = QAccessible.queryAccessibleInterface(panel.tree)
    assert tree is not None
    found = next(
        child
        for number in range(tree.childCount())
        if (child := tree.child(number)).text(QAccessible.Text.Name).startswith(text)
    )
    assert isinstance(found, QAccessibleInterface)
    return found


def current(panel: FilterPanel) -> str:
    return label(panel.tree.choices.entry(panel.tree.currentIndex()))


def keys(panel: FilterPanel, *pressed: Qt.Key) -> None:
    for key in pressed:
        QTest.keyClick(panel.tree, key)


def test_the_first_subject_is_open_and_empty_ones_are_not_there(panel: FilterPanel) -> None:
    assert words(panel) == ["What for", "Help with", *NEEDS, "Kind of service", *KINDS[:8], "Show 20 more", "Where"]


def test_a_subject_of_one_group_needs_no_heading(panel: FilterPanel) -> None:
    panel.tree.expandAll()
    assert words(panel)[-3:] == ["Where", "Lambeth", "Lewisham"]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_keyboard_alone_toggles(at_tree: FilterPanel, qtbot: QtBot, key: Qt.Key) -> None:
    keys(at_tree, Qt.Key.Key_Home, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert current(at_tree) == "Drug use"
    with qtbot.waitSignal(at_tree.toggled) as told:
        keys(at_tree, key)
    assert told.args == ["need", "Drug use"]


def test_left_and_right_close_and_open_a_subject(at_tree: FilterPanel) -> None:
    keys(at_tree, Qt.Key.Key_Home, Qt.Key.Key_Left)
    assert words(at_tree) == ["What for", "Where"]
    keys(at_tree, Qt.Key.Key_Right)
    assert "Alcohol" in words(at_tree)
    keys(at_tree, Qt.Key.Key_Space)
    assert words(at_tree) == ["What for", "Where"]


def test_typing_goes_to_the_choice_that_begins_so(at_tree: FilterPanel) -> None:
    keys(at_tree, Qt.Key.Key_Home)
    QTest.keyClicks(at_tree.tree, "hou")
    assert current(at_tree) == "Housing"


def test_escape_leaves(at_tree: FilterPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(at_tree.left):
        keys(at_tree, Qt.Key.Key_Escape)


@pytest.mark.parametrize("across", [0.05, 0.5, 0.95])
def test_a_press_anywhere_on_the_row_toggles_once(panel: FilterPanel, across: float) -> None:
    told: list[str] = []
    panel.toggled.connect(lambda _name, code: told.append(code))
    row = panel.tree.visualRect(at(panel, "Food"))
    where = QPoint(round(row.left() + across * row.width()), row.center().y())
    QTest.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert told == ["Food"]


def test_pressing_a_subject_closes_it(panel: FilterPanel) -> None:
    row = panel.tree.visualRect(at(panel, "What for"))
    QTest.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    assert words(panel) == ["What for", "Where"]


def test_what_would_give_nothing_is_reached_and_spoken_but_not_pressed(at_tree: FilterPanel, qtbot: QtBot) -> None:
    at_tree.show_subjects(subjects({"Alcohol": 0}))
    keys(at_tree, Qt.Key.Key_Home, Qt.Key.Key_Down)
    assert current(at_tree) == "Alcohol"
    assert spoken(at_tree, "Alcohol").text(QAccessible.Text.Name) == "Alcohol, 0 services, not chosen"
    with qtbot.assertNotEmitted(at_tree.toggled):
        keys(at_tree, Qt.Key.Key_Space)
    at_tree.show_subjects(subjects({"Alcohol": 0}, {"Alcohol"}))
    with qtbot.waitSignal(at_tree.toggled):
        keys(at_tree, Qt.Key.Key_Space)


def test_a_choice_is_spoken_with_its_count_and_whether_it_is_chosen(panel: FilterPanel) -> None:
    panel.show_subjects(subjects({"Alcohol": 1_200, "Food": 1}, {"Alcohol"}))
    alcohol, food = spoken(panel, "Alcohol"), spoken(panel, "Food")
    assert alcohol.text(QAccessible.Text.Name) == "Alcohol, 1,200 services, chosen"
    assert alcohol.text(QAccessible.Text.Description) == "Help with"
    assert (alcohol.state().checkable, alcohol.state().checked) == (1, 1)
    assert food.text(QAccessible.Text.Name) == "Food, 1 service, not chosen"
    assert (food.state().checkable, food.state().checked) == (1, 0)
    assert spoken(panel, "What for").text(QAccessible.Text.Name) == "What for, 1 chosen"


def test_counts_that_nobody_knows_are_left_out(panel: FilterPanel) -> None:
    unknown = Subject("What for", (Group("need", "Help with", (Choice("a", "Alcohol", None, chosen=False),)),))
    panel.show_subjects((unknown,))
    assert spoken(panel, "Alcohol").text(QAccessible.Text.Name) == "Alcohol, not chosen"


def test_everything_has_a_name(panel: FilterPanel) -> None:
    for widget, name in (
        (panel.tree, "Filters"),
        (panel.nearby.place, "Near"),
        (panel.silent, "Leave out listings that do not say"),
    ):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name) == name
    assert panel.nearby.miles.accessibleName() == "Within"
    tree = QAccessible.queryAccessibleInterface(panel.tree)
    assert tree is not None
    assert all(not tree.child(number).text(QAccessible.Text.Name).isdigit() for number in range(tree.childCount()))


def test_new_counts_move_nothing(at_tree: FilterPanel, qtbot: QtBot) -> None:
    at_tree.resize(300, 300)
    keys(at_tree, Qt.Key.Key_Home, *[Qt.Key.Key_Down] * 9)
    tree, before = at_tree.tree, words(at_tree)
    place, here = tree.verticalScrollBar().value(), current(at_tree)
    assert place
    with qtbot.assertNotEmitted(tree.choices.modelReset), qtbot.waitSignal(tree.choices.dataChanged):
        at_tree.show_subjects(subjects(dict.fromkeys(KINDS[20:], 40), {"Food"}))
    assert (words(at_tree), tree.verticalScrollBar().value(), current(at_tree)) == (before, place, here)


def test_the_same_again_tells_nobody(panel: FilterPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.tree.choices.dataChanged):
        panel.show_subjects(subjects())


def test_other_choices_keep_what_was_open_and_where_the_keyboard_was(at_tree: FilterPanel) -> None:
    keys(at_tree, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert current(at_tree) == "Lambeth"
    first, where, _ = subjects()
    more = Group("area", "Borough", (Choice("Bexley", "Bexley", 1, chosen=False), *where.groups[0].choices))
    at_tree.show_subjects((first, Subject("Where", (more,))))
    assert words(at_tree) == ["What for", "Where", "Bexley", "Lambeth", "Lewisham"]
    assert current(at_tree) == "Lambeth"


def test_a_long_group_shows_the_chosen_and_the_most_and_the_rest_when_asked(panel: FilterPanel) -> None:
    panel.nearby.place.setFocus()
    panel.show_subjects(subjects(dict.fromkeys(KINDS[10:20], 40), {KINDS[27]}))
    assert [text for text in words(panel) if text in KINDS] == [*KINDS[10:17], KINDS[27]]
    panel.enter()
    panel.tree.setCurrentIndex(at(panel, "Show 20 more"))
    keys(panel, Qt.Key.Key_Space)
    assert [text for text in words(panel) if text in KINDS] == list(KINDS)
    assert current(panel) == "Show fewer"
    keys(panel, Qt.Key.Key_Space)
    assert len([text for text in words(panel) if text in KINDS]) == 8
    assert current(panel) == "Show 20 more"


def test_a_screen_reader_can_tick(panel: FilterPanel, qtbot: QtBot) -> None:
    model = panel.tree.choices
    with qtbot.waitSignal(panel.toggled):
        assert model.setData(at(panel, "Food"), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert not model.setData(at(panel, "Food"), "Fud")


def test_leaving_out_those_that_do_not_say(panel: FilterPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.silent_toggled) as told:
        QTest.keyClick(panel.silent, Qt.Key.Key_Space)
    assert told.args == [False]
    with qtbot.assertNotEmitted(panel.silent_toggled):
        panel.show_filters(Filters())
    assert not panel.silent.isChecked()


def test_place_and_distance_are_passed_on(panel: FilterPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.place_typed) as place:
        QTest.keyClicks(panel.nearby.place, "SE5 8")
    assert place.args == ["SE5 8"]
    with qtbot.waitSignal(panel.miles_chosen) as miles:
        QTest.keyClick(panel.nearby.miles, Qt.Key.Key_Up)
    assert miles.args == [1.0]


def test_tab_goes_from_the_place_through_the_choices_to_silence(panel: FilterPanel, qtbot: QtBot) -> None:
    panel.nearby.place.setFocus()
    qtbot.waitUntil(panel.nearby.place.hasFocus)
    for widget in (panel.nearby.miles, panel.tree, panel.silent):
        QTest.keyClick(QApplication.focusWidget() or panel, Qt.Key.Key_Tab)
        assert widget.hasFocus()


def test_nothing_scrolls_sideways_in_any_size_of_text(panel: FilterPanel) -> None:
    for points in (8.0, 24.0):
        font = panel.font()
        font.setPointSizeF(points)
        panel.setFont(font)
        QApplication.processEvents()
        assert panel.tree.horizontalScrollBar().maximum() == 0
        assert panel.tree.visualRect(at(panel, "Food")).height() > panel.tree.fontMetrics().height()


CHOSEN = st.sets(st.sampled_from(NEEDS + KINDS + ("Lambeth",)))
COUNTS = st.dictionaries(st.sampled_from(NEEDS + KINDS), st.integers(0, 9))
STEPS = st.lists(st.tuples(COUNTS, CHOSEN, st.booleans(), st.booleans()), max_size=6)


@settings(max_examples=40)
@given(steps=STEPS)
def test_whatever_is_chosen_is_shown_and_rows_stay_in_order(
    qapp: QApplication, steps: list[tuple[dict[str, int], set[str], bool, bool]]
) -> None:
    model = ChoicesModel(qapp)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.show(subjects())
    for counts, chosen, steady, unfold in steps:
        model.show(subjects(counts, chosen), steady=steady)
        shown = [entry.code for index in rows(model) if isinstance(entry := model.entry(index), Choice)]
        assert chosen <= set(shown)
        assert shown == [code for code in (*NEEDS, *KINDS, "Lambeth", "Lewisham") if code in shown]
        fold = next((index for index in rows(model) if isinstance(model.entry(index), Fold)), None)
        if unfold and fold is not None:
            model.press(fold)
    tester.deleteLater()
    model.deleteLater()
