"""The things to do of a timeline as rows of a list."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from navigator.find.wording import ended
from navigator.pathways.checklist import BASES, DUTIES
from navigator.pathways.transitions import DAY_0
from ui.pathways import parts
from ui.pathways.row import Item
from ui.shell.parts import Block, Link
from ui.shell.text import Text
from ui.shell.word_row import Piece

if TYPE_CHECKING:
    from navigator.pathways.timeline import Dated, State, Timeline

_TONES: Final = {"overdue": "urgent", "today": "urgent", "now": "accent", "soon": "accent"}
_BASES: Final = {"rule": "the days are a rule", "planning": "the days are suggested"}
_COUNTED: Final[dict["State", str]] = {
    "overdue": "Overdue",
    "today": "Today",
    "now": "Now",
    "soon": "In the next 7 days",
}


def undated(timeline: "Timeline") -> "Timeline":
    """The same things to do in the same order, before anybody has picked the day: each with its own words for when."""
    dated = tuple(replace(one, first=None, last=None, state="undated", shut=()) for one in timeline.dated)
    return replace(timeline, dated=dated, friday="", past="")


def counted(timeline: "Timeline") -> str:
    """How many things are late, for today, and so on; "" where no day was picked."""
    counts = Counter(one.state for one in timeline.dated)
    return " · ".join(f"{says}: {counts[state]}" for state, says in _COUNTED.items() if counts[state])


def item(dated: "Dated", pick: Callable[[str], None], *, picked: bool) -> Item:
    """A thing to do as a row; where no day was ``picked`` yet, it does not say which day is missing.

    ``pick`` leads to where a day is picked that it is counted from, by its anchor.
    """
    action = dated.action
    says = dated.says if picked or dated.state != "undated" else ""
    tone = _TONES.get(dated.state, "quiet")
    late = dated.overdue or dated.today
    basis = _BASES.get(action.basis, "")
    binding = ", ".join(filter(None, (DUTIES[action.duty], basis)))
    pieces = [
        Piece(dated.days, "bold", "accent"),
        *([Piece(says, "bold" if late else "text", tone)] if says else ()),
        *(Piece(one, "text", "warn") for one in dated.closing),
        Piece(action.action, "text"),
        Piece(f"{ended(action.who)} {ended(binding)}", "text", "quiet"),
        *([Piece(action.caution, "text", "warn")] if action.caution else ()),
    ]
    spoken = " ".join((f"{dated.number}.", *(ended(piece.text) for piece in pieces)))
    when = f"{ended(action.when)} {BASES.get(action.basis, '')}".strip()

    def blocks() -> Iterator[Block]:
        yield [parts.label("When"), Text(when, selectable=True)]
        if dated.state == "undated" and action.anchor != DAY_0:
            link = Link(f"Pick {action.counted_from}")
            link.clicked.connect(lambda: pick(action.anchor))
            yield [link]
        yield list(parts.sourced(action.sources, action.caution, action.scope))

    return Item(dated.number, tuple(pieces), spoken, blocks)
