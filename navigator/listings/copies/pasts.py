"""Who changed a field: two histories of it, ours and another's, held against one another."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from navigator.listings.changes.history import KINDS_OF_TEXT, Change

By = Literal["here", "there", "both", "unknown"]
"""Who changed a field since both were the same; unknown where they never were, as far as is told."""


@dataclass(frozen=True, slots=True)
class Past:
    """Every value that a field had in one directory, the oldest first and the present one last.

    ``at`` is when it was last changed there: a moment in ISO form, or the day the directory was compiled, or "".
    """

    values: tuple[Any, ...]
    at: str = ""

    @property
    def day(self) -> str:
        """The day it was last changed."""
        return self.at[:10]


def past_of(field: str, value: Any, changes: Iterable[Change]) -> Past:
    """The past of a field from the changes to its listing, the newest first."""
    values, at = [value], ""
    for change in changes:
        if change.kind in KINDS_OF_TEXT and field in change.after:
            at = at or change.made_at
            if field not in change.before:
                break  # the listing came into being
            values.append(change.before[field])
    return Past(tuple(reversed(values)), at)


def who_changed(ours: Past, theirs: Past) -> By:
    """Who changed a field that is not the same now: whoever moved on from what the other has."""
    we, they = theirs.values[-1] in ours.values[:-1], ours.values[-1] in theirs.values[:-1]
    if we and they and ours.at != theirs.at:
        return "here" if ours.at > theirs.at else "there"
    if we != they:
        return "here" if we else "there"
    shared = we or any(value in theirs.values for value in ours.values)
    return "both" if shared else "unknown"


def compiled_later(ours: Past, theirs: Past, days: tuple[str, str]) -> tuple[Past, Past]:
    """The pasts of two editions, compiled on these days: what the older began with came before the newer."""
    if days[0] == days[1] or ours.values[0] == theirs.values[0]:
        return ours, theirs
    if days[0] < days[1]:
        return ours, Past((ours.values[0], *theirs.values), theirs.at or days[1])
    return Past((theirs.values[0], *ours.values), ours.at or days[0]), theirs
