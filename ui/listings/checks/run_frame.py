"""How a run-through is laid out: whom to ring, one fact at a time, and all facts beside it where there is room."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from navigator.find.parts import Part
from ui.listings.checks.run_after import After
from ui.listings.checks.run_ask import Ask
from ui.listings.checks.run_course import Course
from ui.listings.checks.run_facts import Facts
from ui.listings.checks.verify_head import CheckHead
from ui.listings.checks.verify_ways import Ways
from ui.listings.scrolled import Scrolled
from ui.shell.arranged import Arranged
from ui.shell.flow import beside
from ui.shell.notice import Notice
from ui.shell.parts import Toned
from ui.shell.saying import tell
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Button, Text
from ui.shell.theme import ACCENT, QUIET, characters, give_room, line_height
from ui.shell.turns import draw_between

if TYPE_CHECKING:
    from navigator.listings.to_check import ToCheck

_TITLE: Final = "Run-through"
_OFF: Final = "Editing was turned off. Your answers are still here: turn on “Edit listings” to save them."
_SAME: Final = "Same call: stay on the line."
_OF_CALL: Final = "The number of this call"
_LOOKING: Final = "Looking at the first listing."
_WIDE: Final = 108
"""With fewer characters of width than this, the facts stand below the question."""
_LEAST_LINES: Final = 10


class RunFrame(Arranged, QWidget):
    """Holds all there is to see; what it means is decided elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.head, self.ask = CheckHead(), Ask()
        draw_between()
        self.facts, self.after = Facts(), After()
        self.ways = Ways("How do you ask?", across=True)
        self.finishes = Button("Finish (Ctrl+S)", bold=True)
        self.nobody, self.skips = Button("Nobody answered (X)"), Button("Skip it (S)")
        self.nobody_says, self.problem, self.off = Text(role=QUIET), Toned("", "warn"), Toned(_OFF, "warn")
        self.damaged = Notice("Try again")
        self._looking = Text(_LOOKING, role=QUIET)
        draw_between()
        self._build()
        self.say("")
        self.show_part(self._looking)
        self._arrange()

    @property
    def parts(self) -> Sequence[QWidget]:
        """What there is to see, in the order one reads."""
        return (self._pages,)

    @property
    def asking(self) -> bool:
        """Whether a listing is gone through."""
        return self._pages.currentWidget() is self._page

    def show_part(self, part: QWidget | None) -> None:
        """Show what came of it, or that something went wrong, in place of the facts; None for the facts."""
        held = has_keyboard(self._pages)
        self._pages.setCurrentWidget(part or self._page)
        if held:
            self.enter()

    def show_listing(self, listing: "ToCheck", course: Course) -> None:
        """Show whom to ring about a listing, and what follows where nobody answers."""
        count, stop = len(course.rest_of_call), course.stop
        covers = f"This call covers {count} listings." if count > 1 else ""
        says = ". ".join(filter(None, (course.says, _SAME if course.same_call else covers)))
        number = stop.number if stop and not listing.has_number else ""
        ring = (Part("phone", number, _OF_CALL, number.replace(" ", "")),) if number else ()
        self.head.show_listing(listing, [Text(says, bold=True, role=ACCENT)], ring)
        more = f" It counts for the {count} listings of this call." if count > 1 else ""
        told = listing.one_more_try
        self.nobody_says.setText(f"Nobody answered: {told[:1].lower()}{told[1:]}{more}")
        self.say("")
        self.show_part(None)

    def show_after(self) -> None:
        """Show what came of a listing, or of all."""
        self.show_part(self._results)

    def show_looking(self) -> None:
        """Say that the first listing is on its way."""
        self.show_part(self._looking)

    def enter(self) -> None:
        """Take the keyboard to where one goes on."""
        shown = self._pages.currentWidget()
        if shown is self._results:
            self.after.enter()
        elif shown is self.damaged:
            self.damaged.button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif shown is self._page and not self.ask.asking and not self._acts.isHidden():
            self.finishes.setFocus(Qt.FocusReason.OtherFocusReason)
        elif shown is self._page:
            self.ask.enter()

    def say(self, problem: str) -> None:
        """Say what is missing, or went wrong."""
        tell(self.problem, problem)

    def allow(self, *, on: bool) -> None:
        """Offer to save, or say why not."""
        held = has_keyboard(self._acts)
        for part in (self._acts, self.nobody_says):
            part.setVisible(on)
        self.off.setVisible(not on)
        if held and not on:
            self.ask.enter()

    def bring(self, *, top: bool) -> None:
        """Have the number in sight, or else the question with its answers, where there is no room for both."""
        QTimer.singleShot(0, self, lambda: self._bring(top=top))

    def begin(self) -> None:
        """Be read from the number."""
        self._page.begin()
        self.bring(top=True)

    def _measure(self) -> None:
        super()._measure()
        if has_keyboard(self.ask):
            self.bring(top=False)

    def _build(self) -> None:
        self._acts = beside(self.finishes, self.nobody, self.skips)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        for part in (self.ask, self.ways, self.problem, self._acts, self.nobody_says, self.off):
            left.addWidget(part)
        left.addStretch(1)
        give_room(self._left, left, between=0.6)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.addWidget(self._left, 3)
        self._body.addWidget(self.facts, 2)
        content = QWidget()
        column = QVBoxLayout(content)
        column.addWidget(self.head)
        column.addLayout(self._body, 1)
        give_room(content, column, around=(0.8, 0.6), between=0.7)
        give_room(content, self._body, between=1)
        self._page = Scrolled(content, _TITLE)
        self._page.setBackgroundRole(QPalette.ColorRole.Base)
        self._results = Scrolled(self.after, _TITLE)
        self._results.setBackgroundRole(QPalette.ColorRole.Base)
        self._pages = QStackedWidget()
        for part in (self._looking, self.damaged, self._page, self._results):
            self._pages.addWidget(part)
        layout = QVBoxLayout(self)
        layout.addWidget(self._pages)
        give_room(self, layout)

    def _arrange(self) -> None:
        wide = self.width() >= characters(self, _WIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(across if wide else down)
        self.facts.setMinimumHeight(_LEAST_LINES * line_height(self))

    def _bring(self, *, top: bool) -> None:
        content, bar = self._page.widget(), self._page.verticalScrollBar()
        if top or content is None:
            bar.setValue(0)
        elif bar.maximum():
            bar.setValue(self.ask.mapTo(content, QPoint()).y())
