"""The room Refer: the shortlist, what to know before sending someone, comparing, and the sheets to leave with."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.refer.ways import ANY_PROFESSIONAL, ROLES
from ui.refer.before_view import BeforeView
from ui.refer.counts import Counts
from ui.refer.experiences import Experiences
from ui.refer.head import Head
from ui.refer.knowing import COMPARING, Knowing
from ui.refer.panes import Panes
from ui.refer.stop_row import StopLine
from ui.refer.stops_side import StopsSide
from ui.refer.taken_off import TakenOff
from ui.refer.views import Views
from ui.shell.arranged import Arranged
from ui.shell.notice import Notice
from ui.shell.person import Person
from ui.shell.room import Room
from ui.shell.saying import STILL, UNREADABLE, announce, sentence
from ui.shell.starred import Starred
from ui.shell.tabbing import has_keyboard, next_stop
from ui.shell.theme import give_room
from ui.shell.turns import draw_between
from ui.shell.work import Work

if TYPE_CHECKING:
    from navigator.pathways import Timeline
    from navigator.refer.shortlist import Shortlist, Stop
    from ui.find.desk import Desk


class ReferPage(Arranged, Room):
    """The stops on the left, what to know of the chosen one on the right; the shortlist is in ``starred`` only."""

    listing_asked = Signal(str)
    """The id of a listing somebody wants to read in full."""
    right_now_asked = Signal()
    """Somebody cannot wait."""
    room_asked = Signal(str)
    """The room in which somebody wants to begin: "find", "check" or "pathways"."""
    noted = Signal(bool)
    """Whether there is more to forget than the shortlist: words for a sheet, or a stop that can be put back."""

    def __init__(
        self, work: "Work[Desk]", starred: Starred, person: Person, today: Callable[[], date] | None = None
    ) -> None:
        """Ask over ``work`` once the room is entered; ``today`` gives the day. The window draws in between."""
        super().__init__()
        self.setObjectName("refer")
        self._starred, self._person = starred, person
        self._taken_off, self._beside = TakenOff(starred), ""
        self._worded, self._alone = False, ""
        self._timeline: Callable[[], Timeline | None] = lambda: None
        self.knowing = Knowing(work, starred, person, self)
        self.knowing.role = ANY_PROFESSIONAL
        self.counts = Counts(work, self)
        self.head = Head()
        draw_between()
        self.side = StopsSide()
        self.experiences = kept = Experiences(work, self.knowing, today or _today)
        draw_between()
        self.before = BeforeView(today or _today, (kept.tips,), (kept.happened,))
        self.panes = Panes(self.side, self.before)
        draw_between()
        self.views = Views(work, self.panes)
        self._damaged = Notice("Try again")
        self._build()
        self._connect()
        self._heed()

    @property
    def parts(self) -> Sequence[QWidget]:
        """The head, then the list, the edge and what to know, or what stands in their place."""
        shown, sheets = self.views.shown, self.views.sheets
        sides: Sequence[QWidget] = (self.side, self.panes.handle(1), self.before)
        if shown is not self.panes:
            sides = sheets.parts if sheets is not None and shown is sheets else (shown,)
        return (self.head, self._damaged, *sides)

    @property
    def chosen(self) -> "Stop | None":
        """The stop that is shown."""
        return self._shortlist.stop(self.side.list.current) if self._starred.ids else None

    def enter(self) -> None:
        """Take the keyboard to what is shown; what to know of the stops is looked up as it is now."""
        self.knowing.look_up(anew=True)
        if self._alone and not self._worded:
            self._leave_sheets()
        elif not self._alone:
            self._keep_up()
        self._enter_shown()

    def look_again(self) -> None:
        """Ask again what to know of the stops, and for what stands in their place."""
        self.knowing.look_up(anew=True)
        shown, views = self.views.shown, self.views
        if shown is views.sheets is not None:
            views.sheets.renew()
        elif shown is views.compare_view is not None:
            views.compare_view.offer(self._shortlist.stops)

    def next_part(self) -> None:
        """Take the keyboard to the next part."""
        if not self._broken and self.views.shown is self.views.sheets is not None:
            self.views.sheets.next_part()
        elif self._broken or self.views.shown is not self.panes:
            self._enter_shown()
        else:
            next_stop([(self.side, self._enter_side), (self.before, self._enter_before)])()

    def go_back(self) -> None:
        """From a sheet, a comparison or what to know: to the shortlist, or to the listing that the sheet is of."""
        if self._alone:
            alone = self._alone
            self._leave_sheets()
            self.listing_asked.emit(alone)
        elif not self._broken and self._starred.ids:
            self._show(self.panes)
            self._enter_side()

    def clear(self) -> None:
        """Forget, at once, the shortlist and all that was noted; begin again."""
        self.forget()
        self.enter()

    def forget(self) -> None:
        """Forget, at once, the shortlist and all that was noted; leave the keyboard where it is."""
        self._taken_off.forget()
        self.knowing.forget()
        self._starred.clear()
        self.before.forget()
        self.views.forget()
        self.head.say("")
        self._show_stops()
        self._tell()

    def star(self) -> bool:
        """Take the chosen stop off the shortlist, or put back the one that was just taken off."""
        current = self.side.list.current
        if self._taken_off and current == self._beside:
            self.undo()
            return True
        self._remove(current)
        return bool(current)

    def undo(self) -> None:
        """Put back, in its place, what was taken off last."""
        stop = self._taken_off.put_back()
        if stop is not None:
            self.head.say(f"{stop.name} is back.")
            self._tell()
            self.side.list.choose(stop.id)
            self._enter_side()

    def make_sheet(self, stop: "Stop | None" = None) -> None:
        """Show the sheets that can be made of one stop, which need not be on the shortlist, or of all of that.

        Where these are shown already, what was typed for them stays, and the keyboard goes to what prints.
        """
        stops = (stop,) if stop else self._shortlist.stops
        view = self.views.sheets
        if view is not None and self.views.shown is view and self._alone == (stop.id if stop else ""):
            view.be_ready()
        elif stops and not self._broken:
            view = self.views.made_sheets()
            self._show(view)
            self._alone = stop.id if stop else ""
            view.open_for(stops, self._person.answers, timeline=self._timeline())

    def follow_timeline(self, timeline: "Callable[[], Timeline | None]") -> None:
        """Have the dates that this gives in the calendar, beside the appointments."""
        self._timeline = timeline

    def compare(self) -> None:
        """Show the first stops side by side, or those that were chosen for it before."""
        if len(self._starred.ids) > 1 and not self._broken:
            view = self.views.comparison()
            view.offer(self._shortlist.stops)
            self._show(view)
            view.enter()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, and Ctrl+Z puts back what was taken off; other keys are the window's."""
        does = {"Esc": self.go_back, "Ctrl+Z": self.undo}
        pressed = does.get(QKeySequence(event.keyCombination()).toString())
        if pressed is not None:
            pressed()
        else:
            super().keyPressEvent(event)

    # What it is made of

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        for part in (self.head, self._damaged):
            layout.addWidget(part)
        layout.addWidget(self.views, 1)
        self.head.offer_roles(ROLES, self.knowing.role)
        give_room(self, layout, around=(0.8, 0.6), between=0.6)
        self._damaged.hide()

    def _connect(self) -> None:
        stops, before, head, starred = self.side.list, self.before, self.head, self._starred
        starred.changed.connect(self._heed)
        starred.told.connect(head.say)
        self.counts.said.connect(head.say)
        self._person.changed.connect(self._look_up)
        self.knowing.changed.connect(self._learn)
        self.knowing.failed.connect(self._fail)
        stops.chosen.connect(lambda _id: self._show_chosen())
        stops.opened.connect(lambda _id: self._enter_before())
        stops.clicked.connect(lambda _index: None if self.panes.beside else self._enter_before())
        stops.moved.connect(lambda one, place: starred.put(self._shortlist.moved(one, place)))
        stops.removed.connect(self._remove)
        before.noted.connect(lambda words: starred.put(self._shortlist.noted(stops.current, words)))
        before.met.connect(lambda at: starred.put(self._shortlist.meeting(stops.current, at)))
        before.listing_asked.connect(self.listing_asked)
        head.sheet_asked.connect(self.make_sheet)
        head.compare_asked.connect(self.compare)
        head.back_asked.connect(self.go_back)
        head.undo_asked.connect(self.undo)
        head.role_chosen.connect(self._take_role)
        self.views.empty.room_asked.connect(self.room_asked)
        self.views.left.connect(self.go_back)
        self.views.compared.connect(self._compare)
        self.views.worded.connect(self._take_words)
        self._damaged.acted.connect(self.enter)

    # The shortlist

    @property
    def _shortlist(self) -> "Shortlist":
        return self._starred.shortlist

    def _heed(self) -> None:
        """The shortlist is another now: show it, and look up what is not known of it."""
        self._show_stops()
        self._look_up()

    def _show_stops(self) -> None:
        stops = self._shortlist.stops if self._starred.ids else ()
        known, shown, held = self.knowing.before, self.views.shown, has_keyboard(self.views)
        self.side.show_lines([StopLine.of(n, stop, known(stop.id)) for n, stop in enumerate(stops, start=1)])
        if not stops or shown is self.views.empty:
            self._alone = ""
            self.views.setCurrentWidget(self.panes if stops else self.views.empty)
        self._show_chosen()
        self._arrange()
        if held and self.views.shown is not shown:
            self._enter_shown()

    def _show_chosen(self) -> None:
        stop = self.chosen
        self.experiences.show_service(stop.id if stop else "")
        if stop is not None:
            self.before.show_stop(stop, self.knowing.before(stop.id))

    def _remove(self, service_id: str) -> None:
        stop = self._taken_off.take(service_id)
        if stop is not None:
            self._beside = self.side.list.current
            self.head.say(f"Removed {stop.name}.", undo=True)
            self._tell()

    def _take_words(self, held: bool) -> None:
        self._worded = held
        self._tell()

    def _tell(self) -> None:
        self.noted.emit(self._worded or bool(self._taken_off))

    def _keep_up(self) -> None:
        """Sheets that are shown are of the shortlist as it is now."""
        view = self.views.sheets
        if view is not None and self.views.shown is view:
            view.keep_up(self._shortlist.stops, self._person.answers, self._timeline())

    def _leave_sheets(self) -> None:
        """Show the shortlist in place of a sheet."""
        self._show(self.panes if self._starred.ids else self.views.empty)

    # Asking

    def _look_up(self) -> None:
        if self.isVisible():  # else it is asked when the room is entered
            self.knowing.look_up()

    def _take_role(self, role: str) -> None:
        self.knowing.role = role
        self._look_up()

    def _compare(self, stops: "Sequence[Stop]") -> None:
        answers, shows = self._person.answers, self.views.comparison().show_comparison
        self.knowing.consult(COMPARING, lambda refer: refer.compare(stops, answers), shows, self._fail)

    def _learn(self) -> None:
        held = has_keyboard(self._damaged)
        self._damaged.hide()
        self.views.show()
        self._show_stops()
        if held:
            self._enter_shown()

    def _fail(self, error: Exception) -> None:
        held = has_keyboard(self)
        self._damaged.say(UNREADABLE, sentence(error), STILL)
        self._damaged.show()
        self.views.hide()
        self._arrange()
        if held:
            self._enter_shown()
        announce(self._damaged, UNREADABLE)

    # What stands where

    @property
    def _broken(self) -> bool:
        """Whether it says that the directory cannot be read, in place of everything else."""
        return not self._damaged.isHidden()

    def _enter_shown(self) -> None:
        """Take the keyboard to what is shown."""
        if self._broken:
            self._damaged.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(shown := self.views.shown, Panes):
            self._enter_side()
        else:
            shown.enter()

    def _enter_side(self) -> None:
        self._turn_to(reading=False)
        self.side.enter()

    def _enter_before(self) -> None:
        self._turn_to(reading=True)
        self.before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn_to(self, *, reading: bool) -> None:
        self.panes.reading = reading
        self._arrange()

    def _show(self, view: QWidget) -> None:
        self._alone = ""
        if view is not self.panes:
            self.head.say("")
        self.views.setCurrentWidget(view)
        self._arrange()

    def _arrange(self) -> None:
        self.panes.arrange()
        on_panes = self.views.shown is self.panes and not self._broken
        turned = on_panes and self.panes.reading and not self.panes.beside
        self.head.follow(stops=len(self._starred.ids) if on_panes else 0, back=turned)


def _today() -> date:
    from navigator.find.hours import london_now

    return london_now().date()
