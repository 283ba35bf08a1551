"""Fields of a form: what is seen, what is spoken and what the keyboard reaches are set in one place."""

from typing import Final

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

_ASIDE: Final = 4
"""Between the edge of a box and what is typed in it, in pixels."""


def field(label: str, widget: QWidget, description: str = "") -> QLabel:
    """The label of a field; ``&`` marks its key. The widget is named by it, and described for a screen reader."""
    made = QLabel(label)
    made.setBuddy(widget)
    if isinstance(widget, QLineEdit) and widget.textMargins().isNull():
        widget.setTextMargins(_ASIDE, 0, _ASIDE, 0)
    widget.setAccessibleName(label.replace("&", ""))
    widget.setAccessibleDescription(description)
    return made
