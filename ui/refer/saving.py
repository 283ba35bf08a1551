"""Saving a sheet as a file, and reminders for a calendar."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ui.refer.paper import Made

PDF: Final = {"PDF to print or send (*.pdf)": ".pdf"}
SHEETS: Final = {
    **PDF,
    "Web page, which a screen reader reads well (*.html)": ".html",
    "Plain text (*.txt)": ".txt",
}
CALENDAR: Final = {"Calendar (*.ics)": ".ics"}
"""Kinds of file as a dialog shows them, with how their names end."""


def save_sheet(made: "Made", path: Path) -> None:
    """Write a sheet, whole or not at all. Raises NavigatorError where it cannot be written."""
    from navigator.refer.saving import save

    save(made.sheet, path, made.paper)


def save_calendar(ics: bytes, path: Path) -> None:
    """Write reminders, whole or not at all. Raises NavigatorError where they cannot be written."""
    from navigator.pathways.files import write_whole

    write_whole(path, ics)
