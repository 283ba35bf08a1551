"""What a directory holds at one moment: its services, and the ways into them."""

from dataclasses import dataclass
from typing import Final

from navigator.check.doors import Doors
from navigator.check.services import Services
from navigator.directory.entry import area_code
from navigator.find.facts import Facts

_ABOUT: Final = 0.5
"""A directory is about the boroughs that at least this part of those listings name that name the first of all."""


@dataclass(frozen=True, slots=True)
class Now:
    """The services of a directory with the ways into them; ``dated`` is the ISO day it was compiled, "" for none."""

    services: Services
    doors: Doors
    dated: str

    @property
    def facts(self) -> Facts:
        """Which services carry which fact."""
        return self.services.facts

    @property
    def boroughs(self) -> tuple[str, ...]:
        """The boroughs that this directory is about, by name, in the order of the alphabet."""
        held = self.facts.held
        named = {name: held.get(f"area:{area_code(name)}", 0) for name in self.services.boroughs}
        many = max(named.values(), default=0) * _ABOUT
        return tuple(sorted(name for name, count in named.items() if count and count >= many))
