"""What to say to a service that refuses, and the guidance behind it: each piece once on a sheet, known by a letter."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_uppercase
from typing import Final

from navigator.check.advice import PARTNERS
from navigator.check.guidance import Application, Challenges, Guidance, fitting
from navigator.check.known import Known
from navigator.directory import Listing
from navigator.find.wording import ended

MOST: Final = 3
"""How many pieces of guidance are quoted for one service."""
_NEEDS: Final = frozenset(need for needs in PARTNERS.values() for need in needs)


@dataclass(slots=True)
class Quotes:
    """The pieces quoted on one sheet so far, in the order of their letters."""

    challenges: Challenges
    used: list[Application | Guidance] = field(default_factory=list)

    def to_say(self, listing: Listing, known: Known) -> Iterator[str]:
        """What to say when a service refuses, best first; what is quoted ends with its letter.

        Guidance is quoted where a service could refuse one need because of the other: one for either, or one with a
        rule that can be contested. ``known`` is what may be told of somebody, so that only what fits them is quoted.
        """
        pieces: list[Application | Guidance] = []
        if listing.anyone_may_apply:
            pieces.append(self.challenges.application(listing.needs))
        if not _NEEDS.isdisjoint(listing.needs) or any(rule.strength == "contested" for rule in listing.eligibility):
            pieces += fitting(self.challenges.guidance, known, listing.service_types)
        for piece in pieces[:MOST]:
            condition = f" Only where {piece.only_if}." if isinstance(piece, Guidance) and piece.only_if else ""
            yield f"“{piece.words}” ({self._letter(piece)}){condition}"

    def behind(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each letter, and what stands behind it: what the page says, which page, and how sure that is."""
        for piece in self.used:
            yield self._letter(piece), (piece.says, f"Source: {ended(piece.page.says)} {piece.mark}".rstrip())

    def _letter(self, piece: Application | Guidance) -> str:
        if piece not in self.used:
            self.used.append(piece)
        return ascii_uppercase[self.used.index(piece)]
