"""The results as a table: keys, lines that are fetched when painted, and the row where those that do not say begin."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QApplication

from navigator.find.line import Line, Marked
from ui.find.model import WINDOW, ResultsModel, Role

KEYS = st.lists(st.integers(1, 30), unique=True, max_size=20).map(tuple)


def a_line(key: int, **changed: object) -> Line:
    line = Line(
        key=key,
        id=f"service-{key}",
        name=Marked(f"Service {key}"),
        mark="",
        organization="An organisation",
        areas="Lambeth",
        does=Marked("Helps people."),
        ways="",
        stance="not-stated",
        both="",
        state="unknown",
        opening="",
        distance="",
        checked="Checked today",
        unsaid="",
        points=(),
    )
    return replace(line, **changed)  # type: ignore[arg-type]


def lines_of(keys: Iterable[int], **changed: object) -> tuple[Line, ...]:
    return tuple(a_line(key, **changed) for key in keys)


def shown(model: ResultsModel) -> list[str]:
    return [line.id if (line := model.line(row)) else "" for row in range(model.rowCount())]


@pytest.fixture
def model(qapp: QApplication) -> ResultsModel:
    made = ResultsModel(qapp)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    return made


def test_shows_lines_in_order_with_their_numbers(model: ResultsModel) -> None:
    model.show((5, 3), lines_of((5, 3)))
    assert shown(model) == ["service-5", "service-3"]
    assert [model.index(row, 0).data(Role.NUMBER) for row in range(2)] == [1, 2]
    assert model.index(1, 0).data(Role.LINE) == a_line(3)
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == a_line(5).spoken
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "Row 2 of 2"
    assert model.row_of("service-3") == 1
    assert model.row_of("service-9") is None


def test_the_rest_comes_after_what_is_shown_without_a_reset(model: ResultsModel) -> None:
    model.show((1, 2), lines_of((1, 2)))
    reset, inserted, changed = (
        QSignalSpy(signal) for signal in (model.modelReset, model.rowsInserted, model.dataChanged)
    )
    model.extend((1, 2, 3, 4), 4)
    assert (reset.count(), inserted.count(), changed.count()) == (0, 1, 0)
    assert shown(model) == ["service-1", "service-2", "", ""]
    assert model.divider is None


def test_the_same_answer_again_changes_nothing(model: ResultsModel) -> None:
    model.show((1, 2), lines_of((1, 2)))
    model.extend((1, 2), 2)
    spies = [
        QSignalSpy(signal) for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.dataChanged)
    ]
    model.show((1, 2), lines_of((1, 2)))
    model.extend((1, 2), 2)
    assert [spy.count() for spy in spies] == [0, 0, 0, 0]


def test_the_same_services_marked_otherwise_are_drawn_again_in_place(model: ResultsModel) -> None:
    model.show((1, 2, 3), lines_of((1, 2, 3)))
    reset, changed = QSignalSpy(model.modelReset), QSignalSpy(model.dataChanged)
    other = a_line(2, name=Marked("Service 2", ((0, 7),)))
    model.show((1, 2, 3), (a_line(1), other, a_line(3)))
    assert reset.count() == 0
    assert [index.row() for index in changed.at(0)[:2]] == [1, 1]
    assert model.line(1) == other


def test_rows_without_lines_are_asked_for_and_filled(model: ResultsModel) -> None:
    keys = tuple(range(1, 3 * WINDOW))
    model.show(keys[:2], lines_of(keys[:2]))
    model.extend(keys, len(keys))
    wanted = QSignalSpy(model.wanted)
    assert model.index(WINDOW, 0).data() == "Being fetched"
    assert model.index(WINDOW + 1, 0).data(Role.LINE) is None
    assert wanted.count() == 1
    assert model.missing() == keys[WINDOW : 2 * WINDOW]
    model.fill({key: a_line(key) for key in model.missing()})
    assert model.line(WINDOW) == a_line(keys[WINDOW])
    assert model.missing() == ()


def test_lines_of_an_answer_that_has_gone_are_not_asked_for(model: ResultsModel) -> None:
    model.show((), ())
    model.extend(tuple(range(1, 9)), 8)
    assert model.line(7) is None
    model.show((9,), lines_of((9,)))
    assert model.missing() == ()


@pytest.mark.parametrize(("said", "divider"), [(0, 0), (2, 2), (4, None)])
def test_those_that_do_not_say_begin_at_one_row(model: ResultsModel, said: int, divider: int | None) -> None:
    model.show((1, 2), lines_of((1, 2)))
    moved = QSignalSpy(model.divided)
    model.extend((1, 2, 3, 4), said)
    assert model.divider == divider
    assert [model.index(row, 0).data(Role.DIVIDER) for row in range(4)] == [row == divider for row in range(4)]
    assert moved.count() == (divider is not None)


def test_the_divider_is_known_from_the_first_lines(model: ResultsModel) -> None:
    model.show((1, 2), (a_line(1), a_line(2, unsaid="Does not say: cost")))
    assert model.divider == 1
    moved = QSignalSpy(model.divided)
    model.extend((1, 2, 3), 1)
    assert moved.count() == 0
    place = model.index(2, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert place == "Row 3 of 3. Does not say to all that was chosen"


@given(st.lists(st.tuples(KEYS, st.integers(0, 20)), min_size=1, max_size=6))
def test_after_any_answers_the_last_one_is_shown(answers: list[tuple[tuple[int, ...], int]]) -> None:
    model = ResultsModel()
    for keys, first in answers:
        model.show(keys[:first], lines_of(keys[:first]))
        assert shown(model) == [f"service-{key}" for key in keys[:first]]
        model.extend(keys, len(keys))
        assert model.rowCount() == len(keys)
        model.fill({key: a_line(key) for key in keys})
        assert shown(model) == [f"service-{key}" for key in keys]
    assert model.divider is None
