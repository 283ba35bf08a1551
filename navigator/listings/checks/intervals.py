"""How long a check holds and what weighs how much, as the reviewed file has it."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from navigator.resources import resource
from navigator.reviewed import Table

FILE_NAME: Final = "intervals.toml"
_KEYS: Final = {
    "age": ("most_years", "undated_years"),
    "part": ("divide",),
    "used": ("few", "only", "one_of_few"),
    "reported": ("wrong", "refusals", "heard_months"),
    "tried": ("days",),
    "minutes": ("first", "further", "no_number"),
}


@dataclass(frozen=True, slots=True)
class Harm:
    """What goes wrong where a listing of some kind is wrong; a check of one holds for so many months."""

    code: str
    name: str
    weight: int
    months: int
    types: tuple[str, ...]
    needs: tuple[str, ...]
    why: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the index that mark its listings."""
        return (*(f"type:{code}" for code in self.types), *(f"need:{code}" for code in self.needs))


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long to plan for the first service of a call, each further one, and one that cannot be rung."""

    first: int
    further: int
    no_number: int


@dataclass(frozen=True, slots=True)
class Intervals:
    """All of the file; see there what each number means. ``harms`` stand with the worst first."""

    harms: tuple[Harm, ...]
    most_years: int
    undated_years: int
    part: int
    few: int
    only: int
    one_of_few: int
    wrong: int
    refusals: int
    heard_months: int
    tried_days: int
    minutes: Minutes

    def harm_of(self, codes: Collection[str]) -> Harm:
        """What goes wrong where a listing is wrong of which the index has these codes: the worst that they mark."""
        return next((harm for harm in self.harms if not set(harm.codes).isdisjoint(codes)), self.harms[-1])


def read_intervals(path: Path | None = None) -> Intervals:
    """The reviewed file, by default the one that ships. Raises NavigatorError for what is not as it should be."""
    top = Table.read(path or resource(FILE_NAME))
    top.only("harm", *_KEYS)
    harms = tuple(map(_harm, top.table("harm").each()))
    weights = [harm.weight for harm in harms]
    if weights != sorted(weights, reverse=True):
        raise top.table("harm").wrong("the worst must stand first")
    if harms[-1].codes:
        raise top.table("harm").wrong("the last must be for every other listing, and name none")

    def one(table: str, key: str) -> int:
        return _number(top.table(table), key)

    for table, keys in _KEYS.items():
        top.table(table).only(*keys)
    minutes = Minutes(*(one("minutes", key) for key in _KEYS["minutes"]))
    if minutes.further > minutes.first:
        raise top.table("minutes").wrong("'further' is more than 'first'")
    return Intervals(
        harms,
        most_years=one("age", "most_years"),
        undated_years=one("age", "undated_years"),
        part=one("part", "divide"),
        few=one("used", "few"),
        only=one("used", "only"),
        one_of_few=one("used", "one_of_few"),
        wrong=one("reported", "wrong"),
        refusals=one("reported", "refusals"),
        heard_months=one("reported", "heard_months"),
        tried_days=one("tried", "days"),
        minutes=minutes,
    )


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of a month that has no such day; earlier for a negative number."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _harm(table: Table) -> Harm:
    table.only("name", "weight", "months", "types", "needs", "why")
    weight, months = (_number(table, key) for key in ("weight", "months"))
    texts = table.texts("types"), table.texts("needs")
    return Harm(table.name, table.text("name"), weight, months, *texts, table.text("why"))


def _number(table: Table, key: str) -> int:
    found = table.number(key, needed=True)
    if found is None or found < 1:
        raise table.wrong(f"'{key}' must be 1 or more")
    return found
