"""Parts of a page behind a press that are looked up only once somebody wants to see them."""

from collections.abc import Iterable

from PySide6.QtCore import Signal

from ui.shell.folding import Folding
from ui.shell.parts import Block
from ui.shell.text import Text
from ui.shell.theme import QUIET


class Awaited(Folding):
    """A fold that asks for what is in it when it is first opened, and shows it when it comes.

    ``wanted`` says that somebody opened it, or looks at it while what it shows has become old.
    """

    wanted = Signal()

    def __init__(self, words: str, waiting: str) -> None:
        """``words`` are on the press, ``waiting`` is shown until there is more."""
        super().__init__(words, lambda: [[Text(waiting, role=QUIET)]])
        self._answered = False
        self.press.toggled.connect(self._want)

    @property
    def opened(self) -> bool:
        """Whether what is in it is in sight."""
        return self.press.isChecked()

    def show_blocks(self, blocks: Iterable[Block]) -> None:
        """Show these; one that was not opened yet takes nothing."""
        if self._content is not None:
            self._answered = True
            self._content.hide()
            self._content.deleteLater()
            self._fill(blocks).setVisible(self.opened)

    def renew(self) -> None:
        """What it shows is old: ask anew, at once or when it is next opened; meanwhile the old stays."""
        self._answered = False
        self._want(self.opened)

    def _want(self, opened: bool) -> None:
        if opened and not self._answered:
            self.wanted.emit()
