"""The filters of a search: what may be chosen, and which services each choice lets through.

Silence in a listing is not a no. A listing that does not say passes a filter too, after those that say yes, unless the
person leaves it out.
"""

from calendar import monthrange
from collections.abc import Hashable
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from navigator.directory import Place
from navigator.find.facts import Facts, Said
from navigator.find.hours import Hours

METRES_IN_A_MILE: Final = 1_609.344
OPEN_CHOICES: Final = ("now", "evenings", "weekends")
CHECKED_CHOICES: Final = ("3", "6", "12")
"""In how many months somebody checked; there are counts for these, and any other number may be asked for."""
CODED: Final = {
    "need": "need",
    "type": "type",
    "area": "area",
    "route": "route",
    "stance": "stance",
    "cost": "cost",
    "language": "language",
    "accessibility": "accessibility",
}
"""Filters whose choices are codes, and the taxonomy each takes them from."""


@dataclass(frozen=True, slots=True, repr=False)
class Fits:
    """Only services that what one person said does not rule out.

    ``answers`` are handed to whoever judges them (``Facts.fits``) each time a directory is searched, so that they never
    go stale. They are compared with others, and neither looked into nor shown.
    """

    answers: Hashable

    def __repr__(self) -> str:
        """Nothing of what was said."""
        return "Fits(...)"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person asked for beside the words; several choices of one filter mean any of them.

    ``miles`` goes with ``near``; ``open`` is one of ``OPEN_CHOICES``; ``checked`` is in months. ``silent`` keeps the
    listings that do not say, after a divider; of ``fits``, those that are worth asking.
    """

    need: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    route: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    cost: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    near: Place | None = None
    miles: float = 2.0
    open: tuple[str, ...] = ()
    drop_in: bool = False
    women_only: bool = False
    no_recourse: bool = False
    checked: int | None = None
    fits: Fits | None = None
    silent: bool = True

    def chosen(self) -> tuple[str, ...]:
        """The names of the filters that choose anything."""
        return tuple(f.name for f in fields(self) if f.name not in {"miles", "silent"} and getattr(self, f.name))

    def codes(self, name: str) -> tuple[str, ...]:
        """What one filter chooses: codes, the months as digits, the name of the place, or ``yes``."""
        value = getattr(self, name)
        if isinstance(value, tuple):
            return value
        if isinstance(value, bool | Fits) or not value:
            return ("yes",) if value else ()
        return (value.name if isinstance(value, Place) else str(value),)


@dataclass(frozen=True, slots=True)
class Sieve:
    """What the chosen filters let through, as bit sets: those that say yes to all, and those where some do not say."""

    said: int
    silent: int
    by_filter: dict[str, Said]

    @property
    def passing(self) -> int:
        """All that pass, said or not."""
        return self.said | self.silent

    def not_said(self, key: int) -> tuple[str, ...]:
        """The filters a passing service does not say anything about."""
        return tuple(name for name, said in self.by_filter.items() if said.silent >> key & 1)

    def outcome(self, key: int) -> str:
        """Where a passing service stands by what one person said: ``meets-rules``, ``worth-asking``; "" for nobody."""
        fits = self.by_filter.get("fits")
        if fits is None:
            return ""
        return "meets-rules" if fits.yes >> key & 1 else "worth-asking"

    def without(self, name: str, everyone: int, *, silent: bool) -> int:
        """All that pass when one filter is left out, for the counts beside its choices."""
        passing = everyone
        for other, said in self.by_filter.items():
            if other != name:
                passing &= said.yes | said.silent if silent else said.yes
        return passing


def sieve(filters: Filters, facts: Facts, hours: Hours) -> Sieve:
    """Work out what the filters let through."""
    by_filter = {name: _any(name, filters, facts, hours) for name in filters.chosen()}
    said = passing = facts.everyone
    for found in by_filter.values():
        said &= found.yes
        passing &= found.yes | found.silent
    return Sieve(said, passing & ~said if filters.silent else 0, by_filter)


_BY_CODE: Final = {"area": Facts.area, "stance": Facts.stance}
_BY_HOURS: Final = {"now": Facts.open, "evenings": Facts.evenings, "weekends": Facts.weekends}
_YES: Final = {"drop_in": Facts.drop_in, "women_only": Facts.women_only, "no_recourse": Facts.no_recourse}


def choice(name: str, code: str, facts: Facts, hours: Hours) -> Said:
    """What one choice of a filter lets through."""
    if name in _YES:
        return _YES[name](facts)
    if name == "open":
        return _BY_HOURS[code](facts, hours)
    if name == "checked":
        return facts.checked_since(_months_before(hours.at.date(), int(code)))
    if name in _BY_CODE:
        return _BY_CODE[name](facts, code)
    return facts.stated(name, code)


def counts(matching: int, filters: Filters, facts: Facts, hours: Hours) -> dict[str, dict[str, int]]:
    """For each choice of each filter, how many of the matching services would say yes to it.

    A filter's own choices do not narrow its counts; all other chosen filters do.
    """
    chosen = sieve(filters, facts, hours)
    found: dict[str, dict[str, int]] = {}
    for name, codes in choices(facts).items():
        passing = matching & chosen.without(name, facts.everyone, silent=filters.silent)
        found[name] = {code: (choice(name, code, facts, hours).yes & passing).bit_count() for code in codes}
    return found


def choices(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The choices there are, by filter: the codes some listing carries, and the plain filters.

    Of the areas, those this directory is about come first: the ones that at least half as many listings name as name
    the first of all.
    """
    coded = {
        name: tuple(code.partition(":")[2] for code in facts.codes if code.startswith(f"{taxonomy}:"))
        for name, taxonomy in CODED.items()
    }
    named = {code: facts.held[f"area:{code}"] for code in coded["area"]}
    many = max(named.values(), default=0) / 2
    coded["area"] = tuple(sorted(named, key=lambda code: (named[code] < many, code)))
    return coded | {"open": OPEN_CHOICES, "checked": CHECKED_CHOICES} | dict.fromkeys(_YES, ("yes",))


def _any(name: str, filters: Filters, facts: Facts, hours: Hours) -> Said:
    """What any of the chosen values of one filter lets through."""
    if name == "near" and filters.near is not None:
        return facts.near(filters.near, filters.miles * METRES_IN_A_MILE)
    if name == "fits" and filters.fits is not None:
        return facts.fits(filters.fits.answers)
    yes = silent = 0
    for said in (choice(name, code, facts, hours) for code in filters.codes(name)):
        yes |= said.yes
        silent |= said.silent
    return Said(yes, silent & ~yes)


def _months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
