"""The way to saving: what changes is shown first, then written; and both versions, where somebody else was quicker."""

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from navigator.find.wording import listed
from navigator.listings.past.clashes import Both, compare
from navigator.listings.past.linked import names_of
from navigator.listings.to_edit import NEW_ORGANIZATION, Start, Weighed, start, weigh, write
from ui.listings.form.conflict import Conflict
from ui.listings.form.review import Review
from ui.listings.form.state import State
from ui.listings.keeping import Keeping
from ui.shell.saying import sentence

if TYPE_CHECKING:
    from navigator.listings.changes.editor import Saved
    from navigator.listings.listings import Listings

NOTHING: Final = "Nothing was changed, so there is nothing to save."
_SAVING: Final = "Saving..."
_MOST_NAMED: Final = 4


class Saving(QObject):
    """Takes one listing from the form to the directory.

    ``shown`` is what to show in place of the form. ``refused`` has the problems that must be mended first, or that are
    all there is where nothing was changed. ``told`` is a sentence on what went wrong. ``saved`` has what was saved, or
    None, and a sentence on it. ``begun`` has what the directory holds by now, and one listing out of that and this.
    """

    shown = Signal(QWidget)
    refused = Signal(tuple)
    told = Signal(str)
    saved = Signal(object, str)
    begun = Signal(object, dict)

    def __init__(self, keeping: Keeping, parent: QObject) -> None:
        super().__init__(parent)
        self.review, self.conflict = Review(), Conflict()
        self._keeping: Final = keeping
        self._state: State | None = None
        self._weighed: Weighed | None = None
        self._theirs: Start | None = None
        self._writing = False
        self.conflict.chosen.connect(self._take_both)

    @property
    def busy(self) -> bool:
        """Whether it is being written."""
        return self._writing

    def begin(self, state: State, *, at_once: bool = False) -> None:
        """Show what saving would change; ``at_once`` saves it, where somebody has seen that."""
        self._state = state
        fields = state.fields

        def weighed(found: Weighed) -> None:
            if self._state is state:
                self._show(found, at_once=at_once)

        self._keeping.look_up(
            "form-weigh",
            lambda listings: weigh(fields, state.start, listings),
            owner=self,
            success=weighed,
            failure=lambda error: self.told.emit(sentence(error)),
        )

    def press(self) -> None:
        """Save what is shown."""
        state, weighed = self._state, self._weighed
        if state is None or weighed is None or self._writing:
            return
        self._writing = True
        self.review.say(_SAVING)
        self._keeping.change(
            lambda store, author: write(store, author, state.start, weighed),
            owner=self,
            success=partial(self._end, _told(weighed, new=not state.start.id)),
            failure=self._refuse,
            why=self.review.why.text().strip(),
        )

    def forget(self) -> None:
        """Let go of what was to be saved, and why."""
        self._state = self._weighed = self._theirs = None
        self.review.why.clear()

    def _show(self, weighed: Weighed, *, at_once: bool) -> None:
        if self._state is None or weighed.blocked or not weighed.lines:
            self.refused.emit(weighed.problems)
            return
        self._weighed = weighed
        new = not self._state.start.id
        self.review.show_changes(weighed.lines, weighed.doubts, weighed.warning, new=new)
        self.shown.emit(self.review)
        if at_once:
            self.press()

    def _end(self, told: str, saved: "Saved | None") -> None:
        self._writing = False
        self.saved.emit(saved, told if saved is not None else NOTHING)

    def _refuse(self, error: Exception) -> None:
        from navigator.listings.changes.editor import ConflictError

        self._writing = False
        if isinstance(error, ConflictError):
            self._read_theirs()
        else:
            self.review.say(sentence(error))

    def _read_theirs(self) -> None:
        """Show both, as the directory holds it by now."""
        state, weighed = self._state, self._weighed
        if state is None or weighed is None:
            return

        def show(found: tuple[Start, Both]) -> None:
            if self._state is state:
                self._theirs = found[0]
                self.conflict.show_both(found[1])
                self.shown.emit(self.conflict)

        def both(listings: "Listings") -> tuple[Start, Both]:
            begun = start(listings, state.start.id)
            every = state.start.fields, weighed.fields, begun.fields
            return begun, compare(*every, begun.reference.vocabulary, names_of(listings.connection, every))

        self._keeping.look_up(
            "form",
            both,
            owner=self,
            success=show,
            failure=lambda error: self.review.say(sentence(error)),
        )

    def _take_both(self, fields: dict[str, Any]) -> None:
        if self._theirs is not None and self._state is not None:
            new = {NEW_ORGANIZATION: self._state.fields.get(NEW_ORGANIZATION)}
            self.begun.emit(self._theirs, fields | new)


def _told(weighed: Weighed, *, new: bool) -> str:
    """What was saved, in a sentence."""
    name = weighed.fields["name"]
    if new:
        return f"{name} was added."
    labels = list(dict.fromkeys(line.label.partition(",")[0] for line in weighed.lines))
    if len(labels) > _MOST_NAMED:
        labels = [*labels[: _MOST_NAMED - 1], f"{len(labels) - _MOST_NAMED + 1} other fields"]
    return f"{name} was saved: {listed(labels, 'and')}."
