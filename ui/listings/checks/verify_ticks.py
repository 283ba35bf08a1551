"""What was confirmed: a box for each group of facts, and one for all of them. Nothing is ticked beforehand."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from navigator.find.checks import CONFIRMED
from navigator.listings.checks.found import TOPICS, Topic
from ui.shell.parts import Toned
from ui.shell.saying import tell
from ui.shell.text import Text
from ui.shell.theme import give_room

_TITLE: Final = "What was confirmed?"
_ALL: Final = frozenset(TOPICS)
_REST: Final = _ALL - {"runs"}
_UNASKED: Final = "Only the service itself can say so."
_IMPLIED: Final = "Whoever confirms all the rest says that it runs."


class Ticks(QWidget):
    """Boxes to tick; ``changed`` says that what is ticked is another now."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.everything = QCheckBox(_upper(CONFIRMED["all"]))
        self.boxes: Final[dict[Topic, QCheckBox]] = {group: QCheckBox(_upper(CONFIRMED[group])) for group in TOPICS}
        self._problem = Toned("", "warn")
        layout = QVBoxLayout(self)
        layout.addWidget(Text(_TITLE, bold=True))
        for box in (self.everything, *self.boxes.values()):
            box.setAccessibleDescription(_TITLE)
            layout.addWidget(box)
        layout.addWidget(self._problem)
        give_room(self, layout, between=0.25)
        self.everything.clicked.connect(self._take_all)
        for box in self.boxes.values():
            box.clicked.connect(self._take)
        self.say("")

    @property
    def ticked(self) -> frozenset[Topic]:
        """The groups that are ticked."""
        return frozenset(group for group, box in self.boxes.items() if box.isChecked())

    def ask(self, *, asked: bool) -> None:
        """Offer what a provider can say; without one ``asked``, nobody can have said that it still runs."""
        runs = self.boxes["runs"]
        runs.setEnabled(asked)
        runs.setToolTip("" if asked else _UNASKED)
        runs.setAccessibleDescription(_TITLE if asked else _UNASKED)
        if not asked:
            runs.setChecked(False)
        self._show_all()

    def forget(self) -> None:
        """Tick nothing."""
        for box in (self.everything, *self.boxes.values()):
            box.setChecked(False)
        self.say("")

    def enter(self) -> None:
        """Take the keyboard to the first."""
        self.everything.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, problem: str) -> None:
        """Say what is wrong with what is ticked."""
        tell(self._problem, problem)

    def _take_all(self, on: bool) -> None:
        for box in self.boxes.values():
            box.setChecked(on and box.isEnabled())
        self._tell()

    def _take(self) -> None:
        before = self.ticked
        self._show_all()
        self._tell()
        if self.sender() is self.boxes["runs"] and self.ticked != before:
            self.say(_IMPLIED)

    def _show_all(self) -> None:
        """All is ticked where the rest is."""
        whole = self.ticked >= _REST
        self.everything.setChecked(whole)
        if whole and self.boxes["runs"].isEnabled():
            self.boxes["runs"].setChecked(True)

    def _tell(self) -> None:
        self.say("")
        self.changed.emit()


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
