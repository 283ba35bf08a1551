"""Who refers: the ways into a service that each kind of worker can use, and who can make the others."""

from collections.abc import Iterable
from typing import Final

from navigator.find.wording import listed

WORKER_WAYS: Final = frozenset({"self", "drop-in", "professional", "outreach-team"})
"""The codes of ``route`` that any worker can use: with the person, or for them."""
ANY_PROFESSIONAL: Final = "any professional"
_OPENS: Final[dict[str, frozenset[str]]] = {
    ANY_PROFESSIONAL: frozenset(),
    "a GP": frozenset({"gp"}),
    "a hospital": frozenset({"hospital"}),
    "probation": frozenset({"probation"}),
    "a prison": frozenset({"prison"}),
    "a council": frozenset({"council"}),
    "the police": frozenset({"police"}),
    "an outreach team": frozenset({"outreach-team"}),
}
ROLES: Final = tuple(_OPENS)
"""Whom a worker can refer as, in the order to offer them."""
_WHO: Final = {
    "gp": "their GP",
    "hospital": "the ward or the hospital's discharge team",
    "probation": "their probation practitioner",
    "prison": "the prison's resettlement team",
    "council": "the council",
    "police": "the police",
    "outreach-team": "an outreach team",
    "professional": "a worker who knows them",
}


def ways_of(role: str) -> frozenset[str]:
    """The codes of ``route`` open to one of ``ROLES``; those of any professional for a role it does not know."""
    return WORKER_WAYS | _OPENS.get(role, frozenset())


def who_can(routes: Iterable[str]) -> str:
    """Who can refer through some routes, in words: ``"their GP or the council"``; "" for nobody it knows."""
    return listed(dict.fromkeys(_WHO[route] for route in routes if route in _WHO), "or")
