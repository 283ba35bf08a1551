"""What a listing says now, under the same heads as what can be confirmed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from navigator.find.checks import CONFIRMED
from navigator.listings.checks.found import TOPICS
from ui.shell.parts import Band, Block, Pane
from ui.shell.text import Text
from ui.shell.theme import ACCENT, QUIET

if TYPE_CHECKING:
    from navigator.listings.checks.run_through import RunThrough

_TITLE: Final = "What the listing says now"


class FactsNow(Pane):
    """The facts of one listing, to read them out."""

    def show_facts(self, run: "RunThrough") -> None:
        """Show those of a listing."""
        self.show_blocks([[Band("edge", _blocks(run))]])


def _blocks(run: "RunThrough") -> Iterator[Block]:
    yield [Text(_TITLE, bold=True, role=ACCENT)]
    for group in TOPICS:
        says = dict.fromkeys(fact.named for fact in run.facts if fact.group == group)
        name = CONFIRMED[group]
        yield [Text(f"{name[:1].upper()}{name[1:]}", role=QUIET), *(Text(one, selectable=True) for one in says)]
