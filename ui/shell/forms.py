"""Fields of a form: what is seen, what is spoken and what the keyboard reaches are set in one place."""

from PySide6.QtWidgets import QLabel, QWidget


def field(label: str, widget: QWidget, description: str = "") -> QLabel:
    """The label of a field; ``&`` marks its key. The widget is named by it, and described for a screen reader."""
    made = QLabel(label)
    made.setBuddy(widget)
    widget.setAccessibleName(label.replace("&", ""))
    widget.setAccessibleDescription(description)
    return made
