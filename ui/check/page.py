"""The room in which two people work out, together, what is open to one of them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.check.places_side import PlacesSide
from ui.check.talk import TalkSide
from ui.shell.arranged import Arranged
from ui.shell.notice import Notice
from ui.shell.person import Person
from ui.shell.room import Room
from ui.shell.saying import STILL, UNREADABLE, announce, sentence
from ui.shell.splitter import Splitter
from ui.shell.star import toggle
from ui.shell.tabbing import has_keyboard, next_stop
from ui.shell.text import Button
from ui.shell.theme import characters, give_room
from ui.shell.work import Work

if TYPE_CHECKING:
    from navigator.check import Answers, Check, Detail, Outcome, Questions, View
    from navigator.pathways import Catch22, Pathways, WaysIn
    from ui.find.desk import Desk
    from ui.shell.starred import Starred

_BESIDE: Final = 92
"""With as many characters across, the questions and the places stand side by side; with fewer they take turns."""
_SHARES: Final = (6_000, 5_500)


class CheckPage(Arranged, Room):
    """The questions on one side, the places to try on the other; the answers are in ``person`` and nowhere else."""

    listing_asked = Signal(str)
    """The id of a listing somebody wants to read in full."""
    right_now_asked = Signal()
    """There is no place to try, and it may be urgent."""

    def __init__(self, work: "Work[Desk]", person: Person | None = None) -> None:
        """Ask over ``work``, once the room is entered; ``person`` is whom the conversation is with."""
        super().__init__()
        self.setObjectName("check")
        self._work = work
        self._safe: bool | None = None
        self._shown: Answers | None = None
        self._starred: Starred | None = None
        self._turned = self._begun = self._thorough = self._telling = False
        self.person = person or Person(self)
        self.talk = TalkSide()
        self.places = PlacesSide()
        self._damaged = Notice("Try again")
        self._turn = Button("Places to try")
        self._panes = Splitter(Qt.Orientation.Horizontal, ("Edge between questions and places",))
        for pane in (self.talk, self.places):
            self._panes.addWidget(pane)
        self._panes.setSizes(list(_SHARES))
        layout = QVBoxLayout(self)
        layout.addWidget(self._turn)
        layout.addWidget(self._damaged)
        layout.addWidget(self._panes, 1)
        give_room(self, layout, around=(0.8, 0.6), between=0.35)
        self._damaged.hide()
        self._connect()
        self._arrange()

    @property
    def parts(self) -> Sequence[QWidget]:
        """Questions, the edge, places."""
        return (self._turn, self._damaged, self.talk, self._panes.handle(1), self.places)

    def shows(self, answers: "Answers") -> bool:
        """Whether what is shown is for these answers."""
        return self._shown == answers

    def enter(self) -> None:
        """Take the keyboard to the question, or to what went wrong; the first time, ask for what there is."""
        if not self._begun:
            self._ask_again()
        self._enter_talk()

    def look_again(self) -> None:
        """Ask again for the places to try, and for what is told of the one on show."""
        if self._begun:
            self._ask()
            self.places.renew()

    def next_part(self) -> None:
        """Take the keyboard to the other side."""
        sides: list[tuple[QWidget, Callable[[], None]]] = [
            (self.talk, self._enter_talk),
            (self.places, self._enter_places),
        ]
        next_stop(sides[:1] if self._broken else sides)()

    def go_back(self) -> None:
        """From a place to the places, from those to the question, from that to the one before."""
        if self._broken:
            return
        if not has_keyboard(self.places):
            self.talk.back()
        elif not self.places.back():
            self._enter_talk()

    def clear(self) -> None:
        """Forget, at once, everything that was said, and begin again."""
        self.forget()
        self.enter()

    def forget(self) -> None:
        """Forget, at once, everything that was said, and leave the keyboard where it is."""
        if self.person.said:
            self.person.clear()
        else:
            self._begin_again()

    def follow_stars(self, starred: "Starred") -> None:
        """Show which places are on the shortlist, and let them be put there."""
        self._starred = starred
        self.places.follow_stars(starred)

    def star(self) -> bool:
        """Put the place whose reasons are in sight, or whose row has the keyboard, on the shortlist, or take it off."""
        one = self.places.in_hand if self.places.isVisible() else None
        if one is None or self._starred is None:
            return False
        toggle(self._starred, *one, self)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that are seen on the buttons of the questions do the same from beside them."""
        beside = self.talk.isVisible() and not has_keyboard(self.talk)
        if beside and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.talk.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.talk.answered.connect(self._take_answers)
        self.talk.safe_said.connect(self._take_safe)
        self.talk.cleared.connect(self.clear)
        self.talk.places_asked.connect(self._enter_places)
        self.talk.more_asked.connect(self._go_on)
        self.places.detail_asked.connect(self._ask_detail)
        self.places.more_asked.connect(self._ask_more)
        self.places.ways_asked.connect(self._ask_ways)
        self.places.listing_asked.connect(self.listing_asked)
        self.places.right_now_asked.connect(self.right_now_asked)
        self.places.left.connect(self._enter_talk)
        self.person.changed.connect(self._heed)
        self._turn.clicked.connect(lambda: self._turn_to(places=not self._turned))
        self._damaged.acted.connect(self._ask_again)

    # Asking

    def _take_answers(self, answers: "Answers") -> None:
        """Take what the talk tells: it goes on, also where that is what is known already, or takes back all of it."""
        self._telling = True
        if answers == self.person.answers:
            self._ask()
        self.person.answers = answers
        self._telling = False

    def _take_safe(self, safe: bool) -> None:
        self._safe = safe
        self._ask()

    def _go_on(self) -> None:
        self._thorough = True
        self._ask()

    def _heed(self) -> None:
        """Something else was said, or all of it is forgotten, here or after some minutes without a touch."""
        if self.person.said or self._telling:
            self._ask()
            self.places.reasons.renew()
        else:
            self._begin_again()

    def _begin_again(self) -> None:
        for lane in (_VIEW, _DETAIL, _MORE, _WAYS):
            self._work.forget(lane)
        self._safe, self._thorough, self._shown = None, False, None
        self.talk.clear()
        self.places.clear()
        if self._begun:
            self._consult(_FORGET, lambda check: check.forget(), lambda _none: None)
            self._ask()

    def _ask(self) -> None:
        answers, safe, thorough = self.person.answers, self._safe, self._thorough
        self._consult(_VIEW, lambda check: check.view(answers, safe=safe, thorough=thorough), self._show)

    def _ask_detail(self, service_id: str) -> None:
        answers = self.person.answers
        self._consult(_DETAIL, lambda check: check.detail(service_id, answers), self._show_detail, failure=self._lose)

    def _lose(self, _gone: Exception) -> None:
        """A place that was asked about is no longer there: show what is."""
        self._ask()

    def _ask_again(self) -> None:
        """Ask for what there is now, and before the first question for the words to ask it in."""
        if self._begun:
            self._ask()
        else:
            self._consult(_WORDS, lambda check: (check.questions, check.boroughs), self._begin)

    def _ask_more(self, outcome: "Outcome") -> None:
        answers, start = self.person.answers, self.places.shown(outcome)
        shows = partial(self.places.show_more, outcome)
        self._consult(_MORE, lambda check: check.group(answers, outcome, start, _MORE_AT_ONCE), shows)

    def _ask_ways(self, service_id: str) -> None:
        answers, reasons = self.person.answers, self.places.reasons

        def look_up(pathways: "Pathways") -> "tuple[WaysIn, Sequence[Catch22]]":
            return pathways.routes(service_id, answers), pathways.biting(service_id, answers)

        self._work.ask(
            _WAYS,
            lambda desk: (desk.pathways(look_up),),
            owner=self,
            success=lambda found: reasons.show_ways(*found),
            failure=lambda error: reasons.fail_ways(sentence(error)),
        )

    def _consult(
        self,
        lane: str,
        look_up: "Callable[[Check], Any]",
        success: Callable[[Any], None],
        failure: Callable[[Exception], None] | None = None,
    ) -> None:
        fails = failure or self._fail
        self._work.ask(lane, lambda desk: (desk.consult(look_up),), owner=self, success=success, failure=fails)

    # What comes back

    def _begin(self, words: "tuple[Questions, Sequence[str]]") -> None:
        self._begun = True
        self.talk.begin(*words)
        self._ask()

    def _show(self, view: "View") -> None:
        self._shown = self.person.answers
        held = has_keyboard(self._damaged)
        self._damaged.hide()
        self._panes.show()
        self.talk.show_view(self.person.answers, view)
        self.places.show_view(view, answered=bool(self.person.answers.facets))
        if held:
            self._enter_talk()

    def _show_detail(self, detail: "Detail") -> None:
        self.places.show_detail(detail)

    def _fail(self, error: Exception) -> None:
        held = has_keyboard(self._panes)
        self._damaged.say(UNREADABLE, sentence(error), STILL)
        self._damaged.show()
        self._panes.hide()
        if held:
            self._enter_talk()
        announce(self._damaged, UNREADABLE)

    # What stands where

    @property
    def _broken(self) -> bool:
        """Whether it says that the directory cannot be read, in place of everything else."""
        return not self._damaged.isHidden()

    def _enter_talk(self) -> None:
        self._turn_to(places=False)
        if self._broken:
            self._damaged.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.talk.enter()

    def _enter_places(self) -> None:
        self._turn_to(places=True)
        self.places.enter()

    def _turn_to(self, *, places: bool) -> None:
        self._turned = places
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= characters(self, _BESIDE)
        if not beside and self._turn.isHidden():  # what has the keyboard stays in sight
            self._turned = has_keyboard(self.places) or (self._turned and not has_keyboard(self.talk))
        self._turn.setVisible(not beside)
        self.talk.setVisible(beside or not self._turned)
        self.places.setVisible(beside or self._turned)
        self._name_turn()

    def _name_turn(self) -> None:
        self._turn.setText("Back to the questions" if self._turned else "Places to try")


_WORDS, _VIEW, _DETAIL, _MORE, _FORGET = "check-words", "check", "check-detail", "check-more", "check-forget"
_WAYS: Final = "check-ways"
_MORE_AT_ONCE: Final = 40
