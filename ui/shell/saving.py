"""Asking for a file: where to save something, and which to open."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

Kinds = Mapping[str, str]
"""Kinds of file as a dialog shows them, with how their names end: ``{"Calendar (*.ics)": ".ics"}``."""
AskFile = Callable[[QWidget, str, Kinds], Path | None]
"""Asks over a widget for a file of one of these kinds, by the name that is offered; None where nobody named one."""


def ask_file(parent: QWidget, name: str, kinds: Kinds, title: str = "Save as") -> Path | None:
    """Ask where to save a file of one of these kinds; ``name`` is offered, without its ending."""
    first = next(iter(kinds.values()))
    given, kind = QFileDialog.getSaveFileName(parent, title, f"{name}{first}", ";;".join(kinds))
    return with_ending(given, kind, kinds) if given else None


def ask_to_open(parent: QWidget, title: str, kinds: Kinds) -> Path | None:
    """Ask which file of one of these kinds to open."""
    given, _ = QFileDialog.getOpenFileName(parent, title, "", ";;".join(kinds))
    return Path(given) if given else None


def with_ending(given: str, kind: str, kinds: Kinds) -> Path:
    """A path whose name ends as one of these kinds does: as it was typed, else as the kind that was chosen."""
    path = Path(given)
    ending = kinds.get(kind, next(iter(kinds.values())))
    return path if path.suffix.lower() in kinds.values() else path.with_name(path.name + ending)
