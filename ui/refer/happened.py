"""What happened after a referral, noted in two presses, and what other workers met at the same service."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.refer.outcomes import CHOICES, Met, What
from ui.shell.flow import beside
from ui.shell.folding import Fold
from ui.shell.parts import Block, Pane, Toned, stack
from ui.shell.saying import announce
from ui.shell.text import Button, Heading, Text
from ui.shell.theme import ACCENT, QUIET, give_room

if TYPE_CHECKING:
    from navigator.refer.outcomes import Quarter

_ASK: Final = "What happened?"
_KEPT: Final = "Only a count is kept, with the service and the quarter. Nothing about the person."
_MET: Final = "What other workers met"
_NOTHING: Final = "Nothing was noted here yet, or fewer than 5 of anything."
_IN_FIVES: Final = "Figures are told in fives. Fewer than 5 may also be none."
_BETWEEN: Final = 0.5


class Happened(QWidget):
    """A button that opens every outcome as a button of its own, and below it what was noted before.

    ``chosen`` carries the What somebody pressed: whoever keeps it then calls ``noted`` or ``failed``, and
    ``show_met`` with what there is to read now. ``taken_back`` carries it again when it was undone.
    """

    chosen = Signal(object)
    taken_back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._last: What | None = None
        self.press = Fold(_ASK)
        self.panel = _Panel()
        self.said = Undoable()
        self._met = Pane()
        layout = QVBoxLayout(self)
        for part in (self.press, self.panel, self.said, self._met):
            layout.addWidget(part)
        give_room(self, layout, between=_BETWEEN)
        self.panel.hide()
        self.press.toggled.connect(self._open)
        self.panel.chosen.connect(self._choose)
        self.panel.left.connect(self.close_panel)
        self.said.undone.connect(self._undo)

    def show_met(self, met: Met) -> None:
        """Show what workers met at this service."""
        self._met.show_blocks(_blocks(met))

    def noted(self, what: What) -> None:
        """Say that it was kept, which can be undone."""
        self._last = what
        self.said.say(f"Noted: {what.says}.", undo=f"Undo: {what.says}")

    def failed(self, sentence: str) -> None:
        """Say why something could not be kept."""
        self._last = None
        self.said.say(sentence)

    def forget(self) -> None:
        """Be as for another service: closed, with nothing to undo."""
        self._last = None
        self.said.say("")
        self.press.setChecked(False)

    def close_panel(self) -> None:
        """Close the choices; the keyboard goes back to what opened them."""
        self.press.setChecked(False)
        self.press.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, opened: bool) -> None:
        self.panel.setVisible(opened)
        if opened:
            self._last = None
            self.said.say("")
            self.panel.enter()

    def _choose(self, what: What) -> None:
        self.close_panel()
        self.chosen.emit(what)

    def _undo(self) -> None:
        what, self._last = self._last, None
        self.said.say("")
        self.press.setFocus(Qt.FocusReason.OtherFocusReason)
        if what is not None:
            self.taken_back.emit(what)


class Undoable(QWidget):
    """A sentence that says what was done, with a button to undo it. Nothing is in sight where nothing is said."""

    undone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.text = Text(selectable=True)
        self.undo = Button("Undo")
        self.undo.clicked.connect(self.undone)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        give_room(self, layout, between=_BETWEEN / 2)
        self.say("")

    def say(self, sentence: str, *, undo: str = "") -> None:
        """Say a sentence, here and through a screen reader; ``undo`` names what the button undoes, "" for no button."""
        self.text.setText(sentence)
        self.undo.setVisible(bool(undo))
        self.undo.setAccessibleName(undo)
        self.setVisible(bool(sentence))
        announce(self, sentence)


class _Panel(QWidget):
    """Every outcome as a button, under headings. Escape leaves it."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[What, Button] = {}
        layout = QVBoxLayout(self)
        stack(self, layout, self._sections())
        layout.addWidget(Text(_KEPT, role=QUIET))
        give_room(self, layout, around=(0.6, 0.3), between=1.6 * _BETWEEN)

    def enter(self) -> None:
        """Take the keyboard to the first choice."""
        next(iter(self.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves without a choice."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _sections(self) -> Iterator[Block]:
        for heading, choices in CHOICES:
            yield Text(heading, bold=True, role=ACCENT), beside(*map(self._button, choices))

    def _button(self, what: What) -> Button:
        self.buttons[what] = button = Button(what.name[:1].upper() + what.name[1:])
        button.setAccessibleName(what.says[:1].upper() + what.says[1:])
        button.clicked.connect(partial(self.chosen.emit, what))
        return button


def _blocks(met: Met) -> Iterator[Block]:
    if met.wrong:
        yield [Toned(met.wrong_says, "warn")]
    yield [Heading(_MET), *([] if met.quarters else [Text(_NOTHING, role=QUIET)])]
    yield from map(_quarter, met.quarters)
    if met.quarters:
        yield [Text(_IN_FIVES, role=QUIET)]


def _quarter(quarter: "Quarter") -> Block:
    return [Text(quarter.when, role=QUIET), *(Text(line, selectable=True) for line in quarter.says)]
