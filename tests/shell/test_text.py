"""Text: plain, whole, and in step with the application's font."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.copying import Copy
from ui.shell.notice import Notice
from ui.shell.text import Button, Digits, Heading, Reading, Text, UrgentButton
from ui.shell.theme import LIGHT, QUIET, Theme, line_height

MARKED = "<b>bold</b> <img src='x'> &amp;"
InAPage = Callable[..., QWidget]
LONG = "Some words about a service that do not fit on one line. " * 4


@pytest.fixture
def in_a_page(qtbot: QtBot) -> Iterator[InAPage]:
    """Shows widgets under one another, on a page that lasts as long as the test."""
    pages: list[QWidget] = []

    def show(*widgets: QWidget, width: int = 300) -> QWidget:
        page = QWidget()
        pages.append(page)
        qtbot.addWidget(page)
        layout = QVBoxLayout(page)
        for widget in widgets:
            layout.addWidget(widget)
        page.resize(width, 800)
        page.show()
        qtbot.waitExposed(page)
        return page

    yield show
    pages.clear()


def test_text_is_never_interpreted(qtbot: QtBot) -> None:
    text = Text(MARKED, selectable=True)
    qtbot.addWidget(text)
    assert text.textFormat() == Qt.TextFormat.PlainText
    assert text.text() == MARKED


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("size", [1.0, 0.9, 1.5])
def test_text_keeps_its_place_among_the_sizes(theme: Theme, qtbot: QtBot, size: float, bold: bool) -> None:  # noqa: FBT001
    parent = QWidget()
    qtbot.addWidget(parent)
    text = Text("Words", size=size, bold=bold)
    QVBoxLayout(parent).addWidget(text)
    for scale in (1.0, 2.0, 0.8):
        theme.set_scale(scale)
        QApplication.processEvents()
        assert text.font().pointSizeF() == pytest.approx(size * QApplication.font().pointSizeF())
        assert text.font().bold() == bold


def test_text_of_the_usual_size_has_no_font_of_its_own(qtbot: QtBot) -> None:
    for made in (Text("Words"), Text("Words", role=QUIET, selectable=True)):
        qtbot.addWidget(made)
        assert not made.testAttribute(Qt.WidgetAttribute.WA_SetFont)


def as_tall_as_qt_says(text: Text) -> bool:
    """Whether all of it fits, as a label that keeps nothing measures it."""
    fresh = QLabel(text.text())
    fresh.setTextFormat(Qt.TextFormat.PlainText)
    fresh.setWordWrap(True)
    fresh.setFont(text.font())
    return text.heightForWidth(text.width()) == fresh.heightForWidth(text.width()) <= text.height()


def test_all_of_a_text_is_shown_whatever_changes(theme: Theme, in_a_page: InAPage, qtbot: QtBot) -> None:
    plain, large = Text(LONG), Text(LONG, size=1.4, bold=True)
    page = in_a_page(plain, large)

    def check() -> None:
        assert as_tall_as_qt_says(plain)
        assert as_tall_as_qt_says(large)

    qtbot.waitUntil(check)
    before = plain.height()
    theme.set_scale(2)
    page.resize(page.width(), 3_000)
    qtbot.waitUntil(check)
    assert plain.heightForWidth(plain.width()) > before
    plain.setText(LONG * 2)
    qtbot.waitUntil(check)
    page.resize(500, 3_000)
    qtbot.waitUntil(check)


@pytest.mark.usefixtures("qapp")
@settings(max_examples=30)
@given(
    texts=st.lists(st.text(st.characters(categories=["L", "Zs"]), min_size=1, max_size=80), min_size=1, max_size=3),
    width=st.integers(40, 900),
)
def test_a_height_that_is_kept_is_the_height_there_is(texts: list[str], width: int) -> None:
    text = Text()
    for words in texts:
        text.setText(words)
        fresh = Text(words)
        assert text.heightForWidth(width) == text.heightForWidth(width) == fresh.heightForWidth(width)


def test_a_text_with_a_width_of_its_own_takes_what_it_needs(in_a_page: InAPage) -> None:
    number = Text("12.")
    number.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    in_a_page(number)
    assert number.width() >= number.fontMetrics().horizontalAdvance("12.")


def test_a_heading_has_room_above_it(theme: Theme, in_a_page: InAPage, qtbot: QtBot) -> None:
    heading = Heading("Where")
    in_a_page(heading)
    before = heading.contentsMargins().top()
    assert before > 0
    theme.set_scale(2)
    qtbot.waitUntil(lambda: heading.contentsMargins().top() > 1.7 * before)
    assert heading.font().bold()


def test_digits_stay_on_one_line_where_there_is_room(in_a_page: InAPage) -> None:
    roomy, tight = Digits("0800 731 2864", size=1.9), Digits("0800 731 2864", size=1.9)
    for number, width in ((roomy, 600), (tight, 140)):
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.addWidget(number)
        layout.addStretch(1)
        in_a_page(row, width=width)
    assert roomy.heightForWidth(roomy.width()) < 1.5 * line_height(roomy)
    assert roomy.width() >= roomy.fontMetrics().horizontalAdvance(roomy.text())
    assert tight.heightForWidth(tight.width()) > 1.5 * line_height(tight)


def test_a_text_shows_the_keyboard(theme: Theme, in_a_page: InAPage, qtbot: QtBot) -> None:
    theme.set_scheme("light")
    text = Text("Words", selectable=True)
    page = in_a_page(text)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    text.clearFocus()
    assert text.grab().toImage().pixelColor(1, 1) != QColor(LIGHT.accent)
    text.setFocus()
    assert text.grab().toImage().pixelColor(1, 1) == QColor(LIGHT.accent)


def test_a_button_grows_with_its_words(theme: Theme, in_a_page: InAPage, qtbot: QtBot) -> None:
    button = Button("Back (Esc)")
    in_a_page(button)
    before = button.sizeHint()
    assert before.width() > button.fontMetrics().horizontalAdvance("Back (Esc)")
    theme.set_scale(2)
    qtbot.waitUntil(lambda: button.sizeHint().width() > 1.7 * before.width())
    assert button.minimumHeight() > 1.7 * before.height()


def test_a_button_gives_up_its_key_where_there_is_too_little_room(qtbot: QtBot) -> None:
    button, brief, counted = Button("Show everything (Ctrl+E)"), Button("Show everything"), Button("Take them (12)")
    for each in (button, brief, counted):
        qtbot.addWidget(each)
        each.resize(button.minimumSize())
    assert button.minimumSize() == brief.sizeHint()
    assert button.grab().toImage() == brief.grab().toImage()
    button.resize(button.sizeHint())
    assert button.grab().toImage() != brief.grab().toImage()
    assert button.text() == "Show everything (Ctrl+E)"
    assert counted.minimumWidth() == counted.sizeHint().width()


@pytest.mark.parametrize("ending", ["Esc", "Ctrl+S", "Alt+1", "Ctrl+Shift+V", "Ctrl+Enter", "Alt+Left", "F8"])
def test_a_key_is_given_up(ending: str, qtbot: QtBot) -> None:
    qtbot.addWidget(button := Button(f"Go on ({ending})"))
    assert button.minimumWidth() < button.sizeHint().width()


@pytest.mark.parametrize("ending", ["Phone", "NHS", "S", "F", "24", "Ctrl"])
def test_the_brackets_of_a_name_are_kept(ending: str, qtbot: QtBot) -> None:
    qtbot.addWidget(button := Button(f"Edit: Harbour House ({ending})"))
    assert button.minimumWidth() == button.sizeHint().width()


def test_the_urgent_button_is_drawn_in_its_colour(theme: Theme, qtbot: QtBot) -> None:
    theme.set_scheme("light")
    button = UrgentButton("Right now")
    qtbot.addWidget(button)
    drawn = button.grab().toImage()
    assert drawn.pixelColor(drawn.width() // 2, 3) == QColor(LIGHT.urgent)


def test_a_page_to_read_goes_to_its_ends(in_a_page: InAPage, qtbot: QtBot) -> None:
    reading = Reading()
    in_a_page(reading)
    content = QWidget()
    QVBoxLayout(content).addWidget(Text(LONG * 40))
    reading.show_content(content, "A long page")
    bar = reading.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(reading, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(reading, Qt.Key.Key_Home)
    assert bar.value() == 0
    assert reading.accessibleName() == "A long page"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_text_is_copied_with_one_press(in_a_page: InAPage, qtbot: QtBot, key: Qt.Key) -> None:
    copy = Copy("116 123", "116 123, Samaritans")
    in_a_page(copy)
    width = copy.minimumWidth()
    assert (copy.text(), copy.accessibleName()) == ("Copy", "Copy 116 123, Samaritans")
    with qtbot.waitSignal(copy.copied) as copied:
        QTest.keyClick(copy, key)
    assert copied.args == ["116 123"]
    assert QGuiApplication.clipboard().text() == "116 123"
    assert (copy.text(), copy.minimumWidth()) == ("Copied", width)


def test_what_was_copied_is_said_for_a_while(qtbot: QtBot) -> None:
    copy = Copy("116 123")
    qtbot.addWidget(copy)
    copy._rest.setInterval(1)
    copy.click()
    qtbot.waitUntil(lambda: copy.text() == "Copy")


def test_a_notice_says_what_to_do(in_a_page: InAPage, qtbot: QtBot) -> None:
    notice = Notice("Try again")
    in_a_page(notice)
    notice.say("It cannot be read.", "It is damaged.")
    shown = [label.text() for label in notice.findChildren(Text) if label.isVisible()]
    assert shown == ["It cannot be read.", "It is damaged."]
    notice.say("It cannot be read.", "It is damaged.", "Right now still works.")
    assert [label.text() for label in notice.findChildren(Text) if label.isVisible()][-1] == "Right now still works."
    assert notice.accessibleName() == "It cannot be read."
    with qtbot.waitSignal(notice.acted):
        notice.button.click()


def test_quiet_text_has_the_quiet_colour(theme: Theme, qtbot: QtBot) -> None:
    theme.set_scheme("light")
    text = Text("Words", role=QUIET)
    qtbot.addWidget(text)
    assert text.palette().color(text.foregroundRole()) == QColor(LIGHT.quiet)
    assert text.foregroundRole() == QPalette.ColorRole.PlaceholderText
