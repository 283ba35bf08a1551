"""A transition point as a list that says the same as its drawing: what to do by when, counted from a day to pick."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QVBoxLayout, QWidget

from navigator.find.wording import ended
from navigator.pathways.timeline import anchors_of
from navigator.pathways.transitions import DAY_0
from ui.pathways import parts
from ui.pathways.rows import Rows
from ui.pathways.saving import Run, SaveButton, at_once
from ui.pathways.timeline_items import counted, item, undated
from ui.shell.day_field import DayField
from ui.shell.flow import beside
from ui.shell.parts import Band, Block, Toned, stack
from ui.shell.scroll import Scroll
from ui.shell.starred import Starred
from ui.shell.text import Button, Text
from ui.shell.theme import ACCENT, QUIET, give_room, line_height

if TYPE_CHECKING:
    from navigator.pathways.pathways import TransitionView
    from navigator.pathways.transitions import Transition

_NO_DAY: Final = "Pick the day, and each thing to do has its date. Nothing you pick is saved."
_OTHERS: Final = "Some things are counted from other days. Where you know one, pick it here."
_DO: Final = "What to do"
_DAYS: Final = "Other days"

Picked = Mapping[str, date]
"""The days that were picked, by anchor; the day of the transition itself is under ``DAY_0``."""


class _Part(NamedTuple):
    name: str
    blocks: Callable[[], Iterable[Block]]


class _Tab(Button):
    """One part to choose; a bar below its words says that it is the chosen one."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        super().paintEvent(event)
        if self.isChecked():
            high = max(3, line_height(self) // 6)
            bar = QRect(self.rect().left() + high, self.rect().bottom() - 2 * high, self.width() - 2 * high, high)
            QPainter(self).fillRect(bar, self.palette().color(ACCENT))

    def _measure(self) -> None:
        super()._measure()
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(self.text()) + line_height(self))


