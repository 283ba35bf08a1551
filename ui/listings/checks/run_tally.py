"""What came of a run-through so far: counted by listing, and what is still to be edited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from navigator.find.wording import listed, plural


@dataclass(slots=True)
class Tally:
    """The names of listings by what came of them; ``to_edit`` has the name of a fact by the listing and its field."""

    checked: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    to_edit: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def lines(self) -> Sequence[str]:
        """The sum, in words."""
        return tuple(self._lines())

    @property
    def left_to_edit(self) -> str:
        """What is still to be edited, in a sentence; "" for nothing."""
        return f"Still to edit: {listed(self.to_edit.values(), 'and')}." if self.to_edit else ""

    def _lines(self) -> Iterator[str]:
        yield f"{plural(len(self.checked), 'listing')} checked."
        if self.tried:
            yield f"{plural(len(self.tried), 'listing')} where nobody answered: {listed(self.tried, 'and')}."
        if self.unclear:
            unclear = plural(len(self.unclear), "listing")
            yield f"{unclear} unclear now, after three tries: {listed(self.unclear, 'and')}."
        if self.skipped:
            yield f"{plural(len(self.skipped), 'listing')} skipped: {listed(self.skipped, 'and')}."
