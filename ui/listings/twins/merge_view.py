"""Merging two listings of one service: field by field which fact to take, what will happen, and one press to do it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from navigator.find.wording import listed
from navigator.listings.twins.comparing import Choice
from navigator.listings.twins.planning import PLACES, Planned, merge_as_seen, pickings, read_plan
from ui.listings.form.boxes import Turning
from ui.listings.keeping import Keeping
from ui.listings.leaving import leave_anyway
from ui.listings.twins.pairs_rows import SidesPane
from ui.listings.view import View
from ui.shell.flow import beside
from ui.shell.forms import field
from ui.shell.notice import Notice
from ui.shell.parts import Toned
from ui.shell.saying import announce, sentence, tell
from ui.shell.text import Button, Text
from ui.shell.theme import QUIET, characters, give_room

if TYPE_CHECKING:
    from navigator.listings.changes.editor import Saved

_ROLES: Final = ("Stays", "Closes, and points to it")
_WHY: Final = "&Why"
_WHY_SAYS: Final = "A few words for the history. They may stay empty."
_SWITCH: Final = "Turn on “Edit listings” above to merge. What you chose is kept."
_GUARDED: Final = "Choose this, or press “Make that place confidential...” at the top."
_MAKE: Final = "Make that place confidential..."
_CANNOT: Final = "These two cannot be merged."
_LOSE: Final = "Leave without merging? What you chose will be lost."
_MOST_NAMED: Final = 3
_WHY_WIDE: Final = 30


class MergeView(View):
    """Both side by side; the better fact of each field is chosen already, and somebody may choose otherwise."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        self._ids = ("", "")
        self._planned: Planned | None = None
        self._chosen: dict[str, Choice] = {}
        self._told: dict[str, str] = {}
        self._merging = False
        self.merge, self.swap = Turning("Merge", bold=True), Button("Let the other one stay")
        self.hide_place = Button(_MAKE)
        self.why = QLineEdit()
        self.why.setMinimumWidth(characters(self, _WHY_WIDE))
        self.cannot = Notice("Go back")
        self._happens, self._guarded, self._wrong = Text(selectable=True), Toned("", "warn"), Toned("", "urgent")
        self._switch = Text(_SWITCH, role=QUIET)
        lead = QWidget()
        top = QVBoxLayout(lead)
        for part in (self._happens, self._guarded):
            top.addWidget(part)
        top.addWidget(self.hide_place, 0, Qt.AlignmentFlag.AlignLeft)
        give_room(lead, top, between=0.4)
        acts = QWidget()
        column = QVBoxLayout(acts)
        self._row = beside(self.merge, beside(field(_WHY, self.why, _WHY_SAYS), self.why), self.swap)
        for each in (self._row, self._switch, self._wrong):
            column.addWidget(each)
        give_room(acts, column, between=0.4)
        self.sides = SidesPane(_ROLES, acts, lead)
        self._lay_out()
        self._connect()

    @property
    def parts(self) -> Sequence[QWidget]:
        """What can be done, then the two."""
        return (self._pages,)

    @property
    def unsaved(self) -> bool:
        """Whether somebody chose, or said why."""
        return self._planned is not None and bool(self._chosen or self.why.text().strip())

    def open(self, *what: str) -> None:
        """Show two listings: the one that stays, and the one that closes."""
        keep, drop = what
        if {keep, drop} != set(self._ids):
            self._forget()
        elif (keep, drop) != self._ids:
            self._turn_choices()
        self._ids = keep, drop
        self._look()

    def enter(self) -> None:
        """Take the keyboard to the two."""
        if self._pages.currentWidget() is self.cannot:
            self.cannot.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.sides.enter()

    def may_leave(self) -> bool:
        """Ask, where somebody chose."""
        if self.unsaved and not leave_anyway(self, _LOSE):
            return False
        self._forget()
        return True

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        for each in (self.sides, self.cannot):
            self._pages.addWidget(each)
        layout = QVBoxLayout(self)
        layout.addWidget(self._pages)
        give_room(self, layout)
        for part in (self._guarded, self._wrong, self.hide_place):
            part.hide()

    def _connect(self) -> None:
        for button, press in (
            (self.merge, self._merge),
            (self.swap, self._swap),
            (self.hide_place, self._hide_place),
            (self.cannot.button, self.left.emit),
        ):
            button.clicked.connect(press)
        self.why.returnPressed.connect(self._merge)
        self.sides.picked.connect(self._pick)
        self.keeping.changed.connect(self._follow)
        self.keeping.editing.changed.connect(lambda _on: self._offer())

    def _follow(self) -> None:
        """Look again at what is shown, which may be other than it was; what was chosen stays."""
        if self._planned is not None and not self._merging:
            self._look()

    def _look(self) -> None:
        keep, drop = self._ids
        self._offer()
        self.keeping.look_up(
            "merge",
            lambda listings: read_plan(listings.connection, keep, drop),
            owner=self,
            success=self._show,
            failure=self._fail,
        )

    def _show(self, planned: Planned) -> None:
        self._planned = planned
        self._pages.setCurrentWidget(self.sides)
        self._happens.setText(_happens(planned))
        self._guarded.setText(planned.guarded)
        self._guarded.setVisible(bool(planned.guarded))
        self.hide_place.setVisible(planned.giving is not None)
        self._offer()
        self._show_choices()
        self.keeping.prepare(2, "merge")

    def _show_choices(self) -> None:
        if self._planned is not None:
            self.sides.show_sides(self._planned.sides, pickings(self._planned, self._chosen, self._told))

    def _fail(self, error: Exception) -> None:
        self._planned = None
        self.cannot.say(_CANNOT, sentence(error))
        self._pages.setCurrentWidget(self.cannot)
        self.enter()

    def _pick(self, name: str, choice: str) -> None:
        self._chosen[name] = cast("Choice", choice)
        self._told.pop(name, None)
        self._show_choices()

    def _swap(self) -> None:
        """Let the other one stay; what was chosen is still chosen."""
        self.open(*self._ids[::-1])

    def _turn_choices(self) -> None:
        turned: dict[Choice, Choice] = {"keep": "drop", "drop": "keep", "both": "both"}
        self._chosen = {name: turned[choice] for name, choice in self._chosen.items()}

    def _hide_place(self) -> None:
        if self._planned is not None and self._planned.giving:
            self.view_asked.emit("confidential", self._planned.giving)

    def _merge(self) -> None:
        """Merge as it is shown, all fields as they are chosen."""
        planned = self._planned
        if planned is None or self._merging or not self.keeping.editing.on:
            return
        picked = pickings(planned, self._chosen, {})
        taken = {name: picking.taken for name, picking in picked.items() if picking.taken is not None}
        if len(taken) < len(picked):
            self._told[PLACES] = _GUARDED
            self._show_choices()
            self.sides.bring(PLACES)
            announce(self, _GUARDED)
            return
        self._set_merging(True)
        self._say("")
        self.keeping.change(
            lambda store, author: merge_as_seen(store, author, planned, taken),
            owner=self,
            success=self._done,
            failure=self._refuse,
            why=self.why.text().strip(),
        )

    def _done(self, saved: "Saved") -> None:
        self._set_merging(False)
        if self._planned is not None:
            keep, drop = self._planned.sides.keep.name, self._planned.sides.drop.name
            self.said.emit(f"Merged: “{keep}” stays, and “{drop}” is closed and points to it.", saved.batch)
        self._forget()
        self.left.emit()

    def _refuse(self, error: Exception) -> None:
        self._set_merging(False)
        self._say(sentence(error))
        self._look()

    def _set_merging(self, merging: bool) -> None:
        self._merging = merging
        self._offer()

    def _say(self, text: str) -> None:
        tell(self._wrong, text)

    def _offer(self) -> None:
        """Offer what can be done now."""
        on = self.keeping.editing.on
        self._row.setVisible(on and self._planned is not None)
        self._switch.setVisible(not on)
        self.merge.setText("Merging..." if self._merging else "Merge")

    def _forget(self) -> None:
        self._ids, self._planned, self._chosen, self._told = ("", ""), None, {}, {}
        self.why.clear()
        self._say("")
        self.sides.clear()


def _happens(planned: Planned) -> str:
    keep, drop = planned.sides.keep.name, planned.sides.drop.name
    says = f"“{keep}” stays. “{drop}” is closed and points to it, and is still found by its name."
    if names := planned.pointing:
        some = [f"“{name}”" for name in names[:_MOST_NAMED]]
        more = [f"{len(names) - _MOST_NAMED:,} more"] if len(names) > _MOST_NAMED else []
        says += f" Links of {listed([*some, *more], 'and')} will point to the one that stays."
    return f"{says} The pages that facts are from are kept of both. A backup is made first."
