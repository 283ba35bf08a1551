"""The chosen listing beside the table: what can be done with it, why it is due, what conflicts, and all it says."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from navigator.find.sheet import Sheet
from navigator.find.wording import plural
from navigator.listings.table.chosen import Chosen
from ui.find.sheet_page import SheetPage
from ui.shell.flow import beside
from ui.shell.parts import Band, Block, Link
from ui.shell.saying import announce
from ui.shell.text import Button, Reading, Text
from ui.shell.theme import QUIET, give_room

READ: Final = "find"
"""What is done in another room."""
ACTS: Final[Mapping[str, str]] = {
    "verify": "Checked today (Ctrl+Shift+V)",
    "form": "Edit",
    "run": "Go through by phone",
    "history": "History",
    "pairs": "Duplicates",
    READ: "Read in Find",
}
"""What there is to do with one listing: the names of views, and what the buttons say."""
_CHANGING: Final = frozenset({"verify", "form", "run"})
_FIRST: Final = "verify"
"""What most people want."""
MANY: Final[Mapping[str, str]] = {"many": "Change one field...", "run": "Go through by phone"}
"""What there is to do with several."""
MOST_RUN: Final = 200
"""More listings than this nobody goes through by phone in one go."""
_TOO_MANY: Final = f"To go through them by phone, choose {MOST_RUN} or fewer."
_UNDONE: Final = "Every change is shown before it is made, and can be undone at once."
_SWITCH_ONE: Final = "To check or change it, turn on “Edit listings” (Ctrl+Shift+E)."
_SWITCH_MANY: Final = "To change them, turn on “Edit listings” (Ctrl+Shift+E)."
_HINT: Final = "Choose a listing to see it here."
_HINTS: Final = (
    "Shift with the arrow keys chooses several, Ctrl+A all of a view.",
    "Press the heading of a column to sort by it.",
)
_REFUSED: Final = "Workers met refusals there that the listing did not lead them to expect."


class ChosenPane(QWidget):
    """Nothing, one listing or several.

    ``acted`` is what somebody wants to do, by its name in ``ACTS`` or ``MANY``; ``opened`` the id of another listing
    that this one names; ``left`` asks for the table.
    """

    acted = Signal(str)
    opened = Signal(str)
    left = Signal()

    def __init__(self, *, editing: bool) -> None:
        super().__init__()
        self._editing, self._count = editing, 0
        self._sheet: Sheet | None = None
        self._told: Chosen | None = None
        self._page: SheetPage | None = None
        self._band: QWidget | None = None
        self.back = Button("Back (Esc)")
        self.back.setAccessibleName("Back to the table")
        self.acts = {
            name: Button(says, bold=name == _FIRST) if name in _CHANGING else Link(says) for name, says in ACTS.items()
        }
        self.many = {name: Button(says, bold=name == "many") for name, says in MANY.items()}
        self._title, self._who = Text(size=1.3, bold=True, selectable=True), Text(role=QUIET, selectable=True)
        self._says = Text(role=QUIET)
        self._hint = _hint()
        self._changing = beside(*(self.acts[name] for name in ACTS if name in _CHANGING), *self.many.values())
        self._links = beside(*(self.acts[name] for name in ACTS if name not in _CHANGING))
        self._reading = Reading()
        self._build()
        self.show_nothing()

    @property
    def shown(self) -> str:
        """The id of the listing that is shown, "" for none."""
        return self._sheet.id if self._sheet else ""

    def allow(self, editing: bool) -> None:
        """Offer what changes listings, or not."""
        self._editing = editing
        self._offer()

    def show_nothing(self) -> None:
        """Show no listing."""
        self._let_go(0)
        self._offer()

    def show_several(self, count: int) -> None:
        """Show how many are chosen, and what there is to do with them."""
        new = count != self._count
        self._let_go(count)
        self._title.setText(plural(count, "listing"))
        self._offer()
        if new:
            announce(self, f"{plural(count, 'listing')} chosen")

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a listing; one that is shown already stays as far as it was read, where it still says the same."""
        self._count = 1
        if sheet != self._sheet:
            if sheet.id != self.shown:
                self._take_band(None)
                self._told = None
                self._reading.verticalScrollBar().setValue(0)
            self._sheet = sheet
            self._title.setText(sheet.name)
            self._who.setText("" if sheet.organization in sheet.name else sheet.organization)
            self._take_page(SheetPage(sheet, named=False))
            self._reading.setAccessibleName(f"About {sheet.name}")
        self._offer()

    def show_chosen(self, told: Chosen) -> None:
        """Say when it is to be checked and why, what was reported wrong, and what conflicts."""
        if told != self._told and told.row.id == self.shown:
            self._told = told
            self._take_band(Band("warn" if _warns(told) else "accent", list(_blocks(told))))

    def say(self, text: str) -> None:
        """Show a sentence in place of a listing."""
        self._let_go(0)
        self._offer()
        self._hint.hide()
        self._says.setText(text)
        self._says.show()

    def enter(self) -> None:
        """Take the keyboard."""
        self._reading.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        content, head = QWidget(), QWidget()
        self._head, self._inside = QVBoxLayout(head), QVBoxLayout(content)
        for part in (self._title, self._who, self._changing, self._links, self._says, self._hint):
            self._head.addWidget(part)
        self._inside.addWidget(head)
        self._inside.addStretch(1)
        give_room(head, self._head, around=(0.8, 0.5), between=0.5)
        give_room(content, self._inside, between=0)
        self._reading.setWidget(content)
        content.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._reading, 1)
        give_room(self, layout, between=0.3)
        self.back.hide()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.back.clicked.connect(self.left)
        for name, button in (*self.acts.items(), *self.many.items()):
            button.clicked.connect(partial(self.acted.emit, name))

    def _offer(self) -> None:
        """What there is to do with what is chosen, as far as editing is on."""
        one, several = self._sheet is not None, self._count > 1
        for name, button in self.acts.items():
            button.setVisible(one and (self._editing or name not in _CHANGING))
        for name, button in self.many.items():
            button.setVisible(several and self._editing and (name != "run" or self._count <= MOST_RUN))
        self._changing.setVisible(self._editing and (one or several))
        self._links.setVisible(one)
        self._title.setVisible(one or several)
        self._who.setVisible(one and bool(self._who.text()))
        self._hint.setVisible(not one and not several)
        self._says.setText(self._sentence(one, several))
        self._says.setVisible(bool(self._says.text()))

    def _sentence(self, one: bool, several: bool) -> str:
        if not self._editing:
            return _SWITCH_ONE if one else _SWITCH_MANY if several else ""
        if not several:
            return ""
        return _UNDONE if self._count <= MOST_RUN else f"{_UNDONE} {_TOO_MANY}"

    def _let_go(self, count: int) -> None:
        self._count = count
        self._sheet = self._told = None
        self._take_band(None)
        self._take_page(None)
        self._reading.setAccessibleName(plural(count, "listing") if count else _HINT)

    def _take_band(self, band: QWidget | None) -> None:
        _replace(self._head, self._band, band, self._head.indexOf(self._says) + 1)
        self._band = band

    def _take_page(self, page: SheetPage | None) -> None:
        _replace(self._inside, self._page, page, self._inside.count() - 1)
        self._page = page
        if page is not None:
            page.opened.connect(self.opened)


