"""Typing letters into the window, as on a keyboard that has them."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget


def type_letter(into: QWidget, letter: str) -> None:
    """Type a letter: the keyboard of Qt's tests has only those of ASCII."""
    if letter.isascii():
        QTest.keyClicks(into, letter)
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(into, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