class TimelineList(Scroll):
    """The things to do around one transition, and behind a press each its services, rights, red flags and papers.

    ``picked`` says that another day was picked; ``selected`` is the number of the thing somebody came to,
    ``listing_asked`` the id of a service, and ``copied`` what was copied. With ``starred`` every service has its star.
    """

    picked = Signal()
    selected = Signal(int)
    listing_asked = Signal(str)
    copied = Signal(str)

    def __init__(self, today: Callable[[], date], run: Run = at_once) -> None:
        """``today`` gives the day; what takes a while, such as saving a picture, is done by ``run``."""
        super().__init__()
        self._today = today
        self.view: TransitionView | None = None
        self.starred: Starred | None = None
        self._told = False
        self.days: dict[str, DayField] = {}
        self._title = Text(size=1.3, bold=True, selectable=True)
        self._dates, self._others = QWidget(), QWidget()
        for holder in (self._dates, self._others):
            give_room(holder, QVBoxLayout(holder), between=0.9)
        self._no_day = Text(_NO_DAY, role=QUIET)
        self._past = Toned("", "warn", bold=True)
        self._why_flag, self._friday = Text(bold=True, selectable=True), Text(selectable=True)
        self._flag = Band("warn", [[self._why_flag, self._friday]])
        self._counts = Text(bold=True)
        self._tabs = beside()
        self.saves = SaveButton(run)
        self._group = QButtonGroup(self)
        self.rows = Rows(_DO)
        self._other = QWidget()
        QVBoxLayout(self._other).setContentsMargins(0, 0, 0, 0)
        self._built: list[_Part] = []
        head = (self._title, self._dates, self._no_day, self._past, self._flag, self._tabs, self._counts)
        self.fill((*head, self.rows, self._others, self._other, beside(self.saves)), "Transition point")
        self._group.idClicked.connect(self._choose)
        self.rows.selected.connect(self.selected)
        self.rows.grown.connect(lambda n: self.bring(self.rows.row(n)))

    @property
    def dates(self) -> dict[str, date]:
        """The days that are picked, by anchor."""
        return {anchor: field.day for anchor, field in self.days.items() if field.day is not None}

    @property
    def tabs(self) -> dict[str, QAbstractButton]:
        """The parts there are, by name."""
        return {part.name: tab for part, tab in zip(self._built, self._group.buttons(), strict=False)}

    def show_view(self, view: "TransitionView", days: Picked, *, told: bool) -> None:
        """Show a transition, with the days that were picked; ``told`` says that somebody's answers were asked with.

        The same transition keeps the boxes for its days, and stays where it was read to.
        """
        same = self.view is not None and self.view.timeline.transition.id == view.timeline.transition.id
        if same and view == self.view:
            return
        self.view, self._told = view, told
        transition = view.timeline.transition
        if not same:
            self._begin(transition, days)
        picked = bool(self.dates)
        timeline = view.timeline if DAY_0 in self.dates else undated(view.timeline)
        self._no_day.setVisible(DAY_0 not in self.dates)
        why, _, friday = timeline.friday.partition(". ")
        for text, says in (
            (self._past, timeline.past),
            (self._why_flag, ended(why) if why else ""),
            (self._friday, friday),
            (self._counts, counted(timeline)),
        ):
            text.setText(says)
            text.setVisible(bool(says))
        self._flag.setVisible(bool(timeline.friday))
        items = [item(one, self.pick, picked=picked) for one in timeline.dated]
        self.rows.show_items(items, self.rows.opened if same else 0)
        if not same:
            self._part(view)
            self.verticalScrollBar().setValue(0)
        else:
            self._built = list(self._parts(view))
            self._turn(max(0, self._group.checkedId()))

    def select(self, n: int) -> None:
        """Open the thing to do of this number and bring it into sight; the keyboard stays where it is."""
        self._turn_to(0)
        self.rows.open(n)
        self.bring(self.rows.row(n))

    def pick(self, anchor: str) -> None:
        """Take the keyboard to where a day is picked, by its anchor."""
        if anchor in self.days:
            names = [part.name for part in self._built]
            self._turn_to(0 if anchor == DAY_0 else names.index(_DAYS))
            self.days[anchor].enter()

    def enter(self, n: int = 0) -> None:
        """Take the keyboard: to a thing to do, or where no day was picked yet to the day."""
        row = self.rows.row(n)
        if row is not None:
            self._turn_to(0)
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            self.select(n)
        elif self.days:
            next(iter(self.days.values())).enter()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Show nothing, and keep nothing of what was shown or picked."""
        self.view = None
        self.rows.show_items(())
        for holder in (self._dates, self._others, self._other):
            _empty(holder)
        self._drop_tabs()
        self.days = {}
        for text in (self._title, self._past, self._why_flag, self._friday, self._counts):
            text.clear()

    def _begin(self, transition: "Transition", days: Picked) -> None:
        """The head of another transition: its name, and the days it counts from."""
        self._title.setText(transition.name)
        self.setAccessibleName(f"Transition point: {transition.name}")
        others = {name: self._field(says) for name, says in anchors_of(transition).items()}
        self.days = {DAY_0: self._field(transition.day_0), **others}
        for name, one in self.days.items():
            one.show_day(days.get(name))
        _fill(self._dates, [self.days[DAY_0]])
        _fill(self._others, [Text(_OTHERS, role=QUIET), *others.values()] if others else [])

    def _field(self, says: str) -> DayField:
        made = DayField(says[:1].upper() + says[1:], self._today)
        made.changed.connect(self.picked)
        return made

    # What stands beside the things to do

    def _part(self, view: "TransitionView") -> None:
        self._drop_tabs()
        self._built = list(self._parts(view))
        layout = self._tabs.layout()
        for number, one in enumerate(self._built):
            tab = _Tab(one.name)
            self._group.addButton(tab, number)
            if layout is not None:
                layout.addWidget(tab)
            tab.show()
        self._turn_to(0)

    def _drop_tabs(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
        _empty(self._tabs)

    def _turn_to(self, number: int) -> None:
        if (tab := self._group.button(number)) is not None:
            tab.setChecked(True)
            self._turn(number)

    def _choose(self, number: int) -> None:
        """Show the part that was pressed, and scroll where it would begin out of sight."""
        self._turn(number)
        below = self._tabs.mapTo(self.viewport(), self._tabs.rect().bottomLeft()).y()
        if below > self.viewport().height() // 2:
            self.bring(self._tabs)

    def _turn(self, number: int) -> None:
        """Show one part in place of another: what to do, other days, or what is made when it is asked for."""
        others = number > 0 and self._built[number].name == _DAYS
        self.rows.setVisible(not number)
        self._counts.setVisible(not number and bool(self._counts.text()))
        self._others.setVisible(others)
        self._other.setVisible(number > 0 and not others)
        _empty(self._other)
        if number > 0 and not others:
            content = QWidget()
            layout = QVBoxLayout(content)
            stack(content, layout, self._built[number].blocks())
            give_room(content, layout, between=0.9)
            _fill(self._other, [content])

    def _parts(self, view: "TransitionView") -> Iterator[_Part]:
        """What there is beside one another."""
        transition = view.timeline.transition
        yield _Part(_DO, tuple)
        yield _Part("Who can help", lambda: self._services(view))
        yield _Part("Rights", lambda: parts.claimed(transition.rights))
        yield _Part("Red flags", lambda: parts.claimed(transition.red_flags))
        yield _Part("Papers", lambda: [[_paper(one) for one in transition.papers]])
        if view.catch_22s:
            yield _Part("Catch-22s", lambda: [parts.folded(view.catch_22s)])
        if len(self.days) > 1:
            yield _Part(_DAYS, tuple)
        yield _Part("Why it fails", lambda: _why(transition))

    def _services(self, view: "TransitionView") -> Iterator[Block]:
        transition = view.timeline.transition
        yield [parts.label("Who holds both ends"), *next(iter(parts.claimed((transition.holds_both_ends,))))]
        yield [parts.label("Services that say they help with this")]
        if not view.services:
            yield [Text("No listing in this directory says so. That is a gap in the services.", selectable=True)]
        for card in view.services:
            stands = (card.outcome, card.because) if self._told else ("", "")
            yield parts.service(card.line, card.line.ways, parts.Doing(self.listing_asked.emit, self.starred), *stands)


def _paper(name: str) -> QWidget:
    return Text(f"\N{BULLET} {ended(name)}", selectable=True)


def _why(transition: "Transition") -> Iterator[Block]:
    yield [parts.label("Whom it is about"), Text(transition.who, selectable=True)]
    why = Text(transition.why_it_fails, selectable=True)
    yield [parts.label("Why support falls away"), why, *parts.sourced(transition.report, "")]
    if transition.cautions:
        yield [parts.label("May have changed"), *(Text(one.says, selectable=True) for one in transition.cautions)]


def _fill(holder: QWidget, widgets: Iterable[QWidget]) -> None:
    """Show these in place of what was there."""
    _empty(holder)
    if (layout := holder.layout()) is not None:
        for widget in widgets:
            layout.addWidget(widget)
            widget.show()


def _empty(holder: QWidget) -> None:
    """Let go of everything in it; the keyboard goes to what is around it where it was in there."""
    layout, focus = holder.layout(), QApplication.focusWidget()
    if focus is not None and holder.isAncestorOf(focus) and (above := holder.parentWidget()) is not None:
        above.setFocus(Qt.FocusReason.OtherFocusReason)
    while layout is not None and (taken := layout.takeAt(0)) is not None:
        if (widget := taken.widget()) is not None:
            widget.hide()
            widget.deleteLater()
