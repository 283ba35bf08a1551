"""A few services side by side, in the order that somebody deciding between them needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Final

from navigator.check import OUTCOME_LABELS, Answers
from navigator.errors import NavigatorError
from navigator.find.sheet import opening_of
from navigator.find.wording import ended
from navigator.refer.fresh import age
from navigator.refer.ringing import pages
from navigator.refer.stop_facts import StopFacts

MOST: Final = 4
"""The most services that can be read side by side."""
DOES_NOT_SAY: Final = "Does not say"
_FROM: Final = "From: "
_SHORT: Final = 240
_NOBODY: Final = Answers()


@dataclass(frozen=True, slots=True, repr=False)
class Cell:
    """What one service says in one row, each line a text of its own; ``source`` is the page with its date, or ""."""

    lines: tuple[str, ...]
    source: str = ""

    @property
    def says(self) -> bool:
        """Whether it says anything."""
        return self.lines != (DOES_NOT_SAY,)


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """What every service says of one thing, in their order; ``differs`` where they do not all say the same."""

    name: str
    cells: tuple[Cell, ...]
    differs: bool


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """Services by id and name, and the rows in which they are compared; a row that nobody fills is left out."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[Row, ...]


def compare(facts: Sequence[StopFacts]) -> Comparison:
    """Services side by side, in order; raises NavigatorError for more than ``MOST``."""
    if len(facts) > MOST:
        raise NavigatorError(f"Compare up to {MOST} services: {len(facts)} were chosen.")
    rows = (_row(name, [_cell(told(one)) for one in facts]) for name, told in _ROWS)
    return Comparison(
        ids=tuple(one.listing.id for one in facts),
        names=tuple(one.listing.name for one in facts),
        rows=tuple(row for row in rows if any(cell.says for cell in row.cells)),
    )


def _row(name: str, cells: Sequence[Cell]) -> Row:
    return Row(name, tuple(cells), differs=len({_alike(cell) for cell in cells}) > 1)


def _alike(cell: Cell) -> tuple[str, ...]:
    """Its lines without what does not make them another thing to say: capitals, full stops and their order."""
    return tuple(sorted(line.casefold().rstrip(".") for line in cell.lines))


def _cell(told: tuple[Sequence[str], str]) -> Cell:
    lines, source = told
    kept = tuple(line for line in lines if line)
    return Cell(kept or (DOES_NOT_SAY,), source if kept else "")


Told = tuple[Sequence[str], str]
"""Lines, and the page they are from or ""."""


def _section(code: str) -> Callable[[StopFacts], Told]:
    """The section of a listing with that code, its pages apart from what it says."""

    def told(facts: StopFacts) -> Told:
        parts = [part for section in facts.told.sections if section.code == code for part in section.parts]
        sources = (part.text.removeprefix(_FROM) for part in parts if part.kind == "quiet")
        lines = [line for part in parts if part.kind != "quiet" for line in part.lines]
        return lines, "; ".join(dict.fromkeys(sources))

    return told


def _purpose(facts: StopFacts) -> Told:
    listing, vocabulary = facts.listing, facts.vocabulary
    needs = ", ".join(vocabulary.label("need", need) for need in listing.needs)
    kinds = ", ".join(vocabulary.label("type", kind) for kind in listing.service_types)
    does = shorten(listing.description, _SHORT, placeholder=" …")
    return (does, f"Helps with: {needs}" if needs else "", f"Kind of help: {kinds}" if kinds else ""), ""


def _stands(facts: StopFacts) -> Told:
    """Where it stands by what was said; nothing where nothing was, or it has closed."""
    if facts.known.answers == _NOBODY or facts.listing.status == "closed":
        return (), ""
    return (OUTCOME_LABELS[facts.result.outcome],), ""


def _open_now(facts: StopFacts) -> Told:
    opening = opening_of(facts.listing, facts.hours.at)
    return (ended(opening.says),) if opening.state != "unknown" else (), ""


def _checked(facts: StopFacts) -> Told:
    closed = facts.listing.status == "closed"
    return () if closed else (age(facts.listing, facts.hours.at.date()).says,), ""


def _pages(facts: StopFacts) -> Told:
    return (pages(facts.listing)[0],), ""


def _hours(facts: StopFacts) -> Told:
    """The days of this week, without whether it is open now, and how old they are."""
    now = ended(opening_of(facts.listing, facts.hours.at).says)
    parts = [part for section in facts.told.sections if section.code == "when" for part in section.parts]
    kept = [part for part in parts if part.kind != "quiet" and part.text != now]
    quiet = [part.text for part in parts if part.kind == "quiet"] + [part.note for part in parts if part.text == now]
    return [line for part in kept for line in part.lines], "; ".join(filter(None, quiet))


_ROWS: Final[tuple[tuple[str, Callable[[StopFacts], Told]], ...]] = (
    ("What it is for", _purpose),
    ("Can they go?", _section("access")),
    ("How to refer", _section("refer")),
    ("Where it stands", _stands),
    ("Its rules", _section("rules")),
    ("For someone with both needs", _section("both")),
    ("Open now", _open_now),
    ("Hours", _hours),
    ("Where", _section("where")),
    ("Phone", _section("phone")),
    ("What to bring", _section("bring")),
    ("Cost and language", _section("cost")),
    ("How long it takes", _section("wait")),
    ("If an appointment is missed", _section("missed")),
    ("How old its facts are", _checked),
    ("Where this comes from", _pages),
)
