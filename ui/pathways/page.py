"""The room for somebody with both needs: what to do about a situation or a transition point, and who can."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.pathways.head import Head
from ui.pathways.menu import Menu
from ui.pathways.panes import DRAWING, MENU, READER, Panes
from ui.shell.arranged import Arranged
from ui.shell.copying import take_back
from ui.shell.notice import Notice
from ui.shell.room import Room
from ui.shell.saying import STILL, UNREADABLE, sentence
from ui.shell.tabbing import next_stop
from ui.shell.theme import give_room
from ui.shell.work import Work

if TYPE_CHECKING:
    from navigator.check import Answers
    from navigator.pathways import Pathways, Timeline
    from ui.find.desk import Desk
    from ui.pathways.saving import Doing, Say
    from ui.pathways.showing import Shown, Views, Words
    from ui.shell.starred import Starred

_MENU, _SHOWN, _FORGET = "pathways-menu", "pathways", "pathways-forget"


class PathwaysPage(Arranged, Room):
    """What there is on the left; what was chosen as a drawing and as a list. Days and answers are only in memory."""

    listing_asked = Signal(str)
    """The id of a listing somebody wants to read in full."""
    find_asked = Signal(object)
    """Filters with which Find shows some services."""
    right_now_asked = Signal()
    """Somebody cannot wait."""
    noted = Signal(bool)
    """Whether a day that somebody picked is held."""

    def __init__(self, work: "Work[Desk]", today: Callable[[], date] | None = None) -> None:
        """Ask over ``work``; nothing is asked before the room is entered. ``today`` gives the day."""
        super().__init__()
        self.setObjectName("pathways")
        self._work = work
        self._today = today or _today
        self._views: Views | None = None
        self._starred: Starred | None = None
        self._copied = ""
        self._trail: list[tuple[str, str, int]] = []
        self._wanted: tuple[str, str] | None = None
        self._shown: Shown | None = None
        self._reads, self._at = False, 0
        self._left = False
        self._answers: Answers | None = None
        self.head, self.menu = Head(), Menu()
        self.panes = Panes(self.menu)
        self._damaged = Notice("Try again")
        self._build()
        self._connect()
        self._arrange()

    @property
    def parts(self) -> Sequence[QWidget]:
        """The head, what there is, the drawing, the list, and the edges between them."""
        panes = self.panes
        sides = (self.menu, panes.handle(1), panes.drawn, panes.handle(2), panes.reader)
        return (self.head, self._damaged, *sides)

    @property
    def shown(self) -> tuple[str, str] | None:
        """The kind and the id of what is shown."""
        return (self._shown.kind, self._shown.id) if self._shown else None

    def enter(self) -> None:
        """Take the keyboard to where it was when one left, else to what there is; the first time, ask for that."""
        before, self._left = self.focusWidget() if self._left else None, False
        if not self.menu.filled:
            self._consult(_MENU, _words, self._begin)
        if before is not None and self._shown is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._enter_menu()

    def look_again(self) -> None:
        """Ask again for what is shown."""
        self._ask_again()

    def next_part(self) -> None:
        """Take the keyboard to the next side."""
        sides: list[tuple[QWidget, Callable[[], None]]] = [(self.menu, self._enter_menu)]
        if self._broken:
            self._enter_menu()
            return
        if self.panes.has_drawing:
            sides.append((self.panes.drawn, self._enter_drawing))
        if self._shown is not None:
            sides.append((self.panes.reader, self._enter_reader))
        next_stop(sides)()

    def go_back(self) -> None:
        """To the map from its cell, to what was shown before a link was followed, else to what there is."""
        if self._views is not None and self._views.back(self._shown):
            return
        if self._trail:
            self._go(*self._trail.pop())
        else:
            self._enter_menu()

    def clear(self) -> None:
        """Forget, at once, every day that was picked, and the answers; begin again."""
        self.forget()
        self.enter()

    def forget(self) -> None:
        """Forget, at once, every day that was picked, and the answers; leave the keyboard where it is."""
        self._answers = self._wanted = self._shown = None
        self._reads = False
        self._trail.clear()
        self._work.forget(_SHOWN)
        self.menu.forget()
        self.head.say("")
        self._take_back()
        if self._views is not None:
            self._views.forget()
        self.noted.emit(False)
        self.panes.show_view(None)
        if self.menu.filled:
            self._consult(_FORGET, lambda pathways: pathways.forget(), lambda _none: None)
            self.panes.show()
            self._damaged.hide()
        self._turn_to(MENU)

    def open(self, kind: str, item_id: str, n: int = 0) -> None:
        """Show one thing: a "situation", "transition" or "catch-22" by id, "principles" or "who" to talk to.

        The keyboard goes there, to the step of that number where it is not 0.
        """
        self._trail.clear()
        self._go(kind, item_id, n)

    def _go(self, kind: str, item_id: str, n: int = 0) -> None:
        self._reads, self._at = True, n
        self.menu.show_chosen(kind, item_id)
        self._ask(kind, item_id)

    @property
    def days(self) -> Sequence[date]:
        """Every day that is held."""
        return self._views.days if self._views is not None else ()

    @property
    def timeline(self) -> "Timeline | None":
        """The dates of the transition that was shown last, None where nobody picked its day."""
        return self._views.timeline if self._views is not None else None

    def pick_day(self, day: date) -> None:
        """Count the transition that is shown from this day."""
        if self._views is not None:
            self._views.pick_day(self._shown, day)

    def take_answers(self, answers: "Answers") -> None:
        """Show everything for somebody who gave these answers; for nobody in particular where nothing was said."""
        taken = answers if answers.facets else None
        if taken != self._answers:
            self._answers = taken
            if taken is None and self.menu.filled:
                self._consult(_FORGET, lambda pathways: pathways.forget(), lambda _none: None)
            self._ask_again()
            self._arrange()

    def follow_stars(self, starred: "Starred") -> None:
        """Show which services are on the shortlist, and let them be put there."""
        self._starred = starred
        if self._views is not None:
            self._views.follow_stars(starred)

    def star(self) -> bool:
        """Put the service whose name or star has the keyboard on the shortlist, or take it off."""
        from ui.shell.star import press_near

        return press_near(QApplication.focusWidget())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """What came while the room was out of sight takes the keyboard now."""
        super().showEvent(event)
        if self._reads and self._shown is not None and self.shown == self._wanted:
            self._read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another room took the place of this one."""
        super().hideEvent(event)
        self._left = True

    # What it is made of

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        for part in (self.head, self._damaged):
            layout.addWidget(part)
        layout.addWidget(self.panes, 1)
        give_room(self, layout, around=(0.8, 0.6), between=0.35)
        self._damaged.hide()

    def _connect(self) -> None:
        self.menu.chosen.connect(self._choose)
        self.menu.opened.connect(self.open)
        self.panes.selected.connect(self._select_in_list)
        self.panes.opened.connect(self._enter_reader)
        self.menu.right_now_asked.connect(self.right_now_asked)
        self.head.back_asked.connect(self._enter_menu)
        self.head.turned.connect(self._turn_over)
        self.head.dropped.connect(self._drop_answers)
        self._damaged.acted.connect(self._try_again)

    # Asking

    def _choose(self, kind: str, item_id: str) -> None:
        """Show what the keyboard came to in the menu; the keyboard stays there."""
        self._trail.clear()
        self._reads = False
        self._ask(kind, item_id)

    def _follow(self, kind: str, item_id: str, n: int) -> None:
        """Follow a link, and remember the way back."""
        if self._shown is not None:
            self._trail.append((self._shown.kind, self._shown.id, self._made().current(self._shown)))
        self._go(kind, item_id, n)

    def _ask(self, kind: str, item_id: str) -> None:
        self._wanted = (kind, item_id)
        look_up = self._made().question(kind, item_id, self._answers)
        self._consult(_SHOWN, look_up, lambda found: self._show(kind, item_id, found))

    def _ask_again(self) -> None:
        if self._wanted is not None:
            self._ask(*self._wanted)

    def _drop_answers(self) -> None:
        self._answers = None
        self._ask_again()
        self._arrange()
        self._enter_reader()

    def _run(self, doing: "Doing", say: "Say") -> None:
        """Do something that takes a while beside everything else."""
        self._work.run(lambda _job: doing(), owner=self, success=say, failure=lambda _error: None)

    def _try_again(self) -> None:
        if self._wanted is None or not self.menu.filled:
            self.enter()
        else:
            self._ask_again()

    def _consult(self, lane: str, look_up: "Callable[[Pathways], Any]", success: Callable[[Any], None]) -> None:
        self._work.ask(lane, lambda desk: (desk.pathways(look_up),), owner=self, success=success, failure=self._fail)

    # What comes back

    def _begin(self, given: "Words") -> None:
        from ui.pathways.showing import sections

        focus = QApplication.focusWidget()
        self._made().learn(given)
        self.menu.fill(sections(given))
        self._damaged.hide()
        self.panes.show()
        if self._wanted is None and (focus is None or not self.panes.reader.isAncestorOf(focus)):
            self.menu.begin()
            if self.isVisible():
                self.menu.enter()

    def _show(self, kind: str, item_id: str, found: Any) -> None:
        shown = self._made().show(kind, item_id, found, self._answers)
        new = self.shown != (kind, item_id)
        self._shown = shown
        self._damaged.hide()
        self.panes.show()
        self.panes.show_view(shown)
        if new:
            self.head.say("")
        if self._reads and self.isVisible():
            self._read()
        else:
            self._arrange()

    def _read(self) -> None:
        """Take the keyboard to what was asked for to be read."""
        n, self._reads, self._at = self._at, False, 0
        self._enter_reader(n)

    def _fail(self, error: Exception) -> None:
        self._damaged.say(UNREADABLE, sentence(error), STILL)
        focus = QApplication.focusWidget()
        taken = focus is not None and self.panes.isAncestorOf(focus)
        self._damaged.show()
        if taken:
            self._damaged.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.panes.hide()

    def _select_in_list(self, n: int) -> None:
        if self._shown is not None:
            self._made().select(self._shown, n)

    def _select_in_drawing(self, n: int) -> None:
        if self.panes.drawing is not None:
            self.panes.drawing.select(n)

    def _heed_days(self, _transition: str) -> None:
        self.noted.emit(bool(self.days))
        self._ask_again()

    # What stands where

    @property
    def _broken(self) -> bool:
        """Whether there is nothing to show but what went wrong."""
        return self.panes.isHidden()

    def _enter_menu(self) -> None:
        """Take the keyboard to what there is, or to what can be done where that cannot be read."""
        if self._broken:
            self._damaged.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._turn_to(MENU)
            self.menu.enter()

    def _enter_drawing(self) -> None:
        self._turn_to(DRAWING)
        if self._broken:
            self._enter_menu()
        elif self.panes.drawing is not None:
            self.panes.drawing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter_reader(self, n: int = 0) -> None:
        self._turn_to(READER)
        if self._broken:
            self._enter_menu()
        elif self._shown is not None:
            self._made().enter(self._shown, n)

    def _turn_over(self) -> None:
        if self.panes.side == DRAWING:
            self._enter_reader()
        else:
            self._enter_drawing()

    def _turn_to(self, side: str) -> None:
        self.panes.side = side
        self._arrange()

    def _arrange(self) -> None:
        panes = self.panes
        panes.arrange(self._views.current(self._shown) if self._views is not None else 0)
        self.head.follow(panes, answered=self._answers is not None)

    def _made(self) -> "Views":
        if self._views is None:
            from ui.pathways.showing import Views

            self._views = made = Views(self, self._today, self._run)
            if self._starred is not None:
                made.follow_stars(self._starred)
            made.selected.connect(self._select_in_drawing)
            made.picked.connect(self._heed_days)
            made.listing_asked.connect(self.listing_asked)
            made.find_asked.connect(self.find_asked)
            made.item_asked.connect(self._follow)
            made.answers_dropped.connect(self._drop_answers)
            made.copied.connect(self._remember)
            made.told.connect(self.head.say)
        return self._views

    def _remember(self, text: str) -> None:
        self._copied = text

    def _take_back(self) -> None:
        take_back(self._copied)
        self._copied = ""


def _words(pathways: "Pathways") -> "Words":
    from ui.pathways.showing import words

    return words(pathways)


def _today() -> date:
    from navigator.find.hours import london_now

    return london_now().date()
