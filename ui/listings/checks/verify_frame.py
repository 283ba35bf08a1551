"""How noting a check is laid out: what is known of the listing, what was found, and what the listing says beside it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from navigator.refer.tips import about_a_person
from ui.listings.checks.verify_day import DayChoice
from ui.listings.checks.verify_facts import FactsNow
from ui.listings.checks.verify_head import CheckHead
from ui.listings.checks.verify_ticks import Ticks
from ui.listings.checks.verify_ways import Ways
from ui.listings.scrolled import Scrolled
from ui.shell.arranged import Arranged
from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.parts import Toned
from ui.shell.saying import tell
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Button, Text
from ui.shell.theme import ACCENT, QUIET, characters, give_room, line_height
from ui.shell.turns import draw_between

OFF: Final = "Editing was turned off. What you noted is still here: turn on “Edit listings” to save it."
_TITLE: Final = "Checked today"
_WIDE: Final = 96
"""With fewer characters of width than this, what the listing says stands below."""
_LOW: Final = 24
"""With fewer lines of height than this, the buttons go up and down with the rest."""
_NOTE: Final = "Note for the next coordinator"
_NEVER: Final = "Such as whom to ask for. Never about a person who needs help."
_LONGEST: Final = 500
_NOBODY: Final = "Nobody answered"


class VerifyFrame(Arranged, QWidget):
    """Holds all there is to see; what it means is decided elsewhere."""

    def __init__(self, today: Callable[[], date]) -> None:
        """``today`` gives the day."""
        super().__init__()
        self.head, self.facts = CheckHead(), FactsNow()
        self.ways, self.ticks = Ways("How was it checked?"), Ticks()
        draw_between()
        self.on = DayChoice("Checked on", today, usual="Today")
        self.due = DayChoice("Next check", today, usual="As usual")
        self.note = QLineEdit()
        self.note.setMaxLength(_LONGEST)
        self._think = Toned("", "warn")
        self.saves, self.nobody = Button("Save (Ctrl+S)", bold=True), Button(_NOBODY)
        self.nobody_says, self.problem, self.off = Text(role=QUIET), Toned("", "warn"), Toned(OFF, "warn")
        draw_between()
        self._build()
        self.note.textChanged.connect(self._look_at_note)
        self.say("")
        self._look_at_note("")
        self._arrange()

    @property
    def parts(self) -> Sequence[QWidget]:
        """What there is to see, in the order one reads."""
        return (self._reading, *(() if self._reading.isAncestorOf(self._bar) else (self._bar,)))

    def say(self, problem: str) -> None:
        """Say what went wrong."""
        tell(self.problem, problem)

    def allow(self, *, on: bool) -> None:
        """Offer to save, or say why not."""
        held = has_keyboard(self._bar)
        self._acts.setVisible(on)
        self.nobody_says.setVisible(on)
        self.off.setVisible(not on)
        if held and not on:
            self.ticks.enter()

    def begin(self) -> None:
        """Be read from the top."""
        self._reading.begin()

    def forget(self) -> None:
        """Hold nothing of what was noted, at the top."""
        self.ways.choose(None)
        self.ticks.forget()
        for day in (self.on, self.due):
            day.forget()
        self.note.clear()
        self.say("")
        self._reading.verticalScrollBar().setValue(0)

    def _build(self) -> None:
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.addWidget(Text(_TITLE, bold=True, role=ACCENT))
        self._column.addWidget(self.head)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addWidget(self._form(), 1, Qt.AlignmentFlag.AlignTop)
        self._body.addWidget(self.facts, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(self._body)
        self._column.addStretch(1)
        give_room(content, self._column, around=(0.8, 0.6), between=0.6)
        give_room(content, self._body, between=1.2)
        self._reading = Scrolled(content, _TITLE)
        self._reading.setBackgroundRole(QPalette.ColorRole.Base)
        self._bar, self._foot = self._bottom(), QVBoxLayout()
        self._foot.addWidget(self._bar)
        layout = QVBoxLayout(self)
        layout.addWidget(self._reading, 1)
        layout.addLayout(self._foot)
        give_room(self, self._foot, around=(0.8, 0.2))
        give_room(self, layout, between=0.4)

    def _form(self) -> QWidget:
        form = QWidget()
        self._asks = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._days = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        pairs: tuple[tuple[QBoxLayout, tuple[QWidget, ...]], ...] = (
            (self._asks, (self.ways, self.ticks)),
            (self._days, (self.on, self.due)),
        )
        for row, pair in pairs:
            for part in pair:
                row.addWidget(part, 1, Qt.AlignmentFlag.AlignTop)
            give_room(form, row, between=1.2)
        self._form_column = layout = QVBoxLayout(form)
        layout.addLayout(self._asks)
        layout.addLayout(self._days)
        note = QVBoxLayout()
        label = field(_NOTE, self.note, _NEVER)
        label.setFont(self.saves.font())
        label.setWordWrap(True)
        note.addWidget(label)
        for said in (self.note, Text(_NEVER, role=QUIET), self._think):
            note.addWidget(said)
        layout.addLayout(note)
        give_room(form, note, between=0.25)
        give_room(form, layout, between=0.9)
        return form

    def _bottom(self) -> QWidget:
        bar = QWidget()
        layout = QVBoxLayout(bar)
        self._acts = beside(self.saves, self.nobody)
        for part in (self.problem, self._acts, self.nobody_says, self.off):
            layout.addWidget(part)
        give_room(bar, layout, between=0.25)
        return bar

    def _arrange(self) -> None:
        wide = self.width() >= characters(self, _WIDE)
        narrow = self.width() < characters(self, _WIDE // 2)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(across if wide else down)
        for row in (self._asks, self._days):
            row.setDirection(down if narrow else across)
        low = self.height() < _LOW * line_height(self)
        into = self._form_column if low else self._foot
        if into.indexOf(self._bar) < 0:
            self._move_bar(into)

    def _move_bar(self, into: QVBoxLayout) -> None:
        focus = QApplication.focusWidget()
        held = focus if focus is not None and self._bar.isAncestorOf(focus) else None
        into.addWidget(self._bar)
        if held is not None:
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_at_note(self, text: str) -> None:
        think = about_a_person(text)
        self._think.setText(think)
        self._think.setVisible(bool(think))
