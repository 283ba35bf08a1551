"""Whatever is done in the window in whatever order: it answers, and something in sight has the keyboard."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.find_window.conftest import (
    CTRL,
    KEYS,
    begin_anew,
    bring_to_front,
    press,
    type_words,
    wait_for_answer,
)
from ui.shell.main_window import MainWindow
from ui.shell.theme import SCALES, Theme

WORDS = st.sampled_from(["food", "methodone", "kangaroo", "want to die", "brixton", "ace of clubs", "/", "'"])
SIZES = st.sampled_from([QSize(800, 600), QSize(1280, 800), QSize(1000, 700), QSize(1500, 1000)])
CHOICES = st.sampled_from([("area", "lambeth"), ("need", "food"), ("open", "weekends"), ("silent", "no")])
ACTS = st.one_of(
    st.tuples(st.just("key"), st.sampled_from(KEYS)),
    st.tuples(st.just("type"), WORDS),
    st.tuples(st.just("choose"), CHOICES),
    st.tuples(st.just("place"), st.sampled_from(["SE5 8", "southwark", "nowhere at all", ""])),
    st.tuples(st.just("size"), SIZES),
    st.tuples(st.just("scale"), st.sampled_from(SCALES)),
    st.tuples(st.just("wait"), st.just(None)),
)


def act(window: MainWindow, theme: Theme, what: str, how: object) -> None:
    page = window.find_page
    match what, how:
        case "key", (Qt.Key() as key, Qt.KeyboardModifier() as modifier):
            press(key, modifier)
        case "type", str() as text:
            type_words(text)
        case "choose", (str() as name, str() as code):
            page.inquiry.toggle(name, code)
        case "place", str() as text:
            page.inquiry.find_place(text)
        case "size", QSize() as size:
            window.resize(size)
        case "scale", float() as scale:
            theme.set_scale(scale)
        case _:
            QApplication.processEvents()


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=20))
def test_whatever_is_done_the_window_answers_and_something_has_the_keyboard(
    fresh: MainWindow, theme: Theme, qtbot: QtBot, acts: list[tuple[str, object]]
) -> None:
    window, page = fresh, fresh.find_page
    begin_anew(window, theme)
    wait_for_answer(qtbot, page)
    for what, how in acts:
        act(window, theme, what, how)
        if (over := QApplication.activePopupWidget() or QApplication.activeModalWidget()) is not None:
            over.close()
            bring_to_front(qtbot, window)
        seen_focus(window)
    wait_for_answer(qtbot, page)
    QApplication.processEvents()
    seen_focus(window)
    assert not page.broken
    assert page.inquiry.asked.text == page.box.text()
    assert page.panes.shown is (page.results if page.model.rowCount() else page.nothing)
    press(Qt.Key.Key_F, CTRL)
    assert page.box.hasFocus()
    assert page.box.isVisible()


def seen_focus(window: MainWindow) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.isVisible()
    assert window.isAncestorOf(focus)

import pytest
from ui.find.page import FindPage
@pytest.fixture(autouse=True)
def _patched(monkeypatch):
    def show(self, sheet, *, enter):
        self._need_atlas()
        self.listing.show_sheet(sheet)
        if enter:
            self.panes.read(True)
            if self.isVisible(): self.listing.enter()
    monkeypatch.setattr(FindPage, "_show_listing", show)
