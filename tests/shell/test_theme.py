"""The look: contrast of both sets of colours, and sizes that follow the font."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.forms import field
from ui.shell.text import Text, UrgentButton
from ui.shell.theme import DARK, LIGHT, Colours, Theme, give_room, line_height, palette

AA = 4.5
MARKED = "<b>bold</b> <img src='x'> &amp;"


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    font, shown, style = qapp.font(), qapp.palette(), qapp.style().objectName()
    made = Theme(qapp)
    yield made
    made.deleteLater()
    qapp.setFont(font)
    qapp.setStyle(style)
    qapp.setPalette(shown)


def luminance(name: str) -> float:
    """Relative luminance, WCAG 2.2."""
    colour = QColor(name)
    given = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4) for part in given)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["text", "quiet", "accent"])
@pytest.mark.parametrize("behind", ["window", "base", "chosen"])
def test_text_stands_out(colours: Colours, text: str, behind: str) -> None:
    assert contrast(getattr(colours, text), getattr(colours, behind)) >= AA


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_buttons_stand_out(colours: Colours) -> None:
    assert contrast(colours.text, colours.button) >= AA
    assert contrast(colours.on_urgent, colours.urgent) >= AA
    assert contrast(colours.urgent, colours.window) >= AA


def test_colours_are_chosen_or_the_system_s(theme: Theme, qapp: QApplication) -> None:
    theme.set_dark(True)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    theme.set_dark(False)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)
    theme.set_dark(None)
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert qapp.palette() == palette(DARK if dark else LIGHT)


@pytest.mark.usefixtures("theme")
def test_there_is_no_style_sheet(qapp: QApplication) -> None:
    assert qapp.styleSheet() == ""


def test_text_keeps_its_place_among_the_sizes(theme: Theme, qtbot: QtBot) -> None:
    title = Text("Title", size=1.5, bold=True)
    qtbot.addWidget(title)
    before = title.font().pointSizeF()
    theme.set_scale(2)
    assert title.font().pointSizeF() == pytest.approx(2 * before)
    assert title.font().bold()


def test_room_grows_with_the_font(theme: Theme, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    layout = QVBoxLayout(widget)
    give_room(widget, layout, around=(1, 0.5), between=0.5)
    before = layout.contentsMargins().left()
    assert before == line_height(widget)
    theme.set_scale(2)
    QApplication.processEvents()
    assert layout.contentsMargins().left() == line_height(widget) > before
    assert layout.spacing() == round(0.5 * line_height(widget))


def test_text_is_never_interpreted(qtbot: QtBot) -> None:
    text = Text(MARKED, selectable=True)
    qtbot.addWidget(text)
    assert text.textFormat() == Qt.TextFormat.PlainText
    assert text.text() == MARKED


def test_the_urgent_button_is_drawn_in_its_colour(theme: Theme, qtbot: QtBot) -> None:
    theme.set_dark(False)
    button = UrgentButton("Right now")
    qtbot.addWidget(button)
    drawn = button.grab().toImage()
    assert drawn.pixelColor(drawn.width() // 2, 3) == QColor(LIGHT.urgent)


def test_a_field_is_named_described_and_reached(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    label = field("&Where", widget, "Only services for this borough.")
    qtbot.addWidget(label)
    assert isinstance(label, QLabel)
    assert label.buddy() is widget
    assert widget.accessibleName() == "Where"
    assert widget.accessibleDescription() == "Only services for this borough."
