"""Names and words of a directory are shown as they are written: no tag and no mark of a key is read in them."""

from datetime import datetime

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from navigator.listings.form.typed import Problem
from navigator.listings.past.entries import Entry
from navigator.listings.table.table import Counted
from navigator.listings.table.views import View
from ui.listings.checks.run_after import After
from ui.listings.form.editor import Messages
from ui.listings.past.history_model import HistoryModel
from ui.listings.table.counted import CountedModel

NAME = "<b>Health</b> & Care"


def _tooltip(model: QAbstractItemModel) -> str:
    return str(model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))


def test_no_tooltip_takes_words_for_tags(qapp: object) -> None:
    assert qapp
    views, history = CountedModel(), HistoryModel()
    views.show([Counted(View("organization", NAME), 1)], [NAME])
    history.show([Entry(1, 1, "edit", datetime(2026, 11, 23, 10, 0), "KB", NAME, "Changed", (), 1)])  # noqa: DTZ001
    for model in (views, history):
        assert "&lt;b&gt;Health&lt;/b&gt; &amp; Care" in _tooltip(model)


def test_buttons_show_an_ampersand(qtbot: QtBot) -> None:
    messages, after = Messages(), After()
    for widget in (messages, after):
        qtbot.addWidget(widget)
    taken: list[str] = []
    messages.offered.connect(taken.append)
    messages.show_problems([Problem("organization", "Did you mean another?", blocks=True, offer=NAME)])
    (use,) = messages.findChildren(QPushButton)
    assert "Health</b> && Care" in use.text()
    use.click()
    assert taken == [NAME]
    what = "samaritans", "phones"
    after.show_result("", (), {what: NAME}, "Next")
    after.opened(what)
    assert after.edits[what].text().endswith("Edit: <b>Health</b> && Care")
