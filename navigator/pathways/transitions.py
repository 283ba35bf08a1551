"""The points where support falls away, and what to do around each, by when.

The text is ``resources/pathways/transitions.toml``, reviewed line by line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from navigator.check.guidance import CHECK, mark_of
from navigator.find.wording import plain_date
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

DAY_0: Final = "day-0"
"""The anchor of what is counted from the day of the transition itself."""
RULE: Final = "rule"
PLANNING: Final = "planning"
BASES: Final = (RULE, PLANNING)
DUTIES: Final = ("statutory", "guidance", "good-practice")
_ACTION: Final = ("when", "anchor", "first", "last", "until_years", "basis", "action", "who", "duty")
_TRANSITION: Final = (
    "id", "name", "who", "day_0", "why_it_fails", "report", "holds_both_ends", "red_flags", "papers", "action", "right",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do, and by when.

    ``first`` and ``last`` are days from the ``anchor``, negative before it, None where open. ``until_years`` stands for
    the last where that is an age: the day before so many years have passed. ``counted_from`` is the anchor in words.
    ``basis`` is "rule" where the source sets the number of days, "planning" where it is our suggestion, and "" where
    there is none, or it is the day of the anchor itself. ``duty`` is one of ``DUTIES``.
    """

    when: str
    anchor: str
    first: int | None
    last: int | None
    basis: str
    action: str
    who: str
    duty: str
    sources: tuple[Cited, ...]
    confidence: str
    scope: str
    counted_from: str
    until_years: int | None = None

    @property
    def caution(self) -> str:
        """What to read beside it where nobody read it in its source, else ""."""
        return mark_of(self.confidence)


@dataclass(frozen=True, slots=True)
class Caution:
    """A fact that was changing; ``seen`` is the month or day of the newest text anybody saw, "" where there is none."""

    text: str
    seen: str

    @property
    def says(self) -> str:
        """The whole of it in words."""
        seen = f"Last seen {plain_date(self.seen)}. " if self.seen else ""
        return f"{self.text} {seen}{CHECK}"


@dataclass(frozen=True, slots=True)
class Transition:
    """A point where support falls away; ``id`` is its code in the vocabulary.

    ``day_0`` says which day is counted from. ``why_it_fails`` is described in ``report``, a part of the project's
    source report. ``holds_both_ends`` and the red flags have no source. ``papers`` are what to have ready.
    """

    id: str
    name: str
    who: str
    day_0: str
    why_it_fails: str
    report: tuple[Cited, ...]
    actions: tuple[Action, ...]
    holds_both_ends: Claim
    rights: tuple[Claim, ...]
    red_flags: tuple[Claim, ...]
    papers: tuple[str, ...]
    cautions: tuple[Caution, ...]

    @property
    def sources(self) -> tuple[Cited, ...]:
        """Every source of what it says, once."""
        actions = (action.sources for action in self.actions)
        return all_cited((self.report, *actions, *(right.sources for right in self.rights)))


def read_transitions(path: Path | None = None) -> tuple[Transition, ...]:
    """The transitions of a file, the shipped one for None, in its order; their sources stand beside it.

    Raises NavigatorError, naming the file and the place, for a file that is missing or malformed.
    """
    path = path or pathway_file("transitions.toml")
    top, sources = Table.read(path), read_sources(path)
    top.only("anchor", "caution", "transition")
    anchors = top.table("anchor", needed=False)
    words = {key: anchors.text(key) for key in anchors.entries}
    cautions = _cautions(top)
    tables = {table.text("id"): table for table in top.tables("transition")}
    refuse_twins(top, "transition", (table.text("id") for table in top.tables("transition")))
    unknown = sorted(cautions.keys() - tables.keys())
    if unknown:
        raise top.wrong(f"a caution is for '{unknown[0]}', which is not a transition")
    return tuple(_transition(table, sources, words, cautions.get(one, ())) for one, table in tables.items())


def _cautions(top: Table) -> dict[str, tuple[Caution, ...]]:
    by_transition: dict[str, tuple[Caution, ...]] = {}
    for table in top.tables("caution"):
        table.only("text", "seen", "transitions")
        caution = Caution(table.text("text"), table.text("seen", needed=False))
        for one in table.texts("transitions", needed=True):
            by_transition[one] = (*by_transition.get(one, ()), caution)
    return by_transition


def _transition(
    table: Table, sources: Sources, anchors: Mapping[str, str], cautions: tuple[Caution, ...]
) -> Transition:
    table.only(*_TRANSITION)
    day_0 = table.text("day_0")
    rights = table.tables("right")
    for right in rights:
        right.only("text", *CLAIM_KEYS)
    return Transition(
        id=table.text("id"),
        name=table.text("name"),
        who=table.text("who"),
        day_0=day_0,
        why_it_fails=table.text("why_it_fails"),
        report=sources.cited(table, "report"),
        actions=tuple(_action(action, sources, {DAY_0: day_0, **anchors}) for action in table.tables("action")),
        holds_both_ends=Claim(table.text("holds_both_ends")),
        rights=tuple(map(sources.claim, rights)),
        red_flags=tuple(map(Claim, table.texts("red_flags", needed=True))),
        papers=table.texts("papers", needed=True),
        cautions=cautions,
    )


def _action(table: Table, sources: Sources, anchors: Mapping[str, str]) -> Action:
    table.only(*_ACTION, *CLAIM_KEYS)
    claim = sources.claim(table, "action")
    anchor = table.text("anchor", needed=False) or DAY_0
    if anchor not in anchors:
        raise table.wrong(f"'anchor' is '{anchor}', which [anchor] does not explain")
    first, last, years = table.number("first"), table.number("last"), table.number("until_years")
    basis = table.one_of("basis", BASES) if "basis" in table.entries else ""
    if first is not None and last is not None and first > last:
        raise table.wrong("'first' comes after 'last'")
    if years is not None and (years < 1 or last is not None):
        raise table.wrong("'until_years' must be 1 or more, and takes the place of 'last'")
    if not basis and (years or (first, last) not in ((None, None), (0, 0))):
        raise table.wrong("days need a 'basis'")
    return Action(
        when=table.text("when"),
        anchor=anchor,
        first=first,
        last=last,
        basis=basis,
        action=claim.text,
        who=table.text("who"),
        duty=table.one_of("duty", DUTIES),
        sources=claim.sources,
        confidence=claim.confidence,
        scope=claim.scope,
        counted_from=anchors[anchor],
        until_years=years,
    )
