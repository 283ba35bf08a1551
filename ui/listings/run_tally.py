"""What came of a run-through so far: counted by listing, and what is still to be edited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from navigator.find.wording import listed


@dataclass(slots=True)
class Tally:
    """The names of listings by what came of them; ``to_edit`` has the name of a fact by the listing and its field."""

    checked: list[str] = field(default_factory=list)
    tried: list[str] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
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
        yield f"{_count(len(self.checked))} checked."
        if self.tried:
            yield f"{_count(len(self.tried))} where nobody answered: {listed(self.tried, 'and')}."
        if self.unclear:
            yield f"{_count(len(self.unclear))} unclear now, after three tries: {listed(self.unclear, 'and')}."
        if self.passed:
            yield f"{_count(len(self.passed))} passed over: {listed(self.passed, 'and')}."


def _count(count: int) -> str:
    return "1 listing" if count == 1 else f"{count} listings"