def _replace(layout: QVBoxLayout, old: QWidget | None, new: QWidget | None, at: int) -> None:
    """Put a widget into a layout at a place, and let go of the one that was there for it."""
    if new is not None:
        layout.insertWidget(at, new)
    if old is not None:
        layout.removeWidget(old)
        old.hide()
        old.deleteLater()


def _hint() -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.addWidget(Text(_HINT, bold=True))
    for line in _HINTS:
        layout.addWidget(Text(line, role=QUIET))
    give_room(made, layout, around=(0, 0.5), between=0.4)
    return made


def _warns(told: Chosen) -> bool:
    return told.row.due or bool(told.conflicts) or bool(told.report.wrong)


def _blocks(told: Chosen) -> Iterator[Block]:
    yield [Text(told.check, bold=True, selectable=True), Text(f"{told.says}.", selectable=True)]
    if told.report.wrong:
        yield _listed("Reported wrong", told.report.wrong)
    if told.report.refusals:
        yield [Text(_REFUSED, selectable=True)]
    if told.conflicts:
        yield _listed("These cannot both be right", [conflict.says for conflict in told.conflicts])


def _listed(heading: str, lines: Sequence[str]) -> Block:
    said = [Text(f"{line[:1].upper()}{line[1:]}", selectable=True) for line in lines]
    return [Text(heading, bold=True), *said]
