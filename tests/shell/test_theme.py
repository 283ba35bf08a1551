"""The look: contrast of every set of colours, the size of text, and rooms that follow the font."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.shell.colours import CONTRAST, DARK, LIGHT, SETS, Colours, colours_of, palette
from ui.shell.contrast import TEXT, Pair, contrast, pairs
from ui.shell.forms import field
from ui.shell.theme import SCALES, Scheme, Theme, give_room, line_height

every_set = pytest.mark.parametrize("colours", SETS.values(), ids=SETS)


@every_set
@pytest.mark.parametrize("pair", tuple(pairs()), ids=lambda pair: f"{pair.front} on {pair.behind}")
def test_colours_stand_out(colours: Colours, pair: Pair) -> None:
    assert pair.of(colours) >= pair.least


@every_set
@pytest.mark.parametrize(
    "group",
    [QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled],
    ids=lambda group: group.name,
)
@pytest.mark.parametrize(
    ("front", "behind"),
    [
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.Text, QPalette.ColorRole.AlternateBase),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
        (QPalette.ColorRole.Link, QPalette.ColorRole.Base),
    ],
    ids=lambda role: role.name,
)
def test_the_palette_is_readable_used_or_not(
    colours: Colours, group: QPalette.ColorGroup, front: QPalette.ColorRole, behind: QPalette.ColorRole
) -> None:
    shown = palette(colours)
    assert contrast(shown.color(group, front).name(), shown.color(group, behind).name()) >= TEXT


def test_high_contrast_has_no_greys_between_black_and_white() -> None:
    used = {getattr(CONTRAST, name) for name in Colours.__slots__}
    greys = {colour for colour in used if QColor(colour).saturation() == 0}
    assert greys == {"#000000", "#ffffff"}


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@every_set
def test_a_palette_tells_its_colours(colours: Colours) -> None:
    assert colours_of(palette(colours)) is colours


def test_a_palette_of_others_has_the_nearest_colours() -> None:
    assert colours_of(QPalette(QColor("#303030"))) is DARK
    assert colours_of(QPalette(QColor("#dddddd"))) is LIGHT


@pytest.mark.parametrize("scheme", SETS)
def test_colours_are_chosen(theme: Theme, qapp: QApplication, scheme: Scheme) -> None:
    theme.set_scheme(scheme)
    assert qapp.palette() == palette(SETS[scheme])
    assert theme.scheme == scheme


def test_colours_are_the_system_s_unless_chosen(theme: Theme, qapp: QApplication) -> None:
    theme.set_scheme("contrast")
    theme.set_scheme("system")
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert qapp.palette() == palette(DARK if dark else LIGHT)


@pytest.mark.parametrize(
    ("prefers", "colours"),
    [
        ((Qt.ContrastPreference.NoPreference, Qt.ColorScheme.Light), LIGHT),
        ((Qt.ContrastPreference.NoPreference, Qt.ColorScheme.Dark), DARK),
        ((Qt.ContrastPreference.HighContrast, Qt.ColorScheme.Light), CONTRAST),
        ((Qt.ContrastPreference.HighContrast, Qt.ColorScheme.Dark), CONTRAST),
    ],
)
def test_what_the_system_prefers_is_followed(
    theme: Theme,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    prefers: tuple[Qt.ContrastPreference, Qt.ColorScheme],
    colours: Colours,
) -> None:
    monkeypatch.setattr(theme, "_hints", FakeHints(*prefers))
    theme.set_scheme("dark")
    theme.set_scheme("system")
    assert qapp.palette() == palette(colours)


class FakeHints:
    """A system that prefers something."""

    def __init__(self, preference: Qt.ContrastPreference, colour_scheme: Qt.ColorScheme) -> None:
        self._preference, self._colour_scheme = preference, colour_scheme

    def accessibility(self) -> "FakeHints":
        return self

    def contrastPreference(self) -> Qt.ContrastPreference:  # noqa: N802 - as Qt names it
        return self._preference

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - as Qt names it
        return self._colour_scheme


@pytest.mark.usefixtures("theme")
def test_there_is_no_style_sheet(qapp: QApplication) -> None:
    assert qapp.styleSheet() == ""


def test_text_grows_and_shrinks_in_steps(theme: Theme, qapp: QApplication) -> None:
    usual = qapp.font().pointSizeF()
    seen = []
    for _ in SCALES:
        seen.append(theme.scale)
        theme.larger()
    assert seen[-1] == theme.scale == 2.0
    assert qapp.font().pointSizeF() == pytest.approx(2 * usual)
    for _ in SCALES:
        theme.smaller()
    assert theme.scale == 0.8
    theme.usual()
    assert qapp.font().pointSizeF() == pytest.approx(usual)
    assert seen == sorted(seen)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(scale=st.floats(allow_nan=False))
def test_text_is_never_too_small_or_too_large(theme: Theme, scale: float) -> None:
    theme.set_scale(scale)
    assert 0.8 <= theme.scale <= 2.0
    before = theme.scale
    theme.larger()
    assert theme.scale > before or before == 2.0
    theme.set_scale(before)
    theme.smaller()
    assert theme.scale < before or before == 0.8


def test_a_change_is_said_once_and_only_where_there_is_one(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.set_scale(1.5)
    with qtbot.waitSignal(theme.changed):
        theme.set_scheme("dark")
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_scale(1.5)
        theme.set_scheme("dark")


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


def test_a_field_is_named_described_and_reached(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    label = field("&Where", widget, "Only services for this borough.")
    qtbot.addWidget(label)
    assert isinstance(label, QLabel)
    assert label.buddy() is widget
    assert widget.accessibleName() == "Where"
    assert widget.accessibleDescription() == "Only services for this borough."
