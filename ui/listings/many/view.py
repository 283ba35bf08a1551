"""Changing one field of many listings: what is asked for, every difference it makes, and one press to make them all."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from navigator.find.wording import listed, plural
from navigator.listings.many.fields import CONFIDENTIAL, Wish
from navigator.listings.to_change_many import Checked, check, names_of, offer, open_places
from ui.listings.form.boxes import Turning
from ui.listings.keeping import Keeping
from ui.listings.leaving import leave_anyway
from ui.listings.many.form import ManyForm
from ui.listings.many.hiding import ManyHiding
from ui.listings.many.look import LookedAt, apply_as_seen, look
from ui.listings.many.preview import ManyPreview
from ui.listings.scrolled import Scrolled
from ui.listings.view import View
from ui.shell.parts import Toned
from ui.shell.saying import sentence, tell
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room

if TYPE_CHECKING:
    from navigator.listings.changes.editor import Saved

_MOST_NAMED: Final = 2
_LOOK: Final = "Look at every difference"
_LOOKING: Final = "Looking..."
_LOSE: Final = "Leave without changing anything? What you typed will be lost."
_NOTHING: Final = "Nothing had to be changed."
_CHOOSE: Final = "None of these listings holds anything here, so there is nothing to find."


class ManyView(View):
    """First what is to be done, then what that would do; only what was looked at can be made."""

    def __init__(self, keeping: Keeping) -> None:
        super().__init__(keeping)
        self._ids: tuple[str, ...] = ()
        self._applying = self._looking = self._stale = False
        self._number = 0
        self.form, self.hiding, self.preview = ManyForm(), ManyHiding(), ManyPreview()
        self.look = Turning(_LOOK, bold=True)
        self._title, self._names, self._wrong = Text(size=1.3, bold=True), Text(role=QUIET), Toned("", "urgent")
        self._lay_out()
        self._connect()
        self.preview.offer(on=keeping.editing.on)

    @property
    def parts(self) -> Sequence[QWidget]:
        """What is wrong, then what is asked for or what it would do."""
        return (self._wrong, self._pages)

    @property
    def unsaved(self) -> bool:
        """Whether something was typed, or is looked at."""
        return bool(self._ids) and (self.form.typed or self._looks or bool(self.preview.why.text().strip()))

    def open(self, *what: str) -> None:
        """Ask what to do with the listings named."""
        self._forget()
        self._ids = what
        count = len(what)
        self._title.setText(f"Change one field of {plural(count, 'listing')}")
        some = what[: _MOST_NAMED + 1]
        self.keeping.look_up(
            "many-names",
            lambda listings: names_of(listings, some),
            owner=self,
            success=self._show_names,
            failure=self._fail,
        )
        self._ask_offer()

    def enter(self) -> None:
        """Take the keyboard to the field, or to what is to be pressed."""
        if self._looks:
            self.preview.enter()
        else:
            self.form.enter()

    def may_leave(self) -> bool:
        """Ask, where something was typed."""
        if self.unsaved and not leave_anyway(self, _LOSE):
            return False
        self._forget()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes from what is looked at to what was asked for."""
        if event.key() == Qt.Key.Key_Escape and self._looks:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again, where the directory was changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._follow()

    def _lay_out(self) -> None:
        asks = QWidget()
        column = QVBoxLayout(asks)
        for part in (self._title, self._names, self.form, self.hiding):
            column.addWidget(part)
        column.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        give_room(asks, column, between=0.6)
        self._asks = Scrolled(asks, "What is to be changed")
        self._shows = Scrolled(self.preview, "What would change")
        self._pages = QStackedWidget()
        for page in (self._asks, self._shows):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.addWidget(self._wrong)
        layout.addWidget(self._pages, 1)
        give_room(self, layout, between=0.4)
        self._wrong.hide()
        self.hiding.hide()

    def _connect(self) -> None:
        self.look.clicked.connect(self._look)
        self.form.entered.connect(self._look)
        self.form.turned.connect(self._ask_offer)
        self.form.rested.connect(self._check)
        self.form.changed.connect(self._change)
        self.hiding.asked.connect(lambda what: self.view_asked.emit("confidential", what))
        self.preview.apply_asked.connect(self._apply)
        self.preview.back_asked.connect(self._go_back)
        self.keeping.changed.connect(self._mark)
        self.keeping.editing.changed.connect(lambda on: self.preview.offer(on=on))

    @property
    def _looks(self) -> bool:
        return self._pages.currentWidget() is self._shows

    def _show_names(self, names: Sequence[tuple[str, str]]) -> None:
        some = [name for _, name in names[:_MOST_NAMED]]
        more = len(self._ids) - len(some)
        self._names.setText(listed([*some, *([f"{more:,} more"] if more else [])], "and"))

    def _change(self) -> None:
        """Something else is asked for: what is on its way is of no use any more."""
        self._number += 1
        self._set_looking(False)
        self._say("")

    def _ask_offer(self) -> None:
        """Look up what the listings hold in the field that is chosen."""
        ids, field = self._ids, self.form.field
        hides = field.path == CONFIDENTIAL
        self.hiding.setVisible(hides)
        self.look.setVisible(not hides)
        if not ids:
            return
        if hides:
            self.hiding.clear()
            self.keeping.look_up(
                "many-offer",
                lambda listings: open_places(listings, ids),
                owner=self,
                success=self.hiding.offer,
                failure=self._fail,
            )
            return
        self.keeping.look_up(
            "many-offer",
            lambda listings: offer(listings, ids, field),
            owner=self,
            success=self.form.offer,
            failure=self._fail,
        )

    def _check(self) -> None:
        """Say what is wrong with what is typed."""
        wish = self.form.wish
        if wish is not None and wish.value is not None and not self._looking:  # to look is to check first
            self._have_checked(wish, self._show_checked)

    def _have_checked(self, wish: Wish, then: Callable[[Checked], None]) -> None:
        """Have what is asked for checked; an answer that comes too late is dropped."""
        number = self._number

        def take(checked: Checked) -> None:
            if number == self._number:
                then(checked)

        self.keeping.look_up(
            "many-check", lambda listings: check(listings, wish), owner=self, success=take, failure=self._fail
        )

    def _show_checked(self, checked: Checked) -> None:
        self.form.show_problems(checked.problems)
        if checked.suggested:
            self.form.line.suggest(checked.suggested, now=not self._looking)

    def _look(self) -> None:
        """Look at every difference, where nothing is wrong with what is asked for."""
        wish = self.form.wish
        if self._looking:
            return
        if wish is None:
            self._say(_CHOOSE)
        else:
            self._number += 1
            self._set_looking(True)
            self._have_checked(wish, self._look_at)

    def _look_at(self, checked: Checked) -> None:
        self._show_checked(checked)
        if any(problem.blocks for problem in checked.problems):
            self._set_looking(False)
            self.form.enter_value()
            return
        ids, number = self._ids, self._number
        self.keeping.work_out(
            lambda store, _job: look(store, ids, checked.wish),
            owner=self,
            success=partial(self._show, number),
            failure=self._fail,
        )

    def _show(self, number: int, looked: LookedAt) -> None:
        if number != self._number:
            return
        self._set_looking(False)
        held = has_keyboard(self._pages)
        self.preview.show_looked(looked, self.form.says)
        self._pages.setCurrentWidget(self._shows)
        if looked.seen.differences:
            self.keeping.prepare(len(looked.seen.differences))
        if held:
            self.preview.enter()

    def _set_looking(self, looking: bool) -> None:
        self._looking = looking
        self.look.setText(_LOOKING if looking else _LOOK)

    def _apply(self) -> None:
        """Make the change as it is shown."""
        looked = self.preview.looked
        if looked is None or self._applying or not self.keeping.editing.on:
            return
        self._set_applying(True)
        self._say("")
        self.keeping.change(
            lambda store, author: apply_as_seen(store, author, looked.seen),
            owner=self,
            success=self._done,
            failure=self._refuse,
            why=self.preview.why.text().strip(),
        )

    def _done(self, saved: "Saved | None") -> None:
        self._set_applying(False)
        count = len(saved.ids) if saved else 0
        said = f"{plural(count, 'listing was', 'listings were')} changed." if saved else _NOTHING
        self.said.emit(said, saved.batch if saved else 0)
        self._forget()
        self.left.emit()

    def _refuse(self, error: Exception) -> None:
        """Nothing was changed: look again, since what was looked at may be no more."""
        self._set_applying(False)
        self._look()
        self._say(sentence(error))

    def _set_applying(self, applying: bool) -> None:
        self._applying = applying
        self.preview.set_busy(applying)

    def _mark(self) -> None:
        """The directory is another: look again now, or when this is next seen."""
        self._stale = bool(self._ids) and not self._applying
        if self._stale and self.isVisible():
            self._follow()

    def _follow(self) -> None:
        self._stale = False
        self._ask_offer()
        if self._looks:
            self._look()

    def _go_back(self) -> None:
        self._number += 1
        self._set_looking(False)
        self._pages.setCurrentWidget(self._asks)
        self.form.enter()

    def _fail(self, error: Exception) -> None:
        self._set_looking(False)
        self._say(sentence(error))

    def _say(self, text: str) -> None:
        tell(self._wrong, text)

    def _forget(self) -> None:
        self._ids = ()
        self._number += 1
        self._stale = False
        self._pages.setCurrentWidget(self._asks)
        self._set_looking(False)
        self.form.clear()
        self.preview.clear()
        self._say("")
