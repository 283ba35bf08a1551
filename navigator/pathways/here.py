"""Where help is looked for: some boroughs with the services for them, and how to get into a service."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from navigator.check.bits import union
from navigator.directory.entry import area_code
from navigator.find.facts import Facts
from navigator.find.line import Line
from navigator.find.search import Result
from navigator.find.wording import listed

AREA: Final = "area"


@dataclass(frozen=True, slots=True)
class Here:
    """Some boroughs by name: the services that name one of them, and all that cover one or do not say where."""

    boroughs: tuple[str, ...]
    local: int
    covering: int

    @classmethod
    def of(cls, boroughs: Collection[str], facts: Facts) -> "Here":
        """Those boroughs in the directory that has these facts."""
        codes = [area_code(name) for name in boroughs]
        said = [facts.area(code) for code in codes]
        covering = union(each.yes | each.silent for each in said)
        return cls(tuple(boroughs), union(map(facts.code, (f"area:{code}" for code in codes))) & covering, covering)

    @property
    def says(self) -> str:
        """The boroughs as people say them: ``"Lambeth, Lewisham or Southwark"``."""
        return listed(self.boroughs, "or")


def door(line: Line, result: Result) -> str:
    """How to get into a service, in a few words: the ways its listing names, else its number."""
    if line.ways:
        return line.ways
    return f"Ring {result.phone}" if result.phone else "Does not say how to refer"
