"""Why one place: its rules and what is known, what to ask them, the number to ring, and what to do about a no."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from navigator.find.wording import ended
from ui.check.awaited import Awaited
from ui.check.next_steps import NextSteps, quoted
from ui.shell.arranged import Measured
from ui.shell.flow import beside
from ui.shell.parts import Band, Block, Link, Toned, stack
from ui.shell.star import StarButton
from ui.shell.starred import Starred
from ui.shell.text import Button, Heading, Reading, Text
from ui.shell.theme import ACCENT, QUIET, characters, give_room

if TYPE_CHECKING:
    from navigator.check.statements import Statement
    from navigator.check.view import Detail
    from navigator.find.parts import Part
    from navigator.pathways.catch22s import Catch22
    from navigator.pathways.routes import WaysIn

_TITLES: Final = {
    "meets-rules": "Why this place",
    "worth-asking": "Why it is worth asking",
    "says-no": "What else their page says",
}
_KINDS: Final = {
    "met": "This fits",
    "first-for": "This may put you first",
    "unmet": "This may be in the way",
    "unknown": "Not known yet",
    "also-ask": "Only they can say",
}
_ORDERS: Final = {
    "meets-rules": ("first-for", "met", "also-ask", "unknown", "unmet"),
    "worth-asking": ("unmet", "unknown", "also-ask", "first-for", "met"),
    "says-no": ("unmet", "unknown", "also-ask", "first-for", "met"),
}
_SAYS_NO: Final = "says-no"
_THEIR_NO: Final = "Their rules say no"
_CONTESTED: Final = "This can be challenged: the need for one kind of help is no reason to refuse another."
_NO_RULES: Final = "Their page states no rule about who can come."
_NO_HOURS: Final = "We do not know when it is open. Ask before you set out."
_CHANGES: Final = "Hours and rules change: ask before you set out."
_REACH: Final = "To reach them"
_ASK: Final = "Ask them"
_REFUSED: Final = "If they refuse"
_WAYS: Final = "Ways in through other services"
_LOOKING: Final = "Looking for ways in."
_WHOLE: Final = "Open the whole listing"
_MOST_ACROSS: Final = 84
"""Lines of more characters than this are hard to read."""
_BIG: Final = 1.7
_SPOKEN: Final = 1.15


class Reasons(Measured, QWidget):
    """One place with its reasons, over the list it came from.

    ``left`` leads back to the list, ``listing_asked`` is the id of a listing to read in full, ``place_asked`` the id
    of another place whose reasons are wanted, ``ways_asked`` of the place on show, whose ways in somebody wants to see,
    and ``copied`` what was copied.
    """

    left = Signal()
    listing_asked = Signal(str)
    place_asked = Signal(str)
    ways_asked = Signal(str)
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.detail: Detail | None = None
        self.ways: Awaited | None = None
        self.star: StarButton | None = None
        self.back = Button("Back to the places (Esc)")
        self.back.setAccessibleName("Back to the places")
        self.back.clicked.connect(self.left)
        self._steps = NextSteps(self.copied.emit, self.place_asked.emit)
        self._reading = Reading()
        self._ways_out = beside(self.back)
        head, layout = QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self._ways_out)
        layout.addLayout(head)
        layout.addWidget(self._reading, 1)
        give_room(self, head, around=(0.8, 0.5))
        give_room(self, layout, between=0)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.forget()

    def follow_stars(self, starred: Starred) -> None:
        """Have a button that puts the place on the shortlist."""
        self.star = StarButton(starred)
        if (row := self._ways_out.layout()) is not None:
            row.addWidget(self.star)
        self._show_star()

    def show_detail(self, detail: "Detail") -> None:
        """Show this place; one that is shown already stays as it is, and stays where it was read to."""
        if detail == self.detail:
            return
        bar = self._reading.verticalScrollBar()
        same = self.detail is not None and self.detail.card.line.id == detail.card.line.id
        read_to = bar.value() if same else 0
        opened = same and self.ways is not None and self.ways.opened
        self.detail, self.ways = detail, None
        self._show_star()
        self._show(list(self._blocks(detail)), f"About {detail.card.line.name.text}")
        bar.setValue(read_to)
        if opened and self.ways is not None:
            self.ways.press.click()

    def show_ways(self, found: "WaysIn", catch_22s: "Sequence[Catch22]") -> None:
        """Show the ways into the place on show, and the catch-22s that bite there; those of another come too late."""
        if self.ways is not None and self.detail is not None and self.detail.card.line.id == found.id:
            from ui.pathways.ways_in import WaysInPage

            page = WaysInPage(self.copied.emit, self.place_asked.emit)
            self.ways.show_blocks(page.blocks(found, catch_22s))

    def fail_ways(self, says: str) -> None:
        """Say why there are no ways in to show."""
        if self.ways is not None:
            self.ways.show_blocks([[Text(says)]])

    def renew(self) -> None:
        """Something else was said: ways in that are on show are old."""
        if self.ways is not None:
            self.ways.renew()

    def forget(self) -> None:
        """Keep nothing of what was shown."""
        self.detail = self.ways = None
        self._show_star()
        self._show([], "")

    def enter(self) -> None:
        """Take the keyboard, to scroll with."""
        self._reading.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the places."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, blocks: Sequence[Block], name: str) -> None:
        page = QWidget()
        page.setBackgroundRole(QPalette.ColorRole.Base)
        rows, layout = QVBoxLayout(), QVBoxLayout(page)
        layout.addLayout(rows)
        layout.addStretch(1)
        give_room(page, layout, around=(0.8, 0.4))
        give_room(page, rows, between=0.6)
        stack(page, rows, blocks)
        self._reading.show_content(page, name)
        self._measure()

    def _show_star(self) -> None:
        if self.star is not None:
            line = self.detail.card.line if self.detail else None
            self.star.show_service(*(line.id, line.name.text) if line else ("", ""))

    def _measure(self) -> None:
        """Keep lines short enough to read."""
        page = self._reading.widget()
        if page is not None:
            page.setMaximumWidth(characters(self, _MOST_ACROSS))

    def _blocks(self, detail: "Detail") -> Iterator[Block]:
        """All of it from top to bottom."""
        card, line = detail.card, detail.card.line
        refused = [one for one in detail.statements if card.outcome == _SAYS_NO and one.kind == "unmet" and one.hard]
        yield [
            Text(line.name.text, size=1.5, bold=True, selectable=True),
            *([Text(line.organization, role=QUIET)] if line.organization not in line.name.text else ()),
            *([Toned(ended(line.mark), "warn", bold=True)] if line.mark else ()),
            *([Text(line.does.text, selectable=True)] if line.does.text and not refused else ()),
        ]
        if refused:
            yield [Band("warn", [[Text(_THEIR_NO, size=1.15, bold=True)], *map(list, _stated(refused))])]
            yield from self._steps.blocks(detail.advice) if detail.advice else ()
            yield [self._fold(line.id)]
        yield [Band("accent", list(self._contact(detail)))]
        yield from self._why(detail, without=refused)
        if detail.advice and not refused:
            yield [Text(_REFUSED, size=1.15, bold=True)]
            yield from self._steps.blocks(detail.advice)
        yield from self._end(detail)

    def _fold(self, service_id: str) -> QWidget:
        self.ways = ways = Awaited(_WAYS, _LOOKING)
        ways.wanted.connect(partial(self.ways_asked.emit, service_id))
        return ways

    def _contact(self, detail: "Detail") -> Iterator[Block]:
        """When, the way in, the number, and what to ask: what is needed to go or to ring."""
        line = detail.card.line
        where = " · ".join(filter(None, (line.areas, line.distance)))
        yield [
            *([Text(_REACH, bold=True, role=ACCENT)] if detail.card.outcome == _SAYS_NO else ()),
            Text(ended(line.opening) if line.opening else _NO_HOURS, size=1.15, bold=True, selectable=True),
            *([Text(ended(line.ways), selectable=True)] if line.ways else ()),
            *([Text(where, role=QUIET)] if where else ()),
        ]
        yield from (list(self._ring(part, line.name.text)) for part in detail.ring)
        if detail.asks:
            yield [Text(_ASK, bold=True, role=ACCENT)]
            yield from ([Text(quoted(ask), size=_SPOKEN, selectable=True)] for ask in detail.asks)

    def _ring(self, part: "Part", whose: str) -> Iterator[QWidget]:
        if part.kind == "phone":
            yield self._steps.number(part.text, whose, size=_BIG)
            if part.note:
                yield Text(ended(part.note[:1].upper() + part.note[1:]), role=QUIET)
        elif part.kind == "listing":
            link = Link(part.text)
            link.clicked.connect(partial(self.listing_asked.emit, part.target))
            yield link
        else:
            yield Text(part.text, selectable=True)

    def _why(self, detail: "Detail", without: Sequence["Statement"]) -> Iterator[Block]:
        """Its rules as sentences, those that matter most for this outcome first."""
        card = detail.card
        rest = [one for one in detail.statements if one not in without]
        if rest or card.outcome != _SAYS_NO:
            title = _TITLES["meets-rules" if card.takes_anyone else card.outcome]
            yield [Heading(title), *([Text(card.because, selectable=True)] if not without else ())]
        for kind in _ORDERS[card.outcome]:
            of_kind = [one for one in rest if one.kind == kind]
            for number, widgets in enumerate(map(list, _stated(of_kind))):
                yield [Text(_KINDS[kind], bold=True), *widgets] if not number else widgets
        if not detail.statements:
            yield [Text(_NO_RULES, selectable=True)]

    def _end(self, detail: "Detail") -> Iterator[Block]:
        """How far it can be relied on, and where all of it is."""
        whole = Button(_WHOLE)
        whole.clicked.connect(partial(self.listing_asked.emit, detail.card.line.id))
        row, layout = QWidget(), QHBoxLayout()
        row.setLayout(layout)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(whole)
        layout.addStretch(1)
        yield [Text(detail.checked, bold=detail.unchecked, selectable=True), Text(_CHANGES, role=QUIET)]
        yield [row]


def _stated(statements: Sequence["Statement"]) -> Iterator[list[QWidget]]:
    """Statements with where they are written, said once for those that follow one another on one page."""
    for source, run in groupby(statements, key=lambda one: one.source):
        together = list(run)
        block: list[QWidget] = [Text("\n".join(one.text for one in together), selectable=True)]
        if any(one.contested for one in together):
            block.append(Toned(_CONTESTED, "good"))
        notes = dict.fromkeys(ended(one.note) for one in together if one.note)
        from_where = [ended(f"From: {source}")] if source else []
        if notes or from_where:
            block.append(Text("\n".join((*notes, *from_where)), role=QUIET))
        yield block
