"""The room Listings: the table of everything, and what there is to do with it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.listings.damage import Damage
from ui.listings.editing import Editing
from ui.listings.head import Head
from ui.listings.keeping import Keeping
from ui.listings.table.pane import TablePane
from ui.listings.view import View
from ui.listings.views import KINDS, Views
from ui.shell.room import Room
from ui.shell.saying import sentence
from ui.shell.tabbing import has_keyboard
from ui.shell.theme import give_room
from ui.shell.turns import draw_between
from ui.shell.work import Work

if TYPE_CHECKING:
    from navigator.directory import Store
    from navigator.listings.changes.editor import Author, Saved
    from ui.find.desk import Desk

_SWITCH_FIRST: Final = (
    "Turn on “Edit listings” first: Enter does, and goes on. Until then nothing can be changed by accident."
)
_UNDOING: Final = "Undoing it."
_UNDONE: Final = "That was undone."
_SAVING: Final = "A change is still being saved. Close Navigator in a moment."
_NOTHING: Final = "Choose a listing first."
_USUAL_WIDTHS: Final = "The columns of the table have their usual widths."
_UNDO_THERE: Final = "{} To undo that: Alt+5, then Ctrl+Z."
_MENDS: Final = "backups"
"""The view that is of use where the directory cannot be read."""


class ListingsPage(Room):
    """The table with the chosen listing beside it, or one view in their place."""

    listing_asked = Signal(str)
    """The id of a listing somebody wants to read in Find."""
    told = Signal(str)
    """What was done for somebody who is in another room again."""
    right_now_asked = Signal()
    """Somebody cannot wait."""
    close_asked = Signal()
    """What kept the window open is saved."""

    def __init__(self, work: "Work[Desk]", idle_minutes: int) -> None:
        """Look up and change over ``work``; the window draws in between.

        Listings may be changed until nothing was touched for so many minutes.
        """
        super().__init__()
        self.setObjectName("listings")
        self.editing = editing = Editing(idle_minutes, self)
        self.keeping = Keeping(work, editing, self)
        self.head = Head(editing)
        draw_between()
        self.table = TablePane(self.keeping)
        draw_between()
        self.views = Views(self.keeping, self.table)
        self._trail: list[str] = []
        self._wanted: tuple[str, tuple[str, ...], str] | None = None
        self._came_from = ""
        self.damage = Damage()
        layout = QVBoxLayout(self)
        for part, stretch in ((self.head, 0), (self.damage, 1), (self.views, 1)):
            layout.addWidget(part, stretch)
        give_room(self, layout, around=(0.8, 0.6), between=0.6)
        self.damage.hide()
        self._connect()

    @property
    def parts(self) -> Sequence[QWidget]:
        """The head, then what is shown."""
        shown = self.views.shown
        return (self.head, self.damage, *(self.table.parts if shown is None else shown.parts))

    @property
    def chosen(self) -> str:
        """The id of the listing that is chosen in the table; "" for none."""
        return self.table.chosen

    @property
    def unsaved(self) -> bool:
        """Whether some view holds what was typed and not saved, or a change is on its way."""
        return self.keeping.busy or any(view.unsaved for view in self.views.made.values())

    def enter(self) -> None:
        """Take the keyboard to what is shown, as it is now."""
        self._wanted = None
        self.table.look_up()
        self._enter_shown()

    def look_again(self) -> None:
        """Somebody else changed the directory: look up again what is shown."""
        self.keeping.changed.emit()

    def next_part(self) -> None:
        """Take the keyboard to the next part."""
        if self.views.shown is None and self.damage.isHidden():
            self.table.next_part()
        else:
            self._enter_shown()

    def go_back(self) -> None:
        """From a view to the one before it, at last to the table."""
        shown = self.views.shown
        if shown is not None and shown.may_leave():
            self._leave(shown)

    def clear(self) -> None:
        """Show all listings, with nothing typed or chosen."""
        shown = self.views.shown
        if shown is None or shown.may_leave():
            self._trail.clear()
            self._show_table()
            self.table.clear()
            self.enter()

    def may_close(self) -> bool:
        """Ask what is to become of what is not saved; False to stay, as until a change on its way is made.

        What somebody wants to save first asks to close once it is saved.
        """
        if self.keeping.busy:
            self.head.say(_SAVING)
            return False
        for name, view in self.views.made.items():
            if view.unsaved:
                self._bring(name, view)
                if not view.may_close(self.close_asked.emit):
                    return False
        return True

    def show_view(self, name: str, *what: str) -> None:
        """Show a view in place of the table, of the listings named; one that changes them needs the switch."""
        self._show_view(name, what, "")

    def _show_view(self, name: str, what: tuple[str, ...], came_from: str) -> None:
        """Show a view; from it, the way back leads to the listing in Find that somebody came from, if to one."""
        if KINDS[name].writes and not self.editing.on:
            self._wanted = name, what, came_from
            self.head.say(_SWITCH_FIRST)
            self.head.switch.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if (self.damage.broken and name != _MENDS) or (name in self._trail and not self.views.made[name].may_leave()):
            return
        self.head.say("")
        self._wanted, self._came_from = None, came_from
        view, new = self.views.view(name)
        if new:
            self._follow(view)
        self._trail = [*self._trail[: self._trail.index(name)], name] if name in self._trail else [*self._trail, name]
        self._bring(name, view)
        view.open(*what)
        view.enter()

    def check_today(self, service_id: str = "") -> None:
        """Note that a listing was checked: the one named, which is shown in Find, or the one that is chosen."""
        chosen = service_id or self.chosen
        if chosen:
            self._show_view("verify", (chosen,), service_id)
        else:
            self.head.say(_NOTHING)

    @property
    def widths(self) -> list[int]:
        """How wide somebody made the columns of the table, to be kept."""
        return self.table.table.widths.chosen

    @widths.setter
    def widths(self, widths: Sequence[int]) -> None:
        self.table.table.widths.chosen = widths

    def take_usual_widths(self) -> None:
        """Make the columns of the table as wide as they are at first."""
        self.widths = []
        self.head.say(_USUAL_WIDTHS)

    def undo(self) -> None:
        """Take back what was done last."""
        if self.head.batch and self.editing.on:
            self._undo(self.head.batch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back, and Ctrl+Z takes back what was done; other keys are the window's."""
        does = {"Esc": self.go_back, "Ctrl+Z": self.undo}
        pressed = does.get(QKeySequence(event.keyCombination()).toString())
        if pressed is not None:
            pressed()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.head.asked.connect(self.show_view)
        self.head.back_asked.connect(self.go_back)
        self.head.undo_asked.connect(self._undo)
        self.table.view_asked.connect(lambda name, what: self.show_view(name, *what))
        self.table.listing_asked.connect(self.listing_asked)
        self.table.failed.connect(self._fail)
        self.table.answered.connect(self._mend)
        self.keeping.changed.connect(self.table.look_up)
        self.damage.again.connect(self.enter)
        self.damage.mends_asked.connect(lambda: self.show_view(_MENDS))
        self.damage.borne.connect(lambda: self._turn_damage(held=True))
        self.editing.changed.connect(self._go_on)

    def _follow(self, view: View) -> None:
        """Do what a new view asks for."""
        view.left.connect(lambda: self._leave(view))
        view.said.connect(self.head.say)
        view.listing_asked.connect(self._show_listing)
        view.view_asked.connect(lambda name, what: self.show_view(name, *what))

    def _go_on(self, on: bool) -> None:
        """With the switch on, show what was wanted before it was."""
        if on and self._wanted is not None:
            self._show_view(*self._wanted)

    def _bring(self, name: str, view: View) -> None:
        self.views.setCurrentWidget(view)
        self._show_damage()
        self.head.show_back(True)
        if name not in self._trail:
            self._trail.append(name)

    def _leave(self, view: View) -> None:
        """Go to what was shown before a view."""
        if view is not self.views.shown:
            return
        self._trail.pop()
        came_from, self._came_from = self._came_from, ""
        if self._trail:
            before, _ = self.views.view(self._trail[-1])
            self._bring(self._trail[-1], before)
        else:
            self._show_table()
        if not self.isVisible():
            return
        if came_from:
            self._tell_there()
            self.listing_asked.emit(came_from)
        else:
            self._enter_shown()

    def _tell_there(self) -> None:
        """Say in the room that somebody goes back to what was done."""
        if says := self.head.told.text():
            self.told.emit(_UNDO_THERE.format(says) if self.head.batch else says)

    def _show_table(self) -> None:
        self.views.show_table()
        self._show_damage()
        self.head.show_back(False)

    def _show_listing(self, service_id: str) -> None:
        """Show a listing in the table."""
        self._trail.clear()
        self._show_table()
        self.table.choose(service_id)
        self._enter_shown()

    def _undo(self, batch: int) -> None:
        def take_back(store: "Store", author: "Author") -> "Saved | None":
            from navigator.listings.past.undoing import undo

            return undo(store, batch, author)

        held = has_keyboard(self.head.undo)
        self.head.say(_UNDOING)
        if held:
            self._enter_shown()
        self.keeping.change(
            take_back,
            owner=self,
            success=lambda _saved: self.head.say(_UNDONE),
            failure=lambda error: self.head.say(sentence(error), batch),
        )

    def _show_damage(self) -> None:
        """Where a file cannot be read, say so in place of all that needs it."""
        shown = self.views.shown
        mends = shown is not None and shown is self.views.made.get(_MENDS)
        hides = not mends and (self.damage.broken if shown is not None else self.damage.of_table)
        self.damage.setVisible(hides)
        self.views.setVisible(not hides)

    def _enter_shown(self) -> None:
        if not self.damage.isHidden():
            self.damage.enter()
        elif (shown := self.views.shown) is not None:
            shown.enter()
        else:
            self.table.enter()

    def _mend(self, unread: str) -> None:
        held = has_keyboard(self.damage) or has_keyboard(self.views)
        if self.damage.mend(unread):
            self._turn_damage(held=held)

    def _fail(self, error: Exception) -> None:
        held = has_keyboard(self) and not (self.damage.broken and has_keyboard(self.damage))
        self.damage.fail(error)
        self._turn_damage(held=held)

    def _turn_damage(self, *, held: bool) -> None:
        """Show what is told now, or what it hid; the keyboard goes there where it was there."""
        hidden = self.damage.isHidden()
        self._show_damage()
        if held and (not self.damage.isHidden() or not hidden):
            self._enter_shown()
