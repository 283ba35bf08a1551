"""How the side that talks is laid out: the question, the buttons around it, and the promise below."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from ui.check.form import Form
from ui.check.question import Step
from ui.shell.arranged import Arranged
from ui.shell.choice import Press
from ui.shell.flow import beside
from ui.shell.saying import announce
from ui.shell.tabbing import has_keyboard
from ui.shell.text import Reading, Text
from ui.shell.theme import QUIET, characters, give_room, line_height

_LOW: Final = 24
"""With fewer lines of height than this, the buttons stand below the question and go up and down with it."""
_WIDE: Final = 92
"""With fewer characters of width than this, the button that forgets does not show its key."""
_FORM: Final = "All questions (Alt+A)"
_ONE_BY_ONE: Final = "One at a time (Alt+A)"
_FORGET: Final = "Forget everything"
_FORGETS: Final = "Forgets at once all that was said, and the shortlist."
_FORGET_KEY: Final = "Ctrl+Shift+Del"
_SMALL: Final = 0.8


class Sheet(Reading):
    """A page to read that leaves what is pressed together with Alt to those around it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll."""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Frame(Arranged, QWidget):
    """Shows a step or the form, with the buttons there is a use for."""

    def __init__(self) -> None:
        super().__init__()
        self.step: Step | None = None
        self.form: Form | None = None
        self.back_button: Final = Press("Back (Alt+Left)")
        self.form_button: Final = Press(_FORM)
        self.skip_button: Final = Press("")
        self.decline_button: Final = Press("")
        self.next_button: Final = Press("Next (Enter)")
        self.forget_button: Final = Press(_FORGET)
        self.forget_button.setAccessibleDescription(f"{_FORGETS} Key {_FORGET_KEY}.")
        self.forget_button.setToolTip(_FORGET_KEY)
        font = QFont()
        font.setBold(True)
        self.next_button.setFont(font)
        self._privacy: Final = Text(size=_SMALL, role=QUIET)
        self._head: Final = beside(self.back_button, self.form_button, self.forget_button)
        self._bar: Final = beside(self.skip_button, self.decline_button, self.next_button)
        self._sheet, self._form_sheet = Sheet(), Sheet()
        content = QWidget()
        self._steps: Final = QVBoxLayout()
        self._content: Final = QVBoxLayout(content)
        self._content.addLayout(self._steps)
        self._content.addStretch(1)
        self._sheet.show_content(content, "Questions")
        self._pages: Final = QStackedWidget()
        for sheet in (self._sheet, self._form_sheet):
            self._pages.addWidget(sheet)
        self._layout: Final = QVBoxLayout(self)
        for part in (self._head, self._pages, self._bar, self._privacy):
            self._layout.addWidget(part)
        self._layout.setStretchFactor(self._pages, 1)
        give_room(self, self._layout, around=(0.6, 0.5), between=0.5)
        give_room(content, self._content, around=(0.2, 0.4), between=0.8)
        self.show_buttons(back=False)

    def say(self, privacy: str, skip: str, rather_not: str) -> None:
        """Use these words."""
        self._privacy.setText(privacy)
        self.skip_button.setText(f"{skip} (Alt+S)")
        self.decline_button.setText(f"{rather_not} (Alt+R)")

    def enter(self) -> None:
        """Take the keyboard to the question, or to the form."""
        entry = self._form_sheet if self.form else self.step.entry if self.step else self._sheet
        entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_step(self, step: Step) -> None:
        """Show a step in place of the one before; the keyboard goes to it if it was anywhere here."""
        before, self.step = self.step, step
        held = self.form is None and has_keyboard(self)
        self._steps.addWidget(step)
        step.show()
        step.ready.connect(self.next_button.setEnabled)
        self._sheet.setAccessibleName(step.heading.text())
        self._sheet.verticalScrollBar().setValue(0)
        if held:
            self.enter()
        elif self.form is None and self.isVisible():
            announce(self, step.heading.text())
        if before is not None:
            _drop(before)

    def show_form(self, form: Form) -> None:
        """Show the form in place of the question."""
        self.form = form
        self._form_sheet.show_content(form, "All questions")
        self._pages.setCurrentWidget(self._form_sheet)
        self.enter()

    def close_form(self) -> None:
        """Show the question again, and let go of the form."""
        if self.form is not None:
            form, held = self.form, has_keyboard(self)
            self.form = None
            self._form_sheet.takeWidget()
            self._pages.setCurrentWidget(self._sheet)
            if held:
                self.enter()
            _drop(form)

    def show_buttons(self, *, back: bool) -> None:
        """Show the buttons there is a use for; ``back`` says whether there is anything to go back to."""
        step = None if self.form else self.step
        self.form_button.setText(_ONE_BY_ONE if self.form else _FORM)
        self.back_button.setEnabled(back)
        self.back_button.setHidden(bool(self.form))
        self.next_button.setVisible(bool(step and step.goes_on))
        self.next_button.setEnabled(bool(step and step.is_ready))
        self._bar.setVisible(bool(step and step.facet))
        self._arrange()

    def _arrange(self) -> None:
        low = self.height() < _LOW * line_height(self)
        wide = self.width() >= characters(self, _WIDE)
        self.forget_button.setText(f"{_FORGET} ({_FORGET_KEY})" if wide else _FORGET)
        self._place(self._bar, low, 1, self._layout.indexOf(self._pages) + 1)
        self._place(self._head, below := low and self.form is None, 2, 0)
        for part in (self._pages, self._bar, self._head) if below else (self._head, self._pages, self._bar):
            part.raise_()  # Tab goes through what lies in one widget from the lowest to the highest

    def _place(self, part: QWidget, scrolls: bool, within: int, around: int) -> None:
        """Put buttons into the page that scrolls, or around it, at these places; the keyboard stays on them."""
        if scrolls == (part.parentWidget() is self):
            hidden, focus = part.isHidden(), QApplication.focusWidget()
            held = focus if focus is not None and part.isAncestorOf(focus) else None
            layout = self._content if scrolls else self._layout
            layout.insertWidget(min(within if scrolls else around, layout.count()), part)
            part.setHidden(hidden)
            if held is not None:
                held.setFocus(Qt.FocusReason.OtherFocusReason)


def _drop(widget: Step | Form) -> None:
    """Let go of a step or the form, and of all that was typed there."""
    widget.forget()
    widget.hide()
    widget.deleteLater()
