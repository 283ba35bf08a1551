"""What there is to read before and after a place is made confidential, as blocks of a page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QCheckBox, QWidget

from navigator.listings.confidential.facing import Facing
from navigator.listings.confidential.words import Says, outside, says, still, was, will
from ui.shell.flow import beside
from ui.shell.parts import Band, Block, Link
from ui.shell.text import Heading, Text
from ui.shell.theme import QUIET

if TYPE_CHECKING:
    from navigator.listings.confidential.purge import Purged, PurgePlan

TICK: Final = "Take it out of these texts too"
TICK_SAYS: Final = "“(address kept confidential)” stands there instead. Without this tick they stay as they are."
_GOES: Final = "This goes for good"
_MEANT: Final = "Is this the place meant? It is shown here for the last time."
_STILL: Final = "This place is confidential already, but what is kept still tells"
_NEEDLESS: Final = "This place is confidential already, and nothing that is kept tells where it is."
_WILL: Final = "What will be done"
_TEXTS: Final = "These texts of the listing tell it too"
_BY_HAND: Final = "Somebody must write these anew"
_OUTSIDE: Final = "What cannot be called back from here"
_WAS: Final = "What was done"
_LEFT: Final = "What is left to do"
_NOTHING_LEFT: Final = "Nothing: nothing that is kept here tells it."

Open = Callable[[tuple[str, str]], None]
"""Opens the form of a listing at a field."""


def before(facing: Facing, tick: QCheckBox, open_form: Open) -> Iterator[Block]:
    """What will go, what else tells it, with the ``tick`` to take it out there too, and what cannot be called back."""
    plan = facing.plan
    if plan is None:
        return
    if facing.needless:
        yield [Text(_NEEDLESS, selectable=True)]
        return
    head = _STILL if plan.place["confidential"] else _GOES
    address = Text(facing.address, size=1.3, bold=True)
    yield [Band("warn", [[Text(head, bold=True), address, Text(_MEANT)]])]
    yield [Heading(_WILL), *_items(will(facing))]
    if texts := says(facing, blanks=True):
        quotes = [Text(f"{one.where}: {one.excerpt}", selectable=True) for one in texts]
        tick.show()
        yield [Heading(_TEXTS), *quotes, tick, Text(TICK_SAYS, role=QUIET)]
    if by_hand := says(facing, blanks=False):
        yield [Heading(_BY_HAND)]
        for one in by_hand:
            name = one.name or facing.name
            yield [Text(f"{name}. {one.where}: {one.excerpt}", selectable=True), _link(one, name, open_form)]
    if told := tuple(outside(plan)):
        yield [Heading(_OUTSIDE), *_items(told)]


def after(plan: "PurgePlan", done: "Purged", stays: Sequence[Says], open_form: Open) -> Iterator[Block]:
    """What was done, and what somebody has to look after; ``stays`` are the texts that still tell it."""
    yield [Heading(_WAS), *_items(was(plan, done))]
    todo = (*still(done, also=bool(stays)), *outside(plan))
    yield [Heading(_LEFT), *(_items(todo) if todo or stays else [Text(_NOTHING_LEFT, selectable=True)])]
    for one in stays:
        name = one.name or plan.name
        yield [Text(f"{name}. {one.where} still tells it.", selectable=True), _link(one, name, open_form)]


def _link(one: Says, name: str, open_form: Open) -> QWidget:
    made = Link(f"Open {name}")
    made.clicked.connect(lambda: open_form(one.opens))
    return beside(made)


def _items(texts: Iterable[str]) -> list[QWidget]:
    return [Text(f"\N{BULLET} {text}", selectable=True) for text in texts]
