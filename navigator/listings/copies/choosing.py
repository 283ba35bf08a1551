"""Which of a colleague's listings are accepted, and whose value is to be taken of each field."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from navigator.listings.copies.differences import HEADINGS, Comparison, Difference, FieldDifference, Side


class Choosing:
    """What was chosen so far; nothing is accepted beforehand."""

    def __init__(self, comparison: Comparison) -> None:
        """Nothing is accepted; of each field the default of the comparison is taken."""
        self.comparison = comparison
        self.names = comparison.names
        shown = [one for kind in HEADINGS for one in comparison.of(kind)]
        self._every = {one.id: one for one in shown}
        self._sides: dict[str, dict[str, Side]] = {}
        self._ready = {one.id for one in shown if self._brings(one) and not self.undecided(one.id)}
        self.listed: Sequence[str] = tuple(one.id for one in sorted(shown, key=self._rank))
        self._accepted: set[str] = set()

    @property
    def accepted(self) -> Mapping[str, Mapping[str, Side]]:
        """The listings that are accepted, each with whose value was chosen of some fields."""
        return {one: self.chosen(one) for one in self.listed if one in self._accepted}

    @property
    def touched(self) -> AbstractSet[str]:
        """The listings that are accepted, or of which somebody chose a value."""
        return self._accepted | self._sides.keys()

    @property
    def count(self) -> int:
        """How many listings are accepted."""
        return len(self._accepted)

    @property
    def plain(self) -> AbstractSet[str]:
        """The listings that bring something, can be accepted without deciding anything more, and are not yet."""
        return self._ready - self._accepted

    def find(self, service_id: str) -> Difference | None:
        """How a listing differs; None where it does not, or cannot be shown."""
        return self._every.get(service_id)

    def accepts(self, service_id: str) -> bool:
        """Whether a listing is accepted."""
        return service_id in self._accepted

    def chosen(self, service_id: str) -> Mapping[str, Side]:
        """Whose value was chosen of some fields of a listing."""
        return dict(self._sides.get(service_id, {}))

    def side(self, service_id: str, field: FieldDifference) -> Side | None:
        """Whose value of a field is taken; None where nobody has decided."""
        return self._sides.get(service_id, {}).get(field.field, field.default)

    def undecided(self, service_id: str) -> Sequence[str]:
        """The fields of a listing that somebody has to decide, and nobody has."""
        one = self._every[service_id]
        return [field.field for field in one.fields if self.side(service_id, field) is None]

    def choose(self, service_id: str, field: str, side: Side) -> None:
        """Take this value. A listing of which the last thing was decided is accepted by that."""
        waited = self.undecided(service_id)
        self._sides.setdefault(service_id, {})[field] = side
        waits = self.undecided(service_id)
        if waited and not waits:
            self._accepted.add(service_id)
        if self._brings(self._every[service_id]) and not waits:
            self._ready.add(service_id)
        else:
            self._ready.discard(service_id)

    def toggle(self, service_id: str) -> bool:
        """Accept a listing, or do not after all; False where something has to be decided first."""
        if service_id in self._accepted:
            self._accepted.remove(service_id)
        elif self.undecided(service_id):
            return False
        else:
            self._accepted.add(service_id)
        return True

    def accept_plain(self) -> None:
        """Accept all that can be without deciding anything more."""
        self._accepted.update(self.plain)

    def accept_none(self) -> None:
        """Accept nothing after all; what was decided of fields stays."""
        self._accepted.clear()

    def _brings(self, one: Difference) -> bool:
        """Whether to accept a listing changes anything, as it is chosen now."""
        theirs = any(self.side(one.id, field) == "theirs" for field in one.fields)
        return one.kind != "refused" and (theirs or one.kind == "new" or bool(one.checks))

    def _rank(self, one: Difference) -> tuple[bool, bool, bool]:
        """Conflicts first, then what brings something; last what cannot be taken."""
        return not one.conflicts, one.kind == "refused", not self._brings(one)

    def adopt(self, before: "Choosing") -> None:
        """Choose what was chosen when the same was compared before, as far as listings still differ in the same way."""
        for service_id in before.touched:
            was, one = before.find(service_id), self.find(service_id)
            if was is not None and one is not None and (was.kind, was.fields) == (one.kind, one.fields):
                for field, side in before.chosen(service_id).items():
                    self.choose(service_id, field, side)
                if before.accepts(service_id) != self.accepts(service_id):
                    self.toggle(service_id)
