"""A colleague's directory beside ours: the listings that differ, how, and what of it to take."""

from collections.abc import Iterator
from functools import partial
from typing import Final, cast

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QVBoxLayout, QWidget

from navigator.directory import Vocabulary
from navigator.find.wording import listed, plural
from navigator.listings.copies.choosing import Choosing
from navigator.listings.copies.differences import HEADINGS, Difference, Side
from ui.listings.copies.detail import Detail
from ui.listings.copies.words import checked, label, summary
from ui.listings.row_list import Line, RowList
from ui.shell.arranged import Arranged
from ui.shell.flow import beside
from ui.shell.text import Button, Reading, Text
from ui.shell.theme import QUIET, characters, give_room, line_height

_LIST: Final = "Listings that differ"
_KEYS: Final = "Space accepts a listing, Enter goes to what differs."
_PLAIN: Final = "Accept all that is clear ({:,})"
_PLAIN_SAYS: Final = "Those that bring something, and leave nothing to decide."
_TIPS: Final = "Keep the tips they shared ({:,})"
_TIPS_SAYS: Final = "Of the listings that you have or accept."
_OFF: Final = "Turn on “Edit listings” above to take anything."
_DECIDE: Final = "Decide first whose to take: {}."
_WIDE: Final = 100
"""With so many characters of width what differs stands beside the list, else below it."""
_LEAST_LINES: Final = 9
_ROWS: Final = ((None, "To decide", "warn"), ("theirs", "Theirs is taken", "text"), ("ours", "Yours stays", "quiet"))
"""What is said of fields by whose value is taken, and in which tone."""


