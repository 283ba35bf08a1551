"""The form with what stands below it: made anew for each listing that is opened, and checked as somebody types."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.listings.form.typed import Problem
from navigator.listings.to_edit import Start, problems_of
from ui.listings.form.body import Body
from ui.listings.form.foot import Foot
from ui.listings.form.state import State
from ui.listings.keeping import Keeping
from ui.shell.saying import sentence
from ui.shell.theme import give_room, line_height

_REST_MS: Final = 150
"""How long nobody types before what was typed is checked."""
_LOW: Final = 14
"""Lines of text below which there is little room."""


class Frame(QWidget):
    """One listing as a form, or none.

    ``named`` has what it is called now. ``conceal_asked`` is a place to make confidential, as in ``State``.
    """

    named = Signal(str)
    narrowed = Signal(bool)
    conceal_asked = Signal(int, int)

    def __init__(self, keeping: Keeping) -> None:
        super().__init__()
        self.state: State | None = None
        self.body: Body | None = None
        self.foot: Final = Foot()
        self._keeping: Final = keeping
        holder = QWidget()
        self._held: Final = QVBoxLayout(holder)
        give_room(holder, self._held)
        layout = QVBoxLayout(self)
        layout.addWidget(holder, 1)
        layout.addWidget(self.foot)
        give_room(self, layout, between=0.5)
        self._rest: Final = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._check)
        self.foot.mend_asked.connect(self.focus_field)

    @property
    def unsaved(self) -> bool:
        """Whether something is typed that is not saved."""
        unfinished = self.body is not None and bool(self.body.unfinished[1])
        return self.state is not None and (self.state.unsaved or unfinished)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In little room, leave it to the form."""
        super().resizeEvent(event)
        self.foot.be_brief(self.height() < _LOW * line_height(self))

    def begin(self, begun: Start, fields: Mapping[str, Any] | None, section: int) -> None:
        """Show a section of what was read; with ``fields``, those are typed already."""
        self.forget()
        self.state = state = State(self._keeping, begun, fields)
        self.body = body = Body(state)
        body.hide()
        self._held.addWidget(body)
        state.conceal_asked.connect(self.conceal_asked)
        state.changed.connect(self._follow)
        body.narrowed.connect(self.narrowed)
        self.foot.say("")
        body.show_section(section)
        if self.body is body:
            body.show()
            self._check()

    def forget(self) -> None:
        """Let go of what is shown."""
        self._rest.stop()
        if self.body is not None:
            self.body.hide()
            self._held.removeWidget(self.body)
            self.body.deleteLater()
        if self.state is not None:
            self.state.deleteLater()
        self.state = self.body = None
        self.foot.show_problems(())

    def section_of(self, service_id: str) -> int:
        """Which section of a listing is shown; the first, where another is."""
        return self.body.section if self.body and self.state and self.state.start.id == service_id else 0

    def enter(self, field: str = "") -> None:
        """Take the keyboard to a field, or to the first that is shown."""
        if field:
            self.focus_field(field)
        elif self.body is not None:
            self.body.enter()

    def focus_field(self, field: str) -> None:
        """Take the keyboard to a field."""
        if self.body is not None:
            self.body.focus_field(field)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong, beside each field and in all."""
        if self.body is not None:
            self.body.show_problems(problems)
            self.foot.show_problems(problems)

    def _follow(self, field: str) -> None:
        self._rest.start()
        if field == "name" and self.state is not None:
            self.named.emit(self.state.name)

    def _check(self) -> None:
        """Hold what is typed against the directory; of two such questions the newer counts."""
        state = self.state
        if state is None:
            return
        fields = state.fields
        self._keeping.look_up(
            "form-check",
            lambda listings: problems_of(fields, state.start, listings.reference),
            owner=state,
            success=lambda problems: self.show_problems(problems) if self.state is state else None,
            failure=lambda error: self.foot.say(sentence(error)),
        )
