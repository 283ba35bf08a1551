"""The situations of people with both needs, and what to do about both, step by step.

The text is ``resources/pathways/situations.toml``, reviewed line by line. What to quote when refused is named by id, so
that the same guidance has the same words here and in Check.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from navigator.check.guidance import Condition, mark_of
from navigator.pathways.claims import (
    CLAIM_KEYS,
    Cited,
    Claim,
    Sources,
    all_cited,
    pathway_file,
    read_sources,
    refuse_twins,
)
from navigator.reviewed import Table

LANES: Final = ("mental-health", "substance-use", "housing", "other")
"""Where the drawing puts a step."""
_STEP: Final = (
    "role", "lane", "types", "needs", "do", "hand_over", "if_refused", "guidance", "risk_of_gap",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, numbered from 1, by a ``role``.

    ``types`` and ``needs`` are codes of the services that can take it. ``if_refused`` is what to do about a no, and
    ``guidance`` the ids of the pieces of guidance to quote then. ``risk_of_gap`` is what happens where nobody does it.
    """

    n: int
    role: str
    types: tuple[str, ...]
    needs: tuple[str, ...]
    do: str
    hand_over: str
    if_refused: str
    risk_of_gap: str
    sources: tuple[Cited, ...]
    confidence: str
    scope: str
    lane: str
    guidance: tuple[str, ...]

    @property
    def caution(self) -> str:
        """What to read beside it where nobody read it in its source, else ""."""
        return mark_of(self.confidence)


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation, in one or two sentences, and its steps in order.

    ``condition`` are the values, any of each facet, of the person it describes; ``transitions`` are ids of the points
    on its way where support falls away.
    """

    id: str
    name: str
    starting: str
    steps: tuple[Step, ...]
    condition: Condition
    transitions: tuple[str, ...]

    @property
    def sources(self) -> tuple[Cited, ...]:
        """Every source of its steps, once."""
        return all_cited(step.sources for step in self.steps)


def read_situations(path: Path | None = None) -> tuple[Situation, ...]:
    """The situations of a file, the shipped one for None, in its order; their sources stand beside it.

    Raises NavigatorError, naming the file and the place, for a file that is missing or malformed.
    """
    top, sources = _open(path)
    situations = tuple(_situation(table, sources) for table in top.tables("situation"))
    refuse_twins(top, "situation", (situation.id for situation in situations))
    return situations


def read_principles(path: Path | None = None) -> tuple[Claim, ...]:
    """What holds in every situation, from the same file. Raises NavigatorError as ``read_situations`` does."""
    top, sources = _open(path)
    for table in top.tables("principle"):
        table.only("text", *CLAIM_KEYS)
    return tuple(map(sources.claim, top.tables("principle")))


def _open(path: Path | None) -> tuple[Table, Sources]:
    path = path or pathway_file("situations.toml")
    top = Table.read(path)
    top.only("principle", "situation")
    return top, read_sources(path)


def _situation(table: Table, sources: Sources) -> Situation:
    table.only("id", "name", "starting", "condition", "transitions", "step")
    steps = table.tables("step")
    if not steps:
        raise table.wrong("it has no step")
    return Situation(
        id=table.text("id"),
        name=table.text("name"),
        starting=table.text("starting"),
        steps=tuple(_step(n, step, sources) for n, step in enumerate(steps, start=1)),
        condition=tuple(table.table("condition").lists()),
        transitions=table.texts("transitions"),
    )


def _step(n: int, table: Table, sources: Sources) -> Step:
    table.only(*_STEP, *CLAIM_KEYS)
    claim = sources.claim(table, "do")
    return Step(
        n=n,
        role=table.text("role"),
        types=table.texts("types", needed=True),
        needs=table.texts("needs", needed=True),
        do=claim.text,
        hand_over=table.text("hand_over"),
        if_refused=table.text("if_refused"),
        risk_of_gap=table.text("risk_of_gap"),
        sources=claim.sources,
        confidence=claim.confidence,
        scope=claim.scope,
        lane=table.one_of("lane", LANES),
        guidance=table.texts("guidance"),
    )
