"""A situation as a list that says the same as its drawing: what to do, who can, and what if they refuse."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from navigator.find.wording import ended, listed, plural
from ui.pathways import parts
from ui.pathways.row import Item
from ui.pathways.rows import Rows
from ui.pathways.saving import Run, SaveButton, at_once
from ui.shell.flow import beside
from ui.shell.folding import Folding
from ui.shell.parts import Band, Block, Link
from ui.shell.scroll import Scroll
from ui.shell.starred import Starred
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET
from ui.shell.word_row import Piece

if TYPE_CHECKING:
    from navigator.pathways.steps import Gap, SituationView, StepService, StepView

_FIRST: Final = 1
_SHOWN: Final = 3
"""So many services stand there at once; the others are behind a press."""
_GAPS: Final = {
    "nobody": "Nobody in this directory takes this step here: a gap in the services.",
    "refused": "Everybody who takes this step here says no by their published rules.",
    "far": "No local service: only services for a wider area.",
}


class StepsList(Scroll):
    """The steps of one situation, the first of them open.

    ``selected`` is the number of the step somebody came to; ``listing_asked`` the id of a service, ``find_asked`` the
    filters that find all who can take a step, ``item_asked`` another thing of this room by kind, id and number, and
    ``copied`` what was copied. With ``starred`` every service has its star.
    """

    selected = Signal(int)
    listing_asked = Signal(str)
    find_asked = Signal(object)
    item_asked = Signal(str, str, int)
    copied = Signal(str)

    def __init__(self, run: Run = at_once) -> None:
        """What takes a while, such as saving a picture, is done by ``run``."""
        super().__init__()
        self._title = Text(size=1.3, bold=True, selectable=True)
        self._starting = Text(selectable=True)
        self._where = Text(role=QUIET)
        self._also = beside()
        self.rows = Rows("Steps")
        self.saves = SaveButton(run)
        self.fill((self._title, self._starting, self._where, self._also, self.rows, beside(self.saves)), "Steps")
        self.view: SituationView | None = None
        self.starred: Starred | None = None
        self.rows.selected.connect(self.selected)
        self.rows.grown.connect(lambda n: self.bring(self.rows.row(n)))

    def show_view(self, view: "SituationView", transitions: Mapping[str, str]) -> None:
        """Show a situation; the same one stays where it was read to. ``transitions`` are the names of those, by id."""
        if view == self.view:
            return
        same = self.view is not None and self.view.situation.id == view.situation.id
        opened = self.rows.opened if same else _FIRST
        situation, self.view = view.situation, view
        self._title.setText(situation.name)
        self._starting.setText(situation.starting)
        self._where.setText(f"Services for {listed(view.boroughs, 'and')}." if view.boroughs else "")
        self._where.setVisible(bool(view.boroughs))
        self.setAccessibleName(f"Steps: {situation.name}")
        self._link({one: transitions[one] for one in situation.transitions if one in transitions})
        self.rows.show_items(map(self._item, view.steps), opened)
        if not same:
            self.verticalScrollBar().setValue(0)

    def select(self, n: int) -> None:
        """Open the step of this number and bring it into sight; the keyboard stays where it is."""
        self.rows.open(n)
        self.bring(self.rows.row(n))

    def enter(self, n: int = 0) -> None:
        """Take the keyboard to a step: the one that is selected, or the first."""
        row = self.rows.row(n or self.rows.current or _FIRST)
        (row or self).setFocus(Qt.FocusReason.OtherFocusReason)
        if n:
            self.select(n)

    def forget(self) -> None:
        """Show nothing, and keep nothing of what was shown."""
        self.view = None
        self.rows.show_items(())
        for text in (self._title, self._starting, self._where):
            text.clear()
        self._link({})

    def _link(self, transitions: Mapping[str, str]) -> None:
        """The transition points on its way."""
        layout = self._also.layout()
        focus = QApplication.focusWidget()
        if focus is not None and self._also.isAncestorOf(focus):
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        while layout is not None and (taken := layout.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for one, name in transitions.items():
            link = Link(f"By dates: {name}")
            link.setAccessibleDescription("Opens this transition point.")
            link.clicked.connect(partial(self.item_asked.emit, "transition", one, 0))
            if layout is not None:
                layout.addWidget(link)
            link.show()
        self._also.setVisible(bool(transitions))

    def _item(self, one: "StepView") -> Item:
        step = one.step
        pieces = [Piece(step.role, "name"), Piece(step.do, "text")]
        if step.caution:
            pieces.append(Piece(step.caution, "text", "warn"))
        pieces.append(Piece(_who(one), "bold" if one.gap else "text", "warn" if one.gap else "quiet", above=0.2))
        spoken = " ".join((f"Step {step.n}.", *(ended(piece.text) for piece in pieces)))
        return Item(step.n, tuple(pieces), spoken, partial(self._blocks, one))

    def _blocks(self, one: "StepView") -> Iterator[Block]:
        step = one.step
        if one.gap:
            yield [Band("warn", self._gap(one.gap))]
        if one.services:
            yield from self._services(one)
        yield [parts.label("Hand over"), Text(step.hand_over, selectable=True)]
        quotes = parts.guidance(one.quotes, self.copied.emit, wanted=False)
        yield [parts.label("If they say no"), Text(step.if_refused, selectable=True), *quotes]
        yield [parts.label("What goes wrong if nobody does this"), Text(step.risk_of_gap, selectable=True)]
        if one.catch_22s:
            yield [parts.label("Rules that block one another here"), *parts.folded(one.catch_22s)]
        yield list(parts.sourced(step.sources, step.caution, step.scope))

    def _gap(self, gap: "Gap") -> Iterator[Block]:
        yield [Text(gap.text, selectable=True)]
        if gap.ask:
            yield [Folding("Who answers for this", partial(parts.quotes, (gap.ask,), self.copied.emit))]

    def _services(self, one: "StepView") -> Iterator[Block]:
        first, others = one.services[:_SHOWN], one.services[_SHOWN:]
        yield [parts.label("Who can take this step"), *self._listed(first)]
        rest: list[QWidget] = []
        if others:
            rest.append(Folding(f"{len(others)} more", lambda: (self._listed((other,)) for other in others)))
        if one.total > len(one.services):
            finds = Button("See all of them in Find")
            finds.clicked.connect(lambda: self.find_asked.emit(self._filters(one)))
            rest.append(beside(finds))
        if rest:
            yield rest

    def _listed(self, services: Iterable["StepService"]) -> Block:
        does = parts.Doing(self.listing_asked.emit, self.starred)
        each = [parts.service(one.line, one.way_in, does, one.outcome, one.because) for one in services]
        return [widget for block in each for widget in block]

    def _filters(self, one: "StepView") -> object:
        from navigator.directory.entry import area_code
        from navigator.find.filters import Filters

        boroughs: Sequence[str] = self.view.boroughs if self.view else ()
        return Filters(need=one.step.needs, type=one.step.types, area=tuple(map(area_code, boroughs)))


def _who(one: "StepView") -> str:
    """Whether anybody can take a step, in a sentence."""
    if one.gap:
        return _GAPS[one.gap.kind]
    says = f"{plural(one.total, 'service')} can take this step"
    return f"{says}; {one.refused} of them {'say' if one.refused > 1 else 'says'} no." if one.refused else f"{says}."