class Compare(Arranged, QWidget):
    """``taken`` asks to take what is accepted, ``closed`` for the copy to be closed."""

    taken = Signal()
    closed = Signal()
    said = Signal(str)
    """A sentence on what stands in the way."""

    def __init__(self) -> None:
        super().__init__()
        self._vocabulary: Vocabulary | None = None
        self._may_take = False
        self.choices: Choosing | None = None
        self.detail: Detail | None = None
        self.says = Text(selectable=True)
        self.take, self.plain, self.none = Button("", bold=True), Button(""), Button("Accept none")
        self.close_it = Button("Close this copy")
        self.plain.setAccessibleDescription(_PLAIN_SAYS)
        self.plain.setToolTip(_PLAIN_SAYS)
        self.tips = QCheckBox()
        self.tips.setAccessibleDescription(_TIPS_SAYS)
        self.tips.setToolTip(_TIPS_SAYS)
        self.off = Text(_OFF, role=QUIET)
        self.list = RowList(_LIST, _KEYS)
        self.reading = Reading()
        self._lay_out()
        self.take.clicked.connect(self.taken)
        self.close_it.clicked.connect(self.closed)
        self.plain.clicked.connect(self._accept_plain)
        self.none.clicked.connect(self._accept_none)
        self.tips.toggled.connect(lambda _on: self._offer())
        self.list.chosen.connect(self._read)
        self.list.ticked.connect(self._toggle)
        self.list.opened.connect(self._decide)

    @property
    def wants_tips(self) -> bool:
        """Whether tips are to be kept."""
        return self.tips.isChecked() and not self.tips.isHidden()

    @property
    def chosen(self) -> bool:
        """Whether anything was chosen to be taken."""
        return bool(self.choices and self.choices.count) or self.wants_tips

    def show_choices(self, choices: Choosing, vocabulary: Vocabulary) -> None:
        """Show this comparison, with what was chosen of it."""
        self.choices, self._vocabulary = choices, vocabulary
        self.says.setText(summary(choices.comparison))
        tips = len(choices.comparison.tips)
        self.tips.setVisible(bool(tips))
        self.tips.setText(_TIPS.format(tips))
        self.list.show_rows(choices.listed, partial(_line, choices))
        self._offer()
        self._panes.setVisible(bool(choices.listed))
        self._read(self.list.current)

    def forget(self) -> None:
        """Show nothing."""
        self.choices, self.detail = None, None
        self.list.show_lines(())
        self.reading.show_content(QWidget(), "")
        with QSignalBlocker(self.tips):
            self.tips.setChecked(False)

    def allow(self, may_take: bool) -> None:
        """Offer to take what is accepted, or say why that cannot be."""
        self._may_take = may_take
        self._offer()

    def accept_none(self) -> None:
        """Accept nothing after all."""
        if self.choices is not None:
            self.choices.accept_none()
            self.list.rows.renew()
            self._offer()

    def enter(self) -> None:
        """Take the keyboard to the list, or to the way out where it is empty."""
        listed_any = self.choices is not None and bool(self.choices.listed)
        (self.list if listed_any else self.close_it).setFocus(Qt.FocusReason.OtherFocusReason)

    # What is chosen ---------------------------------------------------------------------------------------------------

    def _toggle(self, service_id: str) -> None:
        if self.choices is not None and not self.choices.toggle(service_id):
            self._decide(service_id)
        self.list.rows.renew(service_id)
        self._offer()

    def _decide(self, service_id: str) -> None:
        """Take the keyboard to what somebody has to decide."""
        fields = self.choices.undecided(service_id) if self.choices else ()
        if fields:
            self.said.emit(_DECIDE.format(listed([label(field) for field in fields], "and")))
        if self.detail is None or not self.detail.enter(fields):
            self.reading.setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, field: str, side: str) -> None:
        if self.choices is not None:
            self.choices.choose(self.list.current, field, cast("Side", side))
            self.said.emit("")
            self.list.renew(self.list.current)
            self._offer()

    def _accept_plain(self) -> None:
        if self.choices is not None:
            self.choices.accept_plain()
            self.list.rows.renew()
            self._offer()
            self._step_off(self.plain)

    def _accept_none(self) -> None:
        if self.choices is not None:
            self.accept_none()
            self._step_off(self.none)

    def _step_off(self, pressed: Button) -> None:
        """A button that goes does not take the keyboard with it."""
        if pressed.isHidden():
            (self.list if self.take.isHidden() else self.take).setFocus(Qt.FocusReason.OtherFocusReason)

    # What is shown ----------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        choices, held = self.choices, self.take.hasFocus()
        count, plain = (choices.count, len(choices.plain)) if choices else (0, 0)
        self.take.setText(f"Take {plural(count, 'listing')}" if count else "Take the tips")
        self.plain.setText(_PLAIN.format(plain))
        self.take.setVisible(self._may_take and self.chosen)
        self.off.setVisible(not self._may_take)
        self.plain.setVisible(bool(plain))
        self.none.setVisible(bool(count))
        if held and self.take.isHidden():
            self.enter()

    def _read(self, service_id: str) -> None:
        choices = self.choices
        one = choices.find(service_id) if choices else None
        if choices is None or one is None or self._vocabulary is None:
            return
        self.detail = Detail(one, choices, self._vocabulary)
        self.detail.chosen.connect(self._choose)
        self.reading.show_content(self.detail, f"How {one.name} differs")

    # What stands where ------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._panes = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._panes)
        self._row.addWidget(self.list, 2)
        self._row.addWidget(self.reading, 3)
        layout = QVBoxLayout(self)
        layout.addWidget(self.says)
        layout.addWidget(beside(self.take, self.plain, self.none, self.tips, self.close_it))
        layout.addWidget(self.off)
        layout.addWidget(self._panes, 1)
        layout.addStretch(0)
        give_room(self._panes, self._row, between=0.6)
        give_room(self, layout, between=0.5)

    def _arrange(self) -> None:
        ways, least = QBoxLayout.Direction, _LEAST_LINES * line_height(self)
        self._row.setDirection(ways.LeftToRight if self.width() >= characters(self, _WIDE) else ways.TopToBottom)
        for part in (self.list, self.reading):
            part.setMinimumHeight(least)


def _line(choices: Choosing, service_id: str) -> Line:
    """A row."""
    one = choices.find(service_id)
    if one is None:
        return Line(service_id, service_id)
    return Line(
        one.id, one.name, tuple(_told(one, choices)), None if one.kind == "refused" else choices.accepts(one.id)
    )


def _told(one: Difference, choices: Choosing) -> Iterator[tuple[str, str]]:
    """What a row says of how a listing differs."""
    sides = {field.field: choices.side(one.id, field) for field in one.fields}
    for side, says, tone in _ROWS:
        if fields := [label(field) for field, taken in sides.items() if taken == side]:
            yield f"{says}: {', '.join(fields)}", tone
    if one.why:
        yield f"Cannot be taken. {one.why}", "quiet"
    elif not one.fields and one.kind == "new":
        yield f"{HEADINGS[one.kind].capitalize()}", "text"
    if one.checks:
        yield checked(one.checks[0]), "quiet"
