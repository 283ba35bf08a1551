"""Making a place confidential for good: what will go and what cannot, a question, then what was done, what is left."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QVBoxLayout, QWidget

from navigator.listings.confidential.facing import Facing, do, look
from navigator.listings.confidential.words import says
from ui.listings.keeping import Keeping
from ui.listings.past import confidential_page as pages
from ui.listings.scrolled import Scrolled
from ui.listings.view import View
from ui.shell.arranged import Measured
from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.parts import Block, Toned, stack
from ui.shell.saying import announce, sentence, tell
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, characters, give_room

if TYPE_CHECKING:
    from navigator.listings.confidential.purge import Purged, PurgePlan

State = Literal["looking", "choosing", "planned", "asking", "running", "done", "failed"]

_TITLE: Final = "Make a place confidential"
_PLACE: Final = "Which place"
_CHOOSE: Final = "Choose a place"
_DO: Final = "Make it confidential..."
_SURE: Final = "Make it confidential now? It cannot be undone."
_SWITCH: Final = "To go on, turn on “Edit listings”."
_FOR_GOOD: Final = "It cannot be undone: no history and no backup brings the address back."
_SAYS: "Final[dict[State, str]]" = {
    "looking": "Looking through the listing, its history, the backups and what was sent.",
    "choosing": "Each place is made confidential by itself. Choose the one whose address must go.",
    "planned": _FOR_GOOD,
    "running": "Taking the address out of everything that is kept. It may take some seconds: leave Navigator open.",
}
_ACROSS: Final = 84
"""Lines of more characters than this are hard to read."""


class ConfidentialView(Measured, View):
    """One place of a listing, made confidential in two steps."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        self.facing: Facing | None = None
        self.state: State = "looking"
        self._id, self._number, self._turn, self._stale = "", 0, 0, False
        self._title = Text(size=1.3, bold=True)
        self.place, self._which = QComboBox(), QWidget()
        self.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.texts = QCheckBox(pages.TICK)
        self.texts.setAccessibleDescription(pages.TICK_SAYS)
        self._told, self._sure = Text(role=QUIET), Text(_SURE, size=1.2, bold=True)
        self.failed = Toned("", "warn")
        self.main, self.no, self.yes = Button(_DO, bold=True), Button("No", bold=True), Button("Yes, for good")
        self.back, self.another = Button("Back (Esc)"), Button("Another place of it")
        self._body: QWidget = QWidget()
        self._column = QVBoxLayout()
        self._lay_out()
        self._connect()

    @property
    def parts(self) -> Sequence[QWidget]:
        """All of it: it goes up and down as one."""
        return (self.page,)

    def open(self, *what: str) -> None:
        """Show what making a place confidential would do: the id of a listing, and the number of the place.

        Without a number, or with one that is none, the only place, or somebody chooses.
        """
        self._id = what[0]
        self._number = int(what[1]) if len(what) > 1 and what[1].isdecimal() else 0
        self.facing = None
        self.texts.setChecked(True)
        self._which.hide()
        self._title.setText(_TITLE)
        self._show((), _TITLE)
        self._look()

    def enter(self) -> None:
        """Take the keyboard to what there is to read, or to the choice of a place."""
        if self._stale:
            self._look()
        (self.place if self.state == "choosing" else self.page).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is No where the question is asked."""
        if event.key() == Qt.Key.Key_Escape and self.state == "asking":
            self._refuse()
        else:
            super().keyPressEvent(event)

    # What is shown

    def _lay_out(self) -> None:
        which = QVBoxLayout(self._which)
        which.addWidget(field(_PLACE, self.place))
        which.addWidget(self.place)
        give_room(self._which, which, between=0.2)
        content = self._content = QWidget()
        column = self._column = QVBoxLayout(content)
        for part in (self._title, self._which, self._body, self.failed, self._told, self._sure):
            column.addWidget(part)
        self._acts = beside(self.main, self.no, self.yes, self.back, self.another)
        column.addWidget(self._acts)
        column.addStretch(1)
        give_room(content, column, around=(0.8, 0.6), between=0.5)
        self.page = Scrolled(content, _TITLE)
        self.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.page.setBackgroundRole(QPalette.ColorRole.Base)
        layout = QVBoxLayout(self)
        layout.addWidget(self.page)
        give_room(self, layout)
        self._measure()

    def _measure(self) -> None:
        self._content.setMaximumWidth(characters(self, _ACROSS))

    def _connect(self) -> None:
        self.place.activated.connect(self._choose)
        self.main.clicked.connect(self._ask)
        self.no.clicked.connect(self._refuse)
        self.yes.clicked.connect(self._do)
        self.back.clicked.connect(self.left)
        self.another.clicked.connect(lambda: self.open(self._id))
        self.keeping.editing.changed.connect(self._follow_switch)
        self.keeping.changed.connect(self._follow)

    def _turn_to(self, state: State) -> None:
        """Offer what can be done now, and say a sentence beside it."""
        self.state = state
        facing, editing = self.facing, self.keeping.editing.on
        needless = facing is not None and facing.needless
        planned = state == "planned" and not needless
        told = _SAYS.get(state, "") if editing or not planned else _SWITCH
        self._told.setText("" if needless and state == "planned" else told)
        self._told.setVisible(bool(self._told.text()))
        self.main.setVisible(planned and editing)
        for part in (self._sure, self.no, self.yes):
            part.setVisible(state == "asking")
        self.back.setVisible(state in {"done", "failed"} or (state == "planned" and needless))
        self.another.setVisible(state == "done" and facing is not None and facing.others)
        for box in (self.place, self.texts):
            box.setDisabled(state in {"asking", "running"})

    def _say(self, error: str) -> None:
        tell(self.failed, error)

    def _show(self, blocks: Iterable[Block], name: str) -> None:
        """Show these in place of what was there, from the beginning; the keyboard does not go with them."""
        old, held = self._body, has_keyboard(self._body)
        self.texts.setParent(self)  # kept, with what was chosen
        self.texts.hide()
        self._body = QWidget()
        layout = QVBoxLayout(self._body)
        stack(self._body, layout, blocks)
        give_room(self._body, layout, between=0.7)
        self._column.replaceWidget(old, self._body)
        self._body.show()
        self._acts.raise_()  # Tab comes there after what there is to read
        if held:
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        old.hide()
        old.deleteLater()
        self.page.setAccessibleName(name)
        self.page.verticalScrollBar().setValue(0)

    def _open_form(self, where: tuple[str, str]) -> None:
        self.view_asked.emit("form", where)

    # Before

    def _look(self) -> None:
        """Work out what would go; a later question overtakes an earlier one."""
        self._turn += 1
        self._stale = False
        turn, service_id, number = self._turn, self._id, self._number
        self._say("")
        self._turn_to("looking")

        def take(facing: Facing) -> None:
            if turn == self._turn:
                self._take(facing)

        def fail(error: Exception) -> None:
            if turn == self._turn:
                self._show((), _TITLE)
                self._say(sentence(error))
                self._turn_to("failed")

        self.keeping.work_out(
            lambda store, _job: look(store, service_id, number), owner=self, success=take, failure=fail
        )

    def _take(self, facing: Facing) -> None:
        held = has_keyboard(self) and not self.place.hasFocus()
        self.facing = facing
        self._title.setText(f"{_TITLE}: {facing.name}")
        self._offer_places(facing)
        self._show(pages.before(facing, self.texts, self._open_form), _TITLE)
        self._turn_to("planned" if facing.plan else "choosing")
        if held:
            self.enter()

    def _offer_places(self, facing: Facing) -> None:
        with QSignalBlocker(self.place):
            self.place.clear()
            self.place.addItem(_CHOOSE, 0)
            for number, place in enumerate(facing.places, 1):
                line = f"{place.line} (confidential)" if place.confidential else place.line
                self.place.addItem(f"{number}: {line}", number)
            self.place.setCurrentIndex(facing.plan.number if facing.plan else 0)
        self._which.setVisible(len(facing.places) > 1)

    def _choose(self, index: int) -> None:
        number = int(self.place.itemData(index))
        if number and (number != self._number or self.state == "failed"):
            self._number = number
            self._look()

    # The question, and doing it

    def _ask(self) -> None:
        self._say("")
        self._turn_to("asking")
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, _SURE)

    def _refuse(self) -> None:
        self._turn_to("planned")
        self.main.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self) -> None:
        facing = self.facing
        plan = facing.plan if facing else None
        if facing is None or plan is None or self.state != "asking":
            return
        blank = bool(says(facing, blanks=True)) and self.texts.isChecked()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._turn_to("running")
        announce(self, _SAYS["running"])
        self.keeping.change(
            lambda store, author: do(store, author, plan, blank=blank),
            owner=self,
            success=lambda done: self._done(facing, plan, done, blank=blank),
            failure=self._fail,
        )

    def _fail(self, error: Exception) -> None:
        """Say why; it can be done again."""
        held = has_keyboard(self)
        self._say(sentence(error))
        self._turn_to("planned")
        if held:
            (self.main if self.keeping.editing.on else self.page).setFocus(Qt.FocusReason.OtherFocusReason)

    # After

    def _done(self, facing: Facing, plan: "PurgePlan", done: "Purged", *, blank: bool) -> None:
        """Show what was done and what is left; the address is not kept here."""
        held = has_keyboard(self)
        stays = (*(() if blank else says(facing, blanks=True)), *says(facing, blanks=False))
        self._title.setText(f"{facing.name}: the place is confidential")
        self._which.hide()
        with QSignalBlocker(self.place):
            self.place.clear()
        self._show(pages.after(plan, done, stays, self._open_form), "What was done")
        self._turn_to("done")
        self.facing = None
        if held:
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.said.emit(f"{facing.name}: place {plan.number} is confidential.", 0)

    # What changes meanwhile

    def _follow_switch(self, on: bool) -> None:
        """Without the switch nothing is offered; what was looked up stays."""
        if self.state == "planned" or (self.state == "asking" and not on):
            held = has_keyboard(self)
            self._turn_to("planned")
            if held and not on:
                self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self) -> None:
        """Look again, before anything is done: now where it is seen, else when it is next."""
        self._stale = self.state in {"planned", "asking", "choosing"}
        if self._stale and self.isVisible():
            self._look()
