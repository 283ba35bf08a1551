"""One person's answers in Find: a chip that can be dropped, and rows that say where each service stands."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from navigator.check.answers import Answers
from navigator.find import Filters, Fits
from navigator.find.line import Line, Marked
from navigator.find.loosen import Loosening
from tests.find_window.conftest import answered, press, wait_for_answer
from ui.find.bar import ResultsBar
from ui.find.model import ResultsModel
from ui.find.page import FindPage
from ui.find.results import ResultsView
from ui.shell.main_window import MainWindow

FIRST, SECOND = Fits(Answers(age=34)), Fits(Answers(age=17))
CHIP = "Remove Fits the answers given"


@pytest.fixture
def page(window: MainWindow) -> Iterator[FindPage]:
    """The room in which one searches, in the one window of all tests: its answers are cleared after each."""
    yield window.find_page
    window.find_page.fit(None)


def chip_names(page: FindPage) -> list[str]:
    return [button.accessibleName() for button in page.chips._shown()]


def fit(page: FindPage, qtbot: QtBot, fits: Fits | None, *, anew: bool = False) -> None:
    page.fit(fits, anew=anew)
    wait_for_answer(qtbot, page)


def drop(page: FindPage, qtbot: QtBot) -> None:
    next(button for button in page.chips._shown() if button.accessibleName() == CHIP).click()
    wait_for_answer(qtbot, page)


def test_answers_are_a_chip_and_go_with_what_is_asked(page: FindPage, qtbot: QtBot) -> None:
    page.inquiry.toggle("area", "lambeth")
    fit(page, qtbot, FIRST)
    assert chip_names(page) == [CHIP, "Remove Lambeth", "Clear all filters"]
    assert page.inquiry.filters == Filters(area=("lambeth",), fits=FIRST)
    assert page.model.fits
    fit(page, qtbot, SECOND)
    assert page.inquiry.filters.fits == SECOND
    fit(page, qtbot, None)
    assert chip_names(page) == ["Remove Lambeth"]
    assert page.inquiry.filters == Filters(area=("lambeth",))
    assert not page.model.fits


def test_the_same_answers_ask_nothing_new(page: FindPage, qtbot: QtBot) -> None:
    fit(page, qtbot, FIRST)
    page.fit(FIRST)
    assert answered(page)
    fit(page, qtbot, None)
    page.fit(None)
    assert answered(page)


def test_a_chip_that_was_dropped_stays_so_until_the_answers_are_cleared(page: FindPage, qtbot: QtBot) -> None:
    fit(page, qtbot, FIRST)
    drop(page, qtbot)
    assert page.inquiry.filters == Filters()
    fit(page, qtbot, SECOND)
    fit(page, qtbot, FIRST)
    assert page.inquiry.filters == Filters()
    fit(page, qtbot, None)
    fit(page, qtbot, SECOND)
    assert page.inquiry.filters.fits == SECOND


def test_starting_again_drops_it_too(page: FindPage, qtbot: QtBot) -> None:
    fit(page, qtbot, FIRST)
    press(Qt.Key.Key_Backspace, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    wait_for_answer(qtbot, page)
    fit(page, qtbot, SECOND)
    assert page.inquiry.filters == Filters()


def test_a_dropped_chip_comes_back_when_it_is_asked_for(page: FindPage, qtbot: QtBot) -> None:
    fit(page, qtbot, FIRST)
    drop(page, qtbot)
    fit(page, qtbot, FIRST, anew=True)
    assert chip_names(page) == [CHIP]
    fit(page, qtbot, SECOND)
    assert page.inquiry.filters.fits == SECOND


def test_a_room_that_is_not_shown_asks_when_it_is_shown_and_forgets_at_once(page: FindPage, qtbot: QtBot) -> None:
    page.hide()
    page.fit(FIRST)
    assert page.inquiry.filters == Filters()
    page.show()
    wait_for_answer(qtbot, page)
    assert page.inquiry.filters.fits == FIRST
    page.hide()
    page.fit(None)
    assert page.inquiry.filters == Filters()
    page.show()
    wait_for_answer(qtbot, page)


def test_a_place_that_was_being_looked_up_does_not_bring_cleared_answers_back(page: FindPage, qtbot: QtBot) -> None:
    fit(page, qtbot, FIRST)
    page.inquiry.find_place("SE5")
    page.fit(None)
    qtbot.waitUntil(lambda: page.inquiry.filters.near is not None)
    assert page.inquiry.filters.fits is None
    wait_for_answer(qtbot, page)


def test_neither_does_a_way_on_that_was_offered_before(page: FindPage, qtbot: QtBot) -> None:
    fit(page, qtbot, FIRST)
    page.fit(None)
    page.inquiry.loosen(Loosening("", "", Filters(fits=FIRST), 1))
    assert page.inquiry.filters == Filters()
    wait_for_answer(qtbot, page)


# Rows ---------------------------------------------------------------------------------------------------------------

PLAIN = Line(
    key=1,
    id="one",
    name=Marked("Ace of Clubs"),
    mark="",
    organization="Ace of Clubs",
    areas="Lambeth",
    does=Marked("A day centre."),
    ways="Turn up",
    stance="not-stated",
    both="",
    state="open",
    opening="Walk in now, until 15:00",
    distance="",
    checked="Checked today",
    unsaid="",
    points=(),
)
MEETS = replace(PLAIN, outcome="meets-rules")
ASK = replace(PLAIN, key=2, id="two", outcome="worth-asking")
ASK_BOTH = replace(ASK, key=3, id="three", unsaid="Does not say: cost")
LINES = (MEETS, ASK, ASK_BOTH)


@pytest.mark.parametrize("width", [200, 320, 520, 900])
def test_a_row_says_where_the_service_stands(qtbot: QtBot, width: int) -> None:
    model = ResultsModel()
    model.show((1, 2, 3), LINES)
    view = ResultsView(model)
    qtbot.addWidget(view)
    view.resize(width, 600)
    view.show()
    qtbot.waitExposed(view)
    words = [" ".join(part.text() for _, part, _, _ in view._rows.plan(line).texts) for line in LINES]
    words = [
        f"{before} {' '.join(layout.text() for layout, _, _ in view._rows.plan(line).layouts)}"
        for before, line in zip(words, LINES, strict=True)
    ]
    assert "Meets their" in words[0]
    assert all("Worth asking" in said for said in words[1:])
    assert "Does not say" in words[2]
    assert "asking" not in words[0]


def test_those_worth_asking_come_after_the_divider() -> None:
    model = ResultsModel()
    model.show((1, 2, 3), LINES)
    assert (model.divider, model.fits) == (1, True)
    description = Qt.ItemDataRole.AccessibleDescriptionRole
    assert model.index(0, 0).data(description) == "Row 1 of 3"
    assert model.index(1, 0).data(description) == "Row 2 of 3. Worth asking"
    assert "Meets their published rules." in model.index(0, 0).data()
    model.show((1,), (replace(PLAIN, unsaid="Does not say: cost"),))
    assert model.index(0, 0).data(description) == "Row 1 of 1. Does not say to all that was chosen"


def test_the_line_above_counts_those_worth_asking(qtbot: QtBot) -> None:
    bar = ResultsBar()
    qtbot.addWidget(bar)
    for total, said, fits, text in (
        (3, 1, True, "1 fits what you chose. 2 are worth asking."),
        (3, 2, True, "2 fit what you chose. 1 is worth asking."),
        (3, 0, True, "None fits what you chose. 3 are worth asking."),
        (3, 1, False, "1 fits what you chose. 2 do not say: worth asking."),
    ):
        bar.say(total, said, "", fits=fits)
        assert bar.said.text() == text
