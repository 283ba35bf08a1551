"""A page that scrolls keeps what has the keyboard in sight."""

from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.listings.scrolled import Scrolled


def test_what_has_the_keyboard_stays_in_sight_when_the_page_grows(qtbot: QtBot) -> None:
    content = QWidget()
    layout = QVBoxLayout(content)
    above, button = QLabel(), QPushButton("Begin")
    for part in (above, button):
        layout.addWidget(part)
    page = Scrolled(content, "Page")
    qtbot.addWidget(page)
    page.resize(300, 200)
    page.show()
    page.activateWindow()
    button.setFocus()
    qtbot.waitUntil(lambda: button.hasFocus() and not page._soon.isActive())
    above.setFixedHeight(900)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
