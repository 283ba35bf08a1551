"""Two changes to one listing at once, field by field: what each did since both began, and one listing out of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from navigator.listings.changes.history import Fields
from navigator.listings.confidential.hiding import Secret, count_hidden, gone, guarded
from navigator.listings.facts import LABELS
from navigator.listings.past.saying import lines

if TYPE_CHECKING:
    from navigator.directory import Vocabulary

Whose = Literal["yours", "theirs"]
_SOURCES: Final = "sources"
_SOURCED: Final = ("hours", "dual_diagnosis", "eligibility", "links")
_PLACES: Final = "locations"
_NO_SERVICES: Final[Mapping[str, str]] = {}
_KEPT: Final = "A place was made confidential meanwhile, so its address is not put back."


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that is not the same in both: what each side changed in it, in words, and whose to take.

    ``side`` is None where both changed it, so that somebody has to choose. ``fixed`` says why nobody may.
    """

    field: str
    label: str
    yours: tuple[str, ...]
    theirs: tuple[str, ...]
    side: Whose | None
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Both:
    """Both sides of a conflict; ``yours`` has its new pages under numbers that theirs does not use."""

    yours: Fields
    theirs: Fields
    clashes: tuple[Clash, ...]

    def merged(self, sides: Mapping[str, Whose]) -> dict[str, Any]:
        """Their listing with what is taken of yours; the pages of both."""
        taken = {field: self.yours[field] for field, side in sides.items() if side == "yours"}
        return {**self.theirs, **taken, _SOURCES: _united(self.yours[_SOURCES], self.theirs[_SOURCES])}


def compare(
    base: Fields, yours: Fields, theirs: Fields, vocabulary: "Vocabulary", services: Mapping[str, str] = _NO_SERVICES
) -> Both:
    """What is different in yours and theirs, which both began as ``base``; ``services`` are as in ``saying.lines``.

    Where theirs made a place confidential, nothing that is told of yours or of before gives its address.
    """
    hides = count_hidden(theirs[_PLACES]) > count_hidden(base[_PLACES])
    secret = gone([base[_PLACES]], theirs[_PLACES]) if hides else Secret()
    yours = _renumbered(guarded(yours, theirs, secret), base, theirs)
    clashes = []
    for field in (field for field in LABELS if field in theirs and field != _SOURCES):
        if yours.get(field) == theirs[field]:
            continue
        label = LABELS[field]
        mine, their = (
            tuple(
                secret.blanked(line.says.removeprefix(f"{label}: "))
                for line in lines({field: base.get(field)}, {field: each[field]}, vocabulary, services)
            )
            for each in (yours, theirs)
        )
        if field == _PLACES and hides:
            clashes.append(Clash(field, label, (), their, "theirs", _KEPT))
            continue
        side: Whose | None = None
        if theirs[field] == base.get(field):
            side = "yours"
        elif yours[field] == base.get(field):
            side = "theirs"
        clashes.append(Clash(field, label, mine, their, side))
    return Both(yours, theirs, tuple(clashes))


def _renumbered(yours: Fields, base: Fields, theirs: Fields) -> dict[str, Any]:
    """Yours with new numbers for its new pages whose numbers theirs uses for others."""
    fields = dict(yours)
    known = {source["number"] for source in base[_SOURCES]}
    used = {source["number"]: source for source in theirs[_SOURCES]}
    free = max((source["number"] for some in (yours, theirs) for source in some[_SOURCES]), default=0) + 1
    sources = []
    for source in yours[_SOURCES]:
        number = source["number"]
        if number not in known and used.get(number, source) != source:
            for field in _SOURCED:
                fields[field] = pointed(fields[field], number, free)
            sources.append({**source, "number": free})
            free += 1
        else:
            sources.append(source)
    return {**fields, _SOURCES: sources}


def _united(yours: Sequence[Fields], theirs: Sequence[Fields]) -> list[Fields]:
    """The pages of both, by number; yours where both have a number."""
    found = {source["number"]: source for source in (*theirs, *yours)}
    return [found[number] for number in sorted(found)]


def pointed(value: Any, source: int, to: int) -> Any:
    """A fact, or a list of facts, that names another page in place of one."""
    if isinstance(value, (list, tuple)):
        return [pointed(each, source, to) for each in value]
    return {**value, "source": to} if isinstance(value, Mapping) and value.get("source") == source else value
