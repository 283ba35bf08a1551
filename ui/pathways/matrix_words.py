"""The map of who to talk to in words: what a cell says, what it is told as, and where the gaps are."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from navigator.find.line import OUTCOMES
from navigator.find.wording import ended, listed, lower_first, plain_date, plural

if TYPE_CHECKING:
    from navigator.pathways import Cell, CellService, Matrix, Row

TITLE: Final = "Who to talk to"
GAP: Final = "Gap: no service in this directory"
GAP_FOR_ONE: Final = "Gap: nobody who may take this person"
_GAP: Final = "Gap"
NOT_LOCAL: Final = "No local service"
HELP: Final = "Press a cell, or Enter on it, to open its services in Find."
COUNTED: Final = "Each cell counts services, and how many of them are local."
NARROWED: Final = "Narrowed to what one person said."

_WIDER: Final = "for all London or the country"
_BOTH: Final = "Both needs: "
_MEETS: Final = "meets-rules"
_NAMED: Final = 2
_MOST_LINES: Final = 4
_MOST_GAPS: Final = 4
_ORDER: Final = ("integrated", "accepts", "joint-working", "stabilise-first", "excludes")


class Piece(NamedTuple):
    """Some words of a cell: their face and tone, what is pictured before them, and over how many lines they go."""

    text: str
    face: str = "text"
    tone: str = "text"
    icon: str = ""
    lines: int = _MOST_LINES
    above: float = 0.0
    """Room above them, in lines of text."""


def pieces(cell: "Cell") -> Iterator[Piece]:
    """What a cell shows, from the top: how many help, and the best of them with their stances and ways in."""
    first, *more = _counts(cell)
    yield Piece(first, "bold", "warn" if cell.kind else "text")
    for text in more:
        yield Piece(text, "fact", "quiet")
    for service in cell.services[:_NAMED]:
        yield Piece(service.name, above=0.3)
        if service.mark:
            yield Piece(service.mark, "fact", "warn")
        if service.outcome == _MEETS:
            yield Piece(OUTCOMES[_MEETS], "fact", "good")
        yield Piece(service.way_in, "fact", "quiet", icon=service.stance, lines=1)


def short(cell: "Cell") -> tuple[str, ...]:
    """How many help in as few words as fit on a line: the same said in three lengths, the longest first."""
    if cell.gap:
        return (_GAP,) * 3
    if cell.wide:
        return (plural(cell.count, "service"), *(f"{cell.count:,}",) * 2)
    local = f"{cell.local:,}" if cell.local else "none"
    return (
        f"{plural(cell.count, 'service')}, {local} local",
        f"{cell.count:,}, {local} local",
        f"{cell.count:,} ({local})",
    )


def counts(cell: "Cell") -> str:
    """How many help, and how many of them are local: ``"5 services, 2 local."``."""
    return " ".join(map(ended, _counts(cell)))


def spoken(row: "Row", column: str, cell: "Cell") -> str:
    """A whole cell as sentences, for a screen reader."""
    services = (f"{service.name}: {', '.join(map(lower_first, facts(service)))}" for service in cell.services)
    return " ".join((f"{row.label}, {column}.", counts(cell), *map(ended, services)))


def facts(service: "CellService") -> Iterator[str]:
    """What there is to know of a service before it is read, most pressing first."""
    every = (service.mark, OUTCOMES.get(service.outcome, ""), service.both, service.way_in)
    return (fact for fact in every if fact)


def summary(matrix: "Matrix") -> str:
    """What the map is of: ``"20 needs, 3 boroughs. Directory compiled 22 November 2026."``."""
    said = f"{plural(len(matrix.rows), 'need')}, {plural(len(_boroughs(matrix)), 'borough')}."
    dated = f" Directory compiled {plain_date(matrix.dated)}." if matrix.dated else ""
    other = f" {plural(matrix.elsewhere, 'service')} for other places only." if matrix.elsewhere else ""
    return f"{said}{dated}{other}"


def gaps(matrix: "Matrix") -> str:
    """Where nobody helps, and where nobody local does, by name."""
    nobody = "Nobody who may take this person" if matrix.told else "No service in this directory"
    found = (_places(matrix, kind, says) for kind, says in (("none", nobody), ("local", NOT_LOCAL)))
    return " ".join(filter(None, found)) or "Each of these needs has a local service in every borough."


def stances(matrix: "Matrix") -> dict[str, str]:
    """The stances that the map pictures, each in words."""
    every = (service for row in matrix.rows for cell in row.cells for service in cell.services)
    said = {service.stance: service.both.removeprefix(_BOTH) for service in every if service.both}
    return {
        code: said[code]
        for code in sorted(
            said, key=lambda code: (code not in _ORDER, _ORDER.index(code) if code in _ORDER else 0, code)
        )
    }


def _counts(cell: "Cell") -> Iterator[str]:
    if cell.gap and not cell.refused:
        yield GAP
        return
    if cell.gap:
        yield GAP_FOR_ONE
    elif cell.kind == "local":
        yield NOT_LOCAL
        yield f"{cell.national:,} {_WIDER}"
    else:
        yield plural(cell.count, "service") if cell.wide else f"{plural(cell.count, 'service')}, {cell.local:,} local"
    if cell.filters.fits is not None:
        meets = f"{cell.meets:,} with rules met" if cell.meets else ""
        worth = f"{cell.count - cell.meets:,} worth asking" if cell.count > cell.meets else ""
        refused = f"{cell.refused:,} whose rules say no" if cell.refused else ""
        told = ", ".join(filter(None, (meets, worth, refused)))
        if told:
            yield told


def _places(matrix: "Matrix", kind: str, says: str) -> str:
    """The needs and boroughs with one kind of gap: ``"No local service: sexual health in Lambeth and Lewisham."``."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in matrix.rows:
        for name, cell in zip(matrix.columns, row.cells, strict=True):
            if cell.kind == kind and not cell.wide:
                found[row.label].append(name)
    if not found:
        return ""
    told = [f"{lower_first(need)} in {listed(names, 'and')}" for need, names in found.items()]
    more = [plural(len(told) - _MOST_GAPS, "more need")] if len(told) > _MOST_GAPS else []
    return f"{says}: {'; '.join((*told[:_MOST_GAPS], *more))}."


def _boroughs(matrix: "Matrix") -> list[str]:
    wide = {name for row in matrix.rows for name, cell in zip(matrix.columns, row.cells, strict=True) if cell.wide}
    return [name for name in matrix.columns if name not in wide]
