"""Who to pass what to: what the pathways say for services of some kinds, beside what a listing says it works with."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from navigator.check.known import Known
from navigator.directory import Listing
from navigator.find.wording import ended
from navigator.pathways.situations import Situation, Step

MOST: Final = 2
"""How many hand-over points stand beside one service."""
_MAIN: Final = 2


@dataclass(frozen=True, slots=True)
class HandOver:
    """What to pass on at a step of a situation, and where that comes from."""

    role: str
    text: str
    source: str


def hand_overs(listing: Listing, situations: Sequence[Situation], known: Known) -> tuple[HandOver, ...]:
    """The hand-over points of the steps that a service can take, those most like what it does first, each once.

    They are about people with both needs. Where the condition of a situation is known to be met its steps come first.
    """
    steps = sorted(_taking(listing, situations, known), key=lambda found: found[0], reverse=True)
    each = {step.hand_over: step for _, step in reversed(steps)}
    told = (each[text] for text in dict.fromkeys(step.hand_over for _, step in steps))
    return tuple(HandOver(step.role, ended(step.hand_over), _source(step)) for step in islice(told, MOST))


def _taking(
    listing: Listing, situations: Iterable[Situation], known: Known
) -> Iterator[tuple[tuple[bool, float], Step]]:
    """The steps that its main kind of help and its main needs fit, with how well."""
    types, needs = set(listing.service_types), _main_needs(listing)
    main = {*listing.service_types[:1]}
    for situation in situations:
        met = all(any(known.said(facet, one) for one in values) for facet, values in situation.condition)
        for step in situation.steps:
            if main & {*step.types} and needs & {*step.needs}:
                alike = len(types & {*step.types}) / len(step.types) + len(needs & {*step.needs}) / len(step.needs)
                yield (met, alike), step


def _main_needs(listing: Listing) -> set[str]:
    """What it is mostly for; drink or drugs are both."""
    needs = {*listing.needs[:_MAIN]}
    return needs | {"alcohol", "drugs"} if "substance-use" in needs else needs


def _source(step: Step) -> str:
    says = "; ".join(source.says for source in step.sources)
    return f"Source of this step: {ended(says)} {step.caution}".rstrip() if says else "Our reasoning."
