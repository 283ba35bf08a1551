"""Ways into a service that says no, through others that take somebody, or what stands in the way: parts of a page.

They stand below what Check advises: challenging a refusal and other services are there, and not said twice.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from navigator.find.wording import ended, lower_first
from ui.check.next_steps import Copied, NextSteps, Opened
from ui.find.sheet_page import known
from ui.pathways import parts
from ui.shell.folding import Folding
from ui.shell.parts import Band, Block, Link, Toned
from ui.shell.text import Heading, Text
from ui.shell.theme import QUIET

if TYPE_CHECKING:
    from navigator.pathways.catch22s import Catch22
    from navigator.pathways.routes import Route, RouteStep, WaysIn

_HOW_SURE: Final = {"usually": "this usually works", "maybe": "this may work"}
_ON_THE_WAY: Final = "By their published rules, no place on the way says no. Rules change: ring before you set out."
_LOOP: Final = "These rules block one another"
_WALL: Final = "No way in was found"
_MEANWHILE: Final = "This is about the rules, not about the person. What else to do stands above."
_NO_NEED: Final = "Their rules do not say no, so no way round is needed."
_NUMBER: Final = 1.2


class WaysInPage:
    """Makes the parts of a page; ``copied`` is told what was copied, ``opened`` the id of another service."""

    def __init__(self, copied: Copied, opened: Opened) -> None:
        self._steps, self._opened = NextSteps(copied, opened), opened

    def blocks(self, found: "WaysIn", catch_22s: "Sequence[Catch22]") -> Iterator[Block]:
        """The ways in, else why there are none; then the catch-22s that bite there, each behind a press."""
        if not found.says_no:
            yield [Text(_NO_NEED, selectable=True)]
        elif found.routes:
            yield from self._routes(found)
        else:
            title, why = (_LOOP, found.loop) if found.loop else (_WALL, found.wall)
            each = [[Text(sentence, selectable=True)] for sentence in why]
            yield [Band("warn", [[parts.label(title)], *each, [Text(_MEANWHILE, role=QUIET)]])]
        if catch_22s:
            yield [Heading(known(catch_22s)), *parts.folded(catch_22s)]

    def _routes(self, found: "WaysIn") -> Iterator[Block]:
        """The best of them; the others behind a press each."""
        best, *others = found.routes
        yield [parts.label(_titled(best, 1)), Text(_ON_THE_WAY, role=QUIET)]
        yield from self._route(best, found)
        if others:
            folds = enumerate(others, start=2)
            yield [Folding(_named(route, number), partial(self._route, route, found)) for number, route in folds]

    def _route(self, route: "Route", found: "WaysIn") -> Iterator[Block]:
        for number, step in enumerate(route.steps, start=1):
            yield list(self._step(number, step))
        yield [Text(f"{len(route.steps) + 1}. Then {found.name}", bold=True), Text(route.door, selectable=True)]

    def _step(self, number: int, step: "RouteStep") -> Iterator[QWidget]:
        link = Link(f"{number}. {', '.join(dict.fromkeys((step.name, step.organization)))}")
        link.setAccessibleDescription("Shows where the person stands there.")
        link.clicked.connect(partial(self._opened, step.id))
        yield link
        yield Text(f"{step.sure.capitalize()}: {lower_first(step.changes)}", bold=True)
        yield Text(f"{step.door} {step.do}", selectable=True)
        if step.phone:
            yield self._steps.number(step.phone.number, step.name, size=_NUMBER)
        if step.caution:
            yield Toned(step.caution, "warn")
        own = step.source == parts.OUR_REASONING
        yield Text(ended(step.source if own else f"From: {step.source}"), role=QUIET, selectable=True)


def _titled(route: "Route", number: int) -> str:
    return f"Way in {number}: {_HOW_SURE[route.sure]}"


def _named(route: "Route", number: int) -> str:
    return f"{_titled(route, number)} ({', then '.join(step.name for step in route.steps)})"
