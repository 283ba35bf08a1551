"""The side that faces the person: places to try, their reasons one press away, and further down what else there is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from ui.check.others import Folded
from ui.check.places import PlaceList, row_of
from ui.check.reasons import Reasons
from ui.shell.copying import take_back
from ui.shell.pressable import Pressable
from ui.shell.starred import Starred
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Button, Reading, Text
from ui.shell.theme import QUIET, give_room
from ui.shell.word_row import ACROSS

if TYPE_CHECKING:
    from navigator.check.view import Card, Detail, Group, View

_PLACES, _WORTH, _NO = "meets-rules", "worth-asking", "says-no"
_NAME: Final = "Places to try"
_WORTH_ASKING: Final = "Worth asking"
_FOR_WORKER: Final = "For the worker: their rules say no"
_WORTH_SAYS: Final = "Their pages leave something open. Each has the question to ask, and the number to ring."
_NO_SAYS: Final = "This is what their pages say, and it is not the end. Each has what to do about it."
_ANYONE: Final = ("Anyone can come or ring", "You do not have to say anything about yourself to try these.")
_FITTING: Final = (_NAME, "What you have said fits the rules they publish. The soonest to reach come first.")
_EARLY: Final = ("Places to ring now", "Say what you like, and more can come up here. You can ring these and ask.")
_ASKING: Final = (
    "A call may open a door",
    "No page gives a plain yes yet. That is about their rules, not about you. These are worth asking.",
)
_NONE: Final = (
    "There is still a way on",
    "No page here gives a yes. That is about their rules, not you. Right now has numbers that answer day and night.",
)
_TONIGHT: Final = "Nowhere tonight, or in danger? Right now (F8)"
_WAYS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PlacesSide(QStackedWidget):
    """Places to try, best first; below them, behind a press each, those worth asking and, for the worker, the noes.

    ``detail_asked`` is the id of a place whose reasons are wanted, ``listing_asked`` of one to be read in full,
    ``ways_asked`` of one whose ways in are wanted, ``more_asked`` the outcome of a group that should be longer,
    ``copied`` what was copied; ``right_now_asked`` is for somebody who cannot wait, and ``left`` leads to the other
    side.
    """

    detail_asked = Signal(str)
    listing_asked = Signal(str)
    ways_asked = Signal(str)
    more_asked = Signal(str)
    right_now_asked = Signal()
    copied = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""
        self._copied = ""
        self._given: tuple[Group, ...] = ()
        self._groups: dict[str, Group] = {}
        self.title = Text(size=1.5, bold=True)
        self.says = Text(role=QUIET)
        self.tonight = Button(_TONIGHT)
        self.places = PlaceList(_NAME)
        self.worth_asking = Folded(_WORTH_ASKING, _WORTH_SAYS)
        self.says_no = Folded(_FOR_WORKER, _NO_SAYS)
        self.reasons = Reasons()
        self._list = _Page(self._column())
        self.addWidget(self._list)
        self.addWidget(self.reasons)
        self._connect()
        self.clear()

    @property
    def reading(self) -> bool:
        """Whether the reasons of a place are in sight."""
        return self.currentWidget() is self.reasons

    @property
    def in_hand(self) -> tuple[str, str] | None:
        """The id and the name of the place whose reasons are in sight, or whose row has the keyboard."""
        row = row_of(QApplication.focusWidget())
        card = self.reasons.detail.card if self.reading and self.reasons.detail else row.card if row else None
        return (card.line.id, card.line.name.text) if card else None

    def follow_stars(self, starred: Starred) -> None:
        """Have a star for every place."""
        for part in (self.places, self.worth_asking.places, self.says_no.places, self.reasons):
            part.follow_stars(starred)

    def show_view(self, view: "View", *, answered: bool) -> None:
        """Show where somebody stands now; ``answered`` says whether they have said anything yet."""
        self._head(view.groups, answered=answered)
        if view.groups != self._given:
            self._given = view.groups
            self._fill({group.outcome: group for group in view.groups})
            if not has_keyboard(self):
                self._list.verticalScrollBar().setValue(0)
            if self._wanted:
                self.detail_asked.emit(self._wanted)

    def show_more(self, outcome: str, cards: Sequence["Card"]) -> None:
        """Show further places of a group below those it shows, which ``shown`` counts."""
        group = self._groups.get(outcome)
        if group is not None and cards:
            self._fill({outcome: replace(group, places=(*group.places, *cards))})

    def shown(self, outcome: str) -> int:
        """How many places of a group were handed over so far: what comes next begins there."""
        return len(self._groups[outcome].places) if outcome in self._groups else 0

    def show_detail(self, detail: "Detail") -> None:
        """Show the reasons of the place that was asked about; those of another come too late."""
        if detail.card.line.id != self._wanted:
            return
        entered = not self.reading
        self.reasons.show_detail(detail)
        if entered:
            had_keyboard = has_keyboard(self)
            self.setCurrentWidget(self.reasons)
            if had_keyboard:
                self.reasons.enter()

    def renew(self) -> None:
        """Ask again about the place whose reasons are on show."""
        self.reasons.renew()
        if self._wanted:
            self.detail_asked.emit(self._wanted)

    def back(self) -> bool:
        """Go back from the reasons to the places; False where those are shown already."""
        if not self.reading:
            self._wanted = ""
            return False
        service_id, self._wanted = self._wanted, ""
        had_keyboard = has_keyboard(self)
        self.setCurrentWidget(self._list)
        self.reasons.forget()
        if had_keyboard:
            self._return_to(service_id)
        return True

    def enter(self) -> None:
        """Take the keyboard: to the reasons where they are shown, else to the first place."""
        if self.reading:
            self.reasons.enter()
        else:
            self._return_to("")

    def clear(self) -> None:
        """Forget everything that was shown, at once; what was copied from here leaves the clipboard too."""
        self._given, self._wanted = (), ""
        self._groups.clear()
        for part in (self.places, self.worth_asking, self.says_no, self.reasons):
            part.forget()
        self.title.setText(_NAME)
        self.says.clear()
        self.tonight.hide()
        self.setCurrentWidget(self._list)
        self._list.verticalScrollBar().setValue(0)
        self._take_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back to the places, and from those to the other side."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _column(self) -> QWidget:
        column = QWidget()
        column.setBackgroundRole(QPalette.ColorRole.Base)
        head, layout = QVBoxLayout(), QVBoxLayout(column)
        for part in (self.title, self.says):
            head.addWidget(part)
        head.addWidget(self.tonight, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(head)
        for widget in (self.places, self.worth_asking, self.says_no):
            layout.addWidget(widget)
        layout.addStretch(1)
        give_room(column, head, around=(ACROSS, 0), between=0.3)
        give_room(column, layout, around=(0, 0.6), between=0.7)
        return column

    def _connect(self) -> None:
        for part, outcome in ((self.places, _PLACES), (self.worth_asking, _WORTH), (self.says_no, _NO)):
            part.opened.connect(self._ask)
            part.more_asked.connect(lambda outcome=outcome: self.more_asked.emit(outcome))
        self.reasons.left.connect(self.back)
        self.reasons.place_asked.connect(self._ask)
        self.reasons.listing_asked.connect(self.listing_asked)
        self.reasons.ways_asked.connect(self.ways_asked)
        self.reasons.copied.connect(self._remember)
        self.tonight.clicked.connect(self.right_now_asked)

    def _fill(self, groups: dict[str, "Group"]) -> None:
        self._groups |= groups
        if _PLACES in groups:
            self.places.show_cards(groups[_PLACES].places, groups[_PLACES].total)
        if _WORTH in groups:
            self.worth_asking.show_group(groups[_WORTH], usually_open=not self.places.rows)
        if _NO in groups:
            self.says_no.show_group(groups[_NO])

    def _head(self, groups: Iterable["Group"], *, answered: bool) -> None:
        some = {group.outcome for group in groups if group.places}
        if _PLACES in some:
            title, says = _FITTING if answered else _ANYONE
        else:
            title, says = (_ASKING if answered else _EARLY) if _WORTH in some else _NONE
        self.title.setText(title)
        self.says.setText(says)
        self.tonight.setHidden(_PLACES in some)

    def _ask(self, service_id: str) -> None:
        self._wanted = service_id
        self.detail_asked.emit(service_id)

    def _return_to(self, service_id: str) -> None:
        rows = [row for part in (self.places, self.worth_asking, self.says_no) for row in part.rows]
        same = (row for row in rows if row.card and row.card.line.id == service_id)
        first = rows[0] if rows else self._list if self.tonight.isHidden() else self.tonight
        next(same, first).setFocus(Qt.FocusReason.OtherFocusReason)

    def _remember(self, text: str) -> None:
        self._copied = text
        self.copied.emit(text)

    def _take_back(self) -> None:
        take_back(self._copied)
        self._copied = ""


class _Page(Reading):
    """The list, in which the up and down arrows go from one thing to press to the next."""

    def __init__(self, column: QWidget) -> None:
        super().__init__()
        self.show_content(column, _NAME)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the place above or below; the page scrolls where there is none."""
        by, stops = _WAYS.get(Qt.Key(event.key()), 0), self._stops()
        focus = QApplication.focusWidget()
        focus = row_of(focus) or focus
        at = stops.index(focus) + by if by and focus in stops else -1
        if 0 <= at < len(stops):
            stops[at].setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(stops[at], 0, 0)
        else:
            super().keyPressEvent(event)

    def _stops(self) -> Sequence[QWidget]:
        """What can be pressed, from top to bottom."""
        column = self.widget()
        shown = [one for one in column.findChildren(Pressable) if one.isVisible()] if column else []
        return sorted(shown, key=lambda one: one.mapToGlobal(one.rect().topLeft()).y())
