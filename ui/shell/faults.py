"""What went wrong, told calmly; and errors that nobody foresaw, which are told the same way."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.copying import Copy
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, characters, give_room

_WIDE: Final = 60
_COPYING: Final = "The details name the parts of Navigator that failed. Nothing you typed is in them."
_BUG: Final = "Something went wrong inside Navigator"
_NOT_YOU: Final = "It is not your doing. You can go on; if it happens again, close Navigator and open it again."

_Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def tell(parent: QWidget | None, title: str, sentence: str, details: str = "") -> "FaultDialog":
    """Say over a window what went wrong, and go on; ``details`` may be copied, and hold nothing a person typed."""
    dialog = FaultDialog(parent, title, sentence, details)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


class FaultDialog(QDialog):
    """A title, a sentence, and what to do with it."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str, details: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleDescription(sentence)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(Text(title, size=1.3, bold=True))
        self._layout.addWidget(Text(sentence, selectable=True))
        buttons = QHBoxLayout()
        if details:
            self._layout.addWidget(Text(_COPYING, role=QUIET))
            buttons.addWidget(Copy(details, "details", says="Copy details"))
        buttons.addStretch(1)
        self.ok = Button("OK")
        self.ok.setDefault(True)
        self.ok.clicked.connect(self.accept)
        buttons.addWidget(self.ok)
        self._layout.addStretch(1)
        self._layout.addLayout(buttons)
        give_room(self, self._layout, around=(1.2, 1), between=0.7)
        width = characters(self, _WIDE)
        self.resize(width, self._layout.heightForWidth(width))
        self.ok.setFocus()


class Hook:
    """Shows errors that nobody foresaw over the window, one at a time, and where they arose on standard error.

    Python's own account is not given: an error's message may quote what was said.
    """

    def __init__(self, window: Callable[[], QWidget | None]) -> None:
        self._window = window
        self._before: _Hook = sys.excepthook
        self._told = False
        self._hook: _Hook = self._tell
        sys.excepthook = self._hook

    def restore(self) -> None:
        """Leave errors to Python again."""
        if sys.excepthook is self._hook:
            sys.excepthook = self._before

    def _tell(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, Exception):
            self._before(kind, error, trace)
            return
        details = details_of(kind, trace)
        if sys.stderr is not None:
            sys.stderr.write(f"{_BUG}.\n{details}\n")
        window = self._window()
        if window is not None and not self._told:
            self._told = True
            tell(window, _BUG, _NOT_YOU, details).finished.connect(self._close)

    def _close(self) -> None:
        self._told = False


def install_hook(window: Callable[[], QWidget | None]) -> Hook:
    """From now on tell of errors that nobody foresaw over this window, if there is one then."""
    return Hook(window)


def details_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What a developer needs to find an error: what it is called and where it arose.

    Neither its message, which may quote what was typed, nor folders, which may name a person.
    """
    from navigator import __version__

    lines = [f"Navigator {__version__}, Python {sys.version.split()[0]}, {sys.platform}", kind.__name__]
    while trace is not None:
        code = trace.tb_frame.f_code
        place = Path(code.co_filename)
        lines.append(f"{place.parent.name}/{place.name}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return "\n".join(lines)
