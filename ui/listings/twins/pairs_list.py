"""The pairs as a list, the likeliest first, each with the first of its reasons."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from navigator.find.wording import plural
from navigator.listings.twins.duplicates import Pair
from ui.listings.row_list import Line, RowList
from ui.shell.text import Button, Text
from ui.shell.theme import give_room

_PAIR: Final = "pair that may be one service"
_PAIRS: Final = "pairs that may be one service, the likeliest first"
_LIKELY: Final = ((0.85, "Very likely one service"), (0.65, "Likely one service"), (0.0, "Perhaps one service"))
_MOST_REASONS: Final = 2
_SETTLE_MS: Final = 40
_KEY: Final = "|"


class PairsList(QWidget):
    """``chosen`` says that somebody came to another pair, ``opened`` that they want to read it.

    ``everything_asked`` asks for the pairs of all listings.
    """

    chosen = Signal()
    opened = Signal()
    everything_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pairs: dict[str, Pair] = {}
        self.rows = RowList("Pairs that may be one service", "Arrow keys go from pair to pair, Enter reads it.")
        self.everything = Button("Show all pairs")
        self._count = Text(bold=True)
        layout = QVBoxLayout(self)
        layout.addWidget(self._count)
        layout.addWidget(self.everything, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.rows, 1)
        give_room(self, layout, between=0.4)
        self._settle = QTimer(self, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._bring_chosen)
        self.rows.chosen.connect(lambda _key: self.chosen.emit())
        self.rows.opened.connect(lambda _key: self.opened.emit())
        self.everything.clicked.connect(self.everything_asked)

    @property
    def pair(self) -> Pair | None:
        """The pair that is chosen."""
        return self._pairs.get(self.rows.current)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """What is shown, in order."""
        return tuple(self._pairs.values())

    def show_pairs(self, pairs: Sequence[Pair], *, of_one: bool) -> None:
        """Show these, those ``of_one`` listing or of all; the same pair stays chosen, and in sight."""
        before, self._pairs = self.rows.current, {key_of(pair): pair for pair in pairs}
        self._count.setText(plural(len(pairs), _PAIR, _PAIRS))
        self.everything.setVisible(of_one)
        self.rows.show_rows(list(self._pairs), lambda key: _line(key, self._pairs[key]))
        if pairs and self.rows.current == before:
            self.chosen.emit()
        self._settle.start()

    def enter(self) -> None:
        """Take the keyboard."""
        self.rows.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_chosen(self) -> None:
        """Scroll to the chosen pair, until the rows above it have their heights."""
        rows, index = self.rows, self.rows.currentIndex()
        rows.scrollTo(index)
        place, seen = rows.visualRect(index), rows.viewport().rect()
        if not index.isValid() or not rows.isVisible() or (place.isValid() and seen.intersects(place)):
            self._settle.stop()


def key_of(pair: Pair) -> str:
    """What a pair is told by."""
    return f"{pair.one.id}{_KEY}{pair.other.id}"


def _line(key: str, pair: Pair) -> Line:
    likely = next(says for least, says in _LIKELY if pair.score >= least)
    lines = [
        (f"and {pair.other.name}", "text"),
        (f"{likely}: {_some(pair.reasons)}", "quiet"),
        *([(f"Not alike: {_some(pair.differences)}", "warn")] if pair.differences else []),
    ]
    return Line(key, pair.one.name, tuple(lines))


def _some(reasons: Sequence[str]) -> str:
    """The first of some reasons, and how many more there are."""
    more = len(reasons) - _MOST_REASONS
    return "; ".join([*reasons[:_MOST_REASONS], *([f"and {more} more"] if more > 0 else [])])
