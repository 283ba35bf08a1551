"""Controls as they are drawn: edges, marks and rings in the colours of the theme, and as large as text needs."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.shell.colours import SETS
from ui.shell.contrast import PART, contrast
from ui.shell.theme import Scheme, Theme, line_height

Host = Callable[..., None]

every_scheme = pytest.mark.parametrize("scheme", SETS)


def many() -> QListWidget:
    made = QListWidget()
    made.addItems([str(number) for number in range(100)])
    return made


CONTROLS: dict[str, Callable[[], QWidget]] = {
    "line edit": QLineEdit,
    "button": QPushButton,
    "choices": QComboBox,
    "tick": QCheckBox,
    "one of several": QRadioButton,
    "tool": QToolButton,
    "list": many,
    "progress": QProgressBar,
}
FOCUSED = {name: make for name, make in CONTROLS.items() if name not in {"progress", "list"}}


def drawn(widget: QWidget, *, focused: bool = False) -> QImage:
    if focused:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
    return widget.grab().toImage()


def colours_in(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.fixture
def host(qtbot: QtBot, theme: Theme) -> Iterator[Host]:
    """Puts widgets into a window, after something that has the keyboard."""
    windows: list[QWidget] = []

    def show(*widgets: QWidget) -> None:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        layout = QVBoxLayout(window)
        layout.addWidget(QLineEdit())
        for widget in widgets:
            layout.addWidget(widget)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    assert theme.scale == 1
    yield show
    windows.clear()


@every_scheme
@pytest.mark.parametrize("make", CONTROLS.values(), ids=CONTROLS)
def test_edges_can_be_seen(theme: Theme, host: Host, scheme: Scheme, make: Callable[[], QWidget]) -> None:
    theme.set_scheme(scheme)
    widget = make()
    host(widget)
    window = SETS[scheme].window
    assert max(contrast(colour, window) for colour in colours_in(drawn(widget))) >= PART


@every_scheme
@pytest.mark.parametrize("make", FOCUSED.values(), ids=FOCUSED)
def test_the_keyboard_can_be_seen(theme: Theme, host: Host, scheme: Scheme, make: Callable[[], QWidget]) -> None:
    theme.set_scheme(scheme)
    widget = make()
    if isinstance(widget, QCheckBox | QRadioButton | QPushButton | QToolButton):
        widget.setText("Words")
    if isinstance(widget, QToolButton):
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    host(widget)
    accent = SETS[scheme].accent
    before = count(drawn(widget), accent)
    assert count(drawn(widget, focused=True), accent) > before + widget.height()


def count(image: QImage, name: str) -> int:
    colour = QColor(name)
    return sum(image.pixelColor(x, y) == colour for x in range(image.width()) for y in range(image.height()))


@every_scheme
@pytest.mark.parametrize("make", [QCheckBox, QRadioButton])
def test_a_choice_that_is_set_is_filled_and_marked(
    theme: Theme, host: Host, scheme: Scheme, make: type[QCheckBox | QRadioButton]
) -> None:
    theme.set_scheme(scheme)
    widget = make()
    host(widget)
    colours = SETS[scheme]
    assert colours.accent not in colours_in(drawn(widget))
    widget.setChecked(True)
    assert {colours.accent, colours.base} <= colours_in(drawn(widget))


@every_scheme
def test_a_choice_that_is_partly_set_has_a_dash(theme: Theme, host: Host, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    set_, partly = QCheckBox(), QCheckBox()
    host(set_, partly)
    set_.setCheckState(Qt.CheckState.Checked)
    partly.setCheckState(Qt.CheckState.PartiallyChecked)
    assert colours_in(drawn(partly)) >= {SETS[scheme].accent, SETS[scheme].base}
    assert drawn(partly) != drawn(set_)


@every_scheme
def test_what_cannot_be_used_has_a_broken_edge(theme: Theme, host: Host, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    button = QPushButton("Words")
    host(button)
    edge = SETS[scheme].edge
    whole = top_edge(drawn(button), edge)
    button.setEnabled(False)
    assert 0 < top_edge(drawn(button), edge) < 0.8 * whole


def top_edge(image: QImage, edge: str) -> int:
    return sum(contrast(image.pixelColor(x, 0).name(), edge) < 1.2 for x in range(image.width()))


@every_scheme
def test_the_handle_of_a_scroll_bar_can_be_seen(theme: Theme, host: Host, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    shown = many()
    host(shown)
    bar = shown.verticalScrollBar()
    assert bar.isVisible()
    assert count(drawn(bar), SETS[scheme].edge) > bar.width() * 2


def test_a_scroll_bar_with_nothing_to_scroll_has_no_handle(theme: Theme, host: Host) -> None:
    theme.set_scheme("light")
    shown = QListWidget()
    shown.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    host(shown)
    assert colours_in(drawn(shown.verticalScrollBar())) == {SETS["light"].window}


@every_scheme
def test_the_handle_of_a_splitter_can_be_seen(theme: Theme, host: Host, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    splitter = QSplitter()
    splitter.addWidget(QWidget())
    splitter.addWidget(QWidget())
    splitter.setMinimumSize(200, 200)
    host(splitter)
    assert SETS[scheme].edge in colours_in(drawn(splitter.handle(1)))


@every_scheme
def test_a_menu_has_an_edge(theme: Theme, qtbot: QtBot, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Words")
    menu.popup(menu.pos())
    image = drawn(menu)
    assert contrast(image.pixelColor(image.width() // 2, 0).name(), SETS[scheme].base) >= PART


def test_large_words_of_a_menu_are_not_cut(theme: Theme, qtbot: QtBot) -> None:
    theme.set_scale(2)
    rows = []
    for others in ((), ("What is missing, and much more",)):
        menu = QMenu()
        qtbot.addWidget(menu)
        first = menu.addAction("What is missing")
        for label in others:
            menu.addAction(label)
        menu.popup(menu.pos())
        rows.append(menu.grab(menu.actionGeometry(first)).toImage())
    narrow, wide = rows
    within = narrow.rect().adjusted(2, 2, -2, -2)
    assert narrow.copy(within) == wide.copy(within)


@pytest.mark.parametrize(("value", "share"), [(0, 0.0), (50, 0.5), (100, 1.0)])
def test_progress_is_drawn_as_far_as_it_is(theme: Theme, host: Host, value: int, share: float) -> None:
    theme.set_scheme("light")
    bar = QProgressBar()
    bar.setTextVisible(False)
    bar.setValue(value)
    host(bar)
    image = drawn(bar)
    done = sum(image.pixelColor(x, image.height() // 2) == QColor(SETS["light"].accent) for x in range(image.width()))
    assert done == pytest.approx(share * image.width(), abs=5)


@pytest.mark.parametrize("make", [QLineEdit, QComboBox, QCheckBox, QRadioButton])
def test_controls_grow_with_text(theme: Theme, host: Host, qtbot: QtBot, make: type[QWidget]) -> None:
    widget = make()
    host(widget)
    before = widget.sizeHint()
    assert before.height() >= 1.3 * line_height(widget)
    theme.set_scale(2)
    qtbot.waitUntil(lambda: widget.sizeHint().height() > 1.7 * before.height())
