"""Which sheet, and the few things about it that can be chosen."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFormLayout, QRadioButton, QVBoxLayout, QWidget

from navigator.refer.papers import PAPERS, Paper
from ui.shell.arranged import Measured
from ui.shell.box import PlaceBox
from ui.shell.forms import field
from ui.shell.text import Text
from ui.shell.theme import QUIET, give_room, line_height

if TYPE_CHECKING:
    from navigator.refer.wish import Kind

_WHICH: Final = "&Which sheet"
_ONLY: Final = "The first stop only"
_ALL: Final = "All {}"
_FIRST: Final = "The first {}"
_TELL: Final = "Say which rules are &met"
_TELLS: Final = "This tells what the person said."
_FROM: Final = "Setting &out from"
_NEVER: Final = "Only to say how far. Never printed."


class Kinds(QWidget):
    """The kinds of sheet, one of them chosen, each with a line that says what it is; or only the chosen one's."""

    chosen = Signal(str)

    def __init__(self, kinds: "Sequence[tuple[Kind, str, str]]") -> None:
        super().__init__()
        self._kinds: Final = tuple(kinds)
        self.buttons: Final[dict[str, QRadioButton]] = {}
        self.box: Final = QComboBox()
        self._says: Final = Text(role=QUIET)
        self._list, self._brief = QWidget(), QWidget()
        self._list.setAccessibleName(_WHICH.replace("&", ""))
        every, brief, layout = QVBoxLayout(self._list), QVBoxLayout(self._brief), QVBoxLayout(self)
        for kind, name, says in kinds:
            button = QRadioButton(name)
            button.setAccessibleDescription(says)
            button.clicked.connect(partial(self._tell, kind))
            self.buttons[kind] = button
            self.box.addItem(name, kind)
            every.addWidget(button)
            every.addWidget(_Under(says))
        for part in (field(_WHICH, self.box), self.box, self._says):
            brief.addWidget(part)
        for holder, within in ((self._list, every), (self._brief, brief)):
            layout.addWidget(holder)
            give_room(holder, within, between=0.1)
        give_room(self, layout)
        self.box.activated.connect(lambda _row: self._tell(self.box.currentData()))
        self.be_brief(False)

    def show_kind(self, kind: str) -> None:
        """Show which one is chosen, where Tab stops and arrows go on; nothing is emitted."""
        for name, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name == kind else Qt.FocusPolicy.ClickFocus)
        self.buttons[kind].setChecked(True)
        row = self.box.findData(kind)
        self.box.setCurrentIndex(row)
        self._says.setText(self._kinds[row][2])
        self.box.setAccessibleDescription(self._kinds[row][2])

    def enter(self) -> None:
        """Take the keyboard to the one that is chosen."""
        shown = self.buttons[self.box.currentData()] if self._brief.isHidden() else self.box
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def be_brief(self, brief: bool) -> None:
        """Show only the one that is chosen, where there is little room."""
        focus = QApplication.focusWidget()
        held = focus is not None and self.isAncestorOf(focus)
        self._list.setVisible(not brief)
        self._brief.setVisible(brief)
        if held:
            self.enter()

    def _tell(self, kind: str, _on: bool = True) -> None:
        self.chosen.emit(kind)


class Options(QWidget):
    """What can be chosen about a sheet: only what matters for the kind that is shown."""

    changed = Signal()
    place_typed = Signal(str)

    def __init__(self, paper: Paper) -> None:
        super().__init__()
        self.most, self.paper, self.place = QComboBox(), QComboBox(), PlaceBox()
        self.tell = QCheckBox(_TELL)
        self.tell.setAccessibleDescription(_TELLS)
        self._tells, self._place_says = _Under(_TELLS), Text(_NEVER, role=QUIET)
        self.paper.addItems(PAPERS)
        self._form = form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(field("Ser&vices on it", self.most, "How many of the shortlist are on the sheet."), self.most)
        form.addRow(field(_FROM, self.place, _NEVER), self.place)
        form.addRow(self._place_says)
        form.addRow(field("Pa&per", self.paper, "The size of the paper."), self.paper)
        layout = QVBoxLayout(self)
        for part in (self.tell, self._tells):
            layout.addWidget(part)
        layout.addLayout(form)
        give_room(self, layout, between=0.2)
        self.most.activated.connect(lambda _row: self.changed.emit())
        self.tell.clicked.connect(lambda _on: self.changed.emit())
        self.place.rested.connect(self.place_typed)
        self.begin(1, paper, answered=False)
        self.paper.activated.connect(self._choose_paper)

    @property
    def chosen_paper(self) -> Paper:
        """The paper that is chosen."""
        return PAPERS[self.paper.currentIndex()]

    def begin(self, stops: int, paper: Paper, *, answered: bool, most: int = 1) -> None:
        """Offer what there is for so many stops; ``answered`` says that somebody's answers are held."""
        self._stops, self._answered, self._picked = stops, answered, False
        self.tell.setChecked(False)
        self.place.set_place("")
        self.say_place("")
        self.offer_paper(paper)
        self.most.clear()
        for count in range(1, stops + 1):
            words = _ONLY if count == 1 else (_ALL if count == stops else _FIRST).format(count)
            self.most.addItem(words, count)
        self.most.setCurrentIndex(min(most, stops) - 1)

    def offer_paper(self, paper: Paper) -> bool:
        """Choose this paper, unless somebody chose; True where it is another now."""
        if self._picked or paper == self.chosen_paper:
            return False
        with QSignalBlocker(self.paper):
            self.paper.setCurrentIndex(PAPERS.index(paper))
        return True

    def say_place(self, says: str) -> None:
        """Say what was understood by the place."""
        self._place_says.setText(f"{says} {_NEVER}".strip())
        self.place.setAccessibleDescription(f"{says} {_NEVER}".strip())

    def show_kind(self, kind: str) -> None:
        """Show what matters for this kind."""
        for part in (self.tell, self._tells):
            part.setVisible(kind == "worker" and self._answered)
        self._form.setRowVisible(self.most, kind == "person" and self._stops > 1)
        for row in (self.place, self._place_says):
            self._form.setRowVisible(row, kind in {"worker", "person"})
        self._form.setRowVisible(self.paper, kind != "calendar")

    def _choose_paper(self, _row: int) -> None:
        self._picked = True
        self.changed.emit()


class _Under(Measured, Text):
    """A line below a button, set in as far as its words."""

    def __init__(self, text: str) -> None:
        super().__init__(text, role=QUIET)
        self._measure()

    def _measure(self) -> None:
        self.setIndent(round(1.3 * line_height(self)))
