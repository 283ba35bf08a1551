"""The application's look, put back as it was after each test that changes it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.shell.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    font, shown, style = qapp.font(), qapp.palette(), qapp.style().objectName()
    made = Theme(qapp)
    yield made
    made.deleteLater()
    qapp.setFont(font)
    qapp.setStyle(style)
    qapp.setPalette(shown)
