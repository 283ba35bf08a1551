"""Tips from other workers on a service, apart from its facts, and a line to leave one."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from navigator.refer.tips import HEADING, LONGEST, REMINDER, Tip, about_a_person
from ui.refer.happened import Undoable
from ui.shell.fields import Field
from ui.shell.forms import field
from ui.shell.parts import Band, Block, Pane, Toned, stack
from ui.shell.text import Button, Heading, Text
from ui.shell.theme import QUIET, give_room

_NONE: Final = "No tips yet."
_LABEL: Final = "Leave a tip for other workers"
_STAYS: Final = "Keep it here only"
_STAYS_SAYS: Final = "On this computer. Otherwise it may be sent on with the directory."
_LEAVE: Final = "Leave the tip"
_BETWEEN: Final = 0.5


class TipsView(QWidget):
    """The tips on a service, newest first, and a line to leave one.

    ``left`` carries the words of a new one and whether it stays on this computer, ``removed`` the Tip to take away and
    ``put_back`` the one to bring back. Whoever keeps them then calls ``was_left``, ``was_removed`` or ``failed``, and
    ``show_tips``.
    """

    left = Signal(str, bool)
    removed = Signal(object)
    put_back = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._gone: Tip | None = None
        self.removes: tuple[Button, ...] = ()
        self._tips = Pane()
        self.box = Field()
        self.box.setMaxLength(LONGEST)
        self._label = field(_LABEL, self.box, REMINDER)
        self._label.setWordWrap(True)
        self.think = Toned("", "warn")
        self.stays = QCheckBox(_STAYS)
        self.stays.setAccessibleDescription(_STAYS_SAYS)
        self.leave = Button(_LEAVE)
        self.said = Undoable()
        self._lay_out()
        self.box.textChanged.connect(self._look)
        self.box.entered.connect(self._leave)
        self.leave.clicked.connect(self._leave)
        self.said.undone.connect(self._undo)
        self.forget()

    def show_tips(self, tips: Sequence[Tip]) -> None:
        """Show these tips."""
        buttons = tuple(map(_remove, tips))
        for tip, button in zip(tips, buttons, strict=True):
            button.clicked.connect(partial(self.removed.emit, tip))
        self.removes = buttons
        self._tips.show_blocks(map(_block, tips, buttons) if tips else [[Text(_NONE, role=QUIET)]])

    def was_left(self) -> None:
        """Say that a tip was kept, and make room for another."""
        self.box.forget()
        self._say("Tip left. Thank you.")

    def was_removed(self, tip: Tip) -> None:
        """Say that a tip was taken away, which can be undone."""
        self._gone = tip
        self.said.say("Tip removed.", undo=f"Undo: bring back the tip {tip.text}")
        self.said.undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def failed(self, sentence: str) -> None:
        """Say why something could not be kept; what was typed stays."""
        self._say(sentence)

    def forget(self) -> None:
        """Be as for another service: nothing typed, nothing to undo."""
        self.box.forget()
        self.stays.setChecked(True)
        self._say("")
        self._look("")

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.addWidget(Heading(HEADING))
        layout.addWidget(self._tips)
        leave: Block = [self._label, self.box, Text(REMINDER, role=QUIET), self.think]
        stack(self, layout, [leave, [self.stays, Text(_STAYS_SAYS, role=QUIET)]])
        layout.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.said)
        give_room(self, layout, between=_BETWEEN)

    def _look(self, text: str) -> None:
        think = about_a_person(text)
        self.think.setText(think)
        self.think.setVisible(bool(think))
        self.leave.setEnabled(bool(text.strip()))

    def _leave(self) -> None:
        if self.box.text().strip():
            self._say("")
            self.left.emit(self.box.text(), self.stays.isChecked())

    def _undo(self) -> None:
        tip = self._gone
        self._say("")
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        if tip is not None:
            self.put_back.emit(tip)

    def _say(self, sentence: str) -> None:
        self._gone = None
        self.said.say(sentence)


def _block(tip: Tip, remove: Button) -> Block:
    """A tip in a band of its own; one that fades is paler, and says so."""
    return [Band("edge", _parts(tip, remove))]


def _parts(tip: Tip, remove: Button) -> Iterator[Block]:
    words = Text(tip.text, role=QUIET, selectable=True) if tip.fading else Text(tip.text, selectable=True)
    yield [words, Text(tip.says, role=QUIET, selectable=True)]
    line = QWidget()
    layout = QVBoxLayout(line)
    layout.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
    give_room(line, layout)
    yield [line]


def _remove(tip: Tip) -> Button:
    button = Button("Remove")
    button.setAccessibleName(f"Remove the tip {tip.text}")
    return button
