"""The two answers that are typed, an age and a borough. Nothing typed stays in a box, its undo list or a selection."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from navigator.check.answers import OLDEST
from ui.shell.choice import Choices
from ui.shell.fields import HINTS, Field
from ui.shell.forms import field
from ui.shell.saying import announce
from ui.shell.text import Text
from ui.shell.theme import characters, follow_font, give_room, line_height, scaled

_MOST_DIGITS: Final = 3
_BIG: Final = 2.2
_NOT_AN_AGE: Final = f"An age is a number of years, from 0 to {OLDEST}. Please look at it again."
_FIRST: Final = 10
"""So many boroughs stand there as buttons from the start; the others come when they are typed."""
_MATCHES: Final = 4
_NO_BOROUGH: Final = "There is no borough like that here. Try its first letters."
_OTHER: Final = "&Other boroughs"
_OTHER_SAYS: Final = "Type the first letters. Enter takes the first that fits."


class AgeBox(Field):
    """A box for an age in years; with ``big`` digits it can be read from afar."""

    def __init__(self, *, big: bool = False) -> None:
        self._big = big
        super().__init__()
        self.setInputMethodHints(HINTS | Qt.InputMethodHint.ImhDigitsOnly)
        self.setMaxLength(_MOST_DIGITS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if big:
            self._refont()
            follow_font(self._refont)

    @property
    def age(self) -> int | None:
        """The age that stands there, None where there is none."""
        text = self.text().strip()
        return int(text) if text.isascii() and text.isdigit() and int(text) <= OLDEST else None

    @property
    def problem(self) -> str:
        """What is wrong with what stands there, in one sentence; empty for an age, or for nothing."""
        return _NOT_AN_AGE if self.text().strip() and self.age is None else ""

    def show_age(self, age: int | None) -> None:
        """Show this age, unless it stands there; nothing is emitted."""
        if age != self.age:
            with QSignalBlocker(self):
                self.setText("" if age is None else str(age))

    def _measure(self) -> None:
        super()._measure()
        self.setFixedWidth(characters(self, _MOST_DIGITS + 3) + line_height(self))

    def _refont(self) -> None:
        self.setFont(scaled(QApplication.font(), _BIG, bold=True))


class Boroughs(QWidget):
    """The boroughs with a tie or a wish: the first as buttons, the others typed for.

    ``changed`` says that another is chosen, or one is let go of; ``none_said`` that none of them is theirs. ``entered``
    is Enter in the empty box.
    """

    changed = Signal()
    none_said = Signal()
    entered = Signal()

    def __init__(self, boroughs: Sequence[str], none: str = "", *, keyed: bool = True) -> None:
        super().__init__()
        self._boroughs: Final = tuple(boroughs)
        self._yes: frozenset[str] = frozenset()
        first = [*boroughs[:_FIRST], *filter(None, [none])]
        self.choices: Final = Choices(first, many=True, keyed=len(first) if keyed else 0)
        self._rest: Choices | None = None
        self.box: Final = Field()
        self._says: Final = Text()
        label = field(_OTHER, self.box, _OTHER_SAYS)
        self._none: Final = len(boroughs[:_FIRST]) if none else -1
        self._column: Final = QVBoxLayout(self)
        for part in (self.choices, label, self.box, self._says):
            self._column.addWidget(part)
        give_room(self, self._column, between=0.45)
        for part in (label, self.box):
            part.setVisible(len(boroughs) > _FIRST)
        self._says.hide()
        self.choices.pressed.connect(self._press)
        self.box.textEdited.connect(self._find)
        self.box.entered.connect(self._enter)

    @property
    def yes(self) -> frozenset[str]:
        """Those chosen."""
        return self._yes

    def show_said(self, yes: Collection[str], no: Collection[str] = ()) -> None:
        """Show what was said; where no was said to all of them, that."""
        self._yes = frozenset(yes)
        for button in (*self.choices.buttons, *(self._rest.buttons if self._rest else ())):
            button.say(True if button.label in yes else None)
        if self._none >= 0:
            self.choices.buttons[self._none].say(set(no) >= set(self._boroughs) or None)
        self._find(self.box.text())

    def forget(self) -> None:
        """Empty the box, and let go of all."""
        self.box.forget()
        self.show_said(())

    def _press(self, number: int) -> None:
        if number == self._none:
            self.show_said((), frozenset(self._boroughs))
            self.none_said.emit()
        else:
            self._toggle(self._boroughs[number])

    def _toggle(self, borough: str) -> None:
        self.show_said(self._yes ^ {borough})
        self.changed.emit()

    def _find(self, text: str) -> None:
        """Show the buttons of those whose names have the typed letters, at their beginning first."""
        found = self._found(text)
        if self._rest is not None or not self._yes.union(found).isdisjoint(self._boroughs[_FIRST:]):
            rest = self._rest or self._make_rest()
            for button in rest.buttons:
                button.setVisible(button.label in self._yes or button.label in found)
            rest.setVisible(any(not button.isHidden() for button in rest.buttons))
            if found:
                bring_into_sight(rest)
        self._say("")

    def _make_rest(self) -> Choices:
        """The buttons of the others, which most people never need."""
        names = self._boroughs[_FIRST:]
        self._rest = rest = Choices(names, many=True, keyed=0)
        rest.pressed.connect(lambda number: self._toggle(names[number]))
        for button in rest.buttons:
            button.say(button.label in self._yes or None)
        self._column.addWidget(rest)
        return rest

    def _found(self, text: str) -> tuple[str, ...]:
        typed = text.strip().casefold()
        if not typed:
            return ()
        ranked = sorted((name.casefold().find(typed), name) for name in self._boroughs if typed in name.casefold())
        return tuple(name for _, name in ranked[:_MATCHES])

    def _enter(self) -> None:
        """Take the first that fits what was typed; with nothing typed, go on."""
        text = self.box.text()
        if not text.strip():
            self.entered.emit()
            return
        found = self._found(text)
        if not found:
            self._say(_NO_BOROUGH)
            return
        self.box.forget()
        self.show_said(self._yes | {found[0]})
        announce(self.box, f"{found[0]}: chosen.")
        self.changed.emit()

    def _say(self, says: str) -> None:
        self._says.setText(says)
        self._says.setVisible(bool(says))
        announce(self.box, says)


def bring_into_sight(part: QWidget) -> None:
    """Scroll to a part of a page, once it has its place there."""
    page = part.parentWidget()
    while page is not None and not isinstance(page, QScrollArea):
        page = page.parentWidget()
    if page is not None:
        QTimer.singleShot(0, part, partial(page.ensureWidgetVisible, part))
