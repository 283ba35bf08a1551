"""Saving a sheet as a file, and reminders for a calendar."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog, QWidget

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

Kinds = dict[str, str]
AskFile = Callable[[QWidget, str, Kinds], Path | None]


def ask_file(parent: QWidget, name: str, kinds: Kinds) -> Path | None:
    """Ask where to save a file of one of these kinds; None where nobody named one."""
    first = next(iter(kinds.values()))
    given, kind = QFileDialog.getSaveFileName(parent, "Save as", f"{name}{first}", ";;".join(kinds))
    return with_ending(given, kind, kinds) if given else None


def with_ending(given: str, kind: str, kinds: Kinds) -> Path:
    """A path whose name ends as one of these kinds does: as it was typed, else as the kind that was chosen."""
    path = Path(given)
    ending = kinds.get(kind, next(iter(kinds.values())))
    return path if path.suffix.lower() in kinds.values() else path.with_name(path.name + ending)


def save_sheet(made: "Made", path: Path) -> None:
    """Write a sheet, whole or not at all. Raises NavigatorError where it cannot be written."""
    from navigator.refer.saving import save

    save(made.sheet, path, made.paper)


def save_calendar(ics: bytes, path: Path) -> None:
    """Write reminders, whole or not at all. Raises NavigatorError where they cannot be written."""
    from navigator.pathways.files import write_whole

    write_whole(path, ics)
